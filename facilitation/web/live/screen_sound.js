// @ts-check
/**
 * The soft sound at the end of the timer. Made by the browser itself; one that has not been clicked keeps silent, and
 * then the screen asks for that one click.
 *
 * Exports
 *   useSound()              -> {blocked}  whether somebody has to click on this screen for the sound
 *   keepSound(store, make)  follow the timer; answers how to stop. `make` makes the AudioContext.
 */
import { one, serverNow } from "./canvas_store.js";
import { createPageStore } from "./page_store.js";

const LATE_MS = 2_000;
const NOTES = [523.25, 659.25, 783.99];
const APART_S = 0.35;
const RINGS_S = 2.2;
const LOUD = 0.12;

const sound = createPageStore({ blocked: false }, (state) => state);

export const useSound = sound.use;

/** Three tones of a chord, one after another, each dying away. @param {AudioContext} context */
function ring(context) {
  NOTES.forEach((pitch, place) => {
    const at = context.currentTime + place * APART_S;
    const tone = new OscillatorNode(context, { type: "sine", frequency: pitch });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(LOUD, at + 0.04);
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + RINGS_S);
    tone.connect(loudness).connect(context.destination);
    tone.start(at);
    tone.stop(at + RINGS_S);
  });
}

/** @param {import("./canvas_store.js").Store} store @param {() => AudioContext} [make] @returns {() => void} */
export function keepSound(store, make = () => new AudioContext()) {
  /** @type {AudioContext | null} */
  let context = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  /** @type {unknown} */
  let of;

  function told() {
    const wanted = of !== null && of !== undefined;
    const blocked = wanted && context !== null && context.state !== "running";
    if (blocked !== sound.get().blocked) sound.set({ blocked });
  }

  function wake() {
    if (context?.state === "suspended") void context.resume().then(told);
  }

  /** @param {any} timer */
  function end(timer) {
    const snapshot = store.snapshot();
    const late = serverNow(snapshot) - timer.ends;
    const stopped = one(snapshot, "session")?.stopped;
    if (context?.state === "running" && !stopped && late < LATE_MS) ring(context);
  }

  function changed() {
    const timer = /** @type {any} */ (one(store.snapshot(), "timer"));
    const left = timer?.sound && timer.ends !== null ? timer.ends - serverNow(store.snapshot()) : -1;
    const now = timer?.sound && (left > 0 || timer.left !== null) ? timer : null;
    if (now === of) return;
    of = now;
    clearTimeout(waiting);
    if (now && !context) {
      context = make();
      context.onstatechange = told;
    }
    if (left > 0) {
      waiting = setTimeout(() => {
        end(timer);
        changed();
      }, left);
    }
    told();
  }

  const events = /** @type {const} */ (["pointerdown", "keydown"]);
  events.forEach((event) => document.addEventListener(event, wake));
  const forget = store.subscribe(changed);
  changed();
  return () => {
    forget();
    clearTimeout(waiting);
    events.forEach((event) => document.removeEventListener(event, wake));
    void context?.close();
    sound.set({ blocked: false });
  };
}

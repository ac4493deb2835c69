// @ts-check
/**
 * What changes on the projector with time alone: the timer, and the answer that just came in. Hooks of their own, so
 * that a second that passes draws nothing else anew.
 *
 * Exports
 *   useScreenTimer()    -> TimerShown (screen_control.js)
 *   useLatestAnswer()   -> Latest (screen_together.js)
 */
import { useSyncExternalStore } from "react";
import { one, serverNow } from "./canvas_store.js";
import { useLive } from "./hooks.js";
import { NO_TIMER, timerShown } from "./screen_control.js";
import { latestOf, NO_ANSWER } from "./screen_together.js";

/** @typedef {import("./screen_together.js").Latest} Latest */
/** @typedef {import("./screen_control.js").TimerShown} TimerShown */

const LOOK_MS = 200;

/** @type {Set<() => void>} */
const looking = new Set();
/** @type {ReturnType<typeof setInterval> | undefined} */
let ticking;

/** @param {() => void} run */
function tick(run) {
  looking.add(run);
  ticking ??= setInterval(() => looking.forEach((each) => each()), LOOK_MS);
  return () => {
    looking.delete(run);
    if (looking.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

const stand = () => () => {};

/**
 * The same object while it shows the same.
 * @template {object} T
 * @param {T} first
 */
function steady(first) {
  let latest = first;
  return (/** @type {T} */ next) => {
    const before = /** @type {Record<string, unknown>} */ (latest);
    if (Object.entries(next).some(([name, value]) => before[name] !== value)) latest = next;
    return latest;
  };
}

const steadyTimer = steady(NO_TIMER);
const steadyAnswer = steady(NO_ANSWER);

/** @returns {TimerShown} */
export function useScreenTimer() {
  const snapshot = useLive();
  const timer = snapshot.records.session && !one(snapshot, "session")?.stopped ? one(snapshot, "timer") : null;
  const running = timer !== null && timer.ends !== null;
  return useSyncExternalStore(
    running ? tick : stand,
    () => steadyTimer(timerShown(timer, serverNow(snapshot))),
    () => NO_TIMER,
  );
}

/** @returns {Latest} */
export function useLatestAnswer() {
  const snapshot = useLive();
  /** @param {number} now */
  const at = (now) => latestOf(snapshot.records, now);
  return useSyncExternalStore(
    at(serverNow(snapshot)) === NO_ANSWER ? stand : tick,
    () => steadyAnswer(at(serverNow(snapshot))),
    () => NO_ANSWER,
  );
}

// @ts-check
/**
 * What a page on a projector needs of the browser: a screen that stays awake, the whole of it on a key, and no pointer
 * in the picture while nobody moves it.
 *
 * Exports
 *   isPreview()          whether this is the small copy on another page, which needs none of it
 *   wholeScreen()        to the whole screen, or back
 *   beProjector()        begin; answers how to stop
 */

const REST_MS = 3_000;
const AGAIN_MS = 30_000;

export function isPreview() {
  if (typeof window === "undefined") return false;
  return window.self !== window.top || new URLSearchParams(window.location.search).has("preview");
}

export function wholeScreen() {
  const done = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
  // A browser that forbids it has said so in its own way.
  done?.catch(() => {});
}

/** @returns {() => void} */
export function beProjector() {
  const root = document.documentElement;
  root.dataset.projector = isPreview() ? "preview" : "resting";
  if (isPreview()) return () => void delete root.dataset.projector;
  const stops = [keepAwake(), hidePointer(root), listenForKey()];
  return () => {
    stops.forEach((stop) => stop());
    delete root.dataset.projector;
  };
}

/** The lock is lost whenever the page is hidden, and a tired laptop may take it: ask again at every return, and now and then. */
function keepAwake() {
  /** @type {WakeLockSentinel | null} */
  let lock = null;
  let stopped = false;

  async function ask() {
    if (stopped || document.visibilityState !== "visible" || (lock && !lock.released)) return;
    try {
      lock = (await navigator.wakeLock?.request("screen")) ?? null;
      if (stopped) await lock?.release();
    } catch {
      // On an empty battery, or over plain http: then the screen follows the laptop's own settings.
    }
  }

  void ask();
  document.addEventListener("visibilitychange", ask);
  const timer = setInterval(ask, AGAIN_MS);
  return () => {
    stopped = true;
    clearInterval(timer);
    document.removeEventListener("visibilitychange", ask);
    void lock?.release();
  };
}

/** @param {HTMLElement} root */
function hidePointer(root) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  function moved() {
    root.dataset.projector = "moving";
    clearTimeout(timer);
    timer = setTimeout(() => {
      root.dataset.projector = "resting";
    }, REST_MS);
  }
  const events = /** @type {const} */ (["pointermove", "pointerdown", "focusin"]);
  events.forEach((event) => document.addEventListener(event, moved));
  return () => {
    clearTimeout(timer);
    events.forEach((event) => document.removeEventListener(event, moved));
  };
}

function listenForKey() {
  /** @param {KeyboardEvent} event */
  function pressed(event) {
    if (event.key.toLowerCase() === "f" && !event.ctrlKey && !event.metaKey && !event.altKey) wholeScreen();
  }
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}

// @ts-check
/**
 * The two keys of the facilitator's control.
 *
 * The safety stop is Escape, held down. Every keyboard has it, in the corner where a hand finds it without looking; it
 * types nothing, so it works in the middle of a sentence and over a dialog; and a short press stays what it was (it
 * closes a dialog), so that nobody blanks a room by accident. Ctrl+Z (⌘Z) takes the last step back, but in a field it
 * belongs to what is being written there. The stop is heard in the projector's windows as well: the hands may have been
 * there last.
 *
 * Exports
 *   listenControl(options)   -> stop listening
 */

/** How long Escape is held: longer than a tap ever lasts, shorter than a breath. */
export const HOLD_MS = 400;

/** How often a projector's window is looked for again: what listens in it goes when it is loaded anew. */
const LOOK_MS = 1_000;

/** @param {KeyboardEvent} event */
function isUndo(event) {
  const command = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  return command && !event.repeat && !event.defaultPrevented && event.key.toLowerCase() === "z";
}

/** @param {KeyboardEvent} event */
function isInField(event) {
  const target = event.target instanceof Element ? event.target : null;
  return Boolean(target?.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]"));
}

/**
 * @typedef {object} Options
 * @property {() => void} stop
 * @property {() => void} undo
 * @property {(on: boolean) => void} holding tells that Escape is down, and that it no longer is
 * @property {Set<Window>} screens the projector's windows
 */

/** @param {Options} options @returns {() => void} */
export function listenControl({ stop, undo, holding, screens }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let held;
  const letGo = () => {
    if (held === undefined) return;
    clearTimeout(held);
    held = undefined;
    holding(false);
  };
  const press = () => {
    holding(true);
    held = setTimeout(() => {
      letGo();
      stop();
    }, HOLD_MS);
  };
  /** @param {KeyboardEvent} event */
  const down = (event) => {
    if (event.key === "Escape") {
      // Also at a repeat: where the first press has left the full screen, the hand is still on the key.
      if (held === undefined && !event.isComposing) press();
      return;
    }
    letGo();
    if (event.view !== window) return;
    if (!isUndo(event) || isInField(event)) return;
    event.preventDefault();
    undo();
  };
  /** @param {KeyboardEvent} event */
  const up = (event) => event.key === "Escape" && letGo();
  /** Before anything else hears it: a dialog keeps Escape for itself. @param {Window} view */
  const listen = (view) => {
    view.addEventListener("keydown", down, true);
    view.addEventListener("keyup", up, true);
    view.addEventListener("blur", letGo);
  };
  /** @param {Window} view */
  const leave = (view) => {
    view.removeEventListener("keydown", down, true);
    view.removeEventListener("keyup", up, true);
    view.removeEventListener("blur", letGo);
  };
  const look = () => screens.forEach((screen) => (screen.closed ? screens.delete(screen) : listen(screen)));
  listen(window);
  const looking = setInterval(look, LOOK_MS);
  return () => {
    letGo();
    clearInterval(looking);
    [window, ...screens].forEach(leave);
  };
}

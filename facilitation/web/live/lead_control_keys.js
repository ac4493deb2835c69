// @ts-check
/**
 * The two keys of the facilitator's control.
 *
 * The safety stop is Escape, held down. Every keyboard has it, in the corner where a hand finds it without looking; it
 * types nothing, so it works in the middle of a sentence and over a dialog; and a short press stays what it was (it
 * closes a dialog), so that nobody blanks a room by accident. Ctrl+Z (⌘Z) takes the last step back, but in a field it
 * belongs to what is being written there.
 *
 * Exports
 *   listenControl(options)   -> stop listening
 */

/** How long Escape is held: longer than a tap ever lasts, shorter than a breath. */
export const HOLD_MS = 400;

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
 * @param {{stop: () => void, undo: () => void, holding: (on: boolean) => void}} options `holding` tells that Escape is
 *   down, and that it no longer is
 * @returns {() => void}
 */
export function listenControl({ stop, undo, holding }) {
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
      if (held === undefined && !event.repeat && !event.isComposing) press();
      return;
    }
    letGo();
    if (!isUndo(event) || isInField(event)) return;
    event.preventDefault();
    undo();
  };
  /** @param {KeyboardEvent} event */
  const up = (event) => event.key === "Escape" && letGo();
  // Before anything else hears it: a dialog keeps Escape for itself.
  document.addEventListener("keydown", down, true);
  document.addEventListener("keyup", up, true);
  window.addEventListener("blur", letGo);
  return () => {
    letGo();
    document.removeEventListener("keydown", down, true);
    document.removeEventListener("keyup", up, true);
    window.removeEventListener("blur", letGo);
  };
}

// @ts-check
/**
 * Shortcuts: one press, one safe thing. Never while somebody types, in a dialog, with a key held down, or together with
 * Ctrl, Alt or the command key, which belong to the browser. Keys that follow one another are typing, even when the
 * field has just gone from under somebody's hands: a shortcut comes after a moment of rest.
 *
 * Exports
 *   listenKeys(options)   -> stop listening
 */

const REST_MS = 700;

/** @typedef {"forward" | "back" | "open" | "floor" | "screen" | "help"} Shortcut */

/**
 * @param {KeyboardEvent} event
 * @returns {boolean} whether the key is meant for the page, rather than for a field or the browser
 */
function meant(event) {
  if (event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) {
    return false;
  }
  const target = event.target instanceof Element ? event.target : null;
  return !target?.closest("input, textarea, select, [contenteditable]") && !document.querySelector("dialog[open]");
}

/**
 * @param {{on: () => boolean, keys: () => Readonly<Record<Shortcut, string>>, run: (shortcut: Shortcut) => void}} options
 * @returns {() => void}
 */
export function listenKeys({ on, keys, run }) {
  let last = -Infinity;
  /** @param {KeyboardEvent} event */
  const hear = (event) => {
    const rested = event.timeStamp - last >= REST_MS;
    last = event.timeStamp;
    if (!rested || !on() || !meant(event)) return;
    const pressed = event.key.toLowerCase();
    const found = /** @type {[Shortcut, string][]} */ (Object.entries(keys())).find(([, key]) => key === pressed);
    if (!found) return;
    event.preventDefault();
    run(found[0]);
  };
  document.addEventListener("keydown", hear);
  return () => document.removeEventListener("keydown", hear);
}

// @ts-check
/**
 * The state of one page, at module level because Reflex cuts a page into many components that all ask for it.
 * `view` puts the state into the form in which it is shown; it is computed once per change and language.
 */
import { useSyncExternalStore } from "react";
import { currentLanguage, onLanguage } from "./language.js";

/**
 * @template {object} S
 * @template {object} V
 * @param {S} initial
 * @param {(state: S, language: "nl" | "en") => V} view
 */
export function createPageStore(initial, view) {
  let state = initial;
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const changed = () => listeners.forEach((listener) => listener());
  onLanguage(changed);

  /** @param {() => void} listener */
  function subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /**
   * @template {object} W
   * @param {(state: S, language: "nl" | "en") => W} look
   */
  function hook(look) {
    /** @type {"nl" | "en"} */
    let language = "nl";
    let of = initial;
    let shown = look(initial, language);
    const prerendered = shown;
    function snapshot() {
      if (of !== state || language !== currentLanguage()) {
        of = state;
        language = currentLanguage();
        shown = look(of, language);
      }
      return shown;
    }
    return () => useSyncExternalStore(subscribe, snapshot, () => prerendered);
  }

  return {
    /** The state as it is now. */
    get: () => state,
    /** @param {Partial<S>} patch */
    set(patch) {
      state = { ...state, ...patch };
      changed();
    },
    /** The hook: what the page shows. */
    use: hook(view),
    /** Another look at the same state, for a part of the page that comes later. */
    hook,
  };
}

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
  /** @type {"nl" | "en"} */
  let language = "nl";
  let shown = view(initial, language);
  const prerendered = shown;
  let outdated = false;
  /** @type {Set<() => void>} */
  const listeners = new Set();

  function changed() {
    outdated = true;
    listeners.forEach((listener) => listener());
  }
  onLanguage(changed);

  function snapshot() {
    if (outdated || language !== currentLanguage()) {
      outdated = false;
      language = currentLanguage();
      shown = view(state, language);
    }
    return shown;
  }

  /** @param {() => void} listener */
  function subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
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
    use: () => useSyncExternalStore(subscribe, snapshot, () => prerendered),
  };
}

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
  let shown = view(initial, "nl");
  const prerendered = shown;
  /** @type {Set<() => void>} */
  const listeners = new Set();

  function show() {
    shown = view(state, currentLanguage());
    listeners.forEach((listener) => listener());
  }
  onLanguage(show);

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
      show();
    },
    /** The hook: what the page shows. */
    use: () => useSyncExternalStore(subscribe, () => shown, () => prerendered),
  };
}

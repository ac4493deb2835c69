// @ts-check
/**
 * The language of the interface: chosen per phone, kept on it, Dutch when nothing is known.
 * Pages are prerendered in Dutch, so the server snapshot is "nl" and the phone's own language follows at once.
 */
import { useSyncExternalStore } from "react";
import "./own_errors.js"; // here, since every page speaks a language

const KEY = "language";
/** @type {Set<() => void>} */
const listeners = new Set();
/** @type {"nl" | "en"} */
let language = "nl";
let started = false;

function start() {
  if (started || typeof window === "undefined") return;
  started = true;
  language = remembered() ?? preferred(navigator.languages ?? [navigator.language]);
  document.documentElement.lang = language;
}

function remembered() {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "nl" || kept === "en" ? kept : null;
  } catch {
    return null;
  }
}

/**
 * @param {readonly string[]} tags
 * @returns {"nl" | "en"}
 */
export function preferred(tags) {
  const known = /** @type {"nl" | "en" | undefined} */ ( tags.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => tag === "nl" || tag === "en")
  );
  return known ?? "nl";
}

/** @param {"nl" | "en"} next */
export function chooseLanguage(next) {
  language = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // A browser that keeps nothing still speaks the chosen language until the page is left.
  }
  listeners.forEach((listener) => listener());
}

/**
 * Speak the language of what is shown (a session on the projector), whatever this device was set to; nothing is kept.
 * @param {"nl" | "en"} next
 */
export function speakLanguage(next) {
  started = true;
  if (language === next && document.documentElement.lang === next) return;
  language = next;
  document.documentElement.lang = next;
  listeners.forEach((listener) => listener());
}

/**
 * Call `listener` whenever the language changes; returns a function that stops it.
 * @param {() => void} listener
 */
export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentLanguage() {
  start();
  return language;
}

/** The language in which the page speaks now. */
export function useLanguage() {
  return useSyncExternalStore(onLanguage, currentLanguage, () => "nl");
}

/**
 * Fill in `{name}` in a text; a text that counts has two forms and takes its number as `n`.
 * @param {string | string[]} text
 * @param {Record<string, unknown>} values
 */
export function fill(text, values) {
  const form = Array.isArray(text) ? text[Number(values.n) === 1 ? 0 : 1] : text;
  return form.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

// @ts-check
/**
 * Time and chance, from outside: the other modules read no clock of their own, so that tests can turn it.
 *
 * Exports
 *   realClock                 the browser's (or Node's) own
 *   backoff(attempt, random)  how long to wait before attempt `attempt` (from 0), in ms, jittered
 */

/**
 * @typedef {object} Clock
 * @property {() => number} now ms since 1970 on this device
 * @property {(ms: number, run: () => void) => (() => void)} after run once, later; answers how to call it off
 * @property {() => number} random from 0 up to, not including, 1
 */

/** @type {Clock} */
export const realClock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

const FIRST_MS = 300;
const MOST_MS = 8_000;

/**
 * Double every time, between half and one and a half of it, so that a room full of phones does not knock all at once.
 *
 * @param {number} attempt from 0
 * @param {number} random from 0 to 1
 * @returns {number} ms, at most 8,000
 */
export function backoff(attempt, random) {
  return Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt, 10) * (0.5 + random));
}

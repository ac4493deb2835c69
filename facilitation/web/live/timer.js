// @ts-check
/**
 * The timer as every screen shows it alike: from its record and what the server's clock says. Pure.
 *
 * Exports
 *   timerView(timer, now)   -> TimerView
 *   nextTick(timer, now)    -> ms until the timer shows something else, or null while it stands still
 */

/** @typedef {import("./canvas_store.js").Value} Value */

/**
 * @typedef {object} TimerView
 * @property {"none" | "running" | "paused" | "over"} state
 * @property {number} seconds that are left, rounded up: "0:00" comes when it is over and no sooner
 * @property {string} text `m:ss`
 * @property {number} percent what is left of the whole, 0 to 100
 */

/** @param {Value | null} timer @param {number} now ms by the server's clock @returns {number | null} */
function leftOf(timer, now) {
  if (!timer) return null;
  return timer.ends === null ? timer.left : Math.max(0, timer.ends - now);
}

/** @param {Value | null} timer the record `timer` @param {number} now ms by the server's clock @returns {TimerView} */
export function timerView(timer, now) {
  const left = leftOf(timer, now);
  if (!timer || left === null || left === undefined) return { state: "none", seconds: 0, text: "", percent: 0 };
  const seconds = Math.ceil(left / 1000);
  const state = timer.ends === null ? "paused" : left === 0 ? "over" : "running";
  return {
    state,
    seconds,
    text: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`,
    percent: timer.total > 0 ? Math.min(100, Math.round((100 * left) / timer.total)) : 0,
  };
}

/** @param {Value | null} timer @param {number} now ms by the server's clock @returns {number | null} */
export function nextTick(timer, now) {
  if (!timer || timer.ends === null || timer.ends === undefined || timer.ends <= now) return null;
  return (timer.ends - now) % 1000 || 1000;
}

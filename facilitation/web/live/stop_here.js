// @ts-check
/**
 * The safety stop between the windows of one browser: the projector's windows on the facilitator's machine are blank at
 * once, also while there is no line over which to hear of it. And over a reload of the facilitator's page: a stop that
 * still waits for the line then waits on, in this tab and not for long, since later it would be a stop of something else.
 *
 * Exports
 *   NOT_STOPPED
 *   tellStop(session, told)    what the facilitator's page knows of it
 *   hearStop(session, hear)    -> stop listening
 *   blanked(snapshot, told)    -> the snapshot as it is to be shown
 *   waitFor(session, since)    a stop waits for the line since then, ms; null when none does
 *   waitsFor(session, now)     -> whether one did when this page was loaded, and still should
 */

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** `until` is the change by which the canvas itself says that it is stopped; null while the server has not taken it in.
 * @typedef {{stopped: boolean, until: number | null}} Told */

/** @type {Told} */
export const NOT_STOPPED = Object.freeze({ stopped: false, until: null });

const MARK = "stop:";
const WAITS_MS = 10 * 60_000;

/** @param {string} session @param {number | null} since */
export function waitFor(session, since) {
  try {
    if (since === null) sessionStorage.removeItem(MARK + session);
    else sessionStorage.setItem(MARK + session, String(since));
  } catch {
    // Then it is gone with the page; the browser asks before that.
  }
}

/** @param {string} session @param {number} now @returns {boolean} */
export function waitsFor(session, now) {
  try {
    const since = sessionStorage.getItem(MARK + session);
    return since !== null && now - Number(since) < WAITS_MS;
  } catch {
    return false;
  }
}

/** @param {string} session @returns {BroadcastChannel | null} */
function channel(session) {
  return typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(`stop:${session}`);
}

/** @param {string} session @param {Told} told */
export function tellStop(session, told) {
  const to = channel(session);
  to?.postMessage(told);
  to?.close();
}

/** @param {string} session @param {(told: Told) => void} hear @returns {() => void} */
export function hearStop(session, hear) {
  const from = channel(session);
  if (from) from.onmessage = ({ data }) => hear(data);
  return () => from?.close();
}

/** @type {{of: Snapshot | null, made: Snapshot | null}} */
let latest = { of: null, made: null };

/** The same object for the same canvas. @param {Snapshot} snapshot @param {Told} told @returns {Snapshot} */
export function blanked(snapshot, told) {
  const known = told.until !== null && (snapshot.seq ?? 0) >= told.until;
  if (!told.stopped || known || !snapshot.records.session) return snapshot;
  if (latest.of !== snapshot || !latest.made) {
    const session = Object.entries(snapshot.records.session).map(([id, record]) => [id, { ...record, stopped: true }]);
    latest = { of: snapshot, made: { ...snapshot, records: { ...snapshot.records, session: Object.fromEntries(session) } } };
  }
  return latest.made ?? snapshot;
}

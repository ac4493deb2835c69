// @ts-check
/**
 * The canvas as this page has it. Knows no rules: it puts and removes records, in the order of the log.
 *
 * Exports
 *   EMPTY                   the snapshot before anything has come in, also the one that pages are prerendered with
 *   createStore({clock, schedule})  -> Store
 *   afterFrame(run)         the default `schedule`: once per animation frame, and in a hidden tab too
 *   serverNow(snapshot, at) what the server's clock says, in ms
 *   one(snapshot, kind)     the value of a kind with one record (session, subject, board, floor, guide), or null
 *
 * A Snapshot is immutable: a new object per flush, in which every table that was not touched is the very same object.
 *   {records: {<kind>: {<id>: value}}, seq, me, role, presence, connection, offset, outbox, kept, ready}
 */
import { realClock } from "./clock.js";

/** @typedef {import("./clock.js").Clock} Clock */
/** @typedef {Readonly<Record<string, any>>} Value a record as docs/protocol.md section 4 has it */
/** @typedef {Readonly<Record<string, Value>>} Table values by id */
/** @typedef {[seq: number, kind: string, id: string, value: Value | null]} Change */
/** @typedef {{people: number, present: number, ready: number, who?: Record<string, {present: boolean, ready: boolean}>}} Presence */

/**
 * @typedef {object} Welcome
 * @property {number} protocol
 * @property {string | null} me the participant's id for a seat
 * @property {string} role
 * @property {number} seq of the last change that it contains
 * @property {number} now ms, the server's clock
 * @property {[kind: string, id: string, value: Value][]} [snapshot]
 * @property {Change[]} [changes]
 */

/** @typedef {{from: number, to: number, now: number, changes: Change[]}} Changes */

/**
 * `offline`: the line was there and is gone, or did not come within 3 s. `refused` and `ended` do not come back by
 * themselves; `code` and `message` say why.
 *
 * @typedef {object} ConnectionState
 * @property {"connecting" | "connected" | "offline" | "refused" | "ended"} state
 * @property {string} code
 * @property {string} message
 */

/**
 * @typedef {object} Snapshot
 * @property {Readonly<Record<string, Table>>} records by kind and id
 * @property {number | null} seq of the last change in it; null before the first welcome
 * @property {string | null} me the participant's id on a seat's page
 * @property {string} role as the server sees this page; "" before the first welcome
 * @property {Presence} presence
 * @property {ConnectionState} connection
 * @property {number} offset the server's clock minus this device's, ms
 * @property {readonly import("./outbox.js").Item[]} outbox what has not been answered, in order
 * @property {boolean} kept false when this browser keeps nothing over a reload (private mode, a full disk)
 * @property {boolean} ready what this page's user last said about the stage at hand
 */

/**
 * @typedef {object} Store
 * @property {() => Snapshot} snapshot the last flush
 * @property {(run: () => void) => (() => void)} subscribe hear of each flush; answers how to stop
 * @property {() => number | null} seq of the last change applied, flushed or not
 * @property {() => boolean} behind whether changes are known to be missing
 * @property {(kind: string) => Value | null} peek the value of a kind with one record, flushed or not
 * @property {(frame: Welcome, asked?: number | null) => "ok" | "gap"} welcome take a welcome, or the answer to a
 *   resync that was asked with since `asked`
 * @property {(frame: Changes) => "ok" | "gap"} changes take a batch; on a gap nothing is taken
 * @property {(frame: Presence) => void} presence
 * @property {(fields: Partial<Omit<Snapshot, "records" | "seq">>) => void} put set what is not in the log
 * @property {() => void} flush notify now rather than at the next frame
 */

/** @returns {Record<string, any>} an object without a prototype: an id such as `__proto__` is an id like any other */
function bare() {
  return Object.create(null);
}

/** @type {Snapshot} */
export const EMPTY = Object.freeze({
  records: Object.freeze(bare()),
  seq: null,
  me: null,
  role: "",
  presence: Object.freeze({ people: 0, present: 0, ready: 0 }),
  connection: Object.freeze({ state: "connecting", code: "", message: "" }),
  offset: 0,
  outbox: Object.freeze([]),
  kept: true,
  ready: false,
});

const HIDDEN_MS = 100;

/** No frame is as late as this: a line that is silent for half as long is replaced, see connection.js. */
const LATEST_MS = 25_000;

/**
 * Run at the next animation frame; a hidden tab has none, so there a timer does it.
 *
 * @param {() => void} run
 */
export function afterFrame(run) {
  let done = false;
  const once = () => {
    if (!done) {
      done = true;
      run();
    }
  };
  if (typeof requestAnimationFrame === "function") requestAnimationFrame(once);
  setTimeout(once, HIDDEN_MS);
}

/**
 * @param {Snapshot} snapshot
 * @param {number} [at] this device's clock, ms
 * @returns {number} ms since 1970 by the server's clock
 */
export function serverNow(snapshot, at = Date.now()) {
  return at + snapshot.offset;
}

/**
 * @param {Snapshot} snapshot
 * @param {string} kind
 * @returns {Value | null}
 */
export function one(snapshot, kind) {
  for (const value of Object.values(snapshot.records[kind] ?? {})) return value;
  return null;
}

/** The tables between two flushes: a table is copied at its first touch, so that the snapshot before stays as it was. */
class Tables {
  /** @type {Record<string, Table>} */
  records = bare();
  /** @type {Map<string, Record<string, Value>>} */
  #touched = new Map();

  clear() {
    this.records = bare();
    this.#touched.clear();
  }

  /** @param {string} kind @param {string} id @param {Value | null} value */
  put(kind, id, value) {
    let table = this.#touched.get(kind);
    if (!table) {
      table = Object.assign(bare(), this.records[kind]);
      this.#touched.set(kind, table);
    }
    if (value === null) delete table[id];
    else table[id] = value;
  }

  /** @param {string} kind @returns {Value | null} */
  first(kind) {
    for (const value of Object.values(this.#touched.get(kind) ?? this.records[kind] ?? {})) return value;
    return null;
  }

  /** @returns {Record<string, Table>} the records as they stand, not to be touched again */
  settled() {
    if (this.#touched.size > 0) {
      this.records = Object.assign(bare(), this.records, Object.fromEntries(this.#touched));
      this.#touched.clear();
    }
    return this.records;
  }
}

/**
 * @param {{clock?: Clock, schedule?: (run: () => void) => void}} [options]
 * @returns {Store}
 */
export function createStore({ clock = realClock, schedule = afterFrame } = {}) {
  const tables = new Tables();
  /** @type {Set<() => void>} */
  const listeners = new Set();
  /** @type {Snapshot} */
  let snapshot = EMPTY;
  /** @type {Omit<Snapshot, "records">} */
  let rest = EMPTY;
  let scheduled = false;
  let dirty = false;
  /** The last `seq` that this connection has spoken of: what lies between it and ours is still to come. */
  let head = 0;

  function flush() {
    scheduled = false;
    if (!dirty) return;
    dirty = false;
    snapshot = Object.freeze({ ...rest, records: tables.settled() });
    for (const run of [...listeners]) run();
  }

  function touch() {
    dirty = true;
    if (scheduled) return;
    scheduled = true;
    schedule(flush);
  }

  /** @param {Partial<Omit<Snapshot, "records">>} fields */
  function set(fields) {
    const before = /** @type {Record<string, unknown>} */ (rest);
    if (Object.entries(fields).every(([name, value]) => Object.is(before[name], value))) return;
    rest = { ...rest, ...fields };
    touch();
  }

  /**
   * A frame is always late, never early, so the largest difference of a connection is the nearest to the truth; unless
   * this device's clock was put right meanwhile.
   *
   * @param {number} now @param {boolean} afresh
   */
  function tellTime(now, afresh) {
    const offset = now - clock.now();
    const turned = offset < rest.offset - LATEST_MS;
    set({ offset: afresh || turned ? offset : Math.max(offset, rest.offset) });
  }

  /** @param {readonly Change[]} changes @param {number} to @returns {"ok" | "gap"} */
  function append(changes, to) {
    let seq = rest.seq ?? 0;
    for (const [at, kind, id, value] of changes) {
      if (at <= seq) continue;
      if (at !== seq + 1) {
        set({ seq });
        return "gap";
      }
      tables.put(kind, id, value);
      seq = at;
      touch();
    }
    set({ seq });
    head = Math.max(head, to);
    return seq < head ? "gap" : "ok";
  }

  /** @param {Welcome} frame @param {number | null} [asked] @returns {"ok" | "gap"} */
  function welcome(frame, asked) {
    const stranger = rest.seq !== null && frame.me !== rest.me;
    tellTime(frame.now, true);
    if (asked === undefined || frame.seq < (asked ?? 0)) head = frame.seq;
    if (frame.snapshot) {
      // An answer to a resync that was overtaken by newer changes; a log that has become shorter is another matter.
      const overtaken = asked !== undefined && rest.seq !== null && frame.seq < rest.seq && frame.seq >= (asked ?? 0);
      if (overtaken && !stranger) return (rest.seq ?? 0) < head ? "gap" : "ok";
      tables.clear();
      for (const [kind, id, value] of frame.snapshot) tables.put(kind, id, value);
      set({ me: frame.me, role: frame.role, seq: frame.seq });
      touch();
      return frame.seq < head ? "gap" : "ok";
    }
    if (stranger) {
      // Somebody else sits here now: what the one before could read is not theirs, so start from nothing.
      tables.clear();
      set({ me: frame.me, role: frame.role, seq: null });
      touch();
      return "gap";
    }
    set({ me: frame.me, role: frame.role });
    return append(frame.changes ?? [], frame.seq);
  }

  /** @param {Changes} frame @returns {"ok" | "gap"} */
  function changes(frame) {
    tellTime(frame.now, false);
    if (rest.seq === null || frame.from > rest.seq) {
      head = Math.max(head, frame.to);
      return "gap";
    }
    return append(frame.changes, frame.to);
  }

  return {
    snapshot: () => snapshot,
    subscribe(run) {
      listeners.add(run);
      return () => listeners.delete(run);
    },
    seq: () => rest.seq,
    behind: () => rest.seq === null || rest.seq < head,
    peek: (kind) => tables.first(kind),
    welcome,
    changes,
    presence: (frame) => set({ presence: frame }),
    put: set,
    flush,
  };
}

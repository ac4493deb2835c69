// @ts-check
/**
 * One session on this page: the store, the line, the outbox and the drafts, tied together.
 *
 * Exports
 *   openSession(options)   -> Live, the same one for the same session and role
 *   pageOf(pathname)       -> {session, role} of a page `/s/<id>/<lead|screen|seat|canvas>`, or null
 *   DURABLE                names of the commands that go through the outbox
 *
 * Codes that are made here and not by the server: `offline` (not sent, there is no line) and `no-answer` (sent, and it
 * is not known whether it was carried out: look before pressing again).
 */
import { createStore } from "./canvas_store.js";
import { backoff, realClock } from "./clock.js";
import { createConnection, watchPage } from "./connection.js";
import { createDrafts } from "./drafts.js";
import { newId } from "./ids.js";
import { createOutbox } from "./outbox.js";
import { createReady } from "./ready.js";
import { memoryShelf, openMarks, openShelf } from "./storage.js";

/** @typedef {import("./canvas_store.js").Store} Store */
/** @typedef {import("./canvas_store.js").ConnectionState} ConnectionState */
/** @typedef {import("./clock.js").Clock} Clock */
/** @typedef {import("./outbox.js").Ack} Ack */
/** @typedef {"lead" | "screen" | "seat" | "reader"} Role */

/**
 * The answer to a command. `queued`: on this phone, and shown as such until the server has it.
 *
 * `seq` is that of the change when it was committed at once, so that a page can wait until it has come in.
 *
 * @typedef {{ok: boolean, code: string, message: string, queued: boolean, seq: number | null}} Answer
 */

/**
 * @typedef {object} Live
 * @property {string} session
 * @property {Role} role
 * @property {Store} store
 * @property {import("./drafts.js").Drafts} drafts
 * @property {(name: string, args?: Record<string, any>, options?: {draft?: string}) => Promise<Answer>} send never
 *   rejects; `draft` names the field that is empty from now on. `note.add` makes its own `note` id, and is `closed`
 *   when its kind is closed on this page, unless they are given.
 * @property {import("./connection.js").Connection} connection the line as it is
 * @property {() => void} first called as soon as the line is there, before anything else goes over it
 * @property {(ready: boolean) => void} setReady say that one is ready with this stage; said again after a reconnect
 * @property {(key: string) => Promise<void>} tryAgain send what was refused once more: a command's id or a note's
 * @property {(key: string) => Promise<void>} discard throw away what was refused
 * @property {() => Promise<void>} resync ask for what is missing
 * @property {(language: string) => void} setLanguage for the messages from the next connection on
 * @property {() => Promise<Answer>} leave give up the seat on this phone, and all that the phone keeps of it
 * @property {() => void} close hang up and forget this page
 */

/**
 * @typedef {object} Options
 * @property {string} session its id
 * @property {Role} role
 * @property {string} language "nl" or "en"
 * @property {import("./connection.js").Dial} dial
 * @property {Clock} [clock]
 * @property {Promise<import("./storage.js").Shelf>} [shelf]
 * @property {import("./storage.js").Marks} [marks]
 * @property {(run: () => void) => void} [schedule] when the page is told
 * @property {typeof import("./outbox.js").openChannel} [channel]
 * @property {typeof import("./outbox.js").whileAlone} [alone]
 */

/** What a seat writes. A press that belongs to its moment ("klopt", "next") is not among them: late, it would be wrong. */
export const DURABLE = new Set([
  "note.add",
  "note.edit",
  "note.remove",
  "note.open",
  "match.ask",
  "match.answer",
  "law.add",
  "law.edit",
  "law.remove",
  "pulse.set",
]);

const ANSWER_MS = 8_000;
const RESYNCS = 5;
const BUSY_ATTEMPT = 3;
const KEEP_MS = 30 * 86_400_000;
/** @type {Map<string, Role>} */
const ROLES = new Map([
  ["lead", "lead"],
  ["screen", "screen"],
  ["seat", "seat"],
  ["canvas", "reader"],
]);

/**
 * @param {string} pathname
 * @returns {{session: string, role: Role} | null}
 */
export function pageOf(pathname) {
  const [, session = "", page = ""] = /\/s\/([\w-]{8,40})\/(\w+)\/?$/.exec(pathname) ?? [];
  const role = ROLES.get(page);
  return role ? { session, role } : null;
}

/** @type {Map<string, Live>} */
const open = new Map();

/**
 * @param {Options} options
 * @returns {Live}
 */
export function openSession(options) {
  const key = `${options.session}/${options.role}`;
  const existing = open.get(key);
  if (existing) return existing;
  const live = new Page(options, () => open.delete(key));
  open.set(key, live);
  live.begin();
  return live;
}

/** @param {Partial<Answer>} [answer] @returns {Answer} */
function answer({ ok = false, code = "", message = "", queued = false, seq = null } = {}) {
  return { ok, code, message, queued, seq };
}

class Page {
  #resyncing = false;
  #unwatch = () => {};

  /** @param {Options} options @param {() => void} forget */
  constructor(options, forget) {
    const { clock = realClock, schedule, marks = openMarks(), alone, channel } = options;
    const { shelf = options.role === "seat" ? openShelf() : Promise.resolve(memoryShelf(true)) } = options;
    this.forget = forget;
    this.first = () => {};
    this.session = options.session;
    this.role = options.role;
    this.language = options.language;
    this.clock = clock;
    this.marks = marks;
    this.shelf = shelf;
    this.store = createStore(schedule ? { clock, schedule } : { clock });
    this.drafts = createDrafts(marks, clock);
    this.outbox = createOutbox({
      shelf,
      clock,
      changed: () => this.store.put({ outbox: this.outbox.items(), kept: this.#kept() }),
      ...(alone && { alone }),
      ...(channel && { channel }),
    });
    this.ready = createReady({
      marks,
      tell: (ready) => void this.#direct("ready.set", { ready }, false),
      changed: (ready) => this.store.put({ ready }),
    });
    this.connection = createConnection({
      dial: options.dial,
      clock,
      auth: () => this.#auth(),
      hear: (event, body) => this.#hear(event, body),
      changed: (state) => this.#lineIs(state),
    });
  }

  begin() {
    const before = this.clock.now() - KEEP_MS;
    this.drafts.forget(before);
    if (this.role === "seat") {
      this.store.put({ kept: this.#kept() });
      void this.shelf.then((shelf) => shelf.forget(before)).catch(() => {});
      const me = this.marks.get(this.#seatMark());
      if (me) this.#sitDown(me);
    } else {
      this.drafts.open(`${this.session}/${this.role}`);
    }
    if (typeof window !== "undefined") this.#unwatch = watchPage(this.connection);
    this.connection.open();
  }

  /** @type {Live["send"]} */
  send = async (name, args = {}, { draft } = {}) => {
    if (name === "ready.set") {
      this.setReady(Boolean(args.ready));
      return answer({ ok: true, queued: true });
    }
    const taken = draft === undefined ? null : this.drafts.take(draft);
    if (this.role === "seat" && DURABLE.has(name)) {
      await this.outbox.add(name, this.#completed(name, args));
      taken?.gone();
      return answer({ ok: true, queued: true });
    }
    const result = await this.#direct(name, args, true);
    if (result.ok) taken?.gone();
    else taken?.back();
    return result;
  };

  /** @type {Live["setReady"]} */
  setReady = (ready) => this.ready.say(ready);

  /** @type {Live["tryAgain"]} */
  tryAgain = (key) => this.outbox.again(key);

  /** @type {Live["discard"]} */
  discard = (key) => this.outbox.discard(key);

  /** @type {Live["setLanguage"]} */
  setLanguage = (language) => {
    this.language = language;
  };

  /** @type {Live["resync"]} */
  resync = async () => {
    if (this.#resyncing) return;
    this.#resyncing = true;
    let since = this.store.seq();
    try {
      for (let round = 0; round < RESYNCS; round += 1) {
        const frame = await this.connection.request("resync", { since });
        if (typeof frame?.seq !== "number") break;
        const whole = this.store.welcome(frame, since) === "ok";
        this.#moved();
        if (whole) break;
        // What came in meanwhile is asked for as well; where that does not help, everything is.
        since = this.store.seq() === since ? null : this.store.seq();
      }
    } catch {
      // The line was lost or is being checked; the next welcome brings what is missing.
    } finally {
      this.#resyncing = false;
    }
    this.#resyncLater();
  };

  /** @type {Live["leave"]} */
  leave = async () => {
    try {
      const response = await fetch(`/api/sessions/${this.session}/leave`, { method: "POST" });
      if (!response.ok) return answer({ code: "no-answer" });
    } catch {
      return answer({ code: "offline" });
    }
    this.drafts.clear();
    this.ready.clear();
    this.marks.set(this.#seatMark(), null);
    await this.outbox.clear();
    this.close();
    return answer({ ok: true });
  };

  /** @type {Live["close"]} */
  close = () => {
    this.#unwatch();
    this.connection.close();
    this.outbox.close();
    this.forget();
  };

  /** The server was too busy to answer, or what it answered was not all: once more, after a while. */
  #resyncLater() {
    if (this.connection.state().state !== "connected" || !this.store.behind()) return;
    this.clock.after(backoff(BUSY_ATTEMPT, this.clock.random()), () => {
      if (this.connection.state().state === "connected" && this.store.behind()) void this.resync();
    });
  }

  #auth() {
    return { protocol: 1, session: this.session, role: this.role, since: this.store.seq(), language: this.language };
  }

  #kept = () => this.marks.kept && this.outbox.kept();
  #seatMark = () => `seat:${this.session}`;

  /** @param {string} me the participant */
  #sitDown(me) {
    const owner = `${this.session}/${me}`;
    this.marks.set(this.#seatMark(), me);
    this.drafts.open(owner);
    this.ready.open(owner);
    void this.outbox.open(owner);
  }

  /** @param {ConnectionState} state */
  #lineIs(state) {
    this.store.put({ connection: state });
    if (state.state !== "connected") this.outbox.stop();
  }

  /** @param {"welcome" | "changes" | "presence"} event @param {any} body */
  #hear(event, body) {
    if (event === "presence") {
      this.store.presence(body);
      return;
    }
    if (event === "welcome") this.first();
    const whole = (event === "welcome" ? this.store.welcome(body) : this.store.changes(body)) === "ok";
    this.#moved();
    if (event === "welcome") this.#welcomed(body.me);
    if (!whole) void this.resync();
  }

  /** @param {string | null} me */
  #welcomed(me) {
    if (me === null) return;
    this.#sitDown(me);
    this.outbox.start(({ id, name, args }) => this.connection.request("command", { id, name, args }));
    this.ready.repeat();
  }

  #moved() {
    this.outbox.settle(this.store.seq() ?? 0);
    this.ready.stageIs(this.store.peek("session")?.stage ?? null);
  }

  /**
   * @param {string} name
   * @param {Record<string, any>} args
   * @returns {Record<string, any>}
   */
  #completed(name, args) {
    const { records } = this.store.snapshot();
    if (name === "note.add") {
      const open = this.store.snapshot().records.board?.board?.open ?? [];
      return { note: newId(), closed: !open.includes(args.kind), ...args };
    }
    // With its kind, words whose note was removed elsewhere can still become a note of their own.
    const kind = name === "note.edit" ? (records.note?.[args.note]?.kind ?? this.#unsentKind(args.note)) : undefined;
    return kind ? { kind, ...args } : args;
  }

  /** @param {string} note one that is still on its way @returns {string | undefined} */
  #unsentKind(note) {
    return this.outbox.items().findLast((item) => item.args.note === note && item.args.kind)?.args.kind;
  }

  /**
   * Now or not at all: a press that arrives long after it was made does harm. Within 8 s it is the same press, under
   * the same id, so it is made again when the line blinks.
   *
   * @param {string} name @param {Record<string, any>} args @param {boolean} patient
   * @returns {Promise<Answer>}
   */
  async #direct(name, args, patient) {
    const id = newId();
    const until = this.clock.now() + ANSWER_MS;
    let code = "offline";
    for (let attempt = 0; this.clock.now() < until; attempt += 1) {
      try {
        /** @type {Ack | null} */
        const ack = await this.connection.request("command", { id, name, args }, until - this.clock.now());
        if (ack?.ok) return answer({ ok: true, seq: ack.seq });
        if (ack?.retry === false) return answer({ code: ack.code, message: ack.message });
        code = ack?.code ?? "no-answer";
      } catch (error) {
        const lost = /** @type {import("./connection.js").LostError} */ (error);
        if (lost.code !== "offline") code = "no-answer";
      }
      if (!patient || this.#hopeless()) break;
      await this.#pause(Math.min(backoff(attempt, this.clock.random()), until - this.clock.now()));
    }
    return answer({ code });
  }

  #hopeless = () => ["refused", "ended"].includes(this.connection.state().state);

  /** @param {number} ms @returns {Promise<void>} */
  #pause(ms) {
    return new Promise((resolve) => void this.clock.after(Math.max(0, ms), resolve));
  }
}

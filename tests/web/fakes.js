// @ts-check
/**
 * What the modules of the live page get from outside: a clock that is turned by hand, lines that a test answers, and a
 * room that keeps a log and speaks the protocol over such lines. No module of the product is replaced.
 */

/** @typedef {import("../../facilitation/web/live/connection.js").Line} Line */
/** @typedef {import("../../facilitation/web/live/canvas_store.js").Change} Change */

/** Let everything that waits for a promise, and nothing that waits for time, come to an end. */
export async function settle() {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
}

/** @param {number} [start] ms */
export function turnedClock(start = 1_000_000) {
  let now = start;
  /** @type {{at: number, run: () => void}[]} */
  let timers = [];
  return {
    now: () => now,
    random: () => 0.5,
    /** @param {number} ms @param {() => void} run */
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    /** @param {number} ms */
    async turn(ms) {
      const until = now + ms;
      await settle();
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((each) => each !== next);
        now = next.at;
        next.run();
        await settle();
      }
      now = until;
    },
  };
}

/** Lines as they are dialled, each with what was emitted on it; `deaf` ones refuse while they are being opened. */
export function exchange({ deaf = false } = {}) {
  /** @type {ReturnType<typeof line>[]} */
  const lines = [];
  /** @param {import("../../facilitation/web/live/connection.js").DialOptions} options */
  function line(options) {
    /** @type {Map<string, (body: any) => void>} */
    const heard = new Map();
    /** @type {{event: string, body: any, acknowledge: (answer: any) => void}[]} */
    const emitted = [];
    const self = {
      options,
      auth: /** @type {any} */ (options.auth()),
      emitted,
      closed: false,
      opened: false,
      /** @type {((event: string, body: any, acknowledge: (answer: any) => void) => void) | null} */
      answerer: null,
      /** @param {string} event @param {any} [body] */
      say(event, body) {
        heard.get(event)?.(body);
      },
      open() {
        self.opened = true;
        if (deaf) self.say("connect_error", new Error("refused at once"));
      },
      /** @param {string} event @param {(body: any) => void} hear */
      on: (event, hear) => void heard.set(event, hear),
      /** @param {string} event @param {any} body @param {(answer: any) => void} acknowledge */
      emit(event, body, acknowledge) {
        emitted.push({ event, body, acknowledge });
        self.answerer?.(event, body, acknowledge);
      },
      transport: () => options.transports[0] ?? "",
      close() {
        self.closed = true;
      },
    };
    return self;
  }
  return {
    lines,
    /** @param {import("../../facilitation/web/live/connection.js").DialOptions} options */
    dial(options) {
      const dialled = line(options);
      lines.push(dialled);
      return dialled;
    },
    /** @returns {ReturnType<typeof line>} */
    last() {
      const last = lines.at(-1);
      if (!last) throw new Error("nobody has dialled");
      return last;
    },
  };
}

/** @param {number} seq @param {Partial<import("../../facilitation/web/live/canvas_store.js").Welcome>} [more] */
export function welcome(seq, more = {}) {
  const snapshot = more.changes ? {} : { snapshot: [] };
  return { protocol: 1, me: "participant-1", role: "seat", seq, now: 1_000_000, ...snapshot, ...more };
}

/** @param {number} from @param {Change[]} changes */
export function frame(from, changes) {
  return { from, to: from + changes.length, now: 1_000_000, changes };
}

/** @param {number} seq @param {string} id @param {string | null} text @returns {Change} */
export function note(seq, id, text, more = {}) {
  return [seq, "note", id, { partner: "p", author: "participant-1", kind: "wish", text, at: seq, open: false, edited: null, ...more }];
}

/** A random number generator that a seed decides (mulberry32). @param {number} seed */
export function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

// @ts-check
/**
 * One line to the server, kept up: dialled again after a loss with jitter, checked when the page comes back to life.
 * Knows the frames by name and not what is in them.
 *
 * Exports
 *   createConnection(options)   -> Connection
 *   LostError                   what `request` rejects with: `code` is "offline" (not sent), "lost" or "timeout"
 *   watchPage(connection)       close on pagehide, check on visibilitychange, pageshow, online and offline
 *
 * States: connecting -> connected -> offline -> connected …; refused and ended are final.
 */
import { backoff } from "./clock.js";

/** @typedef {import("./clock.js").Clock} Clock */
/** @typedef {import("./canvas_store.js").ConnectionState} ConnectionState */

/**
 * One attempt at a connection: what this module needs of a Socket.IO socket. A line never comes back; a new one is dialled.
 *
 * @typedef {object} Line
 * @property {() => void} open begin, when all that is to be heard has an ear: a browser may refuse at once
 * @property {(event: string, hear: (body: any) => void) => void} on also "connect" (let in, the welcome follows),
 *   "connect_error" (an Error, perhaps with `data: {code, message}`) and "disconnect"
 * @property {(event: string, body: unknown, acknowledge: (answer: any) => void) => void} emit
 * @property {() => string} transport "websocket" or "polling", as it is now
 * @property {() => void} close
 */

/** @typedef {"websocket" | "polling"} Transport */
/** @typedef {{auth: () => Record<string, unknown>, transports: Transport[]}} DialOptions */
/** @typedef {(options: DialOptions) => Line} Dial */

/**
 * @typedef {object} Connection
 * @property {() => void} open dial, unless there is a line or it is refused or ended
 * @property {() => void} close hang up; `open` dials again
 * @property {() => void} check make sure that the line is alive: a ping that must be answered within 3 s, or dial now
 * @property {(event: string, body: unknown, ms?: number) => Promise<any>} request emit and wait for the acknowledgement
 * @property {() => ConnectionState} state
 */

const PING_MS = 3_000;
const PATIENCE_MS = 3_000;
const ANSWER_MS = 8_000;
const DOUBT_MS = 3_000;
const STEADY_MS = 5_000;
const QUIET_MS = 8_000;
/** How long the handshake may take, by how often it hung before; where nothing comes, waiting longer only costs time. */
const GRANT_MS = [6_000, 8_000, 10_000];
/** How long the welcome may take behind it: over a slow line it may be large. */
const WELCOME_MS = 20_000;
const FINAL = new Set(["protocol-unknown", "session-unknown", "not-signed-in", "removed", "bad-request"]);
const BUSY_ATTEMPT = 3;

/** No answer came: because there is no line, it was lost, or it took too long. */
export class LostError extends Error {
  /** @param {"offline" | "lost" | "timeout"} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * @typedef {object} Options
 * @property {Dial} dial
 * @property {() => Record<string, unknown>} auth the handshake, asked for at every attempt
 * @property {(event: "welcome" | "changes" | "presence", body: any) => void} hear
 * @property {(state: ConnectionState) => void} changed
 * @property {Clock} clock
 */

class Telephone {
  /** @type {Line | null} */
  #line = null;
  /** @type {ConnectionState} */
  #state = { state: "connecting", code: "", message: "" };
  /** @type {Set<(error: LostError) => void>} */
  #waiting = new Set();
  #attempt = 0;
  #since = 0;
  #heard = 0;
  #dialledAt = 0;
  #hung = 0;
  #failed = 0;
  #dialled = false;
  #checking = false;
  /** @type {Transport} */
  #transport = "websocket";
  #cancelRetry = () => {};
  #cancelWelcome = () => {};
  #cancelPatience = () => {};
  #cancelWatch = () => {};

  /** @param {Options} options */
  constructor(options) {
    this.options = options;
  }

  state = () => this.#state;

  open = () => {
    if (this.#line || this.#over()) return;
    if (!this.#dialled && this.#state.state === "connecting") {
      this.#cancelPatience = this.options.clock.after(PATIENCE_MS, () => {
        if (this.#state.state === "connecting") this.#become("offline");
      });
    }
    this.#dialled = true;
    this.#dial();
  };

  close = () => {
    this.#dialled = false;
    this.#cancelRetry();
    this.#cancelPatience();
    this.#drop(new LostError("lost"));
    if (this.#state.state === "connected") this.#become("offline");
  };

  check = () => {
    if (this.#over()) return;
    if (!this.#line || !this.#dialled) {
      this.#attempt = 0;
      this.open();
      return;
    }
    if (this.#state.state !== "connected" || this.#checking) return;
    this.#checking = true;
    const line = this.#line;
    this.request("ping", null, PING_MS)
      .catch(() => {
        if (this.#line !== line) return;
        this.#attempt = 0;
        this.#lose();
        this.open();
      })
      .finally(() => {
        this.#checking = false;
      });
  };

  /** @param {string} event @param {unknown} body @param {number} [ms] @returns {Promise<any>} */
  request = (event, body, ms = ANSWER_MS) =>
    new Promise((resolve, reject) => {
      const line = this.#line;
      if (!line || this.#state.state !== "connected") {
        reject(new LostError("offline"));
        return;
      }
      /** @param {LostError} error */
      const fail = (error) => {
        cancel();
        this.#waiting.delete(fail);
        reject(error);
      };
      const stopTimer = this.options.clock.after(ms, () => fail(new LostError("timeout")));
      const stopDoubt = event === "ping" ? () => {} : this.options.clock.after(DOUBT_MS, this.check);
      const cancel = () => {
        stopTimer();
        stopDoubt();
      };
      this.#waiting.add(fail);
      line.emit(event, body, (answer) => {
        if (!this.#waiting.delete(fail)) return;
        cancel();
        this.#heard = this.options.clock.now();
        resolve(answer);
      });
    });

  #over = () => this.#state.state === "refused" || this.#state.state === "ended";

  #dial() {
    this.#cancelRetry();
    const line = this.options.dial({ auth: this.options.auth, transports: this.#transports() });
    this.#line = line;
    this.#dialledAt = this.options.clock.now();
    this.#hangUpAfter(GRANT_MS[Math.min(this.#hung, GRANT_MS.length - 1)] ?? 0, line);
    /** @param {string} event @param {(body: any) => void} hear */
    const on = (event, hear) => line.on(event, (body) => this.#line === line && hear(body));
    on("connect", () => this.#hangUpAfter(WELCOME_MS, line));
    on("welcome", (body) => this.#welcome(body));
    on("changes", (body) => this.#frame("changes", body));
    on("presence", (body) => this.#frame("presence", body));
    on("bye", (body) => this.#end("ended", body?.code ?? "", body?.message ?? ""));
    on("connect_error", (error) => this.#refused(error));
    on("disconnect", () => this.#lose());
    line.open();
  }

  /** @param {number} ms @param {Line} line */
  #hangUpAfter(ms, line) {
    this.#cancelWelcome();
    this.#cancelWelcome = this.options.clock.after(ms, () => {
      if (this.#line !== line) return;
      this.#hung += 1;
      this.#turnOver();
      this.#lose();
    });
  }

  /** Where WebSockets are blocked, polling gets through; it moves up to a WebSocket by itself if it can after all. */
  #transports() {
    return /** @type {Transport[]} */ (this.#transport === "websocket" ? ["websocket"] : ["polling", "websocket"]);
  }

  #turnOver() {
    this.#failed = 0;
    this.#transport = this.#transport === "websocket" ? "polling" : "websocket";
  }

  /** @param {any} body */
  #welcome(body) {
    this.#cancelWelcome();
    this.#cancelPatience();
    this.#since = this.options.clock.now();
    this.#hung = 0;
    this.#failed = 0;
    this.#become("connected");
    this.#frame("welcome", body);
    this.#watch();
  }

  /** @param {"welcome" | "changes" | "presence"} event @param {any} body */
  #frame(event, body) {
    this.#heard = this.options.clock.now();
    this.options.hear(event, body);
  }

  /** A line whose other end has gone says nothing, as one does on which nothing happens: a ping tells them apart. */
  #watch(ms = QUIET_MS) {
    this.#cancelWatch();
    this.#cancelWatch = this.options.clock.after(ms, () => {
      const left = QUIET_MS - (this.options.clock.now() - this.#heard);
      if (left <= 0) this.check();
      if (this.#state.state === "connected") this.#watch(left > 0 ? left : QUIET_MS);
    });
  }

  /** @param {Error & {data?: {code?: string, message?: string}}} error */
  #refused(error) {
    const { code = "", message = "" } = error.data ?? {};
    if (FINAL.has(code)) {
      this.#end("refused", code, message);
      return;
    }
    if (code) this.#attempt = Math.max(this.#attempt, BUSY_ATTEMPT);
    else if ((this.#failed += 1) >= (this.#transport === "websocket" ? 2 : 1)) this.#turnOver();
    this.#lose();
  }

  /** @param {"refused" | "ended"} state @param {string} code @param {string} message */
  #end(state, code, message) {
    this.close();
    this.#become(state, code, message);
  }

  /** The line is gone: dial again after a while. What an attempt took that came to nothing has been waited already. */
  #lose() {
    const { clock } = this.options;
    const connected = this.#state.state === "connected";
    if (connected && clock.now() - this.#since >= STEADY_MS) this.#attempt = 0;
    if (connected && this.#line?.transport() === "websocket") this.#transport = "websocket";
    this.#drop(new LostError("lost"));
    if (connected) this.#become("offline");
    if (!this.#dialled) return;
    const waited = connected ? 0 : clock.now() - this.#dialledAt;
    const wait = Math.max(backoff(this.#attempt++, clock.random()) - waited, backoff(0, clock.random()));
    this.#cancelRetry = clock.after(wait, () => this.open());
  }

  /** @param {LostError} error */
  #drop(error) {
    const line = this.#line;
    this.#line = null;
    this.#cancelWelcome();
    this.#cancelWatch();
    line?.close();
    for (const fail of [...this.#waiting]) fail(error);
  }

  /** @param {ConnectionState["state"]} state @param {string} [code] @param {string} [message] */
  #become(state, code = "", message = "") {
    if (this.#state.state === state && this.#state.code === code) return;
    this.#state = Object.freeze({ state, code, message });
    this.options.changed(this.#state);
  }
}

/**
 * @param {Options} options
 * @returns {Connection}
 */
export function createConnection(options) {
  return new Telephone(options);
}

/**
 * A phone that was locked, put away or out of reach finds its line again at once, instead of when a timer says so.
 *
 * @param {Connection} connection
 * @returns {() => void} stop watching
 */
export function watchPage(connection) {
  /** @type {[EventTarget, string, () => void][]} */
  const watched = [
    [window, "pagehide", () => connection.close()],
    [window, "pageshow", () => connection.check()],
    [window, "online", () => connection.check()],
    [window, "offline", () => connection.check()],
    [document, "visibilitychange", () => document.visibilityState === "visible" && connection.check()],
  ];
  for (const [target, event, run] of watched) target.addEventListener(event, run);
  return () => {
    for (const [target, event, run] of watched) target.removeEventListener(event, run);
  };
}

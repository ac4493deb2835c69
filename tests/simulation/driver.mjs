// The real modules of the live page, driven from Python over a pipe: one JSON object a line in, one a line out.
//
// {op: "replay", frames: [...], steps: [[...], ...]}  steps of each store: [kind, frame, asked, resync]
//   -> [{answers: "ok 3,gap 3,…", digest}, …]
//
// Whole pages (session.js with all that belongs to it), whose clock, network and disk are in Python's hands. Each of
// these answers what the page did meanwhile: [["dial", line, since], ["emit", line, request, event, body],
// ["close", line], ["timer", id, ms], ["cancel", id], ["kept", token], …].
// {op: "reset", seed}                                 forget all pages and phones
// {op: "open", page, phone, session, role, now}       open a page on this phone
// {op: "end", page}                                   it is gone; what the phone keeps stays
// {op: "hear", page, now, line, event, body}          a frame
// {op: "answer", page, now, request, body}            an acknowledgement
// {op: "fire", page, now, timer}                      a timer is due
// {op: "say", page, now, name, args, token}           its user presses a button
// {op: "again", page, now, note} and {op: "wake", page, now}
// {op: "view", page} -> {state, seq, behind, items, digest}
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const modules = process.argv[2];
const { openSession } = await import(pathToFileURL(`${modules}/session.js`).href);
const { memoryMarks, memoryShelf } = await import(pathToFileURL(`${modules}/storage.js`).href);
const { createStore } = await import(pathToFileURL(`${modules}/canvas_store.js`).href);

/** The canonical form: sorted keys, no spaces, and no kind without records. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.keys(value).sort();
  return `{${fields.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

function digest(records) {
  const filled = Object.fromEntries(Object.entries(records).filter(([, table]) => Object.keys(table).length > 0));
  return createHash("sha256").update(canonical(filled)).digest("hex");
}

const still = { now: () => 0, after: () => () => {}, random: () => 0.5 };

function replay({ frames, steps }) {
  return steps.map((each) => {
    const store = createStore({ clock: still, schedule: () => {} });
    const answers = each.map(([kind, at, asked, resync]) => {
      const answer =
        kind === "changes"
          ? store.changes(frames[at])
          : resync
            ? store.welcome(frames[at], asked)
            : store.welcome(frames[at]);
      return `${answer} ${store.seq()}`;
    });
    store.flush();
    return { answers: answers.join(","), digest: digest(store.snapshot().records) };
  });
}

/** mulberry32 */
let state = 0;
function chance() {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

// The ids that pages make come from the seed as well.
function getRandomValues(bytes) {
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = Math.floor(chance() * 256);
  return bytes;
}
Object.defineProperty(globalThis, "crypto", { value: { getRandomValues } });

let pages = new Map();
let phones = new Map();
let done = [];

class Page {
  #count = 0;
  #lines = new Map();
  #answers = new Map();
  #timers = new Map();
  #gone = false;

  constructor({ phone, session, role, now }) {
    this.now = now;
    if (!phones.has(phone)) phones.set(phone, { shelf: memoryShelf(true), marks: memoryMarks(true) });
    const { shelf, marks } = phones.get(phone);
    this.live = openSession({
      session: `${session}-${phone}`,
      role,
      language: "nl",
      dial: (options) => this.#dial(options),
      clock: { now: () => this.now, after: (ms, run) => this.#after(ms, run), random: chance },
      shelf: Promise.resolve(shelf),
      marks,
      schedule: (run) => run(),
      channel: () => ({ post: () => {}, close: () => {} }),
      alone: (_, run) => run(),
    });
  }

  #did(...what) {
    if (!this.#gone) done.push(what);
  }

  #dial({ auth, transports }) {
    const line = (this.#count += 1);
    const ears = new Map();
    this.#lines.set(line, ears);
    return {
      open: () => this.#did("dial", line, auth().since),
      on: (event, hear) => void ears.set(event, hear),
      emit: (event, body, acknowledge) => {
        const request = (this.#count += 1);
        this.#answers.set(request, acknowledge);
        this.#did("emit", line, request, event, body);
      },
      transport: () => transports[0],
      close: () => this.#did("close", line),
    };
  }

  #after(ms, run) {
    const timer = (this.#count += 1);
    this.#timers.set(timer, run);
    this.#did("timer", timer, ms);
    return () => {
      if (this.#timers.delete(timer)) this.#did("cancel", timer);
    };
  }

  hear({ line, event, body }) {
    this.#lines.get(line)?.get(event)?.(body);
  }

  answer({ request, body }) {
    const acknowledge = this.#answers.get(request);
    this.#answers.delete(request);
    acknowledge?.(body);
  }

  fire({ timer }) {
    const run = this.#timers.get(timer);
    this.#timers.delete(timer);
    run?.();
  }

  say({ name, args, token }) {
    void this.live.send(name, args).then((answer) => answer.ok && answer.queued && this.#did("kept", token));
  }

  again({ note }) {
    void this.live.tryAgain(note);
  }

  wake() {
    // What watchPage does when a phone is taken in hand.
    this.live.connection.check();
  }

  end() {
    this.#gone = true;
    this.live.close();
  }

  view() {
    const { store } = this.live;
    const { records, seq, connection, outbox } = store.snapshot();
    const items = outbox.map(({ name, args, state }) => ({ name, args, state }));
    return { state: connection.state, seq, behind: store.behind(), items, digest: digest(records) };
  }
}

function reset({ seed }) {
  for (const page of pages.values()) page.end();
  state = seed;
  pages = new Map();
  phones = new Map();
  return [];
}

function onPage(request) {
  if (request.op === "open") pages.set(request.page, new Page(request));
  const page = pages.get(request.page);
  if (request.now !== undefined) page.now = request.now;
  if (request.op === "view") return page.view();
  if (request.op !== "open") page[request.op](request);
  if (request.op === "end") pages.delete(request.page);
  return null;
}

const operations = { replay, reset };

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const request = JSON.parse(line);
  done = [];
  const reply = (operations[request.op] ?? onPage)(request);
  // All that waits for a promise, and nothing that waits for time.
  await new Promise((resolve) => setImmediate(resolve));
  process.stdout.write(`${JSON.stringify(reply ?? done)}\n`);
}

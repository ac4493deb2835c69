// @ts-check
/**
 * Keeping the words of the person and of the frame while they are typed: after a pause, on leaving the field, and when the line comes back.
 * What may be kept, and what is shown when two write at once, stands in lead_fields.js. What is not kept yet is on this
 * device meanwhile, and is written on after a reload.
 *
 * Exports
 *   writeWords(name, text)    the facilitator typed
 *   saveWords(name, more)     -> Promise<void>   keep this field now
 *   flushWords()              -> Promise<void>   keep all fields now
 *   chooseWords(name, mine)   -> Promise<void>   between mine and somebody else's
 *   letGoWords()              -> Promise<void>   keep all fields, and let go of what is kept
 *   takeUpWords()             go on with what was not kept before a reload
 *   unkept()                  whether something stands only on this page
 */
import { live, send } from "./hooks.js";
import { choose, kept, recordOf, refused, sending, textOf, toSend, typed } from "./lead_fields.js";
import { page, reached } from "./lead_page.js";

/** @typedef {import("./lead_fields.js").FieldName} FieldName */
/** @typedef {import("./lead_fields.js").Draft} Draft */

const PAUSE_MS = 800;
const AGAIN_MS = 3_000;
/** Words that waited longer are of another day: they are not kept over what stands there unless that is chosen. */
const SAME_DAY_MS = 12 * 3_600_000;
const FIELD = "words";
const PASSING = new Set(["offline", "no-answer", "too-busy", "not-kept"]);

/** @type {Map<FieldName, ReturnType<typeof setTimeout>>} */
const timers = new Map();
/** @type {Map<FieldName, Promise<void>>} */
const underway = new Map();

/** @param {FieldName} name @returns {string} */
const server = (name) => textOf(page.get().snapshot, name);

/** @param {FieldName} name @param {Draft | null} draft */
function put(name, draft) {
  const { [name]: _, ...others } = page.get().drafts;
  page.set({ drafts: draft ? { ...others, [name]: draft } : others });
  remember();
}

/** @param {[string, Draft | undefined]} field */
const isUnkept = ([name, draft]) => Boolean(draft && draft.text.trim() !== server(/** @type {FieldName} */ (name)).trim());

function remember() {
  const left = Object.entries(page.get().drafts).filter(isUnkept);
  // Between two texts one has to choose, after a reload as well: what was kept is then no beginning of mine.
  const words = left.map(([name, { text, base, theirs }]) => [name, { text, base: theirs === null ? base : "" }]);
  live()?.drafts.write(FIELD, words.length > 0 ? JSON.stringify({ at: Date.now(), words }) : "");
}

export function takeUpWords() {
  const { at = 0, words = [] } = parse(live()?.drafts.read(FIELD));
  const old = Date.now() - at > SAME_DAY_MS;
  const drafts = words.map((/** @type {[string, {text: string, base: string}]} */ [name, { text, base }]) => [
    name,
    { text, base: old ? "" : base, sent: null, keptAt: 0, theirs: null, message: "" },
  ]);
  if (drafts.length > 0) page.set({ drafts: Object.fromEntries(drafts) });
}

/** @param {string | undefined} stored @returns {{at?: number, words?: [string, {text: string, base: string}][]}} */
function parse(stored) {
  try {
    return JSON.parse(stored || "{}");
  } catch {
    return {};
  }
}

/** @param {FieldName} name @param {number} ms */
function later(name, ms) {
  clearTimeout(timers.get(name));
  timers.set(
    name,
    setTimeout(() => void saveWords(name), ms),
  );
}

/** @param {FieldName} name @param {string} text */
export function writeWords(name, text) {
  put(name, typed(page.get().drafts[name], server(name), text));
  later(name, PAUSE_MS);
}

/** @param {FieldName} name @param {Record<string, string>} [more] what else is said of these words @returns {Promise<void>} */
export async function saveWords(name, more = {}) {
  await underway.get(name);
  const draft = page.get().drafts[name];
  const text = draft ? toSend(draft, server(name)) : null;
  if (!draft || text === null || page.get().snapshot.connection.state !== "connected") return;
  clearTimeout(timers.get(name));
  put(name, sending(draft));
  const work = deliver(name, text, more).finally(() => underway.delete(name));
  underway.set(name, work);
  await work;
}

/** @param {FieldName} name @param {string} text @param {Record<string, string>} more */
async function deliver(name, text, more) {
  const answer = await send(`${recordOf(name)}.set`, { [name]: text, ...more });
  if (answer.ok) await reached(answer.seq);
  const draft = page.get().drafts[name];
  if (!draft) return;
  if (answer.ok) put(name, kept(draft, server(name), Date.now()));
  else if (PASSING.has(answer.code)) put(name, { ...draft, sent: null });
  else put(name, refused(draft, answer.message));
  const left = page.get().drafts[name];
  if (left && toSend(left, server(name)) !== null) later(name, answer.ok ? PAUSE_MS : AGAIN_MS);
}

export async function flushWords() {
  const names = /** @type {FieldName[]} */ (Object.keys(page.get().drafts));
  await Promise.all(names.map((name) => saveWords(name)));
}

/** Before a step is taken back here: words that then come back are not somebody else's. */
export async function letGoWords() {
  await flushWords();
  for (const [name, draft] of /** @type {[FieldName, Draft][]} */ (Object.entries(page.get().drafts))) {
    if (draft.text.trim() === server(name).trim() && draft.theirs === null) put(name, null);
  }
}

/** @param {FieldName} name @param {boolean} mine */
export async function chooseWords(name, mine) {
  const draft = page.get().drafts[name];
  if (!draft) return;
  put(name, choose(draft, server(name), mine));
  await saveWords(name);
}

export function unkept() {
  return Object.entries(page.get().drafts).some(isUnkept);
}

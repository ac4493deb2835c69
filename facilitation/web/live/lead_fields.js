// @ts-check
/**
 * The words of the person and of the frame as the facilitator writes them down, when two may write at once. Pure: one
 * draft per field.
 *
 * A draft remembers on which kept text it began (`base`). Words that change elsewhere while mine are not kept, or were
 * kept a moment ago, are never laid over mine: both are shown (`theirs`), and the facilitator chooses.
 *
 * Exports
 *   typed(draft, server, text)      -> Draft    the facilitator typed `text`; `server` is the kept text
 *   toSend(draft, server)           -> string or null   what to save now
 *   sending(draft)                  -> Draft    it is on its way
 *   kept(draft, server, now)        -> Draft    it was committed, and `server` has it
 *   refused(draft, message)         -> Draft    it was not, and why
 *   heard(draft, server, now)       -> Draft or null    the kept text may have changed; null lets go of the draft
 *   choose(draft, server, mine)     -> Draft or null    the facilitator chose between theirs and mine
 *   fieldState(draft, server, connected) -> FieldState
 *   recordOf(name)                  -> the kind of record in which this field stands
 *   textOf(snapshot, name)          -> string   the kept text
 *   fieldView(state, name)          -> {value, state, theirs, message}
 */
import { one } from "./canvas_store.js";
import { FRAME } from "./kinds.js";

const FRESH_MS = 10_000;

/**
 * @typedef {object} Draft
 * @property {string} text what stands in the field
 * @property {string} base the kept text on which it was written
 * @property {string | null} sent the text that is on its way
 * @property {number} keptAt ms, 0 when it was never kept
 * @property {string | null} theirs what somebody else wrote meanwhile
 * @property {string} message why it was not kept
 */

/** @typedef {"alias" | "age" | "story" | "question" | "strengths" | "mission" | "vision" | "aim"} FieldName */
/** @typedef {"" | "kept" | "writing" | "waiting" | "saving" | "refused" | "conflict"} FieldState */

/** @param {string} text as the server keeps it, near enough to know one's own words again */
const tidy = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();

/** @param {string} a @param {string} b */
const same = (a, b) => tidy(a) === tidy(b);

/**
 * @param {Draft | undefined} draft
 * @param {string} server
 * @param {string} text
 * @returns {Draft}
 */
export function typed(draft, server, text) {
  const before = draft ?? { text, base: server, sent: null, keptAt: 0, theirs: null, message: "" };
  return { ...before, text, message: "" };
}

/** @param {Draft} draft @param {string} server @returns {string | null} */
export function toSend(draft, server) {
  if (draft.theirs !== null || draft.sent !== null || draft.message !== "") return null;
  return draft.text.trim() === server.trim() ? null : draft.text;
}

/** @param {Draft} draft @returns {Draft} */
export function sending(draft) {
  return { ...draft, sent: draft.text, message: "" };
}

/** @param {Draft} draft @param {string} server @param {number} now @returns {Draft} */
export function kept(draft, server, now) {
  const overtaken = draft.sent !== null && !same(server, draft.sent) && !same(server, draft.base);
  return { ...draft, sent: null, base: server, keptAt: now, theirs: overtaken ? server : draft.theirs };
}

/** @param {Draft} draft @param {string} message @returns {Draft} */
export function refused(draft, message) {
  return { ...draft, sent: null, message };
}

/** @param {Draft} draft @param {string} server @param {number} now @returns {Draft | null} */
export function heard(draft, server, now) {
  if (server === draft.base) return draft;
  if (draft.sent !== null && same(server, draft.sent)) return { ...draft, base: server };
  if (same(server, draft.text)) return { ...draft, base: server, theirs: null };
  const unkept = draft.sent !== null || draft.theirs !== null || !same(draft.text, draft.base);
  if (unkept || now - draft.keptAt < FRESH_MS) return { ...draft, base: server, theirs: server };
  return null;
}

/** @param {Draft} draft @param {string} server @param {boolean} mine @returns {Draft | null} */
export function choose(draft, server, mine) {
  const theirs = draft.theirs ?? server;
  if (!mine && same(theirs, server)) return null;
  return { ...draft, text: mine ? draft.text : theirs, base: server, theirs: null, keptAt: 0, message: "" };
}

/**
 * @param {Draft | undefined} draft
 * @param {string} server
 * @param {boolean} connected
 * @returns {FieldState}
 */
export function fieldState(draft, server, connected) {
  if (draft?.theirs != null) return "conflict";
  if (draft?.message) return "refused";
  if (draft?.sent != null) return "saving";
  if (draft && draft.text.trim() !== server.trim()) return connected ? "writing" : "waiting";
  return server === "" ? "" : "kept";
}

/** @param {string} name @returns {"frame" | "subject"} */
export function recordOf(name) {
  return FRAME.includes(name) ? "frame" : "subject";
}

/** @param {import("./canvas_store.js").Snapshot} snapshot @param {string} name @returns {string} */
export function textOf(snapshot, name) {
  return one(snapshot, recordOf(name))?.[name] ?? "";
}

/**
 * @param {{snapshot: import("./canvas_store.js").Snapshot, drafts: Partial<Record<FieldName, Draft>>}} state
 * @param {FieldName} name
 */
export function fieldView({ snapshot, drafts }, name) {
  const draft = drafts[name];
  const server = textOf(snapshot, name);
  return {
    value: draft?.text ?? server,
    state: fieldState(draft, server, snapshot.connection.state === "connected"),
    theirs: draft?.theirs ?? "",
    message: draft?.message ?? "",
  };
}

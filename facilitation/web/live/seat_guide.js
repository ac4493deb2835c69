// @ts-check
/**
 * What everything on a phone is read by: the guide, the seats, and whose time it is. Pure.
 *
 * Exports
 *   askOf(snapshot, stage)      -> what this phone asks in a stage of the guide: {nl, en}, or undefined
 *   around(records)             -> partners with their ids, in their order around the circle
 *   fillIn(state, language)     -> from a text of the guide to what is shown
 *   isOwn(snapshot)             -> whether this phone is at the seat of the person concerned themself
 *   lengthOf(text)              -> characters as the server counts them
 *   myPartner(snapshot)         -> the id of the partner for whom this phone speaks, or null
 *   privacyOf(snapshot)         -> "within" for who is at private time, "apart" for everybody else, "" when there is none
 *   stageAt(snapshot, key)      -> the stage of the guide with this key, or null
 *   together(names, language)   -> names in a sentence
 */
import { one } from "./canvas_store.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {Snapshot["records"]} Records */
/** @typedef {import("./seat_view.js").SeatState} SeatState */
/** @typedef {import("./kinds.js").Stage} Stage */
/** @typedef {"nl" | "en"} Language */

/** @param {Records} records */
export function around(records) {
  return Object.entries(records.partner ?? {}).sort(([a, one], [b, other]) => one.position - other.position || (a < b ? -1 : 1));
}

/** @param {SeatState} state @param {Language} language @returns {(text: Record<string, string> | undefined) => string} */
export function fillIn({ snapshot }, language) {
  const alias = one(snapshot, "subject")?.alias ?? "";
  return (text) => (text?.[language] ?? "").split("{subject}").join(alias);
}

/** @param {Snapshot} snapshot @param {string} key @returns {Stage | null} */
export function stageAt(snapshot, key) {
  return (one(snapshot, "guide")?.stages ?? []).find((/** @type {Stage} */ stage) => stage.key === key) ?? null;
}

/** @param {string} text */
export function lengthOf(text) {
  return [...text.normalize("NFC").trim()].length;
}

/** @param {Snapshot} snapshot @returns {string | null} */
export function myPartner({ records, me }) {
  return (me && records.participant?.[me]?.partner) || null;
}

/** @param {Snapshot} snapshot @returns {boolean} */
export function isOwn(snapshot) {
  return Boolean(snapshot.records.partner?.[myPartner(snapshot) ?? ""]?.own);
}

/** @param {Snapshot} snapshot @param {Stage | null | undefined} stage @returns {Record<string, string> | undefined} */
export function askOf(snapshot, stage) {
  return (isOwn(snapshot) && stage?.own?.ask) || stage?.ask;
}

/** @param {Snapshot} snapshot @returns {"" | "within" | "apart"} */
export function privacyOf(snapshot) {
  const people = one(snapshot, "private")?.people ?? [];
  if (people.length === 0 || one(snapshot, "session")?.status === "closed") return "";
  return people.includes(snapshot.me) ? "within" : "apart";
}

/** Names in a sentence: "Moeder, Oom en School". @param {readonly string[]} names @param {"nl" | "en"} language */
export function together(names, language) {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${{ nl: "en", en: "and" }[language]} ${last}`;
}

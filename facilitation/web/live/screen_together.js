// @ts-check
/**
 * Matches and agreements as the projector shows them. Pure.
 *
 * Exports
 *   connectOf(records, numbers, ids)             -> ConnectView; `numbers` as the wheel shows them, by the note's id
 *   agreementsOf(records, language, ids)         -> AgreementsView
 *   latestOf(records)                            -> Latest, the answer that came in last
 */
import { agreedOf, saidOf } from "./agreed.js";
import { whenOf } from "./day.js";
import { met, oldestFirst, onTop } from "./notes.js";
import { nameOf } from "./screen_control.js";

/** @typedef {import("./canvas_store.js").Snapshot["records"]} Records */
/** @typedef {"nl" | "en"} Language */
/** Somebody who was asked, and what they said; `reply` is "" while they think, `line` what they added.
 * @typedef {{id: string, partner: string, reply: string, line: string}} Asked */
/** A need or an offer with its number on the wheel. @typedef {{id: string, number: string, text: string, partner: string, asked: Asked[]}} Side */
/** @typedef {{met: Side[], unmet: Side[], unused: Side[]}} ConnectView */
/** @typedef {{id: string, what: string, does: string, tries: string, unclear: string, no: string, asked: string, means: string, due: string}} ShownAgreement */
/** @typedef {{list: ShownAgreement[], meeting: string}} AgreementsView */
/** `until` is when it is told no longer, ms. @typedef {{id: string, partner: string, reply: string, line: string, text: string, until: number}} Latest */

const LATEST_MS = 60_000;

/** @type {ConnectView} */
export const NO_CONNECT = { met: [], unmet: [], unused: [] };
/** @type {AgreementsView} */
export const NO_AGREEMENTS = { list: [], meeting: "" };
/** @type {Latest} */
export const NO_ANSWER = { id: "", partner: "", reply: "", line: "", text: "", until: 0 };

/** @param {Records} records @returns {[string, any][]} */
function matchesOf(records) {
  return oldestFirst(Object.entries(/** @type {Record<string, any>} */ (records.match ?? {})));
}

/**
 * @param {Records} records @param {Map<string, string>} numbers @param {readonly string[] | null} ids
 * @returns {ConnectView}
 */
export function connectOf(records, numbers, ids) {
  const matches = matchesOf(records);
  const willing = met(records);
  /** @param {string} kind @returns {Side[]} */
  const sides = (kind) =>
    onTop(records, (note, id) => note.kind === kind && (ids === null || ids.includes(id))).map(([id, note]) => ({
      id,
      number: numbers.get(id) ?? "",
      text: note.text ?? "",
      partner: nameOf(records, note.partner),
      asked: matches
        .filter(([, match]) => match.need === id)
        .map(([each, { partner, reply, line }]) => ({ id: each, partner: nameOf(records, partner), reply: reply ?? "", line })),
    }));
  const needs = sides("need");
  return {
    met: needs.filter(({ id }) => willing.has(id)),
    unmet: needs.filter(({ id }) => !willing.has(id)),
    unused: sides("offer").filter(({ id }) => !willing.has(id)),
  };
}

/** @param {Records} records @returns {Latest} */
export function latestOf(records) {
  const answered = matchesOf(records).filter(([, match]) => match.reply !== null && match.replied !== null);
  const last = answered.sort(([, one], [, other]) => one.replied - other.replied).at(-1);
  if (!last) return NO_ANSWER;
  const [id, match] = last;
  const about = match.agreement ? records.agreement?.[match.agreement]?.what : records.note?.[match.need]?.text;
  return { id, partner: nameOf(records, match.partner), reply: match.reply, line: match.line, text: about ?? "", until: match.replied + LATEST_MS };
}

/** @param {Records} records @param {Language} language @param {readonly string[] | null} ids @returns {AgreementsView} */
export function agreementsOf(records, language, ids) {
  const [session] = Object.values(records.session ?? {});
  /** @param {string[]} names */
  const listed = (names) => new Intl.ListFormat(language).format(names);
  return {
    meeting: whenOf(session?.next_meeting ?? "", language),
    list: agreedOf(records)
      .filter(({ id }) => ids === null || ids.includes(id))
      .map((agreed) => {
        const { id, what, means, due } = agreed;
        return { id, what, means, due: whenOf(due, language), ...saidOf(records, agreed, listed) };
      }),
  };
}

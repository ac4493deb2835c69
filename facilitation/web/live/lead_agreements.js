// @ts-check
/**
 * Agreements as the facilitator writes them down: from a match to which somebody is willing, or fresh. Pure.
 *
 * Exports
 *   draftOf(records, match)        -> {what, means}   what an agreement from this match begins with
 *   agreementsView(state, language) -> what the stage `agreements` shows
 *   agreementRow(records, id, agreement, language) -> {id, what, means, day, who}
 */
import { one } from "./canvas_store.js";
import { whenOf } from "./day.js";
import { asksOf, chancesOf } from "./lead_connect.js";
import { oldestFirst, stageNow } from "./notes.js";

/** @typedef {import("./lead_view.js").LeadState} LeadState */
/** @typedef {LeadState["snapshot"]["records"]} Records */
/** @typedef {"nl" | "en"} Language */

const WHAT = 300;
const WILLING = ["yes", "try"];
const NONE = { willing: [], all: [], meeting: { day: "", time: "", words: "" }, adding: false };

/**
 * The words of who offers come first: they are the ones that will do it.
 *
 * @param {Records} records @param {any} match
 */
export function draftOf(records, match) {
  const note = records.note?.[match.offer] ?? records.note?.[match.need];
  return { what: [...(note?.text ?? "")].slice(0, WHAT).join(""), means: match.line };
}

/** @param {Records} records */
function willingOf(records) {
  const used = new Set(Object.values(records.agreement ?? {}).map(({ match }) => match));
  const found = Object.entries(/** @type {Record<string, any>} */ (records.match ?? {})).filter(
    ([id, match]) => match.need && WILLING.includes(match.reply) && !used.has(id),
  );
  return oldestFirst(found).map(([id, match]) => ({
    id,
    partner: records.partner?.[match.partner]?.name ?? "",
    reply: match.reply,
    line: match.line,
    need: records.note?.[match.need]?.text ?? "",
    offer: records.note?.[match.offer]?.text ?? "",
  }));
}

/** @param {Records} records @param {string} id @param {any} agreement @param {Language} language */
export function agreementRow(records, id, { what, means, due, who }, language) {
  const names = who.map((/** @type {string} */ partner) => records.partner?.[partner]?.name ?? "").filter(Boolean);
  return { id, what, means, day: whenOf(due, language), who: /** @type {string[]} */ (names) };
}

/** @param {LeadState} state @param {Language} language */
export function agreementsView({ snapshot, work }, language) {
  const { records } = snapshot;
  if (stageNow(snapshot)?.form !== "agreements") return NONE;
  const meeting = one(snapshot, "session")?.next_meeting ?? "";
  const [day = "", time = ""] = meeting.split("T");
  const all = oldestFirst(Object.entries(/** @type {Record<string, any>} */ (records.agreement ?? {})));
  return {
    willing: willingOf(records),
    all: all.map(([id, agreement]) => ({
      ...agreementRow(records, id, agreement, language),
      due: agreement.due,
      asks: asksOf(records, (match) => match.agreement === id),
      chances: work.chosen === id ? chancesOf(records, (match) => match.agreement === id, agreement.who) : [],
      asking: work.chosen === id,
      editing: work.agreement === id,
    })),
    adding: work.agreement === "new",
    meeting: { day, time, words: whenOf(meeting, language) },
  };
}

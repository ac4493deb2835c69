// @ts-check
/**
 * Agreements as the facilitator writes them down: from a match to which somebody is willing, or fresh. Pure.
 *
 * Exports
 *   draftOf(records, match)        -> {what}   what an agreement from this match begins with
 *   agreementsView(state, language) -> what the stage `agreements` shows
 *   agreementRow(records, agreed, language) -> {id, what, means, day, does, tries, unclear, no, asked}
 */
import { agreedOf } from "./agreed.js";
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
  return { what: [...(note?.text ?? "")].slice(0, WHAT).join("") };
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

/** @param {Records} records @param {import("./agreed.js").Agreed} agreed @param {Language} language */
export function agreementRow(records, { id, what, means, due, does, tries, unclear, no, asked }, language) {
  /** @param {string[]} ids */
  const names = (ids) => ids.map((partner) => String(records.partner?.[partner]?.name ?? "")).filter(Boolean);
  const said = { does: names(does), tries: names(tries), unclear: names(unclear), no: names(no), asked: names(asked) };
  return { id, what, means, day: whenOf(due, language), ...said };
}

/**
 * The person concerned themself, where they sit at the circle and were not asked about what is agreed for them.
 *
 * @param {Records} records @param {import("./agreed.js").Agreed} agreed
 */
function unaskedOf({ partner, participant }, { does, tries, unclear, no, asked }) {
  const [id = "", own] = Object.entries(/** @type {Record<string, any>} */ (partner ?? {})).find(([, each]) => each.own) ?? [];
  const sits = Object.values(participant ?? {}).some((person) => person.partner === id);
  return own && sits && ![...does, ...tries, ...unclear, ...no, ...asked].includes(id) ? String(own.name) : "";
}

/** @param {LeadState} state @param {Language} language */
export function agreementsView({ snapshot, work }, language) {
  const { records } = snapshot;
  if (stageNow(snapshot)?.form !== "agreements") return NONE;
  const meeting = one(snapshot, "session")?.next_meeting ?? "";
  const [day = "", time = ""] = meeting.split("T");
  return {
    willing: willingOf(records),
    all: agreedOf(records).map((agreed) => {
      const { id, due, who } = agreed;
      return {
        ...agreementRow(records, agreed, language),
        due,
        // Who is willing stands behind who does it; a line of their own is told with their answer.
        asks: asksOf(records, (match) => match.agreement === id && (match.line !== "" || !WILLING.includes(match.reply))),
        answered: asksOf(records, (match) => match.agreement === id && match.reply !== null).length,
        chances: work.chosen === id ? chancesOf(records, (match) => match.agreement === id, who) : [],
        asking: work.chosen === id,
        editing: work.agreement === id,
        unasked: unaskedOf(records, agreed),
      };
    }),
    adding: work.agreement === "new",
    meeting: { day, time, words: whenOf(meeting, language) },
  };
}

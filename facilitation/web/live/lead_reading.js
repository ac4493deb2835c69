// @ts-check
/**
 * Reading back on the facilitator's page: the page that stands on the projector, in words, and which come before and
 * after it. Pure.
 *
 * Exports
 *   readingView(state, language, notes)  -> ReadingView
 */
import { one } from "./canvas_store.js";
import { FRAME } from "./kinds.js";
import { agreedOf } from "./agreed.js";
import { agreementRow } from "./lead_agreements.js";
import { met, stageNow, stagesOf } from "./notes.js";
import { pagesOf, placeOf } from "./reading.js";

/** @typedef {import("./lead_view.js").LeadState} LeadState */
/** @typedef {import("./lead_notes.js").NoteReader} NoteReader */
/** @typedef {import("./lead_notes.js").LeadNote} LeadNote */
/** @typedef {import("./reading.js").Page} Page */
/** @typedef {"nl" | "en"} Language */

/** @typedef {{there: boolean, stage: string, partner: string, part: number}} Turn where a press goes; `partner` is "" for none */
/** @typedef {{note: LeadNote, fate: "" | "met" | "unmet" | "unused"}} Line */

/** @type {Turn} */
const NOWHERE = { there: false, stage: "", partner: "", part: 0 };
/** @type {Turn} */
const EVERYTHING = { ...NOWHERE, there: true };

/** @param {Page | undefined} page @param {Turn} otherwise @returns {Turn} */
function turnTo(page, otherwise) {
  return page ? { there: true, stage: page.stage, partner: page.partner ?? "", part: page.part } : otherwise;
}

/** @param {Page} page @param {LeadState["snapshot"]["records"]} records @param {NoteReader} notes @returns {Line[]} */
function linesOf({ form, ids }, records, notes) {
  const willing = met(records);
  return ids.flatMap((id) => {
    const note = records.note?.[id];
    if (!note) return [];
    const fate = form !== "connect" ? "" : note.kind === "offer" ? "unused" : willing.has(id) ? "met" : "unmet";
    return [{ note: notes.read([id, note]), fate }];
  });
}

/** @param {Page} page @param {LeadState["snapshot"]["records"]} records */
function wordsOf({ form, part }, records) {
  const said = form === "person" ? ["strengths", "story", "question"] : form === "frame" && part === 0 ? FRAME : [];
  const record = (form === "person" ? records.subject?.subject : records.frame?.frame) ?? {};
  return said.filter((key) => record[key]).map((key) => ({ key, text: record[key] }));
}

/** @param {LeadState} state @param {Language} language @param {NoteReader} notes */
export function readingView({ snapshot }, language, notes) {
  const { records } = snapshot;
  const pages = stageNow(snapshot)?.form === "close" ? pagesOf(snapshot) : [];
  const at = placeOf(pages, one(snapshot, "page"));
  const page = pages[at];
  const stage = stagesOf(snapshot).find((each) => each.key === page?.stage);
  /** @param {string} form @param {string} kind @returns {[string, any][]} */
  const shown = (form, kind) =>
    page?.form === form ? page.ids.flatMap((id) => (records[kind]?.[id] ? [[id, records[kind]?.[id]]] : [])) : [];
  return {
    at: at + 1,
    of: pages.length,
    begun: one(snapshot, "page") !== null,
    before: at < 0 ? NOWHERE : turnTo(pages[at - 1], EVERYTHING),
    after: turnTo(pages[at + 1], NOWHERE),
    last: at >= 0 && at === pages.length - 1,
    form: page?.form ?? "",
    title: stage?.title[language] ?? "",
    partner: page?.partner ? (records.partner?.[page.partner]?.name ?? "") : "",
    part: (page?.part ?? 0) + 1,
    parts: page?.parts ?? 1,
    words: page ? wordsOf(page, records) : [],
    lines: page ? linesOf(page, records, notes) : [],
    laws: shown("frame", "law").map(([id, { name, allows, asks }]) => ({ id, name, allows, asks })),
    agreements: page?.form === "agreements" ? agreements(page.ids, records, language) : [],
  };
}

/** @param {readonly string[]} ids @param {LeadState["snapshot"]["records"]} records @param {"nl" | "en"} language */
function agreements(ids, records, language) {
  return agreedOf(records).filter(({ id }) => ids.includes(id)).map((agreed) => agreementRow(records, agreed, language));
}

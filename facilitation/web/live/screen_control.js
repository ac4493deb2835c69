// @ts-check
/**
 * What stands over every stage on the projector: the timer, private time, the note in the spotlight, and marks. Pure.
 *
 * Exports
 *   timerShown(timer, now)                  -> TimerShown; `now` is ms by the server's clock
 *   privateOf(records, language)            -> {names, count}
 *   spotlightOf(records, language)          -> Spotlight
 *   isUnconfirmed(records)                  whether the group has gone on although nobody said "klopt"
 *   nameOf(records, partner)                the partner's name, "" when there is none
 *   namesOf(records, partners, language)    several of them in a sentence
 */
import { labelOf } from "./kinds.js";
import { inSight } from "./notes.js";
import { timerView } from "./timer.js";

/** @typedef {import("./canvas_store.js").Snapshot["records"]} Records */
/** @typedef {"nl" | "en"} Language */
/**
 * A note over the whole stage; `id` is "" when there is none, `label` when the kind goes by its usual name, `partner`
 * when its author left the name out.
 * @typedef {{id: string, kind: string, label: string, text: string, partner: string}} Spotlight
 */
/** `last` is the last minute. @typedef {{state: "none" | "running" | "last" | "paused" | "over", text: string}} TimerShown */

const LAST_S = 60;
const OVER_MS = 120_000;

/** @type {TimerShown} */
export const NO_TIMER = { state: "none", text: "" };
/** @type {Spotlight} */
export const NO_SPOTLIGHT = Object.freeze({ id: "", kind: "", label: "", text: "", partner: "" });

/** What ran out is told for two minutes. @param {any} timer the record @param {number} now @returns {TimerShown} */
export function timerShown(timer, now) {
  const { state, text, seconds } = timerView(timer, now);
  if (state === "over" && now - timer.ends >= OVER_MS) return NO_TIMER;
  return { state: state === "running" && seconds <= LAST_S ? "last" : state, text };
}

/** @param {Records} records @param {string | null | undefined} partner @returns {string} */
export function nameOf(records, partner) {
  return records.partner?.[partner ?? ""]?.name ?? "";
}

/** @param {Records} records @param {readonly string[]} partners @param {Language} language */
export function namesOf(records, partners, language) {
  const names = partners.map((id) => nameOf(records, id)).filter(Boolean);
  return new Intl.ListFormat(language).format(names);
}

/** @param {Records} records @param {Language} language */
export function privateOf(records, language) {
  const partners = /** @type {string[]} */ (records.private?.private?.partners ?? []);
  return { names: namesOf(records, partners, language), count: partners.length };
}

/** @param {Records} records @param {Language} language @returns {Spotlight} */
export function spotlightOf(records, language) {
  const id = records.spotlight?.spotlight?.note ?? null;
  if (!inSight(records, id)) return NO_SPOTLIGHT;
  const note = /** @type {any} */ (records.note?.[id]);
  const label = labelOf(records.guide?.guide ?? null, note.kind, note.stage)?.[language] ?? "";
  return { id, kind: note.kind, label, text: note.text ?? "", partner: nameOf(records, note.partner) };
}

/** @param {Records} records */
export function isUnconfirmed(records) {
  const stages = /** @type {any[]} */ (records.guide?.guide?.stages ?? []);
  const begun = records.board?.board?.begun ?? [];
  const person = stages.findIndex((stage) => stage.form === "person");
  if (person < 0 || records.subject?.subject?.confirmed) return false;
  return stages.some((stage, at) => at > person && begun.includes(stage.key));
}

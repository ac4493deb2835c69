// @ts-check
/**
 * What the facilitator works on in the stage at hand, as it is shown. Pure.
 *
 * Exports
 *   workView(state, language)  -> WorkView
 */
import { one } from "./canvas_store.js";
import { whenOf } from "./day.js";
import { kindsOf } from "./kinds.js";
import { agreementsView } from "./lead_agreements.js";
import { connectView } from "./lead_connect.js";
import { formsView } from "./lead_forms.js";
import { frameView } from "./lead_frame.js";
import { unheardView } from "./lead_heard.js";
import { LEAST_SCORES } from "./lead_left.js";
import { inHand, noteReader } from "./lead_notes.js";
import { readingView } from "./lead_reading.js";
import { stageNow } from "./notes.js";

/** @typedef {import("./lead_view.js").LeadState} LeadState */
/** @typedef {import("./lead_notes.js").NoteReader} NoteReader */
/** @typedef {"nl" | "en"} Language */

const VALUES = /** @type {const} */ (["safety", "transparency", "coherence", "connection"]);
const HIGHEST = 5;
const LOCALES = /** @type {const} */ ({ nl: "nl-NL", en: "en-GB" });

/** The open notes of the stage at hand, by kind; in connecting, of what was said to be needed. @param {LeadState} state @param {Language} language @param {NoteReader} notes */
function groupsOf({ snapshot }, language, notes) {
  const stage = stageNow(snapshot);
  if (stage?.form === "connect") return [{ kind: "needed", label: "", notes: notes.list((note) => note.kind === "needed") }];
  if (!["needed", "lookback"].includes(stage?.form)) return [];
  return kindsOf(stage).map((kind) => ({
    kind,
    label: stage.labels?.[kind]?.[language] ?? "",
    notes: notes.list((note) => note.kind === kind && notes.stageOf(note) === stage.key),
  }));
}

/** The open notes of one partner: of whoever has the floor, or of the one who was chosen. @param {LeadState} state @param {NoteReader} notes */
function sectorOf(state, notes) {
  const { snapshot } = state;
  const chosen = inHand(state).partner || (one(snapshot, "floor")?.partner ?? "");
  const stage = stageNow(snapshot);
  const there = stage?.form === "partners" && chosen !== "";
  return {
    partner: there ? chosen : "",
    name: snapshot.records.partner?.[chosen]?.name ?? "",
    notes: there ? kindsOf(stage).flatMap((kind) => notes.list((note) => note.partner === chosen && note.kind === kind)) : [],
  };
}

/** @param {LeadState} state @param {Language} language */
function radarView({ snapshot }, language) {
  const radar = one(snapshot, "radar") ?? { answered: 0, shown: 0 };
  const number = new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return {
    answered: radar.answered,
    shown: radar.shown,
    missing: Math.max(0, LEAST_SCORES - radar.answered),
    means: radar.shown
      ? VALUES.map((name) => ({ name, mean: number.format(radar[name]), share: `${(100 * radar[name]) / HIGHEST}%` }))
      : [],
  };
}

/** @param {LeadState} state @param {Language} language */
export function workView(state, language) {
  const { snapshot } = state;
  const notes = noteReader(state, language);
  return {
    hand: inHand(state),
    forms: formsView(snapshot.records, state.work, state.typed),
    picked: notes.laying ? (snapshot.records.note?.[state.work.picked]?.text ?? "") : "",
    frame: frameView(state, language, notes),
    groups: groupsOf(state, language, notes),
    sector: sectorOf(state, notes),
    unheard: unheardView(snapshot, language),
    connect: connectView(state, notes),
    agreements: agreementsView(state, language),
    radar: radarView(state, language),
    reading: readingView(state, language, notes),
    meeting: whenOf(one(snapshot, "session")?.next_meeting ?? "", language),
    aside: notes.aside(),
  };
}

// @ts-check
/**
 * The common frame as the facilitator settles it with the group, and the laws below it. Pure.
 *
 * Exports
 *   frameView(state, language, notes)  -> {parts, laws}
 */
import { fieldView } from "./lead_fields.js";
import { FRAME, kindsOf } from "./kinds.js";
import { isTaken, oldestFirst, stageNow } from "./notes.js";

/** @typedef {import("./lead_view.js").LeadState} LeadState */
/** @typedef {import("./lead_notes.js").NoteReader} NoteReader */
/** @typedef {"nl" | "en"} Language */

/** @param {LeadState} state @param {Language} language @param {NoteReader} notes */
export function frameView(state, language, notes) {
  const { snapshot, work } = state;
  const { records } = snapshot;
  const stage = stageNow(snapshot);
  if (stage?.form !== "frame") return { parts: [], laws: [] };
  const settled = records.frame?.frame ?? {};
  const alias = records.subject?.subject?.alias ?? "";
  const laws = oldestFirst(Object.entries(/** @type {Record<string, any>} */ (records.law ?? {})));
  /** @param {string} kind */
  const part = (kind) => {
    const words = fieldView(state, /** @type {import("./lead_fields.js").FieldName} */ (kind));
    return {
      kind,
      label: stage.labels?.[kind]?.[language] ?? "",
      question: (stage.questions?.[kind]?.[language] ?? "").replaceAll("{subject}", () => alias),
      words,
      filled: words.value.trim() !== "",
      proposals: notes.list((note) => note.kind === kind).map((note) => ({ note, taken: isTaken(settled[kind], note.text) })),
    };
  };
  return {
    parts: FRAME.filter((kind) => kindsOf(stage).includes(kind)).map(part),
    laws: laws.map(([id, law]) => ({
      id,
      name: law.name,
      allows: law.allows,
      asks: law.asks,
      by: law.author === "" ? "" : notes.partnerOf(records.participant?.[law.author] ?? {}),
      own: law.author === "",
      editing: work.law === id,
    })),
  };
}

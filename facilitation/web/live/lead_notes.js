// @ts-check
/**
 * Open notes as the facilitator handles them: their words, how they lie, and what has been done with each. Pure.
 *
 * Exports
 *   NO_WORK                  the facilitator has nothing in hand
 *   inHand(state)            -> Work   what is in hand and still there: somebody else may have removed it
 *   noteReader(state, language) -> NoteReader
 */
import { one } from "./canvas_store.js";
import { lying, oldestFirst, onTop, stageNow, stageOf, stagesOf, supportOf } from "./notes.js";

/** @typedef {import("./notes.js").Entry} Entry */
/** @typedef {import("./lead_view.js").LeadState} LeadState */
/** @typedef {"nl" | "en"} Language */

/**
 * What the facilitator has in hand; nobody else sees it.
 *
 * @typedef {object} Work
 * @property {string} chosen the note whose tools are shown
 * @property {string} wording the note for which other words are being proposed
 * @property {string} picked the note that is about to be laid on another
 * @property {string} partner whose notes are looked at, "" for whoever has the floor
 * @property {string} law the law that is being written, "new" for one more
 * @property {string} agreement the agreement that is being written, "new" for one more
 */

/** @type {Work} */
export const NO_WORK = Object.freeze({ chosen: "", wording: "", picked: "", partner: "", law: "", agreement: "" });

/** @param {Pick<LeadState, "snapshot" | "work">} state @returns {Work} */
export function inHand({ snapshot: { records }, work }) {
  /** @param {"law" | "agreement"} kind */
  const kept = (kind) => (work[kind] === "new" || records[kind]?.[work[kind]] ? work[kind] : "");
  const partner = records.partner?.[work.partner] ? work.partner : "";
  return { ...work, law: kept("law"), agreement: kept("agreement"), partner };
}

/**
 * @typedef {object} LeadNote
 * @property {string} id
 * @property {string} kind
 * @property {string} label what the guide calls such a note, "" for its usual name
 * @property {string} text
 * @property {string} partner its name, "" for a note without a name
 * @property {number} support
 * @property {boolean} lit it stands large on the projector
 * @property {string} proposed the words that lie with its author, "" when there are none
 * @property {boolean} chosen
 * @property {boolean} wording
 * @property {boolean} picked
 * @property {boolean} target another note is about to be laid on one, and may be laid on this
 * @property {{id: string, text: string, partner: string}[]} below
 */

/** @param {LeadState} state @param {Language} language */
export function noteReader({ snapshot, work }, language) {
  const { records } = snapshot;
  const stages = stagesOf(snapshot);
  const stacks = lying(records);
  const support = supportOf(records);
  const lit = one(snapshot, "spotlight")?.note ?? "";
  const stage = stageNow(snapshot);
  const picked = records.note?.[work.picked];
  // Notes are laid together in the stage in which they were written, and nowhere else.
  const laying = picked && stage?.form === "needed" && stageOf(stages, picked) === stage.key;

  /** @param {any} note @returns {string} */
  const partnerOf = (note) => records.partner?.[note.partner]?.name ?? "";

  /** @param {any} note @returns {string} */
  const labelOf = (note) => {
    const stage = stages.find((each) => each.key === stageOf(stages, note));
    return stage?.labels?.[note.kind]?.[language] ?? "";
  };

  /** @param {Entry} entry @returns {LeadNote} */
  const read = ([id, note]) => ({
    id,
    kind: note.kind,
    label: labelOf(note),
    text: note.text ?? "",
    partner: partnerOf(note),
    support: support.get(id) ?? 0,
    lit: lit === id,
    proposed: records.proposal?.[id]?.text ?? "",
    chosen: work.chosen === id,
    wording: work.wording === id,
    picked: work.picked === id,
    target: Boolean(laying) && work.picked !== id && stageOf(stages, note) === stage.key,
    below: (stacks.get(id) ?? []).map(([below, each]) => ({ id: below, text: each.text ?? "", partner: partnerOf(each) })),
  });

  return {
    read,
    partnerOf,
    laying: Boolean(laying),
    /** @param {(note: any, id: string) => boolean} belongs @returns {LeadNote[]} those on top, oldest first */
    list: (belongs) => onTop(records, belongs).map(read),
    /** @param {any} note @returns {string} */
    stageOf: (note) => stageOf(stages, note),
    /** What lies aside, of open notes and of closed ones. @returns {{id: string, kind: string, label: string, text: string, partner: string, open: boolean}[]} */
    aside: () =>
      oldestFirst(
        Object.entries(/** @type {Record<string, any>} */ (records.note ?? {})).filter(([id]) => records.placement?.[id]?.aside),
      ).map(([id, note]) => ({
        id,
        kind: note.kind,
        label: labelOf(note),
        text: note.text ?? "",
        partner: partnerOf(note),
        open: note.open,
      })),
  };
}

/** @typedef {ReturnType<typeof noteReader>} NoteReader */

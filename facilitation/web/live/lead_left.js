// @ts-check
/**
 * What would be left open in the stage at hand by going on: it is asked about before, never forbidden. Pure.
 *
 * Exports
 *   NOTHING_LEFT
 *   leftOpen(snapshot, language, typed)   -> Left   with what stands in the forms of this stage and is not saved
 */
import { agreedOf } from "./agreed.js";
import { one } from "./canvas_store.js";
import { unsaved } from "./lead_forms.js";
import { boardOf, circle, seated, unheard } from "./lead_people.js";
import { oldestFirst, stageNow, stageOf, stagesOf } from "./notes.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./lead_forms.js").Typed} Typed */

/**
 * @typedef {object} Left
 * @property {boolean} any whether there is anything to ask about
 * @property {number} notes closed ones of this stage that the facilitator can open
 * @property {string} silent the names of partners of whom nothing was written in this stage
 * @property {string} unheard the names of partners who have not had the floor
 * @property {number} questions without an answer
 * @property {string} asked the names of the partners who have not answered them
 * @property {string} against the names of the partners who said no to an agreement, or that it is not clear yet
 * @property {number} nobodys agreements that name nobody
 * @property {boolean} scores enough were given to be shown, and they never were
 * @property {boolean} law is being written @property {boolean} agreement is being written
 * @property {boolean} wording other words for a note are
 */

/** @type {Readonly<Left>} */
export const NOTHING_LEFT = Object.freeze({
  any: false,
  notes: 0,
  silent: "",
  unheard: "",
  questions: 0,
  asked: "",
  against: "",
  nobodys: 0,
  scores: false,
  law: false,
  agreement: false,
  wording: false,
});

/** Of fewer than four, one would recognise somebody: those stay hidden, and nobody forgot to show them. */
export const LEAST_SCORES = 4;

/** @param {Snapshot} snapshot @param {(match: any) => boolean} about */
function unanswered({ records }, about) {
  const matches = Object.entries(/** @type {Record<string, any>} */ (records.match ?? {}));
  const waiting = oldestFirst(matches.filter(([, match]) => !match.reply && about(match)));
  const names = waiting.map(([, { partner }]) => records.partner?.[partner]?.name ?? "");
  return { questions: waiting.length, asked: [...new Set(names.filter(Boolean))].join(", ") };
}

/** @param {Snapshot["records"]} records */
function against(records) {
  const all = agreedOf(records).flatMap(({ no, unclear }) => [...no, ...unclear]);
  return [...new Set(all.map((partner) => records.partner?.[partner]?.name ?? "").filter(Boolean))].join(", ");
}

/** Where nobody sits, nobody is passed over. @param {Snapshot} snapshot */
function silentIn(snapshot) {
  const { participant = {}, note = {} } = snapshot.records;
  const key = stageNow(snapshot)?.key;
  const stages = stagesOf(snapshot);
  const wrote = Object.values(note).filter((each) => stageOf(stages, each) === key);
  const [sitting, heard] = [Object.values(participant), wrote].map((all) => new Set(all.map(({ partner }) => partner)));
  const silent = seated(snapshot).filter(([id]) => sitting?.has(id) && !heard?.has(id));
  return silent.map(([, { name }]) => name).join(", ");
}

/** @type {Record<string, (snapshot: Snapshot, language: "nl" | "en") => Partial<Left>>} by the form of the stage */
const BY_FORM = {
  needed: (snapshot) => ({ silent: silentIn(snapshot) }),
  partners: (snapshot, language) => ({ unheard: unheard(circle(snapshot, language)).join(", ") }),
  connect: (snapshot) => unanswered(snapshot, (match) => Boolean(match.need)),
  agreements: (snapshot) => ({
    ...unanswered(snapshot, (match) => Boolean(match.agreement)),
    against: against(snapshot.records),
    nobodys: Object.values(snapshot.records.agreement ?? {}).filter(({ who }) => who.length === 0).length,
  }),
  // Words that are mended while all is read back are asked about anew.
  close: (snapshot) => unanswered(snapshot, () => true),
  lookback: (snapshot) => {
    const { answered, shown } = one(snapshot, "radar") ?? { answered: 0, shown: 0 };
    return { scores: shown === 0 && answered >= LEAST_SCORES };
  },
};

/** @param {Snapshot} snapshot @param {Typed} typed @returns {Partial<Left>} */
function unsavedHere(snapshot, typed) {
  const { records } = snapshot;
  const { form = "", key = "" } = stageNow(snapshot) ?? {};
  const left = unsaved(records, typed);
  // Other words are asked for where the note stands.
  const near = (/** @type {string} */ note) => form === "connect" || stageOf(stagesOf(snapshot), records.note?.[note] ?? {}) === key;
  return {
    law: form === "frame" && left.some((each) => each.form === "law"),
    agreement: form === "agreements" && left.some((each) => each.form === "agreement"),
    wording: left.some((each) => each.form === "wording" && near(each.about)),
  };
}

/** @param {Snapshot} snapshot @param {"nl" | "en"} language @param {Typed} typed @returns {Left} */
export function leftOpen(snapshot, language, typed) {
  const { form = "" } = stageNow(snapshot) ?? {};
  const left = {
    ...NOTHING_LEFT,
    notes: boardOf(snapshot, language).waiting,
    ...BY_FORM[form]?.(snapshot, language),
    ...unsavedHere(snapshot, typed),
  };
  return { ...left, any: Object.values(left).some(Boolean) };
}

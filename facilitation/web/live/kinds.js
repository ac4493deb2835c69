// @ts-check
/**
 * The kinds of note and the stages in which each is written, as `canvas/kinds.py` and `canvas/guides.py` have them. Pure.
 *
 * Exports
 *   KINDS                 every kind, in the order of the stages
 *   FRAME, CIRCLE, LOOKBACK
 *   formOf(kind)          -> the form of the stage in which it is written
 *   writtenIn(form)       -> the kinds that can be written in a stage of this form
 *   kindsOf(stage)        -> the kinds that are written in this stage, [] where nothing is written
 *   circleOf(guide)       -> the kinds on a partner's sector, from the inner ring outwards
 *   labelOf(guide, kind, stage?)  -> what the guide calls it in the stage with this key, or else in the first that asks for
 *                         it: {nl, en}, or undefined for its usual name
 */

/** @typedef {Readonly<Record<string, any>>} Stage a stage as the record `guide` has it */

export const FRAME = ["mission", "vision", "aim"];
export const CIRCLE = ["wish", "see", "works", "offer", "need"];
export const LOOKBACK = ["well", "hard", "keep"];
export const KINDS = [...FRAME, "needed", ...CIRCLE, ...LOOKBACK];
const ASKED_UNLESS_SAID = ["wish", "offer", "need"];

/** @type {Record<string, string[]>} */
const KINDS_OF = { frame: FRAME, needed: ["needed"], partners: CIRCLE, lookback: LOOKBACK };

/** @param {string} kind @returns {string} */
export function formOf(kind) {
  return Object.keys(KINDS_OF).find((form) => KINDS_OF[form]?.includes(kind)) ?? "";
}

/** @param {string} form @returns {string[]} */
export function writtenIn(form) {
  return KINDS_OF[form] ?? [];
}

/** @param {Stage | null | undefined} stage @returns {string[]} */
export function kindsOf(stage) {
  const kinds = writtenIn(stage?.form);
  if (stage?.form !== "partners") return kinds;
  const asked = kinds.filter((kind) => kind in (stage.questions ?? {}));
  return asked.length > 0 ? asked : ASKED_UNLESS_SAID;
}

/** @param {Readonly<Record<string, any>> | null} guide @returns {string[]} */
export function circleOf(guide) {
  const asked = (guide?.stages ?? [])
    .filter((/** @type {Stage} */ stage) => stage.form === "partners")
    .flatMap(kindsOf);
  const kinds = CIRCLE.filter((kind) => asked.includes(kind));
  return kinds.length > 0 ? kinds : ASKED_UNLESS_SAID;
}

/**
 * @param {Readonly<Record<string, any>> | null} guide
 * @param {string} kind
 * @param {string} [key] of the stage
 * @returns {Record<string, string> | undefined}
 */
export function labelOf(guide, kind, key) {
  const stages = (guide?.stages ?? []).filter((/** @type {Stage} */ stage) => kindsOf(stage).includes(kind));
  return (stages.find((/** @type {Stage} */ stage) => stage.key === key) ?? stages[0])?.labels?.[kind];
}

// @ts-check
/**
 * Notes as all may read them, and how they lie: on top, in a stack below another, or aside. Pure; the rules stand in
 * canvas/canvas.py.
 *
 * Exports
 *   stagesOf(snapshot)         the stages of the guide
 *   stageNow(snapshot)         the stage at hand, or undefined
 *   stageOf(stages, note)      the key of the stage to which a note belongs
 *   inSight(records, id)       whether all may read this note
 *   oldestFirst(entries)       [id, value] by their time
 *   onTop(records, belongs)    the notes in sight that lie below no other, oldest first
 *   lying(records)             what lies below each note, by its id
 *   supportOf(records)         how many support each note, by its id
 *   met(records)               the needs that are met and the offers that are used, by id
 *   readyOf(snapshot)          how many are ready: in looking back, whoever gave scores is
 *   isTaken(settled, text)     whether this proposal stands in the settled text, alone or on lines of its own
 *   proposalsOf(records)       the proposals for the frame that were not taken, oldest first
 */
import { FRAME, kindsOf } from "./kinds.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {Snapshot["records"]} Records */
/** @typedef {[id: string, note: any]} Entry */

const WILLING = Object.freeze(["yes", "try"]);

/** @param {Snapshot} snapshot @returns {any[]} */
export function stagesOf({ records }) {
  return records.guide?.guide?.stages ?? [];
}

/** @param {Snapshot} snapshot @returns {any} */
export function stageNow(snapshot) {
  const [session] = Object.values(snapshot.records.session ?? {});
  return stagesOf(snapshot).find((stage) => stage.key === session?.stage);
}

/** @param {any[]} stages @param {any} note @returns {string} a note of an earlier version does not say it itself */
export function stageOf(stages, note) {
  return note.stage || (stages.find((stage) => kindsOf(stage).includes(note.kind))?.key ?? "");
}

/** @param {Records} records @param {string | null} id */
export function inSight(records, id) {
  return id !== null && Boolean(records.note?.[id]?.open) && !records.placement?.[id]?.aside;
}

/** @template {{at: number}} T @param {[string, T][]} entries @returns {[string, T][]} */
export function oldestFirst(entries) {
  return entries.sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1));
}

/** @param {Records} records @param {(note: any, id: string) => boolean} belongs @returns {Entry[]} */
export function onTop(records, belongs) {
  return oldestFirst(
    Object.entries(/** @type {Record<string, any>} */ (records.note ?? {})).filter(
      ([id, note]) => inSight(records, id) && !records.placement?.[id]?.on && belongs(note, id),
    ),
  );
}

/** @param {Records} records @returns {Map<string, Entry[]>} */
export function lying(records) {
  /** @type {Map<string, Entry[]>} */
  const stacks = new Map();
  for (const [id, { on }] of Object.entries(records.placement ?? {})) {
    if (on && inSight(records, id)) stacks.set(on, [...(stacks.get(on) ?? []), [id, records.note?.[id]]]);
  }
  stacks.forEach(oldestFirst);
  return stacks;
}

/** @param {Records} records @returns {Map<string, number>} */
export function supportOf(records) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { note } of Object.values(records.support ?? {})) counts.set(note, (counts.get(note) ?? 0) + 1);
  return counts;
}

/** @param {Records} records @returns {Set<string>} */
export function met(records) {
  const willing = Object.values(records.match ?? {}).filter((match) => WILLING.includes(match.reply));
  return new Set(willing.flatMap(({ need, offer }) => [need, offer]).filter(Boolean));
}

/** @param {string | undefined} settled @param {string | null} text */
export function isTaken(settled, text) {
  return Boolean(settled && text) && `\n${settled}\n`.includes(`\n${text}\n`);
}

/** @param {Records} records @returns {Entry[]} */
export function proposalsOf(records) {
  const settled = records.frame?.frame ?? {};
  return onTop(records, ({ kind, text }) => FRAME.includes(kind) && !isTaken(settled[kind], text));
}

/**
 * Nobody but the server knows who scored, only how many did: at least so many are ready.
 *
 * @param {Snapshot} snapshot
 */
export function readyOf(snapshot) {
  const { people, ready } = snapshot.presence;
  const scored = snapshot.records.radar?.radar?.answered ?? 0;
  return stageNow(snapshot)?.form === "lookback" ? Math.max(ready, Math.min(scored, people)) : ready;
}

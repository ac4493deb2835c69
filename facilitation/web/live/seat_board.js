// @ts-check
/**
 * The board as a phone lists it. Pure.
 *
 * Exports
 *   NO_BOARD               an empty one
 *   boardOf(records, my)   -> the open notes by partner, with their numbers; computed once per change
 *   openNotes(records, kinds)   -> the notes of these kinds that all may read, oldest first, with their ids
 */
import { CIRCLE } from "./kinds.js";
import { inSight, oldestFirst } from "./notes.js";
import { around } from "./seat_guide.js";

/** @typedef {import("./canvas_store.js").Snapshot["records"]} Records */

/** @param {Records} records @param {readonly string[]} kinds */
export function openNotes(records, kinds) {
  const notes = Object.entries(records.note ?? {}).filter(([id, note]) => kinds.includes(note.kind) && inSight(records, id));
  return oldestFirst(/** @type {[string, any][]} */ (notes));
}

/** @typedef {{id: string, number: number, kind: string, text: string}} OpenNote */
/** @typedef {{id: string, name: string, mine: boolean, speaking: boolean, closed: number, empty: boolean, notes: OpenNote[]}} BoardPartner */
/** @typedef {{partners: BoardPartner[], open: number, closed: number}} Board */

/** @type {Board} */
export const NO_BOARD = { partners: [], open: 0, closed: 0 };
/** @type {{of: unknown[], board: Board}} */
let lastBoard = { of: [], board: NO_BOARD };

/**
 * Numbered as `Canvas.numbers` does: around the circle; kind by kind from the inner ring outwards; oldest first; without
 * what was laid aside or lies below another.
 *
 * @param {Records} records
 * @param {string | null} my partner
 * @returns {Board}
 */
export function boardOf(records, my) {
  const of = [records.note, records.partner, records.placement, my];
  if (of.every((each, index) => each === lastBoard.of[index]) && lastBoard.of.length > 0) return lastBoard.board;
  const all = Object.entries(records.note ?? {}).filter(([id]) => !records.placement?.[id]);
  const notes = CIRCLE.flatMap((kind) => oldestFirst(/** @type {[string, any][]} */ (all.filter(([, note]) => note.kind === kind))));
  /** @type {Map<string, typeof notes>} */
  const by = new Map();
  for (const entry of notes) by.set(entry[1].partner, [...(by.get(entry[1].partner) ?? []), entry]);
  let number = 0;
  const partners = around(records).map(([id, { name }]) => {
    const all = by.get(id) ?? [];
    const open = all
      .filter(([, note]) => note.open)
      .map(([noteId, note]) => ({ id: noteId, number: ++number, kind: note.kind, text: note.text ?? "" }));
    return { id, name, mine: id === my, speaking: false, closed: all.length - open.length, empty: all.length === 0, notes: open };
  });
  const board = { partners, open: number, closed: notes.length - number };
  lastBoard = { of, board };
  return board;
}

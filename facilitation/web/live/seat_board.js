// @ts-check
/**
 * The board as a phone lists it. Pure.
 *
 * Exports
 *   KINDS                  in the order of the rings
 *   NO_BOARD               an empty one
 *   around(records)        -> partners with their ids, in their order around the circle
 *   boardOf(records, my)   -> the open notes by partner, with their numbers; computed once per change
 */

/** @typedef {import("./canvas_store.js").Snapshot["records"]} Records */

export const KINDS = ["wish", "offer", "need"];

/** @param {Records} records */
export function around(records) {
  return Object.entries(records.partner ?? {}).sort(([a, one], [b, other]) => one.position - other.position || (a < b ? -1 : 1));
}

/** @typedef {{id: string, number: number, kind: string, text: string}} OpenNote */
/** @typedef {{id: string, name: string, mine: boolean, speaking: boolean, closed: number, empty: boolean, notes: OpenNote[]}} BoardPartner */
/** @typedef {{partners: BoardPartner[], open: number, closed: number}} Board */

/** @type {Board} */
export const NO_BOARD = { partners: [], open: 0, closed: 0 };
/** @type {{note: unknown, partner: unknown, my: unknown, board: Board}} */
let lastBoard = { note: undefined, partner: undefined, my: undefined, board: NO_BOARD };

/**
 * Numbered as `Canvas.numbers` does: around the circle; wishes, offers, needs; oldest first.
 *
 * @param {Records} records
 * @param {string | null} my partner
 * @returns {Board}
 */
export function boardOf(records, my) {
  if (lastBoard.note === records.note && lastBoard.partner === records.partner && lastBoard.my === my) return lastBoard.board;
  const notes = Object.entries(records.note ?? {}).sort(
    ([a, one], [b, other]) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind) || one.at - other.at || (a < b ? -1 : 1),
  );
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
  lastBoard = { note: records.note, partner: records.partner, my, board };
  return board;
}

// @ts-check
/**
 * What each partner wrote, as far as it is open. Pure.
 *
 * Exports
 *   byPartner(snapshot)   the partners, each with the open notes
 */

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */

const KINDS = ["wish", "offer", "need"];

/**
 * The partners in their order around the circle, each with their open notes, numbered as on the wheel.
 * @param {Snapshot} snapshot
 */
export function byPartner(snapshot) {
  const notes = Object.entries(snapshot.records.note ?? {});
  const seats = Object.entries(snapshot.records.partner ?? {}).sort(
    ([a, one], [b, other]) => one.position - other.position || (a < b ? -1 : 1),
  );
  let number = 0;
  return seats.map(([id, { name }]) => {
    const theirs = notes.filter(([, note]) => note.partner === id);
    /** @param {string} kind */
    const open = (kind) =>
      theirs
        .filter(([, note]) => note.kind === kind && note.open)
        .sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1))
        .map(([note, { text }]) => ({ id: note, number: ++number, text }));
    const [wishes, offers, needs] = KINDS.map(open);
    const count = wishes.length + offers.length + needs.length;
    return { id, name, wishes, offers, needs, open: count, closed: theirs.length - count };
  });
}

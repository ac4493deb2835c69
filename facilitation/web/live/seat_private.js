// @ts-check
/**
 * Private time as a phone sees it: who is at it, who can read along, and what they wrote together. Pure.
 *
 * Exports
 *   privateOf(snapshot)    -> what the page shows of it
 *   companyOf(snapshot, people)  -> the names of these people, without one's own; who has no name is counted
 */
import { one } from "./canvas_store.js";
import { together } from "./seat_guide.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */

/** @param {Snapshot} snapshot @param {readonly string[]} people @returns {string[]} */
export function companyOf({ records, me }, people) {
  const names = people
    .filter((id) => id !== me && records.participant?.[id])
    .map((id) => {
      const { name, partner } = /** @type {Record<string, any>} */ (records.participant?.[id]);
      const seat = records.partner?.[partner]?.name ?? "";
      return name ? `${name} (${seat})` : seat;
    });
  return [...new Set(names)].sort().map((name) => {
    const count = names.filter((each) => each === name).length;
    return count > 1 ? `${name} (${count})` : name;
  });
}

/** @param {Snapshot} snapshot @param {"nl" | "en"} language */
export function privateOf(snapshot, language) {
  const { people = [] } = one(snapshot, "private") ?? {};
  const { records, me } = snapshot;
  const theirs = Object.entries(records.note ?? {})
    // Who wrote a note of looking back is not told here either, so it is known by its words alone.
    .filter(([, note]) => !note.open && note.text !== null && note.author !== me)
    .sort(([a, a1], [b, b1]) => a1.at - b1.at || (a < b ? -1 : 1))
    .map(([id, note]) => ({ id, kind: note.kind, text: note.text, by: records.partner?.[note.partner]?.name ?? "" }));
  return {
    company: together(companyOf(snapshot, people), language),
    private_notes: theirs,
  };
}

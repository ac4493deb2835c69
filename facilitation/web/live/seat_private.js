// @ts-check
/**
 * Private time as a phone sees it: who is at it, who can read along, and what they wrote together. Pure.
 *
 * Exports
 *   privacyOf(snapshot)    -> "within" for who is at it, "apart" for everybody else, "" when there is no private time
 *   privateOf(snapshot)    -> what the page shows of it
 *   companyOf(snapshot, people)  -> the names of these people, without one's own; who has no name is counted
 *   together(names, language)    -> names in a sentence
 */
import { one } from "./canvas_store.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */

/** @param {Snapshot} snapshot @returns {"" | "within" | "apart"} */
export function privacyOf(snapshot) {
  const people = one(snapshot, "private")?.people ?? [];
  if (people.length === 0 || one(snapshot, "session")?.status === "closed") return "";
  return people.includes(snapshot.me) ? "within" : "apart";
}

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

/** Names in a sentence: "Moeder, Oom en School". @param {readonly string[]} names @param {"nl" | "en"} language */
export function together(names, language) {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${{ nl: "en", en: "and" }[language]} ${last}`;
}

/** @param {Snapshot} snapshot @param {"nl" | "en"} language */
export function privateOf(snapshot, language) {
  const { partners = [], people = [] } = one(snapshot, "private") ?? {};
  const { records, me } = snapshot;
  const theirs = Object.entries(records.note ?? {})
    // Who wrote a note of looking back is not told here either, so it is known by its words alone.
    .filter(([, note]) => !note.open && note.text !== null && note.author !== me)
    .sort(([a, a1], [b, b1]) => a1.at - b1.at || (a < b ? -1 : 1))
    .map(([id, note]) => ({ id, kind: note.kind, text: note.text, by: records.partner?.[note.partner]?.name ?? "" }));
  return {
    privacy: privacyOf(snapshot),
    private_partners: together(
      partners.map((/** @type {string} */ id) => records.partner?.[id]?.name ?? ""),
      language,
    ),
    private_count: partners.length,
    company: together(companyOf(snapshot, people), language),
    private_notes: theirs,
  };
}

// @ts-check
/**
 * Agreements as every page tells them: who does it, who will try, and who was asked and has not answered. Pure.
 *
 * Exports
 *   agreedOf(records)   -> Agreed[], oldest first
 */
import { oldestFirst } from "./notes.js";

/**
 * @typedef {object} Agreed
 * @property {string} id
 * @property {string} what
 * @property {string} means
 * @property {string} due a day, or ""
 * @property {string[]} who all who are willing, as the agreement names them: ids of partners, as in the lists below
 * @property {string[]} does who said yes
 * @property {string[]} tries who will try
 * @property {string[]} asked who has not answered, to these words
 */

/** @param {Record<string, Record<string, any>>} records @returns {Agreed[]} */
export function agreedOf(records) {
  /** @type {Map<string, any[]>} */
  const questions = new Map();
  for (const [, match] of oldestFirst(Object.entries(/** @type {Record<string, any>} */ (records.match ?? {})))) {
    if (match.agreement !== null) questions.set(match.agreement, [...(questions.get(match.agreement) ?? []), match]);
  }
  const all = oldestFirst(Object.entries(/** @type {Record<string, any>} */ (records.agreement ?? {})));
  return all.map(([id, { what, means, due, who }]) => {
    const about = questions.get(id) ?? [];
    const tries = about.filter(({ reply }) => reply === "try").map(({ partner }) => partner);
    return {
      ...{ id, what, means, due, who, tries },
      does: who.filter((/** @type {string} */ partner) => !tries.includes(partner)),
      asked: about.filter(({ reply }) => reply === null).map(({ partner }) => partner),
    };
  });
}

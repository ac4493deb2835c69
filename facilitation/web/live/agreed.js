// @ts-check
/**
 * Agreements as every page tells them: who does it, who will try, who does not, and who has not answered. Pure.
 *
 * Exports
 *   agreedOf(records)                    -> Agreed[], oldest first
 *   saidOf(records, agreed, join)        -> {does, tries, unclear, no, asked}: names, each with what they added, joined
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
 * @property {string[]} unclear who said that it is not clear yet
 * @property {string[]} no who said no: it stays in sight like a yes
 * @property {string[]} asked who has not answered, to these words
 * @property {Record<string, string>} lines what they added to their answer, by partner
 */

const ANSWERS = /** @type {const} */ (["does", "tries", "unclear", "no", "asked"]);

/**
 * @param {Record<string, Record<string, any>>} records @param {Agreed} agreed @param {(names: string[]) => string} join
 * @returns {Record<typeof ANSWERS[number], string>}
 */
export function saidOf(records, agreed, join) {
  /** @param {string} id */
  const said = (id) => {
    const name = records.partner?.[id]?.name ?? "";
    return name && agreed.lines[id] ? `${name} (“${agreed.lines[id]}”)` : name;
  };
  const [does = "", tries = "", unclear = "", no = "", asked = ""] = ANSWERS.map((answer) => join(agreed[answer].map(said).filter(Boolean)));
  return { does, tries, unclear, no, asked };
}

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
    /** @param {string | null} reply @returns {string[]} */
    const of = (reply) => about.filter((match) => match.reply === reply).map(({ partner }) => partner);
    const tries = of("try");
    return {
      ...{ id, what, means, due, who, tries, unclear: of("unclear"), no: of("no"), asked: of(null) },
      does: who.filter((/** @type {string} */ partner) => !tries.includes(partner)),
      lines: Object.fromEntries(about.filter(({ reply, line }) => reply !== null && line).map(({ partner, line }) => [partner, line])),
    };
  });
}

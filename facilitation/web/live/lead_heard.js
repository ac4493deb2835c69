// @ts-check
/**
 * Who has not been heard: people without a note in what is asked now, and partners who have not had the floor. For the
 * facilitator alone. Pure.
 *
 * Exports
 *   unheardView(snapshot, language)  -> {people, partners}
 */
import { one } from "./canvas_store.js";
import { kindsOf } from "./kinds.js";
import { stageNow, stageOf, stagesOf } from "./notes.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {{id: string, name: string, partner: string, present: boolean, nudged: string}} Unheard */

/** Forms of stage in which everybody is asked to write, and in which a note says who wrote it. */
const ASKING = ["needed", "partners"];
const LOCALES = /** @type {const} */ ({ nl: "nl-NL", en: "en-GB" });

/** @param {number | undefined} at ms @param {"nl" | "en"} language @returns {string} the time of day, "" for never */
function timeOf(at, language) {
  if (!at) return "";
  return new Intl.DateTimeFormat(LOCALES[language], { hour: "2-digit", minute: "2-digit" }).format(at);
}

/**
 * @param {Snapshot} snapshot @param {"nl" | "en"} language
 * @returns {{people: Unheard[], partners: {id: string, name: string}[]}}
 */
export function unheardView(snapshot, language) {
  const { records, presence } = snapshot;
  const stage = stageNow(snapshot);
  if (!ASKING.includes(stage?.form)) return { people: [], partners: [] };
  const stages = stagesOf(snapshot);
  const asked = kindsOf(stage);
  const wrote = new Set(
    Object.values(records.note ?? {})
      .filter((note) => asked.includes(note.kind) && stageOf(stages, note) === stage.key)
      .map((note) => note.author),
  );
  const seats = Object.entries(/** @type {Record<string, any>} */ (records.partner ?? {})).sort(
    ([a, one], [b, other]) => one.position - other.position || (a < b ? -1 : 1),
  );
  const people = Object.entries(/** @type {Record<string, any>} */ (records.participant ?? {})).filter(([id]) => !wrote.has(id));
  const order = new Map(seats.map(([id], index) => [id, index]));
  people.sort(([, one], [, other]) => (order.get(one.partner) ?? 0) - (order.get(other.partner) ?? 0) || one.joined - other.joined);
  const heard = one(snapshot, "floor")?.heard ?? [];
  return {
    people: people.map(([id, { name, partner }]) => ({
      id,
      name,
      partner: records.partner?.[partner]?.name ?? "",
      present: presence.who?.[id]?.present ?? false,
      nudged: timeOf(records.nudge?.[id]?.at, language),
    })),
    partners: stage.form === "partners" ? seats.filter(([id]) => !heard.includes(id)).map(([id, { name }]) => ({ id, name })) : [],
  };
}

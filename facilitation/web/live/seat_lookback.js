// @ts-check
/**
 * The four values as a phone shows them: one's own scores, and those of all together once they are shown. Pure.
 *
 * Exports
 *   VALUES                 the core values, in their order
 *   pulseOf(state)         -> what the page shows of them
 *   chosenOf(state)        -> the score that is chosen for each value, 0 where none is
 */
import { one } from "./canvas_store.js";

/** @typedef {import("./seat_view.js").SeatState} SeatState */
/** @typedef {"nl" | "en"} Language */

export const VALUES = ["safety", "transparency", "coherence", "connection"];
const MOST = 5;

/** What this phone gave last, whether the server has it or not. @param {SeatState["snapshot"]} snapshot */
function givenOf({ records, me, outbox }) {
  const way = outbox.findLast((item) => item.name === "pulse.set" && item.state !== "refused");
  return way?.args ?? records.pulse?.[me ?? ""] ?? null;
}

/** @param {SeatState} state @returns {Record<string, number>} */
export function chosenOf({ snapshot, pulse }) {
  const given = givenOf(snapshot);
  return Object.fromEntries(VALUES.map((value) => [value, pulse[value] ?? given?.[value] ?? 0]));
}

/** @param {SeatState} state @param {Language} language */
export function pulseOf(state, language) {
  const { snapshot } = state;
  const chosen = chosenOf(state);
  const given = givenOf(snapshot);
  const radar = one(snapshot, "radar");
  const shown = (radar?.shown ?? 0) > 0;
  const number = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return {
    scores: VALUES.map((value) => ({ value, chosen: chosen[value] ?? 0 })),
    scored: VALUES.every((value) => (chosen[value] ?? 0) > 0),
    pulse: given === null ? "none" : VALUES.some((value) => chosen[value] !== given[value]) ? "changed" : "given",
    answered: radar?.answered ?? 0,
    radar_shown: radar?.shown ?? 0,
    radar: shown
      ? VALUES.map((value) => ({
          value,
          mean: number.format(radar?.[value] ?? 0),
          percent: `${Math.round((100 * (radar?.[value] ?? 0)) / MOST)}%`,
        }))
      : [],
  };
}

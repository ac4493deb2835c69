// @ts-check
/**
 * What somebody answers, asks and chooses on a phone, beside what they write: support, laws, answers to what they are
 * asked, needs and offers, and the four values.
 *
 * Exports
 *   answering(phone)   -> {actions, notice, typed, typedNow}: what can be pressed, what is to be looked at whenever something
 *                         came in, and what of it all stands in the drafts and on the page
 */
import { live, send } from "./hooks.js";
import { newId } from "./ids.js";
import { findPersonal } from "./personal_data.js";
import { LINE, askedOf, wordedAt } from "./seat_matches.js";
import { chosenOf } from "./seat_lookback.js";
import { lengthOf } from "./seat_guide.js";
import { lawTextOf } from "./seat_together.js";

/** @typedef {import("./seat_view.js").SeatState} SeatState */
/** @typedef {import("./drafts.js").Drafts} Drafts */
/** @typedef {{target: {value: string}}} Input */
/** @typedef {"name" | "allows" | "asks"} LawPart */

/**
 * @typedef {object} Phone
 * @property {() => {get: () => SeatState, set: (patch: Partial<SeatState>) => void}} page
 * @property {(name: string, args?: Record<string, any>) => Promise<boolean>} ask
 * @property {(what: "kept" | "removed") => void} tell
 */

const LAW = /** @type {const} */ (["name", "allows", "asks"]);
/** Whoever was about to press reads words that change first. */
const CHANGED_MS = 1_200;

/** @param {Phone} phone */
export function answering({ page, ask, tell }) {
  const state = () => page().get();
  /** Since when this page shows the words of a question, ms; 0 for the first. @type {Map<string, {at: number | undefined, since: number}>} */
  const shown = new Map();

  /** Words may have changed under somebody's finger. @param {SeatState["snapshot"]} snapshot */
  function notice(snapshot) {
    for (const [id, match] of askedOf(snapshot)) {
      const [before, at] = [shown.get(id), wordedAt(snapshot.records, match)];
      if (!before || before.at !== at) shown.set(id, { at, since: before ? Date.now() : 0 });
    }
  }

  /** @param {Drafts} drafts @param {SeatState["snapshot"]} snapshot @returns {Partial<SeatState>} */
  function typed(drafts, snapshot) {
    const lines = askedOf(snapshot).map(([id]) => [id, drafts.read(`line:${id}`)]);
    return {
      lines: Object.fromEntries(lines.filter(([, line]) => line !== "")),
      law: { name: drafts.read("law-name"), allows: drafts.read("law-allows"), asks: drafts.read("law-asks") },
      lawEditing: drafts.read("law"),
      pulse: parse(drafts.read("pulse")),
    };
  }

  /** @param {string} id */
  const asked = (id) => askedOf(state().snapshot).find(([each]) => each === id)?.[1];

  /** An empty draft is none, and what was kept would come back into the field at once. @param {string} id @param {string} line */
  function typeLine(id, line) {
    const { typed, line: kept } = asked(id) ?? {};
    live()?.drafts.write(`line:${id}`, line === "" && (typed ?? kept) ? " " : line);
  }

  /** @param {string} id @param {string} reply @param {boolean} [sure] the author has seen what was pointed out */
  function answer(id, reply, sure = false) {
    const match = asked(id);
    const line = state().lines[id] ?? match?.typed ?? match?.line ?? "";
    if (!match || lengthOf(line) > LINE) return document.getElementById(`line-${id}`)?.focus();
    if (Date.now() - (shown.get(id)?.since ?? 0) < CHANGED_MS) return;
    if (sure !== true && findPersonal(line).length > 0) return page().set({ pressed: { match: id, reply, line } });
    page().set({ answered: [...state().answered, id] });
    const at = wordedAt(state().snapshot.records, match);
    void send("match.answer", { match: id, reply, line, ...(at === undefined ? {} : { at }) }, { draft: `line:${id}` });
  }

  /** @param {string} need @param {string} choice a partner who is asked, or an offer that is laid on it */
  function reach(need, choice) {
    const { snapshot } = state();
    const about = snapshot.records.partner?.[choice] ? { partner: choice } : { offer: choice };
    void send("match.ask", { match: newId(), need, ...about });
    page().set({ reaching: "" });
  }

  /** @param {string} id of a law, or "new" */
  function editLaw(id) {
    const drafts = live()?.drafts;
    const law = state().snapshot.records.law?.[id];
    for (const part of LAW) drafts?.write(`law-${part}`, law?.[part] ?? "");
    drafts?.write("law", id);
    setTimeout(() => document.getElementById("law-name")?.focus());
  }

  function stopLaw() {
    const drafts = live()?.drafts;
    for (const part of LAW) drafts?.write(`law-${part}`, "");
    drafts?.write("law", "");
  }

  /** @param {boolean} [sure] */
  function saveLaw(sure = false) {
    const { law, lawEditing } = state();
    if (law.name.trim() === "") return document.getElementById("law-name")?.focus();
    const typed = lawTextOf(state());
    if (sure !== true && findPersonal(typed).length > 0) return page().set({ lawAsked: typed });
    const fresh = lawEditing === "new";
    void send(fresh ? "law.add" : "law.edit", { law: fresh ? newId() : lawEditing, ...law });
    stopLaw();
    tell("kept");
  }

  /** @param {string} value @param {number} score */
  function score(value, score) {
    live()?.drafts.write("pulse", JSON.stringify({ ...state().pulse, [value]: score }));
  }

  function giveScores() {
    const scores = chosenOf(state());
    if (Object.values(scores).some((each) => each === 0)) return;
    void send("pulse.set", scores, { draft: "pulse" });
  }

  const actions = {
    support: (/** @type {string} */ note, /** @type {boolean} */ support) => ask("note.support", { note, support }),
    answer: (/** @type {string} */ id, /** @type {string} */ reply) => answer(id, reply),
    answer_anyway: () => answer(state().pressed.match, state().pressed.reply, true),
    change_line: (/** @type {string} */ id) => document.getElementById(`line-${id}`)?.focus(),
    type_line: (/** @type {string} */ id, /** @type {Input} */ event) => typeLine(id, event.target.value),
    reach_out: (/** @type {string} */ reaching) => page().set({ reaching: state().reaching === reaching ? "" : reaching }),
    reach,
    take_back: (/** @type {string} */ match) => ask("match.remove", { match }),
    edit_law: editLaw,
    stop_law: stopLaw,
    save_law: () => saveLaw(),
    save_law_anyway: () => saveLaw(true),
    change_law: () => document.getElementById("law-name")?.focus(),
    remove_law: (/** @type {string} */ law) => void send("law.remove", { law }),
    type_law: (/** @type {LawPart} */ part, /** @type {Input} */ event) => live()?.drafts.write(`law-${part}`, event.target.value),
    score,
    give_scores: giveScores,
  };
  /** What the page shows of it now. */
  function typedNow() {
    const { lines, law, lawEditing, pulse } = state();
    return { lines, law, lawEditing, pulse };
  }

  return { actions, notice, typed, typedNow };
}

/** @param {string} text @returns {Record<string, number>} */
function parse(text) {
  try {
    return JSON.parse(text || "{}");
  } catch {
    return {};
  }
}

// @ts-check
/**
 * What all make together, as a phone shows it: the frame with its proposals, the laws below it, what is needed, what is
 * said in looking back, and the agreements. Pure.
 *
 * Exports
 *   togetherOf(state, language)   -> what the page shows of it
 *   lawTextOf(state)              -> all that is typed of a law
 */
import { agreedOf, saidOf } from "./agreed.js";
import { one } from "./canvas_store.js";
import { whenOf } from "./day.js";
import { FRAME, LOOKBACK, labelOf } from "./kinds.js";
import { lying, oldestFirst, onTop, stageNow, stageOf, stagesOf, supportOf } from "./notes.js";
import { findPersonal } from "./personal_data.js";
import { fillIn, myPartner } from "./seat_guide.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./seat_view.js").SeatState} SeatState */
/** @typedef {"nl" | "en"} Language */
/**
 * @typedef {object} SharedNote
 * @property {string} id
 * @property {string} kind
 * @property {string} label what the guide calls this kind, "" for its usual name
 * @property {string} text
 * @property {string} by the partner, or who put their name to it; "" when that is not told
 * @property {boolean} mine
 * @property {number} support how many support it
 * @property {boolean} supported whether I do
 * @property {boolean} below whether it lies in the stack of the note above it
 */

/** @param {SeatState} state */
export function lawTextOf({ law }) {
  return Object.values(law).join("\n");
}

/** @param {SeatState} state @param {Language} language */
export function togetherOf(state, language) {
  const { snapshot } = state;
  const frame = one(snapshot, "frame");
  const said = fillIn(state, language);
  const label = (/** @type {string} */ kind, /** @type {string} */ stage = "") => said(labelOf(one(snapshot, "guide"), kind, stage));
  const needed = neededOf(snapshot, label);
  const now = state.stage || (stageNow(snapshot)?.key ?? "");
  const agreements = agreementsOf(snapshot, language);
  return {
    framed: FRAME.some((kind) => (frame?.[kind] ?? "") !== ""),
    frame: FRAME.map((kind) => ({ kind, label: label(kind), text: frame?.[kind] ?? "" })),
    proposals: sharedOf(snapshot, FRAME, label),
    needed: needed.filter(({ notes }) => notes.length > 0).map(({ key, title, notes }) => ({ key, title: said(title), notes })),
    needed_here: needed.find(({ key }) => key === now)?.notes ?? [],
    needed_name: label("needed", now),
    lookback: sharedOf(snapshot, LOOKBACK, label),
    laws: lawsOf(snapshot),
    law: state.law,
    law_editing: state.lawEditing,
    law_personal: state.lawAsked !== "" && state.lawAsked === lawTextOf(state) ? findPersonal(state.lawAsked) : [],
    agreements,
    my_agreements: agreements.filter(({ mine }) => mine),
    next_meeting: whenOf(one(snapshot, "session")?.next_meeting ?? "", language),
  };
}

/** What is needed, by the stage that asked for it: a guide may ask twice.
 * @param {Snapshot} snapshot @param {(kind: string, stage?: string) => string} label */
function neededOf(snapshot, label) {
  const stages = stagesOf(snapshot);
  return stages
    .filter(({ form }) => form === "needed")
    .map(({ key, title }) => ({ key, title, notes: sharedOf(snapshot, ["needed"], label, (note) => stageOf(stages, note) === key) }));
}

/** The open notes of these kinds that belong, each stack below its uppermost.
 * @param {Snapshot} snapshot @param {readonly string[]} kinds @param {(kind: string, stage?: string) => string} label
 * @param {(note: any) => boolean} [belongs] @returns {SharedNote[]} */
function sharedOf(snapshot, kinds, label, belongs = () => true) {
  const { records, me } = snapshot;
  const support = supportOf(records);
  const stacks = lying(records);
  const ours = new Set(Object.values(records.support ?? {}).filter(({ by }) => by === me).map(({ note }) => note));
  /** @param {[string, any]} entry @param {boolean} below */
  const shown = ([id, note], below) => ({
    id,
    kind: note.kind,
    label: label(note.kind, note.stage),
    text: note.text ?? "",
    by: authorOf(snapshot, note),
    mine: note.author === me,
    support: support.get(id) ?? 0,
    supported: ours.has(id),
    below,
  });
  return kinds.flatMap((kind) =>
    onTop(records, (note) => note.kind === kind && belongs(note)).flatMap((top) => [
      shown(top, false),
      ...(stacks.get(top[0]) ?? []).map((each) => shown(each, true)),
    ]),
  );
}

/** Without a name it says nothing, also not to its author: that is how all others have it.
 * @param {Snapshot} snapshot @param {import("./canvas_store.js").Value} note */
function authorOf({ records }, note) {
  if (note.named === false) return "";
  const seat = records.partner?.[note.partner]?.name ?? "";
  const name = LOOKBACK.includes(note.kind) ? (records.participant?.[note.author]?.name ?? "") : "";
  return name ? `${name} (${seat})` : seat;
}

/** Laws in the order in which they came, with those that are on their way. @param {Snapshot} snapshot */
function lawsOf({ records, me, outbox }) {
  const laws = oldestFirst(/** @type {[string, any][]} */ (Object.entries(records.law ?? {}))).map(([id, { name, allows, asks, author }]) => ({ id, name, allows, asks, mine: author === me, waiting: false }));
  for (const { name: command, args, state } of outbox) {
    if (state === "refused") continue;
    const place = laws.findIndex(({ id }) => id === args.law);
    if (command === "law.remove" && place >= 0) laws.splice(place, 1);
    else if ((command === "law.add" || command === "law.edit") && typeof args.name === "string") {
      const { law: id, name, allows = "", asks = "" } = args;
      laws.splice(place < 0 ? laws.length : place, place < 0 ? 0 : 1, { id, name, allows, asks, mine: true, waiting: state === "waiting" });
    }
  }
  return laws;
}

/** @param {Snapshot} snapshot @param {Language} language */
function agreementsOf(snapshot, language) {
  const { records } = snapshot;
  const my = myPartner(snapshot) ?? "";
  const all = agreedOf(records).map((agreed) => {
    const { id, what, who, means, due } = agreed;
    const said = saidOf(records, agreed, (names) => names.join(", "));
    return { id, what, means, due: whenOf(due, language), mine: who.includes(my), ...said };
  });
  return [...all.filter(({ mine }) => mine), ...all.filter(({ mine }) => !mine)];
}

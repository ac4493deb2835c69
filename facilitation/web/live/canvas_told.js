// @ts-check
/**
 * What a session told, in the order of its guide, as the team reads it afterwards: the same as in the documents
 * (`facilitation/takehome/outline.py`). Pure.
 *
 * Exports
 *   told(snapshot, language) -> Told
 *   NOTHING                  what there is before anything has come in
 */
import { agreedOf, saidOf } from "./agreed.js";
import { whenOf } from "./day.js";
import { circleOf, FRAME, KINDS, labelOf, LOOKBACK } from "./kinds.js";
import { inSight, isTaken, lying, met, oldestFirst, onTop, stageOf, stagesOf, supportOf } from "./notes.js";
import { NO_RADAR, radarOf } from "./radar.js";
import { numbersOf } from "./wheel.js";
import { boardOf } from "./wheel_view.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {{id: string, who: string, text: string}} Below */
/**
 * A note; `number` is "" outside the circle, `who` where it carries no name.
 * @typedef {{id: string, kind: string, name: string, number: string, who: string, text: string, support: number, below: Below[]}} Note
 */
/** A kind by what the guide calls it, "" for its usual name. @typedef {{kind: string, label: string}} Kind */
/** @typedef {{kind: string, label: string, notes: Note[]}} Group */
/** @typedef {{id: string, name: string, groups: Group[], open: number, closed: number}} Partner */
/** @typedef {{id: string, title: string, notes: Note[]}} Asked a stage in which notes were laid side by side */
/** `reply` is "" while there is none. @typedef {{id: string, partner: string, reply: string, willing: boolean, line: string, offer: Note[]}} Answer */
/** @typedef {{id: string, note: Note, answers: Answer[]}} Need */
/** @typedef {{id: string, what: string, does: string, tries: string, unclear: string, no: string, asked: string, means: string, due: string}} Agreement */
/**
 * @typedef {object} Told
 * @property {Kind[]} kinds on the circle
 * @property {Partner[]} partners
 * @property {Record<string, string>} titles what the guide calls its first stage of each form
 * @property {{kind: string, label: string, text: string}[]} frame @property {Note[]} proposals
 * @property {{id: string, name: string, allows: string, asks: string}[]} laws
 * @property {Asked[]} needed
 * @property {Need[]} needs @property {Note[]} unmet @property {Note[]} unused
 * @property {Agreement[]} agreements @property {string} meeting
 * @property {Group[]} lookback @property {import("./radar.js").RadarView} radar @property {number} scored
 * @property {Note[]} aside
 */

/** @type {Told} */
export const NOTHING = {
  kinds: [], partners: [], titles: {}, frame: [], proposals: [], laws: [], needed: [], needs: [], unmet: [], unused: [],
  agreements: [], meeting: "", lookback: [], radar: NO_RADAR, scored: 0, aside: [],
};

const WILLING = ["yes", "try"];

/** @param {Snapshot} snapshot @param {string} language @returns {Told} */
export function told(snapshot, language) {
  const { records } = snapshot;
  const [session] = Object.values(records.session ?? {});
  const tell = teller(snapshot, language);
  return {
    kinds: circleOf(records.guide?.guide ?? null).map((kind) => ({ kind, label: tell.label(kind) })),
    partners: partnersOf(snapshot, tell),
    titles: titlesOf(snapshot, language),
    ...frameOf(records, tell),
    needed: neededOf(snapshot, language, tell),
    ...connectOf(snapshot, tell),
    agreements: agreementsOf(records, language),
    meeting: whenOf(session?.next_meeting ?? "", language),
    lookback: LOOKBACK.map((kind) => tell.group(kind, tell.on([kind]))).filter(({ notes }) => notes.length > 0),
    radar: radarOf(records.radar?.radar, language),
    scored: records.radar?.radar?.shown ?? 0,
    aside: oldestFirst(all(records.note).filter(([id, note]) => note.open && records.placement?.[id]?.aside)).map(([id]) => tell.note(id)),
  };
}

/** @param {Readonly<Record<string, any>> | undefined} table @returns {[string, any][]} */
const all = (table) => Object.entries(table ?? {});

/** Tells notes. @param {Snapshot} snapshot @param {string} language */
function teller({ records }, language) {
  const numbers = numbersOf(boardOf(records));
  const stacks = lying(records);
  const support = supportOf(records);
  /** @param {any} note */
  const whose = (note) => (note.named === false ? "" : (records.partner?.[note.partner]?.name ?? ""));
  /** @param {string} kind @param {string} [stage] */
  const label = (kind, stage) => labelOf(records.guide?.guide ?? null, kind, stage)?.[language] ?? "";
  /** @param {string} id @returns {Note} */
  const note = (id) => {
    const value = records.note?.[id] ?? {};
    const below = (stacks.get(id) ?? []).map(([each, lies]) => ({ id: each, who: whose(lies), text: lies.text ?? "" }));
    const number = String(numbers.get(id) ?? "");
    return { id, kind: value.kind, name: label(value.kind, value.stage), number, who: whose(value), text: value.text ?? "", support: support.get(id) ?? 0, below };
  };
  return {
    note,
    label,
    /** The notes of these kinds that lie on top. @param {string[]} kinds @param {(note: any, id: string) => boolean} [belongs] */
    on: (kinds, belongs = () => true) =>
      onTop(records, (value, id) => kinds.includes(value.kind) && belongs(value, id))
        .sort(([, a], [, b]) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
        .map(([id]) => note(id)),
    /** @param {string} kind @param {Note[]} notes @returns {Group} */
    group: (kind, notes) => ({ kind, label: label(kind), notes }),
  };
}

/** @typedef {ReturnType<typeof teller>} Teller */

/** @param {Snapshot} snapshot @param {Teller} tell @returns {Partner[]} */
function partnersOf({ records }, tell) {
  const { partners, notes, kinds = [] } = boardOf(records);
  const seats = [...partners].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  return seats.map(({ id, name }) => {
    const theirs = notes.filter((note) => note.partner === id);
    const open = theirs.filter((note) => note.open).length;
    const groups = kinds.map((kind) => tell.group(kind, tell.on([kind], (note) => note.partner === id)));
    return { id, name, groups, open, closed: theirs.length - open };
  });
}

/** @param {Snapshot} snapshot @param {string} language @returns {Told["titles"]} */
function titlesOf(snapshot, language) {
  const alias = snapshot.records.subject?.subject?.alias ?? "";
  const stages = [...stagesOf(snapshot)].reverse();
  return Object.fromEntries(stages.map(({ form, title }) => [form, (title?.[language] ?? "").replaceAll("{subject}", () => alias)]));
}

/** @param {Snapshot["records"]} records @param {Teller} tell @returns {Pick<Told, "frame" | "proposals" | "laws">} */
function frameOf(records, tell) {
  const settled = records.frame?.frame ?? {};
  const frame = FRAME.filter((kind) => settled[kind]).map((kind) => ({ kind, label: tell.label(kind), text: settled[kind] }));
  const laws = oldestFirst(all(records.law)).map(([id, { name, allows, asks }]) => ({ id, name, allows, asks }));
  return { frame, laws, proposals: tell.on(FRAME, (note) => !isTaken(settled[note.kind], note.text)) };
}

/** @param {Snapshot} snapshot @param {string} language @param {Teller} tell @returns {Asked[]} */
function neededOf(snapshot, language, tell) {
  const stages = stagesOf(snapshot);
  const alias = snapshot.records.subject?.subject?.alias ?? "";
  return stages
    .filter((stage) => stage.form === "needed")
    .map(({ key, title }) => ({
      id: key,
      title: (title?.[language] ?? "").replaceAll("{subject}", () => alias),
      notes: tell.on(["needed"], (note) => stageOf(stages, note) === key),
    }))
    .filter(({ notes }) => notes.length > 0);
}

/** @param {Snapshot} snapshot @param {Teller} tell @returns {Pick<Told, "needs" | "unmet" | "unused">} */
function connectOf({ records }, tell) {
  const { connecting = false, matches = [] } = boardOf(records);
  const asked = oldestFirst(all(records.match)).filter(([, { need }]) => need && inSight(records, need));
  /** @param {[string, any]} match @returns {Answer} */
  const answer = ([id, { partner, offer, reply, line }]) => ({
    id,
    partner: records.partner?.[partner]?.name ?? "",
    reply: reply ?? "",
    willing: WILLING.includes(reply),
    line,
    offer: offer && inSight(records, offer) ? [tell.note(offer)] : [],
  });
  const needs = [...new Set(asked.map(([, { need }]) => need))]
    .map((id) => ({ id, note: tell.note(id), answers: asked.filter(([, { need }]) => need === id).map(answer) }))
    .sort((a, b) => (Number(a.note.number) || Infinity) - (Number(b.note.number) || Infinity) || (a.id < b.id ? -1 : 1));
  const willing = matches.filter(({ reply }) => reply !== null && WILLING.includes(reply)).flatMap(({ need, offer }) => [need, offer]);
  const matched = new Set([...met(records), ...willing]);
  /** @param {string} kind */
  const loose = (kind) => (connecting ? tell.on([kind], (_, id) => !matched.has(id)) : []);
  return { needs, unmet: loose("need"), unused: loose("offer") };
}

/** @param {Snapshot["records"]} records @param {string} language @returns {Agreement[]} */
function agreementsOf(records, language) {
  return agreedOf(records).map((agreed) => {
    const { id, what, means, due } = agreed;
    return { id, what, means, due: whenOf(due, language), ...saidOf(records, agreed, (names) => names.join(", ")) };
  });
}

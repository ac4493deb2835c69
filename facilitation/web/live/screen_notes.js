// @ts-check
/**
 * Notes as the projector shows them: as cards, alone or on top of a stack. Pure.
 *
 * Exports
 *   cardsOf(records, belongs, ids)   -> Card[]   what is in sight, oldest first; of these `ids` alone, when given
 *   closedOf(records, belongs)       -> string[] the ids of notes that are still closed
 *   frameOf(records, ids)            -> FrameView
 *   neededOf(snapshot, stage, ids)   -> NeededView
 *   lookbackOf(snapshot, stage, ids, language) -> LookbackView
 */
import { FRAME, LOOKBACK } from "./kinds.js";
import { lying, oldestFirst, onTop, proposalsOf, stageOf, stagesOf, supportOf } from "./notes.js";
import { NO_RADAR, radarOf } from "./radar.js";
import { nameOf } from "./screen_control.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {Snapshot["records"]} Records */
/** @typedef {(note: any, id: string) => boolean} Belongs */
/** Which notes stand on the page that is read back; null for all of them. @typedef {readonly string[] | null} Ids */
/** @typedef {{id: string, text: string}} Below */
/**
 * A note; `below` are the similar ones that it lies on, `count` all of its stack, `partner` "" when its author left the
 * name out.
 * @typedef {{id: string, kind: string, text: string, partner: string, support: number, count: number, below: Below[]}} Card
 */
/** What the group says of one of mission, vision and aim: settled, and what was proposed and not taken. @typedef {{kind: string, text: string, proposals: Card[]}} FramePart */
/** @typedef {{id: string, name: string, allows: string, asks: string}} Law */
/** @typedef {{parts: FramePart[], laws: Law[]}} FrameView */
/** `pile` are the first closed notes, face down. @typedef {{open: boolean, closed: number, pile: string[], cards: Card[]}} NeededView */
/**
 * @typedef {object} LookbackView
 * @property {boolean} open @property {number} closed @property {string[]} pile
 * @property {{kind: string, cards: Card[]}[]} columns
 * @property {number} answered how many have scored @property {boolean} shown whether the means may be seen
 * @property {RadarView} radar
 */
/** @typedef {import("./radar.js").RadarView} RadarView */

const PILE = 36;

/** @type {FrameView} */
export const NO_FRAME = { parts: FRAME.map((kind) => ({ kind, text: "", proposals: [] })), laws: [] };
/** @type {NeededView} */
export const NO_NEEDED = { open: false, closed: 0, pile: [], cards: [] };
/** @type {LookbackView} */
export const NO_LOOKBACK = {
  ...{ open: false, closed: 0, pile: [], answered: 0, shown: false, radar: NO_RADAR },
  columns: LOOKBACK.map((kind) => ({ kind, cards: [] })),
};

/** @param {Records} records @param {Belongs} belongs @param {Ids} [ids] @returns {Card[]} */
export function cardsOf(records, belongs, ids = null) {
  const stacks = lying(records);
  const support = supportOf(records);
  return onTop(records, (note, id) => belongs(note, id) && (ids === null || ids.includes(id))).map(([id, note]) => {
    const below = (stacks.get(id) ?? []).map(([each, { text }]) => ({ id: each, text: text ?? "" }));
    const partner = nameOf(records, note.partner);
    return { id, kind: note.kind, text: note.text ?? "", partner, support: support.get(id) ?? 0, count: below.length + 1, below };
  });
}

/** @param {Records} records @param {Belongs} belongs @returns {string[]} */
export function closedOf(records, belongs) {
  return Object.entries(records.note ?? {})
    .filter(([id, note]) => !note.open && !records.placement?.[id]?.aside && belongs(note, id))
    .map(([id]) => id);
}

/** @param {Records} records @param {Ids} ids @returns {FrameView} */
export function frameOf(records, ids) {
  const settled = records.frame?.frame ?? {};
  const others = proposalsOf(records).map(([id]) => id);
  const proposals = cardsOf(records, (_, id) => others.includes(id), ids);
  const laws = oldestFirst(Object.entries(/** @type {Record<string, any>} */ (records.law ?? {})));
  const parts = FRAME.map((kind) => ({
    kind,
    text: settled[kind] ?? "",
    proposals: proposals.filter((note) => note.kind === kind),
  }));
  return {
    parts: ids === null ? parts : parts.filter((part) => part.text || part.proposals.length > 0),
    laws: laws
      .filter(([id]) => ids === null || ids.includes(id))
      .map(([id, { name, allows, asks }]) => ({ id, name, allows, asks })),
  };
}

/** @param {Snapshot} snapshot @param {any} stage @returns {Belongs} */
function inStage(snapshot, stage) {
  const stages = stagesOf(snapshot);
  return (note) => stageOf(stages, note) === stage.key;
}

/** @param {Snapshot} snapshot @param {any} stage @param {Ids} ids @returns {NeededView} */
export function neededOf(snapshot, stage, ids) {
  const { records } = snapshot;
  const belongs = inStage(snapshot, stage);
  /** @param {any} note */
  const needed = (note) => note.kind === "needed" && belongs(note, "");
  const cards = cardsOf(records, needed, ids);
  const closed = closedOf(records, needed);
  const open = cards.length > 0 || (records.board?.board?.open ?? []).includes("needed");
  return { open, closed: closed.length, pile: closed.slice(0, PILE), cards };
}

/** @param {Snapshot} snapshot @param {any} stage @param {Ids} ids @param {"nl" | "en"} language @returns {LookbackView} */
export function lookbackOf(snapshot, stage, ids, language) {
  const { records } = snapshot;
  const belongs = inStage(snapshot, stage);
  /** @param {any} note */
  const said = (note) => LOOKBACK.includes(note.kind) && belongs(note, "");
  const cards = cardsOf(records, said, ids);
  const closed = closedOf(records, said);
  const opened = /** @type {string[]} */ (records.board?.board?.open ?? []);
  const radar = radarOf(records.radar?.radar ?? null, language);
  return {
    open: cards.length > 0 || opened.some((kind) => LOOKBACK.includes(kind)),
    closed: closed.length,
    pile: closed.slice(0, PILE),
    columns: LOOKBACK.map((kind) => ({ kind, cards: cards.filter((card) => card.kind === kind) })),
    answered: records.radar?.radar?.answered ?? 0,
    shown: radar !== NO_RADAR,
    radar,
  };
}

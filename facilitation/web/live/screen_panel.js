// @ts-check
/**
 * What stands beside the wheel: how much there is of each kind, who has the floor and what they wrote. Pure.
 *
 * Exports
 *   panelOf(snapshot, board, language)           -> Panel
 *   readOf(snapshot, board, language, page)      -> Panel  a partner's page of what is read back
 *   wordsOf(snapshot, board, language, numbers)  -> Words[]  all that is open, by partner
 *   countsOf(board, stage, guide, language, told) -> KindCount[]
 *   nextOnFloor(partners, floor) -> the id of the partner who speaks next, or null (as in canvas/rules/floor.py)
 *   inOrder(partners)            the partners in their order around the circle
 */
import { circleOf, kindsOf, labelOf } from "./kinds.js";
import { inSight, oldestFirst, stageNow } from "./notes.js";
import { numbersOf } from "./wheel.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./wheel.js").Board} Board */
/** @typedef {"nl" | "en"} Language */
/** @typedef {{id: string, number: string, text: string}} ShownNote */
/** Notes of one kind; `label` is "" when the kind goes by its usual name. @typedef {{kind: string, label: string, notes: ShownNote[]}} Group */
/** @typedef {{id: string, name: string, groups: Group[]}} Words */
/** @typedef {{kind: string, label: string, question: string, count: number}} KindCount */
/**
 * @typedef {object} Panel
 * @property {"writing" | "open" | "floor" | "heard" | "read"} mode
 * @property {string} id of the partner who has the floor, "" for nobody
 * @property {string} partner their name
 * @property {string} next who comes next, "" when nobody does
 * @property {Group[]} groups of their words
 * @property {number} words how many of them there are
 * @property {number} closed how many notes of the partner with the floor are closed
 */

/** @type {Panel} */
export const NO_PANEL = { mode: "writing", id: "", partner: "", next: "", groups: [], words: 0, closed: 0 };

/** @param {Board["partners"]} partners */
export function inOrder(partners) {
  return [...partners].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/**
 * The first partner not yet heard, clockwise from the one who has the floor.
 *
 * @param {Board["partners"]} partners @param {{partner: string | null, heard: readonly string[]}} floor
 * @returns {string | null}
 */
export function nextOnFloor(partners, floor) {
  const order = inOrder(partners).map((partner) => partner.id);
  const start = floor.partner === null ? 0 : order.indexOf(floor.partner) + 1;
  return [...order.slice(start), ...order.slice(0, start)].find((id) => !floor.heard.includes(id)) ?? null;
}

/**
 * How to get the words of a partner, by kind. A note in a stack has the number of the note on top of it: theirs is the
 * dot on the wheel.
 *
 * @param {Snapshot} snapshot @param {ReadonlyMap<string, number | string>} numbers @param {Language} language
 * @returns {(partner: string, ids?: readonly string[] | null) => Group[]}
 */
function groupsOf({ records }, numbers, language) {
  const guide = records.guide?.guide ?? null;
  /** @param {string} id */
  const number = (id) => numbers.get(records.placement?.[id]?.on ?? id) ?? "";
  const notes = oldestFirst(Object.entries(/** @type {Record<string, any>} */ (records.note ?? {})));
  return (partner, ids = null) => {
    const theirs = notes.filter(([id, note]) => note.partner === partner && inSight(records, id) && (ids === null || ids.includes(id)));
    return circleOf(guide)
      .map((kind) => ({
        kind,
        label: labelOf(guide, kind)?.[language] ?? "",
        notes: theirs
          .filter(([, note]) => note.kind === kind)
          .map(([id, note]) => ({ id, number: String(number(id)), text: note.text ?? "" })),
      }))
      .filter((group) => group.notes.length > 0);
  };
}

/** @param {Group[]} groups */
function countOf(groups) {
  return groups.reduce((sum, group) => sum + group.notes.length, 0);
}

/** @param {Snapshot} snapshot @param {Board} board @param {Language} language @returns {Panel} */
export function panelOf(snapshot, board, language) {
  const { records } = snapshot;
  const floor = /** @type {{partner: string | null, heard: readonly string[]}} */ (records.floor?.floor ?? { partner: null, heard: [] });
  const circle = circleOf(records.guide?.guide ?? null);
  const name = nameIn(board, floor.partner);
  const next = nextOnFloor(board.partners, floor);
  const asked = kindsOf(stageNow(snapshot));
  const opened = (records.board?.board?.open ?? []).some((/** @type {string} */ kind) => asked.includes(kind));
  const groups = name ? groupsOf(snapshot, numbersOf(board), language)(floor.partner ?? "") : [];
  /** @param {any} note */
  const hidden = (note) => note.partner === floor.partner && !note.open && circle.includes(note.kind);
  return {
    mode: name ? "floor" : !opened ? "writing" : next === null ? "heard" : "open",
    id: name ? (floor.partner ?? "") : "",
    partner: name,
    next: nameIn(board, next),
    groups,
    words: countOf(groups),
    closed: board.notes.filter(hidden).length,
  };
}

/** @param {Board} board @param {string | null} id */
function nameIn(board, id) {
  return board.partners.find((partner) => partner.id === id)?.name ?? "";
}

/**
 * @param {Snapshot} snapshot @param {Board} board @param {Language} language
 * @param {import("./reading.js").Page} page
 * @returns {Panel}
 */
export function readOf(snapshot, board, language, page) {
  const id = page.partner ?? "";
  const groups = groupsOf(snapshot, numbersOf(board), language)(id, page.ids);
  return { ...NO_PANEL, mode: "read", id, partner: nameIn(board, id), groups, words: countOf(groups) };
}

/**
 * @param {Snapshot} snapshot @param {Board} board @param {Language} language
 * @param {ReadonlyMap<string, string>} numbers as the wheel shows them, by the note's id
 * @returns {Words[]}
 */
export function wordsOf(snapshot, board, language, numbers) {
  const groups = groupsOf(snapshot, numbers, language);
  return inOrder(board.partners)
    .map(({ id, name }) => ({ id, name, groups: groups(id) }))
    .filter((partner) => partner.groups.length > 0);
}

/**
 * @param {Board} board @param {any} stage at hand, or nothing @param {any} guide @param {Language} language
 * @param {(text: any) => string} told a text of the guide
 * @returns {KindCount[]}
 */
export function countsOf(board, stage, guide, language, told) {
  const asked = stage?.form === "partners" ? kindsOf(stage) : circleOf(guide);
  return asked.map((kind) => ({
    kind,
    label: labelOf(guide, kind)?.[language] ?? "",
    question: told(stage?.questions?.[kind]),
    count: board.notes.filter((note) => note.kind === kind).length,
  }));
}

// @ts-check
/**
 * Reading back at the close, page by page. The facilitator's page and the projector count the pages alike, from the
 * canvas alone: what stands on a page is decided here and not by what happens to fit. Pure.
 *
 * Exports
 *   pagesOf(snapshot)          -> Page[]   what there is to read back, in the order of the guide
 *   placeOf(pages, page)       -> number   the place of the page that is shown (record `page`), -1 for everything
 */
import { CIRCLE, FRAME, kindsOf, LOOKBACK } from "./kinds.js";
import { lying, met, oldestFirst, onTop, proposalsOf, stageOf, stagesOf } from "./notes.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./notes.js").Entry} Entry */

/**
 * @typedef {object} Page
 * @property {string} stage its key
 * @property {string} form
 * @property {string | null} partner whose notes these are, in a stage of the form `partners`
 * @property {number} part from 0
 * @property {number} parts how many pages this stage (or this partner) takes
 * @property {string[]} ids what stands on it: proposals that were not taken and laws, notes on top of their stack, or agreements; in `connect` the needs
 *   that are met, those that are not, and the offers that nobody uses yet
 */

/** A page holds so many lines of so many characters; a note takes at least one. */
const LINES = 12;
const LINE = 70;

/** @typedef {{id: string, texts: string[]}} Item */

/** @param {string} text */
const linesOf = (text) => Math.max(1, Math.ceil(text.length / LINE));

/** @param {Item[]} items @returns {string[][]} the ids by page; one empty page when there are none */
function split(items) {
  /** @type {string[][]} */
  const pages = [[]];
  let full = 0;
  for (const { id, texts } of items) {
    const lines = texts.reduce((sum, text) => sum + linesOf(text), 0);
    if (full > 0 && full + lines > LINES) {
      pages.push([]);
      full = 0;
    }
    pages[pages.length - 1]?.push(id);
    full += lines;
  }
  return pages;
}

/** @param {any} stage @param {Item[]} items @param {string | null} [partner] @returns {Page[]} */
function paged(stage, items, partner = null) {
  return split(items).map((ids, part, all) => ({
    stage: stage.key,
    form: stage.form,
    partner,
    part,
    parts: all.length,
    ids,
  }));
}

/** @param {Snapshot} snapshot */
function reader(snapshot) {
  const { records } = snapshot;
  const stages = stagesOf(snapshot);
  const stacks = lying(records);
  /** @param {Entry} entry @returns {Item} */
  const item = ([id, note]) => ({ id, texts: [note.text ?? "", ...(stacks.get(id) ?? []).map(([, each]) => each.text ?? "")] });
  /** @param {any} stage */
  const notes = (stage) => onTop(records, (note) => kindsOf(stage).includes(note.kind) && stageOf(stages, note) === stage.key);
  return { records, item, notes };
}

/** @param {readonly string[]} kinds @returns {(a: Entry, b: Entry) => number} */
const byKind = (kinds) => ([, a], [, b]) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind);

/** @typedef {ReturnType<typeof reader>} Reader */

/** @param {Entry[]} entries @returns {Map<string, Entry[]>} */
function byPartner(entries) {
  /** @type {Map<string, Entry[]>} */
  const groups = new Map();
  for (const entry of entries) {
    const group = groups.get(entry[1].partner);
    if (group) group.push(entry);
    else groups.set(entry[1].partner, [entry]);
  }
  return groups;
}

/** @param {any} stage @param {Reader} reader @returns {Page[]} */
function partnersPages(stage, { records, item, notes }) {
  const seats = Object.entries(/** @type {Record<string, any>} */ (records.partner ?? {})).sort(
    ([a, one], [b, other]) => one.position - other.position || (a < b ? -1 : 1),
  );
  const written = byPartner(notes(stage).sort(byKind(CIRCLE)));
  return seats.flatMap(([id]) => {
    const theirs = written.get(id) ?? [];
    return theirs.length > 0 ? paged(stage, theirs.map(item), id) : [];
  });
}

/** @param {any} stage @param {Reader} reader @returns {Page[]} */
function connectPages(stage, { records, item }) {
  const willing = met(records);
  const needs = onTop(records, (note) => note.kind === "need");
  const offers = onTop(records, (note, id) => note.kind === "offer" && !willing.has(id));
  const ordered = [...needs.filter(([id]) => willing.has(id)), ...needs.filter(([id]) => !willing.has(id)), ...offers];
  return ordered.length > 0 ? paged(stage, ordered.map(item)) : [];
}

/** @type {Readonly<Record<string, (stage: any, reader: Reader) => Page[]>>} */
const PAGES = Object.freeze({
  person: (stage, { records }) => {
    const { story, question, strengths } = records.subject?.subject ?? {};
    return story || question || strengths ? paged(stage, []) : [];
  },
  frame: (stage, { records, item }) => {
    const laws = oldestFirst(Object.entries(/** @type {Record<string, any>} */ (records.law ?? {})));
    const settled = Object.values(records.frame?.frame ?? {}).some(Boolean);
    const items = [
      ...proposalsOf(records).sort(byKind(FRAME)).map(item),
      ...laws.map(([id, { name, allows, asks }]) => ({ id, texts: [name, allows, asks] })),
    ];
    return settled || items.length > 0 ? paged(stage, items) : [];
  },
  needed: (stage, { item, notes }) => {
    const found = notes(stage);
    return found.length > 0 ? paged(stage, found.map(item)) : [];
  },
  partners: partnersPages,
  connect: connectPages,
  agreements: (stage, { records }) => {
    const found = oldestFirst(Object.entries(/** @type {Record<string, any>} */ (records.agreement ?? {})));
    const [session] = Object.values(records.session ?? {});
    const items = found.map(([id, { what, means }]) => ({ id, texts: [what, means] }));
    return found.length > 0 || session?.next_meeting ? paged(stage, items) : [];
  },
  lookback: (stage, { records, item, notes }) => {
    const found = notes(stage).sort(byKind(LOOKBACK));
    return found.length > 0 || records.radar?.radar?.shown ? paged(stage, found.map(item)) : [];
  },
});

/** @param {Snapshot} snapshot @returns {Page[]} */
export function pagesOf(snapshot) {
  const begun = snapshot.records.board?.board?.begun ?? [];
  const reading = reader(snapshot);
  return stagesOf(snapshot)
    .filter((stage) => begun.includes(stage.key))
    .flatMap((stage) => PAGES[stage.form]?.(stage, reading) ?? []);
}

/**
 * Notes can be changed while they are read back: of a part that is no longer there, the part before it is shown.
 *
 * @param {Page[]} pages @param {any} page the record `page`, if there is one
 */
export function placeOf(pages, page) {
  if (!page?.stage) return -1;
  const whose = pages.map((each) => each.stage === page.stage && each.partner === page.partner);
  const at = pages.findIndex((each, index) => whose[index] && each.part === page.part);
  return at >= 0 ? at : whose.lastIndexOf(true);
}

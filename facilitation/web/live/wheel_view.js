// @ts-check
/**
 * The circle in the form in which the part `wheel` draws it: everything that turns stands at the right (angle 0) or at
 * the top, and is put in its place by a CSS transform. So a turn is a change of transforms alone: the browser moves
 * what is there, numbers stay upright, and no script runs while it does.
 *
 * Exports
 *   createWheelView(now?) -> (board, {facing, id}) -> WheelView; remembers how far the wheel has turned
 *   boardOf(records)    -> Board for wheel.js; the same object while none of its tables change
 *   NO_WHEEL            an empty wheel, for the prerendered page
 */
import { circleOf } from "./kinds.js";
import { RADIUS, readsOutwards, RIM, RIM_MANY, SPOKE_ROOM, wheel } from "./wheel.js";
import { arc } from "./wheel_paths.js";
import { LEAST } from "./wheel_words.js";

/** @typedef {import("./wheel.js").Board} Board */
/** @typedef {import("./wheel.js").Dot} WheelDot */
/** @typedef {import("./wheel.js").NoteKind} NoteKind */
/** @typedef {import("./wheel.js").Sector} Sector */
/** @typedef {Readonly<Record<string, Readonly<Record<string, any>>>>} Records by kind and id */

/** A line between two sectors, by the partner after it. @typedef {{id: string, place: string}} Edge */
/**
 * A name on its arc, or with many partners as a spoke: `arc` is empty then, and it begins or ends at `x`.
 * `key` changes when the name has to be set anew (other words, other way up).
 * @typedef {{key: string, arc: string, x: string, anchor: string, text: string, size: string, bold: boolean, place: string}} Name
 */
/** @typedef {{id: string, path: string}} Arc */
/** @typedef {{key: string, state: string, path: string}} Bow */
/**
 * A note. `number` is empty when the note is closed, or where it could not be read from the back of a room; `size` is
 * its font size in a dot of the usual radius. `loose`: it could still be matched.
 * @typedef {{id: string, kind: string, open: boolean, loose: boolean, number: string, size: string, place: string}} Dot
 */
/**
 * A note of a crowd, by its left upper corner, its width and the font size of its number.
 * @typedef {{id: string, kind: string, open: boolean, loose: boolean, number: string, left: string, top: string, width: string, size: string}} Still
 */
/** @typedef {{key: string, text: string, y: string, size: string, bold: boolean}} Words */
/**
 * The place at the right where the partner with the floor comes to stand; empty paths when nobody has it.
 * @typedef {{partner: string, outline: string, cells: {kind: string, path: string}[]}} Place
 */
/**
 * @typedef {object} WheelView
 * @property {string} id for the ids of its arcs: another one for every wheel on the page
 * @property {boolean} facing whether somebody stands at the right
 * @property {boolean} turning whether it is on its way to somebody else: only then do places change gradually. Notes
 *   that come in put others in their places at once, since ten a second would keep the whole wheel moving.
 * @property {boolean} many whether there are so many partners that their names are spokes
 * @property {string} disc its radius @property {string} rim where the notes end @property {string[]} rings radii between
 * @property {Place} floor
 * @property {Edge[]} edges
 * @property {Bow[]} bows
 * @property {Arc[]} arcs
 * @property {Name[]} names
 * @property {Dot[]} dots
 * @property {Still[]} crowd instead of `dots`, where there are very many
 * @property {Words[]} words
 */

/** A little more than the transition in wheel.css takes. */
const TURN_MS = 1_000;
const UNIT = 19;
/**
 * More notes than this are a crowd: they stand still and go to their new places at once. A browser keeps account of
 * everything that has a transform, for each frame anew; of hundreds that takes most of a frame.
 */
const CROWD = 240;
const CENTRE = (RIM + RADIUS) / 2;
const BASELINE = 0.34;
const HALF = 170;

/** @type {Place} */
const NOWHERE = { partner: "", outline: "", cells: [] };

/** @type {WheelView} */
export const NO_WHEEL = {
  id: "wheel",
  facing: false,
  turning: false,
  many: false,
  disc: "146",
  rim: String(RIM),
  rings: [],
  floor: NOWHERE,
  edges: [],
  bows: [],
  arcs: [],
  names: [],
  dots: [],
  crowd: [],
  words: [],
};

/** @type {{tables: unknown[], board: Board | null}} */
let latest = { tables: [], board: null };

/**
 * What the circle is made of; the same object while none of its tables change.
 *
 * @param {Records} records
 * @returns {Board}
 */
export function boardOf(records) {
  const { subject, partner, note, placement, match, guide, board } = records;
  const tables = [subject, partner, note, placement, match, guide, board];
  if (latest.board === null || tables.some((table, i) => table !== latest.tables[i])) {
    latest = { tables, board: newBoard(records) };
  }
  return latest.board ?? newBoard(records);
}

/** @param {Records} records @returns {Board} */
function newBoard({ subject, partner, note, placement, match, guide, board }) {
  const { alias = "", age = "", question = "" } = subject?.subject ?? {};
  const kinds = /** @type {NoteKind[]} */ (circleOf(guide?.guide ?? null));
  const begun = board?.board?.begun ?? [];
  const stages = /** @type {any[]} */ (guide?.guide?.stages ?? []);
  /** @param {string | null} id */
  const onTop = (id) => (id && placement?.[id]?.on) || id;
  return {
    subject: { alias, age, question },
    partners: rows(partner),
    notes: rows(note).filter(({ id, kind }) => kinds.includes(kind) && !placement?.[id]?.aside && !placement?.[id]?.on),
    kinds,
    matches: rows(match).map((each) => ({ ...each, need: onTop(each.need), offer: onTop(each.offer) })),
    connecting: stages.some((stage) => stage.form === "connect" && begun.includes(stage.key)),
  };
}

/** @param {Readonly<Record<string, any>> | undefined} table @returns {any[]} */
function rows(table) {
  return Object.entries(table ?? {}).map(([id, value]) => ({ ...value, id }));
}

/**
 * @typedef {object} Options
 * @property {string | null} [facing] the partner who has the floor
 * @property {string} [id]
 */

/**
 * @param {() => number} [now] ms
 * @returns {(board: Board, options?: Options) => WheelView}
 */
export function createWheelView(now = () => performance.now()) {
  let turns = 0;
  /** @type {string | null} */
  let faced = null;
  let arrives = -Infinity;
  /** @type {Map<string, number>} */
  let mids = new Map();

  return (board, { facing = null, id = "wheel" } = {}) => {
    const { disc, rim, rings, sectors, bows, dots, lines } = wheel(board, facing);
    turns = turnTo(sectors, mids, turns);
    mids = new Map(sectors.map((sector) => [sector.partner, sector.mid + turns]));
    const names = sectors.map((sector) => nameOf(sector, turns, id));
    const stands = sectors.find((sector) => sector.facing);
    if (facing !== faced) arrives = now() + TURN_MS;
    faced = facing;
    return {
      id,
      facing: stands !== undefined,
      turning: now() < arrives,
      many: rim < RIM,
      disc: two(disc),
      rim: two(rim),
      rings: rings.map(two),
      floor: stands ? floorOf(stands) : NOWHERE,
      bows: bows.map(({ match, state, path }) => ({ key: `${match} ${facing}`, state, path })),
      edges: sectors.length < 2 ? [] : sectors.map((sector) => ({ id: sector.partner, place: rotate(sector.start + turns) })),
      arcs: arcsOf(names, id),
      names,
      dots: dots.length > CROWD ? [] : dots.map((dot) => dotOf(dot, mids.get(dot.partner) ?? 0)),
      crowd: dots.length > CROWD ? dots.map(stillOf) : [],
      words: lines.map((line, i) => ({ key: `${i} ${line.text}`, text: line.text, y: two(line.y), size: two(line.size), bold: line.bold })),
    };
  };
}

/**
 * Whole turns (degrees) to add, so that the wheel goes the short way round from where it stood.
 *
 * @param {Sector[]} sectors @param {Map<string, number>} mids where they stood @param {number} turns
 */
function turnTo(sectors, mids, turns) {
  const guide = sectors.find((sector) => sector.facing && mids.has(sector.partner)) ?? sectors.find((sector) => mids.has(sector.partner));
  if (!guide) return turns;
  return 360 * Math.round(((mids.get(guide.partner) ?? 0) - guide.mid) / 360);
}

/** @param {Sector} sector @param {number} turns @param {string} id @returns {Name} */
function nameOf({ partner, mid, label }, turns, id) {
  const { text, bold } = label;
  const size = String(label.size);
  if (label.spoke) {
    const outwards = readsOutwards(mid);
    const x = RIM_MANY + SPOKE_ROOM;
    const where = outwards ? { x: two(x), anchor: "start" } : { x: two(-x), anchor: "end" };
    const key = `${partner} ${where.anchor} ${size} ${text}`;
    return { key, arc: "", ...where, text, size, bold, place: rotate(mid + turns + (outwards ? 0 : 180)) };
  }
  const below = Math.sin((mid * Math.PI) / 180) > 1e-6;
  const arcId = `${id}-${below ? "below" : "above"}-${size}`;
  const place = rotate(mid + turns + (below ? -90 : 90));
  return { key: `${partner} ${arcId} ${bold} ${text}`, arc: `#${arcId}`, x: "0", anchor: "middle", text, size, bold, place };
}

/** The arcs on which the names stand, each once. @param {Name[]} names @param {string} id @returns {Arc[]} */
function arcsOf(names, id) {
  return [...new Set(names.map((name) => name.arc).filter(Boolean))].map((arcId) => {
    const size = Number(arcId.slice(arcId.lastIndexOf("-") + 1));
    const below = arcId.startsWith(`#${id}-below`);
    const path = below ? arc(CENTRE + BASELINE * size, 90 + HALF, 90 - HALF) : arc(CENTRE - BASELINE * size, -90 - HALF, -90 + HALF);
    return { id: arcId.slice(1), path };
  });
}

/** @param {Sector} sector @returns {Place} */
function floorOf({ partner, path, cells }) {
  return { partner, outline: path, cells: cells.map((cell) => ({ kind: cell.kind, path: cell.path })) };
}

/** @param {WheelDot} dot @param {number} mid of its sector, turned @returns {Dot} */
function dotOf(dot, mid) {
  const angle = (Math.atan2(dot.y, dot.x) * 180) / Math.PI;
  const near = angle + 360 * Math.round((mid - angle) / 360);
  const place = upright(near, Math.hypot(dot.x, dot.y), dot.r / UNIT);
  return { ...said(dot), size: wide((dot.size / dot.r) * UNIT), place };
}

/** @param {WheelDot} dot @returns {Still} */
function stillOf(dot) {
  const { x, y, r, size } = dot;
  return { ...said(dot), left: wide(500 + x - r), top: wide(500 + y - r), width: wide(2 * r), size: wide(size) };
}

/** @param {WheelDot} dot */
function said({ note, kind, open, loose, number, size }) {
  return { id: note, kind, open, loose, number: number === null || size < LEAST ? "" : String(number) };
}

/** At `angle` and `radius`, standing upright. @param {number} angle @param {number} radius @param {number} scale */
function upright(angle, radius, scale) {
  return `rotate(${two(angle)}deg) translate(${wide(radius)}) rotate(${two(-angle)}deg) scale(${two(scale)})`;
}

/** @param {number} angle */
function rotate(angle) {
  return `rotate(${two(angle)}deg)`;
}

/** A length in the drawing, in hundredths of its width. @param {number} units */
function wide(units) {
  return `${Math.round(units * 100) / 1000}cqw`;
}

/** @param {number} value */
function two(value) {
  return String(Math.round(value * 100) / 100);
}

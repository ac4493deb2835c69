// @ts-check
// The circle for the projector: the twin of facilitation/canvas/wheel.py, where every choice is explained.
// tests/canvas/test_wheel_twins.py holds the two together: change one, and the test tells you to change the other.
// Angles are degrees, 0 at the right and clockwise; the plane is a square from -500 to 500.

import { CIRCLE } from "./kinds.js";
import { shorten, width } from "./measure.js";
import { bowsOf } from "./wheel_bows.js";
import { arc, position, radians, ringPath } from "./wheel_paths.js";
import { LEAST, middle } from "./wheel_words.js";

/** @typedef {import("./wheel_bows.js").Bow} Bow */
/** @typedef {import("./wheel_bows.js").Match} Match */
/** @typedef {import("./wheel_bows.js").Spot} Spot */
/** @typedef {import("./wheel_words.js").Line} Line */
/** @typedef {"wish" | "see" | "works" | "offer" | "need"} NoteKind */
/**
 * What the circle is made of: the values of the wire's records, with the id added to partners, notes and matches.
 * Other fields may be there and are left aside; order does not matter. See `boardOf` in wheel_view.js.
 * @typedef {object} Board
 * @property {{alias: string, age: string, question: string}} subject
 * @property {{id: string, name: string, position: number}[]} partners
 * @property {{id: string, partner: string, kind: NoteKind, at: number, open: boolean}[]} notes on the circle: neither
 *   laid aside nor below another
 * @property {NoteKind[]} [kinds] the rings, from the person outwards
 * @property {Match[]} [matches]
 * @property {boolean} [connecting] whether needs and offers are being matched, or have been
 */
/** How the wheel stands: the angle at which the first sector begins, and the width of each.
 * @typedef {{start: number, widths: number[]}} Pose */
/** A name to set in the middle of `path` (textPath, startOffset 50%, text-anchor middle).
 * @typedef {{text: string, path: string, size: number, bold: boolean, spoke: boolean}} Label */
/** @typedef {{kind: NoteKind, inner: number, outer: number, path: string}} Cell */
/**
 * @typedef {object} Sector
 * @property {string} partner @property {string} name @property {number} start @property {number} end
 * @property {number} mid @property {boolean} facing @property {number} rim @property {string} path @property {Cell[]} cells
 * @property {Label} label
 */
/**
 * A note. A closed note has no number. `size` is the font size of the number.
 * @typedef {object} Dot
 * @property {string} note @property {string} partner @property {NoteKind} kind @property {boolean} open
 * @property {number | null} number @property {boolean} loose @property {number} x @property {number} y
 * @property {number} r @property {number} size
 */
/**
 * @typedef {{pose: Pose, disc: number, rim: number, rings: number[], sectors: Sector[], bows: Bow[], dots: Dot[],
 *   lines: Line[]}} Wheel
 */

export const RADIUS = 494;
export const RIM = 450;
export const RIM_MANY = 340;
const MANY = 24;
const DOT = 19;
const DOT_MANY = 8;
const DOT_FACING = 24;
const DOT_LEAST = 0.8;
const SHRINK = 0.93;
const ROOM = 0.3;
const DIGITS = [1.2, 1.2, 0.95];
const DIGITS_MOST = 0.75;
const LABEL = 24;
const LABEL_FACING = 29;
const LABEL_SPOKE = 22;
const LABEL_ROOM = 5;
export const SPOKE_ROOM = 8;
const FACING_WIDER = 30;
const FACING_LEAST = 54;
const FACING_MOST = 120;
/** @type {NoteKind[]} */
const ASKED_UNLESS_SAID = ["wish", "offer", "need"];

/**
 * The circle. The partner `facing` (when there is one) stands at the right; without one the wheel is at rest.
 * `pose` overrides where the sectors stand, for the moments in which the wheel turns: see `between`.
 * @param {Board} board @param {string | null} [facing] @param {Pose | null} [pose] @returns {Wheel}
 */
export function wheel(board, facing = null, pose = null) {
  const seats = seatsOf(board);
  const index = seats.findIndex((seat) => seat.id === facing);
  const stands = pose ?? poseOf(seats.length, index < 0 ? null : index);
  const { kinds = ASKED_UNLESS_SAID, matches = [], subject: { alias, age, question } } = board;
  const { disc, lines } = middle(age ? `${alias} (${age})` : alias, question);
  const rim = seats.length > MANY ? RIM_MANY : RIM;
  let start = stands.start;
  const sectors = seats.map((seat, i) => {
    const wide = stands.widths[i] ?? 0;
    const made = sector(seat.id, seat.name, start, wide, i === index, edgesOf(kinds, disc, i === index ? RIM : rim));
    start += wide;
    return made;
  });
  const { dots, spots } = dotsOf(board, matches, sectors);
  const rings = edgesOf(kinds, disc, rim).slice(1).map(([, inner]) => inner);
  const ends = new Map(sectors.map((of) => [of.partner, { angle: radians(of.mid), away: of.rim, partner: of.partner }]));
  const bows = bowsOf(matches, spots, ends, disc, index < 0 ? null : facing);
  return { pose: stands, disc, rim, rings, sectors, bows, dots, lines };
}

/**
 * The pose of `count` sectors at rest, or with the one at index `facing` at the right and a little wider.
 * @param {number} count @param {number | null} [facing] @returns {Pose}
 */
export function poseOf(count, facing = null) {
  if (count === 0) return { start: -90, widths: [] };
  const equal = 360 / count;
  if (facing === null) return { start: -90 - equal / 2, widths: Array(count).fill(equal) };
  const wide = Math.max(equal, Math.min(Math.max(equal + FACING_WIDER, FACING_LEAST), FACING_MOST));
  const rest = count > 1 ? (360 - wide) / (count - 1) : 0;
  const widths = Array.from({ length: count }, (_, i) => (i === facing ? wide : rest));
  return { start: -wide / 2 - facing * rest, widths };
}

/**
 * The pose on the way from `from` (part 0) to `to` (part 1), turning the short way round. With another number of
 * sectors there is no way between: it is `to`.
 * @param {Pose} from @param {Pose} to @param {number} part @returns {Pose}
 */
export function between(from, to, part) {
  if (part >= 1 || from.widths.length !== to.widths.length) return to;
  const turn = ((((to.start - from.start) % 360) + 540) % 360) - 180;
  const widths = from.widths.map((wide, i) => wide + (to.widths[i] - wide) * part);
  return { start: from.start + turn * part, widths };
}

/** The partners in their order around the circle. @param {Board} board */
function seatsOf(board) {
  return [...board.partners].sort((a, b) => a.position - b.position || order(a.id, b.id));
}

/** @param {string} a @param {string} b */
function order(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Each partner's notes by kind, oldest first.
 * @param {Board} board @returns {Map<string, Board["notes"]>} by `${partner} ${kind}`
 */
function cellsOf(board) {
  /** @type {Map<string, Board["notes"]>} */
  const cells = new Map();
  for (const note of board.notes) {
    const key = `${note.partner} ${note.kind}`;
    const cell = cells.get(key);
    if (cell) cell.push(note);
    else cells.set(key, [note]);
  }
  for (const cell of cells.values()) cell.sort((a, b) => a.at - b.at || order(a.id, b.id));
  return cells;
}

/**
 * The number that links a note's dot to its text: open notes, counted around the circle from 1.
 * @param {Board} board @returns {Map<string, number>} by the note's id
 */
export function numbersOf(board) {
  const cells = cellsOf(board);
  const numbers = new Map();
  for (const seat of seatsOf(board)) {
    for (const kind of CIRCLE) {
      for (const note of cells.get(`${seat.id} ${kind}`) ?? []) if (note.open) numbers.set(note.id, numbers.size + 1);
    }
  }
  return numbers;
}

// --- sectors ---------------------------------------------------------------------------------------------------

/** Each ring with its inner and outer radius, from the person outwards.
 * @param {NoteKind[]} kinds @param {number} disc @param {number} rim @returns {[NoteKind, number, number][]} */
function edgesOf(kinds, disc, rim) {
  const height = (rim - disc) / kinds.length;
  return kinds.map((kind, i) => [kind, disc + i * height, disc + (i + 1) * height]);
}

/** @param {string} partner @param {string} name @param {number} start @param {number} wide @param {boolean} facing
 * @param {[NoteKind, number, number][]} edges @returns {Sector} */
function sector(partner, name, start, wide, facing, edges) {
  const end = start + wide;
  const mid = start + wide / 2;
  const disc = edges[0]?.[1] ?? 0;
  const rim = edges[edges.length - 1]?.[2] ?? RIM;
  return {
    partner,
    name,
    start,
    end,
    mid,
    facing,
    rim,
    path: ringPath(disc, RADIUS, start, end),
    cells: edges.map(([kind, inner, outer]) => ({ kind, inner, outer, path: ringPath(inner, outer, start, end) })),
    label: rim < RIM - 1 ? spoke(name, mid) : label(name, start, wide, facing),
  };
}

/** @param {string} name @param {number} start @param {number} wide @param {boolean} facing @returns {Label} */
function label(name, start, wide, facing) {
  const centre = (RIM + RADIUS) / 2;
  const room = Math.min(radians(wide) * (centre - 0.34 * LABEL), 2700) - 2 * LABEL_ROOM;
  const size = largest(name, facing ? LABEL_FACING : LABEL, room, facing);
  const mid = start + wide / 2;
  const half = Math.min(wide / 2 + 5, 170);
  const path =
    Math.sin(radians(mid)) > 1e-6
      ? arc(centre + 0.34 * size, mid + half, mid - half)
      : arc(centre - 0.34 * size, mid - half, mid + half);
  return { text: shorten(name, (room * 1000) / size, facing), path, size, bold: facing, spoke: false };
}

/** @param {string} name @param {number} mid @returns {Label} */
function spoke(name, mid) {
  const room = RADIUS - RIM_MANY - 2 * SPOKE_ROOM;
  const size = largest(name, LABEL_SPOKE, room, false);
  const text = shorten(name, (room * 1000) / size);
  const near = RIM_MANY + SPOKE_ROOM;
  const far = near + (width(text) * size) / 1000;
  const right = readsOutwards(mid);
  const turn = right ? mid : mid + 180;
  const dx = -0.34 * size * Math.sin(radians(turn));
  const dy = 0.34 * size * Math.cos(radians(turn));
  /** @param {number} away */
  const at = (away) => position(away * Math.cos(radians(mid)) + dx, away * Math.sin(radians(mid)) + dy);
  return { text, path: right ? `M${at(near)} L${at(far)}` : `M${at(far)} L${at(near)}`, size, bold: false, spoke: true };
}

/** Whether a spoke at this angle reads from the middle outwards. @param {number} mid */
export function readsOutwards(mid) {
  return Math.cos(radians(mid)) > -1e-6;
}

/** @param {string} name @param {number} size @param {number} room @param {boolean} bold */
function largest(name, size, room, bold) {
  let fits = size;
  while (fits > LEAST && width(name, bold) * fits > room * 1000) fits -= 1;
  return fits;
}

// --- dots ------------------------------------------------------------------------------------------------------

/** @param {Board} board @param {Match[]} matches @param {Sector[]} sectors
 * @returns {{dots: Dot[], spots: Map<string, Spot>}} */
function dotsOf(board, matches, sectors) {
  const byCell = cellsOf(board);
  const numbers = numbersOf(board);
  const willing = matches.filter((match) => match.reply === "yes" || match.reply === "try");
  const matched = new Set(willing.flatMap((match) => [match.need, match.offer]));
  const fitting = rememberingFit();
  const part = DIGITS[String(numbers.size).length - 1] ?? DIGITS_MOST;
  const cells = sectors.flatMap((of) =>
    of.cells.flatMap((cell) => {
      const notes = byCell.get(`${of.partner} ${cell.kind}`);
      return notes ? [{ of, cell, notes, fit: fitting(notes.length, cell, of) }] : [];
    }),
  );
  const shared = Math.max(cells.reduce((least, cell) => Math.min(least, cell.fit / most(cell.of)), 1), DOT_LEAST);
  /** @type {Map<string, Spot>} */
  const spots = new Map();
  const dots = cells.flatMap(({ of, cell, notes, fit: fits }) => {
    const r = Math.min(fits, shared * most(of));
    const places = placesOf(notes.length, r, cell, of);
    return notes.map((note, i) => {
      const spot = places[i] ?? { angle: 0, away: 0, partner: of.partner };
      spots.set(note.id, spot);
      const { id, partner, kind, open } = note;
      const loose = Boolean(board.connecting) && open && (kind === "need" || kind === "offer") && !matched.has(id);
      const [x, y] = [spot.away * Math.cos(spot.angle), spot.away * Math.sin(spot.angle)];
      return { note: id, partner, kind, open, number: numbers.get(id) ?? null, loose, x, y, r, size: part * r };
    });
  });
  return { dots, spots };
}

/** @param {Sector} of */
function most(of) {
  return of.facing ? DOT_FACING : of.label.spoke ? DOT_MANY : DOT;
}

/** @param {number} count @param {Cell} cell @param {Sector} of */
function fit(count, cell, of) {
  let radius = most(of);
  while (!rowsOf(count, radius, cell, of).length) radius *= SHRINK;
  return radius;
}

/** `fit`, remembering what it found: most sectors are alike. @returns {typeof fit} */
function rememberingFit() {
  /** @type {Map<string, number>} */
  const found = new Map();
  return (count, cell, of) => {
    const key = `${count} ${cell.inner} ${cell.outer} ${of.end - of.start} ${most(of)}`;
    const radius = found.get(key) ?? fit(count, cell, of);
    found.set(key, radius);
    return radius;
  };
}

/** @param {number} count @param {number} radius @param {Cell} cell @param {Sector} of
 * @returns {[number, number][]} radius of the arc and number of dots on it, outermost first */
function rowsOf(count, radius, { inner, outer }, of) {
  const height = outer - inner;
  for (let rows = 1; rows * (2 + ROOM) * radius + ROOM * radius <= height; rows += 1) {
    const arcs = Array.from({ length: rows }, (_, row) => inner + (height * (rows - row - 0.5)) / rows);
    const holds = arcs.map((at) => hold(at, radius, of));
    const room = holds.reduce((sum, held) => sum + held, 0);
    if (room >= count) return share(count, room, arcs, holds);
  }
  return [];
}

/** @param {number} at @param {number} radius @param {Sector} of */
function hold(at, radius, of) {
  const free = freeOn(at, radius, of);
  return free < 0 ? 0 : Math.floor(free / ((2 + ROOM) * radius)) + 1;
}

/** @param {number} at @param {number} radius @param {Sector} of */
function freeOn(at, radius, of) {
  return radians(of.end - of.start) * at - 2.1 * (1 + ROOM) * radius;
}

/** @param {number} count @param {number} room @param {number[]} arcs @param {number[]} holds
 * @returns {[number, number][]} */
function share(count, room, arcs, holds) {
  let left = count;
  return arcs.map((at, i) => {
    const here = room ? Math.ceil((left * holds[i]) / room) : 0;
    left -= here;
    room -= holds[i];
    return [at, here];
  });
}

/** @param {number} count @param {number} radius @param {Cell} cell @param {Sector} of @returns {Spot[]} */
function placesOf(count, radius, cell, of) {
  return rowsOf(count, radius, cell, of).flatMap(([away, here]) => {
    let step = 0;
    if (here > 1) {
      const even = (radians(of.end - of.start) * away) / (here + 1);
      const closest = (2 + ROOM) * radius;
      const widest = freeOn(away, radius, of) / (here - 1);
      step = Math.min(Math.max(even, closest), widest, 6 * radius) / away;
    }
    return Array.from({ length: here }, (_, i) => ({ angle: radians(of.mid) + (i - (here - 1) / 2) * step, away, partner: of.partner }));
  });
}

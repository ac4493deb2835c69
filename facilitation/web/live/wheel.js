// @ts-check
// The circle for the projector: the twin of facilitation/canvas/wheel.py, where every choice is explained.
// tests/canvas/test_wheel_twins.py holds the two together: change one, and the test tells you to change the other.
// Angles are degrees, 0 at the right and clockwise; the plane is a square from -500 to 500.

import { shorten, width, wrap } from "./measure.js";

/** @typedef {"wish" | "offer" | "need"} NoteKind */
/**
 * What the circle is made of: the values of the wire's records, with the id added to partners and notes. Other
 * fields may be there and are left aside; order does not matter.
 * @typedef {object} Board
 * @property {{alias: string, age: string, question: string}} subject
 * @property {{id: string, name: string, position: number}[]} partners
 * @property {{id: string, partner: string, kind: NoteKind, at: number, open: boolean}[]} notes
 */
/** How the wheel stands: the angle at which the first sector begins, and the width of each.
 * @typedef {{start: number, widths: number[]}} Pose */
/** One centred line of text in the middle; `y` is its baseline.
 * @typedef {{text: string, y: number, size: number, bold: boolean}} Line */
/** A name to set in the middle of `path` (textPath, startOffset 50%, text-anchor middle).
 * @typedef {{text: string, path: string, size: number, bold: boolean}} Label */
/** @typedef {{kind: NoteKind, path: string}} Cell */
/**
 * @typedef {object} Sector
 * @property {string} partner @property {string} name @property {number} start @property {number} end
 * @property {number} mid @property {boolean} facing @property {string} path @property {Cell[]} cells
 * @property {Label} label
 */
/**
 * A note. A closed note has no number. `size` is the font size of the number.
 * @typedef {object} Dot
 * @property {string} note @property {string} partner @property {NoteKind} kind @property {boolean} open
 * @property {number | null} number @property {number} x @property {number} y @property {number} r @property {number} size
 */
/** @typedef {{pose: Pose, sectors: Sector[], dots: Dot[], lines: Line[]}} Wheel */

export const RADIUS = 494;
export const RIM = 450;
export const DISC = 146;
const DISC_TEXT = 133;
/** @type {[NoteKind, number, number][]} */
export const RINGS = [
  ["wish", 146, 249],
  ["offer", 249, 350],
  ["need", 350, 450],
];
const DOT = 18;
const DOT_FACING = 24;
const DOT_LEAST = 0.75;
const SHRINK = 0.93;
const ROOM = 0.3;
const LABEL = 24;
const LABEL_FACING = 29;
const LABEL_LEAST = 17;
const LABEL_TINY = 11;
const LABEL_NARROW = 80;
const LABEL_ROOM = 5;

/**
 * The circle. The partner `facing` (when there is one) stands at the right; without one the wheel is at rest.
 * `pose` overrides where the sectors stand, for the moments in which the wheel turns: see `between`.
 * @param {Board} board @param {string | null} [facing] @param {Pose | null} [pose] @returns {Wheel}
 */
export function wheel(board, facing = null, pose = null) {
  const seats = seatsOf(board);
  const index = seats.findIndex((seat) => seat.id === facing);
  const stands = pose ?? poseOf(seats.length, index < 0 ? null : index);
  let start = stands.start;
  const sectors = seats.map((seat, i) => {
    const made = sector(seat.id, seat.name, start, stands.widths[i], i === index);
    start += stands.widths[i];
    return made;
  });
  const { alias, age, question } = board.subject;
  return { pose: stands, sectors, dots: dotsOf(board, sectors), lines: middle(age ? `${alias} (${age})` : alias, question) };
}

/**
 * The pose of `count` sectors at rest, or with the one at index `facing` at the right and a little wider.
 * @param {number} count @param {number | null} [facing] @returns {Pose}
 */
export function poseOf(count, facing = null) {
  if (count === 0) return { start: -90, widths: [] };
  const equal = 360 / count;
  if (facing === null) return { start: -90 - equal / 2, widths: Array(count).fill(equal) };
  const wide = Math.max(equal, Math.min(equal + 30, 120));
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
    for (const [kind] of RINGS) {
      for (const note of cells.get(`${seat.id} ${kind}`) ?? []) if (note.open) numbers.set(note.id, numbers.size + 1);
    }
  }
  return numbers;
}

// --- sectors ---------------------------------------------------------------------------------------------------

/** @param {string} partner @param {string} name @param {number} start @param {number} wide @param {boolean} facing
 * @returns {Sector} */
function sector(partner, name, start, wide, facing) {
  const end = start + wide;
  return {
    partner,
    name,
    start,
    end,
    mid: start + wide / 2,
    facing,
    path: ringPath(DISC, RADIUS, start, end),
    cells: RINGS.map(([kind, inner, outer]) => ({ kind, path: ringPath(inner, outer, start, end) })),
    label: label(name, start, wide, facing),
  };
}

/** @param {string} name @param {number} start @param {number} wide @param {boolean} facing @returns {Label} */
function label(name, start, wide, facing) {
  const centre = (RIM + RADIUS) / 2;
  let size = facing ? LABEL_FACING : LABEL;
  const room = Math.min(radians(wide) * (centre - 0.34 * LABEL), 2700) - 2 * LABEL_ROOM;
  const least = room > LABEL_NARROW ? LABEL_LEAST : LABEL_TINY;
  while (size > least && width(name, facing) * size > room * 1000) size -= 1;
  const mid = start + wide / 2;
  const half = Math.min(wide / 2 + 5, 170);
  const path =
    Math.sin(radians(mid)) > 1e-6
      ? arc(centre + 0.34 * size, mid + half, mid - half)
      : arc(centre - 0.34 * size, mid - half, mid + half);
  return { text: shorten(name, (room * 1000) / size, facing), path, size, bold: facing };
}

/** @param {number} inner @param {number} outer @param {number} start @param {number} end */
function ringPath(inner, outer, start, end) {
  if (end - start > 359.999) return `${arc(outer, start, start + 360)}Z ${arc(inner, start + 360, start)}Z`;
  return `${arc(outer, start, end)} L${arc(inner, end, start).slice(1)}Z`;
}

/** @param {number} radius @param {number} start @param {number} end */
export function arc(radius, start, end) {
  const sweep = end > start ? 1 : 0;
  const stops = Math.abs(end - start) > 179 ? [(start + end) / 2, end] : [end];
  const r = number(radius);
  return `M${point(radius, start)}${stops.map((stop) => ` A${r} ${r} 0 0 ${sweep} ${point(radius, stop)}`).join("")}`;
}

/** @param {number} radius @param {number} angle */
function point(radius, angle) {
  return `${number(radius * Math.cos(radians(angle)))} ${number(radius * Math.sin(radians(angle)))}`;
}

/** `value` with at most two decimals, rounded twice so that a last bit never tips the balance. @param {number} value */
function number(value) {
  const hundredths = Math.floor(Math.floor(value * 1e6 + 0.5) / 1e4 + 0.5);
  return String(hundredths / 100);
}

/** @param {number} degrees */
function radians(degrees) {
  return (degrees * Math.PI) / 180;
}

// --- dots ------------------------------------------------------------------------------------------------------

/** @param {Board} board @param {Sector[]} sectors @returns {Dot[]} */
function dotsOf(board, sectors) {
  const byCell = cellsOf(board);
  const numbers = numbersOf(board);
  const cells = sectors.flatMap((of) =>
    RINGS.map(([kind, inner, outer]) => {
      const notes = byCell.get(`${of.partner} ${kind}`) ?? [];
      return { of, inner, outer, notes, fit: notes.length ? fit(notes.length, inner, outer, of) : most(of) };
    }),
  ).filter((cell) => cell.notes.length > 0);
  const shared = Math.max(cells.reduce((least, cell) => Math.min(least, cell.fit / most(cell.of)), 1), DOT_LEAST);
  return cells.flatMap((cell) => {
    const radius = Math.min(cell.fit, shared * most(cell.of));
    const places = placesOf(cell.notes.length, radius, cell.inner, cell.outer, cell.of);
    return cell.notes.map((note, i) => dot(note, numbers.get(note.id) ?? null, places[i], radius));
  });
}

/** @param {Board["notes"][0]} note @param {number | null} count @param {[number, number]} place @param {number} r
 * @returns {Dot} */
function dot(note, count, [x, y], r) {
  const digits = String(count ?? 0).length;
  const size = r * (digits < 3 ? 1.1 : digits === 3 ? 0.88 : 0.68);
  return { note: note.id, partner: note.partner, kind: note.kind, open: note.open, number: count, x, y, r, size };
}

/** @param {Sector} of */
function most(of) {
  return of.facing ? DOT_FACING : DOT;
}

/** @param {number} count @param {number} inner @param {number} outer @param {Sector} of */
function fit(count, inner, outer, of) {
  let radius = most(of);
  while (!rowsOf(count, radius, inner, outer, of).length) radius *= SHRINK;
  return radius;
}

/** @param {number} count @param {number} radius @param {number} inner @param {number} outer @param {Sector} of
 * @returns {[number, number][]} radius of the arc and number of dots on it, outermost first */
function rowsOf(count, radius, inner, outer, of) {
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

/** @param {number} count @param {number} radius @param {number} inner @param {number} outer @param {Sector} of
 * @returns {[number, number][]} */
function placesOf(count, radius, inner, outer, of) {
  return rowsOf(count, radius, inner, outer, of).flatMap(([at, here]) => {
    let step = 0;
    if (here > 1) {
      const even = (radians(of.end - of.start) * at) / (here + 1);
      const closest = (2 + ROOM) * radius;
      const widest = freeOn(at, radius, of) / (here - 1);
      step = Math.min(Math.max(even, closest), widest, 6 * radius) / at;
    }
    return Array.from({ length: here }, (_, i) => {
      const angle = radians(of.mid) + (i - (here - 1) / 2) * step;
      return /** @type {[number, number]} */ ([at * Math.cos(angle), at * Math.sin(angle)]);
    });
  });
}

// --- the words in the middle -----------------------------------------------------------------------------------

/** @type {[boolean, number, number][]} */
const QUESTION_SIZES = [
  [false, 26, 13],
  [true, 16, 11],
];
const HEADING = 36;
const HEADING_LEAST = 16;
const HEADING_ROOM = 8500;
const HEADING_HEIGHT = 1.3;
const LINE_HEIGHT = 1.3;

/** @type {{heading: string | null, question: string, lines: Line[]}} */
let latest = { heading: null, question: "", lines: [] };

/** The words in the middle; kept, since they change seldom and are asked for in every frame of a turn.
 * @param {string} heading @param {string} question @returns {Line[]} */
function middle(heading, question) {
  if (heading !== latest.heading || question !== latest.question) {
    latest = { heading, question, lines: fitMiddle(heading, question) };
  }
  return latest.lines;
}

/** @param {string} heading @param {string} question @returns {Line[]} */
function fitMiddle(heading, question) {
  const text = question ? `“${question}”` : "";
  for (const [breakWords, largest, least] of QUESTION_SIZES) {
    for (let size = largest; size >= least; size -= 1) {
      for (let count = text ? 1 : 0; count <= mostLines(size); count += 1) {
        const lines = setMiddle(heading, text, size, count, breakWords, false);
        if (lines) return lines;
      }
    }
  }
  const least = QUESTION_SIZES[QUESTION_SIZES.length - 1][2];
  for (let count = mostLines(least); count > 0; count -= 1) {
    const lines = setMiddle(heading, text, least, count, true, true);
    if (lines) return lines;
  }
  return [];
}

/** @param {number} size */
function mostLines(size) {
  return Math.floor((2 * DISC_TEXT) / (size * LINE_HEIGHT));
}

/** @param {string} heading @param {string} text @param {number} size @param {number} count
 * @param {boolean} breakWords @param {boolean} cut @returns {Line[] | null} */
function setMiddle(heading, text, size, count, breakWords, cut) {
  for (let head = Math.min(HEADING, Math.floor(size * 1.6)); head >= HEADING_LEAST; head -= 1) {
    const top = -(head * HEADING_HEIGHT + count * size * LINE_HEIGHT) / 2;
    const room = (roomIn(top + 0.2 * head, top + 1.1 * head) * 1000) / head;
    if (width(heading, true) > room && (head > HEADING_LEAST || room < HEADING_ROOM)) continue;
    const below = top + head * HEADING_HEIGHT;
    const tops = Array.from({ length: count }, (_, i) => below + i * size * LINE_HEIGHT);
    const rooms = tops.map((y) => (roomIn(y + 0.15 * size, y + 1.2 * size) * 1000) / size);
    const lines = wrap(text, rooms, breakWords, cut);
    if (!lines) return null;
    const title = { text: shorten(heading, room, true), y: top + 0.95 * head, size: head, bold: true };
    return [title, ...lines.map((line, i) => ({ text: line, y: tops[i] + 0.98 * size, size, bold: false }))];
  }
  return null;
}

/** @param {number} top @param {number} bottom */
function roomIn(top, bottom) {
  const y = Math.max(Math.abs(top), Math.abs(bottom));
  return 2 * Math.sqrt(Math.max(0, DISC_TEXT * DISC_TEXT - y * y));
}

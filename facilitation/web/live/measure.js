// @ts-check
// How wide a text is, and where it breaks: the twin of facilitation/canvas/measure.py, where the words stand.
// The unit is a thousandth of the font size. tests/canvas/test_wheel_twins.py holds the two together.

import { BOLD, RANGES, REGULAR } from "./font_widths.js";

const UNKNOWN = 650;
const WIDE = 1250;
const JOINER = 0x200d;
const FIRST_EMOJI = 0x1f000;

const ZERO_WIDTH = [
  [0x300, 0x36f],
  [0x591, 0x5bd],
  [0x610, 0x61a],
  [0x64b, 0x65f],
  [0x670, 0x670],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2069],
  [0x20d0, 0x20ff],
  [0xfe00, 0xfe0f],
  [0x1f3fb, 0x1f3ff],
  [0xe0020, 0xe01ef],
];

const WIDE_SIGNS = [
  [0x1100, 0x115f],
  [0x2e80, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe4f],
  [0xff00, 0xff60],
];

const regular = table(REGULAR);
const bold = table(BOLD);

/** @param {string} widths @returns {Map<number, number>} */
function table(widths) {
  const values = widths.split(" ").map(Number);
  const map = new Map();
  let next = 0;
  for (const pair of RANGES.split(" ")) {
    const [first, last] = pair.split("-").map((point) => parseInt(point, 16));
    for (let point = first; point <= last; point += 1) map.set(point, values[next++]);
  }
  return map;
}

/** @param {number} point @param {number[][]} ranges */
function within(point, ranges) {
  return ranges.some(([first, last]) => first <= point && point <= last);
}

/** @param {number} point @param {boolean} isBold */
function signWidth(point, isBold) {
  if (within(point, ZERO_WIDTH)) return 0;
  const known = (isBold ? bold : regular).get(point);
  if (known !== undefined) return known;
  return point >= FIRST_EMOJI || within(point, WIDE_SIGNS) ? WIDE : UNKNOWN;
}

/** The width of `text` on one line. @param {string} text @param {boolean} [isBold] @returns {number} */
export function width(text, isBold = false) {
  let sum = 0;
  for (const char of text) sum += signWidth(/** @type {number} */ (char.codePointAt(0)), isBold);
  return sum;
}

/** `text` in pieces that may not be cut. @param {string} text @returns {string[]} */
export function signs(text) {
  /** @type {string[]} */
  const pieces = [];
  let joined = false;
  for (const char of text) {
    const point = /** @type {number} */ (char.codePointAt(0));
    if (pieces.length && (joined || within(point, ZERO_WIDTH))) pieces[pieces.length - 1] += char;
    else pieces.push(char);
    joined = point === JOINER;
  }
  return pieces;
}

/** `text` at its spaces and line breaks. @param {string} text @returns {string[]} */
export function words(text) {
  return text.split(/[ \n]+/).filter(Boolean);
}

/**
 * `text` when it fits in `room`, else its beginning with "…".
 * @param {string} text @param {number} room @param {boolean} [isBold] @returns {string}
 */
export function shorten(text, room, isBold = false) {
  if (width(text, isBold) <= room) return text;
  let left = room - width("…", isBold);
  let kept = "";
  for (const sign of signs(text)) {
    left -= width(sign, isBold);
    if (left < 0) break;
    kept += sign;
  }
  return `${kept.replace(/ +$/, "")}…`;
}

/**
 * `text` in lines that fit in `rooms`, or null when it does not fit. With `breakWords` a word wider than its line is
 * parted; with `cut` what does not fit ends in "…".
 * @param {string} text @param {number[]} rooms @param {boolean} breakWords @param {boolean} cut
 * @returns {string[] | null}
 */
export function wrap(text, rooms, breakWords, cut) {
  let waiting = words(text);
  if (!cut && width(waiting.join("")) > rooms.reduce((sum, room) => sum + room, 0)) return null;
  /** @type {string[]} */
  const lines = [];
  while (waiting.length && lines.length < rooms.length) {
    const room = rooms[lines.length];
    let line = waiting[0];
    let taken = 1;
    while (taken < waiting.length && width(`${line} ${waiting[taken]}`) <= room) line += ` ${waiting[taken++]}`;
    if (width(line) > room) {
      const head = breakWords ? headOf(line, room) : "";
      if (!head) return null;
      lines.push(head);
      waiting[0] = line.slice(head.length);
    } else {
      lines.push(line);
      waiting = waiting.slice(taken);
    }
  }
  if (waiting.length) {
    if (!cut || !lines.length) return null;
    const last = lines.length - 1;
    lines[last] = shorten(`${lines[last]} ${waiting.join(" ")}`, rooms[last]);
  }
  return lines;
}

/** As much of the beginning of `word` as fits. @param {string} word @param {number} room */
function headOf(word, room) {
  let head = "";
  for (const sign of signs(word)) {
    if (width(head + sign) > room) break;
    head += sign;
  }
  return head;
}

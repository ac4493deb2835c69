// @ts-check
// The words in the middle of the wheel: the twin of facilitation/canvas/wheel_words.py, where every choice is explained.

import { shorten, width, wrap } from "./measure.js";

/** One centred line of text in the middle; `y` is its baseline.
 * @typedef {{text: string, y: number, size: number, bold: boolean}} Line */
/** @typedef {{disc: number, lines: Line[]}} Middle */

/** The smallest font size, in units of the wheel. */
export const LEAST = 18;
const DISCS = [146, 158, 172, 186];
const LARGEST_DISC = 186;
const INSET = 13;
const QUESTION = 26;
const HEADING = 36;
const HEADING_ROOM = 8500;
const HEADING_HEIGHT = 1.3;
const LINE_HEIGHT = 1.3;

/** @type {{heading: string | null, question: string, found: Middle}} */
let latest = { heading: null, question: "", found: { disc: 146, lines: [] } };

/** The radius of the disc, and the lines in it; kept, since they change seldom and are asked for at every note.
 * @param {string} heading @param {string} question @returns {Middle} */
export function middle(heading, question) {
  if (heading !== latest.heading || question !== latest.question) {
    latest = { heading, question, found: fitMiddle(heading, question ? `“${question}”` : "") };
  }
  return latest.found;
}

/** @param {string} heading @param {string} text @returns {Middle} */
function fitMiddle(heading, text) {
  for (const disc of DISCS) {
    for (let size = QUESTION; size >= LEAST; size -= 1) {
      for (let count = text ? 1 : 0; count <= mostLines(disc, size); count += 1) {
        const lines = setLines(disc, heading, text, size, count, false, false);
        if (lines) return { disc, lines };
      }
    }
  }
  for (const disc of DISCS) {
    for (let count = 1; count <= mostLines(disc, LEAST); count += 1) {
      const lines = setLines(disc, heading, text, LEAST, count, true, false);
      if (lines) return { disc, lines };
    }
  }
  for (let count = mostLines(LARGEST_DISC, LEAST); count > 0; count -= 1) {
    const lines = setLines(LARGEST_DISC, heading, text, LEAST, count, true, true);
    if (lines) return { disc: LARGEST_DISC, lines };
  }
  return { disc: LARGEST_DISC, lines: [] };
}

/** @param {number} disc @param {number} size */
function mostLines(disc, size) {
  return Math.floor((2 * (disc - INSET)) / (size * LINE_HEIGHT));
}

/** @param {number} disc @param {string} heading @param {string} text @param {number} size @param {number} count
 * @param {boolean} breakWords @param {boolean} cut @returns {Line[] | null} */
function setLines(disc, heading, text, size, count, breakWords, cut) {
  for (let head = Math.max(LEAST, Math.min(HEADING, Math.floor(size * 1.6))); head >= LEAST; head -= 1) {
    const top = -(head * HEADING_HEIGHT + count * size * LINE_HEIGHT) / 2;
    const room = (roomIn(disc, top + 0.2 * head, top + 1.1 * head) * 1000) / head;
    if (width(heading, true) > room && (head > LEAST || room < HEADING_ROOM)) continue;
    const below = top + head * HEADING_HEIGHT;
    const tops = Array.from({ length: count }, (_, i) => below + i * size * LINE_HEIGHT);
    const rooms = tops.map((y) => (roomIn(disc, y + 0.15 * size, y + 1.2 * size) * 1000) / size);
    const lines = wrap(text, rooms, breakWords, cut);
    if (!lines) return null;
    const title = { text: shorten(heading, room, true), y: top + 0.95 * head, size: head, bold: true };
    return [title, ...lines.map((line, i) => ({ text: line, y: (tops[i] ?? 0) + 0.98 * size, size, bold: false }))];
  }
  return null;
}

/** @param {number} disc @param {number} top @param {number} bottom */
function roomIn(disc, top, bottom) {
  const y = Math.max(Math.abs(top), Math.abs(bottom));
  const radius = disc - INSET;
  return 2 * Math.sqrt(Math.max(0, radius * radius - y * y));
}

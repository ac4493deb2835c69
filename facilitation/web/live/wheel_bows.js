// @ts-check
// Matches as bows: the twin of facilitation/canvas/wheel_bows.py, where every choice is explained.

import { position } from "./wheel_paths.js";

/** Where a bow begins or ends: the angle in radians, the distance from the middle, and whose sector it is.
 * @typedef {{angle: number, away: number, partner: string}} Spot */
/** A match; `need` and `offer` are the notes on top of their stacks.
 * @typedef {{id: string, partner: string, need: string | null, offer: string | null, reply: string | null, at: number}} Match */
/** @typedef {"faint" | "asked" | "willing"} BowState */
/** @typedef {{match: string, state: BowState, path: string}} Bow */

const TRACK = 8;
const TRACKS = 4;
const APART = 6;
const STEPS = 24;
const DIVES_WITHIN = 2.2;
/** @type {BowState[]} */
const ORDER = ["faint", "asked", "willing"];

/**
 * @param {readonly Match[]} matches @param {Map<string, Spot>} notes @param {Map<string, Spot>} partners
 * @param {number} disc @param {string | null} facing @returns {Bow[]}
 */
export function bowsOf(matches, notes, partners, disc, facing) {
  const sorted = [...matches].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const drawn = sorted.flatMap((match, index) => {
    const start = match.need === null ? undefined : notes.get(match.need);
    const end = match.offer ? notes.get(match.offer) : partners.get(match.partner);
    if (!start || !end || (facing && start.partner !== facing && end.partner !== facing)) return [];
    return [{ match: match.id, state: stateOf(match), path: pathOf(start, end, disc + TRACK + APART * (index % TRACKS)) }];
  });
  return drawn.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}

/** @param {Match} match @returns {BowState} */
function stateOf({ reply }) {
  if (reply === null) return "asked";
  return reply === "yes" || reply === "try" ? "willing" : "faint";
}

/** @param {Spot} start @param {Spot} end @param {number} track */
function pathOf(start, end, track) {
  let turn = end.angle - start.angle;
  turn -= 2 * Math.PI * Math.floor(turn / (2 * Math.PI) + 0.5);
  const least = Math.min(start.away, end.away);
  const dip = least - (least - track) * Math.min(1, Math.abs(turn) / DIVES_WITHIN);
  const points = Array.from({ length: STEPS + 1 }, (_, step) => {
    const part = step / STEPS;
    const side = 1 - 2 * part;
    const rise = (side > 0 ? start.away : end.away) - dip;
    const away = dip + rise * side * side;
    const angle = start.angle + turn * part;
    return position(away * Math.cos(angle), away * Math.sin(angle));
  });
  return `M${points.join(" L")}`;
}

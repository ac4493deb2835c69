// @ts-check
/**
 * The four values of all together, in the form in which the part `radar` draws them: around the person, who stays in the
 * middle. In a square from -500 to 500 a score stands on its axis, 1 nearest to the middle and 5 farthest. Pure.
 *
 * Exports
 *   radarOf(radar, language)  -> RadarView; NO_RADAR until at least four have scored and the facilitator showed it
 *   radiusOf(score)           -> how far from the middle a score stands
 *   NO_RADAR
 */

/** A value on its axis: its mean as people here write it, and where its point stands.
 * @typedef {{value: string, score: string, x: string, y: string}} Spoke */
/** @typedef {{shape: string, spokes: Spoke[]}} RadarView */

const LEAST = 4;
const VALUES = /** @type {const} */ (["safety", "transparency", "coherence", "connection"]);
/** Where each value points to: to the four corners, where its name has room. */
const AXES = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
];
const INNER = 215;
const STEP = 50;

/** @type {RadarView} */
export const NO_RADAR = Object.freeze({ shape: "", spokes: [] });

/** @param {number} score from 1 to 5 */
export function radiusOf(score) {
  return INNER + (score - 1) * STEP;
}

/** @param {any} radar the record, or nothing @param {string} language @returns {RadarView} */
export function radarOf(radar, language) {
  if (!radar || radar.shown < LEAST || VALUES.some((value) => radar[value] === null)) return NO_RADAR;
  const written = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const spokes = VALUES.map((value, place) => {
    const [x = 0, y = 0] = AXES[place] ?? [];
    const radius = radiusOf(radar[value]) * Math.SQRT1_2;
    return { value, score: written.format(radar[value]), x: (radius * x).toFixed(1), y: (radius * y).toFixed(1) };
  });
  return { shape: spokes.map(({ x, y }) => `${x},${y}`).join(" "), spokes };
}

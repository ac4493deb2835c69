// @ts-check
// Points, arcs and rings of the wheel as SVG paths: the twin of facilitation/canvas/wheel_paths.py.
// Angles are degrees, 0 at the right and clockwise.

/** The outline of the part of a ring between two angles.
 * @param {number} inner @param {number} outer @param {number} start @param {number} end */
export function ringPath(inner, outer, start, end) {
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
  return position(radius * Math.cos(radians(angle)), radius * Math.sin(radians(angle)));
}

/** The point at (`x`, `y`), as it stands in a path. @param {number} x @param {number} y */
export function position(x, y) {
  return `${number(x)} ${number(y)}`;
}

/** `value` with at most two decimals, rounded twice so that a last bit never tips the balance. @param {number} value */
function number(value) {
  const hundredths = Math.floor(Math.floor(value * 1e6 + 0.5) / 1e4 + 0.5);
  return String(hundredths / 100);
}

/** @param {number} degrees */
export function radians(degrees) {
  return (degrees * Math.PI) / 180;
}

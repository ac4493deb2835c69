// @ts-check
/**
 * How much of the window the two bars of the facilitator's page take, as `--control-height` and `--bar-height` on the
 * root: both grow with what they tell. The sheets keep what has the keyboard's focus, and the stages, clear of them.
 *
 * Exports
 *   watchEdges()    -> stop watching
 *   bringInto(id)   the beginning of this element comes into view, unless it is there already
 */

const BARS = { ".control": "--control-height", ".lead__bar": "--bar-height" };

/** A heading and the first words below it: less than this of a page is not its beginning. */
const BEGINNING_PX = 160;

/** @param {string} selector */
const barOf = (selector) => document.querySelector(selector);

function measure() {
  for (const [selector, name] of Object.entries(BARS)) {
    const bar = barOf(selector);
    // A bar that scrolls along with the page covers nothing.
    const height = bar && getComputedStyle(bar).position === "sticky" ? bar.getBoundingClientRect().height : 0;
    document.documentElement.style.setProperty(name, `${Math.ceil(height)}px`);
  }
}

/** @returns {() => void} */
export function watchEdges() {
  const sizes = new ResizeObserver(measure);
  /** @type {Set<Element>} */
  const watched = new Set();
  // The bars come with the first canvas, and go where the session does.
  const look = () => {
    for (const bar of Object.keys(BARS).map(barOf)) {
      if (!bar || watched.has(bar)) continue;
      watched.add(bar);
      sizes.observe(bar);
    }
  };
  const page = new MutationObserver(look);
  page.observe(document.body, { childList: true, subtree: true });
  window.addEventListener("resize", measure);
  look();
  return () => {
    page.disconnect();
    sizes.disconnect();
    window.removeEventListener("resize", measure);
    for (const name of Object.values(BARS)) document.documentElement.style.removeProperty(name);
  };
}

/** @param {string} id */
export function bringInto(id) {
  const element = document.getElementById(id);
  if (!element) return;
  const { top } = element.getBoundingClientRect();
  const above = barOf(".control")?.getBoundingClientRect().bottom ?? 0;
  const below = barOf(".lead__bar")?.getBoundingClientRect().top ?? window.innerHeight;
  if (top >= above && top + BEGINNING_PX <= below) return;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
}

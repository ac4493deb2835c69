// @ts-check
/**
 * Words on a wall: as large as they fit, and never cut. An element with `data-fit` holds one child, set in columns as
 * wide and high as the element. First the type shrinks in steps down to the smallest that can be read from the back
 * (`--fit` from 1 to `data-fit`); what still does not fit goes on in pages that turn by themselves, slowly enough to
 * be read aloud. `data-page` says which one is shown ("1 van 3", with the word of `data-of`), for the sheet to show.
 *
 * Exports
 *   keepFitting(root)          fit everything in `root`, now and whenever it changes; answers how to stop
 *   largestThatFits(steps, fits, taken)  the first step that fits, or the last
 *   readingTime(characters)    how long a page stays, ms
 */

const STEPS = 16;
const LEAST_MS = 9_000;
const MS_A_CHARACTER = 62;

/**
 * Text half as large takes a quarter of the room: so one look at the largest says where to begin, and a step or two
 * settle it. Every look costs a layout.
 *
 * @param {readonly number[]} steps from the largest
 * @param {(step: number) => boolean} fits whether it fits at this step
 * @param {() => number} taken how much of the room is taken at the step last tried, 1 for all of it
 */
export function largestThatFits(steps, fits, taken) {
  const last = steps.length - 1;
  if (fits(steps[0] ?? 1)) return steps[0] ?? 1;
  const guess = Math.sqrt(1 / taken());
  let at = steps.findIndex((step) => step <= guess);
  if (at < 0) at = last;
  if (!fits(steps[at] ?? 1)) {
    while (at < last && !fits(steps[(at += 1)] ?? 1));
    return steps[at] ?? 1;
  }
  while (at > 1 && fits(steps[at - 1] ?? 1)) at -= 1;
  return steps[at] ?? 1;
}

/** How many columns the words take, in parts of one. @param {HTMLElement} content */
function roomTaken(content) {
  const room = content.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(content);
  const boxes = range.getClientRects();
  const end = boxes[boxes.length - 1];
  if (!end || room.height === 0) return 1;
  return Math.max(1, Math.floor((end.left - room.left) / room.width) + (end.bottom - room.top) / room.height);
}

/** @param {number} characters */
export function readingTime(characters) {
  return Math.max(LEAST_MS, characters * MS_A_CHARACTER);
}

/**
 * @param {HTMLElement} root
 * @returns {() => void}
 */
export function keepFitting(root) {
  /** @type {Map<HTMLElement, Fitted>} */
  const fitted = new Map();
  /** @type {Set<Fitted>} */
  const waiting = new Set();

  // In the next frame: to measure is to lay out, and this frame has done its share of that already.
  /** @param {Fitted | undefined} each @param {boolean} [anew] */
  function later(each, anew = false) {
    if (!each) return;
    each.anew ||= anew;
    waiting.add(each);
    if (waiting.size === 1) requestAnimationFrame(run);
  }

  function run() {
    const ready = [...waiting];
    waiting.clear();
    ready.forEach((each) => each.fit());
  }

  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) later(fitted.get(/** @type {HTMLElement} */ (target)));
  });

  function look() {
    for (const [element, each] of fitted) {
      if (element.isConnected) continue;
      each.stop();
      resized.unobserve(element);
      fitted.delete(element);
    }
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-fit]"))) {
      if (fitted.has(element)) continue;
      fitted.set(element, new Fitted(element));
      later(fitted.get(element));
      resized.observe(element);
    }
  }

  const changed = new MutationObserver((records) => {
    look();
    const touched = new Set(records.map(({ target }) => closest(target)).filter((element) => element !== null));
    for (const element of touched) later(fitted.get(element));
  });
  changed.observe(root, { childList: true, characterData: true, subtree: true });
  look();
  const whenSet = () => fitted.forEach((each) => later(each, true));
  document.fonts?.addEventListener("loadingdone", whenSet);
  return () => {
    changed.disconnect();
    resized.disconnect();
    document.fonts?.removeEventListener("loadingdone", whenSet);
    fitted.forEach((each) => each.stop());
  };
}

/** @param {Node} node @returns {HTMLElement | null} */
function closest(node) {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest("[data-fit]") ?? null;
}

class Fitted {
  #words = "";
  #room = "";
  /** Whether to measure even the same words in the same room: the letters have changed. */
  anew = false;
  #page = 0;
  #pages = 1;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
  }

  fit() {
    const content = this.element.firstElementChild;
    if (!(content instanceof HTMLElement)) return;
    // Numbers of notes change with every note that comes in, and take the same room: then nothing has to be measured.
    const words = (content.textContent ?? "").replace(/\d+/g, "0");
    const { clientWidth, clientHeight } = this.element;
    const same = words === this.#words && `${clientWidth} ${clientHeight}` === this.#room;
    if (clientHeight === 0 || (same && !this.anew)) return;
    this.anew = false;
    this.#words = words;
    delete this.element.dataset.page;
    this.#room = `${clientWidth} ${clientHeight}`;
    this.#set(content);
    const gap = parseFloat(getComputedStyle(content).columnGap) || 0;
    const stride = content.clientWidth + gap;
    this.#pages = Math.max(1, Math.ceil((content.scrollWidth - 1) / stride));
    this.#show(Math.min(this.#page, this.#pages - 1), content, stride);
  }

  /** Find the size. @param {HTMLElement} content */
  #set(content) {
    const least = Number(this.element.dataset.fit) || 1;
    const steps = Array.from({ length: STEPS }, (_, i) => 1 - ((1 - least) * i) / (STEPS - 1));
    /** @param {number} step */
    const use = (step) => this.element.style.setProperty("--fit", step.toFixed(3));
    const size = largestThatFits(
      steps,
      (step) => {
        use(step);
        return content.scrollWidth <= content.clientWidth + 1;
      },
      () => roomTaken(content),
    );
    use(size);
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /** @param {number} page @param {HTMLElement} content @param {number} stride px from one page to the next */
  #show(page, content, stride) {
    this.#page = page;
    clearTimeout(this.#timer);
    this.element.style.setProperty("--page", `${-page * stride}px`);
    if (this.#pages === 1) {
      delete this.element.dataset.page;
      return;
    }
    this.element.dataset.page = `${page + 1} ${this.element.dataset.of ?? "/"} ${this.#pages}`;
    const time = readingTime((content.textContent ?? "").length / this.#pages);
    this.#timer = setTimeout(() => this.#show((page + 1) % this.#pages, content, stride), time);
  }
}

// @ts-check
/**
 * Words on a wall: as large as they fit, and never cut. An element with `data-fit` holds one child, set in columns as
 * wide and high as the element. First the type shrinks in steps down to the smallest that can be read from the back
 * (`--fit` from 1 to `data-fit`); what still does not fit goes on in pages that turn by themselves, slowly enough to
 * be read aloud. `data-page` says which one is shown ("1 / 3"), for the sheet to show.
 *
 * Exports
 *   keepFitting(root)          fit everything in `root`, now and whenever it changes; answers how to stop
 *   largestThatFits(steps, fits)  the first step that fits, or the last
 *   readingTime(characters)    how long a page stays, ms
 */

const STEPS = 16;
const LEAST_MS = 9_000;
const MS_A_CHARACTER = 62;

/**
 * @param {readonly number[]} steps from the largest
 * @param {(step: number) => boolean} fits
 */
export function largestThatFits(steps, fits) {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(steps[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return steps[low] ?? 1;
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
  // Not at once: what is measured here would be measured again, and the browser calls that a loop.
  const resized = new ResizeObserver((entries) =>
    requestAnimationFrame(() => {
      for (const { target } of entries) fitted.get(/** @type {HTMLElement} */ (target))?.resized();
    }),
  );

  function look() {
    for (const [element, each] of fitted) {
      if (element.isConnected) continue;
      each.stop();
      resized.unobserve(element);
      fitted.delete(element);
    }
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-fit]"))) {
      if (fitted.has(element)) continue;
      const each = new Fitted(element);
      fitted.set(element, each);
      each.fit();
      resized.observe(element);
    }
  }

  const changed = new MutationObserver((records) => {
    look();
    const touched = new Set(records.map(({ target }) => closest(target)).filter((element) => element !== null));
    for (const element of touched) fitted.get(element)?.fit();
  });
  changed.observe(root, { childList: true, characterData: true, subtree: true });
  look();
  const whenSet = () => fitted.forEach((each) => each.fit(true));
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
  #seen = "";
  #room = "";
  #page = 0;
  #pages = 1;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
  }

  resized() {
    const { clientWidth, clientHeight } = this.element;
    if (`${clientWidth} ${clientHeight}` !== this.#room) this.fit(true);
  }

  /** @param {boolean} [anew] measure even if the words are those of the last time */
  fit(anew = false) {
    const content = this.element.firstElementChild;
    if (!(content instanceof HTMLElement)) return;
    // Numbers of notes change with every note that comes in, and take the same room: then nothing has to be measured.
    const seen = (content.textContent ?? "").replace(/\d+/g, "0");
    if (!anew && seen === this.#seen) return;
    delete this.element.dataset.page;
    const { clientWidth, clientHeight } = this.element;
    if (clientHeight === 0) return;
    this.#seen = seen;
    this.#room = `${clientWidth} ${clientHeight}`;
    const least = Number(this.element.dataset.fit) || 1;
    const steps = Array.from({ length: STEPS }, (_, i) => 1 - ((1 - least) * i) / (STEPS - 1));
    const size = largestThatFits(steps, (step) => {
      this.element.style.setProperty("--fit", step.toFixed(3));
      return content.scrollWidth <= content.clientWidth + 1;
    });
    this.element.style.setProperty("--fit", size.toFixed(3));
    const gap = parseFloat(getComputedStyle(content).columnGap) || 0;
    const stride = content.clientWidth + gap;
    this.#pages = Math.max(1, Math.ceil((content.scrollWidth - 1) / stride));
    this.#show(Math.min(this.#page, this.#pages - 1), content, stride);
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
    this.element.dataset.page = `${page + 1} / ${this.#pages}`;
    const time = readingTime((content.textContent ?? "").length / this.#pages);
    this.#timer = setTimeout(() => this.#show((page + 1) % this.#pages, content, stride), time);
  }
}

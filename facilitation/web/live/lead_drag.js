// @ts-check
/**
 * Laying notes together with a mouse or a finger: a note is dragged by its grip onto a similar one. It listens to the
 * whole page, since the notes come and go; with the keyboard the same is done with buttons.
 *
 * Exports
 *   listenDrag(lay)   -> stop listening; `lay(on, note)` when `note` was let go over `on`
 */

const NOTE = "[data-note]";

/** @param {PointerEvent} event @param {Element} dragged @returns {HTMLElement | null} the note of the same list below the pointer */
function under(event, dragged) {
  const found = document.elementFromPoint(event.clientX, event.clientY)?.closest(NOTE);
  const beside = found instanceof HTMLElement && found !== dragged && found.parentElement === dragged.parentElement;
  return beside ? found : null;
}

/**
 * @param {(on: string, note: string) => void} lay
 * @returns {() => void}
 */
export function listenDrag(lay) {
  /** @type {{note: HTMLElement, pointer: number, x: number, y: number, target: HTMLElement | null} | null} */
  let drag = null;

  /** @param {HTMLElement | null} target */
  function aim(target) {
    if (!drag || drag.target === target) return;
    delete drag.target?.dataset.under;
    if (target) target.dataset.under = "";
    drag.target = target;
  }

  function letGo() {
    if (!drag) return;
    aim(null);
    delete drag.note.dataset.dragged;
    drag.note.removeAttribute("style");
    drag = null;
  }

  /** @param {PointerEvent} event */
  function begin(event) {
    const grip = event.target instanceof Element ? event.target.closest("[data-grip]") : null;
    const note = grip?.closest(NOTE);
    if (drag || event.button !== 0 || !(note instanceof HTMLElement)) return;
    event.preventDefault();
    drag = { note, pointer: event.pointerId, x: event.pageX, y: event.pageY, target: null };
    note.dataset.dragged = "";
    move(event);
  }

  /** @param {PointerEvent} event */
  function move(event) {
    if (event.pointerId !== drag?.pointer) return;
    drag.note.style.setProperty("--dragged-x", `${event.pageX - drag.x}px`);
    drag.note.style.setProperty("--dragged-y", `${event.pageY - drag.y}px`);
    aim(under(event, drag.note));
  }

  /** @param {PointerEvent} event */
  function drop(event) {
    if (event.pointerId !== drag?.pointer) return;
    const [on, note] = [drag.target?.dataset.note, drag.note.dataset.note];
    letGo();
    if (on && note) lay(on, note);
  }

  const listeners = /** @type {[string, (event: any) => void][]} */ ([
    ["pointerdown", begin],
    ["pointermove", move],
    ["pointerup", drop],
    ["pointercancel", letGo],
  ]);
  listeners.forEach(([name, hear]) => document.addEventListener(name, hear));
  return () => {
    letGo();
    listeners.forEach(([name, hear]) => document.removeEventListener(name, hear));
  };
}

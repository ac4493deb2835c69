// @ts-check
/**
 * What is being typed, kept at every keystroke per session, participant and field, and back after a reload.
 *
 * Exports
 *   createDrafts(marks, clock)   -> Drafts
 *
 * Under "draft:<session>/<participant>:<field>" in localStorage: {text, at}.
 */

/** @typedef {import("./clock.js").Clock} Clock */
/** @typedef {import("./storage.js").Marks} Marks */

/**
 * @typedef {object} Drafts
 * @property {(owner: string) => void} open take up the drafts of "<session>/<participant>"
 * @property {(field: string) => string} read "" when there is none
 * @property {(field: string, text: string) => void} write an empty text removes the draft
 * @property {(field: string) => Taken} take empty the field at once, while what is on the phone stays until it is known
 *   what became of it
 * @property {(run: () => void) => (() => void)} subscribe
 * @property {() => void} clear remove all drafts of this owner
 * @property {(before: number) => void} forget remove everybody's drafts of before `before`, ms
 */

const PREFIX = "draft:";

/**
 * @typedef {object} Taken
 * @property {() => void} gone it is kept elsewhere now: remove it from the phone
 * @property {() => void} back it was not sent: show it again, unless something else has been typed since
 */

/**
 * @param {Marks} marks
 * @param {Clock} clock
 * @returns {Drafts}
 */
export function createDrafts(marks, clock) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  /** @type {Set<() => void>} */
  const listeners = new Set();
  let owner = "";

  /** @param {string} field */
  const key = (field) => `${PREFIX}${owner}:${field}`;
  const notify = () => [...listeners].forEach((run) => run());

  /** @param {string} field @param {string} text */
  function keep(field, text) {
    if (owner) marks.set(key(field), text === "" ? null : JSON.stringify({ text, at: clock.now() }));
  }

  return {
    open(next) {
      if (next === owner) return;
      const typed = owner === "" ? [...texts] : [];
      texts.clear();
      owner = next;
      for (const stored of marks.keys()) {
        const draft = stored.startsWith(key("")) ? parse(marks.get(stored)) : null;
        if (draft) texts.set(stored.slice(key("").length), draft.text);
      }
      for (const [field, text] of typed) {
        if (text === "") continue;
        texts.set(field, text);
        keep(field, text);
      }
      notify();
    },
    read: (field) => texts.get(field) ?? "",
    write(field, text) {
      texts.set(field, text);
      keep(field, text);
      notify();
    },
    take(field) {
      const text = texts.get(field) ?? "";
      texts.set(field, "");
      notify();
      return {
        gone() {
          if (texts.get(field) === "") keep(field, "");
        },
        back() {
          if (texts.get(field) !== "") return;
          texts.set(field, text);
          notify();
        },
      };
    },
    subscribe(run) {
      listeners.add(run);
      return () => listeners.delete(run);
    },
    clear() {
      for (const field of [...texts.keys()]) keep(field, "");
      texts.clear();
      notify();
    },
    forget(before) {
      for (const stored of marks.keys()) {
        if (!stored.startsWith(PREFIX)) continue;
        const draft = parse(marks.get(stored));
        if (!draft || draft.at < before) marks.set(stored, null);
      }
    },
  };
}

/** @param {string | null} stored @returns {{text: string, at: number} | null} */
function parse(stored) {
  try {
    const draft = JSON.parse(stored ?? "null");
    return typeof draft?.text === "string" && typeof draft.at === "number" ? draft : null;
  } catch {
    return null;
  }
}

// @ts-check
/**
 * My own notes, with what is still on its way laid over what the server has. Pure.
 *
 * Exports
 *   overlay(records, outbox, me)   -> MyNote[], oldest first, those on their way last
 *   mine(snapshot)                 -> the same, of a store's snapshot; the same array while nothing of it changes
 *
 * MyNote: {id, kind, text, at, state, open, edited, before, refused, within, named}
 *   state "phone"    on this phone only, waiting for the line
 *         "kept"     committed, closed: nobody else reads it yet
 *         "open"     committed, everybody reads it
 *         "refused"  not taken; `text` is what was typed, `refused` says why
 */

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./outbox.js").Item} Item */
/** @typedef {{command: string, name: string, code: string, message: string}} Refused `command` is the item's id */

/**
 * @typedef {object} MyNote
 * @property {string} id
 * @property {string} kind one of `kinds.js`
 * @property {string} stage the key of the stage to which it belongs; "" as long as that is not known
 * @property {string} text as its author last typed it
 * @property {number} at ms; by this device's clock while it is on its way, by the server's from then on
 * @property {"phone" | "kept" | "open" | "refused"} state
 * @property {boolean} open whether others can read it, as far as is known here
 * @property {number | null} edited ms
 * @property {string | null} before the text that the server has, when another is on its way or was refused
 * @property {readonly string[]} within who can read it while it is private, oneself among them; empty when it is not
 * @property {boolean} named whether a note of looking back carries its author's name
 * @property {Refused | null} refused also set, with the state as it was, when removing or opening was refused
 */

/**
 * @param {Snapshot["records"]} records
 * @param {readonly Item[]} outbox
 * @param {string | null} me the participant's id
 * @returns {MyNote[]}
 */
export function overlay(records, outbox, me) {
  const notes = kept(records, me);
  for (const item of outbox) {
    const note = notes.get(item.args.note);
    if (item.name === "note.add") add(notes, note, item);
    else if (item.name === "note.edit") edit(notes, note, item);
    else if (item.name === "note.remove" && item.state !== "refused") notes.delete(item.args.note);
    else if (item.name === "note.remove" && note) notes.set(note.id, { ...note, refused: why(item) });
    else if (item.name === "note.open" && note) notes.set(note.id, opened(note, item));
  }
  return [...notes.values()];
}

/** @param {Snapshot["records"]} records @param {string | null} me @returns {Map<string, MyNote>} */
function kept(records, me) {
  const own = Object.entries(records.note ?? {}).filter(([, note]) => me !== null && note.author === me);
  own.sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1));
  return new Map(
    own.map(([id, { kind, stage = "", text, at, open, edited, within = [], named = true }]) => [
      id,
      { id, kind, stage, text: text ?? "", at, open, edited, within, named, state: standing(open), before: null, refused: null },
    ]),
  );
}

/** @param {boolean} open @returns {"open" | "kept"} */
function standing(open) {
  return open ? "open" : "kept";
}

/** @param {Item} item @returns {Refused} */
function why(item) {
  return { command: item.id, name: item.name, code: item.code, message: item.message };
}

/** @param {Item} item @param {boolean} open @returns {Pick<MyNote, "state" | "refused">} */
function progress(item, open) {
  if (item.state === "refused") return { state: "refused", refused: why(item) };
  return { state: item.state === "sent" ? standing(open) : "phone", refused: null };
}

/** A note of which no more is known. @param {string} id @param {string} kind @param {string} text @param {number} at */
function blank(id, kind, text, at) {
  return { id, kind, stage: "", text, at, open: false, edited: null, within: [], named: false, before: null };
}

/** @param {Map<string, MyNote>} notes @param {MyNote | undefined} known @param {Item} item */
function add(notes, known, item) {
  // Already there: the answer was lost on the way, the note was not.
  if (known && item.state !== "refused") return;
  const { note, kind, text, closed, named = false } = item.args;
  const open = item.state === "sent" && !closed;
  const before = known ? known.text : null;
  notes.set(note, { ...blank(note, kind, text, item.at), named, open, before, ...progress(item, open) });
}

/** @param {Map<string, MyNote>} notes @param {MyNote | undefined} known @param {Item} item */
function edit(notes, known, item) {
  const { note, text } = item.args;
  if (!known) {
    // Removed elsewhere, on another phone of the same person: what was typed here still shows.
    const kind = item.args.kind ?? "wish";
    notes.set(note, { ...blank(note, kind, text, item.at), ...progress(item, false) });
    return;
  }
  const { kind = known.kind, named = known.named } = item.args;
  const state = known.state === "phone" && item.state !== "refused" ? "phone" : progress(item, known.open).state;
  const refused = progress(item, known.open).refused;
  const before = known.before ?? (known.state === "phone" ? null : known.text);
  notes.set(note, { ...known, text, kind, named, state, refused, before });
}

/** @param {MyNote} note @param {Item} item @returns {MyNote} */
function opened(note, item) {
  if (item.state === "refused") return { ...note, refused: why(item) };
  return { ...note, open: note.within.length === 0, within: [], state: item.state === "sent" && note.state !== "phone" ? "open" : "phone" };
}

/** @type {{notes: unknown, outbox: unknown, me: unknown, result: readonly MyNote[]}} */
let last = { notes: undefined, outbox: undefined, me: undefined, result: [] };

/**
 * @param {Snapshot} snapshot
 * @returns {readonly MyNote[]}
 */
export function mine({ records, outbox, me }) {
  if (last.notes !== records.note || last.outbox !== outbox || last.me !== me) {
    last = { notes: records.note, outbox, me, result: overlay(records, outbox, me) };
  }
  return last.result;
}

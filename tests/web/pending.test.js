// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY } from "../../facilitation/web/live/canvas_store.js";
import { mine, overlay } from "../../facilitation/web/live/pending.js";

/** @typedef {import("../../facilitation/web/live/outbox.js").Item} Item */

const ME = "participant-1";
let made = 0;

/** @param {string} name @param {Record<string, any>} args @param {Partial<Item>} [more] @returns {Item} */
function item(name, args, more = {}) {
  made += 1;
  return { id: `command-${made}`, owner: "s/p", at: 900, name, args, state: "waiting", seq: null, code: "", message: "", ...more };
}

const REFUSED = /** @type {const} */ ({ state: "refused", code: "session-closed", message: "De sessie is gesloten." });
const record = (more = {}) => ({ partner: "p", author: ME, kind: "wish", text: "words", at: 5, open: false, edited: null, ...more });
/** @param {Record<string, any>} note */
const records = (note) => ({ note });
/** @param {Record<string, any>} note @param {Item[]} outbox */
const shown = (note, outbox) => overlay(records(note), outbox, ME).map(({ id, text, state }) => [id, text, state]);

test("only my own notes are mine, oldest first, those on their way last", () => {
  const table = { b: record({ at: 7 }), a: record({ at: 5, open: true }), x: record({ author: "another", text: null }) };
  const adding = item("note.add", { note: "c", kind: "need", text: "new", closed: true });
  assert.deepEqual(shown(table, [adding]), [["a", "words", "open"], ["b", "words", "kept"], ["c", "new", "phone"]]);
  assert.deepEqual(overlay(records(table), [], null), []);
});

test("a note that is added goes from this phone to kept or open", () => {
  const args = { note: "a", kind: "wish", text: "words", closed: true };
  assert.deepEqual(shown({}, [item("note.add", args)]), [["a", "words", "phone"]]);
  assert.deepEqual(shown({}, [item("note.add", args, { state: "sent", seq: 9 })]), [["a", "words", "kept"]]);
  assert.deepEqual(shown({}, [item("note.add", { ...args, closed: false }, { state: "sent", seq: 9 })]), [["a", "words", "open"]]);
  assert.deepEqual(shown({ a: record() }, [item("note.add", args)]), [["a", "words", "kept"]], "only its answer was lost");
});

test("a refused note keeps its text and says why", () => {
  const adding = item("note.add", { note: "a", kind: "wish", text: "words", closed: true }, REFUSED);
  const [note] = overlay(records({}), [adding], ME);
  assert.deepEqual([note?.state, note?.text, note?.refused?.code, note?.refused?.command], ["refused", "words", "session-closed", adding.id]);
});

test("an edit shows its new words, and knows those that others have", () => {
  const edit = (more = {}) => item("note.edit", { note: "a", text: "better", kind: "need" }, more);
  const [waiting] = overlay(records({ a: record({ open: true }) }), [edit()], ME);
  assert.deepEqual([waiting?.text, waiting?.kind, waiting?.state, waiting?.before], ["better", "need", "phone", "words"]);
  assert.deepEqual(shown({ a: record() }, [edit({ state: "sent", seq: 3 })]), [["a", "better", "kept"]]);
  const [refused] = overlay(records({ a: record() }), [edit(REFUSED)], ME);
  assert.deepEqual([refused?.text, refused?.state, refused?.before], ["better", "refused", "words"]);
  assert.deepEqual(shown({}, [edit(REFUSED)]), [["a", "better", "refused"]], "also when the note is gone");
});

test("an edit of a note that is still on this phone is on this phone", () => {
  const adding = item("note.add", { note: "a", kind: "wish", text: "words", closed: true });
  const [note] = overlay(records({}), [adding, item("note.edit", { note: "a", text: "better" })], ME);
  assert.deepEqual([note?.text, note?.kind, note?.state, note?.before], ["better", "wish", "phone", null]);
});

test("a removed note is gone at once, and back when that was refused", () => {
  assert.deepEqual(shown({ a: record() }, [item("note.remove", { note: "a" })]), []);
  const [note] = overlay(records({ a: record() }), [item("note.remove", { note: "a" }, REFUSED)], ME);
  assert.deepEqual([note?.state, note?.refused?.name], ["kept", "note.remove"]);
});

test("a note that is opened goes over this phone to open", () => {
  const open = (more = {}) => item("note.open", { note: "a" }, more);
  assert.deepEqual(shown({ a: record() }, [open()]), [["a", "words", "phone"]]);
  assert.deepEqual(shown({ a: record() }, [open({ state: "sent", seq: 3 })]), [["a", "words", "open"]]);
  const [note] = overlay(records({ a: record() }), [open(REFUSED)], ME);
  assert.deepEqual([note?.state, note?.open, note?.refused?.name], ["kept", false, "note.open"]);
});

test("my notes are the same array while nothing of them changes", () => {
  const snapshot = { ...EMPTY, me: ME, records: records({ a: record() }) };
  const notes = mine(snapshot);
  assert.equal(mine({ ...snapshot, seq: 9, presence: { people: 2, present: 2, ready: 0 } }), notes);
  assert.notEqual(mine({ ...snapshot, outbox: [item("note.remove", { note: "a" })] }), notes);
});

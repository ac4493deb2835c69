// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY } from "../../facilitation/web/live/canvas_store.js";
import { togetherOf } from "../../facilitation/web/live/seat_together.js";
import { INITIAL } from "../../facilitation/web/live/seat_view.js";
import { writingOf } from "../../facilitation/web/live/seat_writing.js";

const title = (/** @type {string} */ text) => ({ nl: text, en: text });
const STAGES = [
  { key: "needed", form: "needed", title: title("Wat is er nodig") },
  { key: "organised", form: "needed", title: title("Hoe we ons organiseren"), labels: { needed: title("Zo doen we het") } },
];
const note = (/** @type {string} */ stage, /** @type {string} */ text) => ({
  ...{ kind: "needed", stage, text, open: true, at: 1, author: "p", partner: "", named: true },
});

/** @param {string} stage */
function phoneIn(stage) {
  const records = {
    session: { s: { stage } },
    guide: { guide: { stages: STAGES } },
    note: { a: note("needed", "Iemand die belt"), b: note("organised", "Eén team per wijk"), c: note("", "Van vroeger") },
  };
  return togetherOf(/** @type {any} */ ({ snapshot: { ...EMPTY, records, me: "p" }, law: {}, lawEditing: "" }), "nl");
}

test("of two stages that ask what is needed, a phone shows the notes of the one at hand under its own name", () => {
  const first = phoneIn("needed");
  assert.deepEqual(first.needed_here.map(({ text }) => text), ["Iemand die belt", "Van vroeger"]);
  assert.equal(first.needed_name, "");
  const second = phoneIn("organised");
  assert.deepEqual(second.needed_here.map(({ text, label }) => [text, label]), [["Eén team per wijk", "Zo doen we het"]]);
  assert.equal(second.needed_name, "Zo doen we het");
});

test("the board on a phone keeps them apart, under the title of their stage", () => {
  assert.deepEqual(
    phoneIn("close").needed.map(({ title, notes }) => [title, notes.length]),
    [
      ["Wat is er nodig", 2],
      ["Hoe we ons organiseren", 1],
    ],
  );
});

test("one's own notes of an earlier stage that asked the same stand apart, each under its own name", () => {
  const own = { a: note("needed", "Iemand die belt"), b: note("organised", "Eén team per wijk") };
  const outbox = [
    { id: "c", owner: "s/p", at: 5, name: "note.add", args: { note: "d", kind: "needed", text: "Nieuw" }, state: "waiting", seq: null, code: "", message: "" },
  ];
  const records = {
    session: { s: { stage: "organised", status: "live" } },
    guide: { guide: { stages: STAGES } },
    participant: { p: { partner: "a", name: "", joined: 1 } },
    board: { board: { begun: ["needed", "organised"], open: ["needed"] } },
    note: own,
  };
  const snapshot = { ...EMPTY, seq: 9, me: "p", role: "seat", records, outbox };
  const shown = writingOf(/** @type {any} */ ({ ...INITIAL, session: "s", stage: "organised", snapshot }), "nl");
  assert.deepEqual(shown.notes.map(({ text, label }) => [text, label]), [
    ["Nieuw", "Zo doen we het"],
    ["Eén team per wijk", "Zo doen we het"],
  ]);
  assert.deepEqual(shown.notes_before.map(({ text, label }) => [text, label]), [["Iemand die belt", ""]]);
});

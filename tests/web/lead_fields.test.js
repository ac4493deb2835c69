// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY } from "../../facilitation/web/live/canvas_store.js";
import {
  choose,
  fieldState,
  fieldView,
  heard,
  kept,
  recordOf,
  refused,
  sending,
  textOf,
  toSend,
  typed,
} from "../../facilitation/web/live/lead_fields.js";

const NOW = 1_000_000;

/** @param {import("../../facilitation/web/live/lead_fields.js").Draft | null} draft */
function there(draft) {
  assert.ok(draft, "the draft is gone");
  return draft;
}

test("what was typed is sent once, and is kept when it has come in", () => {
  const draft = typed(undefined, "", "Waar woon ik? ");
  assert.equal(fieldState(draft, "", true), "writing");
  assert.equal(toSend(draft, ""), "Waar woon ik? ");
  const away = sending(draft);
  assert.equal(toSend(away, ""), null);
  assert.equal(fieldState(away, "", true), "saving");
  const home = kept(there(heard(away, "Waar woon ik?", NOW)), "Waar woon ik?", NOW);
  assert.equal(fieldState(home, "Waar woon ik?", true), "kept");
  assert.equal(home.text, "Waar woon ik? ", "the space under the cursor stays");
  assert.equal(toSend(home, "Waar woon ik?"), null);
});

test("without a line the words say that they are not kept yet", () => {
  const draft = typed(undefined, "a", "ab");
  assert.equal(fieldState(draft, "a", false), "waiting");
  assert.equal(toSend(draft, "a"), "ab");
});

test("words of somebody else never replace mine that are not kept: both are shown and nothing is sent", () => {
  const draft = there(heard(typed(undefined, "", "mijn"), "hun", NOW));
  assert.equal(fieldState(draft, "hun", true), "conflict");
  assert.deepEqual([draft.text, draft.theirs], ["mijn", "hun"]);
  assert.equal(toSend(draft, "hun"), null);
  assert.equal(toSend(typed(draft, "hun", "mijn!"), "hun"), null, "typing on does not choose");
});

test("mine or theirs: what is chosen is what is kept", () => {
  const draft = there(heard(typed(undefined, "", "mijn"), "hun", NOW));
  const mine = there(choose(draft, "hun", true));
  assert.equal(toSend(mine, "hun"), "mijn");
  assert.equal(choose(draft, "hun", false), null, "theirs is there already");
});

test("words that came in while mine were on their way can be taken back", () => {
  const away = sending(typed(undefined, "", "mijn"));
  const overtaking = there(heard(away, "hun", NOW));
  const home = kept(there(heard(overtaking, "mijn", NOW)), "mijn", NOW);
  assert.equal(fieldState(home, "mijn", true), "conflict");
  const theirs = there(choose(home, "mijn", false));
  assert.equal(toSend(theirs, "mijn"), "hun");
});

test("words that replace mine in the same moment are seen, although mine were kept", () => {
  const away = sending(typed(undefined, "", "mijn"));
  const home = kept(away, "hun", NOW);
  assert.equal(home.theirs, "hun");
  const justKept = kept(there(heard(away, "mijn", NOW)), "mijn", NOW);
  assert.equal(there(heard(justKept, "hun", NOW + 2_000)).theirs, "hun");
});

test("a field that I finished long ago follows the others", () => {
  const home = kept(there(heard(sending(typed(undefined, "", "mijn")), "mijn", NOW)), "mijn", NOW);
  assert.equal(heard(home, "hun", NOW + 60_000), null);
});

test("the same words from both are no quarrel", () => {
  const draft = there(heard(typed(undefined, "", "Waar woon ik?"), "Waar  woon ik?", NOW));
  assert.equal(draft.theirs, null);
});

test("a refusal is said until something else is typed", () => {
  const draft = refused(sending(typed(undefined, "N.", "")), "Hier moet nog iets staan.");
  assert.equal(fieldState(draft, "N.", true), "refused");
  assert.equal(toSend(draft, "N."), null);
  assert.equal(toSend(typed(draft, "N.", "M."), "N."), "M.");
});

test("a field of the frame stands in the record of the frame, one of the person in that of the person", () => {
  const snapshot = {
    ...EMPTY,
    connection: { state: /** @type {const} */ ("connected"), code: "", message: "" },
    records: { subject: { subject: { story: "Ik woon hier." } }, frame: { frame: { aim: "Samen" } } },
  };
  assert.deepEqual(["story", "aim", "vision"].map((name) => textOf(snapshot, name)), ["Ik woon hier.", "Samen", ""]);
  assert.deepEqual(["story", "aim"].map(recordOf), ["subject", "frame"]);
  const aim = fieldView({ snapshot, drafts: { aim: typed(undefined, "Samen", "Samen verder") } }, "aim");
  assert.deepEqual(aim, { value: "Samen verder", state: "writing", theirs: "", message: "" });
  assert.deepEqual(fieldView({ snapshot, drafts: {} }, "story").state, "kept");
});

// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { createDrafts } from "../../facilitation/web/live/drafts.js";
import { createForms, formsView } from "../../facilitation/web/live/lead_forms.js";
import { NO_WORK } from "../../facilitation/web/live/lead_notes.js";
import { memoryMarks } from "../../facilitation/web/live/storage.js";
import { turnedClock } from "./fakes.js";

const LAW = { name: "Jeugdwet", allows: "Hulp.", asks: "" };

/** The forms of the same facilitator, each time as after a reload. */
function desk(marks = memoryMarks(true)) {
  const reload = () => {
    const drafts = createDrafts(marks, turnedClock());
    drafts.open("sessie-1/lead");
    return createForms(() => drafts);
  };
  return { marks, reload };
}

test("what was being written is in hand again after a reload, the last of each form", () => {
  const { reload } = desk();
  const forms = reload();
  forms.type("law", "new", LAW);
  forms.type("wording", "briefje1", { text: "Een" });
  forms.type("wording", "briefje2", { text: "Twee" });
  const after = reload();
  assert.deepEqual(after.restore(), { law: "new", agreement: "", wording: "briefje2", chosen: "briefje2" });
  assert.deepEqual(after.typed()["law:new"], LAW);
  assert.equal(formsView({}, { ...NO_WORK, wording: "briefje1" }, after.typed()).wording, "Een");
});

test("what is saved or left, or is empty again, is kept nowhere", () => {
  const { marks, reload } = desk();
  const forms = reload();
  forms.type("law", "new", LAW);
  forms.type("agreement", "afspraak", { what: "Bellen", means: "", due: "" });
  forms.drop("law", "new");
  assert.deepEqual(reload().restore(), { law: "", agreement: "afspraak", wording: "" });
  forms.type("agreement", "afspraak", { what: " ", means: "", due: "" });
  assert.deepEqual(marks.keys(), []);
});

test("what was about something that is gone goes as well", () => {
  const { reload } = desk();
  const forms = reload();
  forms.type("law", "weg", LAW);
  forms.type("law", "new", LAW);
  forms.type("wording", "briefje1", { text: "Een" });
  forms.tidy({ note: { briefje1: { text: "Eén" } } });
  assert.deepEqual(Object.keys(forms.typed()), ["law:new", "wording:briefje1"]);
});

test("a form begins with what was typed, or with what is kept, or with nothing", () => {
  const records = { law: { wet00001: LAW }, note: { briefje1: { text: "Eén" } }, proposal: { briefje2: { text: "Voorstel" } } };
  const shown = (/** @type {object} */ work, typed = {}) => formsView(records, { ...NO_WORK, ...work }, typed);
  assert.deepEqual(shown({ law: "wet00001" }).law, LAW);
  assert.deepEqual(shown({ law: "new" }).law, { name: "", allows: "", asks: "" });
  assert.equal(shown({ law: "wet00001" }, { "law:wet00001": { ...LAW, name: "Wmo" } }).law["name"], "Wmo");
  assert.deepEqual([shown({ wording: "briefje1" }).wording, shown({ wording: "briefje2" }).wording], ["Eén", "Voorstel"]);
  assert.equal(shown({ wording: "briefje1" }, { "wording:briefje1": { text: "Anders" } }).wording, "Anders");
});

test("what cannot be read is nothing", () => {
  const { marks, reload } = desk();
  marks.set("draft:sessie-1/lead:forms", JSON.stringify({ text: "{", at: 1 }));
  assert.deepEqual(reload().restore(), { law: "", agreement: "", wording: "" });
});

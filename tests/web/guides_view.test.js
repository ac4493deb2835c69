// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  byPlace,
  firstFaulty,
  freeKey,
  moved,
  tidied,
  view,
  written,
} from "../../facilitation/web/live/guides_view.js";

/** @param {string} text */
const both = (text) => ({ nl: text, en: `${text} (en)` });

/** @param {string} key @param {Partial<import("../../facilitation/web/live/guides_view.js").Stage>} [more] */
const stage = (key, more = {}) => ({
  key,
  form: key,
  minutes: 10,
  title: both(key),
  say: both(`Zeg iets over {subject}`),
  ask: both(`Wat vraagt {subject}?`),
  rule: both("Luister."),
  questions: {},
  labels: {},
  ...more,
});

const GUIDE = {
  title: both("Klein"),
  purpose: both("Om te proberen"),
  stages: [
    stage("welcome"),
    stage("partners", {
      questions: { need: both("Wat zoek jij?"), see: both("Wat zie jij, {subject}?") },
      labels: { see: both("Ik zie") },
    }),
    stage("close"),
  ],
};
const LISTED = { name: "mine", title: both("Klein"), purpose: both("Om te proberen"), own: true, stages: 3, minutes: 30 };

/** @param {any} [opened] @param {any} [more] */
const state = (opened, more = {}) => ({
  state: "ready",
  guides: [LISTED],
  opened: opened
    ? { name: "mine", own: true, version: 1, guide: GUIDE, saved: GUIDE, stage: 1, errors: {}, said: "", adding: "", ...opened }
    : null,
  faults: [],
  asked: null,
  busy: false,
  problem: "",
  ...more,
});

test("the list says of each guide what it is for, in the reader's language", () => {
  const [listed] = view(state(), "en").guides;
  assert.equal(listed?.title, "Klein (en)");
  assert.equal(listed?.purpose, "Om te proberen (en)");
  assert.equal(listed?.file, "/api/guides/mine.toml?language=en");
  assert.equal(view(state(), "nl").shows, "list");
});

test("a fault in a file that was read in keeps its line and its stage", () => {
  const faults = [
    { line: 12, stage: 3, field: "say.en", code: "missing-en", message: "Engels ontbreekt." },
    { line: null, stage: null, field: "", code: "too-large", message: "" },
  ];
  assert.deepEqual(
    view(state(null, { faults }), "nl").faults.map((/** @type {any} */ { line, stage }) => [line, stage]),
    [
      [12, 3],
      [0, 0],
    ],
  );
});

test("the phone of the stage at hand shows the questions with the alias filled in, in the order of the circle", () => {
  const { phone } = view(state({}), "nl");
  assert.equal(phone.ask, "Wat vraagt N.?");
  assert.deepEqual(phone.kinds, [
    { kind: "see", label: "Ik zie", question: "Wat zie jij, N.?" },
    { kind: "need", label: "", question: "Wat zoek jij?" },
  ]);
  assert.equal(view(state({}), "en").phone.ask, "Wat vraagt N.? (en)");
  assert.deepEqual(view(state({ stage: 0 }), "nl").phone.kinds, []);
});

test("a stage of the circle offers every kind it could ask for, and names what is wrong with each", () => {
  const shown = view(state({ errors: { "2:questions.see.en": "Te lang.", "2:minutes": "Hele minuten." } }), "nl");
  assert.deepEqual(shown.stage.kinds.map(({ kind }) => kind), ["wish", "see", "works", "offer", "need"]);
  assert.equal(shown.stage.kinds[1]?.errors["question.en"], "Te lang.");
  assert.equal(shown.stage.kinds[1]?.texts["question.nl"], "Wat zie jij, {subject}?");
  assert.equal(shown.stage.errors.minutes, "Hele minuten.");
  assert.deepEqual(shown.stages.map(({ faulty }) => faulty), [false, true, false]);
});

test("what the server finds wrong stands at its place, and the first faulty stage is known", () => {
  const errors = byPlace([
    { line: null, stage: null, field: "title.nl", code: "x", message: "Titel." },
    { line: null, stage: 11, field: "say.nl", code: "x", message: "Elf." },
    { line: null, stage: 2, field: "form", code: "x", message: "Twee." },
    { line: null, stage: 2, field: "form", code: "y", message: "Later." },
  ]);
  assert.deepEqual(errors, { "title.nl": "Titel.", "11:say.nl": "Elf.", "2:form": "Twee." });
  assert.equal(firstFaulty(errors), 2);
  assert.equal(firstFaulty({ "title.nl": "Titel." }), 0);
  const shown = view(state({ errors: byPlace([{ line: null, stage: null, field: "title", code: "x", message: "Beide." }]) }), "nl");
  assert.deepEqual([shown.guide.errors["title.nl"], shown.guide.errors["title.en"]], ["Beide.", "Beide."]);
});

test("a guide is sent without the questions that were left empty and those of another form", () => {
  const guide = written(GUIDE, "title.nl", "Anders");
  const partners = written(written(stage("partners"), "questions.offer.nl", "Wat deel je?"), "questions.wish.en", "  ");
  const sent = tidied({ ...guide, stages: [{ ...partners, minutes: "25" }, { ...partners, form: "welcome" }] });
  assert.deepEqual(sent.stages.map(({ questions }) => questions), [{ offer: { nl: "Wat deel je?", en: "" } }, {}]);
  assert.equal(sent.stages[0]?.minutes, 25);
  assert.equal(sent.title.nl, "Anders");
});

test("minutes that are no number are sent as they were typed, for the server to say so", () => {
  for (const minutes of ["", "tien", "2,5", "-1"]) {
    assert.equal(tidied({ ...GUIDE, stages: [stage("welcome", { minutes })] }).stages[0]?.minutes, minutes);
  }
});

test("writing changes one text and nothing else", () => {
  const changed = written(GUIDE, "purpose.en", "To try");
  assert.deepEqual(changed, { ...GUIDE, purpose: { nl: "Om te proberen", en: "To try" } });
  assert.equal(changed.stages, GUIDE.stages);
  assert.equal(GUIDE.purpose.en, "Om te proberen (en)");
});

test("what was written and put back is not called changed", () => {
  assert.equal(view(state({}), "nl").guide.dirty, false);
  const changed = written(GUIDE, "title.nl", "Anders");
  assert.equal(view(state({ guide: changed }), "nl").guide.dirty, true);
  assert.equal(view(state({ guide: written(changed, "title.nl", "Klein") }), "nl").guide.dirty, false);
  const emptied = { ...GUIDE, stages: [written(GUIDE.stages[0] ?? stage("x"), "labels.wish.nl", ""), ...GUIDE.stages.slice(1)] };
  assert.equal(view(state({ guide: emptied }), "nl").guide.dirty, false);
});

test("a stage moves one place, and not beyond the ends", () => {
  const keys = (/** @type {number} */ from, /** @type {number} */ by) => moved(GUIDE.stages, from, by).map(({ key }) => key);
  assert.deepEqual(keys(0, 1), ["partners", "welcome", "close"]);
  assert.deepEqual(keys(2, -1), ["welcome", "close", "partners"]);
  assert.deepEqual(keys(0, -1), ["welcome", "partners", "close"]);
  assert.deepEqual(keys(2, 1), ["welcome", "partners", "close"]);
});

test("a new stage gets a name that no other has", () => {
  assert.equal(freeKey("needed", GUIDE.stages), "needed");
  assert.equal(freeKey("close", [...GUIDE.stages, stage("close-2")]), "close-3");
});

test("a stage of another form offers the questions of that form", () => {
  const kinds = (/** @type {string} */ form) =>
    view(state({ stage: 0, guide: { ...GUIDE, stages: [stage("welcome", { form })] } }), "nl").stage.kinds.map(({ kind }) => kind);
  assert.deepEqual(kinds("frame"), ["mission", "vision", "aim"]);
  assert.deepEqual(kinds("needed"), ["needed"]);
  assert.deepEqual(kinds("welcome"), []);
  assert.equal(view(state({}), "nl").guide.minutes, 30);
});

test("what the person themself is asked stays with its question, and goes when it is emptied", () => {
  const own = { ask: both("Voor jou"), see: both("Wat zie jij zelf?"), wish: { nl: " ", en: "" } };
  const guide = { ...GUIDE, stages: [GUIDE.stages[0] ?? stage("x"), { ...stage("partners"), own }, stage("close")] };
  assert.deepEqual(tidied(guide).stages.map((each) => Object.keys(each.own ?? {})), [[], ["ask", "see"], []]);
  assert.deepEqual(tidied(guide).stages[1]?.own?.see, both("Wat zie jij zelf?"));
  const errors = { "2:own.ask.en": "Leeg.", "2:own.see.nl": "Te lang." };
  const shown = view(state({ guide, errors }), "nl").stage;
  assert.deepEqual([shown.texts["own.ask.nl"], shown.errors["own.ask.en"]], ["Voor jou", "Leeg."]);
  assert.deepEqual([shown.kinds[1]?.texts["own.nl"], shown.kinds[1]?.errors["own.nl"]], ["Wat zie jij zelf?", "Te lang."]);
  const changed = written(guide, "title.nl", "Anders");
  assert.deepEqual(tidied(changed).stages[1]?.own, tidied(guide).stages[1]?.own);
});

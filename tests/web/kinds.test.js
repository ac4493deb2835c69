// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { CIRCLE, KINDS, circleOf, formOf, kindsOf, labelOf } from "../../facilitation/web/live/kinds.js";

const text = { nl: "x", en: "x" };
const NETWORK = {
  stages: [
    { key: "learn", form: "partners", questions: { works: text, see: text }, labels: { see: { nl: "Elke dag", en: "Every day" } } },
    { key: "share", form: "partners", questions: { offer: text, need: text } },
  ],
};

test("a stage for the circle asks for the kinds that its guide has questions for, in the order of the rings", () => {
  assert.deepEqual(kindsOf(NETWORK.stages[0]), ["see", "works"]);
  assert.deepEqual(kindsOf({ form: "partners", questions: {} }), ["wish", "offer", "need"]);
  assert.deepEqual(circleOf(NETWORK), ["see", "works", "offer", "need"]);
  assert.deepEqual(circleOf(null), ["wish", "offer", "need"]);
});

test("every kind is written in one form of stage, and nothing is written in the others", () => {
  assert.deepEqual(KINDS.map(formOf).filter((form) => form === ""), []);
  assert.deepEqual(CIRCLE.map(formOf), CIRCLE.map(() => "partners"));
  assert.deepEqual(kindsOf({ form: "welcome" }), []);
  assert.equal(formOf("__proto__"), "");
});

test("a guide may call a kind by another name", () => {
  assert.equal(labelOf(NETWORK, "see")?.nl, "Elke dag");
  assert.equal(labelOf(NETWORK, "offer"), undefined);
});

test("of two stages that ask the same, each has its own name for it", () => {
  const guide = { stages: [{ key: "first", form: "needed" }, { key: "second", form: "needed", labels: { needed: { nl: "Zo" } } }] };
  assert.equal(labelOf(guide, "needed", "first"), undefined);
  assert.equal(labelOf(guide, "needed", "second")?.nl, "Zo");
  assert.equal(labelOf(guide, "needed"), undefined);
  assert.equal(labelOf(guide, "needed", "elsewhere"), undefined);
});

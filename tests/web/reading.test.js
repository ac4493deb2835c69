// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY } from "../../facilitation/web/live/canvas_store.js";
import { pagesOf, placeOf } from "../../facilitation/web/live/reading.js";

const FORMS = ["welcome", "person", "frame", "needed", "partners", "connect", "agreements", "lookback", "close"];
const STAGES = FORMS.map((form) => ({ key: `${form}-1`, form }));
const PARTNERS = { school01: { name: "School", position: 1 }, moeder01: { name: "Moeder", position: 0 } };

/** @param {Record<string, any>} records @param {string[]} [begun] */
function at(records, begun = STAGES.map((stage) => stage.key)) {
  return { ...EMPTY, seq: 1, records: { guide: { guide: { stages: STAGES } }, board: { board: { begun, open: [] } }, partner: PARTNERS, ...records } };
}

/** @param {string} kind @param {Record<string, any>} [more] */
const note = (kind, more = {}) => ({ partner: "moeder01", kind, text: kind, at: 1, open: true, stage: "partners-1", ...more });

test("a canvas on which nothing stands has nothing to read back", () => {
  assert.deepEqual(pagesOf(at({})), []);
  assert.deepEqual(pagesOf(EMPTY), []);
});

test("pages stand in the order of the guide, and each partner with open notes has one", () => {
  const pages = pagesOf(
    at({
      subject: { subject: { story: "Ik woon hier.", question: "", strengths: "" } },
      frame: { frame: { mission: "", vision: "", aim: "Samen" } },
      agreement: { afspraak: { what: "Bellen", means: "", at: 1 } },
      note: {
        n1: note("need", { at: 1 }),
        n2: note("wish", { at: 2 }),
        n3: note("offer", { partner: "school01", open: false, text: null }),
        n4: note("needed", { stage: "needed-1" }),
        n5: note("well", { stage: "lookback-1", partner: "" }),
      },
    }),
  );
  assert.deepEqual(
    pages.map(({ form, partner, ids }) => [form, partner, ids]),
    [
      ["person", null, []],
      ["frame", null, []],
      ["needed", null, ["n4"]],
      ["partners", "moeder01", ["n2", "n1"]],
      ["connect", null, ["n1"]],
      ["agreements", null, ["afspraak"]],
      ["lookback", null, ["n5"]],
    ],
  );
});

test("a stage that has not begun is not read back, and what was laid aside is not either", () => {
  const records = { note: { n1: note("needed", { stage: "needed-1" }), n2: note("wish") }, placement: { n2: { aside: true, on: null } } };
  assert.deepEqual(pagesOf(at(records, ["partners-1"])), []);
  assert.deepEqual(pagesOf(at(records)).map(({ form }) => form), ["needed"]);
});

test("the frame is read back with the proposals that were not taken, by their kind, before the laws", () => {
  const records = {
    frame: { frame: { mission: "Samen", vision: "", aim: "" } },
    law: { l1: { name: "Jeugdwet", allows: "", asks: "", at: 1 } },
    note: { n1: note("aim", { at: 1 }), n2: note("mission", { text: "Samen", at: 2 }), n3: note("mission", { at: 3 }) },
  };
  assert.deepEqual(pagesOf(at(records)).map(({ form, ids }) => [form, ids]), [["frame", ["n3", "n1", "l1"]]]);
  assert.deepEqual(pagesOf(at({ note: { n1: note("aim") } })).map(({ ids }) => ids), [["n1"]], "also where nothing was settled");
});

test("met needs come before unmet ones and unused offers after them", () => {
  const records = {
    note: { n1: note("need", { at: 1 }), n2: note("need", { at: 2 }), o1: note("offer"), o2: note("offer") },
    match: { m1: { need: "n2", offer: "o1", reply: "try" }, m2: { need: "n1", offer: null, reply: "no" } },
  };
  assert.deepEqual(pagesOf(at(records)).find(({ form }) => form === "connect")?.ids, ["n2", "n1", "o2"]);
});

test("what does not fit goes on to a next part, a stack as one, and nothing is lost", () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`n${String(n).padStart(2, "0")}`, note("needed", { at: n, stage: "needed-1", text: "x".repeat(200) })]));
  const pages = pagesOf(at({ note: many, placement: { n29: { aside: false, on: "n00" } } }));
  assert.ok(pages.length > 1);
  assert.deepEqual(pages.map(({ part, parts }) => [part, parts]), pages.map((_, index) => [index, pages.length]));
  assert.deepEqual(pages.flatMap(({ ids }) => ids), Object.keys(many).filter((id) => id !== "n29"));
});

test("one note that is longer than a page has a page of its own", () => {
  const long = { n1: note("needed", { stage: "needed-1", text: "x".repeat(2000) }), n2: note("needed", { at: 2, stage: "needed-1" }) };
  assert.deepEqual(pagesOf(at({ note: long })).map(({ ids }) => ids), [["n1"], ["n2"]]);
});

test("the page that is shown is found again after it changed", () => {
  const pages = pagesOf(at({ note: { n1: note("wish"), n2: note("wish", { partner: "school01" }) } }));
  assert.equal(placeOf(pages, null), -1);
  assert.equal(placeOf(pages, { stage: "", partner: null, part: 0 }), -1);
  assert.equal(placeOf(pages, { stage: "partners-1", partner: "school01", part: 0 }), 1);
  assert.equal(placeOf(pages, { stage: "partners-1", partner: "school01", part: 4 }), 1, "the last part there is");
  assert.equal(placeOf(pages, { stage: "partners-1", partner: "vertrokken", part: 0 }), -1);
});

// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY } from "../../facilitation/web/live/canvas_store.js";
import { leftOpen, NOTHING_LEFT } from "../../facilitation/web/live/lead_left.js";

const STAGES = ["welcome", "person", "needed", "partners", "connect", "agreements", "lookback", "close"].map((form) => ({ key: form, form }));
const PARTNERS = { moeder01: { name: "Moeder", position: 0 }, school01: { name: "School", position: 1 }, opa00001: { name: "Opa", position: 2 } };

/** @param {string} kind @param {Record<string, any>} [more] */
const note = (kind, more = {}) => ({ partner: "moeder01", author: "anna0001", kind, text: null, at: 1, open: false, within: [], stage: "", ...more });
/** @param {string} partner @param {Record<string, any>} [more] */
const match = (partner, more = {}) => ({ partner, need: null, offer: null, agreement: null, reply: null, line: "", at: 1, ...more });

/** @param {string} stage @param {Record<string, any>} [records] @param {import("../../facilitation/web/live/lead_forms.js").Typed} [typed] @returns {Partial<import("../../facilitation/web/live/lead_left.js").Left>} what is left, without what is not */
function left(stage, records = {}, typed = {}) {
  const snapshot = {
    ...EMPTY,
    records: {
      session: { "sessie-12": { stage } },
      guide: { guide: { stages: STAGES } },
      board: { board: { begun: STAGES.map(({ key }) => key), open: [] } },
      floor: { floor: { partner: null, heard: [] } },
      partner: PARTNERS,
      ...records,
    },
  };
  return Object.fromEntries(Object.entries(leftOpen(snapshot, "nl", typed)).filter(([, value]) => value));
}

test("where nothing is open there is nothing to ask", () => {
  for (const { key } of STAGES) assert.deepEqual(left(key), {}, key);
  assert.deepEqual(leftOpen({ ...EMPTY, records: {} }, "nl", {}), NOTHING_LEFT);
});

test("closed notes of this stage are left, and not those that are their authors' to open", () => {
  const notes = { n1: note("needed"), n2: note("wish"), n3: note("wish", { within: ["anna0001"] }), n4: note("hard"), n5: note("well", { open: true }) };
  assert.deepEqual(left("needed", { note: notes }), { any: true, notes: 1 });
  assert.deepEqual(left("lookback", { note: notes }), { any: true, notes: 1 });
  assert.deepEqual(left("connect", { note: notes }), {});
  assert.deepEqual(left("partners", { note: notes }), { any: true, notes: 1, unheard: "Moeder" });
});

test("partners who are at the circle and have not had the floor are left, by their names", () => {
  const participant = { anna0001: { partner: "moeder01", name: "", joined: 1 }, bilal001: { partner: "school01", name: "", joined: 2 } };
  assert.deepEqual(left("partners", { participant }), { any: true, unheard: "Moeder, School" });
  assert.deepEqual(left("partners", { participant, floor: { floor: { partner: "school01", heard: ["moeder01", "school01"] } } }), {});
});

test("where all write, partners of whom there is nothing are left, and not those at whom nobody sits", () => {
  const participant = { anna0001: { partner: "moeder01", name: "", joined: 1 }, bilal001: { partner: "school01", name: "", joined: 2 } };
  const written = { n1: note("needed", { open: true }) };
  assert.deepEqual(left("needed", { participant }), { any: true, silent: "Moeder, School" });
  assert.deepEqual(left("needed", { participant, note: written }), { any: true, silent: "School" });
  assert.deepEqual(left("needed", { participant, note: { ...written, n2: note("wish", { partner: "school01", open: true }) } }), { any: true, silent: "School" });
});

test("questions without an answer are left where they were asked, with whose they are", () => {
  const matches = {
    m1: match("school01", { need: "n1", at: 2 }),
    m2: match("opa00001", { need: "n1" }),
    m3: match("school01", { need: "n2", at: 3 }),
    m4: match("moeder01", { need: "n1", reply: "no" }),
    m5: match("moeder01", { agreement: "a1" }),
  };
  assert.deepEqual(left("connect", { match: matches }), { any: true, questions: 3, asked: "Opa, School" });
  assert.deepEqual(left("agreements", { match: matches }), { any: true, questions: 1, asked: "Moeder" });
  assert.deepEqual(left("close", { match: matches }), { any: true, questions: 4, asked: "Opa, Moeder, School" }, "all that is open");
});

test("agreements that are nobody's are left", () => {
  const agreement = { a1: { what: "Bellen", who: [], at: 1 }, a2: { what: "Rijden", who: ["opa00001"], at: 2 } };
  assert.deepEqual(left("agreements", { agreement }), { any: true, nobodys: 1 });
});

test("who said no to an agreement, or does not know yet, is told before going on", () => {
  const agreement = { a1: { what: "Bellen", who: ["opa00001"], at: 1 } };
  /** @param {string} partner @param {string} reply @param {number} at */
  const said = (partner, reply, at) => ({ need: null, agreement: "a1", partner, reply, line: "", at });
  const match = { m1: said("opa00001", "yes", 1), m2: said("school01", "unclear", 2), m3: said("moeder01", "no", 3) };
  assert.deepEqual(left("agreements", { agreement, match }), { any: true, against: "Moeder, School" });
});

test("scores that could be shown and never were are left; of fewer than four nobody forgot them", () => {
  /** @param {number} answered @param {number} shown */
  const scored = (answered, shown) => left("lookback", { radar: { radar: { answered, shown } } });
  assert.deepEqual(scored(4, 0), { any: true, scores: true });
  assert.deepEqual([scored(3, 0), scored(5, 4)], [{}, {}]);
});

test("what stands in a form of this stage and is not saved is left, and what is kept as it stands there is not", () => {
  const records = {
    law: { wet00001: { name: "Jeugdwet", allows: "", asks: "", at: 1 } },
    note: { n1: note("hard", { open: true, text: "Wachten" }) },
    guide: { guide: { stages: [{ key: "frame", form: "frame" }, ...STAGES] } },
  };
  const typed = { "law:new": { name: "Wmo", allows: "", asks: "" }, "agreement:new": { what: "", means: "Fiets", due: "" }, "wording:n1": { text: "Lang wachten" } };
  const found = ["frame", "agreements", "lookback", "connect", "needed"].map((stage) => left(stage, records, typed));
  assert.deepEqual(found, [{ any: true, law: true }, { any: true, agreement: true }, { any: true, wording: true }, { any: true, wording: true }, {}]);
  const same = { "law:wet00001": { name: "Jeugdwet ", allows: "", asks: "" }, "wording:n1": { text: "Wachten" } };
  assert.deepEqual([left("frame", records, same), left("lookback", records, same)], [{}, {}]);
});

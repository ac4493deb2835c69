// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY } from "../../facilitation/web/live/canvas_store.js";
import { NO_RADAR, radarOf, radiusOf } from "../../facilitation/web/live/radar.js";
import { timerShown } from "../../facilitation/web/live/screen_control.js";
import { frameOf, lookbackOf, neededOf } from "../../facilitation/web/live/screen_notes.js";
import { agreementsOf, connectOf, latestOf, NO_ANSWER } from "../../facilitation/web/live/screen_together.js";

const STAGES = [
  { key: "needed", form: "needed" },
  { key: "organised", form: "needed" },
  { key: "lookback", form: "lookback" },
];
const partner = { a: { name: "Moeder", position: 0 }, b: { name: "School", position: 1 } };
const note = (/** @type {any} */ fields) => ({ partner: "a", author: "x", kind: "needed", text: "Rust", at: 1, open: true, stage: "needed", ...fields });

/** @param {Record<string, any>} records */
const snapshot = (records) => /** @type {any} */ ({ ...EMPTY, records: { guide: { guide: { stages: STAGES } }, partner, ...records } });

test("while a stage is closed, how much there is, and nothing of what it says", () => {
  const given = snapshot({ note: { n1: note({ open: false, text: null }), n2: note({ open: false, text: null }) } });
  assert.deepEqual(neededOf(given, STAGES[0], null), { open: false, closed: 2, pile: ["n1", "n2"], cards: [] });
});

test("a stack is one card: the note on top, what lies below it, and how many support it", () => {
  const given = snapshot({
    note: { n1: note({ text: "Boven" }), n2: note({ text: "Onder", at: 2, partner: "b" }), n3: note({ text: "Los", at: 3 }) },
    placement: { n2: { aside: false, on: "n1" } },
    support: { s1: { note: "n1", by: "" }, s2: { note: "n1", by: "" } },
  });
  const { cards } = neededOf(given, STAGES[0], null);
  assert.deepEqual(
    cards.map(({ text, count, support, below }) => [text, count, support, below.map((each) => each.text)]),
    [["Boven", 2, 2, ["Onder"]], ["Los", 1, 0, []]],
  );
});

test("what was laid aside is on no screen, and counts nowhere", () => {
  const aside = { placement: { n1: { aside: true, on: null }, n2: { aside: true, on: null } } };
  const given = snapshot({ note: { n1: note({}), n2: note({ open: false, text: null }) }, ...aside });
  assert.deepEqual(neededOf(given, STAGES[0], null), { open: false, closed: 0, pile: [], cards: [] });
});

test("two stages that ask the same show each their own", () => {
  const given = snapshot({ note: { n1: note({}), n2: note({ stage: "organised", open: false, text: null }) } });
  assert.equal(neededOf(given, STAGES[0], null).cards.length, 1);
  assert.deepEqual([neededOf(given, STAGES[1], null).open, neededOf(given, STAGES[1], null).closed], [false, 1]);
});

test("what was proposed stays below what the group settled, but for what was taken into it", () => {
  const texts = { n1: "Samen", n2: "Niemand alleen", n3: "Met", n4: "Samen\nMet elkaar" };
  const notes = Object.fromEntries(Object.entries(texts).map(([id, text], at) => [id, note({ kind: "mission", text, at })]));
  const records = { note: { ...notes, n5: note({ kind: "aim", text: "Elke week" }) }, partner };
  /** @param {string} mission @param {readonly string[] | null} ids */
  const shown = (mission, ids) =>
    frameOf({ ...records, frame: { frame: { mission, vision: "", aim: "" } } }, ids).parts.map(({ kind, text, proposals }) => [kind, text, proposals.map(({ id }) => id)]);
  const settled = "Samen\nMet elkaar";
  assert.deepEqual(shown(settled, null), [["mission", settled, ["n2", "n3"]], ["vision", "", []], ["aim", "", ["n5"]]]);
  assert.deepEqual(shown("", null)[0], ["mission", "", ["n1", "n2", "n3", "n4"]]);
  assert.deepEqual(shown(settled, ["n5"]), [["mission", settled, []], ["aim", "", ["n5"]]], "on the page that is read back");
});

test("laws hang in the net in the order in which they came", () => {
  const law = { b: { name: "AVG", at: 2, allows: "", asks: "Vragen" }, a: { name: "Jeugdwet", at: 1, allows: "Hulp", asks: "" } };
  assert.deepEqual(frameOf({ law }, null).laws.map(({ name }) => name), ["Jeugdwet", "AVG"]);
  assert.deepEqual(frameOf({ law }, ["b"]), { parts: [], laws: [{ id: "b", name: "AVG", allows: "", asks: "Vragen" }] });
});

// --- matches and agreements ----------------------------------------------------------------------------------------

const match = (/** @type {any} */ fields) => ({ partner: "b", at: 1, need: null, offer: null, agreement: null, by: "", reply: null, line: "", replied: null, ...fields });
const ROOM = {
  partner,
  note: {
    n1: note({ kind: "need", text: "Iemand die belt" }),
    n2: note({ kind: "need", text: "Vervoer", at: 2 }),
    o1: note({ kind: "offer", text: "Ik bel", partner: "b" }),
    o2: note({ kind: "offer", text: "Ik rijd", partner: "b", at: 2 }),
  },
};

test("a need is met and an offer used by a yes or a try; everything else stays in sight", () => {
  const numbers = new Map([["n1", "1"], ["n2", "2"], ["o1", "3"], ["o2", "4"]]);
  const of = (/** @type {any} */ reply) => connectOf({ ...ROOM, match: { m: match({ need: "n1", offer: "o1", reply }) } }, numbers, null);
  for (const reply of ["yes", "try"]) {
    const { met, unmet, unused } = of(reply);
    assert.deepEqual([met, unmet, unused].map((side) => side.map(({ id }) => id)), [["n1"], ["n2"], ["o2"]]);
  }
  for (const reply of ["no", "unclear", null]) {
    const { met, unmet, unused } = of(reply);
    assert.deepEqual([met, unmet, unused].map((side) => side.map(({ id }) => id)), [[], ["n1", "n2"], ["o1", "o2"]]);
    assert.deepEqual(unmet[0]?.asked, [{ id: "m", partner: "School", reply: reply ?? "", line: "" }]);
    assert.equal(unmet[0]?.number, "1");
  }
});

test("the answer that came in last is told for a minute", () => {
  const given = { ...ROOM, match: { m1: match({ need: "n1", reply: "no", replied: 1_000 }), m2: match({ need: "n2", reply: "try", replied: 2_000, line: "Na mei" }) } };
  assert.deepEqual(latestOf(given), { id: "m2", partner: "School", reply: "try", line: "Na mei", text: "Vervoer", until: 62_000 });
  assert.equal(latestOf({ ...ROOM, match: { m: match({ need: "n1" }) } }), NO_ANSWER);
  assert.equal(latestOf(ROOM), NO_ANSWER);
});

test("an agreement says who does what, with what means, by when, and who still thinks about it", () => {
  const agreement = { a1: { what: "Bellen", at: 1, who: ["b"], means: "Telefoon", due: "2026-12-02", match: null } };
  const session = { s: { next_meeting: "2026-12-16T10:30" } };
  const asked = { m: match({ agreement: "a1", partner: "a" }), t: match({ agreement: "a1", partner: "b", reply: "try" }), n: match({ agreement: "a1", partner: "o", reply: "no", line: "Ik wil dit niet" }) };
  const { list, meeting } = agreementsOf({ partner: { ...partner, o: { name: "Oom", position: 5 } }, agreement, session, match: asked }, "nl", null);
  const said = { does: "", tries: "School", unclear: "", no: "Oom (“Ik wil dit niet”)", asked: "Moeder" };
  assert.deepEqual(list, [{ id: "a1", what: "Bellen", ...said, means: "Telefoon", due: "2 december 2026" }]);
  assert.equal(meeting, "16 december 2026, 10:30");
  assert.equal(agreementsOf({ session: { s: { next_meeting: "2026-12-16" } } }, "en", null).meeting, "16 December 2026");
});

// --- looking back --------------------------------------------------------------------------------------------------

test("what is said without a name stays without a name", () => {
  const given = snapshot({
    note: { n1: note({ kind: "hard", stage: "lookback", named: false, author: "", partner: "" }), n2: note({ kind: "well", stage: "lookback", at: 2 }) },
  });
  const { columns } = lookbackOf(given, STAGES[2], null, "nl");
  assert.deepEqual(columns.map(({ kind, cards }) => [kind, cards.map((card) => card.partner)]), [["well", ["Moeder"]], ["hard", [""]], ["keep", []]]);
});

const radar = { answered: 5, shown: 4, at: 1, safety: 5, transparency: 1, coherence: 3.2, connection: 2 };

test("the scores of all are nowhere before four people's were shown", () => {
  assert.equal(radarOf({ ...radar, shown: 0, safety: null, transparency: null, coherence: null, connection: null }, "nl"), NO_RADAR);
  assert.equal(radarOf({ ...radar, shown: 3 }, "nl"), NO_RADAR);
  assert.equal(radarOf(null, "nl"), NO_RADAR);
  const before = lookbackOf(snapshot({ radar: { radar: { ...radar, shown: 0 } } }), STAGES[2], null, "nl");
  assert.deepEqual([before.answered, before.shown, before.radar.spokes], [5, false, []]);
});

test("a value stands on its axis as far out as it was scored, and is written as people here write it", () => {
  const { spokes, shape } = radarOf(radar, "nl");
  assert.deepEqual(spokes.map(({ value, score }) => [value, score]), [["safety", "5,0"], ["transparency", "1,0"], ["coherence", "3,2"], ["connection", "2,0"]]);
  for (const { value, x, y } of spokes) {
    assert.ok(Math.abs(Math.hypot(Number(x), Number(y)) - radiusOf(/** @type {any} */ (radar)[value])) < 0.2, value);
  }
  assert.equal(shape.split(" ").length, 4);
  assert.equal(radarOf(radar, "en").spokes[2]?.score, "3.2");
});

// --- time ----------------------------------------------------------------------------------------------------------

test("the timer marks its last minute, and is gone two minutes after its end", () => {
  const timer = { total: 300_000, ends: 300_000, left: null, sound: false };
  assert.deepEqual([239_999, 240_000, 300_000, 419_999, 420_000].map((now) => timerShown(timer, now).state), ["running", "last", "over", "over", "none"]);
  assert.equal(timerShown({ ...timer, ends: null, left: 1_000 }, 0).state, "paused");
  assert.equal(timerShown(null, 0).state, "none");
});

// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY } from "../../facilitation/web/live/canvas_store.js";
import { told } from "../../facilitation/web/live/canvas_told.js";

const text = (/** @type {string} */ nl) => ({ nl, en: nl });
const STAGES = [
  { key: "frame", form: "frame", title: text("Kader") },
  { key: "needed", form: "needed", title: text("Nodig voor {subject}") },
  { key: "how", form: "needed", title: text("Hoe") },
  { key: "partners", form: "partners", title: text("Ieder"), questions: { see: text("?"), offer: text("?"), need: text("?") }, labels: { see: text("Ik zie") } },
  { key: "connect", form: "connect", title: text("Verbinden") },
  { key: "lookback", form: "lookback", title: text("Terug") },
];
/** @param {string} kind @param {string} words @param {number} at @param {object} [more] */
const note = (kind, words, at, more) => ({ partner: "p1", author: "", kind, text: words, at, open: true, named: true, stage: "", ...more });

const RECORDS = {
  session: { s: { status: "live", next_meeting: "2026-12-01T10:30" } },
  subject: { subject: { alias: "N.", age: "", question: "" } },
  guide: { guide: { stages: STAGES } },
  board: { board: { begun: STAGES.map(({ key }) => key), open: [] } },
  partner: { p1: { name: "Moeder", position: 1 }, p2: { name: "School", position: 0 } },
  frame: { frame: { mission: "Samen", vision: "", aim: "" } },
  law: { l2: { name: "Tweede", allows: "", asks: "", at: 2 }, l1: { name: "Eerste", allows: "a", asks: "b", at: 1 } },
  note: {
    f1: note("mission", "Samen", 1),
    f2: note("aim", "Een doel", 2),
    r1: note("needed", "Rust", 3, { stage: "needed" }),
    r2: note("needed", "Minder drukte", 4, { stage: "needed", partner: "p2" }),
    h1: note("needed", "In kleine stappen", 5, { stage: "how" }),
    n1: note("need", "Iemand die belt", 6),
    n2: note("need", "Een vrij weekend", 7),
    o1: note("offer", "Ik bel", 8, { partner: "p2" }),
    o2: note("offer", "Een bed", 9, { partner: "p2" }),
    c1: note("need", /** @type {any} */ (null), 10, { open: false }),
    w1: note("well", "Luisteren", 11),
    w2: note("well", "Taart", 12, { named: false, partner: "p2" }),
    a1: note("see", "Opzij", 13),
  },
  placement: { r2: { aside: false, on: "r1" }, a1: { aside: true, on: null } },
  support: { s1: { note: "r1", by: "" }, s2: { note: "r1", by: "me" } },
  match: {
    m1: { partner: "p2", need: "n1", offer: "o1", agreement: null, reply: "try", line: "Vanaf maandag", at: 1 },
    m2: { partner: "p2", need: "n2", offer: null, agreement: null, reply: null, line: "", at: 2 },
  },
  agreement: { a: { what: "Bellen", who: ["p2", "gone"], means: "", due: "2026-12-04", at: 1 } },
  radar: { radar: { answered: 3, shown: 0, at: 0, safety: null, transparency: null, coherence: null, connection: null } },
};
const all = (/** @type {object} */ changed = {}) => told(/** @type {any} */ ({ ...EMPTY, records: { ...RECORDS, ...changed } }), "nl");

test("each partner's open notes stand by kind, with the number of the wheel and the guide's own word", () => {
  const { kinds, partners } = all();
  assert.deepEqual(kinds, [{ kind: "see", label: "Ik zie" }, { kind: "offer", label: "" }, { kind: "need", label: "" }]);
  assert.deepEqual(partners.map(({ name, open, closed }) => [name, open, closed]), [["School", 2, 0], ["Moeder", 2, 1]]);
  assert.deepEqual(partners[1]?.groups[2]?.notes.map(({ number, text }) => [number, text]), [["3", "Iemand die belt"], ["4", "Een vrij weekend"]]);
});

test("what is needed stands by stage, a stack as one note with its support", () => {
  const { needed } = all();
  assert.deepEqual(needed.map(({ title, notes }) => [title, notes.length]), [["Nodig voor N.", 1], ["Hoe", 1]]);
  const [top] = needed[0]?.notes ?? [];
  assert.deepEqual([top?.text, top?.support, top?.below.map(({ who, text }) => [who, text])], ["Rust", 2, [["School", "Minder drukte"]]]);
});

test("the frame as it was settled, what was proposed otherwise, and the laws in the order in which they came", () => {
  const { frame, proposals, laws } = all();
  assert.deepEqual(frame.map((part) => part.text), ["Samen"]);
  assert.deepEqual(proposals.map((each) => each.text), ["Een doel"]);
  assert.deepEqual(laws.map(({ name }) => name), ["Eerste", "Tweede"]);
});

test("needs with their answers, unmet needs and unused offers side by side", () => {
  const { needs, unmet, unused } = all();
  assert.deepEqual(
    needs.map((need) => [need.note.text, need.answers.map(({ partner, reply, willing, line, offer }) => [partner, reply, willing, line, offer[0]?.text])]),
    [["Iemand die belt", [["School", "try", true, "Vanaf maandag", "Ik bel"]]], ["Een vrij weekend", [["School", "", false, "", undefined]]]],
  );
  assert.deepEqual([unmet.map((each) => each.text), unused.map((each) => each.text)], [["Een vrij weekend"], ["Een bed"]]);
  assert.deepEqual(all({ board: { board: { begun: ["partners"], open: [] } } }).unmet, []);
});

test("agreements name the partners who are there, with days in words", () => {
  const { agreements, meeting } = all();
  assert.deepEqual([agreements[0]?.does, agreements[0]?.due, meeting], ["School", "4 december 2026", "1 december 2026, 10:30"]);
});

test("looking back without a name has none, and scores are told only once they were shown", () => {
  const { lookback, radar, scored } = all();
  assert.deepEqual(lookback.map(({ kind, notes }) => [kind, notes.map(({ who, text }) => [who, text])]), [["well", [["Moeder", "Luisteren"], ["", "Taart"]]]]);
  assert.deepEqual([scored, radar.spokes], [0, []]);
  const shown = all({ radar: { radar: { answered: 4, shown: 4, at: 1, safety: 4, transparency: 3, coherence: 2, connection: 5 } } });
  assert.deepEqual([shown.scored, shown.radar.spokes.length], [4, 4]);
});

test("what was laid aside comes last and nowhere else", () => {
  const { aside, partners } = all();
  assert.deepEqual(aside.map(({ text }) => text), ["Opzij"]);
  assert.ok(partners.every(({ groups }) => groups[0]?.notes.length === 0));
});

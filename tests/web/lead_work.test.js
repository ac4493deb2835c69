// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY } from "../../facilitation/web/live/canvas_store.js";
import { draftOf } from "../../facilitation/web/live/lead_agreements.js";
import { NO_WORK } from "../../facilitation/web/live/lead_notes.js";
import { START, view } from "../../facilitation/web/live/lead_view.js";

const text = (/** @type {string} */ nl) => ({ nl, en: `${nl} (en)` });
const FORMS = ["welcome", "person", "frame", "needed", "partners", "connect", "agreements", "lookback", "close"];
const STAGES = [
  ...FORMS.map((form) => ({ key: form, form, minutes: 10, title: text(form), say: text(""), rule: text("") })),
  { key: "organised", form: "needed", minutes: 5, title: text("Organisatie"), say: text(""), rule: text(""), labels: { needed: text("Zo doen we het") } },
];
const PARTNERS = { moeder01: { name: "Moeder", position: 0 }, school01: { name: "School", position: 1 } };
const PEOPLE = {
  anna0001: { partner: "moeder01", joined: 1, name: "Anna" },
  bilal001: { partner: "school01", joined: 2, name: "" },
};

/** @param {string} kind @param {Record<string, any>} [more] */
const note = (kind, more = {}) => ({ partner: "moeder01", author: "anna0001", kind, text: kind, at: 1, open: true, within: [], stage: "", ...more });

/**
 * @param {string} stage
 * @param {Record<string, any>} [records]
 * @param {Partial<import("../../facilitation/web/live/lead_notes.js").Work>} [work]
 */
function shown(stage, records = {}, work = {}) {
  const session = { title: "Rond Sam", stage, status: "live", door: true, retention_days: 30, purge_at: null, next_meeting: "" };
  return view(
    {
      ...START,
      session: "sessie-12",
      work: { ...NO_WORK, ...work },
      snapshot: {
        ...EMPTY,
        seq: 1,
        connection: { state: "connected", code: "", message: "" },
        presence: { people: 2, present: 1, ready: 0, who: { anna0001: { present: true, ready: false } } },
        records: {
          session: { "sessie-12": session },
          guide: { guide: { stages: STAGES } },
          subject: { subject: { alias: "Sam", confirmed: "person" } },
          board: { board: { begun: STAGES.map(({ key }) => key), open: [] } },
          floor: { floor: { partner: null, heard: [] } },
          partner: PARTNERS,
          participant: PEOPLE,
          ...records,
        },
      },
    },
    "nl",
  );
}

const OPEN = { board: { board: { begun: STAGES.map(({ key }) => key), open: ["needed", "wish", "offer", "need", "well", "hard", "keep"] } } };

test("each part of the frame has its proposals with their support, and says which of them is settled", () => {
  const records = {
    frame: { frame: { mission: "Met elkaar\nSamen", vision: "", aim: "" } },
    note: { n1: note("mission", { text: "Samen" }), n2: note("mission", { at: 2 }), n3: note("aim") },
    support: { s1: { note: "n2", by: "" }, s2: { note: "n2", by: "" } },
    law: { l1: { name: "Jeugdwet", allows: "Hulp", asks: "", at: 2, author: "" }, l2: { name: "Kinderrechten", allows: "", asks: "", at: 1, author: "bilal001" } },
  };
  const { parts, laws } = shown("frame", records, { law: "l1" }).work.frame;
  assert.deepEqual(parts.map(({ kind, filled, proposals }) => [kind, filled, proposals.length]), [["mission", true, 2], ["vision", false, 0], ["aim", false, 1]]);
  assert.deepEqual(parts[0]?.proposals.map((each) => [each.note.id, each.taken, each.note.support]), [["n1", true, 0], ["n2", false, 2]]);
  assert.deepEqual(laws.map(({ id, own, by, editing }) => [id, own, by, editing]), [["l2", false, "School", false], ["l1", true, "", true]]);
});

test("a stack shows its note on top, and what lies below or aside is not among the notes", () => {
  const records = {
    ...OPEN,
    note: { n1: note("needed", { stage: "needed" }), n2: note("needed", { at: 2, stage: "needed" }), n3: note("needed", { at: 3, stage: "needed" }) },
    placement: { n2: { aside: false, on: "n1" }, n3: { aside: true, on: null } },
  };
  const { groups, aside } = shown("needed", records).work;
  assert.deepEqual(groups.map(({ notes }) => notes.map(({ id, below }) => [id, below.map((each) => each.id)])), [[["n1", ["n2"]]]]);
  assert.deepEqual(aside.map(({ id }) => id), ["n3"]);
});

test("a note that was picked up can be laid on the others of its stage, and nowhere but there", () => {
  const records = { ...OPEN, note: { n1: note("needed", { stage: "needed" }), n2: note("needed", { at: 2, stage: "needed" }), n3: note("needed", { stage: "organised" }) } };
  const here = shown("needed", records, { picked: "n1" }).work;
  assert.deepEqual(here.groups[0]?.notes.map(({ id, picked, target }) => [id, picked, target]), [["n1", true, false], ["n2", false, true]]);
  assert.equal(here.picked, "needed");
  const there = shown("organised", records, { picked: "n1" }).work;
  assert.deepEqual([there.picked, there.groups[0]?.notes.map(({ id, target, label }) => [id, target, label])], ["", [["n3", false, "Zo doen we het"]]]);
});

test("of two stages that ask the same, each is opened by itself", () => {
  const notes = { n1: note("needed", { stage: "needed" }), n2: note("needed", { stage: "organised", open: false, text: null }) };
  assert.deepEqual([shown("organised", { note: notes }).doing, shown("organised", { note: notes }).board.waiting], ["open", 1]);
  assert.deepEqual([shown("needed", { note: notes }).board.whole, shown("needed", { note: notes }).board.waiting], [true, 0]);
  const late = { ...notes, n3: note("needed", { stage: "needed", open: false, text: null }) };
  assert.deepEqual([shown("needed", { note: late }).doing, shown("needed", { note: late }).board.waiting], ["open", 1]);
});

test("private notes are counted apart: the facilitator cannot open them", () => {
  const records = { ...OPEN, note: { n1: note("wish", { open: false, text: null, within: ["anna0001"] }), n2: note("wish", { open: false, text: null }) } };
  const { board } = shown("partners", records);
  assert.deepEqual([board.private, board.late, board.waiting, board.closed], [1, 1, 1, 2]);
  const later = shown("lookback", records).board;
  assert.deepEqual([later.private, later.closed], [0, 2], "where it is not asked, it stays closed all the same");
});

test("who wrote nothing of what is asked now is on the list, also with notes of an earlier stage", () => {
  const records = { note: { n1: note("needed", { stage: "needed" }), n2: note("wish", { author: "bilal001", partner: "school01", open: false, text: null, stage: "partners" }) }, nudge: { anna0001: { at: Date.UTC(2026, 10, 22, 12) } } };
  const { people, partners } = shown("partners", records).work.unheard;
  assert.deepEqual(people.map(({ id, partner, present }) => [id, partner, present]), [["anna0001", "Moeder", true]]);
  assert.match(people[0]?.nudged ?? "", /^\d\d:\d\d$/);
  assert.deepEqual(partners.map(({ name }) => name), ["Moeder", "School"]);
  assert.deepEqual(shown("needed", records).work.unheard.people.map(({ id }) => id), ["bilal001"]);
  assert.deepEqual(shown("lookback", records).work.unheard.people, [], "notes of looking back do not say whose they are");
});

test("the words beside the round are those of whoever has the floor, or of the partner one looks at", () => {
  const records = { ...OPEN, note: { n1: note("wish"), n2: note("offer", { partner: "school01" }) }, floor: { floor: { partner: "moeder01", heard: ["moeder01"] } } };
  const notes = (/** @type {string} */ partner) => shown("partners", records, { partner }).work.sector.notes.map(({ id }) => id);
  assert.deepEqual([notes(""), notes("school01"), notes("vertrokken")], [["n1"], ["n2"], ["n1"]]);
});

test("what somebody else has removed is no longer in hand", () => {
  const law = { l1: { name: "Jeugdwet", allows: "", asks: "", at: 1, author: "" } };
  const hand = (/** @type {any} */ work) => shown("frame", { law }, work).work.hand;
  assert.deepEqual([hand({ law: "l1" }).law, hand({ law: "l2" }).law, hand({ law: "new" }).law], ["l1", "", "new"]);
  assert.deepEqual([hand({ partner: "school01" }).partner, hand({ partner: "vertrokken" }).partner], ["school01", ""]);
});

const CONNECTED = {
  ...OPEN,
  note: { n1: note("need"), n2: note("need", { at: 2, partner: "school01" }), o1: note("offer", { partner: "school01" }), o2: note("offer", { at: 2 }) },
  match: {
    m1: { need: "n1", offer: "o1", agreement: null, partner: "school01", at: 1, by: "", reply: "try", line: "Als het lukt" },
    m2: { need: "n2", offer: null, agreement: null, partner: "moeder01", at: 2, by: "", reply: "no", line: "" },
  },
};

test("needs are met by a yes or a try, and what is unmet or unused stays in sight with its answers", () => {
  const { met, unmet, unused } = shown("connect", CONNECTED).work.connect;
  assert.deepEqual([met, unmet, unused].map((notes) => notes.map((each) => each.note.id)), [["n1"], ["n2"], ["o2"]]);
  assert.deepEqual(met[0]?.asks.map(({ partner, reply, line, offer }) => [partner, reply, line, offer]), [["School", "try", "Als het lukt", "offer"]]);
  assert.deepEqual(unmet[0]?.asks.map(({ reply }) => reply), ["no"]);
});

test("for the need in hand the other partners can be asked once, and offers nobody uses come first", () => {
  const [need] = shown("connect", CONNECTED, { chosen: "n2" }).work.connect.unmet;
  assert.deepEqual(need?.chances.map(({ id, asked, empty }) => [id, asked, empty]), [["moeder01", true, false]]);
  const alone = shown("connect", { ...CONNECTED, participant: {} }, { chosen: "n2" }).work.connect.unmet[0];
  assert.deepEqual(alone?.chances.map(({ empty }) => empty), [true], "nobody sits there who could answer");
  assert.deepEqual(need?.pieces.map(({ id, used, asked }) => [id, used, asked]), [["o2", false, false], ["o1", true, false]]);
  assert.deepEqual(shown("connect", CONNECTED).work.connect.unmet[0]?.pieces, [], "only for the note in hand");
});

test("a willing match becomes an agreement once, in the words of who offers", () => {
  const { agreements } = shown("agreements", CONNECTED).work;
  assert.deepEqual(agreements.willing.map(({ id, partner, need, offer }) => [id, partner, need, offer]), [["m1", "School", "need", "offer"]]);
  assert.deepEqual(draftOf(CONNECTED, CONNECTED.match.m1), { what: "offer" }, "what somebody added to a yes is a condition, and no means");
  const agreement = { a1: { what: "Rijden", means: "", due: "2026-12-01", who: ["school01"], match: "m1", at: 1 } };
  const after = shown("agreements", { ...CONNECTED, agreement }).work.agreements;
  assert.deepEqual([after.willing, after.all.map(({ day, does }) => [day, does])], [[], [["1 december 2026", ["School"]]]]);
});

test("an agreement begins with as many whole characters as fit", () => {
  const { what } = draftOf({ note: { n1: note("need", { text: "😀".repeat(400) }) } }, { need: "n1", offer: null, line: "" });
  assert.equal(what, "😀".repeat(300));
});

test("whose part was asked in an agreement, and who can still be asked", () => {
  const agreement = { a1: { what: "Bellen", means: "", due: "", who: ["moeder01"], match: null, at: 1 } };
  const asked = { need: null, offer: null, agreement: "a1", partner: "moeder01", at: 1, by: "", reply: "yes", line: "", replied: null };
  /** @param {any} fields */
  const row = (fields) => shown("agreements", { agreement, match: { m9: { ...asked, ...fields } } }, { chosen: "a1" }).work.agreements.all[0];
  assert.deepEqual([row({})?.asks, row({})?.does, row({})?.chances.map(({ id }) => id)], [[], ["Moeder"], ["school01"]]);
  assert.deepEqual([row({ reply: "try" })?.does, row({ reply: "try" })?.tries], [[], ["Moeder"]]);
  assert.deepEqual(row({ line: "op dinsdag" })?.asks.map(({ line }) => line), ["op dinsdag"]);
  const again = row({ reply: null, replied: 2, again: true });
  assert.deepEqual([again?.asked, again?.asks.map((ask) => [ask.again, ask.removable]), again?.answered], [["Moeder"], [[true, false]], 0]);
  assert.deepEqual(row({ reply: null })?.asks.map(({ removable }) => removable), [true]);
  assert.deepEqual([row({ reply: "no" })?.no, row({ reply: "unclear" })?.unclear], [["Moeder"], ["Moeder"]]);
});

test("where the person themself sits at the circle and was not asked about an agreement, that is said", () => {
  const agreement = { a1: { what: "Bellen", means: "", due: "", who: [], match: null, at: 1 } };
  const partner = { moeder01: { name: "Moeder", position: 0 }, zelf0001: { name: "Sam zelf", position: 1, own: true } };
  const participant = { sam00001: { partner: "zelf0001", joined: 1, name: "" } };
  const asked = { need: null, offer: null, agreement: "a1", partner: "zelf0001", at: 1, by: "", reply: "no", line: "", replied: 2 };
  /** @param {any} records */
  const unasked = (records) => shown("agreements", { agreement, partner, participant, ...records }).work.agreements.all[0]?.unasked;
  assert.deepEqual([unasked({}), unasked({ match: { m: asked } }), unasked({ participant: {} })], ["Sam zelf", "", ""]);
});

test("the scores of all together wait for four answers", () => {
  const few = shown("lookback", { radar: { radar: { answered: 3, shown: 0 } } }).work.radar;
  assert.deepEqual([few.missing, few.means], [1, []]);
  const radar = { answered: 5, shown: 4, safety: 4.3, transparency: 3, coherence: 5, connection: 1 };
  assert.deepEqual(shown("lookback", { radar: { radar } }).work.radar.means.map(({ mean }) => mean), ["4,3", "3,0", "5,0", "1,0"]);
});

test("at the close one reads back page by page first, and closes after that", () => {
  const note1 = { note: { n1: note("wish"), n2: note("wish", { partner: "school01" }) }, ...OPEN };
  /** @param {any} page */
  const at = (page) => shown("close", { ...note1, page: page && { page } });
  assert.deepEqual([at(null).doing, at(null).work.reading.after.partner], ["read", "moeder01"]);
  const second = at({ stage: "partners", partner: "school01", part: 0 });
  assert.deepEqual([second.doing, second.work.reading.at, second.work.reading.of, second.work.reading.last], ["read", 2, 2, true]);
  assert.deepEqual(second.work.reading.lines.map((each) => each.note.id), ["n2"]);
  assert.deepEqual(second.work.reading.before, { there: true, stage: "partners", partner: "moeder01", part: 0 });
  assert.equal(at({ stage: "", partner: null, part: 0 }).doing, "close");
  assert.equal(shown("close").doing, "close", "with nothing on the board there is nothing to read");
});

test("going on is the thing to do in connecting once something was asked, or where nothing is needed", () => {
  const records = { ...OPEN, note: { n1: note("need") } };
  const match = { m1: { need: "n1", offer: null, partner: "school01", reply: null, line: "", at: 1 } };
  assert.equal(shown("connect", records).doing, "");
  assert.equal(shown("connect", { ...records, match }).doing, "forward");
  assert.equal(shown("connect", OPEN).doing, "forward");
});

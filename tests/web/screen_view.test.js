// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY } from "../../facilitation/web/live/canvas_store.js";
import { createScreenView, NO_DOOR, nextOnFloor } from "../../facilitation/web/live/screen_view.js";

const DOOR = { code: "K7PM-4X2R", address: "192.0.2.7:8000", version: 3 };
const STAGES = ["welcome", "person", "partners", "close"].map((key) => ({
  key,
  form: key,
  minutes: 5,
  title: { nl: `Stap ${key}`, en: `Stage ${key}` },
  ask: { nl: "Voor {subject} en {subject}", en: "For {subject}" },
  questions: key === "partners" ? { wish: { nl: "Wat wens je {subject}?", en: "What do you wish {subject}?" } } : {},
}));

/** @param {Record<string, any>} [records] @param {Record<string, any>} [session] @param {Record<string, any>} [rest] */
function snapshot(records = {}, session = {}, rest = {}) {
  const partner = { a: { name: "Moeder", position: 1 }, b: { name: "School", position: 0 }, c: { name: "Opa", position: 2 } };
  return /** @type {any} */ ({
    ...EMPTY,
    presence: { people: 4, present: 3, ready: 2 },
    connection: { state: "connected", code: "", message: "" },
    ...rest,
    records: {
      session: { "session-1": { title: "Rond Sam", language: "nl", stage: "partners", status: "live", door: true, retention_days: 30, purge_at: null, ...session } },
      guide: { guide: { stages: STAGES } },
      subject: { subject: { alias: "Sam", age: "9 jaar", story: "s", question: "q", strengths: "", confirmed: null } },
      partner,
      participant: {},
      note: {},
      board: { board: { begun: ["partners"], open: [] } },
      floor: { floor: { partner: null, heard: [] } },
      ...records,
    },
  });
}

/** @param {any} given @param {"nl" | "en"} [language] @param {typeof NO_DOOR} [door] */
const shown = (given, language = "nl", door = DOOR) => createScreenView()(given, door, language);

const note = (/** @type {any} */ fields) => ({ partner: "a", author: "x", kind: "wish", text: "Rust", at: 1, open: true, edited: null, ...fields });

test("before anything has come in, and with nothing known, it waits", () => {
  assert.equal(shown(EMPTY, "nl", NO_DOOR).phase, "waiting");
});

for (const [state, code, gone] of [
  ["refused", "not-signed-in", "signed-out"],
  ["refused", "session-unknown", "unknown"],
  ["ended", "session-deleted", "deleted"],
]) {
  test(`a line that is ${state} with ${code} shows nothing of the session any more`, () => {
    const view = shown(snapshot({}, {}, { connection: { state, code, message: "" } }));
    assert.deepEqual([view.phase, view.gone, view.qr, view.code], ["gone", gone, "", ""]);
  });
}

test("a lost line changes nothing but the small sign", () => {
  const view = shown(snapshot({}, {}, { connection: { state: "offline", code: "", message: "" } }));
  assert.deepEqual([view.phase, view.offline, view.code], ["partners", true, DOOR.code]);
});

test("texts of the guide come in the session's language, with the alias filled in wherever it stands", () => {
  assert.equal(shown(snapshot()).ask, "Voor Sam en Sam");
  assert.equal(shown(snapshot(), "en").kinds[0]?.question, "What do you wish Sam?");
  assert.deepEqual([shown(snapshot()).step, shown(snapshot()).steps], [3, 4]);
});

test("a closed door hides the code, and so does a closed session", () => {
  for (const session of [{ door: false }, { status: "closed" }]) {
    const view = shown(snapshot({}, session));
    assert.deepEqual([view.doorOpen, view.code, view.address, view.qr], [false, "", "", ""]);
  }
  assert.equal(shown(snapshot()).qr, "?v=3");
});

test("a closed note shows as a dot without a number, and in no list of words", () => {
  const given = snapshot({
    note: { n1: note({ open: false, text: null }), n2: note({ text: "Samen eten", at: 2 }) },
    floor: { floor: { partner: "a", heard: ["a"] } },
    board: { board: { begun: ["partners"], open: ["wish"] } },
  });
  const { panel, wheel } = shown(given);
  assert.deepEqual(panel.wishes, [{ id: "n2", number: "1", text: "Samen eten" }]);
  assert.equal(panel.closed, 1);
  assert.deepEqual(wheel.dots.map((dot) => [dot.id, dot.number]), [["n1", ""], ["n2", "1"]]);
});

test("the panel asks to write, then says that the board is open, who has the floor, and that all were heard", () => {
  const open = { board: { board: { begun: ["partners"], open: ["wish"] } } };
  const floor = (/** @type {string | null} */ partner, /** @type {string[]} */ heard) => ({ floor: { floor: { partner, heard } } });
  const mode = (/** @type {any} */ records) => shown(snapshot(records)).panel.mode;
  assert.equal(mode({}), "writing");
  assert.equal(mode(open), "open");
  assert.equal(mode({ ...open, ...floor("a", ["a"]) }), "floor");
  assert.equal(mode({ ...open, ...floor(null, ["a", "b", "c"]) }), "heard");
  assert.equal(mode({ ...open, ...floor("gone", ["gone"]) }), "open");
});

test("at the close all open words stand there by partner, numbered as on the wheel", () => {
  const given = (/** @type {string} */ stage) =>
    snapshot({ note: { n1: note({ text: "Rust" }), n2: note({ partner: "b", kind: "need" }), n3: note({ open: false, text: null }) } }, { stage });
  assert.deepEqual(shown(given("partners")).words, []);
  const { words, wheel } = shown(given("close"));
  assert.deepEqual(
    words.map(({ name, wishes, needs }) => [name, wishes.map(({ number }) => number), needs.map(({ number }) => number)]),
    [["School", [], ["1"]], ["Moeder", ["2"], []]],
  );
  assert.deepEqual(wheel.dots.find(({ id }) => id === "n1")?.number, "2");
});

test("before a word of the person is there, it is not told", () => {
  const subject = { alias: "Sam", age: "", story: "", question: "", strengths: "", confirmed: null };
  assert.equal(shown(snapshot({ subject: { subject } })).told, false);
  assert.equal(shown(snapshot({ subject: { subject: { ...subject, strengths: "Fietsen" } } })).told, true);
});

test("the wheel faces the panel with whoever has the floor, and rests at the close", () => {
  const floor = { floor: { floor: { partner: "a", heard: ["a"] } } };
  assert.equal(shown(snapshot(floor)).wheel.floor.partner, "a");
  assert.equal(shown(snapshot(floor, { stage: "close" })).wheel.facing, false);
});

test("who comes next is the first not yet heard, clockwise from the one who speaks", () => {
  const partners = [
    { id: "a", name: "Moeder", position: 1 },
    { id: "b", name: "School", position: 0 },
    { id: "c", name: "Opa", position: 2 },
  ];
  assert.equal(nextOnFloor(partners, { partner: null, heard: [] }), "b");
  assert.equal(nextOnFloor(partners, { partner: "a", heard: ["a"] }), "c");
  assert.equal(nextOnFloor(partners, { partner: "c", heard: ["a", "c"] }), "b");
  assert.equal(nextOnFloor(partners, { partner: "b", heard: ["a", "b", "c"] }), null);
  assert.equal(nextOnFloor(partners, { partner: "gone", heard: ["gone", "b"] }), "a");
});

test("seats stand in the order of the circle and fill with people", () => {
  const people = ["p1", "p2", "p3", "p4", "p5", "p6"].map((id) => [id, { partner: "a", joined: 1, name: "" }]);
  const { seats } = shown(snapshot({ participant: Object.fromEntries([...people, ["q", { partner: "b", joined: 1, name: "" }]]) }));
  assert.deepEqual(
    seats.map(({ name, taken, others, more }) => [name, taken, others.length, more]),
    [["School", true, 0, ""], ["Moeder", true, 2, "+3"], ["Opa", false, 0, ""]],
  );
});

test("the same picture stays the same object, so that nothing is drawn twice", () => {
  const view = createScreenView();
  const given = snapshot({ note: { n1: note({}) } });
  const first = view(given, DOOR, "nl");
  assert.equal(view(given, DOOR, "nl"), first);
  const readier = { ...given, presence: { people: 4, present: 4, ready: 3 } };
  assert.notEqual(view(readier, DOOR, "nl"), first);
  assert.equal(view(readier, DOOR, "nl").wheel, first.wheel);
});

test("the day of deletion is told in words", () => {
  assert.equal(shown(snapshot({}, { status: "closed", purge_at: Date.UTC(2026, 11, 22, 12) })).deleted, "22 december 2026");
});

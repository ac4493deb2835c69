// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY } from "../../facilitation/web/live/canvas_store.js";
import { nextOnFloor } from "../../facilitation/web/live/screen_panel.js";
import { createScreenView, NO_DOOR } from "../../facilitation/web/live/screen_view.js";

const DOOR = { code: "K7PM-4X2R", address: "192.0.2.7:8000", reachable: true, version: 3 };
const KEYS = ["welcome", "person", "frame", "needed", "partners", "connect", "agreements", "lookback", "organised", "close"];
const STAGES = KEYS.map((key) => ({
  key,
  form: key === "organised" ? "needed" : key,
  minutes: 5,
  title: { nl: `Stap ${key}`, en: `Stage ${key}` },
  ask: { nl: "Voor {subject} en {subject}", en: "For {subject}" },
  questions: key === "partners" ? { wish: { nl: "Wat wens je {subject}?", en: "What do you wish {subject}?" }, offer: {}, need: {} } : {},
  labels: key === "partners" ? { offer: { nl: "Wat ik deel", en: "What I share" } } : {},
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
  assert.deepEqual([shown(snapshot()).step, shown(snapshot()).steps], [5, 10]);
  const dollars = snapshot({ subject: { subject: { alias: "$&", age: "", story: "", question: "", strengths: "", confirmed: null } } });
  assert.equal(shown(dollars).ask, "Voor $& en $&", "as it was written");
});

test("a closed door hides the code, and so does a closed session", () => {
  for (const session of [{ door: false }, { status: "closed" }]) {
    const view = shown(snapshot({}, session));
    assert.deepEqual([view.doorOpen, view.code, view.address, view.qr], [false, "", "", ""]);
  }
  assert.equal(shown(snapshot()).qr, "?v=3");
  const astray = shown(snapshot(), "nl", { ...DOOR, reachable: false });
  assert.deepEqual([astray.doorOpen, astray.code, astray.address, astray.qr], [true, "", "", ""]);
});

test("a closed note shows as a dot without a number, and in no list of words", () => {
  const given = snapshot({
    note: { n1: note({ open: false, text: null }), n2: note({ text: "Samen eten", at: 2 }) },
    floor: { floor: { partner: "a", heard: ["a"] } },
    board: { board: { begun: ["partners"], open: ["wish"] } },
  });
  const { panel, wheel } = shown(given);
  assert.deepEqual(panel.groups, [{ kind: "wish", label: "", notes: [{ id: "n2", number: "1", text: "Samen eten" }] }]);
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
    words.map(({ name, groups }) => [name, ...groups.map(({ kind, notes }) => [kind, notes[0]?.number])]),
    [["School", ["need", "1"]], ["Moeder", ["wish", "2"]]],
  );
  assert.deepEqual(wheel.dots.find(({ id }) => id === "n1")?.number, "2");
});

test("beside a wheel too crowded for numbers, notes have none either", () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`p${i}`, { name: `Groep ${i}`, position: i }]));
  const notes = { n1: note({ partner: "p1", kind: "need" }), n2: note({ partner: "p2", kind: "offer" }) };
  const numbers = (/** @type {any} */ partner, /** @type {string} */ stage) => {
    const { connect, words } = shown(snapshot({ note: notes, ...partner }, { stage }));
    return [...connect.unmet, ...connect.unused, ...words.flatMap(({ groups }) => groups.flatMap((group) => group.notes))].map(({ number }) => number);
  };
  const few = { partner: { p1: many.p1, p2: many.p2 } };
  for (const stage of ["connect", "close"]) {
    assert.deepEqual(numbers({ partner: many }, stage), ["", ""], stage);
    assert.deepEqual(numbers(few, stage), ["1", "2"], stage);
  }
});

test("before a word of the person is there, it is not told", () => {
  const subject = { alias: "Sam", age: "", story: "", question: "", strengths: "", confirmed: null };
  assert.equal(shown(snapshot({ subject: { subject } })).told, false);
  assert.equal(shown(snapshot({ subject: { subject: { ...subject, strengths: "Fietsen" } } })).told, true);
  const asked = [{ story: "s" }, { question: "q" }, { story: "s", question: "q" }].map((words) => shown(snapshot({ subject: { subject: { ...subject, ...words } } })).whole);
  assert.deepEqual(asked, [false, false, true], "whether it is right is asked of both");
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
  const { seats } = shown(snapshot({ participant: Object.fromEntries([...people, ["q", { partner: "b", joined: 1, name: "" }]]) }, { stage: "welcome" }));
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

// --- what stands over every stage ---------------------------------------------------------------------------------

const ROOM = {
  note: {
    n1: note({ text: "Rust" }),
    n2: note({ kind: "offer", text: "Autorijden", at: 2, partner: "b" }),
    n3: note({ kind: "needed", text: "Een vaste dag", at: 3, stage: "needed" }),
    n4: note({ kind: "hard", text: "Het wachten", at: 4, stage: "lookback", named: false, partner: "", author: "" }),
  },
  law: { l1: { name: "Jeugdwet", at: 1, allows: "Hulp", asks: "" } },
  agreement: { a1: { what: "Bellen", at: 1, who: ["a"], means: "", due: "", match: null } },
};
const PHASES = [...KEYS.filter((key) => key !== "organised")];

for (const stage of [...PHASES, "organised"]) {
  test(`in a safety stop nothing of the session is in what is shown, whatever the stage (${stage})`, () => {
    const calm = shown(snapshot(ROOM, { stage, stopped: true, rehearsal: true }));
    assert.deepEqual([calm.phase, calm.shows], ["stopped", "stopped"]);
    const nothing = shown(EMPTY, "nl", NO_DOOR);
    assert.deepEqual({ ...calm, phase: "", shows: "", gone: "" }, { ...nothing, phase: "", shows: "", gone: "" });
  });
}

test("a safety stop is over when it is over: everything stands as it was", () => {
  const view = createScreenView();
  const before = view(snapshot(ROOM), DOOR, "nl");
  view(snapshot(ROOM, { stopped: true }), DOOR, "nl");
  assert.deepEqual(view(snapshot(ROOM), DOOR, "nl"), before);
});

test("each form of stage has a picture of its own, and a second stage of a form too", () => {
  for (const stage of PHASES) assert.equal(shown(snapshot(ROOM, { stage })).shows, stage);
  assert.equal(shown(snapshot(ROOM, { stage: "organised" })).shows, "needed");
});

test("what is not drawn is not in what is shown, so that nothing is shown too early", () => {
  for (const stage of PHASES) {
    const text = JSON.stringify({ ...shown(snapshot(ROOM, { stage })), kinds: [] });
    const found = ["Jeugdwet", "Bellen", "Een vaste dag", "Het wachten"].filter((words) => text.includes(words));
    const own = { frame: ["Jeugdwet"], agreements: ["Bellen"], needed: ["Een vaste dag"], lookback: ["Het wachten"] };
    assert.deepEqual(found, /** @type {any} */ (own)[stage] ?? [], stage);
  }
});

const lit = (/** @type {string} */ id, /** @type {any} */ records = {}) => shown(snapshot({ ...ROOM, ...records, spotlight: { spotlight: { note: id } } }));

test("a note in the spotlight stands over the stage, with its author's partner and the guide's word for it", () => {
  assert.equal(lit("n2").shows, "spotlight");
  assert.deepEqual(lit("n2").spotlight, { id: "n2", kind: "offer", label: "Wat ik deel", text: "Autorijden", partner: "School" });
  assert.equal(lit("n4").spotlight.partner, "");
});

test("nothing that is closed, laid aside or gone comes into the spotlight", () => {
  const closed = { note: { n2: note({ open: false, text: null }) } };
  for (const view of [lit("gone"), lit("n2", closed), lit("n2", { placement: { n2: { aside: true, on: null } } })]) {
    assert.deepEqual([view.shows, view.spotlight.text], ["partners", ""]);
  }
});

test("private time says who is at it, in the language of the session", () => {
  const given = snapshot({ private: { private: { partners: ["a", "c"], people: ["p"] } } });
  assert.deepEqual(shown(given).privately, { names: "Moeder en Opa", count: 2 });
  assert.equal(shown(given, "en").privately.names, "Moeder and Opa");
  assert.equal(shown(snapshot()).privately.count, 0);
});

test("that nobody said klopt is marked once the group has gone on, and no longer when somebody has", () => {
  const begun = (/** @type {string[]} */ keys) => ({ board: { board: { begun: keys, open: [] } } });
  assert.equal(shown(snapshot(begun(["welcome", "person"]))).unconfirmed, false);
  assert.equal(shown(snapshot(begun(["welcome", "person", "frame"]))).unconfirmed, true);
  const subject = { alias: "Sam", age: "", story: "s", question: "q", strengths: "", confirmed: "person" };
  assert.equal(shown(snapshot({ ...begun(["person", "frame"]), subject: { subject } })).unconfirmed, false);
});

test("a session that is played beforehand says so", () => {
  assert.equal(shown(snapshot({}, { rehearsal: true })).rehearsal, true);
});

test("at the close the page that the facilitator turned to is shown, and everything without one", () => {
  const board = { board: { board: { begun: KEYS, open: [] } } };
  const at = (/** @type {any} */ page) => shown(snapshot({ ...ROOM, ...board, page: { page } }, { stage: "close" }));
  const read = at({ stage: "partners", partner: "b", part: 0 });
  assert.deepEqual([read.phase, read.shows, read.panel.mode, read.panel.partner], ["close", "partners", "read", "School"]);
  assert.equal(read.stage, "Stap partners");
  assert.equal(read.wheel.floor.partner, "b");
  assert.ok(read.reading.place > 1 && read.reading.place <= read.reading.pages);
  const all = at({ stage: "", partner: null, part: 0 });
  assert.deepEqual([all.shows, all.reading.place], ["close", 0]);
});

// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY } from "../../facilitation/web/live/canvas_store.js";
import { doneOf, outcome } from "../../facilitation/web/live/lead_control_steps.js";
import { START, minutesOf, newest, view } from "../../facilitation/web/live/lead_control_view.js";

const NOW = Date.UTC(2026, 0, 5, 9, 42);
const title = (/** @type {string} */ nl) => ({ nl, en: `${nl} (en)` });
const GUIDE = {
  stages: [
    { key: "welcome", form: "welcome", minutes: 10, title: title("Welkom") },
    { key: "person", form: "person", minutes: 15, title: title("De mens") },
    { key: "partners", form: "partners", minutes: 25, title: title("Wensen") },
  ],
};
const SESSION = { stage: "partners", status: "live", door: true, ask: false, stopped: false };
const PARTNERS = { moeder01: { name: "Moeder", position: 0 }, school01: { name: "School", position: 1 } };

/** @param {Record<string, any>} [records] @param {Partial<typeof START>} [more] */
function at(records = {}, more = {}) {
  const session = { sessie01: { ...SESSION, ...records.session } };
  const all = { guide: { guide: GUIDE }, partner: PARTNERS, ...records, session };
  return { ...START, session: "sessie01", now: NOW, snapshot: { ...EMPTY, seq: 1, records: all }, ...more };
}

/** @param {number} number @param {string} name @param {string} about @param {any[]} [touched] */
const step = (number, name, about, touched = []) => ({ number, name, at: NOW, about, touched });

test("a stop is blank here at once, and says so for as long as nobody else has heard of it", () => {
  /** @param {any} state @param {"connected" | "offline"} [line] */
  const how = (state, line = "connected") => {
    const { stopped, stop } = view({ ...state, snapshot: { ...state.snapshot, connection: { state: line, code: "", message: "" } } }, "nl");
    return [stopped, stop];
  };
  assert.deepEqual(how(at()), [false, ""]);
  assert.deepEqual(how(at(), "offline"), [false, ""]);
  assert.deepEqual(how(at({}, { stopping: true })), [true, "sending"]);
  assert.deepEqual(how(at({}, { stopping: true }), "offline"), [true, "unsent"]);
  assert.deepEqual(how(at({}, { stopping: true, late: true })), [true, "unsent"]);
  assert.deepEqual(how(at({ session: { stopped: true } }, { stopping: true, late: true }), "offline"), [true, "done"]);
});

test("the timer is offered with the minutes of the stage, or with one's own when they are a time", () => {
  assert.deepEqual([view(at(), "nl").timer.state, view(at(), "nl").timer.minutes], ["none", 25]);
  assert.equal(view(at({}, { minutes: " 7 " }), "nl").timer.minutes, 7);
  for (const typed of ["0", "-3", "1.5", "een", "241"]) {
    const { timer } = view(at({}, { minutes: typed }), "nl");
    assert.deepEqual([timer.wrong, timer.minutes], [true, 25], typed);
  }
  assert.equal(minutesOf("240"), 240);
});

test("the timer goes by the server's clock", () => {
  const timer = { timer: { total: 60_000, ends: NOW + 60_000, left: null, sound: true } };
  const state = at({ timer });
  assert.equal(view(state, "nl").timer.text, "1:00");
  assert.equal(view({ ...state, snapshot: { ...state.snapshot, offset: 30_000 } }, "nl").timer.text, "0:30");
  assert.equal(view(state, "nl").timer.sound, true);
});

test("what was done stands in the list newest first, each with what it was about", () => {
  const records = {
    step: {
      "step-1": step(1, "stage.go", "partners"),
      "step-2": step(2, "notes.open", "wish"),
      "step-3": step(3, "floor.next", "", [["floor", ["floor"], { partner: null }, { partner: "school01" }]]),
      "step-4": step(4, "note.aside", "briefje1", [["placement", ["briefje1"], null, {}]]),
      "step-5": step(5, "partner.remove", "weg00001", [["partner", ["weg00001"], { name: "Buurvrouw" }, null]]),
      "step-6": step(6, "spotlight.set", ""),
    },
    note: { briefje1: { text: "w".repeat(500), open: true } },
  };
  const { steps, last, undoable } = view(at(records), "nl");
  assert.deepEqual(
    steps.map(({ name, detail, kind }) => [name, detail, kind]),
    [
      ["spotlight.off", "", ""],
      ["partner.remove", "Buurvrouw", ""],
      ["note.aside", `${"w".repeat(60)}…`, ""],
      ["floor.next", "School", ""],
      ["notes.open", "", "wish"],
      ["stage.go", "Wensen", ""],
    ],
  );
  assert.deepEqual([last.number, undoable], [6, true]);
  assert.match(last.at, /^\d\d:\d\d$/);
  assert.equal(view(at(records), "en").steps.at(-1)?.detail, "Wensen (en)");
});

test("a note that nobody may read yet is not quoted", () => {
  const { snapshot } = at({ note: { briefje1: { text: null, open: false } } });
  assert.equal(doneOf(step(1, "note.aside", "briefje1"), snapshot, "nl").detail, "");
});

test("a partner that became the seat of the person themself is not called renamed", () => {
  const own = step(1, "partner.edit", "buur0001", [["partner", ["buur0001"], { own: false }, { own: true }]]);
  const named = step(2, "partner.edit", "buur0001", [["partner", ["buur0001"], { name: "Buur" }, { name: "Buurvrouw" }]]);
  const { snapshot } = at();
  assert.deepEqual([own, named].map((each) => doneOf(each, snapshot, "nl").name), ["partner.own", "partner.edit"]);
});

test("after taking back it is said what stayed, and what had been read by then", () => {
  const added = step(1, "partner.add", "buur0001", [["partner", ["buur0001"], null, {}]]);
  const done = { name: "partner.add", detail: "Buurvrouw", kind: "" };
  assert.equal(outcome(added, at().snapshot, done).left, false);
  const sat = at({ partner: { ...PARTNERS, buur0001: { name: "Buurvrouw", position: 2 } } }).snapshot;
  assert.equal(outcome(added, sat, done).left, true);

  const opened = step(2, "notes.open", "", [["board", ["board"], { open: [] }, { open: ["wish"] }]]);
  const closed = at({ board: { board: { begun: [], open: [] } } }).snapshot;
  assert.deepEqual(
    [outcome(opened, closed, done).left, outcome(opened, closed, done).read],
    [false, true],
  );
  assert.equal(outcome(opened, at({ board: { board: { open: ["wish"] } } }).snapshot, done).left, true);
});

test("private time is for partners with somebody on their seat", () => {
  const participant = { iemand01: { partner: "moeder01", name: "" } };
  const { private: shown } = view(at({ participant }, { chosen: ["moeder01", "school01"] }), "nl");
  assert.deepEqual(shown.seats.map(({ empty, chosen }) => [empty, chosen]), [[false, true], [true, false]]);
  assert.deepEqual([shown.on, shown.ready, shown.nobody], [false, true, false]);
  const busy = { private: { private: { partners: ["moeder01"], people: ["iemand01"] } } };
  assert.deepEqual([view(at(busy), "nl").private.on, view(at(busy), "nl").private.names], [true, "Moeder"]);
  assert.equal(view(at(), "nl").private.nobody, true);
  const both = { private: { private: { partners: ["school01", "moeder01"], people: ["iemand01"] } } };
  const { names, count } = view(at(both), "nl").private;
  assert.deepEqual([names, count], ["Moeder en School", 2]);
});

test("who knocks stands in the order in which they came, with the partner for whom they come", () => {
  const knock = {
    later001: { partner: "school01", at: 2, partner_name: null, name: "" },
    laatst01: { partner: "nieuw002", at: 3, partner_name: "moeder", name: "" },
    eerst001: { partner: "nieuw001", at: 1, partner_name: "Oma", name: "Oma zelf" },
  };
  assert.deepEqual(view(at({ knock }), "nl").knocks, [
    { id: "eerst001", name: "Oma zelf", partner: "Oma", fresh: true, second: false },
    { id: "later001", name: "", partner: "School", fresh: false, second: false },
    { id: "laatst01", name: "", partner: "moeder", fresh: false, second: false },
  ]);
});

test("a second phone at the seat of the person themself is marked, and not counted among all", () => {
  const partner = { ...PARTNERS, sam00001: { name: "Sam zelf", position: 2, own: true } };
  const knock = {
    eerste01: { partner: "sam00001", at: 1, partner_name: null, name: "" },
    tweede01: { partner: "nieuw001", at: 2, partner_name: "sam zelf", name: "" },
    derde001: { partner: "school01", at: 3, partner_name: null, name: "" },
  };
  const seconds = (/** @type {any} */ participant) => {
    const { knocks, admitting } = view(at({ partner, knock, participant }), "nl");
    return [knocks.map(({ second }) => second), admitting];
  };
  assert.deepEqual(seconds({ iemand01: { partner: "sam00001" } }), [[true, true, false], 1]);
  assert.deepEqual(seconds({ iemand01: { partner: "moeder01" } }), [[false, false, false], 3]);
});

test("the door is open, asks, or is closed", () => {
  assert.equal(view(at(), "nl").door, "open");
  assert.equal(view(at({ session: { ask: true } }), "nl").door, "ask");
  assert.equal(view(at({ session: { ask: true, door: false } }), "nl").door, "closed");
});

test("gone on without klopt is unconfirmed, and klopt takes that away", () => {
  const board = { board: { begun: ["welcome", "partners"], open: [] } };
  assert.equal(view(at({ board }), "nl").unconfirmed, true);
  assert.equal(view(at({ board, subject: { subject: { confirmed: "person" } } }), "nl").unconfirmed, false);
  assert.equal(view(at({ board: { board: { begun: ["welcome", "person"], open: [] } } }), "nl").unconfirmed, false);
});

test("it is told on whose phone klopt was pressed, for as long as it stands", () => {
  const on = (/** @type {Record<string, any>} */ subject) => view(at({ subject: { subject } }), "nl").confirmed_on;
  assert.equal(on({ confirmed: "person", confirmed_by: "school01" }), "School");
  assert.equal(on({ confirmed: "person", confirmed_by: "" }), "", "on the facilitator's page");
  assert.equal(on({ confirmed: "person" }), "", "in a log of before");
  assert.equal(on({ confirmed: "person", confirmed_by: "weg00001" }), "", "a partner who is gone");
  assert.equal(on({ confirmed: null, confirmed_by: "" }), "");
});

test("the organisation's procedure is an address, a text, or the product's own", () => {
  assert.deepEqual(view(at(), "nl").procedure, { own: false, address: "", text: "" });
  const address = "https://intranet.example.org/veilig";
  assert.deepEqual(view(at({}, { procedure: address }), "nl").procedure, { own: true, address, text: "" });
  const text = "Bel de aandachtsfunctionaris.";
  assert.deepEqual(view(at({}, { procedure: text }), "nl").procedure, { own: true, address: "", text });
});

test("without a session nothing can be taken back and nothing is shown", () => {
  const shown = view(START, "nl");
  assert.deepEqual([shown.undoable, shown.stopped, shown.door, newest(EMPTY)], [false, false, "closed", null]);
});

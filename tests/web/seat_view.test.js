// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY } from "../../facilitation/web/live/canvas_store.js";
import { boardOf } from "../../facilitation/web/live/seat_board.js";
import { laterView as view } from "../../facilitation/web/live/seat_later_view.js";
import { INITIAL, arrival } from "../../facilitation/web/live/seat_view.js";
import { lengthOf } from "../../facilitation/web/live/seat_guide.js";

const GUIDE = {
  stages: ["welcome", "person", "partners", "close"].map((form) => ({
    key: form,
    form,
    title: { nl: `stap ${form}`, en: `stage ${form}` },
    ask: { nl: "Wat zegt {subject}?", en: "What does {subject} say?" },
    questions: {
      wish: { nl: "Wat wens jij voor {subject}?", en: "What do you wish for {subject}?" },
      offer: { nl: "Wat kun jij bijdragen?", en: "What can you offer?" },
      need: { nl: "Wat heb jij nodig?", en: "What do you need?" },
    },
  })),
};

/** @param {Record<string, any>} [changes] per kind @returns {any} */
function snapshot(changes = {}) {
  const { connection, outbox = [], kept = true, ...records } = changes;
  return {
    ...EMPTY,
    seq: 9,
    me: "anna",
    role: "seat",
    outbox,
    kept,
    connection: connection ?? { state: "connected", code: "", message: "" },
    records: {
      session: { s: { status: "live", stage: "partners", retention_days: 30, purge_at: null } },
      guide: { guide: GUIDE },
      subject: { subject: { alias: "N.", age: "4 jaar", story: "", question: "", strengths: "", confirmed: null } },
      partner: { b: { name: "School", position: 1 }, a: { name: "Moeder", position: 0 } },
      participant: { anna: { partner: "a", name: "", joined: 1 }, ben: { partner: "b", name: "", joined: 2 } },
      board: { board: { begun: ["partners"], open: [] } },
      floor: { floor: { partner: null, heard: [] } },
      note: {},
      ...records,
    },
  };
}

/** @param {Record<string, any>} [patch] @param {Record<string, any>} [changes] @returns {any} */
function state(patch = {}, changes = {}) {
  return { ...INITIAL, session: "s", stage: "partners", snapshot: snapshot(changes), ...patch };
}

const OPEN = { board: { board: { begun: ["partners"], open: ["wish", "offer", "need"] } } };
const note = (/** @type {any} */ fields) => ({ partner: "a", author: "anna", kind: "wish", text: "Rust", at: 1, open: false, edited: null, ...fields });
const stageIs = (/** @type {string} */ stage, status = "live") => ({ session: { s: { status, stage, retention_days: 30, purge_at: null } } });

test("before anything has come in the page says so, and needs no window", () => {
  const shown = view(INITIAL, "nl");
  assert.equal(shown.state, "loading");
  assert.deepEqual(shown.notes, []);
});

test("the header tells around whom, for which partner and at which stage", () => {
  const shown = view(state(), "en");
  assert.deepEqual([shown.alias, shown.partner, shown.step, shown.steps], ["N.", "Moeder", 3, 4]);
  assert.equal(shown.asked, "What do you wish for N.?");
  assert.equal(shown.ask, "What does N. say?");
});

test("who can read it is said before it is written", () => {
  assert.equal(view(state(), "nl").readers, "nobody");
  assert.equal(view(state({}, OPEN), "nl").readers, "everybody");
  assert.equal(view(state({ kind: "need" }, { board: { board: { begun: ["partners"], open: ["wish"] } } }), "nl").readers, "nobody");
});

test("the board is open on a phone when something of what is asked now is, and not for what was asked before", () => {
  const open = (/** @type {string} */ stage, /** @type {string[]} */ kinds) =>
    view(state({ stage }, { board: { board: { begun: ["partners"], open: kinds } } }), "nl").board_open;
  assert.equal(open("partners", ["needed"]), false);
  assert.equal(open("partners", ["needed", "offer"]), true);
  assert.equal(open("close", ["needed"]), true, "where nothing is asked, what was");
  assert.equal(open("close", ["mission"]), false);
});

test("3_9_what_was_begun_while_the_board_was_closed_stays_promised", () => {
  assert.equal(view(state({ note: "Rust", promise: "closed" }, OPEN), "nl").readers, "promised");
});

test("3_9_a_closed_note_on_an_open_board_can_be_shown_by_its_author", () => {
  const notes = { note: { n: note({}), o: note({ open: true, at: 2 }) } };
  const shown = view(state({}, { ...OPEN, ...notes }), "nl").notes;
  assert.deepEqual(shown.map(({ id, mark, showable }) => [id, mark, showable]), [["o", "open", false], ["n", "yours", true]]);
  assert.equal(view(state({}, notes), "nl").notes[1].showable, false);
});

test("a note that waits says where it is, and honestly when the phone keeps nothing", () => {
  const item = { id: "c", owner: "s/anna", at: 5, name: "note.add", args: { note: "n", kind: "wish", text: "Rust", closed: true }, state: "waiting", seq: null, code: "", message: "" };
  const away = { connection: { state: "offline", code: "", message: "" } };
  const mark = (/** @type {any} */ changes) => view(state({}, { outbox: [item], ...changes }), "nl").notes[0].mark;
  assert.equal(mark({}), "sending");
  assert.equal(mark(away), "waiting");
  assert.equal(mark({ ...away, kept: false }), "unkept");
  assert.equal(view(state({}, { outbox: [item], ...away, kept: false }), "nl").line, "offline-unkept");
});

test("a refused note keeps its text and says why", () => {
  const item = { id: "c", owner: "s/anna", at: 5, name: "note.add", args: { note: "n", kind: "need", text: "Rust" }, state: "refused", seq: null, code: "too-many-notes", message: "Meer passen er niet." };
  const [shown] = view(state({}, { outbox: [item] }), "nl").notes;
  assert.deepEqual([shown.mark, shown.text, shown.reason, shown.refused], ["refused", "Rust", "Meer passen er niet.", true]);
});

test("a new stage moves the page, and says so", () => {
  const patch = arrival(state({ tab: "board" }), snapshot(stageIs("close")));
  assert.deepEqual([patch.stage, patch.tab, patch.news?.what], ["close", "mine", "stage"]);
});

test("that the board is open is said no longer once it was closed again", () => {
  /** @param {string[]} open */
  const told = (open) => view(state({ news: { what: "board", count: 1 } }, { board: { board: { begun: ["partners"], open } } }), "nl").news;
  assert.deepEqual([told(["wish"]), told([])], ["board", ""]);
});

test("a page that comes back tells nothing new of the stage, and shows the one it finds", () => {
  const back = { ...state(), ...arrival(state({ news: { what: "", count: 3 } }), EMPTY) };
  assert.equal(back.stage, "partners");
  assert.equal(arrival(back, snapshot()).news, undefined);
  const later = arrival(back, snapshot(stageIs("close")));
  assert.deepEqual([later.stage, later.news], ["close", undefined]);
});

test("a new stage waits for whoever is in the middle of a sentence, and is told", () => {
  const typing = state({ writing: true, note: "Dat ze haar broer elke" });
  const patch = arrival(typing, snapshot(stageIs("close")));
  assert.equal(patch.stage, undefined);
  const shown = view({ ...typing, ...patch }, "nl");
  assert.deepEqual([shown.next, shown.here, shown.note], ["stap close", true, "Dat ze haar broer elke"]);
  const after = { ...typing, ...patch, writing: false };
  assert.equal(arrival(after, after.snapshot).stage, "close");
});

test("half a text goes along to the next stage", () => {
  const shown = view(state({ stage: "close", note: "Dat ze" }, stageIs("close")), "nl");
  assert.deepEqual([shown.form, shown.composing, shown.half, shown.note], ["close", true, true, "Dat ze"]);
});

test("3_11_a_closed_session_takes_no_writing_and_what_stood_in_the_field_stays", () => {
  const shown = view(state({ note: "Dat ze" }, { ...stageIs("close", "closed"), note: { n: note({ open: true }) } }), "nl");
  assert.deepEqual([shown.writing, shown.composing, shown.stranded, shown.closed], [false, false, ["Dat ze"], true]);
  assert.equal(shown.notes[0].editable, false);
});

test("at the close a note that was opened and not changed is not called unplaced, a changed one is", () => {
  const placed = { ...stageIs("close", "closed"), note: { n: note({ open: true, text: "Rust" }) } };
  assert.deepEqual(view(state({ editing: "n", edit: "Rust" }, placed), "nl").stranded, []);
  assert.deepEqual(view(state({ editing: "n", edit: "Rust en tijd" }, placed), "nl").stranded, ["Rust en tijd"]);
});

test("the download is in the language of the phone", () => {
  assert.equal(view(state(), "en").pdf, "/api/sessions/s/canvas.pdf?language=en");
});

test("having the floor is told to its partner alone, and only in the stage of the floor", () => {
  const floor = { floor: { floor: { partner: "a", heard: ["a"] } } };
  assert.equal(view(state({}, floor), "nl").floor, "mine");
  assert.equal(view(state({}, { floor: { floor: { partner: "b", heard: [] } } }), "nl").speaker, "School");
  assert.equal(view(state({ stage: "close" }, { ...floor, ...stageIs("close") }), "nl").floor, "");
  assert.equal(arrival(state(), snapshot(floor)).news?.what, "floor");
});

test("the board counts around the circle and tells nothing of what is closed but that it is there", () => {
  const records = snapshot({
    note: {
      x: note({ partner: "b", author: "ben", kind: "need", open: true, text: "Horen" }),
      y: note({ partner: "a", kind: "offer", open: true, at: 1, text: "Tijd" }),
      z: note({ partner: "a", kind: "wish", open: true, at: 9, text: "Rust" }),
      q: note({ partner: "b", author: "ben", text: null }),
    },
  }).records;
  const board = boardOf(records, "a");
  assert.deepEqual(board.partners.map(({ name, mine, closed }) => [name, mine, closed]), [["Moeder", true, 0], ["School", false, 1]]);
  assert.deepEqual(board.partners.flatMap(({ notes }) => notes.map(({ number, text }) => [number, text])), [[1, "Rust"], [2, "Tijd"], [3, "Horen"]]);
  assert.deepEqual([board.open, board.closed], [3, 1]);
});

test("personal data is pointed out until the text changes", () => {
  const text = "Bel 06-12345678";
  assert.deepEqual(view(state({ note: text, asked: text }), "nl").personal, [{ kind: "phone", piece: "06-12345678" }]);
  assert.deepEqual(view(state({ note: `${text}!`, asked: text }), "nl").personal, []);
});

test("after the end what was not sent is still there to be copied", () => {
  const item = { id: "c", owner: "s/anna", at: 5, name: "note.add", args: { note: "n", kind: "wish", text: "Eerste" }, state: "waiting", seq: null, code: "", message: "" };
  const ended = { connection: { state: "ended", code: "removed", message: "" }, outbox: [item] };
  const shown = view(state({ note: "Tweede" }, ended), "nl");
  assert.deepEqual([shown.state, shown.code, shown.left_behind], ["away", "removed", ["Eerste", "Tweede"]]);
});

test("characters are counted as the server counts them", () => {
  assert.equal(lengthOf("  e\u0301👩‍👧  "), 4);
});

test("a note is said to be put up once the server has it, and not when it was refused", () => {
  /** @param {string[]} states @param {string} line */
  const told = (states, line = "connected") => {
    const outbox = states.map((state, i) => ({ id: `c${i}`, name: "note.add", args: { note: `n${i}` }, state }));
    const after = snapshot({ outbox, connection: { state: line, code: "", message: "" } });
    return view(state({ news: { what: "kept", count: 1, refused: 1 }, snapshot: after }), "nl").news;
  };
  assert.equal(told(["refused", "waiting"], "offline"), "kept", "it says there that the note waits");
  assert.equal(told(["refused", "waiting"]), "");
  assert.equal(told(["refused", "sent"]), "kept");
  assert.equal(told(["refused"]), "kept");
  assert.equal(told(["refused", "refused"]), "");
});

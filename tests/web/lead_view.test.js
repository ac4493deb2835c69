// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY } from "../../facilitation/web/live/canvas_store.js";
import { unheard } from "../../facilitation/web/live/lead_people.js";
import { START, view } from "../../facilitation/web/live/lead_view.js";

const text = (/** @type {string} */ nl) => ({ nl, en: `${nl} (en)` });
const FORMS = ["welcome", "person", "partners", "lookback", "close"];
const GUIDE = {
  stages: FORMS.map((form) => ({
    key: form,
    form,
    minutes: 10,
    title: text(form),
    say: text("Zeg {subject}, {subject}"),
    rule: text("{subject} telt"),
  })),
};

/**
 * @param {string} stage
 * @param {Record<string, any>} [more] records and, under `state`, fields of the page's own
 * @returns {import("../../facilitation/web/live/lead_view.js").LeadState}
 */
function at(stage, { state = {}, snapshot = {}, ...records } = {}) {
  return {
    ...START,
    session: "sessie-12",
    snapshot: {
      ...EMPTY,
      seq: 1,
      role: "lead",
      connection: { state: "connected", code: "", message: "" },
      presence: { people: 0, present: 0, ready: 0, who: {} },
      ...snapshot,
      records: {
        session: { "sessie-12": { title: "Rond N.", stage, status: "live", door: true, retention_days: 30, purge_at: null } },
        guide: { guide: GUIDE },
        subject: { subject: { alias: "N.", age: "", story: "", question: "", strengths: "", confirmed: null } },
        board: { board: { begun: ["partners"], open: [] } },
        floor: { floor: { partner: null, heard: [] } },
        ...records,
      },
    },
    ...state,
  };
}

const PARTNERS = {
  moeder01: { name: "Moeder", position: 0 },
  school01: { name: "School", position: 1 },
  vader001: { name: "Vader", position: 2 },
};
/** @param {string} partner @param {string} kind @param {boolean} open */
const note = (partner, kind, open) => ({ partner, author: "iemand01", kind, text: open ? "woorden" : null, at: 1, open, edited: null });

test("the texts of the guide stand in the reader's language, with the alias filled in everywhere", () => {
  const { stage, back, forward } = view(at("person"), "en");
  assert.equal(stage.say, "Zeg N., N. (en)");
  assert.equal(stage.rule, "N. telt (en)");
  assert.deepEqual([stage.number, stage.count], [2, 5]);
  assert.deepEqual([back.title, forward.title], ["welcome (en)", "partners (en)"]);
  assert.deepEqual(view(at("person"), "nl").stages.map((/** @type {any} */ each) => each.state), ["done", "now", "later", "later", "later"]);
});

test("there is one thing to do at a time, in the order of the guide", () => {
  const words = { subject: { subject: { alias: "N.", story: "Ik woon hier.", confirmed: null } } };
  const right = { subject: { subject: { alias: "N.", story: "Ik woon hier.", confirmed: "person" } } };
  const open = { board: { board: { begun: ["partners"], open: ["wish", "offer", "need"] } }, partner: PARTNERS };
  /** @param {string} stage @param {Record<string, any>} [more] */
  const doing = (stage, more) => view(at(stage, more), "nl").doing;
  assert.equal(doing("welcome"), "screen");
  assert.equal(doing("welcome", { state: { projector: "open" } }), "", "nobody is in");
  assert.equal(doing("welcome", { snapshot: { presence: { people: 1, present: 1, ready: 0 } } }), "forward");
  assert.equal(doing("person"), "");
  assert.equal(doing("person", words), "confirm");
  assert.equal(doing("person", right), "forward");
  assert.equal(doing("partners", { partner: PARTNERS }), "open");
  assert.equal(doing("partners", open), "floor");
  assert.equal(doing("partners", { ...open, floor: { floor: { partner: "vader001", heard: Object.keys(PARTNERS) } } }), "floor");
  assert.equal(doing("partners", { ...open, floor: { floor: { partner: null, heard: Object.keys(PARTNERS) } } }), "forward");
  assert.equal(doing("close"), "close");
  const session = { session: { "sessie-12": { title: "Rond N.", stage: "partners", status: "closed", door: false } } };
  assert.equal(doing("partners", session), "reopen");
});

test("the board is ripe once there are notes to open and everybody who came in is ready", () => {
  const participant = { anna0001: { partner: "moeder01", name: "", joined: 1 }, bilal001: { partner: "school01", name: "", joined: 2 } };
  /** @param {number} ready @param {Record<string, any>} [note] */
  const ripe = (ready, note = {}) =>
    view(at("partners", { partner: PARTNERS, participant, note, snapshot: { presence: { people: 2, present: 2, ready, who: {} } } }), "nl").ripe;
  assert.equal(ripe(2), false);
  assert.equal(ripe(1, { n1: note("moeder01", "wish", false) }), false);
  assert.equal(ripe(2, { n1: note("moeder01", "wish", false) }), true);
  assert.equal(ripe(2, { n1: note("moeder01", "wish", true) }), false);
});

test("in looking back at least those who gave scores are ready, and nowhere else", () => {
  const participant = { anna0001: { partner: "moeder01", name: "", joined: 1 }, bilal001: { partner: "moeder01", name: "", joined: 2 } };
  /** @param {string} stage @param {number} ready @param {number} answered */
  const counted = (stage, ready, answered) =>
    view(at(stage, { participant, radar: { radar: { answered, shown: 0 } }, snapshot: { presence: { people: 2, present: 2, ready, who: {} } } }), "nl").ready;
  assert.deepEqual([counted("lookback", 0, 2), counted("lookback", 2, 1), counted("lookback", 1, 3)], [2, 2, 2]);
  assert.equal(counted("partners", 0, 2), 0);
});

test("a next meeting after the day of deletion is told, with the time where there is one", () => {
  const purge_at = new Date(2026, 11, 22, 16, 0).getTime();
  /** @param {string} next_meeting @param {number | null} [purge] */
  const gone = (next_meeting, purge = purge_at) => {
    const session = { "sessie-12": { title: "", stage: "close", status: "live", retention_days: 30, purge_at: purge, next_meeting } };
    return view(at("close", { session }), "nl").gone_by_meeting;
  };
  assert.deepEqual(["", "2026-12-21", "2026-12-22T15:30", "2026-12-22", "2027-01-16T10:30"].map((when) => gone(when)), [false, false, false, true, true]);
  assert.equal(gone("9998-01-01", null), true, "before the close: counted from now");
});

test("shortcuts are off until somebody wants them", () => {
  assert.equal(START.shortcuts, false);
});

test("what there is to say follows the board and the round", () => {
  const heard = Object.keys(PARTNERS);
  /** @param {string[]} open @param {string | null} partner @param {string[]} had @param {string} [stage] */
  const saying = (open, partner, had, stage = "partners") =>
    view(at(stage, { partner: PARTNERS, board: { board: { begun: ["partners"], open } }, floor: { floor: { partner, heard: had } } }), "nl").saying;
  assert.equal(saying([], null, []), "guide");
  assert.equal(saying(["wish"], null, []), "begin");
  assert.equal(saying(["wish"], "school01", ["school01"]), "round");
  assert.equal(saying(["wish"], "school01", heard), "round");
  assert.equal(saying(["wish"], null, heard), "heard");
  assert.equal(saying(["wish"], null, heard, "close"), "guide");
  assert.equal(view(at("partners", { board: { board: { begun: ["partners"], open: ["wish"] } } }), "nl").saying, "guide");
});

test("passed over are those who are at the circle, by who sits there or by what they wrote, and were not heard", () => {
  const records = {
    partner: { ...PARTNERS, opa00001: { name: "Opa", position: 3 } },
    participant: { iemand01: { partner: "moeder01", name: "", joined: 1 }, iemand02: { partner: "school01", name: "", joined: 2 } },
    note: { briefje1: note("vader001", "wish", true) },
    floor: { floor: { partner: "school01", heard: ["school01"] } },
  };
  assert.deepEqual(unheard(view(at("partners", records), "nl").partners), ["Moeder", "Vader"], "nobody has come for Opa");
});

test("the floor goes clockwise from who has it to the first who was not heard, and who speaks still is not counted as heard", () => {
  const records = { partner: PARTNERS, floor: { floor: { partner: "school01", heard: ["school01", "vader001"] } } };
  const { floor, partners } = view(at("partners", records), "nl");
  assert.deepEqual([floor.name, floor.next, floor.heard, floor.of], ["School", "Moeder", 1, 3]);
  assert.deepEqual(partners.map(({ turn }) => turn), ["waiting", "speaking", "heard"]);
});

test("notes are counted by partner and kind, and no words of closed ones are on the page", () => {
  const records = {
    partner: PARTNERS,
    board: { board: { begun: ["partners"], open: ["wish"] } },
    note: {
      note0001: note("moeder01", "wish", true),
      note0002: note("moeder01", "wish", false),
      note0003: note("moeder01", "need", false),
      note0004: note("school01", "offer", false),
    },
  };
  const shown = view(at("partners", records), "nl");
  const [mother, school] = shown.partners;
  assert.deepEqual([mother?.written.map(({ kind, count }) => [kind, count]), mother?.closed], [[["wish", 2], ["offer", 0], ["need", 1]], 2]);
  assert.deepEqual([school?.notes, school?.closed], [1, 1]);
  assert.deepEqual([shown.board.closed, shown.board.late, shown.board.waiting], [3, 1, 3]);
  assert.equal(JSON.stringify(shown).includes("woorden"), false);
});

test("a partner is ready when everybody there is, and somebody away is still there", () => {
  const records = {
    partner: PARTNERS,
    participant: {
      persoon1: { partner: "moeder01", joined: 1, name: "Oma" },
      persoon2: { partner: "moeder01", joined: 2, name: "" },
      persoon3: { partner: "school01", joined: 3, name: "" },
    },
    snapshot: {
      presence: {
        people: 3,
        present: 2,
        ready: 2,
        who: { persoon1: { present: true, ready: true }, persoon2: { present: true, ready: false }, persoon3: { present: false, ready: true } },
      },
    },
  };
  const [mother, school, father] = view(at("partners", records), "nl").partners;
  assert.deepEqual([mother?.people.map(({ name }) => name), mother?.present, mother?.ready], [["Oma", ""], 2, false]);
  assert.deepEqual([school?.present, school?.ready], [0, true]);
  assert.deepEqual([father?.empty, father?.ready, father?.removable], [true, false, true]);
});

test("buttons wait while one is on its way, without a line, and just after somebody else moved", () => {
  assert.equal(view(at("welcome"), "nl").pressable, true);
  assert.equal(view(at("welcome", { state: { press: "go:person" } }), "nl").pressable, false);
  assert.equal(view(at("welcome", { state: { settling: true } }), "nl").pressable, false);
  const offline = at("welcome", { snapshot: { connection: { state: "offline", code: "", message: "" } } });
  assert.deepEqual([view(offline, "nl").pressable, view(offline, "nl").phase], [false, "ready"]);
});

test("whoever is not signed in, or asks for a session that is gone, reads so", () => {
  /** @param {string} code */
  const refused = (code) => ({ ...START, snapshot: { ...EMPTY, connection: { state: /** @type {const} */ ("refused"), code, message: "Weg." } } });
  assert.equal(view(refused("not-signed-in"), "nl").phase, "signed-out");
  assert.deepEqual([view(refused("session-unknown"), "nl").phase, view(refused("session-unknown"), "nl").refusal], ["gone", "Weg."]);
  assert.equal(view({ ...START, linksCode: "not-signed-in" }, "nl").phase, "signed-out");
  const links = { code: "K7PM-4X2R", join_url: "", address: "localhost:8000", reachable: false, canvas_url: "" };
  assert.deepEqual([view(START, "nl").links.reachable, view({ ...START, links }, "nl").links.reachable], [true, false]);
  assert.equal(view(START, "nl").phase, "loading");
});

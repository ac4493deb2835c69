// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY } from "../../facilitation/web/live/canvas_store.js";
import { overlay } from "../../facilitation/web/live/pending.js";
import { laterView as view } from "../../facilitation/web/live/seat_later_view.js";
import { carried, promisedOf } from "../../facilitation/web/live/seat_writing.js";
import { INITIAL, arrival } from "../../facilitation/web/live/seat_view.js";

const FORMS = ["welcome", "person", "frame", "needed", "partners", "connect", "agreements", "lookback", "close"];
const text = (/** @type {string} */ words) => ({ nl: words, en: words });
const GUIDE = {
  stages: FORMS.map((form) => ({
    key: form,
    form,
    title: text(form),
    ask: text(form),
    questions: form === "partners" ? { see: text("Wat zie je?"), offer: text("Wat geef je?"), need: text("Wat zoek je?") } : {},
    labels: form === "partners" ? { see: text("Elke dag") } : {},
  })),
};
const note = (/** @type {any} */ fields) => ({
  partner: "b", author: "ben", kind: "needed", text: "Rust", at: 1, open: true, edited: null, within: [], named: true, stage: "needed", ...fields,
});

/** A phone at this stage, with these records; what is no kind of record is part of the snapshot or the state.
 * @param {string} stage @param {Record<string, any>} [changes] @returns {any} */
function at(stage, { connection = "connected", outbox = [], session = {}, ...changes } = {}, patch = {}) {
  const records = {
    session: { s: { status: "live", stage, stopped: false, next_meeting: "", ...session } },
    guide: { guide: GUIDE },
    subject: { subject: { alias: "N.", age: "" } },
    partner: { a: { name: "Moeder", position: 0 }, b: { name: "School", position: 1 }, c: { name: "Oom", position: 2 } },
    participant: { anna: { partner: "a", name: "" }, ben: { partner: "b", name: "Ben" }, carl: { partner: "c", name: "" } },
    board: { board: { begun: FORMS.slice(0, FORMS.indexOf(stage) + 1), open: ["mission", "vision", "aim"] } },
    ...changes,
  };
  const snapshot = { ...EMPTY, seq: 9, me: "anna", role: "seat", outbox, records, connection: { state: connection, code: "", message: "" } };
  return { ...INITIAL, session: "s", stage, snapshot, ...patch };
}

const item = (/** @type {string} */ name, /** @type {any} */ args, state = "waiting") => ({
  id: "c", owner: "s/anna", at: 5, name, args, state, seq: null, code: "", message: "Dat kan niet.",
});

test("a phone that is stopped is blank, also before it has heard anything", () => {
  assert.equal(view(at("partners", { session: { stopped: true } }), "nl").state, "stopped");
  assert.equal(view({ ...INITIAL, stopped: true }, "nl").state, "stopped");
  assert.equal(view(at("partners", {}, { stopped: true }), "nl").state, "here");
});

test("private time is for those who are at it, and a calm page for all others", () => {
  const together = { private: { private: { partners: ["b", "c"], people: ["ben", "carl"] } } };
  const apart = view(at("partners", together, { note: "Half" }), "nl");
  assert.deepEqual([apart.state, apart.private_partners, apart.note], ["apart", "School en Oom", "Half"]);
  const within = at("partners", { private: { private: { partners: ["a", "b"], people: ["anna", "ben"] } } });
  const shown = view(within, "nl");
  assert.deepEqual([shown.state, shown.readers, shown.company], ["here", "private", "Ben (School)"]);
  assert.equal(view({ ...within, note: "Rust", promise: "closed" }, "nl").readers, "promised");
  assert.equal(view(at("frame", {}, { note: "Rust", kind: "aim", promise: "private" }), "nl").readers, "promised-private");
});

test("3_18_what_is_begun_in_private_time_or_open_is_private_and_what_was_begun_closed_stays_its_authors_alone", () => {
  const within = at("partners", { private: { private: { partners: ["a", "b"], people: ["anna", "ben"] } } }).snapshot;
  for (const promise of ["", "private"]) assert.equal(promisedOf(promise, within, "wish"), "private");
  assert.deepEqual(carried("closed", within, "wish"), { closed: true, private: false });
  assert.deepEqual(carried("", within, "wish"), { closed: true, private: true });
  const before = at("partners", {}).snapshot;
  assert.equal(promisedOf("private", before, "wish"), "private");
  assert.equal(promisedOf("", before, "wish"), "closed");
  assert.deepEqual(carried("", before, "wish"), { closed: true, private: false }, "it opens with the board");
});

test("3_9_what_goes_on_beside_a_board_that_opened_meanwhile_is_its_authors_alone_to_open", () => {
  const opened = at("partners", { board: { board: { begun: ["partners"], open: ["offer"] } } }).snapshot;
  assert.deepEqual(carried("closed", opened, "offer"), { closed: true, private: true });
  assert.deepEqual(carried("", opened, "offer"), { closed: false, private: false });
});

test("what was written in private time is marked for its author and listed for the others of it", () => {
  const shared = { n: note({ partner: "a", author: "anna", kind: "need", stage: "partners", open: false, within: ["anna", "ben"] }), m: note({ kind: "need", open: false, text: "Van Ben" }) };
  const shown = view(at("partners", { note: shared }), "nl");
  assert.deepEqual(shown.notes.map(({ mark, company, shareable, showable }) => [mark, company, shareable, showable]), [["private", "Ben (School)", true, false]]);
  assert.deepEqual(shown.private_notes, [{ id: "m", kind: "need", text: "Van Ben", by: "School" }]);
});

test("each stage asks for its own kinds, and what the guide calls them", () => {
  const partners = view(at("partners"), "nl");
  assert.deepEqual(partners.kinds.map(({ kind, label, chosen }) => [kind, label, chosen]), [["see", "Elke dag", true], ["offer", "", false], ["need", "", false]]);
  assert.equal(partners.asked, "Wat zie je?");
  const frame = view(at("frame"), "nl");
  assert.deepEqual([frame.kind, frame.readers, frame.asked, frame.getting_ready], ["mission", "proposal", "", false]);
  assert.deepEqual([view(at("needed"), "nl").kind, view(at("connect"), "nl").composing], ["needed", false]);
});

test("half a text keeps its kind in a stage that asks for others", () => {
  const shown = view(at("partners", {}, { note: "Dat er", kind: "needed" }), "nl");
  assert.deepEqual([shown.kind, shown.half, shown.here, shown.composing], ["needed", true, false, true]);
});

test("a note laid aside is marked for its author, and other words for it are shown", () => {
  const mine = { note: { n: note({ partner: "a", author: "anna" }) } };
  assert.equal(view(at("needed", { ...mine, placement: { n: { aside: true, on: null } } }), "nl").notes[0].mark, "aside");
  const shown = view(at("needed", { ...mine, proposal: { n: { author: "anna", text: "Rust in huis", at: 7 } } }), "nl").notes[0];
  assert.deepEqual([shown.proposal, shown.proposed], ["Rust in huis", 7]);
});

test("what others wrote lies in stacks, with how many support it and whether I do", () => {
  const shown = view(
    at("needed", {
      note: { x: note({}), y: note({ at: 2, text: "Een rustige plek" }), z: note({ at: 3, text: "Weg" }) },
      placement: { y: { aside: false, on: "x" }, z: { aside: true, on: null } },
      support: { 1: { note: "x", by: "" }, 2: { note: "x", by: "anna" } },
    }),
    "nl",
  ).needed_here;
  assert.deepEqual(shown.map(({ id, below, support, supported }) => [id, below, support, supported]), [["x", false, 2, true], ["y", true, 0, false]]);
});

test("an answer that is on its way stands over the one that is known, and says so", () => {
  const match = { m: { partner: "a", at: 1, need: "n", offer: null, agreement: null, by: "", reply: null, line: "", replied: null } };
  const records = { note: { n: note({ kind: "need" }) }, match };
  assert.equal(view(at("connect", records), "nl").asks[0].reply, "");
  const said = { ...records, outbox: [item("match.answer", { match: "m", reply: "try", line: "Soms" })] };
  assert.deepEqual([view(at("connect", { ...said, connection: "offline" }), "nl").asks[0]].map(({ reply, line, way }) => [reply, line, way]), [["try", "Soms", "waiting"]]);
  assert.equal(view(at("connect", said, { lines: { m: "Vaak" } }), "nl").asks[0].unsaid, true);
});

test("a question waits for its answer in every stage, an answer is shown where it belongs", () => {
  const match = (/** @type {any} */ fields) => ({ partner: "a", at: 1, need: "n", offer: null, agreement: null, by: "", reply: null, line: "", ...fields });
  const records = { note: { n: note({ kind: "need" }) }, agreement: { g: { what: "Bellen", at: 1, who: ["a"], means: "", due: "2026-12-01", match: null } } };
  const matches = { open: match({}), done: match({ at: 2, reply: "yes" }), part: match({ at: 3, need: null, agreement: "g", reply: "no" }) };
  const ids = (/** @type {string} */ stage, patch = {}) => view(at(stage, { ...records, match: matches }, patch), "nl").asks.map(({ id }) => id);
  assert.deepEqual(ids("connect"), ["open", "done", "part"]);
  assert.deepEqual(ids("agreements"), ["open", "part"]);
  assert.deepEqual(ids("lookback"), ["open"]);
  assert.deepEqual(ids("lookback", { answered: ["done"] }), ["open", "done"]);
});

test("a need of mine can be asked of whoever was not asked, on another's I can lay an offer of mine", () => {
  const notes = {
    mine: note({ partner: "a", author: "anna", kind: "need" }),
    other: note({ kind: "need", at: 2 }),
    gift: note({ partner: "a", author: "anna", kind: "offer", at: 3, text: "Soep" }),
  };
  const match = { m: { partner: "b", at: 1, need: "mine", offer: null, agreement: null, by: "anna", reply: "no", line: "" } };
  const shown = view(at("connect", { note: notes, match }), "nl");
  assert.deepEqual(shown.needs.map(({ id, mine, met, choices }) => [id, mine, met, choices.map(({ text, empty }) => [text, empty])]), [["mine", true, false, [["Oom", false]]], ["other", false, false, [["Soep", false]]]]);
  const alone = view(at("connect", { note: notes, match, participant: { anna: { partner: "a", name: "", joined: 1 } } }), "nl");
  assert.deepEqual(alone.needs[0]?.choices.map(({ text, empty }) => [text, empty]), [["Oom", true]], "nobody sits there who could answer");
  const laid = [item("match.ask", { match: "q", need: "other", offer: "gift" })];
  const after = view(at("connect", { note: notes, match, outbox: laid }), "nl");
  assert.deepEqual(after.needs.map(({ id, met }) => [id, met]), [["mine", false], ["other", true]]);
  assert.deepEqual(shown.asked_by_me.map(({ partner, reply, removable }) => [partner, reply, removable]), [["School", "no", false]]);
});

test("whether it is right is asked once the question stands there", () => {
  /** @param {any} words */
  const asked = (words) => view(at("person", { subject: { subject: { story: "", question: "", strengths: "", ...words } } }), "nl").confirmable;
  assert.deepEqual([asked({ story: "Ik woon" }), asked({ question: "Mag ik" }), asked({ question: "Mag ik", confirmed: "person" })], [false, true, false]);
});

test("an answer belongs to the words that were read: to others one is asked anew, with what one added", () => {
  const agreement = { g: { what: "Elke dag bellen", at: 1, who: [], means: "", due: "2026-12-01", match: null, edited: 5 } };
  const match = { m: { partner: "a", at: 1, need: null, offer: null, agreement: "g", by: "", reply: null, line: "", replied: 2, again: true } };
  /** @param {any[]} outbox */
  const ask = (outbox) => view(at("agreements", { agreement, match, outbox }), "nl").asks[0];
  const { what, due, again, reply } = ask([]) ?? {};
  assert.deepEqual([what, due, again, reply], ["Elke dag bellen", "1 december 2026", true, ""]);
  const yes = { match: "m", reply: "yes", line: "Na school" };
  assert.deepEqual([ask([item("match.answer", { ...yes, at: 5 })])].map((it) => [it?.reply, it?.again]), [["yes", false]]);
  assert.equal(ask([item("match.answer", { ...yes, at: 1 })])?.reply, "", "on its way, to the words of before");
  const late = { ...item("match.answer", { ...yes, at: 1 }, "refused"), code: "reworded" };
  assert.deepEqual([ask([late])].map((it) => [it?.reply, it?.line]), [["", "Na school"]]);
  match.m.again = false;
  assert.equal(ask([late])?.again, true, "also where nobody had answered yet: the words are not those that were read");
  const [refused] = view(at("agreements", { agreement, match, outbox: [late] }), "nl").refusals;
  assert.equal(refused?.again, false, "that would be an answer to the words of before once more");
  assert.equal(ask([item("match.answer", { ...yes, at: 1 })])?.line, "Na school", "nor does its line go out of sight");
  match.m = { ...match.m, reply: /** @type {any} */ ("yes"), line: "Om vier uur" };
  const beside = ask([late]);
  assert.deepEqual([beside?.reply, beside?.line, beside?.unsaid], ["yes", "Na school", true], "it is not kept beside what another phone said");
});

test("the agreements begin with mine, and days are told in words", () => {
  const agreement = (/** @type {any} */ fields) => ({ what: "", at: 1, who: [], means: "", due: "", match: null, ...fields });
  const shown = view(at("agreements", { session: { next_meeting: "2027-01-12T10:30" }, agreement: { x: agreement({ who: ["b"] }), y: agreement({ at: 2, who: ["c", "a"], due: "2026-12-01" }) } }), "nl");
  assert.deepEqual(shown.agreements.map(({ id, does, due, mine }) => [id, does, due, mine]), [["y", "Oom, Moeder", "1 december 2026", true], ["x", "School", "", false]]);
  assert.deepEqual(shown.my_agreements.map(({ id }) => id), ["y"]);
  assert.equal(shown.next_meeting, "12 januari 2027, 10:30");
});

test("a law that is on its way is shown as such, and something else than a note that was refused says so", () => {
  const law = { l: { name: "Jeugdwet", allows: "", asks: "", at: 1, author: "" } };
  const sent = view(at("frame", { law, outbox: [item("law.add", { law: "k", name: "Regel" })] }), "nl");
  assert.deepEqual(sent.laws.map(({ name, mine, waiting }) => [name, mine, waiting]), [["Jeugdwet", false, false], ["Regel", true, true]]);
  const refused = view(at("frame", { law, outbox: [item("law.add", { law: "k", name: "Regel" }, "refused")] }), "nl");
  assert.deepEqual([refused.laws.length, refused.refusals, refused.left_behind], [1, [{ id: "c", message: "Dat kan niet.", again: true }], ["Regel"]]);
});

test("the scores are those that were chosen, then those that were given", () => {
  const given = { pulse: { anna: { safety: 2, transparency: 2, coherence: 2, connection: 2, at: 1 } } };
  const fresh = view(at("lookback", {}, { pulse: { safety: 4 } }), "nl");
  assert.deepEqual([fresh.pulse, fresh.scored, fresh.scores[0]], ["none", false, { value: "safety", chosen: 4 }]);
  assert.equal(view(at("lookback", given), "nl").pulse, "given");
  const changed = view(at("lookback", given, { pulse: { safety: 5 } }), "nl");
  assert.deepEqual([changed.pulse, changed.scored, changed.scores.map(({ chosen }) => chosen)], ["changed", true, [5, 2, 2, 2]]);
});

test("what all gave together is shown once it was shown", () => {
  assert.deepEqual(view(at("lookback", { radar: { radar: { answered: 3, shown: 0, safety: null } } }), "nl").radar, []);
  const radar = { radar: { answered: 5, shown: 4, safety: 3.25, transparency: 4, coherence: 2, connection: 5 } };
  const shown = view(at("lookback", { radar }), "nl");
  assert.deepEqual([shown.radar_shown, shown.radar[1]], [4, { value: "transparency", mean: "4,0", percent: "80%" }]);
});

test("looking back carries no name unless its author chose so", () => {
  assert.equal(view(at("lookback"), "nl").by_name, "without");
  assert.equal(view(at("lookback", {}, { named: true }), "nl").by_name, "with");
  assert.equal(view(at("needed"), "nl").by_name, "");
  const notes = { n: note({ kind: "well", named: false }), m: note({ kind: "well", at: 2 }) };
  assert.deepEqual(view(at("lookback", { note: notes }), "nl").lookback.map(({ by }) => by), ["", "Ben (School)"]);
});

test("a nudge is shown until it was put away, a newer one again", () => {
  const nudge = { nudge: { anna: { at: 50 } } };
  assert.equal(view(at("partners", nudge), "nl").nudged, true);
  assert.equal(view(at("partners", nudge, { nudged: "50" }), "nl").nudged, false);
  assert.equal(view(at("partners", { nudge: { anna: { at: 90 } } }, { nudged: "50" }), "nl").nudged, true);
});

test("a question, other words and private time are news; the frame that opens by itself is not", () => {
  const news = (/** @type {any} */ changes) => arrival(at("partners"), at("partners", changes).snapshot).news?.what;
  assert.equal(news({ match: { m: { partner: "a", reply: null } } }), "asked");
  assert.equal(news({ match: { m: { partner: "b", reply: null } } }), undefined);
  assert.equal(news({ proposal: { n: { text: "Rust", at: 1 } } }), "proposal");
  assert.equal(news({ private: { private: { partners: ["a"], people: ["anna"] } } }), "private");
  assert.equal(news({ board: { board: { begun: ["partners"], open: ["mission"] } } }), undefined);
  assert.equal(news({ board: { board: { begun: ["partners"], open: ["mission", "vision", "aim", "need"] } } }), "board");
});

test("the welcome alone is shown early, and nothing less than everything from then on", () => {
  assert.deepEqual([view(at("welcome"), "nl").early, view(at("welcome"), "nl").warm], [true, false]);
  for (const state of [at("person"), at("welcome", {}, { note: "Half" }), at("welcome", {}, { tab: "board" }), at("welcome", { session: { status: "closed" } })]) {
    assert.deepEqual([view(state, "nl").early, view(state, "nl").warm], [false, true]);
  }
});

test("of a private note on its way to everybody it is not said that everybody reads it", () => {
  const records = { note: { n: note({ author: "anna", kind: "need", open: false, within: ["anna", "ben"] }) } };
  const [shown] = overlay(records, /** @type {any} */ ([item("note.open", { note: "n" })]), "anna");
  assert.deepEqual([shown?.state, shown?.open], ["phone", false]);
});

test("what looks like personal data is pointed out beside an answer and in a law too, until it is changed", () => {
  const line = "Bel 06-12345678";
  const match = { m: { partner: "a", at: 1, need: "n", offer: null, agreement: null, by: "", reply: null, line: "" } };
  const pressed = { match: "m", reply: "yes", line };
  const asks = (/** @type {string} */ typed) => view(at("connect", { match }, { pressed, lines: { m: typed } }), "nl").asks[0]?.personal.length;
  assert.deepEqual([asks(line), asks("Bel mij")], [1, 0]);
  const law = { name: "Regel", allows: line, asks: "" };
  const shown = (/** @type {string} */ lawAsked) => view(at("frame", {}, { law, lawEditing: "new", lawAsked }), "nl").law_personal.length;
  assert.deepEqual([shown(`Regel\n${line}\n`), shown("")], [1, 0]);
});

const OWN = { ...GUIDE.stages[4], own: { ask: text("Voor jou"), offer: text("Wat kun jij zelf?") } };
const WITH_OWN = { guide: { guide: { stages: GUIDE.stages.map((stage) => (stage.key === "partners" ? OWN : stage)) } } };
const AT_OWN = { ...WITH_OWN, partner: { a: { name: "N. zelf", position: 0, own: true }, b: { name: "School", position: 1 } } };

test("the phone of the person themself asks what the guide has for it, and otherwise what all are asked", () => {
  const mine = view(at("partners", AT_OWN, { kind: "offer" }), "nl");
  assert.deepEqual([mine.own, mine.ask, mine.asked], [true, "Voor jou", "Wat kun jij zelf?"]);
  assert.equal(view(at("partners", AT_OWN, { kind: "need" }), "nl").asked, "Wat zoek je?");
  const other = view(at("partners", WITH_OWN, { kind: "offer" }), "nl");
  assert.deepEqual([other.own, other.ask, other.asked], [false, "partners", "Wat geef je?"]);
});

test("nobody else is asked to speak as the person who sits on a seat of their own", () => {
  assert.deepEqual([view(at("person", AT_OWN), "nl").own, view(at("person", AT_OWN), "nl").own_elsewhere], [true, false]);
  const partner = { ...AT_OWN.partner, a: { name: "Moeder", position: 0 }, c: { name: "N. zelf", position: 2, own: true } };
  assert.equal(view(at("person", { partner }), "nl").own_elsewhere, true);
  const nobody = { participant: { anna: { partner: "a", name: "" } } };
  assert.equal(view(at("person", { partner, ...nobody }), "nl").own_elsewhere, false, "as long as nobody sits there");
});

test("the person themself says it on their own phone, also after it was said for them", () => {
  const said = (/** @type {string} */ mine, /** @type {any} */ subject, sitting = true) => {
    const partner = { a: { name: "Moeder", position: 0 }, b: { name: "N. zelf", position: 1, own: true } };
    const participant = { anna: { partner: mine, name: "" }, ...(sitting ? { ben: { partner: "b", name: "" } } : {}) };
    const shown = view(at("person", { partner, participant, subject: { subject: { alias: "N.", question: "Hoe?", ...subject } } }), "nl");
    return [shown.confirmed, shown.confirmable, shown.own_elsewhere];
  };
  const by = (/** @type {string | null} */ confirmed, confirmed_by = "") => ({ confirmed, confirmed_by });
  assert.deepEqual(said("a", by(null), false), ["", true, false]);
  assert.deepEqual(said("a", by(null)), ["", true, true]);
  assert.deepEqual(said("a", by("spokesperson", "a")), ["spokesperson", false, true]);
  assert.deepEqual(said("b", by(null)), ["", true, false]);
  assert.deepEqual(said("b", by("spokesperson", "a")), ["spokesperson", true, false]);
  assert.deepEqual(said("b", by("spokesperson")), ["spokesperson", true, false]);
  assert.deepEqual(said("b", by("person", "a")), ["", true, false], "on another phone, and not by them");
  for (const where of ["", "b"]) assert.deepEqual(said("b", by("person", where)), ["person", false, false]);
});

// @ts-check
/**
 * What a phone shows first, as a function of what it knows: the welcome, and what stands around every stage. Pure;
 * `seat.js` keeps the state and does what is pressed. What comes later is in `seat_later_view.js`.
 *
 * Exports
 *   INITIAL                    the state before anything has come in
 *   view(state, language)      -> what the page shows (facilitation/web/pages/seat.py has the same shape)
 *   refusedOf(snapshot)        -> how many of what was said on this phone were refused
 *   arrival(state, snapshot)   -> the part of the state that changes as a snapshot comes in
 */
import { EMPTY, one } from "./canvas_store.js";
import { FRAME, kindsOf } from "./kinds.js";
import { around, askOf, fillIn, lengthOf, myPartner, privacyOf, stageAt, together } from "./seat_guide.js";
import { timerView } from "./timer.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {"nl" | "en"} Language */
/** @typedef {{code: string, message: string}} Problem */
/** @typedef {{what: "" | "stage" | "board" | "floor" | "kept" | "removed" | "asked" | "proposal" | "private", count: number, refused?: number}} News `refused` had been then */

/**
 * @typedef {object} SeatState
 * @property {string} session its id
 * @property {Snapshot} snapshot
 * @property {string} note what is being typed
 * @property {string} kind of it
 * @property {string} promise under which it was begun: "closed" when nobody else would read it, "private" when only the
 *   people of private time would (rule 3.9), "" when everybody would
 * @property {boolean} named whether what is typed in looking back is to carry its author's name
 * @property {string} editing the id of the note that is being changed, "" when none is
 * @property {string} edit its words
 * @property {string} removing the id of the note of which the removal is asked
 * @property {string} asked the text in which personal data was pointed out
 * @property {boolean} writing whether the cursor is in a text
 * @property {boolean} more whether the writer asked for the field in another stage
 * @property {string} stage the one that is shown; another may wait until the writer is done
 * @property {"mine" | "board"} tab
 * @property {boolean} choosing whether it is asked who says "klopt"
 * @property {boolean} busy
 * @property {Problem} problem
 * @property {News} news
 * @property {string} name as typed in the menu
 * @property {boolean} copied
 * @property {Record<string, string>} lines what is typed beside an answer, by match
 * @property {{match: string, reply: string, line: string}} pressed the answer whose line holds what looks like personal
 *   data, as it was pressed
 * @property {string} lawAsked the texts of a law in which personal data was pointed out
 * @property {readonly string[]} answered the matches that were answered in the stage that is shown
 * @property {string} reaching the need for which a partner or an offer is being chosen, "" for none
 * @property {{name: string, allows: string, asks: string}} law what is typed of a law
 * @property {string} lawEditing the law that is being changed, "new" for one that is being added, "" for none
 * @property {Record<string, number>} pulse the scores that were chosen and not given yet, by value
 * @property {boolean} warm whether the code of the later stages may be fetched
 * @property {boolean} stopped whether the room was stopped when this phone last heard of it
 * @property {string} nudged the nudge that was put away: when it was given, ms
 * @property {number} now ms by the server's clock, as often as the timer needs it
 */

const NAME_MOST = 60;

/** @type {SeatState} */
export const INITIAL = {
  session: "",
  snapshot: EMPTY,
  note: "",
  kind: "wish",
  promise: "",
  named: false,
  editing: "",
  edit: "",
  removing: "",
  asked: "",
  writing: false,
  more: false,
  stage: "",
  tab: "mine",
  choosing: false,
  busy: false,
  problem: { code: "", message: "" },
  news: { what: "", count: 0 },
  name: "",
  copied: false,
  lines: {},
  pressed: { match: "", reply: "", line: "" },
  lawAsked: "",
  answered: [],
  reaching: "",
  law: { name: "", allows: "", asks: "" },
  lawEditing: "",
  pulse: {},
  warm: false,
  stopped: false,
  nudged: "",
  now: 0,
};

/** @param {SeatState} state */
function isTyping(state) {
  return state.writing && (state.note.trim() !== "" || state.editing !== "");
}

/**
 * The lead moves everybody, but nobody's half a sentence: the new stage waits for whoever is typing. A page that comes
 * back (from the canvas) begins with nothing: that is no news, nor is what it then finds.
 *
 * @param {SeatState} state
 * @param {Snapshot} snapshot
 * @returns {Partial<SeatState>}
 */
export function arrival(state, snapshot) {
  /** @type {Partial<SeatState>} */
  const patch = { snapshot };
  if (snapshot.seq === null) return patch;
  const before = state.snapshot;
  // What stands in the field is a draft and waits there; who is not at the field is not typing.
  if (one(snapshot, "session")?.stopped || privacyOf(snapshot) === "apart") patch.writing = false;
  const next = one(snapshot, "session")?.stage ?? "";
  /** @param {News["what"]} what */
  const tell = (what) => {
    patch.news = { what, count: state.news.count + 1 };
  };
  const known = before.seq !== null;
  const opened = openOf(snapshot).length > openOf(before).length;
  if (known && opened) tell("board");
  if (next !== state.stage && !isTyping({ ...state, ...patch })) {
    Object.assign(patch, { stage: next, choosing: false, answered: [], reaching: "" });
    if (state.stage !== "") {
      Object.assign(patch, { tab: "mine", more: false });
      if (known) tell("stage");
    }
  }
  const floor = one(snapshot, "floor")?.partner ?? null;
  if (known && floor !== null && floor !== one(before, "floor")?.partner && floor === myPartner(snapshot)) tell("floor");
  if (known && privacyOf(before) !== "within" && privacyOf(snapshot) === "within") tell("private");
  const proposals = Object.values(snapshot.records.proposal ?? {}).length;
  if (known && proposals > Object.values(before.records.proposal ?? {}).length) tell("proposal");
  if (known && unanswered(snapshot) > unanswered(before)) tell("asked");
  return patch;
}

/** The kinds that the facilitator opened; proposals for the frame are open by themselves. @param {Snapshot} snapshot @returns {string[]} */
function openOf(snapshot) {
  return (one(snapshot, "board")?.open ?? []).filter((/** @type {string} */ kind) => !FRAME.includes(kind));
}

/** Whether something can be read of what is asked now, or of what was, where nothing is asked. @param {SeatState} state */
function isBoardOpen({ snapshot, stage }) {
  const kinds = kindsOf(stageAt(snapshot, stage));
  const open = one(snapshot, "board")?.open ?? [];
  return kinds.length > 0 ? kinds.some((kind) => open.includes(kind)) : openOf(snapshot).length > 0;
}

/**
 * What was put up is that once the server has taken it, and not when it was refused; a board that was closed again is open
 * no longer.
 *
 * @param {SeatState} state
 */
function newsOf({ news: { what, refused = 0 }, snapshot }) {
  if (what === "board" && openOf(snapshot).length === 0) return "";
  const here = what !== "kept" || snapshot.connection.state !== "connected";
  return here || (snapshot.outbox.every(({ state }) => state !== "waiting") && refusedOf(snapshot) <= refused) ? what : "";
}

/** @param {Snapshot} snapshot how many of what was said here were refused */
export const refusedOf = ({ outbox }) => outbox.filter(({ state }) => state === "refused").length;

/** @param {Snapshot} snapshot how many questions wait for this phone */
function unanswered(snapshot) {
  const my = myPartner(snapshot);
  return Object.values(snapshot.records.match ?? {}).filter(({ partner, reply }) => partner === my && reply === null).length;
}

/** @param {Record<string, any>} guide @param {string} key */
function placeOf(guide, key) {
  return guide.stages.findIndex((/** @type {{key: string}} */ stage) => stage.key === key);
}

/**
 * @param {SeatState} state
 * @param {Language} language
 */
export function view(state, language) {
  const { snapshot } = state;
  const session = one(snapshot, "session");
  const subject = one(snapshot, "subject");
  return {
    state: standing(state, session),
    session: state.session,
    ...headerOf(state, subject),
    ...stageOf(state, language),
    ...privacyView(snapshot, language),
    ...lineOf(state),
    people: snapshot.presence.people,
    present: snapshot.presence.present,
    seats: seatsOf(snapshot),
    board_open: isBoardOpen(state),
    timer: timerView(one(snapshot, "timer"), state.now),
    early: isEarly(state),
    warm: state.warm || !isEarly(state),
    tab: state.tab,
    news: newsOf(state),
    busy: state.busy,
    problem_code: state.problem.code,
    problem: state.problem.message,
    copied: state.copied,
  };
}

/**
 * A phone that was stopped stays blank until it knows better: also after a reload without a line.
 *
 * @param {SeatState} state @param {Record<string, any> | null} session
 */
function standing({ snapshot, stopped }, session) {
  if (snapshot.connection.state === "refused" || snapshot.connection.state === "ended") return "away";
  if (session ? session.stopped : stopped) return "stopped";
  if (!session || !snapshot.me) return "loading";
  return privacyOf(snapshot) === "apart" ? "apart" : "here";
}

/** Whether there is nothing to show but the welcome. @param {SeatState} state */
function isEarly({ snapshot, stage, tab, note, editing }) {
  const begun = one(snapshot, "board")?.begun ?? [];
  const quiet = note === "" && editing === "" && privacyOf(snapshot) === "" && one(snapshot, "nudge") === null;
  const welcome = stageAt(snapshot, stage)?.form === "welcome" && one(snapshot, "session")?.status !== "closed";
  return quiet && welcome && begun.length < 2 && tab === "mine";
}

/** @param {SeatState} state @param {Record<string, any> | null} subject */
function headerOf(state, subject) {
  const { records, me } = state.snapshot;
  const person = me ? records.participant?.[me] : null;
  return {
    alias: subject?.alias ?? "",
    partner: records.partner?.[person?.partner ?? ""]?.name ?? "",
    my_name: person?.name ?? "",
    name: state.name,
    name_fits: lengthOf(state.name) <= NAME_MOST,
    online: state.snapshot.connection.state === "refused" || state.snapshot.connection.state === "ended"
      ? "offline"
      : state.snapshot.connection.state,
  };
}

/** @param {SeatState} state @param {Language} language */
function stageOf(state, language) {
  const guide = one(state.snapshot, "guide") ?? { stages: [] };
  const index = placeOf(guide, state.stage);
  const stage = guide.stages[index];
  const waiting = guide.stages[placeOf(guide, one(state.snapshot, "session")?.stage ?? "")];
  const say = fillIn(state, language);
  return {
    form: stage?.form ?? "",
    step: index + 1,
    steps: guide.stages.length,
    title: say(stage?.title),
    ask: say(askOf(state.snapshot, stage)),
    next: waiting && waiting.key !== state.stage ? say(waiting.title) : "",
    plan: guide.stages.map((/** @type {any} */ each, /** @type {number} */ place) => ({
      key: each.key,
      title: say(each.title),
      now: place === index,
    })),
    ready: state.snapshot.ready,
  };
}

/** @type {{participant: unknown, partner: unknown, me: unknown, seats: {id: string, name: string, people: number, mine: boolean}[]}} */
let lastSeats = { participant: undefined, partner: undefined, me: undefined, seats: [] };

/** The seats around the circle, with how many people sit there. @param {Snapshot} snapshot */
function seatsOf(snapshot) {
  const { participant, partner } = snapshot.records;
  const my = myPartner(snapshot);
  if (lastSeats.participant === participant && lastSeats.partner === partner && lastSeats.me === my) return lastSeats.seats;
  /** @type {Map<string, number>} */
  const people = new Map();
  for (const person of Object.values(participant ?? {})) people.set(person.partner, (people.get(person.partner) ?? 0) + 1);
  const seats = around(snapshot.records).map(([id, { name }]) => ({ id, name, people: people.get(id) ?? 0, mine: id === my }));
  lastSeats = { participant, partner, me: my, seats };
  return seats;
}

/** What is to be said about the line and about what this phone keeps. @param {SeatState} state */
function lineOf({ snapshot, note, edit, law, lines }) {
  const unsent = snapshot.outbox.filter((item) => item.state === "waiting").length;
  const offline = snapshot.connection.state === "offline";
  const texts = snapshot.outbox
    .filter((item) => item.state !== "sent")
    .map(({ args: { text, line, name, allows, asks } }) => [text, line, name, allows, asks].filter(Boolean).join("\n"));
  const refusals = snapshot.outbox
    .filter((item) => item.state === "refused" && !item.name.startsWith("note."))
    .map(({ id, message, code }) => ({ id, message, again: code !== "reworded" }));
  return {
    line: offline ? (snapshot.kept ? "offline" : "offline-unkept") : snapshot.kept ? "" : "unkept",
    unsent,
    left_behind: [...texts, note, edit, ...Object.values(law), ...Object.values(lines)].filter((text) => text.trim() !== ""),
    refusals,
    code: snapshot.connection.code,
    message: snapshot.connection.message,
  };
}

/** Who has private time now. @param {Snapshot} snapshot @param {Language} language */
function privacyView(snapshot, language) {
  const partners = one(snapshot, "private")?.partners ?? [];
  const names = partners.map((/** @type {string} */ id) => snapshot.records.partner?.[id]?.name ?? "");
  return { privacy: privacyOf(snapshot), private_partners: together(names, language), private_count: partners.length };
}

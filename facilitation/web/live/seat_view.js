// @ts-check
/**
 * What a phone shows, as a function of what it knows. Pure; `seat.js` keeps the state and does what is pressed.
 *
 * Exports
 *   INITIAL                    the state before anything has come in
 *   view(state, language)      -> what the page shows (facilitation/web/pages/seat.py has the same shape)
 *   arrival(state, snapshot)   -> the part of the state that changes as a snapshot comes in
 *   lengthOf(text)             -> characters as the server counts them
 *   isOpen(snapshot, kind)     -> whether what is written of this kind is read by everybody at once
 */
import { EMPTY, one } from "./canvas_store.js";
import { dayOf } from "./day.js";
import { mine } from "./pending.js";
import { findPersonal } from "./personal_data.js";
import { KINDS, NO_BOARD, around, boardOf } from "./seat_board.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./pending.js").MyNote} MyNote */
/** @typedef {"nl" | "en"} Language */
/** @typedef {{code: string, message: string}} Problem */
/** @typedef {{what: "" | "stage" | "board" | "floor" | "kept" | "removed", count: number}} News */

/**
 * @typedef {object} SeatState
 * @property {string} session its id
 * @property {Snapshot} snapshot
 * @property {string} note what is being typed
 * @property {string} kind of it
 * @property {string} promise "closed" when some of it was typed while nobody else would read it (rule 3.9)
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
 */

export { KINDS };
export const MOST = 500;
const NEAR = 400;
const NAME_MOST = 60;

/** @type {SeatState} */
export const INITIAL = {
  session: "",
  snapshot: EMPTY,
  note: "",
  kind: "wish",
  promise: "",
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
};

/** @param {string} text */
export function lengthOf(text) {
  return [...text.normalize("NFC").trim()].length;
}

/** @param {Snapshot} snapshot @param {string} kind @returns {boolean} */
export function isOpen(snapshot, kind) {
  return (one(snapshot, "board")?.open ?? []).includes(kind);
}

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
  const next = one(snapshot, "session")?.stage ?? "";
  /** @param {News["what"]} what */
  const tell = (what) => {
    patch.news = { what, count: state.news.count + 1 };
  };
  const known = before.seq !== null;
  const opened = (one(snapshot, "board")?.open ?? []).length > (one(before, "board")?.open ?? []).length;
  if (known && opened) tell("board");
  if (next !== state.stage && !isTyping(state)) {
    Object.assign(patch, { stage: next, choosing: false });
    if (state.stage !== "") {
      Object.assign(patch, { tab: "mine", more: false });
      if (known) tell("stage");
    }
  }
  const floor = one(snapshot, "floor")?.partner ?? null;
  if (known && floor !== null && floor !== one(before, "floor")?.partner && floor === myPartner(snapshot)) tell("floor");
  return patch;
}

/** @param {Snapshot} snapshot @returns {string | null} */
function myPartner({ records, me }) {
  return (me && records.participant?.[me]?.partner) || null;
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
    ...personOf(state, subject),
    ...composerOf(state, language),
    notes: notesOf(state),
    ...othersOf(state),
    ...lineOf(state),
    ...endOf(session, language),
    tab: state.tab,
    news: state.news.what,
    busy: state.busy,
    problem_code: state.problem.code,
    problem: state.problem.message,
    copied: state.copied,
    canvas: `/s/${state.session}/canvas`,
    pdf: `/api/sessions/${state.session}/canvas.pdf?language=${language}`,
  };
}

/** @param {SeatState} state @param {Record<string, any> | null} session */
function standing({ snapshot }, session) {
  if (snapshot.connection.state === "refused" || snapshot.connection.state === "ended") return "away";
  return session && snapshot.me ? "here" : "loading";
}

/** @param {SeatState} state @param {Record<string, any> | null} subject */
function headerOf(state, subject) {
  const { records, me } = state.snapshot;
  const person = me ? records.participant?.[me] : null;
  const age = subject?.age ? ` (${subject.age})` : "";
  return {
    subject: subject ? `${subject.alias}${age}` : "",
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
    form: ["welcome", "person", "partners", "close"].includes(stage?.form) ? stage.form : "other",
    step: index + 1,
    steps: guide.stages.length,
    title: say(stage?.title),
    ask: say(stage?.ask),
    next: waiting && waiting.key !== state.stage ? say(waiting.title) : "",
    plan: guide.stages.map((/** @type {any} */ each, /** @type {number} */ place) => ({
      key: each.key,
      title: say(each.title),
      now: place === index,
    })),
    ready: state.snapshot.ready,
  };
}

/** @param {SeatState} state @param {Language} language @returns {(text: Record<string, string> | undefined) => string} */
function fillIn({ snapshot }, language) {
  const alias = one(snapshot, "subject")?.alias ?? "";
  return (text) => (text?.[language] ?? "").split("{subject}").join(alias);
}

/** @param {SeatState} state @param {Record<string, any> | null} subject */
function personOf(state, subject) {
  const { story = "", question = "", strengths = "", confirmed } = subject ?? {};
  return {
    story,
    question,
    strengths,
    confirmed: confirmed ?? "",
    confirmable: !confirmed && Boolean(story || question) && one(state.snapshot, "session")?.status !== "closed",
    choosing: state.choosing,
  };
}

/** The question that a kind asks stands in the stage that asks it, wherever the guide has gone since.
 * @param {SeatState} state @param {Language} language */
function composerOf(state, language) {
  const { snapshot, note, kind } = state;
  const stages = one(snapshot, "guide")?.stages ?? [];
  const stage = stages.find((/** @type {any} */ each) => each.form === "partners");
  const here = stages[placeOf({ stages }, state.stage)]?.form === "partners";
  const closed = one(snapshot, "session")?.status === "closed";
  const writing = (one(snapshot, "board")?.begun ?? []).includes("partners") && !closed;
  const length = lengthOf(note);
  return {
    writing,
    here,
    composing: writing && (here || state.more || note.trim() !== ""),
    half: note.trim() !== "" && !here,
    getting_ready: writing && here && (one(snapshot, "board")?.open ?? []).length === 0,
    stranded: writing ? [] : [note, changeOf(state)].filter((text) => text.trim() !== ""),
    kind,
    asked: fillIn(state, language)(stage?.questions?.[kind]),
    note,
    left: MOST - length,
    near: length >= NEAR && length <= MOST,
    over: Math.max(0, length - MOST),
    readers: readersOf(state),
    personal: state.asked !== "" && state.asked === note && state.editing === "" ? findPersonal(note) : [],
  };
}

/** @param {SeatState} state @returns {string} the words of a change that is on its way; "" as long as they are the note's own */
function changeOf({ snapshot, editing, edit }) {
  return edit.trim() === snapshot.records.note?.[editing]?.text?.trim() ? "" : edit;
}

/** @param {SeatState} state @returns {"nobody" | "promised" | "everybody"} who reads what is typed now, once it is sent */
function readersOf({ snapshot, kind, promise }) {
  if (!isOpen(snapshot, kind)) return "nobody";
  return promise === "closed" ? "promised" : "everybody";
}

/** @param {SeatState} state */
function notesOf(state) {
  const { snapshot } = state;
  const closed = one(snapshot, "session")?.status === "closed";
  const notes = mine(snapshot);
  const busy = notes.some((note) => note.id === state.editing);
  return [...notes].reverse().map((note) => {
    const editing = note.id === state.editing && !closed;
    const length = lengthOf(state.edit);
    return {
      id: note.id,
      kind: note.kind,
      text: note.text,
      mark: markOf(note, snapshot),
      before: note.refused?.name === "note.edit" ? (note.before ?? "") : "",
      reason: note.refused?.message ?? "",
      refused: note.refused !== null,
      editable: !closed && !busy,
      showable: !closed && !note.open && note.state === "kept" && isOpen(snapshot, note.kind),
      editing,
      edit: editing ? state.edit : "",
      over: editing ? Math.max(0, length - MOST) : 0,
      removing: state.removing === note.id && !closed,
      personal: editing && state.asked !== "" && state.asked === state.edit ? findPersonal(state.edit) : [],
    };
  });
}

/** @param {MyNote} note @param {Snapshot} snapshot */
function markOf(note, snapshot) {
  if (note.state === "refused") return "refused";
  if (note.state === "phone") {
    if (snapshot.connection.state === "connected") return "sending";
    return snapshot.kept ? "waiting" : "unkept";
  }
  if (note.open) return "open";
  return isOpen(snapshot, note.kind) ? "yours" : "kept";
}

/** Whether the stage is the one in which partners have the floor. @param {SeatState} state */
function isSpeaking({ snapshot, stage }) {
  const stages = one(snapshot, "guide")?.stages ?? [];
  return one(snapshot, "session")?.status !== "closed" && stages[placeOf({ stages }, stage)]?.form === "partners";
}

/** @param {SeatState} state */
function othersOf(state) {
  const { snapshot } = state;
  const floor = isSpeaking(state) ? (one(snapshot, "floor")?.partner ?? "") : "";
  const my = myPartner(snapshot);
  const board = state.tab === "board" ? boardOf(snapshot.records, my) : NO_BOARD;
  return {
    people: snapshot.presence.people,
    present: snapshot.presence.present,
    seats: seatsOf(snapshot),
    floor: floor === "" ? "" : floor === my ? "mine" : "other",
    speaker: snapshot.records.partner?.[floor]?.name ?? "",
    board_open: (one(snapshot, "board")?.open ?? []).length > 0,
    board: floor === "" ? board.partners : board.partners.map((each) => ({ ...each, speaking: each.id === floor })),
    board_notes: board.open,
    board_closed: board.closed,
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
function lineOf({ snapshot, note, edit }) {
  const unsent = snapshot.outbox.filter((item) => item.state === "waiting").length;
  const offline = snapshot.connection.state === "offline";
  const texts = snapshot.outbox
    .filter((item) => item.state !== "sent" && (item.name === "note.add" || item.name === "note.edit"))
    .map((item) => String(item.args.text));
  return {
    line: offline ? (snapshot.kept ? "offline" : "offline-unkept") : snapshot.kept ? "" : "unkept",
    unsent,
    left_behind: [...texts, note, edit].filter((text) => text.trim() !== ""),
    code: snapshot.connection.code,
    message: snapshot.connection.message,
  };
}

/** @param {Record<string, any> | null} session @param {Language} language */
function endOf(session, language) {
  return {
    closed: session?.status === "closed",
    purged: dayOf(session?.purge_at, language),
    days: session?.retention_days ?? 0,
  };
}

// @ts-check
/**
 * What its owner writes on a phone: the field, and their own notes. Pure.
 *
 * Exports
 *   MOST                           how many characters fit in a note
 *   isOpen(snapshot, kind)         -> whether what is written of this kind is read by everybody at once
 *   kindNow(state)                 -> the kind of what is being written
 *   promisedOf(promise, snapshot, kind) -> under which promise a text goes on that was begun under `promise`, "" for one
 *                                  that is begun now: "closed", "private" or "" (rules 3.9 and 3.18)
 *   carried(promise, snapshot, kind) -> {closed, private}   how a note tells the server what its author was promised
 *   writingOf(state, language)     -> what the page shows of all this
 */
import { one } from "./canvas_store.js";
import { FRAME, KINDS, LOOKBACK, formOf, kindsOf, labelOf } from "./kinds.js";
import { mine } from "./pending.js";
import { findPersonal } from "./personal_data.js";
import { fillIn, isOwn, lengthOf, privacyOf, stageAt, together } from "./seat_guide.js";
import { companyOf } from "./seat_private.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./seat_view.js").SeatState} SeatState */
/** @typedef {import("./pending.js").MyNote} MyNote */
/** @typedef {import("./kinds.js").Stage} Stage */
/** @typedef {"nl" | "en"} Language */

export const MOST = 500;
const NEAR = 400;

/** @param {Snapshot} snapshot @param {string} kind @returns {boolean} */
export function isOpen(snapshot, kind) {
  return (one(snapshot, "board")?.open ?? []).includes(kind);
}

/** The stages of writing that have begun, in the order of the guide. @param {Snapshot} snapshot @returns {Stage[]} */
function begunOf(snapshot) {
  const begun = one(snapshot, "board")?.begun ?? [];
  const stages = one(snapshot, "guide")?.stages ?? [];
  return stages.filter((/** @type {Stage} */ stage) => begun.includes(stage.key) && kindsOf(stage).length > 0);
}

/** The stage for which the field stands open: the one at hand, otherwise the last one of writing before it.
 * @param {SeatState} state @returns {Stage | null} */
function stageOfField({ snapshot, stage }) {
  const stages = one(snapshot, "guide")?.stages ?? [];
  const place = stages.findIndex((/** @type {Stage} */ each) => each.key === stage);
  const begun = begunOf(snapshot);
  return begun.findLast((each) => stages.indexOf(each) <= place) ?? begun.at(-1) ?? null;
}

/** Words keep the kind for which they were written, also when the guide goes on meanwhile. @param {SeatState} state */
export function kindNow(state) {
  const { note, kind } = state;
  const kinds = kindsOf(stageOfField(state));
  if (note.trim() !== "" && KINDS.includes(kind)) return kind;
  return kinds.includes(kind) ? kind : (kinds[0] ?? "wish");
}

/** @param {Snapshot} snapshot @param {string} kind @returns {"" | "closed" | "private"} */
function promiseOf(snapshot, kind) {
  if (privacyOf(snapshot) === "within") return "private";
  return isOpen(snapshot, kind) ? "" : "closed";
}

/**
 * What was begun while nobody would read it keeps that promise, even when the board opens in the middle of a word or
 * private time begins. What everybody would have read is private while that lasts: the page says so above the field.
 *
 * @param {string} promise @param {Snapshot} snapshot @param {string} kind
 */
export function promisedOf(promise, snapshot, kind) {
  const now = promiseOf(snapshot, kind);
  return now === "private" && promise !== "closed" ? now : promise || now;
}

/**
 * A text that was begun closed and goes on beside an open board is its author's to open, and not the facilitator's: so the
 * page promised. One that was closed all along opens with the board, also when it arrives late.
 *
 * @param {string} promise @param {Snapshot} snapshot @param {string} kind
 */
export function carried(promise, snapshot, kind) {
  const under = promisedOf(promise, snapshot, kind);
  const alone = under === "closed" && promiseOf(snapshot, kind) === "";
  return { closed: under !== "", private: under === "private" || alone };
}

/** @param {SeatState} state @param {Language} language */
export function writingOf(state, language) {
  return { ...composerOf(state, language), ...notesOf(state, language) };
}

/** @param {SeatState} state @param {Language} language */
function composerOf(state, language) {
  const { snapshot, note } = state;
  const closed = one(snapshot, "session")?.status === "closed";
  const field = stageOfField(state);
  const kind = kindNow(state);
  // A question stands in the stage that asks it, wherever the guide has gone since.
  const asking = kindsOf(field).includes(kind) ? field : begunOf(snapshot).findLast((each) => kindsOf(each).includes(kind));
  const here = asking?.key === state.stage;
  const writing = field !== null && !closed;
  const half = note.trim() !== "" && !here;
  const length = lengthOf(note);
  return {
    writing,
    here,
    composing: writing && (field?.key === state.stage || state.more || half),
    half,
    getting_ready: writing && here && kindsOf(asking).every((each) => !isOpen(snapshot, each)),
    stranded: writing ? [] : [note, changeOf(state)].filter((text) => text.trim() !== ""),
    kind,
    kinds: kindsOf(asking).map((each) => ({ kind: each, label: named(state, language, each, asking?.key), chosen: each === kind })),
    asked: fillIn(state, language)((isOwn(snapshot) && asking?.own?.[kind]) || asking?.questions?.[kind]),
    note,
    left: MOST - length,
    near: length >= NEAR && length <= MOST,
    over: Math.max(0, length - MOST),
    readers: readersOf(state, kind),
    by_name: LOOKBACK.includes(kind) ? (state.named ? "with" : "without") : "",
    personal: state.asked !== "" && state.asked === note && state.editing === "" ? findPersonal(note) : [],
  };
}

/**
 * What the guide calls a kind, "" for its usual name.
 * @param {SeatState} state @param {Language} language @param {string} kind
 * @param {string} [stage] the key of the stage; the one at hand as long as it is not known
 */
function named(state, language, kind, stage) {
  return fillIn(state, language)(labelOf(one(state.snapshot, "guide"), kind, stage || state.stage));
}

/** @param {SeatState} state @returns {string} the words of a change that is on its way; "" as long as they are the note's own */
function changeOf({ snapshot, editing, edit }) {
  return edit.trim() === snapshot.records.note?.[editing]?.text?.trim() ? "" : edit;
}

/**
 * Who reads what is typed now, once it is sent: `nobody`, `private`, `proposal` and `everybody` as the room is,
 * `promised` and `promised-private` where the room has changed since the author began.
 *
 * @param {SeatState} state @param {string} kind
 */
function readersOf({ snapshot, promise }, kind) {
  const now = promiseOf(snapshot, kind);
  if (promise === "closed" && now !== "closed") return "promised";
  if (now === "private") return "private";
  if (promise === "private") return "promised-private";
  if (now === "closed") return "nobody";
  return FRAME.includes(kind) ? "proposal" : "everybody";
}

/** One's own notes: those of the stage at hand, and those of before. @param {SeatState} state @param {Language} language */
function notesOf(state, language) {
  const { snapshot } = state;
  const closed = one(snapshot, "session")?.status === "closed";
  const form = stageAt(snapshot, state.stage)?.form ?? "";
  const all = closed || form === "close";
  const notes = [...mine(snapshot)].reverse();
  const busy = notes.some((note) => note.id === state.editing);
  /** @param {MyNote} note */
  const belongs = (note) => formOf(note.kind) === form && ["", state.stage].includes(note.stage);
  const here = notes.filter((note) => all || belongs(note) || note.id === state.editing);
  const before = notes.filter((note) => !here.includes(note));
  /** @param {MyNote} note */
  const shown = (note) => noteOf(note, state, language, closed, busy);
  return { notes: here.map(shown), notes_before: before.map(shown) };
}

/** @param {MyNote} note @param {SeatState} state @param {Language} language @param {boolean} closed @param {boolean} busy */
function noteOf(note, state, language, closed, busy) {
  const { snapshot } = state;
  const editing = note.id === state.editing && !closed;
  const length = lengthOf(state.edit);
  const proposal = snapshot.records.proposal?.[note.id];
  const shut = !closed && !note.open && note.state === "kept";
  return {
    id: note.id,
    kind: note.kind,
    label: named(state, language, note.kind, note.stage),
    text: note.text,
    mark: markOf(note, snapshot),
    company: together(companyOf(snapshot, note.within), language),
    by_name: LOOKBACK.includes(note.kind) ? (note.named ? "with" : "without") : "",
    before: note.refused?.name === "note.edit" ? (note.before ?? "") : "",
    reason: note.refused?.message ?? "",
    refused: note.refused !== null,
    editable: !closed && !busy,
    showable: shut && note.within.length === 0 && isOpen(snapshot, note.kind),
    shareable: shut && note.within.length > 0,
    proposal: closed ? "" : (proposal?.text ?? ""),
    proposed: proposal?.at ?? 0,
    editing,
    edit: editing ? state.edit : "",
    over: editing ? Math.max(0, length - MOST) : 0,
    removing: state.removing === note.id && !closed,
    personal: editing && state.asked !== "" && state.asked === state.edit ? findPersonal(state.edit) : [],
  };
}

/** @param {MyNote} note @param {Snapshot} snapshot */
function markOf(note, snapshot) {
  if (note.state === "refused") return "refused";
  if (note.state === "phone") {
    if (snapshot.connection.state === "connected") return "sending";
    return snapshot.kept ? "waiting" : "unkept";
  }
  if (snapshot.records.placement?.[note.id]?.aside) return "aside";
  if (note.open) return "open";
  if (note.within.length > 0) return "private";
  return isOpen(snapshot, note.kind) ? "yours" : "kept";
}

// @ts-check
/**
 * What a phone shows from the first stage of writing on, as a function of what it knows. Pure.
 *
 * Exports
 *   laterView(state, language)   -> what the page shows, with all that `view` of `seat_view.js` shows
 */
import { one } from "./canvas_store.js";
import { dayOf } from "./day.js";
import { NO_BOARD, boardOf } from "./seat_board.js";
import { isOwn, myPartner, stageAt } from "./seat_guide.js";
import { pulseOf } from "./seat_lookback.js";
import { matchesOf } from "./seat_matches.js";
import { privateOf } from "./seat_private.js";
import { togetherOf } from "./seat_together.js";
import { view } from "./seat_view.js";
import { writingOf } from "./seat_writing.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./seat_view.js").SeatState} SeatState */
/** @typedef {"nl" | "en"} Language */

/** @param {SeatState} state @param {Language} language */
export function laterView(state, language) {
  const { snapshot } = state;
  return {
    ...view(state, language),
    ...personOf(state, one(snapshot, "subject")),
    ...writingOf(state, language),
    ...privateOf(snapshot, language),
    ...togetherOf(state, language),
    ...matchesOf(state, language),
    ...pulseOf(state, language),
    ...boardView(state),
    ...endOf(state, language),
    nudged: isNudged(state),
  };
}

/** @param {SeatState} state @param {Record<string, any> | null} subject */
function personOf(state, subject) {
  const { story = "", question = "", strengths = "" } = subject ?? {};
  const own = isOwn(state.snapshot);
  // What was said for them before they came in makes room for their own; "person" on another phone is not theirs.
  const elsewhere = own && Boolean(subject?.confirmed) && !["", myPartner(state.snapshot)].includes(subject?.confirmed_by);
  const confirmed = elsewhere && subject?.confirmed === "person" ? "" : (subject?.confirmed ?? "");
  const theirs = own && confirmed === "spokesperson";
  return {
    story,
    question,
    strengths,
    confirmed,
    // Not at the first words that are typed: what is asked for stands there when the question does.
    confirmable: (!confirmed || theirs) && question !== "" && one(state.snapshot, "session")?.status !== "closed",
    choosing: state.choosing,
    own,
    own_elsewhere: isOwnElsewhere(state.snapshot),
  };
}

/** Whether the person concerned sits on a seat of their own, and not on this one. @param {Snapshot} snapshot */
function isOwnElsewhere(snapshot) {
  const { participant, partner } = snapshot.records;
  return !isOwn(snapshot) && Object.values(participant ?? {}).some((person) => partner?.[person.partner]?.own);
}

/** Whether the stage is the one in which partners have the floor. @param {SeatState} state */
function isSpeaking({ snapshot, stage }) {
  return one(snapshot, "session")?.status !== "closed" && stageAt(snapshot, stage)?.form === "partners";
}

/** @param {SeatState} state */
function boardView(state) {
  const { snapshot } = state;
  const floor = isSpeaking(state) ? (one(snapshot, "floor")?.partner ?? "") : "";
  const my = myPartner(snapshot);
  const board = state.tab === "board" ? boardOf(snapshot.records, my) : NO_BOARD;
  return {
    floor: floor === "" ? "" : floor === my ? "mine" : "other",
    speaker: snapshot.records.partner?.[floor]?.name ?? "",
    board: floor === "" ? board.partners : board.partners.map((each) => ({ ...each, speaking: each.id === floor })),
    board_notes: board.open,
    board_closed: board.closed,
  };
}

/** A gentle word from the facilitator that was not put away. @param {SeatState} state */
function isNudged({ snapshot, nudged }) {
  const nudge = snapshot.records.nudge?.[snapshot.me ?? ""]?.at ?? 0;
  return nudge > Number(nudged) && one(snapshot, "session")?.status !== "closed";
}

/** @param {SeatState} state @param {Language} language */
function endOf({ snapshot, session: id }, language) {
  const session = one(snapshot, "session");
  return {
    closed: session?.status === "closed",
    purged: dayOf(session?.purge_at, language),
    days: session?.retention_days ?? 0,
    canvas: `/s/${id}/canvas`,
    pdf: `/api/sessions/${id}/canvas.pdf?language=${language}`,
  };
}

// @ts-check
/**
 * What changes on the projector with time alone: the timer, and the answer that just came in. Hooks of their own, so
 * that a second that passes draws nothing else anew.
 *
 * Exports
 *   useScreenTimer()    -> TimerShown (screen_control.js)
 *   useLatestAnswer()   -> Latest (screen_together.js), for a minute
 */
import { useSyncExternalStore } from "react";
import { one, serverNow } from "./canvas_store.js";
import { useLive } from "./hooks.js";
import { NO_TIMER, timerShown } from "./screen_control.js";
import { latestOf, NO_ANSWER } from "./screen_together.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./screen_together.js").Latest} Latest */
/** @typedef {import("./screen_control.js").TimerShown} TimerShown */

const LOOK_MS = 200;

/** @type {Set<() => void>} */
const looking = new Set();
/** @type {ReturnType<typeof setInterval> | undefined} */
let ticking;

/** @param {() => void} run */
function tick(run) {
  looking.add(run);
  ticking ??= setInterval(() => looking.forEach((each) => each()), LOOK_MS);
  return () => {
    looking.delete(run);
    if (looking.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  };
}

const stand = () => () => {};

let shown = NO_TIMER;

/** The same object while it shows the same. @param {TimerShown} next */
function steady(next) {
  if (next.state !== shown.state || next.text !== shown.text) shown = next;
  return shown;
}
/** @returns {TimerShown} */
export function useScreenTimer() {
  const snapshot = useLive();
  const timer = snapshot.records.session && !one(snapshot, "session")?.stopped ? one(snapshot, "timer") : null;
  const running = timer !== null && timer.ends !== null;
  return useSyncExternalStore(
    running ? tick : stand,
    () => steady(timerShown(timer, serverNow(snapshot))),
    () => NO_TIMER,
  );
}

const TABLES = ["match", "note", "agreement", "partner"];
/** @type {{of: unknown[], answer: Latest}} */
let last = { of: [], answer: NO_ANSWER };

/** The last answer; looked for again only when something that it is made of has changed. @param {Snapshot["records"]} records */
function newest(records) {
  const of = TABLES.map((kind) => records[kind]);
  if (of.some((table, place) => table !== last.of[place])) last = { of, answer: latestOf(records) };
  return last.answer;
}

/** @returns {Latest} */
export function useLatestAnswer() {
  const snapshot = useLive();
  const answer = newest(snapshot.records);
  const told = () => (serverNow(snapshot) < answer.until ? answer : NO_ANSWER);
  return useSyncExternalStore(told() === NO_ANSWER ? stand : tick, told, () => NO_ANSWER);
}

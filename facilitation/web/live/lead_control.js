// @ts-check
/**
 * What the facilitator holds the room with, and all that can be done with it. What is shown stands in
 * lead_control_view.js; a press goes the way of every press on the page (lead_page.js), but for the safety stop, which
 * waits for nothing.
 *
 * Exports
 *   useControl()   all that the control shows and can do
 */
import { one, serverNow } from "./canvas_store.js";
import { copyField } from "./copy.js";
import { closeDialog, openDialog } from "./dialog.js";
import { live, useWhileThere } from "./hooks.js";
import { request } from "./http.js";
import { currentLanguage } from "./language.js";
import { listenControl } from "./lead_control_keys.js";
import { doneOf, outcome } from "./lead_control_steps.js";
import { START, isSecondPhone, minutesOf, newest, stageNow, view } from "./lead_control_view.js";
import { press, reached, screens, trouble } from "./lead_page.js";
import { letGoWords } from "./lead_words.js";
import { busyWith } from "./office.js";
import { createPageStore } from "./page_store.js";
import { NOT_STOPPED, tellStop, waitFor, waitsFor } from "./stop_here.js";
import { nextTick } from "./timer.js";
import { insist } from "./urgent.js";

const COPIED_MS = 3_000;
const MINUTE_S = 60;
/** Longer than between the two presses of a double click. */
const REST_MS = 900;
/** After so long without an answer a stop has not arrived, as far as anybody can tell. */
const LATE_MS = 1_000;

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */

const page = createPageStore(START, (state, language) => ({ ...view(state, language), ...actions }));
const busily = busyWith(page);
const session = () => page.get().session;
const records = () => page.get().snapshot.records;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let ticking;

/** The clock is looked at when the timer shows something else, and not in between. */
function tick() {
  clearTimeout(ticking);
  const { snapshot } = page.get();
  const wait = nextTick(one(snapshot, "timer"), serverNow(snapshot));
  if (wait === null) return;
  ticking = setTimeout(() => {
    page.set({ now: Date.now() });
    tick();
  }, wait);
}

/** @param {string} dialog */
function ask(dialog) {
  page.set({ problem: "" });
  closeDialog("lead-more");
  openDialog(dialog);
}

let takeBack = () => {};

function stopForSafety() {
  const here = live();
  const { snapshot, stopping } = page.get();
  const shown = one(snapshot, "session");
  if (!here || !shown || stopping || shown.stopped || shown.status === "closed") return;
  waitFor(here.session, Date.now());
  void stop(here);
}

/**
 * Waits for no other press, no settled page and no line: nothing comes before this. Here everything is blank at once,
 * and elsewhere as soon as the server hears of it.
 *
 * @param {import("./session.js").Live} here
 */
async function stop(here) {
  document.querySelectorAll("dialog[open]").forEach((dialog) => closeDialog(dialog.id));
  page.set({ stopping: true, late: false });
  window.scrollTo({ top: 0 });
  tellStop(session(), { stopped: true, until: null });
  const late = setTimeout(() => page.set({ late: true }), LATE_MS);
  const said = insist(here, "safety.stop");
  takeBack = said.takeBack;
  const answer = await said.answer;
  clearTimeout(late);
  waitFor(here.session, null);
  tellStop(session(), answer?.ok ? { stopped: true, until: answer.seq } : NOT_STOPPED);
  if (answer?.ok) await reached(answer.seq);
  page.set({ stopping: false });
  // Somebody else has closed the session meanwhile: there is nothing left that could be pressed again.
  if (answer && !answer.ok) trouble(answer.code === "session-closed" ? answer.code : "not-stopped", answer.message);
}

/** One press takes back one step: what the button is about changes with it, and a second press has to be aimed anew. */
async function undoByButton() {
  if (page.get().resting) return;
  page.set({ resting: true });
  await undo();
  setTimeout(() => page.set({ resting: false }), REST_MS);
}

async function undo() {
  await letGoWords();
  const { snapshot } = page.get();
  const step = newest(snapshot);
  const session = one(snapshot, "session");
  if (!step || session?.stopped || session?.status === "closed") return;
  const done = doneOf(step, snapshot, currentLanguage());
  if (await press("undo", "undo", { number: step.number })) {
    page.set({ undone: outcome(step, live()?.store.snapshot() ?? snapshot, done) });
  }
}

async function loadLinks() {
  try {
    const { lead_link: link, safety_procedure: procedure, facilitator } = await request("GET", `/api/sessions/${session()}/links`);
    page.set({ link: link ?? "", procedure: procedure ?? "", facilitator: facilitator ?? false, turn: page.get().turn + 1 });
  } catch {
    // The page itself says what is wrong with its links; what is known stays.
  }
}

const actions = {
  /** @param {string} dialog */
  ask: (dialog) => (dialog === "lead-private" && one(page.get().snapshot, "session")?.stopped ? undefined : ask(dialog)),
  /** @param {string} dialog */
  cancel: (dialog) => closeDialog(dialog),

  // --- the timer ---
  /** @param {string} minutes */
  writeMinutes: (minutes) => page.set({ minutes }),
  async startTimer() {
    const { snapshot, minutes } = page.get();
    const { sound } = view(page.get(), currentLanguage()).timer;
    const seconds = (minutesOf(minutes) || stageNow(snapshot)?.minutes || 0) * MINUTE_S;
    if (seconds && (await press("timer", "timer.start", { seconds, sound }))) page.set({ minutes: "" });
  },
  /** @param {any} event of the form */
  submitTimer(event) {
    event.preventDefault();
    return actions.startTimer();
  },
  goOn: () => press("timer", "timer.start"),
  pauseTimer: () => press("timer", "timer.pause"),
  addMinute: () => press("timer-add", "timer.add", { seconds: MINUTE_S }),
  stopTimer: () => press("timer-stop", "timer.stop"),
  toggleSound() {
    const { on, sound } = view(page.get(), currentLanguage()).timer;
    return on ? press("timer-sound", "timer.start", { sound: !sound }) : page.set({ sound: !sound });
  },

  // --- steps ---
  undo: undoByButton,
  /** From the list, which goes: the same press would take back the next one. */
  undoListed() {
    closeDialog("lead-steps");
    return undoByButton();
  },
  unconfirm: () => press("unconfirm", "subject.unconfirm"),
  forgetUndone: () => page.set({ undone: null }),

  // --- the safety stop ---
  stopForSafety,
  /** Only for as long as it has not arrived. */
  takeStopBack: () => takeBack(),
  async resume() {
    closeDialog("lead-resume");
    await press("resume", "safety.resume");
  },

  // --- private time ---
  /** @param {string} partner */
  choosePrivate(partner) {
    const { chosen } = page.get();
    page.set({ chosen: chosen.includes(partner) ? chosen.filter((id) => id !== partner) : [...chosen, partner] });
  },
  async startPrivate() {
    const partners = view(page.get(), currentLanguage()).private.seats.flatMap((seat) => (seat.chosen ? [seat.id] : []));
    if (partners.length === 0) return;
    closeDialog("lead-private");
    if (await press("private", "private.start", { partners })) page.set({ chosen: [] });
  },
  endPrivate: () => press("private", "private.end"),

  // --- the door ---
  /** @param {"open" | "ask" | "closed"} door */
  setDoor: (door) => press(`door:${door}`, door === "closed" ? "door.close" : `door.${door}`),
  /** @param {string} participant */
  admit: (participant) => press(`knock:${participant}`, "knock.admit", { participant }),
  /** @param {string} participant */
  turnAway: (participant) => press(`knock:${participant}`, "knock.refuse", { participant }),
  async admitAll() {
    for (const [participant, knock] of Object.entries(records().knock ?? {})) {
      // About a second phone on the person's own seat there is something to decide: it is not let in with the others.
      if (isSecondPhone(page.get().snapshot, knock)) continue;
      if (!(await press("knock:all", "knock.admit", { participant }))) return;
    }
  },

  // --- those who lead along, and more screens ---
  makeLink: () =>
    busily(async () => {
      const { lead_link: link } = await request("POST", `/api/sessions/${session()}/lead-link`);
      // Whoever leads along by the old link has just been sent away by this.
      if (!page.get().facilitator) window.location.reload();
      page.set({ link, turn: page.get().turn + 1 });
    }),
  async copyLink() {
    page.set({ copied: await copyField("lead-along-link") });
    setTimeout(() => page.set({ copied: false }), COPIED_MS);
  },
  openAnother() {
    const opened = window.open(`/s/${session()}/screen`, "_blank", "popup,width=1280,height=720");
    if (opened) screens.add(opened);
  },
};

/** @param {BeforeUnloadEvent} event */
const beforeLeaving = (event) => page.get().stopping && event.preventDefault();

/** What the projectors here were told by a page that is gone may not be so any more. @param {Snapshot} snapshot */
function tellAnew(snapshot) {
  const stopped = one(snapshot, "session")?.stopped ?? false;
  if (!page.get().stopping) tellStop(session(), stopped ? { stopped, until: snapshot.seq } : NOT_STOPPED);
}

/** @returns {() => void} */
function begin() {
  const here = live();
  if (!here) return () => {};
  page.set({ session: here.session, now: Date.now() });
  let line = "";
  let told = false;
  const changed = () => {
    const snapshot = here.store.snapshot();
    const before = page.get().snapshot;
    if (["refused", "ended"].includes(snapshot.connection.state)) takeBack();
    // What was taken back is said until something else is done.
    const more = (newest(snapshot)?.number ?? 0) > (newest(before)?.number ?? 0);
    page.set({ snapshot, now: Date.now(), ...(more && before.seq !== null ? { undone: null } : {}) });
    // Also where somebody else stopped: what to say and to do stands on top.
    if (one(snapshot, "session")?.stopped && !one(before, "session")?.stopped) window.scrollTo({ top: 0 });
    tick();
    if (snapshot.connection.state === "connected" && line !== "connected") void loadLinks();
    if (!told && snapshot.seq !== null) {
      told = true;
      tellAnew(snapshot);
    }
    line = snapshot.connection.state;
  };
  const stops = [
    here.store.subscribe(changed),
    listenControl({
      stop: stopForSafety,
      undo: () => void undo(),
      screens,
      holding: (on) => page.set({ holding: on && !one(page.get().snapshot, "session")?.stopped }),
    }),
  ];
  window.addEventListener("beforeunload", beforeLeaving);
  if (waitsFor(here.session, Date.now())) void stop(here);
  changed();
  return () => {
    stops.forEach((stop) => stop());
    window.removeEventListener("beforeunload", beforeLeaving);
    clearTimeout(ticking);
  };
}

/** All that the control shows and can do. */
export function useControl() {
  useWhileThere(begin);
  return page.use();
}

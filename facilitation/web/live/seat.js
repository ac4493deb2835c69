// @ts-check
/**
 * The phone of one participant: its state, kept in step with the room. `seat_view.js` says how it looks first; what its
 * owner can write and answer is in `seat_later.js`, whose code comes later.
 *
 * Exports
 *   useSeat()         the hook of the page
 *   page              the store of its state
 *   ask(name, args)   give a command that belongs to its moment; what went wrong is shown
 *   tell(what)        show or read aloud what has just happened
 *   catchUp()         go on to the stage that waited for the writer
 *   EARLY             what can be pressed from the beginning
 *   MENU, NOTHING     the id of the menu; no problem
 */
import { useEffect } from "react";
import { one, serverNow } from "./canvas_store.js";
import { copyText } from "./copy.js";
import { openDialog } from "./dialog.js";
import { live, send, useSelector } from "./hooks.js";
import { currentLanguage, onLanguage } from "./language.js";
import { createPageStore } from "./page_store.js";
import { INITIAL, arrival, refusedOf, view } from "./seat_view.js";
import { nextTick } from "./timer.js";

/** @typedef {import("./seat_view.js").SeatState} SeatState */
/** @typedef {import("./session.js").Live} Live */
/** @typedef {{target: {value: string}}} Input the event of a field */

const NEWS_MS = 7_000;
const BOARD_NEWS_MS = 20_000;
/** Who has just come in is shown the welcome first; what comes later is fetched when that stands. */
const WARMING_MS = 3_000;
export const MENU = "seat-menu";
const PROBLEM_MS = 10_000;
export const NOTHING = { code: "", message: "" };

/** @type {Live | null} */
let followed = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let newsTimer;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let problemTimer;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let tickTimer;

const nothing = () => null;

/** What the phone shows and does. */
export function useSeat() {
  useSelector(nothing);
  useEffect(follow, []);
  return page.use();
}

/** Listen to the line of this page; once, however many components ask. */
function follow() {
  const seat = live();
  if (!seat || seat === followed) return;
  followed = seat;
  page.set({ session: seat.session });
  seat.store.subscribe(() => came(seat));
  seat.drafts.subscribe(() => typed(seat));
  onLanguage(() => seat.setLanguage(currentLanguage()));
  typed(seat);
  came(seat);
}

/** @param {Live} seat */
function came(seat) {
  const before = page.get();
  const snapshot = seat.store.snapshot();
  set({ ...arrival(before, snapshot), now: serverNow(snapshot) });
  remember(seat, snapshot);
  wait(snapshot);
  if (before.snapshot.seq === null && snapshot.seq !== null) setTimeout(() => page.set({ warm: true }), WARMING_MS);
  if (before.stage !== "" && before.stage !== page.get().stage) window.scrollTo({ top: 0 });
}

/** A phone that is stopped is blank at once when it is opened again, before it has a line.
 * @param {Live} seat @param {import("./canvas_store.js").Snapshot} snapshot */
function remember({ drafts }, snapshot) {
  const session = one(snapshot, "session");
  const stopped = session?.stopped ? "yes" : "";
  if (session && drafts.read("stopped") !== stopped) drafts.write("stopped", stopped);
}

/** Show the timer again when it shows something else. @param {SeatState["snapshot"]} snapshot */
function wait(snapshot) {
  clearTimeout(tickTimer);
  const next = nextTick(one(snapshot, "timer"), serverNow(snapshot));
  if (next === null) return;
  tickTimer = setTimeout(() => {
    page.set({ now: serverNow(page.get().snapshot) });
    wait(page.get().snapshot);
  }, next);
}

/** @param {Live} seat */
function typed({ drafts }) {
  page.set({
    note: drafts.read("note"),
    kind: drafts.read("kind"),
    promise: drafts.read("promise"),
    named: drafts.read("named") !== "",
    editing: drafts.read("editing"),
    edit: drafts.read("edit"),
    nudged: drafts.read("nudged"),
    stopped: drafts.read("stopped") !== "",
  });
}

/** @param {Partial<SeatState>} patch */
function set(patch) {
  page.set(patch);
  if (!patch.news?.what) return;
  clearTimeout(newsTimer);
  const shown = patch.news.what === "board" ? BOARD_NEWS_MS : NEWS_MS;
  newsTimer = setTimeout(hush, shown);
}

function hush() {
  page.set({ news: { ...page.get().news, what: "" } });
}

/** @param {SeatState["news"]["what"]} what */
export function tell(what) {
  const { news, snapshot } = page.get();
  set({ news: { what, count: news.count + 1, refused: refusedOf(snapshot) } });
}

/** The stage that waited for the writer, now that they are done. */
export function catchUp() {
  const seat = live();
  if (seat) came(seat);
}

/** @param {string} name @param {Record<string, any>} [args] @returns {Promise<boolean>} */
export async function ask(name, args) {
  page.set({ busy: true, problem: NOTHING });
  const { ok, code, message } = await send(name, args);
  page.set({ busy: false });
  trouble(ok ? NOTHING : { code, message });
  return ok;
}

/** @param {{code: string, message: string}} problem */
function trouble(problem) {
  clearTimeout(problemTimer);
  page.set({ problem });
  if (problem.code) problemTimer = setTimeout(() => page.set({ problem: NOTHING }), PROBLEM_MS);
}

// --- the menu, and what was left ----------------------------------------------------------------------------------

function openMenu() {
  const { snapshot } = page.get();
  page.set({ problem: NOTHING, name: snapshot.records.participant?.[snapshot.me ?? ""]?.name ?? "" });
  page.set({ warm: true });
  whenThere(MENU, () => openDialog(MENU));
}

/** Its code may still be on its way. @param {string} id @param {() => void} run */
function whenThere(id, run) {
  if (document.getElementById(id)) return run();
  const watching = new MutationObserver(() => {
    if (!document.getElementById(id)) return;
    watching.disconnect();
    run();
  });
  watching.observe(document.body, { childList: true, subtree: true });
}

/** @param {readonly string[]} texts */
async function copy(texts) {
  if (!(await copyText(texts.join("\n\n")))) return;
  page.set({ copied: true });
  setTimeout(() => page.set({ copied: false }), NEWS_MS);
}

export const EARLY = {
  go_to: (/** @type {"mine" | "board"} */ tab) => {
    page.set({ tab });
    hush();
    window.scrollTo({ top: 0 });
  },
  open_menu: openMenu,
  copy,
};

// Below all that it is made of: the store shows itself as soon as it is made.
export const page = createPageStore(INITIAL, (state, language) => ({ ...view(state, language), ...EARLY }));

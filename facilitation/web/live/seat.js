// @ts-check
/**
 * The phone of one participant: what its owner writes, and what the room shows them. `seat_view.js` says how it looks.
 *
 * What is being typed goes into the drafts at every keystroke, so that a reload in the middle of a word loses none of
 * it; the choice of kind and the promise under which it was typed stand beside it.
 */
import { useEffect } from "react";
import { one, serverNow } from "./canvas_store.js";
import { copyText } from "./copy.js";
import { closeDialog, openDialog } from "./dialog.js";
import { live, send, useSelector } from "./hooks.js";
import { currentLanguage, onLanguage } from "./language.js";
import { createPageStore } from "./page_store.js";
import { mine } from "./pending.js";
import { findPersonal } from "./personal_data.js";
import { answering } from "./seat_answers.js";
import { INITIAL, arrival, view } from "./seat_view.js";
import { MOST, kindNow, lengthOf, promiseOf } from "./seat_writing.js";
import { nextTick } from "./timer.js";

/** @typedef {import("./seat_view.js").SeatState} SeatState */
/** @typedef {import("./session.js").Live} Live */
/** @typedef {{target: {value: string}}} Input the event of a field */

const NEWS_MS = 7_000;
const BOARD_NEWS_MS = 20_000;
const LEAVING_FIELD_MS = 600;
/** Who has just come in is shown the welcome first; what comes later is fetched when that stands. */
const WARMING_MS = 3_000;
const MENU = "seat-menu";
const PROBLEM_MS = 10_000;
const NOTHING = { code: "", message: "" };

/** @type {Live | null} */
let followed = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let newsTimer;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let fieldTimer;
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
  set({ ...arrival(before, snapshot), ...answers.typed(seat.drafts, snapshot), now: serverNow(snapshot) });
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
    ...answers.typed(drafts, page.get().snapshot),
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
function tell(what) {
  set({ news: { what, count: page.get().news.count + 1 } });
}

/** The stage that waited for the writer, now that they are done. */
function catchUp() {
  const seat = live();
  if (seat) came(seat);
}

/** @param {string} name @param {Record<string, any>} [args] @returns {Promise<boolean>} */
async function ask(name, args) {
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

/** @param {KeyboardEvent} event */
function isSend(event) {
  return event.key === "Enter" && (event.ctrlKey || event.metaKey);
}

/** @param {string} text */
function fits(text) {
  const length = lengthOf(text);
  return length > 0 && length <= MOST;
}

/** @param {string} id */
function focus(id) {
  document.getElementById(id)?.focus();
}

// --- the field ---------------------------------------------------------------------------------------------------

/** @param {Input} event */
function write(event) {
  const drafts = live()?.drafts;
  const { snapshot, promise, note } = page.get();
  const text = event.target.value;
  const kind = kindNow(page.get());
  if (note.trim() === "") drafts?.write("kind", kind);
  // Whoever began while nobody would read it keeps that promise, even when the board opens in the middle of a word.
  const kept = text.trim() === "" ? "" : promise || promiseOf(snapshot, kind);
  if (kept !== promise) drafts?.write("promise", kept);
  drafts?.write("note", text);
}

/** @param {string} kind */
function choose(kind) {
  const { snapshot, note, promise } = page.get();
  const drafts = live()?.drafts;
  drafts?.write("kind", kind);
  if (note.trim() !== "") drafts?.write("promise", promise || promiseOf(snapshot, kind));
}

/** @param {boolean} [sure] the author has seen what was pointed out */
function place(sure = false) {
  const { note, promise, snapshot, named } = page.get();
  if (!fits(note)) return focus("seat-note");
  if (sure !== true && findPersonal(note).length > 0) return page.set({ asked: note });
  const kind = kindNow(page.get());
  const under = promise || promiseOf(snapshot, kind);
  const drafts = live()?.drafts;
  void send("note.add", { kind, text: note, named, closed: under !== "", private: under === "private" }, { draft: "note" });
  drafts?.write("promise", "");
  // Putting one's name to words is chosen for each of them anew.
  drafts?.write("named", "");
  putNudgeAway();
  page.set({ asked: "", more: false });
  tell("kept");
  catchUp();
}

/** Who has put it away, or written something, is not asked again for the same nudge. */
function putNudgeAway() {
  const { snapshot, nudged } = page.get();
  const at = String(snapshot.records.nudge?.[snapshot.me ?? ""]?.at ?? "");
  if (at !== "" && at !== nudged) live()?.drafts.write("nudged", at);
}

/** @param {KeyboardEvent} event */
function placeByKey(event) {
  if (!isSend(event)) return;
  event.preventDefault();
  place();
}

function focusField() {
  clearTimeout(fieldTimer);
  page.set({ writing: true });
}

function leaveField() {
  clearTimeout(fieldTimer);
  // Later, so that the page does not move away under a finger on its way to a button.
  fieldTimer = setTimeout(() => {
    page.set({ writing: false });
    catchUp();
  }, LEAVING_FIELD_MS);
}

function change() {
  page.set({ asked: "" });
  focus(page.get().editing ? "seat-edit" : "seat-note");
}

/** Take one's name off a note of looking back, or put it to it. @param {string} id @param {boolean} named */
function sign(id, named) {
  const note = mine(page.get().snapshot).find((each) => each.id === id);
  if (note) void send("note.edit", { note: id, text: note.text, named });
}

function goAlong() {
  page.set({ writing: false });
  catchUp();
}

/** Open the field outside its stage. @param {string} [kind] */
function addMore(kind) {
  if (kind) live()?.drafts.write("kind", kind);
  page.set({ more: true });
  setTimeout(() => focus("seat-note"));
}

// --- my notes ----------------------------------------------------------------------------------------------------

/** @param {string} id */
function edit(id) {
  const note = mine(page.get().snapshot).find((each) => each.id === id);
  const drafts = live()?.drafts;
  if (!note || !drafts) return;
  drafts.write("edit", note.text);
  drafts.write("editing", id);
  page.set({ asked: "", removing: "" });
  setTimeout(() => focus("seat-edit"));
}

/** @param {Input} event */
function rewrite(event) {
  live()?.drafts.write("edit", event.target.value);
}

function stopEdit() {
  live()?.drafts.write("editing", "");
  live()?.drafts.write("edit", "");
  page.set({ asked: "" });
  catchUp();
}

/** @param {boolean} [sure] */
function saveEdit(sure = false) {
  const { editing, edit: text, snapshot } = page.get();
  if (!editing) return;
  if (!fits(text)) return focus("seat-edit");
  if (sure !== true && findPersonal(text).length > 0) return page.set({ asked: text });
  const before = mine(snapshot).find((each) => each.id === editing);
  if (before?.text !== text || before?.state === "refused") void send("note.edit", { note: editing, text });
  stopEdit();
}

/** @param {KeyboardEvent} event */
function saveByKey(event) {
  if (!isSend(event)) return;
  event.preventDefault();
  saveEdit();
}

/** @param {string} id */
function remove(id) {
  void send("note.remove", { note: id });
  if (page.get().editing === id) stopEdit();
  page.set({ removing: "" });
  tell("removed");
}

// --- the menu, and who sits here -----------------------------------------------------------------------------------

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

/** @param {string} partner */
async function move(partner) {
  if (await ask("participant.edit", { partner })) closeDialog(MENU);
}

async function rename() {
  if (await ask("participant.edit", { name: page.get().name })) closeDialog(MENU);
}

async function leave() {
  const seat = live();
  if (!seat) return;
  page.set({ busy: true, problem: NOTHING });
  const { ok, code, message } = await seat.leave();
  if (ok) window.location.assign("/join");
  else page.set({ busy: false, problem: { code, message } });
}

/** @param {readonly string[]} texts */
async function copy(texts) {
  if (!(await copyText(texts.join("\n\n")))) return;
  page.set({ copied: true });
  setTimeout(() => page.set({ copied: false }), NEWS_MS);
}

const answers = answering({ page: () => page, ask, tell });

const ACTIONS = {
  ...answers.actions,
  write,
  choose,
  place,
  place_by_key: placeByKey,
  place_anyway: () => place(true),
  focus: focusField,
  blur: leaveField,
  change,
  go_along: goAlong,
  add_more: addMore,
  edit,
  rewrite,
  stop_edit: stopEdit,
  save_edit: () => saveEdit(),
  save_by_key: saveByKey,
  save_anyway: () => saveEdit(true),
  remove,
  ask_remove: (/** @type {string} */ id) => page.set({ removing: id }),
  keep: () => page.set({ removing: "" }),
  show: (/** @type {string} */ id) => void send("note.open", { note: id }),
  name_note: (/** @type {boolean} */ named) => live()?.drafts.write("named", named ? "yes" : ""),
  sign,
  accept: (/** @type {string} */ note, /** @type {number} */ at) => ask("note.accept", { note, at }),
  decline: (/** @type {string} */ note) => ask("note.decline", { note }),
  put_nudge_away: putNudgeAway,
  try_again: (/** @type {string} */ id) => void live()?.tryAgain(id),
  discard: (/** @type {string} */ id) => void live()?.discard(id),
  set_ready: (/** @type {boolean} */ ready) => live()?.setReady(ready),
  go_to: (/** @type {"mine" | "board"} */ tab) => {
    page.set({ tab });
    hush();
    window.scrollTo({ top: 0 });
  },
  ask_who: () => page.set({ choosing: true, problem: NOTHING }),
  not_yet: () => page.set({ choosing: false }),
  confirm: (/** @type {string} */ as) => ask("subject.confirm", { as }),
  open_menu: openMenu,
  close_menu: () => closeDialog(MENU),
  type_name: (/** @type {Input} */ event) => page.set({ name: event.target.value }),
  rename,
  move,
  leave,
  copy,
};

// Below all that it is made of: the store shows itself as soon as it is made.
const page = createPageStore(INITIAL, (state, language) => ({ ...view(state, language), ...ACTIONS }));

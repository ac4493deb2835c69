// @ts-check
/**
 * What somebody writes and answers on their phone, from the first stage of writing on. `seat_later_view.js` says how it
 * looks.
 *
 * What is being typed goes into the drafts at every keystroke, so that a reload in the middle of a word loses none of
 * it; the choice of kind and the promise under which it was typed stand beside it.
 */
import { useEffect } from "react";
import { closeDialog } from "./dialog.js";
import { live, send } from "./hooks.js";
import { mine } from "./pending.js";
import { findPersonal } from "./personal_data.js";
import { EARLY, MENU, NOTHING, ask, catchUp, page, tell, useSeat } from "./seat.js";
import { answering } from "./seat_answers.js";
import { lengthOf } from "./seat_guide.js";
import { laterView } from "./seat_later_view.js";
import { MOST, carried, kindNow, promisedOf } from "./seat_writing.js";

/** @typedef {import("./session.js").Live} Live */
/** @typedef {{target: {value: string}}} Input the event of a field */

const LEAVING_FIELD_MS = 600;

/** @type {Live | null} */
let followed = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let fieldTimer;

/** What the phone shows and does, early and later. */
export function useSeatLater() {
  useSeat();
  useEffect(follow, []);
  return useLater();
}

/** Take up what was typed beside an answer, of a law and of the scores; it belongs to what the room asks. */
function follow() {
  const seat = live();
  if (!seat || seat === followed) return;
  followed = seat;
  const read = () => {
    answers.notice(page.get().snapshot);
    const typed = answers.typed(seat.drafts, page.get().snapshot);
    if (JSON.stringify(typed) !== JSON.stringify(answers.typedNow())) page.set(typed);
  };
  seat.store.subscribe(read);
  seat.drafts.subscribe(read);
  read();
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
  const kept = text.trim() === "" ? "" : promisedOf(promise, snapshot, kind);
  if (kept !== promise) drafts?.write("promise", kept);
  drafts?.write("note", text);
}

/** @param {string} kind */
function choose(kind) {
  const { snapshot, note, promise } = page.get();
  const drafts = live()?.drafts;
  drafts?.write("kind", kind);
  if (note.trim() !== "") drafts?.write("promise", promisedOf(promise, snapshot, kind));
}

/** @param {boolean} [sure] the author has seen what was pointed out */
function place(sure = false) {
  const { note, promise, snapshot, named } = page.get();
  if (!fits(note)) return focus("seat-note");
  if (sure !== true && findPersonal(note).length > 0) return page.set({ asked: note });
  const kind = kindNow(page.get());
  const drafts = live()?.drafts;
  void send("note.add", { kind, text: note, named, ...carried(promise, snapshot, kind) }, { draft: "note" });
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

// --- who sits here ---------------------------------------------------------------------------------------------------

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
  ask_who: () => page.set({ choosing: true, problem: NOTHING }),
  not_yet: () => page.set({ choosing: false }),
  confirm: (/** @type {string} */ as) => ask("subject.confirm", { as }),
  close_menu: () => closeDialog(MENU),
  type_name: (/** @type {Input} */ event) => page.set({ name: event.target.value }),
  rename,
  move,
  leave,
};

// Below all that it is made of, as in `seat.js`.
const useLater = page.hook((state, language) => ({ ...laterView(state, language), ...EARLY, ...ACTIONS }));

// @ts-check
/**
 * The facilitator's page: what it shows (lead_view.js) and all that can be done on it. A press goes to the server at
 * once or not at all, and carries what the facilitator saw when pressing, so that two who lead at once cannot do the
 * same thing twice.
 *
 * Exports
 *   useLead()   all that the page shows and can do
 */
import { one } from "./canvas_store.js";
import { copyField } from "./copy.js";
import { closeDialog, openDialog } from "./dialog.js";
import { live, useWhileThere } from "./hooks.js";
import { Problem, request } from "./http.js";
import { newId } from "./ids.js";
import { currentLanguage, fill, onLanguage } from "./language.js";
import { listenDrag } from "./lead_drag.js";
import { watchEdges } from "./lead_edges.js";
import { listenKeys } from "./lead_keys.js";
import { leftOpen, NOTHING_LEFT } from "./lead_left.js";
import { actions, follow, page, press, screens, trouble } from "./lead_page.js";
import { KEYS, NOTHING, view } from "./lead_view.js";
import { forms, layOn, takeUpForms } from "./lead_work.js";
import { chooseWords, flushWords, saveWords, takeUpWords, unkept, writeWords } from "./lead_words.js";
import { hearSignedOut } from "./signed_out.js";

const SHORTCUTS = "lead-shortcuts";
const WIDE = "(min-width: 64rem)";
const COPIED_MS = 3_000;
const WATCH_MS = 1_000;
const DELETED = new Set(["session-deleted", "session-unknown"]);

/** @type {Window | null} */
let projector = null;
/** @type {Window | null} */
let seat = null;

const session = () => page.get().session;
const records = () => page.get().snapshot.records;

async function loadLinks() {
  try {
    const links = await request("GET", `/api/sessions/${session()}/links`);
    page.set({ links, linksCode: "", turn: page.get().turn + 1 });
  } catch (problem) {
    if (problem instanceof Problem) page.set({ linksCode: [401, 403].includes(problem.status) ? "not-signed-in" : problem.code });
  }
}

/** @param {string} dialog @param {Partial<import("./lead_view.js").Ask>} [about] */
function ask(dialog, about = {}) {
  page.set({ ask: { ...NOTHING, ...about } });
  openDialog(dialog);
}

/**
 * Ask before something is done; without a line there is nothing to ask.
 *
 * @param {string} dialog @param {Partial<import("./lead_view.js").Ask>} [about]
 */
function askFirst(dialog, about) {
  if (page.get().snapshot.connection.state === "connected") ask(dialog, about);
  else trouble("offline");
}

/** What would be left open by going to this stage: going back leaves nothing. @param {string} stage */
function leftBehind(stage) {
  const { snapshot } = page.get();
  const { stages = [] } = one(snapshot, "guide") ?? {};
  const [here, there] = [one(snapshot, "session")?.stage, stage].map((key) =>
    stages.findIndex((/** @type {any} */ each) => each.key === key),
  );
  return there > here ? leftOpen(snapshot, currentLanguage(), forms.typed()) : NOTHING_LEFT;
}

/**
 * @param {string} stage @param {string} from
 * @param {boolean} [anyway] past what is left open, or past the person although nobody has said "klopt": asked when the
 *   server says so
 */
async function go(stage, from, anyway = false) {
  const { status, stopped } = one(page.get().snapshot, "session") ?? {};
  if (stage === from || stopped || status === "closed") return;
  const left = anyway ? NOTHING_LEFT : leftBehind(stage);
  if (left.any) return askFirst("lead-left", { stage, from, left });
  await flushWords();
  const asks = { "not-confirmed": () => ask("lead-unconfirmed", { stage, from }) };
  if (await press(`go:${stage}`, "stage.go", { stage, from, anyway }, asks)) window.scrollTo({ top: 0 });
}

/** @param {1 | -1} step */
function goBy(step) {
  const from = one(page.get().snapshot, "session")?.stage;
  const { stages = [] } = one(page.get().snapshot, "guide") ?? {};
  const next = stages[stages.findIndex((/** @type {any} */ stage) => stage.key === from) + step];
  if (next) void go(next.key, from);
}

/** @param {string} dialog @param {() => Promise<unknown>} work */
async function confirmed(dialog, work) {
  closeDialog(dialog);
  await work();
}

function openScreen() {
  // A window that is there stays as it is: loading it again would be seen by everybody.
  if (!projector || projector.closed) {
    projector = window.open(`/s/${session()}/screen`, `speelveld-screen-${session()}`, "popup,width=1280,height=720");
  }
  if (projector) screens.add(projector);
  projector?.focus();
  page.set({ projector: projector ? "open" : "blocked" });
}

/** Whoever has no phone is written for here: a seat goes by a cookie of its own, so one fits beside the lead. */
function openSeat() {
  // Not at the address that phones use: there, this browser would be signed in nowhere, and that may be no address at all.
  const path = new URL(page.get().links?.join_url ?? "", window.location.href).pathname;
  if (!seat || seat.closed) seat = window.open(path, `speelveld-seat-${session()}`, "popup,width=420,height=844");
  seat?.focus();
  page.set({ besides: seat ? "" : path });
}

function watchScreen() {
  if (page.get().projector === "open" && (!projector || projector.closed)) page.set({ projector: "closed" });
}

/** @param {import("./lead_keys.js").Shortcut} shortcut */
function run(shortcut) {
  const shown = view(page.get(), currentLanguage());
  if (shortcut === "help") ask("lead-help");
  else if (shortcut === "screen") openScreen();
  else if (!shown.pressable || shown.closed) return;
  else if (shortcut === "forward") goBy(1);
  else if (shortcut === "back") goBy(-1);
  else if (shortcut === "open" && shown.doing === "open") askFirst("lead-open");
  else if (shown.stage.form !== "partners") return;
  else if (shortcut === "floor" && shown.board.opened && (shown.floor.next || shown.floor.left)) void next(shown.floor.id);
}

/** @param {string} from who had the floor when it was pressed */
const next = (from) => press("floor", "floor.next", { from });

Object.assign(actions, {
  /** @param {string} stage @param {string} from */
  go: (stage, from) => go(stage, from),
  /** @param {string} dialog */
  goAnyway(dialog) {
    const { stage, from } = page.get().ask;
    return confirmed(dialog, () => go(stage, from, true));
  },
  write: writeWords,
  save: saveWords,
  choose: chooseWords,
  /** @param {"person" | "spokesperson"} speaker */
  async confirm(speaker) {
    await flushWords();
    if (unkept()) trouble("unkept");
    else await press(`confirm:${speaker}`, "subject.confirm", { as: speaker });
  },
  /** @param {string} kind or "" for all */
  askOpen: (kind) => askFirst("lead-open", { kind }),
  openNotes: () =>
    confirmed("lead-open", () => {
      const { kind } = page.get().ask;
      const { stage } = one(page.get().snapshot, "session") ?? {};
      return press("open", "notes.open", kind ? { kind, stage } : { stage });
    }),
  /** What came late to a kind that is open; the others stay closed. */
  async openLate() {
    for (const kind of one(page.get().snapshot, "board")?.open ?? []) {
      const late = Object.values(records().note ?? {}).some((note) => !note.open && note.kind === kind);
      if (late && !(await press("late", "notes.open", { kind }))) return;
    }
  },
  next,
  /** @param {string} partner or "" for nobody @param {string} from */
  giveFloor: (partner, from) => press(`floor:${partner}`, "floor.give", { partner: partner || null, from }),
  openScreen,
  openSeat,
  showQr() {
    void loadLinks();
    ask("lead-qr");
  },
  togglePreview: () => page.set({ preview: !page.get().preview }),
  arrange: () => page.set({ arranging: !page.get().arranging }),
  /** @param {any} event of the form */
  async addPartner(event) {
    event.preventDefault();
    const field = event.currentTarget.elements.namedItem("name");
    const name = field.value.trim();
    if (name && (await press("add", "partner.add", { partner: newId(), name }))) field.value = "";
    field.focus();
  },
  /**
   * A seat for the person concerned: that of their name, where somebody has made it already. It is called so in the
   * language of the session, since everybody reads it.
   *
   * @param {Record<string, string>} names by the language
   */
  addOwn(names) {
    const { snapshot } = page.get();
    const alias = one(snapshot, "subject")?.alias ?? "";
    const name = fill(names[one(snapshot, "session")?.language] ?? "", { alias });
    const known = [alias, name].map((each) => each.toLowerCase());
    const [there] = Object.entries(records().partner ?? {}).filter(([, each]) => known.includes(each.name.toLowerCase()));
    if (there) return press("own", "partner.edit", { partner: there[0], name: there[1].name, own: true });
    return press("own", "partner.add", { partner: newId(), name, own: true });
  },
  /** @param {string} partner @param {any} event of the field */
  async rename(partner, event) {
    const field = event.target;
    const name = field.value.trim();
    const before = records().partner?.[partner]?.name ?? "";
    if (name === before) return;
    if (!(await press(`rename:${partner}`, "partner.edit", { partner, name }))) field.value = before;
  },
  /** @param {any} event */
  enterLeaves: (event) => event.key === "Enter" && event.target.blur(),
  /** @param {string} partner @param {number} position counted from 0 @param {any} event */
  async move(partner, position, event) {
    const button = event.currentTarget;
    await press(`move:${partner}`, "partner.move", { partner, position });
    // A row that moves loses the keyboard's focus: give it back, so that it can be moved on.
    button.focus();
  },
  /** @param {string} partner */
  askRemovePartner(partner) {
    const { name } = records().partner?.[partner] ?? { name: "" };
    const inUse = (/** @type {string} */ kind) =>
      Object.values(records()[kind] ?? {}).some((record) => record.partner === partner);
    if (inUse("note")) trouble("partner-has-notes");
    else if (inUse("participant")) trouble("partner-has-people");
    else askFirst("lead-partner", { id: partner, name });
  },
  removePartner: () => confirmed("lead-partner", () => press("remove", "partner.remove", { partner: page.get().ask.id })),
  /** @param {string} id @param {string} name @param {string} partner's name */
  askRemovePerson: (id, name, partner) => askFirst("lead-person", { id, name, kind: partner }),
  removePerson: () =>
    confirmed("lead-person", () => press("remove", "participant.remove", { participant: page.get().ask.id })),
  askRotate: () => askFirst("lead-rotate"),
  rotate: () => confirmed("lead-rotate", () => press("rotate", "door.rotate")),
  askClose: () => askFirst("lead-close", { left: leftOpen(page.get().snapshot, currentLanguage(), forms.typed()) }),
  closeSession: () => confirmed("lead-close", () => press("close", "session.close")),
  reopen: () => press("reopen", "session.reopen"),
  help: () => ask("lead-help"),
  /** @param {string} dialog */
  cancel: (dialog) => closeDialog(dialog),
  dismiss: () => page.set({ trouble: null, moved: "" }),
  toggleShortcuts() {
    const shortcuts = !page.get().shortcuts;
    page.set({ shortcuts });
    try {
      localStorage.setItem(SHORTCUTS, shortcuts ? "on" : "off");
    } catch {
      // Then they are off again after a reload, as they were at first.
    }
  },
  async copyLink() {
    page.set({ copied: await copyField("lead-team-link") });
    setTimeout(() => page.set({ copied: false }), COPIED_MS);
  },
});

/** Off until somebody wants them: one letter beside a field would move the whole room on. */
function shortcutsOn() {
  try {
    return localStorage.getItem(SHORTCUTS) === "on";
  } catch {
    return false;
  }
}

/** @param {BeforeUnloadEvent} event */
const beforeLeaving = (event) => unkept() && event.preventDefault();

/** What is done at every change of the canvas. @param {import("./session.js").Live} here @returns {() => void} */
function following(here) {
  let line = "";
  /** @type {any} */
  let session = null;
  return () => {
    const snapshot = here.store.snapshot();
    const { state, code } = snapshot.connection;
    const before = session;
    session = one(snapshot, "session") ?? before;
    // Another stage or a safety stop puts a form away: it comes back with what was typed until then.
    if (session !== before) page.set({ typed: forms.typed() });
    follow(snapshot);
    if (state === "connected" && line !== "connected") {
      void loadLinks();
      void flushWords();
      forms.tidy(snapshot.records);
    }
    if ((session?.rotation ?? 0) !== (before?.rotation ?? 0)) void loadLinks();
    if (DELETED.has(code)) here.drafts.clear();
    line = state;
  };
}

/** @returns {() => void} */
function begin() {
  const here = live();
  if (!here) return () => {};
  const room = window.matchMedia(WIDE);
  page.set({ session: here.session, wide: room.matches, shortcuts: shortcutsOn() });
  takeUpForms();
  takeUpWords();
  const widened = () => page.set({ wide: room.matches });
  const changed = following(here);
  room.addEventListener("change", widened);
  window.addEventListener("beforeunload", beforeLeaving);
  const watch = setInterval(watchScreen, WATCH_MS);
  const stops = [
    here.store.subscribe(changed),
    onLanguage(() => here.setLanguage(currentLanguage())),
    listenDrag(layOn),
    watchEdges(),
    // The line was opened by somebody who was signed in: dialled anew, it is refused.
    hearSignedOut(() => {
      here.connection.close();
      here.connection.open();
    }),
    listenKeys({ on: () => page.get().shortcuts, keys: () => KEYS[currentLanguage()], run }),
  ];
  changed();
  if (page.get().links === null) void loadLinks();
  return () => {
    stops.forEach((stop) => stop());
    clearInterval(watch);
    room.removeEventListener("change", widened);
    window.removeEventListener("beforeunload", beforeLeaving);
  };
}

/** All that the page shows and can do. */
export function useLead() {
  useWhileThere(begin);
  return page.use();
}

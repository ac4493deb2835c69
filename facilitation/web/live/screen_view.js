// @ts-check
/**
 * What the projector shows, from the canvas and from what the door says. Pure, but for the memory of how the wheel stood.
 *
 * Exports
 *   createScreenView()  -> view(snapshot, door, language) -> ScreenView; the same object while nothing changes
 *   NO_DOOR             the door before anything is known of it
 */
import { dayOf } from "./day.js";
import { readyOf, stageNow } from "./notes.js";
import { pagesOf, placeOf } from "./reading.js";
import { isUnconfirmed, NO_SPOTLIGHT, privateOf, spotlightOf } from "./screen_control.js";
import { frameOf, lookbackOf, neededOf, NO_FRAME, NO_LOOKBACK, NO_NEEDED } from "./screen_notes.js";
import { countsOf, inOrder, NO_PANEL, panelOf, readOf, wordsOf } from "./screen_panel.js";
import { agreementsOf, connectOf, NO_AGREEMENTS, NO_CONNECT } from "./screen_together.js";
import { boardOf, createWheelView, NO_WHEEL } from "./wheel_view.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./wheel.js").Board} Board */
/** @typedef {"nl" | "en"} Language */
/** The door as `/api/sessions/{id}/links` tells it; `version` counts the codes seen, so that each QR code is fetched anew;
 * where phones cannot reach the address, no way in is shown.
 * @typedef {{code: string, address: string, reachable: boolean, version: number}} Door */
/** A partner's seat; `others` are the people there after the first, `more` how many more there are than are shown.
 * @typedef {{id: string, name: string, taken: boolean, others: string[], more: string}} ShownSeat */
/** Where we are in reading back: page `place` (from 1) of `pages`; both 0 while everything is shown.
 * @typedef {{place: number, pages: number}} Reading */
/** @typedef {"waiting" | "stopped" | "welcome" | "person" | "frame" | "needed" | "partners" | "connect" | "agreements"
 *   | "lookback" | "close" | "closed" | "gone"} Phase */

/**
 * @typedef {object} ScreenView
 * @property {Phase} phase
 * @property {string} shows what of it is drawn: a phase, at the close that of the page that is read back
 * @property {"unknown" | "signed-out" | "deleted"} gone why there is nothing to show
 * @property {boolean} offline
 * @property {boolean} rehearsal
 * @property {boolean} unconfirmed whether the group has gone on although nobody said "klopt"
 * @property {{names: string, count: number}} privately who is in private time
 * @property {import("./screen_control.js").Spotlight} spotlight
 * @property {string} title of the session
 * @property {string} stage the title of the stage, or of the one that is read back
 * @property {number} step @property {number} steps
 * @property {string} ask what the stage asks of everybody
 * @property {string} heading alias and age
 * @property {string} alias
 * @property {string} story @property {string} question @property {string} strengths
 * @property {boolean} told whether any of these is there @property {boolean} whole both story and question
 * @property {string} questionShare @property {string} strengthsShare how the height is shared between these two
 * @property {"" | "person" | "spokesperson"} confirmed
 * @property {boolean} doorOpen
 * @property {string} code in groups @property {string} address @property {string} qr its URL, "" when there is none
 * @property {number} people @property {number} partners @property {number} ready @property {number} notes that are open
 * @property {ShownSeat[]} seats
 * @property {import("./screen_panel.js").KindCount[]} kinds
 * @property {import("./screen_panel.js").Panel} panel
 * @property {import("./screen_panel.js").Words[]} words that are open, by partner, to be read once more at the close
 * @property {Reading} reading
 * @property {import("./screen_notes.js").FrameView} frame
 * @property {import("./screen_notes.js").NeededView} needed
 * @property {import("./screen_together.js").ConnectView} connect
 * @property {import("./screen_together.js").AgreementsView} agreements
 * @property {import("./screen_notes.js").LookbackView} lookback
 * @property {string} deleted the date on which everything is deleted, "" while that is not known
 * @property {number} days how many days after the end that is
 * @property {import("./wheel_view.js").WheelView} wheel
 * @property {import("./wheel_view.js").Words[]} disc the person's words in the middle, where there is no wheel around them
 */

const OTHERS = 3;
/** @type {readonly string[]} */
const FORMS = ["welcome", "person", "frame", "needed", "partners", "connect", "agreements", "lookback", "close"];
const WITH_WHEEL = ["welcome", "partners", "connect", "close", "closed"];

/** @type {Door} */
export const NO_DOOR = { code: "", address: "", reachable: true, version: 0 };

/** A screen with nothing of the session on it. @type {Omit<ScreenView, "phase" | "shows">} */
const NOTHING = {
  ...{ gone: "unknown", offline: false, rehearsal: false, unconfirmed: false, privately: { names: "", count: 0 } },
  ...{ spotlight: NO_SPOTLIGHT, title: "", stage: "", step: 0, steps: 0, ask: "", heading: "", alias: "", story: "" },
  ...{ question: "", strengths: "", told: false, whole: false, questionShare: "0.5", strengthsShare: "0.5", confirmed: "" },
  ...{ doorOpen: false, code: "", address: "", qr: "", people: 0, partners: 0, ready: 0, notes: 0, seats: [], kinds: [] },
  ...{ panel: NO_PANEL, words: [], reading: { place: 0, pages: 0 }, frame: NO_FRAME, needed: NO_NEEDED },
  ...{ connect: NO_CONNECT, agreements: NO_AGREEMENTS, lookback: NO_LOOKBACK, deleted: "", days: 0, wheel: NO_WHEEL, disc: [] },
};

/** @returns {(snapshot: Snapshot, door: Door, language: Language) => ScreenView} */
export function createScreenView() {
  const drawers = { wheel: createDrawer(), disc: createDrawer() };
  /** @type {unknown[]} */
  let asked = [];
  /** @type {ScreenView} */
  let shown;
  return (snapshot, door, language) => {
    if (shown && snapshot === asked[0] && door === asked[1] && language === asked[2]) return shown;
    asked = [snapshot, door, language];
    shown = viewOf(snapshot, door, language, drawers);
    return shown;
  };
}

/** Draws a wheel, and gives the same one back while the same is asked. */
function createDrawer() {
  const draw = createWheelView();
  let wheel = NO_WHEEL;
  /** @type {unknown[]} */
  let drawn = [];
  /** @param {unknown} key @param {Board} board @param {string | null} facing */
  return (key, board, facing) => {
    if (key !== drawn[0] || facing !== drawn[1]) {
      wheel = draw(board, { facing });
      drawn = [key, facing];
    }
    return wheel;
  };
}

/** @typedef {{wheel: ReturnType<typeof createDrawer>, disc: ReturnType<typeof createDrawer>}} Drawers */

/** @param {Snapshot} snapshot @param {Door} door @param {Language} language @param {Drawers} drawers @returns {ScreenView} */
function viewOf(snapshot, door, language, drawers) {
  const { records, connection } = snapshot;
  const session = records.session ? Object.values(records.session)[0] : undefined;
  const phase = phaseOf(session, stageNow(snapshot)?.form, connection.state);
  const offline = connection.state === "offline";
  if (phase === "gone" || phase === "waiting" || phase === "stopped") {
    return { ...NOTHING, phase, shows: phase, gone: goneWhy(connection), offline };
  }
  const page = phase === "close" ? pageOf(snapshot) : null;
  const spotlight = phase === "closed" ? NO_SPOTLIGHT : spotlightOf(records, language);
  const shows = spotlight.id ? "spotlight" : (page?.form ?? phase);
  const picture = drawn(snapshot, shows, page, drawers);
  return {
    ...NOTHING,
    ...common(snapshot, session, language, page),
    ...doorOf(door, session, connection),
    phase,
    shows,
    offline,
    spotlight,
    reading: page ? { place: page.place, pages: page.pages } : NOTHING.reading,
    ...stageViewOf(snapshot, shows, page, language, picture.wheel ?? NO_WHEEL),
    ...picture,
  };
}

/** @param {any} session @param {string | undefined} form @param {string} state of the connection @returns {Phase} */
function phaseOf(session, form, state) {
  if (state === "refused" || state === "ended") return "gone";
  if (!session) return "waiting";
  if (session.stopped) return "stopped";
  if (session.status === "closed") return "closed";
  return /** @type {Phase} */ (FORMS.includes(form ?? "") ? form : "partners");
}

/** @param {Snapshot["connection"]} connection @returns {ScreenView["gone"]} */
function goneWhy({ state, code }) {
  if (code === "not-signed-in") return "signed-out";
  return state === "ended" ? "deleted" : "unknown";
}

/** The page that is read back, or null while everything is shown. @param {Snapshot} snapshot */
function pageOf(snapshot) {
  const pages = pagesOf(snapshot);
  const place = placeOf(pages, snapshot.records.page?.page);
  const page = pages[place];
  return page ? { ...page, place: place + 1, pages: pages.length } : null;
}

/** @typedef {NonNullable<ReturnType<typeof pageOf>>} ReadPage */

/**
 * What does not depend on what is drawn.
 * @param {Snapshot} snapshot @param {any} session @param {Language} language @param {ReadPage | null} page
 */
function common(snapshot, session, language, page) {
  const { records, presence } = snapshot;
  const subject = records.subject?.subject ?? { alias: "", age: "", story: "", question: "", strengths: "", confirmed: null };
  const guide = records.guide?.guide ?? null;
  const stages = /** @type {any[]} */ (guide?.stages ?? []);
  const stage = stageNow(snapshot);
  const board = boardOf(records);
  /** @param {any} text */
  const told = (text) => (text?.[language] ?? "").replaceAll("{subject}", () => subject.alias);
  return {
    rehearsal: Boolean(session.rehearsal),
    unconfirmed: isUnconfirmed(records),
    privately: privateOf(records, language),
    title: session.title,
    stage: told((page ? stages.find((each) => each.key === page.stage) : stage)?.title),
    step: stages.indexOf(stage) + 1,
    steps: stages.length,
    ask: told(stage?.ask),
    alias: subject.alias,
    heading: subject.age ? `${subject.alias} (${subject.age})` : subject.alias,
    ...subjectOf(subject),
    people: presence.people,
    partners: board.partners.length,
    ready: readyOf(snapshot),
    notes: board.notes.filter((note) => note.open).length,
    kinds: countsOf(board, stage, guide, language, told),
    deleted: dayOf(session.purge_at, language),
    days: session.retention_days,
  };
}

/** The question is set larger, so it counts for more. @param {any} subject */
function subjectOf({ story, question, strengths, confirmed }) {
  const weight = 2.5 * question.length + 60;
  const share = Math.min(0.65, Math.max(0.35, weight / (weight + strengths.length)));
  return {
    story,
    question,
    strengths,
    told: Boolean(story || question || strengths),
    whole: Boolean(story && question),
    confirmed: confirmed ?? "",
    questionShare: share.toFixed(2),
    strengthsShare: (1 - share).toFixed(2),
  };
}

/**
 * What belongs to what is drawn, and nothing else: what is not drawn cannot be shown too early.
 *
 * @param {Snapshot} snapshot @param {string} shows @param {ReadPage | null} page @param {Language} language
 * @param {import("./wheel_view.js").WheelView} wheel that stands beside it
 * @returns {Partial<ScreenView>}
 */
function stageViewOf(snapshot, shows, page, language, wheel) {
  const { records } = snapshot;
  const board = boardOf(records);
  const ids = page?.ids ?? null;
  const stage = page ? records.guide?.guide?.stages.find((/** @type {any} */ each) => each.key === page.stage) : stageNow(snapshot);
  switch (shows) {
    case "welcome":
      return { seats: seatsOf(board, records.participant) };
    case "frame":
      return { frame: frameOf(records, ids) };
    case "needed":
      return { needed: neededOf(snapshot, stage, ids) };
    case "partners":
      return { panel: page ? readOf(snapshot, board, language, page) : panelOf(snapshot, board, language) };
    case "connect":
      return { connect: connectOf(records, numbersOn(wheel), ids) };
    case "agreements":
      return { agreements: agreementsOf(records, language, ids) };
    case "lookback":
      return { lookback: lookbackOf(snapshot, stage, ids, language) };
    case "close":
      return { words: wordsOf(snapshot, board, language, numbersOn(wheel)) };
    default:
      return {};
  }
}

/** The numbers that can be read on the wheel, by the note's id: a number that is not there would be looked for in vain.
 * @param {import("./wheel_view.js").WheelView} wheel */
function numbersOn({ dots, crowd }) {
  return new Map([...dots, ...crowd].map(({ id, number }) => [id, number]));
}

/** @param {Snapshot} snapshot @param {string} shows @param {ReadPage | null} page @param {Drawers} drawers
 * @returns {Partial<ScreenView>} */
function drawn({ records }, shows, page, drawers) {
  const board = boardOf(records);
  const facing = shows === "partners" ? (page ? page.partner : (records.floor?.floor?.partner ?? null)) : null;
  if (WITH_WHEEL.includes(shows)) return { wheel: drawers.wheel(board, board, facing) };
  const alone = { ...board, partners: [], notes: [], matches: [] };
  return { disc: drawers.disc(records.subject, alone, null).words };
}

/** @param {Door} door @param {any} session @param {Snapshot["connection"]} connection */
function doorOf(door, session, connection) {
  const doorOpen = Boolean(session?.door) && session.status !== "closed";
  const known = doorOpen && door.reachable && door.code !== "" && connection.state !== "refused" && connection.state !== "ended";
  return {
    doorOpen,
    code: known ? door.code : "",
    address: known ? door.address : "",
    qr: known ? `?v=${door.version}` : "",
  };
}

/** @param {Board} board @param {Readonly<Record<string, any>> | undefined} participants @returns {ShownSeat[]} */
function seatsOf(board, participants) {
  /** @type {Map<string, string[]>} */
  const sitting = new Map(board.partners.map(({ id }) => [id, []]));
  for (const [id, person] of Object.entries(participants ?? {})) sitting.get(person.partner)?.push(id);
  return inOrder(board.partners).map(({ id, name }) => {
    const here = sitting.get(id) ?? [];
    const others = here.slice(1, here.length > OTHERS + 1 ? OTHERS : undefined);
    const left = here.length - 1 - others.length;
    return { id, name, taken: here.length > 0, others, more: left > 0 ? `+${left}` : "" };
  });
}

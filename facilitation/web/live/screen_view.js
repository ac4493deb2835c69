// @ts-check
/**
 * What the projector shows, from the canvas and from what the door says. Pure, but for the memory of how the wheel stood.
 *
 * Exports
 *   createScreenView()  -> view(snapshot, door, language) -> ScreenView; the same object while nothing changes
 *   nextOnFloor(partners, floor) -> the id of the partner who speaks next, or null (as in canvas/rules/floor.py)
 *   NO_DOOR             the door before anything is known of it
 */
import { byPartner } from "./by_partner.js";
import { dayOf } from "./day.js";
import { boardOf, createWheelView, NO_WHEEL } from "./wheel_view.js";
import { numbersOf } from "./wheel.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./wheel.js").Board} Board */
/** @typedef {"nl" | "en"} Language */
/** The door as `/api/sessions/{id}/links` tells it; `version` counts the codes seen, so that each QR code is fetched anew.
 * @typedef {{code: string, address: string, version: number}} Door */
/** @typedef {{id: string, number: string, text: string}} ShownNote */
/** @typedef {{kind: string, question: string, count: number}} KindCount */
/** A partner's seat; `others` are the people there after the first, `more` how many more there are than are shown.
 * @typedef {{id: string, name: string, taken: boolean, others: string[], more: string}} ShownSeat */

/**
 * @typedef {object} Panel
 * @property {"writing" | "open" | "floor" | "heard"} mode
 * @property {string} partner who has the floor
 * @property {string} next who comes next, "" when nobody does
 * @property {ShownNote[]} wishes @property {ShownNote[]} offers @property {ShownNote[]} needs
 * @property {number} words how many of them there are
 * @property {number} closed how many notes of the partner with the floor are closed
 */

/**
 * @typedef {object} ScreenView
 * @property {"waiting" | "welcome" | "person" | "partners" | "close" | "closed" | "gone"} phase
 * @property {"unknown" | "signed-out" | "deleted"} gone why there is nothing to show
 * @property {boolean} offline
 * @property {string} title of the session
 * @property {string} stage its title
 * @property {number} step @property {number} steps
 * @property {string} ask what the stage asks of everybody
 * @property {string} heading alias and age
 * @property {string} alias
 * @property {string} story @property {string} question @property {string} strengths
 * @property {boolean} told whether any of these is there
 * @property {string} questionShare @property {string} strengthsShare how the height is shared between these two
 * @property {"" | "person" | "spokesperson"} confirmed
 * @property {boolean} doorOpen
 * @property {string} code in groups @property {string} address @property {string} qr its URL, "" when there is none
 * @property {number} people @property {number} partners @property {number} ready @property {number} notes that are open
 * @property {ShownSeat[]} seats
 * @property {KindCount[]} kinds
 * @property {Panel} panel
 * @property {{id: string, name: string, wishes: ShownNote[], offers: ShownNote[], needs: ShownNote[]}[]} words that are
 *   open, by partner, to be read once more at the close
 * @property {string} deleted the date on which everything is deleted, "" while that is not known
 * @property {number} days how many days after the end that is
 * @property {import("./wheel_view.js").WheelView} wheel
 */

const KINDS = /** @type {const} */ (["wish", "offer", "need"]);
const OTHERS = 3;

/** @type {Door} */
export const NO_DOOR = { code: "", address: "", version: 0 };

/** @returns {(snapshot: Snapshot, door: Door, language: Language) => ScreenView} */
export function createScreenView() {
  const drawWheel = createWheelView();
  let wheel = NO_WHEEL;
  /** @type {unknown[]} */
  let drawn = [];
  /** @type {unknown[]} */
  let asked = [];
  /** @type {ScreenView} */
  let shown;

  /** @param {Snapshot} snapshot @param {boolean} turned */
  function wheelOf(snapshot, turned) {
    const board = boardOf(snapshot.records);
    const facing = turned ? (snapshot.records.floor?.floor?.partner ?? null) : null;
    if (board !== drawn[0] || facing !== drawn[1]) {
      wheel = drawWheel(board, { facing });
      drawn = [board, facing];
    }
    return wheel;
  }

  return (snapshot, door, language) => {
    if (shown && snapshot === asked[0] && door === asked[1] && language === asked[2]) return shown;
    asked = [snapshot, door, language];
    shown = viewOf(snapshot, door, language, wheelOf);
    return shown;
  };
}

/**
 * @param {Snapshot} snapshot @param {Door} door @param {Language} language
 * @param {(snapshot: Snapshot, turned: boolean) => import("./wheel_view.js").WheelView} wheelOf
 * @returns {ScreenView}
 */
function viewOf(snapshot, door, language, wheelOf) {
  const { records, presence, connection } = snapshot;
  const session = records.session ? Object.values(records.session)[0] : undefined;
  const subject = records.subject?.subject ?? { alias: "", age: "", story: "", question: "", strengths: "", confirmed: null };
  const board = boardOf(records);
  const stage = stageOf(records.guide?.guide, session?.stage ?? "");
  const phase = phaseOf(session, stage?.form, connection.state);
  /** @param {any} text */
  const told = (text) => (text?.[language] ?? "").replaceAll("{subject}", subject.alias);
  return {
    phase,
    gone: goneWhy(connection),
    offline: connection.state === "offline",
    title: session?.title ?? "",
    stage: told(stage?.title),
    step: stage?.index ?? 0,
    steps: records.guide?.guide?.stages.length ?? 0,
    ask: told(stage?.ask),
    alias: subject.alias,
    heading: subject.age ? `${subject.alias} (${subject.age})` : subject.alias,
    story: subject.story,
    question: subject.question,
    strengths: subject.strengths,
    told: Boolean(subject.story || subject.question || subject.strengths),
    ...sharesOf(subject.question, subject.strengths),
    confirmed: subject.confirmed ?? "",
    ...doorOf(door, session, connection),
    people: presence.people,
    partners: board.partners.length,
    ready: presence.ready,
    notes: board.notes.filter((note) => note.open).length,
    seats: seatsOf(board, records.participant),
    kinds: KINDS.map((kind) => ({
      kind,
      question: told(stage?.questions?.[kind]),
      count: board.notes.filter((note) => note.kind === kind).length,
    })),
    panel: panelOf(board, records),
    words: phase === "close" ? wordsOf(snapshot) : [],
    deleted: dayOf(session?.purge_at, language),
    days: session?.retention_days ?? 0,
    wheel: session ? wheelOf(snapshot, phase === "partners") : NO_WHEEL,
  };
}

/**
 * @param {any} session @param {string | undefined} form @param {string} state of the connection
 * @returns {ScreenView["phase"]}
 */
function phaseOf(session, form, state) {
  if (state === "refused" || state === "ended") return "gone";
  if (!session) return "waiting";
  if (session.status === "closed") return "closed";
  return form === "welcome" || form === "person" || form === "close" ? form : "partners";
}

/** @param {Snapshot["connection"]} connection @returns {ScreenView["gone"]} */
function goneWhy({ state, code }) {
  if (code === "not-signed-in") return "signed-out";
  return state === "ended" ? "deleted" : "unknown";
}

/** @param {any} guide @param {string} key */
function stageOf(guide, key) {
  const at = guide ? guide.stages.findIndex((/** @type {any} */ stage) => stage.key === key) : -1;
  return at < 0 ? null : { ...guide.stages[at], index: at + 1 };
}

/** The question is set larger, so it counts for more. @param {string} question @param {string} strengths */
function sharesOf(question, strengths) {
  const weight = 2.5 * question.length + 60;
  const share = Math.min(0.65, Math.max(0.35, weight / (weight + strengths.length)));
  return { questionShare: share.toFixed(2), strengthsShare: (1 - share).toFixed(2) };
}

/** @param {Door} door @param {any} session @param {Snapshot["connection"]} connection */
function doorOf(door, session, connection) {
  const doorOpen = Boolean(session?.door) && session.status !== "closed";
  const known = doorOpen && door.code !== "" && connection.state !== "refused" && connection.state !== "ended";
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

/** @param {Board["partners"]} partners */
function inOrder(partners) {
  return [...partners].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/**
 * The first partner not yet heard, clockwise from the one who has the floor.
 *
 * @param {Board["partners"]} partners @param {{partner: string | null, heard: readonly string[]}} floor
 * @returns {string | null}
 */
export function nextOnFloor(partners, floor) {
  const order = inOrder(partners).map((partner) => partner.id);
  const start = floor.partner === null ? 0 : order.indexOf(floor.partner) + 1;
  return [...order.slice(start), ...order.slice(0, start)].find((id) => !floor.heard.includes(id)) ?? null;
}

/** @param {Snapshot} snapshot @returns {ScreenView["words"]} */
function wordsOf(snapshot) {
  /** @param {{id: string, number: number, text: string}[]} notes */
  const shown = (notes) => notes.map((note) => ({ ...note, number: String(note.number) }));
  return byPartner(snapshot)
    .filter((partner) => partner.open > 0)
    .map(({ id, name, wishes, offers, needs }) => ({
      id,
      name,
      wishes: shown(wishes),
      offers: shown(offers),
      needs: shown(needs),
    }));
}

/** @param {Board} board @param {Snapshot["records"]} records @returns {Panel} */
function panelOf(board, records) {
  const floor = /** @type {{partner: string | null, heard: readonly string[]}} */ (records.floor?.floor ?? { partner: null, heard: [] });
  /** @param {string | null} id */
  const nameOf = (id) => board.partners.find((partner) => partner.id === id)?.name ?? "";
  const theirs = board.notes.filter((note) => note.partner === floor.partner);
  const numbers = numbersOf(board);
  /** @param {string} kind @returns {ShownNote[]} */
  const words = (kind) =>
    theirs
      .filter((note) => note.kind === kind && note.open)
      .map((note) => ({ id: note.id, number: numbers.get(note.id) ?? 0, text: /** @type {any} */ (note).text ?? "" }))
      .sort((a, b) => a.number - b.number)
      .map((note) => ({ ...note, number: String(note.number) }));
  const next = nextOnFloor(board.partners, floor);
  const opened = (records.board?.board?.open.length ?? 0) > 0;
  return {
    mode: floor.partner && nameOf(floor.partner) ? "floor" : !opened ? "writing" : next === null ? "heard" : "open",
    partner: nameOf(floor.partner),
    next: nameOf(next),
    wishes: words("wish"),
    offers: words("offer"),
    needs: words("need"),
    words: theirs.filter((note) => note.open).length,
    closed: theirs.filter((note) => !note.open).length,
  };
}

// @ts-check
/**
 * What the facilitator holds the room with, as it is shown: the timer, the steps that can be taken back, private time,
 * the door and who knocks at it, the safety stop, and who else leads. Pure.
 *
 * Exports
 *   START                        the state before anything is known
 *   view(state, language)        -> ControlView
 *   newest(snapshot)             -> the newest step that can be taken back, or null
 *   minutesOf(typed)             -> whole minutes, 0 where that is no time
 *   stageNow(snapshot)           -> the stage at hand
 */
import { EMPTY, one, serverNow } from "./canvas_store.js";
import { doneOf } from "./lead_control_steps.js";
import { seated } from "./lead_people.js";
import { timerView } from "./timer.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./canvas_store.js").Value} Value */
/** @typedef {import("./lead_control_steps.js").Undone} Undone */
/** @typedef {"nl" | "en"} Language */

/**
 * @typedef {object} ControlState
 * @property {string} session its id
 * @property {Snapshot} snapshot
 * @property {number} now ms on this device
 * @property {string} minutes what was typed for the timer, or "" for those of the stage
 * @property {boolean} sound the sound for a timer that is started next
 * @property {string[]} chosen partners for private time
 * @property {Undone | null} undone
 * @property {boolean} resting a step is being taken back, or was a moment ago
 * @property {boolean} holding the key of the safety stop is held down
 * @property {boolean} stopping the stop was pressed, and the server has not answered yet
 * @property {boolean} late it should have
 * @property {string} procedure of the organisation: a text, an address, or "" for the product's own
 * @property {boolean} facilitator signed in with the key, and not led here by a link
 * @property {string} link for others who lead along, or ""
 * @property {number} turn counts those links, so that a picture of an old one is not shown again
 * @property {boolean} busy something is being asked of the API
 * @property {string} problem why that did not happen: "offline", a sentence, or ""
 * @property {boolean} copied
 */

/** @type {ControlState} */
export const START = Object.freeze({
  session: "",
  snapshot: EMPTY,
  now: 0,
  minutes: "",
  sound: false,
  chosen: [],
  undone: null,
  resting: false,
  holding: false,
  stopping: false,
  late: false,
  procedure: "",
  facilitator: false,
  link: "",
  turn: 0,
  busy: false,
  problem: "",
  copied: false,
});

const MOST_MINUTES = 240;

/** @typedef {ReturnType<typeof view>} ControlView */

/** @param {string} typed @returns {number} whole minutes, 0 where that is no time */
export function minutesOf(typed) {
  const minutes = Number(typed.trim());
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES ? minutes : 0;
}

/** @param {Snapshot} snapshot @returns {any} the stage at hand */
export function stageNow(snapshot) {
  const key = one(snapshot, "session")?.stage;
  return (one(snapshot, "guide")?.stages ?? []).find((/** @type {any} */ stage) => stage.key === key) ?? null;
}

/** @param {Snapshot} snapshot @returns {Value[]} what the facilitator can take back, newest first */
export function stepsOf(snapshot) {
  return Object.values(snapshot.records.step ?? {}).sort((one, other) => other.number - one.number);
}

/** @param {Snapshot} snapshot @returns {Value | null} */
export const newest = (snapshot) => stepsOf(snapshot)[0] ?? null;

/** @param {number} ms @param {Language} language @returns {string} hours and minutes, as on a clock */
function clock(ms, language) {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hour12: false }).format(ms);
}

/** @param {ControlState} state */
function timerOf({ snapshot, now, minutes, sound }) {
  const record = one(snapshot, "timer");
  const { state, text, percent } = timerView(record, serverNow(snapshot, now));
  const own = minutesOf(minutes);
  return {
    state,
    text,
    percent,
    on: state !== "none",
    minutes: own || stageNow(snapshot)?.minutes || 0,
    typed: minutes,
    wrong: minutes.trim() !== "" && own === 0,
    sound: state === "none" ? sound || (record?.sound ?? false) : (record?.sound ?? false),
  };
}

/** @param {Snapshot} snapshot @param {string[]} chosen @param {Language} language */
function privateOf(snapshot, chosen, language) {
  const { partners: at = [], people = [] } = one(snapshot, "private") ?? {};
  const sitting = new Set(Object.values(snapshot.records.participant ?? {}).map((person) => person.partner));
  const seats = seated(snapshot).map(([id, partner]) => ({
    id,
    name: partner.name,
    empty: !sitting.has(id),
    chosen: chosen.includes(id) && sitting.has(id),
  }));
  const names = seats.filter((seat) => at.includes(seat.id)).map((seat) => seat.name);
  return {
    on: people.length > 0,
    names: new Intl.ListFormat(language).format(names),
    count: names.length,
    seats,
    ready: seats.some((seat) => seat.chosen),
    nobody: seats.every((seat) => seat.empty),
  };
}

/** Whether this knock is for the person's own seat while somebody sits there. @param {Snapshot} snapshot @param {any} knock */
export function isSecondPhone({ records }, knock) {
  const name = knock?.partner_name?.toLowerCase();
  const own = Object.entries(records.partner ?? {}).find(([, partner]) => partner.own);
  const meant = own && (name === undefined ? knock?.partner === own[0] : name === own[1].name.toLowerCase());
  return Boolean(meant && Object.values(records.participant ?? {}).some(({ partner }) => partner === own[0]));
}

/** @param {Snapshot} snapshot */
function knocksOf(snapshot) {
  const known = new Set(seated(snapshot).map(([, partner]) => partner.name.toLowerCase()));
  return Object.entries(snapshot.records.knock ?? {})
    .sort(([, one], [, other]) => one.at - other.at)
    .map(([id, knock]) => ({
      id,
      name: knock.name,
      partner: knock.partner_name ?? snapshot.records.partner?.[knock.partner]?.name ?? "",
      fresh: knock.partner_name !== null && !known.has(knock.partner_name.toLowerCase()),
      second: isSecondPhone(snapshot, knock),
    }));
}

/** @param {Snapshot} snapshot @returns {boolean} gone on past the person although nobody has said "klopt" */
function isUnconfirmed(snapshot) {
  const stages = one(snapshot, "guide")?.stages ?? [];
  const begun = one(snapshot, "board")?.begun ?? [];
  const person = stages.findIndex((/** @type {any} */ stage) => stage.form === "person");
  const beyond = stages.slice(person + 1).some((/** @type {any} */ stage) => begun.includes(stage.key));
  return person >= 0 && beyond && !one(snapshot, "subject")?.confirmed;
}

/** @param {Snapshot} snapshot @returns {string} the partner on whose phone "klopt" was pressed, "" for none that is known */
function confirmedOn(snapshot) {
  const subject = one(snapshot, "subject");
  return subject?.confirmed ? (snapshot.records.partner?.[subject.confirmed_by]?.name ?? "") : "";
}

/** How far the safety stop has come. @param {ControlState} state @returns {"" | "sending" | "unsent" | "done"} */
function stopOf({ snapshot, stopping, late }) {
  if (one(snapshot, "session")?.stopped) return "done";
  if (!stopping) return "";
  return late || snapshot.connection.state !== "connected" ? "unsent" : "sending";
}

/** @param {ControlState} state */
function leadingOf({ session, link, turn, facilitator }) {
  return {
    there: link !== "",
    link,
    qr: link ? `/api/sessions/${session}/lead-qr.svg?turn=${turn}` : "",
    facilitator,
  };
}

/** @param {string} procedure */
function procedureOf(procedure) {
  const address = /^https?:\/\/\S+$/.test(procedure);
  return { own: procedure !== "", address: address ? procedure : "", text: address ? "" : procedure };
}

/** @param {ControlState} state @param {Language} language */
export function view(state, language) {
  const { snapshot } = state;
  const session = one(snapshot, "session");
  const knocks = knocksOf(snapshot);
  const steps = stepsOf(snapshot).map((step) => ({
    number: step.number,
    at: clock(step.at, language),
    ...doneOf(step, snapshot, language),
  }));
  return {
    timer: timerOf(state),
    steps,
    last: steps[0] ?? NO_STEP,
    undoable: steps.length > 0,
    undone: state.undone ?? NOT_UNDONE,
    resting: state.resting,
    private: privateOf(snapshot, state.chosen, language),
    door: !session || session.door === false ? "closed" : session.ask ? "ask" : "open",
    knocks,
    admitting: knocks.filter(({ second }) => !second).length,
    stopped: stopOf(state) !== "",
    stop: stopOf(state),
    holding: state.holding,
    procedure: procedureOf(state.procedure),
    unconfirmed: isUnconfirmed(snapshot),
    confirmed_on: confirmedOn(snapshot),
    rehearsable: state.facilitator && session !== null && !session.rehearsal && session.status !== "closed",
    rehearse: state.session ? `/s/${state.session}/rehearse` : "",
    desk: state.facilitator && !session?.rehearsal,
    replaced: snapshot.connection.code === "link-changed",
    leading: leadingOf(state),
    busy: state.busy,
    problem: state.problem,
    copied: state.copied,
  };
}

const NO_STEP = Object.freeze({ number: 0, at: "", name: "", detail: "", kind: "" });
/** @type {Undone} */
const NOT_UNDONE = Object.freeze({ there: false, name: "", detail: "", kind: "", left: false, read: false });

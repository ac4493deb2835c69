// @ts-check
/**
 * What the facilitator's page shows, from the canvas and the little that the page itself knows. Pure.
 *
 * Exports
 *   START                 the state before anything is known
 *   view(state, language) -> LeadView
 *   KEYS                  the shortcuts by language
 */
import { EMPTY, one, serverNow } from "./canvas_store.js";
import { dayOf } from "./day.js";
import { fieldView } from "./lead_fields.js";
import { NOTHING_LEFT } from "./lead_left.js";
import { NO_WORK } from "./lead_notes.js";
import { boardOf, circle, floorOf } from "./lead_people.js";
import { readyOf } from "./notes.js";
import { workView } from "./lead_work_view.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./lead_fields.js").Draft} Draft */
/** @typedef {"nl" | "en"} Language */
/** @typedef {import("./lead_fields.js").FieldName} FieldName */

/** @typedef {{code: string, join_url: string, address: string, reachable: boolean, canvas_url: string}} Links */
/** @typedef {{code: string, message: string}} Trouble */

/**
 * @typedef {object} LeadState
 * @property {string} session its id
 * @property {Snapshot} snapshot
 * @property {Links | null} links
 * @property {string} linksCode why there are none
 * @property {number} turn counts the codes, so that a picture of an old one is not shown again
 * @property {string} press the press that is on its way, or ""
 * @property {boolean} settling somebody else has just moved the session: a button may mean something else now
 * @property {string} moved what somebody else has just done: "stage", "floor", "board", "status" or ""
 * @property {Trouble | null} trouble
 * @property {Partial<Record<FieldName, Draft>>} drafts
 * @property {"closed" | "open" | "blocked"} projector
 * @property {string} besides where the window to write in for somebody was held back, its address
 * @property {boolean} wide there is room for the live copy beside the rest
 * @property {boolean} preview on a phone: the live copy was asked for
 * @property {boolean} arranging
 * @property {Ask} ask what a dialog is about
 * @property {boolean} shortcuts
 * @property {boolean} copied
 * @property {import("./lead_notes.js").Work} work what the facilitator has in hand in this stage
 * @property {import("./lead_forms.js").Typed} typed what the forms begin with where it is not what is kept
 */

/** @typedef {{id: string, name: string, kind: string, stage: string, from: string, left: import("./lead_left.js").Left}} Ask `left` is what going on would leave open */

/** @type {Ask} */
export const NOTHING = Object.freeze({ id: "", name: "", kind: "", stage: "", from: "", left: NOTHING_LEFT });

/** @type {LeadState} */
export const START = Object.freeze({
  session: "",
  snapshot: EMPTY,
  links: null,
  linksCode: "",
  turn: 0,
  press: "",
  settling: false,
  moved: "",
  trouble: null,
  drafts: {},
  projector: /** @type {const} */ ("closed"),
  besides: "",
  wide: false,
  preview: false,
  arranging: false,
  ask: NOTHING,
  shortcuts: false,
  copied: false,
  work: NO_WORK,
  typed: {},
});

/** Letters on a keyboard, not texts: they stand for words in the help. */
export const KEYS = /** @type {const} */ ({
  nl: { forward: "v", back: "t", open: "o", floor: "w", screen: "s", help: "?" },
  en: { forward: "n", back: "b", open: "o", floor: "f", screen: "s", help: "?" },
});

const DAY_MS = 86_400_000;
const FIELDS = /** @type {const} */ (["alias", "age", "strengths", "story", "question"]);
const SIGNED_OUT = new Set(["not-signed-in", "forbidden"]);
const FORMATS = ["pdf", "xlsx", "png", "svg", "csv", "json"];

/** @typedef {ReturnType<typeof view>} LeadView */

/** @param {LeadState} state @returns {"loading" | "signed-out" | "gone" | "ready"} */
function phaseOf({ snapshot, linksCode }) {
  const { state, code } = snapshot.connection;
  if (state === "refused" || state === "ended") return SIGNED_OUT.has(code) ? "signed-out" : "gone";
  if (snapshot.seq !== null) return "ready";
  return SIGNED_OUT.has(linksCode) ? "signed-out" : "loading";
}

/** @param {any} stage @param {number} index @param {number} at @param {Language} language */
function railStage(stage, index, at, language) {
  return {
    key: stage.key,
    number: index + 1,
    title: stage.title[language],
    state: index < at ? "done" : index === at ? "now" : "later",
    current: index === at,
  };
}

/** @param {any} stage @param {number} index @param {number} count @param {string} alias @param {Language} language */
function stageAt(stage, index, count, alias, language) {
  /** @param {any} text */
  const filled = (text) => (text?.[language] ?? "").replaceAll("{subject}", () => alias);
  return {
    key: stage?.key ?? "",
    form: stage?.form ?? "",
    number: index + 1,
    count,
    title: filled(stage?.title),
    say: filled(stage?.say),
    rule: filled(stage?.rule),
    minutes: stage?.minutes ?? 0,
  };
}

/** @param {any} stage @param {Language} language */
function neighbour(stage, language) {
  return { there: Boolean(stage), key: stage?.key ?? "", title: stage?.title[language] ?? "" };
}

/** @param {LeadState} state @param {any} subject */
function subjectView(state, subject) {
  const { drafts } = state;
  const busy = FIELDS.some((name) => drafts[name] && drafts[name]?.text.trim() !== (subject?.[name] ?? "").trim());
  return {
    ...Object.fromEntries(FIELDS.map((name) => [name, fieldView(state, name)])),
    words: Boolean(subject?.story || subject?.question),
    whole: Boolean(subject?.story && subject?.question),
    unkept: busy,
    confirmed: subject?.confirmed ?? "",
  };
}

/** When everything is deleted; of a session that is not closed, if it were closed now. @param {Snapshot} snapshot @param {any} session */
function purgeOf(snapshot, session) {
  return session ? (session.purge_at ?? serverNow(snapshot) + session.retention_days * DAY_MS) : null;
}

/** Whether all is deleted before they meet again. @param {any} session @param {number | null} purge */
function isGoneByMeeting(session, purge) {
  const [day = "", time = ""] = (session?.next_meeting ?? "").split("T");
  // A day without a time may be any time of that day.
  return purge !== null && day !== "" && Date.parse(`${day}T${time || "23:59"}`) > purge;
}

/** There are needs, and nobody was asked anything. @param {ReturnType<typeof workView>["connect"]} connect */
function isUntouched({ unmet, met }) {
  const needs = [...unmet, ...met];
  return needs.length > 0 && needs.every(({ asks }) => asks.length === 0);
}

/**
 * The one thing to do now, in the order of the guide: "screen", "confirm", "open", "floor", "read", "close",
 * "forward", "reopen" when it is closed, or "" while there is something else to do or to wait for first.
 *
 * @param {LeadState} state @param {string} form @param {any} facts
 */
function nextThing({ projector }, form, { subject, board, floor, reading, connect, people, closed, forward }) {
  if (closed) return "reopen";
  if (form === "welcome" && people === 0) return projector === "open" ? "" : "screen";
  if (form === "person" && !subject.confirmed) return subject.words ? "confirm" : "";
  if (!board.whole) return "open";
  if (form === "partners" && (floor.next || floor.left)) return "floor";
  if (form === "connect" && isUntouched(connect)) return "";
  if (form === "close") return reading.of > 0 && (reading.at > 0 || !reading.begun) ? "read" : "close";
  return forward ? "forward" : "";
}

/**
 * What there is to say now: the guide's own sentence, until the board is open and everybody has the floor in turn.
 *
 * @param {string} form @param {ReturnType<typeof boardOf>} board @param {ReturnType<typeof floorOf>} floor
 * @returns {"guide" | "begin" | "round" | "heard"}
 */
function sayingOf(form, board, floor) {
  if (form !== "partners" || !board.opened || floor.of === 0) return "guide";
  if (floor.over) return "heard";
  return floor.id ? "round" : "begin";
}

/** @param {LeadState} state @param {Language} language */
function linksView({ session, links, turn }, language) {
  const code = links?.code ?? "";
  return {
    there: links !== null,
    code,
    address: links?.address ?? "",
    reachable: links?.reachable ?? true,
    join: links?.join_url ?? "",
    team: links?.canvas_url ?? "",
    qr: links ? `/api/sessions/${session}/qr.svg?turn=${turn}` : "",
    screen: session ? `/s/${session}/screen` : "",
    preview: session ? `/s/${session}/screen?preview` : "",
    canvas: session ? `/s/${session}/canvas` : "",
    downloads: FORMATS.map((format) => ({
      format: format.toUpperCase(),
      href: session ? `/api/sessions/${session}/canvas.${format}?language=${language}` : "",
    })),
  };
}

/** @param {LeadState} state @param {Language} language */
function stagesView({ snapshot, ask }, language) {
  const stages = one(snapshot, "guide")?.stages ?? [];
  const now = one(snapshot, "session")?.stage;
  const at = stages.findIndex((/** @type {any} */ stage) => stage.key === now);
  const asked = stages.find((/** @type {any} */ stage) => stage.key === ask.stage);
  return {
    stages: stages.map((/** @type {any} */ each, /** @type {number} */ index) => railStage(each, index, at, language)),
    stage: stageAt(stages[at], at, stages.length, one(snapshot, "subject")?.alias ?? "", language),
    back: neighbour(at > 0 ? stages[at - 1] : undefined, language),
    forward: neighbour(stages[at + 1], language),
    ask: { ...ask, title: neighbour(asked, language).title },
  };
}

/** @param {LeadState} state */
function lineView({ snapshot, press, settling, moved, trouble }) {
  const { state, message } = snapshot.connection;
  const connected = state === "connected";
  return {
    refusal: message,
    connection: connected || state === "connecting" ? state : "offline",
    connected,
    pressable: connected && press === "" && !settling,
    press,
    moved,
    trouble: trouble?.code ?? "",
    sentence: trouble?.message ?? "",
  };
}

/** @param {LeadState} state @param {Language} language */
export function view(state, language) {
  const { snapshot, projector, besides, wide, preview, arranging, copied, shortcuts } = state;
  const session = one(snapshot, "session");
  const record = one(snapshot, "subject");
  const steps = stagesView(state, language);
  const subject = subjectView(state, record);
  const partners = circle(snapshot, language);
  const board = boardOf(snapshot, language);
  const floor = floorOf(snapshot, partners);
  const closed = session?.status === "closed";
  const { people, present } = snapshot.presence;
  const ready = readyOf(snapshot);
  const count = Object.keys(snapshot.records.participant ?? {}).length;
  const purge = purgeOf(snapshot, session);
  const work = workView(state, language);
  const facts = { subject, board, floor, reading: work.reading, connect: work.connect, people, closed, forward: steps.forward.there };
  return {
    ...steps,
    ...lineView(state),
    phase: phaseOf(state),
    title: session?.title ?? "",
    alias: record?.alias ?? "",
    closed,
    saying: sayingOf(steps.stage.form, board, floor),
    doing: nextThing(state, steps.stage.form, facts),
    links: linksView(state, language),
    door: session?.door ?? false,
    count,
    present,
    ready,
    ripe: board.waiting > 0 && ready >= count,
    partners,
    own: Object.values(snapshot.records.partner ?? {}).some((partner) => partner.own),
    board,
    floor,
    subject,
    purge: dayOf(purge, language),
    gone_by_meeting: isGoneByMeeting(session, purge),
    projector,
    besides,
    wide,
    mirror: wide || preview,
    preview,
    arranging,
    copied,
    shortcuts,
    keyboard: KEYS[language],
    work,
  };
}

// @ts-check
/**
 * What stands at the door of a session, as a function of what is known there. Pure; `join.js` does what is pressed.
 *
 * Exports
 *   INITIAL
 *   view(state)        -> what the page shows
 *   standing(error)    -> which page an error of `GET /api/door` or `POST /api/join` leads to, "" for none
 *   arrived(door, asked)   -> where a door that was looked at leads to; `asked` is whether this phone asked to come in
 *   seatOf(state)      -> the body of `POST /api/join`
 */

/** @typedef {{id: string, name: string, people: number}} Partner */
/** @typedef {{session: string, title: string, alias: string, door: boolean, ask: boolean, waiting: boolean, refused: boolean, partners: Partner[], seat_url: string | null}} Door */
/** @typedef {"loading" | "choose" | "waiting" | "refused" | "shut" | "nobody" | "gone" | "offline" | "failed"} Standing */

/**
 * @typedef {object} JoinState
 * @property {Standing} standing
 * @property {Door | null} door
 * @property {string} partner the chosen seat's id, "new" for one that is to be named, "" before choosing
 * @property {string} partnerName of the new one
 * @property {string} name what to call the participant
 * @property {boolean} busy
 * @property {boolean} away whether a phone that waits has no line just now
 * @property {string} problem
 * @property {string} code
 */

export const NEW = "new";
const NAME_MOST = 60;

/** @type {JoinState} */
export const INITIAL = {
  standing: "loading",
  door: null,
  partner: "",
  partnerName: "",
  name: "",
  busy: false,
  away: false,
  problem: "",
  code: "",
};

/** @param {string} text */
function fits(text) {
  return [...text.trim()].length <= NAME_MOST;
}

/** @param {JoinState} state */
export function view(state) {
  const partners = state.door?.partners ?? [];
  const chosen = partners.find(({ id }) => id === state.partner);
  const known = partners.find(({ name }) => name.toLowerCase() === state.partnerName.trim().toLowerCase());
  const named = state.partner !== NEW || state.partnerName.trim() !== "";
  return {
    state: state.standing,
    title: state.door?.title ?? "",
    alias: state.door?.alias ?? "",
    partners,
    chosen: state.partner === NEW ? NEW : chosen ? "seat" : "",
    partner: chosen?.name ?? "",
    company: chosen?.people ?? 0,
    known: state.partner === NEW && known ? known.name : "",
    partner_name: state.partnerName,
    name: state.name,
    name_long: !fits(state.name),
    partner_long: !fits(state.partnerName),
    sittable: named && fits(state.name) && fits(state.partnerName) && !state.busy,
    asks: state.door?.ask ?? false,
    busy: state.busy,
    away: state.away,
    code: state.code,
    problem: state.problem,
  };
}

/** @param {string} code of the problem @returns {Standing | ""} */
export function standing(code) {
  if (code === "door-closed" || code === "session-closed") return "shut";
  if (code === "nobody-at-door" || code === "link-wrong" || code === "code-wrong") return "nobody";
  if (code === "session-unknown" || code === "session-deleted") return "gone";
  return "";
}

/** @param {Door} door @param {boolean} asked @returns {Standing} */
export function arrived(door, asked) {
  if (door.waiting) return "waiting";
  // Who was moved from their seat is at the door again; only who waited for an answer is told that it is no.
  if (door.refused && asked) return "refused";
  return door.door ? "choose" : "shut";
}

/** @param {JoinState} state */
export function seatOf({ partner, partnerName, name }) {
  const seat = partner === NEW ? { name: partnerName.trim() } : { id: partner };
  return name.trim() === "" ? { partner: seat } : { partner: seat, name: name.trim() };
}

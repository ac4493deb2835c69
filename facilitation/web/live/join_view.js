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

/** @typedef {{id: string, name: string, people: number, own?: boolean}} Partner */
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

/**
 * The partner that stands at the circle by the name that was typed for a new one; the person concerned is found by their
 * alias too.
 *
 * @param {JoinState} state @returns {Partner | undefined}
 */
function knownOf({ door, partner, partnerName }) {
  const typed = partnerName.trim().toLowerCase();
  const partners = partner === NEW && typed !== "" ? (door?.partners ?? []) : [];
  const found = partners.find(({ name }) => name.toLowerCase() === typed);
  return found ?? partners.find(({ own }) => own && door?.alias.toLowerCase() === typed);
}

/** @param {JoinState} state */
export function view(state) {
  // The seat of the person themself first: nobody else is meant by it, and they need not look for it.
  const partners = [...(state.door?.partners ?? [])].sort((one, other) => Number(other.own ?? false) - Number(one.own ?? false));
  const chosen = partners.find(({ id }) => id === state.partner);
  const seat = chosen ?? knownOf(state);
  const taken = Boolean(seat?.own && seat.people);
  const named = state.partner !== NEW || state.partnerName.trim() !== "";
  return {
    state: state.standing,
    title: state.door?.title ?? "",
    alias: state.door?.alias ?? "",
    partners,
    chosen: state.partner === NEW ? NEW : chosen ? "seat" : "",
    partner: chosen?.name ?? "",
    company: chosen?.people ?? 0,
    own: chosen?.own ?? false,
    with_own: partners.some(({ own }) => own),
    taken,
    known: taken ? "" : (knownOf(state)?.name ?? ""),
    partner_name: state.partnerName,
    name: state.name,
    name_long: !fits(state.name),
    partner_long: !fits(state.partnerName),
    sittable: named && fits(state.name) && fits(state.partnerName) && !state.busy,
    asks: taken || (state.door?.ask ?? false),
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
export function seatOf(state) {
  const { partner, partnerName, name, door } = state;
  const id = partner === NEW ? knownOf(state)?.id : partner;
  const seat = id ? { id } : { name: partnerName.trim() };
  // On the seat of the person themself no name is asked, nor is one sent that was typed before.
  const own = door?.partners.some((each) => each.own && each.id === partner);
  return own || name.trim() === "" ? { partner: seat } : { partner: seat, name: name.trim() };
}

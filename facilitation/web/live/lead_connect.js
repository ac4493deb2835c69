// @ts-check
/**
 * Connecting: needs and what was asked for them, offers and who uses them. Pure.
 *
 * Exports
 *   asksOf(records, about)           -> Ask[]   what was asked, oldest first, of the matches that `about` chooses
 *   chancesOf(records, about, but)   -> Chance[] the partners, and which of them have been asked
 *   connectView(state, notes)        -> what the stage `connect` shows
 */
import { met, oldestFirst, onTop, stageNow } from "./notes.js";

/** @typedef {import("./lead_view.js").LeadState} LeadState */
/** @typedef {LeadState["snapshot"]["records"]} Records */
/** @typedef {import("./lead_notes.js").NoteReader} NoteReader */
/** @typedef {import("./lead_notes.js").LeadNote} LeadNote */

/**
 * @typedef {object} Ask
 * @property {string} id of the match
 * @property {string} partner the name of who is asked
 * @property {"" | "yes" | "no" | "try" | "unclear"} reply
 * @property {boolean} again whether they answered, and are asked anew because the words changed
 * @property {boolean} removable whether the question can be taken back
 * @property {string} line what they added
 * @property {string} offer the words of the offer that was laid on the need, ""
 */
/** @typedef {{id: string, name: string, asked: boolean, empty: boolean}} Chance a partner who can be asked; `empty` where nobody sits who could answer */
/** @typedef {{id: string, text: string, partner: string, used: boolean, asked: boolean}} Piece a note that can be laid together with this one */
/** @typedef {{note: LeadNote, asks: Ask[], chances: Chance[], pieces: Piece[]}} Connected */

const NOTHING = { unmet: [], met: [], unused: [] };

/** @param {Records} records @param {(match: any) => boolean} about @returns {Ask[]} */
export function asksOf(records, about) {
  const matches = Object.entries(/** @type {Record<string, any>} */ (records.match ?? {})).filter(([, match]) => about(match));
  return oldestFirst(matches).map((match) => askOf(records, match));
}

/** @param {Records} records @param {[string, any]} match @returns {Ask} */
function askOf(records, [id, { partner, reply, line, offer, again, replied }]) {
  return {
    id,
    partner: records.partner?.[partner]?.name ?? "",
    reply: reply ?? "",
    again: again === true,
    removable: reply === null && replied === null,
    line,
    offer: records.note?.[offer]?.text ?? "",
  };
}

/** @param {Records} records @returns {Map<string, [string, any][]>} what was asked about each need and each offer, oldest first */
function matchesByNote(records) {
  /** @type {Map<string, [string, any][]>} */
  const found = new Map();
  for (const entry of oldestFirst(Object.entries(/** @type {Record<string, any>} */ (records.match ?? {})))) {
    for (const note of [entry[1].need, entry[1].offer]) {
      const before = found.get(note);
      if (before) before.push(entry);
      else found.set(note, [entry]);
    }
  }
  return found;
}

/** @param {Records} records @param {(match: any) => boolean} about @returns {Set<string>} */
function partnersAsked(records, about) {
  return new Set(Object.values(records.match ?? {}).filter(about).map(({ partner }) => partner));
}

/** @param {Records} records @param {(match: any) => boolean} about @param {string[]} [but] @returns {Chance[]} */
export function chancesOf(records, about, but = []) {
  const asked = partnersAsked(records, about);
  const taken = new Set(Object.values(records.participant ?? {}).map(({ partner }) => partner));
  return Object.entries(/** @type {Record<string, any>} */ (records.partner ?? {}))
    .filter(([id]) => !but.includes(id))
    .sort(([a, one], [b, other]) => one.position - other.position || (a < b ? -1 : 1))
    .map(([id, { name }]) => ({ id, name, asked: asked.has(id), empty: !taken.has(id) }));
}

/** @param {LeadState} state @param {NoteReader} notes @returns {{unmet: Connected[], met: Connected[], unused: Connected[]}} */
export function connectView({ snapshot, work }, notes) {
  const { records } = snapshot;
  if (stageNow(snapshot)?.form !== "connect") return NOTHING;
  const willing = met(records);
  const asked = matchesByNote(records);
  /** @param {string} need @param {string} offer */
  const laid = (need, offer) => (asked.get(need) ?? []).some(([, match]) => match.offer === offer);
  const [needs, offers] = ["need", "offer"].map((kind) => onTop(records, (note) => note.kind === kind));

  // What can be laid on what is shown for the note in hand alone: six hundred lists of six hundred are no page.
  /** @param {string} id @param {boolean} isNeed @returns {Piece[]} */
  const pieces = (id, isNeed) =>
    work.chosen !== id
      ? []
      : ((isNeed ? offers : needs) ?? [])
          .map(([piece, note]) => ({
            id: piece,
            text: note.text ?? "",
            partner: notes.partnerOf(note),
            used: willing.has(piece),
            asked: isNeed ? laid(id, piece) : laid(piece, id),
          }))
          .sort((a, b) => Number(a.used) - Number(b.used));

  /** @param {[string, any]} entry @param {boolean} isNeed @returns {Connected} */
  const connected = ([id, note], isNeed) => ({
    note: notes.read([id, note]),
    asks: (asked.get(id) ?? []).map((match) => askOf(records, match)),
    chances: isNeed && work.chosen === id ? chancesOf(records, (match) => match.need === id && !match.offer, [note.partner]) : [],
    pieces: pieces(id, isNeed),
  });

  const all = (needs ?? []).map((entry) => connected(entry, true));
  return {
    unmet: all.filter(({ note }) => !willing.has(note.id)),
    met: all.filter(({ note }) => willing.has(note.id)),
    unused: (offers ?? []).filter(([id]) => !willing.has(id)).map((entry) => connected(entry, false)),
  };
}

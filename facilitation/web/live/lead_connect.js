// @ts-check
/**
 * Connecting: needs and what was asked for them, offers and who uses them. Pure.
 *
 * Exports
 *   asksOf(records, notes, about)    -> Ask[]   what was asked, oldest first, of the matches that `about` chooses
 *   connectView(state, notes)        -> what the stage `connect` shows
 */
import { met, oldestFirst, onTop, stageNow } from "./notes.js";

/** @typedef {import("./lead_view.js").LeadState} LeadState */
/** @typedef {import("./lead_notes.js").NoteReader} NoteReader */
/** @typedef {import("./lead_notes.js").LeadNote} LeadNote */

/**
 * @typedef {object} Ask
 * @property {string} id of the match
 * @property {string} partner the name of who is asked
 * @property {"" | "yes" | "no" | "try" | "unclear"} reply
 * @property {string} line what they added
 * @property {string} offer the words of the offer that was laid on the need, ""
 */
/** @typedef {{id: string, name: string, asked: boolean}} Chance a partner who can be asked */
/** @typedef {{id: string, text: string, partner: string, used: boolean, asked: boolean}} Piece a note that can be laid together with this one */
/** @typedef {{note: LeadNote, asks: Ask[], chances: Chance[], pieces: Piece[]}} Connected */

const NOTHING = { unmet: [], met: [], unused: [] };

/** @param {LeadState["snapshot"]["records"]} records @param {(match: any) => boolean} about @returns {Ask[]} */
export function asksOf(records, about) {
  const matches = Object.entries(/** @type {Record<string, any>} */ (records.match ?? {})).filter(([, match]) => about(match));
  return oldestFirst(matches).map(([id, { partner, reply, line, offer }]) => ({
    id,
    partner: records.partner?.[partner]?.name ?? "",
    reply: reply ?? "",
    line,
    offer: records.note?.[offer]?.text ?? "",
  }));
}

/** @param {LeadState["snapshot"]["records"]} records @param {(match: any) => boolean} about @returns {Set<string>} */
function partnersAsked(records, about) {
  return new Set(Object.values(records.match ?? {}).filter(about).map(({ partner }) => partner));
}

/** @param {LeadState["snapshot"]["records"]} records @param {(match: any) => boolean} about @param {string[]} [but] @returns {Chance[]} */
export function chancesOf(records, about, but = []) {
  const asked = partnersAsked(records, about);
  return Object.entries(/** @type {Record<string, any>} */ (records.partner ?? {}))
    .filter(([id]) => !but.includes(id))
    .sort(([a, one], [b, other]) => one.position - other.position || (a < b ? -1 : 1))
    .map(([id, { name }]) => ({ id, name, asked: asked.has(id) }));
}

/** @param {LeadState} state @param {NoteReader} notes @returns {{unmet: Connected[], met: Connected[], unused: Connected[]}} */
export function connectView({ snapshot, work }, notes) {
  const { records } = snapshot;
  if (stageNow(snapshot)?.form !== "connect") return NOTHING;
  const willing = met(records);
  const matches = Object.values(records.match ?? {});
  /** @param {string} need @param {string} offer */
  const laid = (need, offer) => matches.some((match) => match.need === need && match.offer === offer);
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
    asks: asksOf(records, (match) => (isNeed ? match.need : match.offer) === id),
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

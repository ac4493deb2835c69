// @ts-check
/**
 * Needs and offers that meet, as a phone shows them: what its partner is asked, what its owner asked, and what is still
 * open. What was said here and is on its way is laid over what the server has. Pure.
 *
 * Exports
 *   matchesOf(state, language) -> what the page shows of it
 *   wordedAt(records, match) -> since when the words of an agreement stand that are asked about
 *   askedOf(snapshot)     -> the matches in which this phone's partner is asked, with their ids, oldest first
 *   LINE                  how many characters fit in the line that goes with an answer
 */
import { one } from "./canvas_store.js";
import { whenOf } from "./day.js";
import { findPersonal } from "./personal_data.js";
import { openNotes } from "./seat_board.js";
import { around, lengthOf, myPartner, stageAt } from "./seat_guide.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./seat_view.js").SeatState} SeatState */
/** @typedef {import("./outbox.js").Item} Item */
/** @typedef {{partner: string, need: string | null, offer: string | null, agreement: string | null, by: string, reply: string | null, again?: boolean, line: string, typed?: string, at: number, way: "" | "sending" | "waiting"}} Match */
/** `typed` is a line that was said here with an answer to words that were others by then: nobody else has it. */

export const LINE = 200;
const WILLING = ["yes", "try"];

/** All matches, with what this phone said and the server has not answered. @param {Snapshot} snapshot @returns {[string, Match][]} */
function allOf({ records, outbox, me, connection }) {
  /** @type {Map<string, Match>} */
  const matches = new Map();
  for (const [id, value] of Object.entries(records.match ?? {})) matches.set(id, /** @type {Match} */ ({ ...value, way: "" }));
  const way = connection.state === "connected" ? "sending" : "waiting";
  for (const item of outbox) {
    const { match: id, need = null, offer = null, partner = "", reply, line } = item.args;
    const known = matches.get(id);
    if (item.state === "refused") {
      if (known && item.code === "reworded") matches.set(id, { ...known, typed: line });
      continue;
    }
    const on = /** @type {Match["way"]} */ (item.state === "waiting" ? way : "");
    if (item.name === "match.answer" && known) {
      const about = isAbout(records, known, item.args.at);
      // To other words it is no answer; what was added stays beside the question, which asks anew.
      matches.set(id, about ? { ...known, reply, line, typed: undefined, way: on } : { ...known, typed: line });
    }
    if (item.name === "match.ask" && !known) {
      const asked = offer === null ? partner : (records.note?.[offer]?.partner ?? "");
      const own = offer !== null && records.note?.[offer]?.author === me;
      matches.set(id, { partner: asked, need, offer, agreement: null, by: me ?? "", reply: own ? "yes" : null, line: "", at: item.at, way: on });
    }
  }
  return [...matches].sort(([a, first], [b, other]) => first.at - other.at || (a < b ? -1 : 1));
}

/**
 * Since when the words of an agreement stand that are asked about; undefined where a note is.
 *
 * @param {Snapshot["records"]} records @param {{agreement: string | null}} match @returns {number | undefined}
 */
export function wordedAt(records, { agreement }) {
  const about = records.agreement?.[agreement ?? ""];
  return about?.edited ?? about?.at;
}

/** @param {Snapshot["records"]} records @param {Match} match @param {number | undefined} at */
const isAbout = (records, match, at) => at === undefined || at === wordedAt(records, match);

/** @param {Snapshot} snapshot @returns {[string, Match][]} */
export function askedOf(snapshot) {
  const my = myPartner(snapshot);
  return allOf(snapshot).filter(([, match]) => match.partner === my);
}

/** @param {SeatState} state @param {"nl" | "en"} language */
export function matchesOf(state, language) {
  const { snapshot } = state;
  const closed = one(snapshot, "session")?.status === "closed";
  const form = stageAt(snapshot, state.stage)?.form ?? "";
  // A question waits for its answer wherever the guide has gone since, and an answer stays where it was given.
  const shown = askedOf(snapshot).filter(
    ([id, { reply, agreement }]) =>
      reply === null || form === "connect" || (form === "agreements" && agreement !== null) || state.answered.includes(id),
  );
  return {
    asks: closed ? [] : shown.map((entry) => askOf(entry, state, language)),
    asked_by_me: form === "connect" ? askedByMe(snapshot) : [],
    needs: form === "connect" && !closed ? needsOf(state) : [],
    my_offers: form === "connect" ? myOffers(snapshot) : 0,
  };
}

/** @param {Snapshot} snapshot @param {string | null} id */
function noteAt({ records }, id) {
  const note = id === null ? null : records.note?.[id];
  return { text: note?.text ?? "", by: records.partner?.[note?.partner]?.name ?? "" };
}

/** @param {[string, Match]} entry @param {SeatState} state @param {"nl" | "en"} language */
function askOf([id, match], { snapshot, lines, pressed }, language) {
  const { records, me } = snapshot;
  const need = noteAt(snapshot, match.need);
  const line = lines[id] ?? match.typed ?? match.line;
  const agreed = records.agreement?.[match.agreement ?? ""];
  return {
    id,
    need: need.text,
    need_by: need.by,
    offer: noteAt(snapshot, match.offer).text,
    what: agreed?.what ?? "",
    means: agreed?.means ?? "",
    due: whenOf(agreed?.due ?? "", language),
    again: (match.again === true || match.typed !== undefined) && match.reply === null,
    asker: records.partner?.[records.participant?.[match.by]?.partner ?? ""]?.name ?? "",
    mine: match.by !== "" && match.by === me,
    reply: match.reply ?? "",
    line,
    over: Math.max(0, lengthOf(line) - LINE),
    unsaid: match.reply !== null && line.trim() !== match.line.trim(),
    way: match.way,
    personal: pressed.match === id && pressed.line === line ? findPersonal(line) : [],
  };
}

/** @param {Snapshot} snapshot */
function askedByMe(snapshot) {
  const my = myPartner(snapshot);
  return allOf(snapshot)
    .filter(([, match]) => match.by === snapshot.me && match.partner !== my)
    .map(([id, match]) => ({
      id,
      need: noteAt(snapshot, match.need).text,
      partner: snapshot.records.partner?.[match.partner]?.name ?? "",
      reply: match.reply ?? "",
      line: match.line,
      way: match.way,
      removable: match.reply === null && match.way === "",
    }));
}

/** @param {Snapshot} snapshot */
function myOffers(snapshot) {
  return openNotes(snapshot.records, ["offer"]).filter(([, note]) => note.author === snapshot.me).length;
}

/** The needs on the board, unmet ones first, each with what this phone can do about it. @param {SeatState} state */
function needsOf({ snapshot, reaching }) {
  const { records, me } = snapshot;
  const my = myPartner(snapshot);
  const matches = allOf(snapshot).map(([, match]) => match);
  const offers = openNotes(records, ["offer"]).filter(([, note]) => note.author === me);
  const taken = new Set(Object.values(records.participant ?? {}).map(({ partner }) => partner));
  const needs = openNotes(records, ["need"]).map(([id, note]) => {
    const about = matches.filter((match) => match.need === id);
    const mine = note.partner === my;
    const free = around(records).filter(([each]) => each !== my && !about.some((match) => match.partner === each && match.offer === null));
    const mineToGive = offers.filter(([each]) => !about.some((match) => match.offer === each));
    return {
      id,
      text: note.text ?? "",
      by: records.partner?.[note.partner]?.name ?? "",
      mine,
      met: about.some((match) => WILLING.includes(match.reply ?? "")),
      reaching: reaching === id,
      choices: mine
        ? free.map(([each, { name }]) => ({ id: each, text: name, empty: !taken.has(each) }))
        : mineToGive.map(([each, offer]) => ({ id: each, text: offer.text ?? "", empty: false })),
    };
  });
  return [...needs.filter(({ met }) => !met), ...needs.filter(({ met }) => met)];
}

// @ts-check
/**
 * The circle as the facilitator sees it: partners in their order, who sits there, what they wrote (never the words of
 * a closed note: they are not on this page), and whose turn it is. Pure.
 *
 * Exports
 *   circle(snapshot)        -> Seat[]
 *   floorOf(snapshot, seats) -> FloorView
 *   boardOf(snapshot)       -> BoardView
 */
import { one } from "./canvas_store.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {{id: string, name: string, present: boolean, ready: boolean, partner: string}} Person */

/**
 * @typedef {object} Seat
 * @property {string} id
 * @property {string} name
 * @property {number} number from 1
 * @property {boolean} first
 * @property {boolean} last
 * @property {Person[]} people
 * @property {boolean} empty
 * @property {number} present
 * @property {boolean} ready everybody who sits here said so
 * @property {number} wishes
 * @property {number} offers
 * @property {number} needs
 * @property {number} notes
 * @property {number} closed
 * @property {"speaking" | "heard" | "waiting"} turn
 * @property {boolean} removable
 */

const KINDS = /** @type {const} */ (["wish", "offer", "need"]);

/** @param {Record<string, any>} table @param {string} field @returns {Map<string, [string, any][]>} */
function grouped(table, field) {
  /** @type {Map<string, [string, any][]>} */
  const groups = new Map();
  for (const [id, value] of Object.entries(table ?? {})) {
    const group = groups.get(value[field]);
    if (group) group.push([id, value]);
    else groups.set(value[field], [[id, value]]);
  }
  return groups;
}

/** @param {Snapshot} snapshot @returns {[id: string, value: any][]} the partners, clockwise from the top */
export function seated(snapshot) {
  return Object.entries(snapshot.records.partner ?? {}).sort(
    ([a, one], [b, other]) => one.position - other.position || (a < b ? -1 : 1),
  );
}

/** @param {Snapshot} snapshot @returns {Seat[]} */
export function circle(snapshot) {
  const who = snapshot.presence.who ?? {};
  const people = grouped(snapshot.records.participant ?? {}, "partner");
  const notes = grouped(snapshot.records.note ?? {}, "partner");
  const floor = one(snapshot, "floor") ?? { partner: null, heard: [] };
  const order = seated(snapshot);
  return order.map(([id, partner], index) => {
    const here = (people.get(id) ?? [])
      .sort(([a, one], [b, other]) => one.joined - other.joined || (a < b ? -1 : 1))
      .map(([person, { name }]) => ({ id: person, name, partner: partner.name, ...(who[person] ?? ABSENT) }));
    const written = (notes.get(id) ?? []).map(([, note]) => note);
    const [wishes, offers, needs] = KINDS.map((kind) => written.filter((note) => note.kind === kind).length);
    return {
      id,
      name: partner.name,
      number: index + 1,
      first: index === 0,
      last: index === order.length - 1,
      people: here,
      empty: here.length === 0,
      present: here.filter((person) => person.present).length,
      ready: here.length > 0 && here.every((person) => person.ready),
      wishes: wishes ?? 0,
      offers: offers ?? 0,
      needs: needs ?? 0,
      notes: written.length,
      closed: written.filter((note) => !note.open).length,
      turn: floor.partner === id ? "speaking" : floor.heard.includes(id) ? "heard" : "waiting",
      removable: here.length === 0 && written.length === 0,
    };
  });
}

const ABSENT = Object.freeze({ present: false, ready: false });

/**
 * @typedef {object} FloorView
 * @property {string} id who has the floor, or ""
 * @property {string} name
 * @property {string} next the name of whose turn comes next, or ""
 * @property {number} heard who have had the floor and gave it on
 * @property {number} of
 * @property {boolean} begun
 * @property {boolean} over everybody has been heard
 * @property {boolean} left heard by all, while somebody still has the floor
 */

/** @param {Snapshot} snapshot @param {Seat[]} seats @returns {FloorView} */
export function floorOf(snapshot, seats) {
  const floor = one(snapshot, "floor") ?? { partner: null, heard: [] };
  const at = seats.findIndex((seat) => seat.id === floor.partner);
  const round = [...seats.slice(at + 1), ...seats.slice(0, at + 1)];
  const next = round.find((seat) => !floor.heard.includes(seat.id));
  const had = seats.filter((seat) => floor.heard.includes(seat.id));
  return {
    id: floor.partner ?? "",
    name: seats[at]?.name ?? "",
    next: next?.name ?? "",
    heard: had.filter((seat) => seat.id !== floor.partner).length,
    of: seats.length,
    begun: had.length > 0,
    over: seats.length > 0 && !next && at < 0,
    left: !next && at >= 0,
  };
}

/**
 * @typedef {object} BoardView
 * @property {boolean} writing
 * @property {boolean} opened at least one kind
 * @property {boolean} whole all kinds
 * @property {boolean} wish
 * @property {boolean} offer
 * @property {boolean} need
 * @property {number} wishes closed ones
 * @property {number} offers closed ones
 * @property {number} needs closed ones
 * @property {number} notes
 * @property {number} closed
 * @property {number} late closed ones of a kind that is open: promised closed while the board was being opened
 * @property {number} writers partners with at least one note
 */

/** @param {Snapshot} snapshot @returns {BoardView} */
export function boardOf(snapshot) {
  const board = one(snapshot, "board") ?? { begun: [], open: [] };
  const notes = Object.values(snapshot.records.note ?? {});
  const closed = notes.filter((note) => !note.open);
  /** @param {string} kind */
  const count = (kind) => closed.filter((note) => note.kind === kind).length;
  return {
    writing: board.begun.includes("partners"),
    opened: KINDS.some((kind) => board.open.includes(kind)),
    whole: KINDS.every((kind) => board.open.includes(kind)),
    wish: board.open.includes("wish"),
    offer: board.open.includes("offer"),
    need: board.open.includes("need"),
    wishes: count("wish"),
    offers: count("offer"),
    needs: count("need"),
    notes: notes.length,
    closed: closed.length,
    late: closed.filter((note) => board.open.includes(note.kind)).length,
    writers: new Set(notes.map((note) => note.partner)).size,
  };
}

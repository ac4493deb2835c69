// @ts-check
/**
 * The circle as the facilitator sees it: partners in their order, who sits there, what they wrote (never the words of
 * a closed note: they are not on this page), and whose turn it is. Pure.
 *
 * Exports
 *   circle(snapshot, language) -> Seat[]
 *   floorOf(snapshot, seats) -> FloorView
 *   unheard(seats) -> string[]   the names of those who are at the circle and have not had the floor
 *   boardOf(snapshot, language) -> BoardView
 */
import { one } from "./canvas_store.js";
import { circleOf, kindsOf } from "./kinds.js";
import { stageNow, stageOf, stagesOf } from "./notes.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {"nl" | "en"} Language */
/** @typedef {{kind: string, label: string, count: number}} Written */
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
 * @property {Written[]} written how many notes of each kind that is asked now, or that stands on the circle
 * @property {number} notes of these kinds
 * @property {number} closed
 * @property {"speaking" | "heard" | "waiting"} turn
 * @property {boolean} removable
 */

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

/** @param {Snapshot} snapshot @param {Language} language @returns {Seat[]} */
export function circle(snapshot, language) {
  const stage = stageNow(snapshot);
  const kinds = stage?.form === "partners" ? kindsOf(stage) : circleOf(one(snapshot, "guide"));
  const who = snapshot.presence.who ?? {};
  const people = grouped(snapshot.records.participant ?? {}, "partner");
  const notes = grouped(snapshot.records.note ?? {}, "partner");
  const floor = one(snapshot, "floor") ?? { partner: null, heard: [] };
  const order = seated(snapshot);
  return order.map(([id, partner], index) => {
    const here = (people.get(id) ?? [])
      .sort(([a, one], [b, other]) => one.joined - other.joined || (a < b ? -1 : 1))
      .map(([person, { name }]) => ({ id: person, name, partner: partner.name, ...(who[person] ?? ABSENT) }));
    const all = (notes.get(id) ?? []).map(([, note]) => note);
    const written = all.filter((note) => kinds.includes(note.kind));
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
      written: kinds.map((kind) => ({
        kind,
        label: stage?.labels?.[kind]?.[language] ?? "",
        count: written.filter((note) => note.kind === kind).length,
      })),
      notes: written.length,
      closed: written.filter((note) => !note.open).length,
      turn: floor.partner === id ? "speaking" : floor.heard.includes(id) ? "heard" : "waiting",
      removable: here.length === 0 && all.length === 0,
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

/** Where nobody sits and nothing was written, nobody is passed over. @param {Seat[]} seats */
export function unheard(seats) {
  return seats.filter(({ turn, empty, notes }) => turn === "waiting" && (notes > 0 || !empty)).map(({ name }) => name);
}

/** @typedef {{kind: string, label: string, open: boolean, closed: number}} KindBoard `label` is the guide's own name, or "" */

/**
 * @typedef {object} BoardView
 * @property {KindBoard[]} kinds what is asked in the stage at hand
 * @property {boolean} opened at least one of them
 * @property {boolean} whole all of them
 * @property {number} waiting closed notes of these kinds, which the facilitator can open
 * @property {number} notes
 * @property {number} closed
 * @property {number} late closed ones of a kind that is open: promised closed while the board was being opened
 * @property {number} private ones of the stage at hand that are their authors' to open
 */

/**
 * Of two stages that ask the same, the board tells about the last that has begun: an earlier one is open once nothing in
 * it is closed.
 *
 * @param {Snapshot} snapshot @param {any} stage @param {string} kind
 */
function isAskedLater(snapshot, stage, kind) {
  const { begun = [] } = one(snapshot, "board") ?? {};
  const asking = stagesOf(snapshot).filter((each) => begun.includes(each.key) && kindsOf(each).includes(kind));
  return asking.length > 0 && asking[asking.length - 1].key !== stage.key;
}

/** @param {Snapshot} snapshot @param {Language} language @returns {BoardView} */
export function boardOf(snapshot, language) {
  const { open } = one(snapshot, "board") ?? { open: [] };
  const stage = stageNow(snapshot);
  const notes = Object.values(snapshot.records.note ?? {});
  const shut = notes.filter((note) => !note.open);
  const closed = shut.filter((note) => !note.within?.length);
  const stages = stagesOf(snapshot);
  const here = closed.filter((note) => stageOf(stages, note) === stage?.key);
  const kinds = kindsOf(stage).map((kind) => {
    const left = here.filter((note) => note.kind === kind).length;
    return {
      kind,
      label: stage.labels?.[kind]?.[language] ?? "",
      open: open.includes(kind) || (left === 0 && isAskedLater(snapshot, stage, kind)),
      closed: left,
    };
  });
  return {
    kinds,
    opened: kinds.some((each) => each.open),
    whole: kinds.every((each) => each.open),
    waiting: kinds.reduce((sum, each) => sum + each.closed, 0),
    notes: notes.length,
    closed: shut.length,
    late: closed.filter((note) => open.includes(note.kind)).length,
    private: shut.filter((note) => note.within?.length && stageOf(stages, note) === stage?.key).length,
  };
}

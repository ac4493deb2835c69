// @ts-check
/**
 * What stands on the page of parts: examples, the same every time. Only that page asks for this module.
 * Names and notes are content, as people write it in Dutch; they are not translated.
 */
import { openDialog, closeDialog } from "./dialog.js";
import { createPageStore } from "./page_store.js";
import { radarOf } from "./radar.js";
import { createWheelView } from "./wheel_view.js";

/** @typedef {import("./wheel.js").Board} Board */
/** @typedef {import("./wheel.js").NoteKind} NoteKind */

const ROLES = [
  "Moeder", "Vader", "Pleegouder", "Opa en oma", "Kinderopvang", "School", "Wijkteam", "GZ-psycholoog",
  "Tante", "Voogd", "Buurvrouw", "Huisarts", "Voetbalclub", "Jongerenwerk", "Schuldhulpverlening", "Broer",
];
const WORDS = {
  wishes: ["Dat ze zich hier thuis mag voelen.", "Rust na schooltijd, geen wisselingen."],
  offers: ["Ik rijd haar op woensdag naar haar broer."],
  needs: ["Eén aanspreekpunt dat terugbelt.", "Af en toe een vrij weekend."],
};
/** @type {NoteKind[]} */
const KINDS = ["wish", "offer", "need"];
/** @type {NoteKind[]} */
const ALL_KINDS = ["wish", "see", "works", "offer", "need"];
const STAGES = ["Welkom", "De mens die het betreft", "Wens, bijdrage, behoefte", "Mee naar huis"];

const INITIAL = { kind: "wish", tab: "mine", on: true };

/**
 * A circle of `count` partners with ten notes each or fewer, those of every third partner closed.
 *
 * @param {number} count
 * @param {NoteKind[]} [kinds] the rings
 * @returns {Board}
 */
function board(count, kinds = KINDS) {
  const partners = Array.from({ length: count }, (_, position) => ({ id: `p${position}`, name: ROLES[position % ROLES.length] ?? "", position }));
  const notes = partners.flatMap(({ id }, seat) =>
    Array.from({ length: 1 + ((seat * 3) % 10) }, (_, at) => ({
      id: `${id}-${at}`, partner: id, kind: kinds[(seat + at) % kinds.length] ?? "wish", at, open: seat % 3 !== 1,
    })),
  );
  return { subject: { alias: "N.", age: "4 jaar", question: "Waar mag ik blijven wonen, en wie komt er langs?" }, partners, notes, kinds };
}

/**
 * A circle in the middle of connecting, with one match for each answer.
 *
 * @param {Board} circle
 * @returns {Board}
 */
function matched(circle) {
  const open = circle.notes.filter((note) => note.open);
  const needs = open.filter(({ kind }) => kind === "need");
  const offers = open.filter(({ kind }) => kind === "offer");
  const matches = ["yes", "try", null, "no", "unclear"].map((reply, at) => ({
    id: `m${at}`, partner: offers[2 * at]?.partner ?? "", need: needs[at]?.id ?? null, offer: offers[2 * at]?.id ?? null, reply, at,
  }));
  return { ...circle, matches, connecting: true };
}

/** @param {string} id @param {number} count @param {string | null} [facing] */
const drawn = (id, count, facing = null) => createWheelView()(board(count), { facing, id });

const WHEELS = {
  empty: drawn("empty", 0),
  few: drawn("few", 3),
  floor: drawn("floor", 8, "p2"),
  many: drawn("many", 16, "p9"),
  sixty: createWheelView()(matched(board(60, ALL_KINDS)), { facing: null, id: "sixty" }),
  matched: createWheelView()(matched(board(8)), { id: "matched" }),
};

const RADAR = radarOf({ shown: 8, safety: 4.5, transparency: 3, coherence: 2.4, connection: 5 }, "nl");

/** @param {string[]} texts @param {number} from */
const numbered = (texts, from) => texts.map((text, i) => ({ id: `${from + i}`, number: from + i, text }));

/** As the table has it. @param {typeof PARTNERS[0]} partner */
function row({ id, name, wishes, offers, needs }) {
  const groups = [wishes, offers, needs].map((notes, i) => ({
    kind: KINDS[i] ?? "",
    label: "",
    notes: notes.map((note) => ({ ...note, number: String(note.number), kind: KINDS[i] ?? "", name: "", who: "", support: 0, below: [] })),
  }));
  return { id, name, groups };
}

const PARTNERS = [
  { id: "p2", name: "Pleegouder", wishes: numbered(WORDS.wishes, 1), offers: numbered(WORDS.offers, 3), needs: numbered(WORDS.needs, 4) },
  { id: "p5", name: "School", wishes: numbered(["w".repeat(120)], 6), offers: [], needs: [] },
  { id: "p7", name: "Wijkteam", wishes: [], offers: [], needs: [] },
];

/** @param {typeof INITIAL} state */
export function view({ kind, tab, on }) {
  return {
    kind, tab, on,
    ...WHEELS,
    radar: RADAR,
    columns: KINDS.map((kind) => ({ kind, label: "" })),
    partners: PARTNERS.map(row),
    wishes: shown(PARTNERS[0].wishes),
    offers: shown(PARTNERS[0].offers),
    needs: shown(PARTNERS[0].needs),
    stages: STAGES.map((title, i) => ({ key: title, number: i + 1, title, state: ["done", "done", "now", "later"][i], current: i === 2 })),
    /** @param {string} next */
    choose: (next) => page.set({ kind: next }),
    /** @param {string} next */
    go: (next) => page.set({ tab: next }),
    flip: () => page.set({ on: !page.get().on }),
    /** @param {string} id */
    open: (id) => openDialog(id),
    /** @param {string} id */
    close: (id) => closeDialog(id),
  };
}

/** @param {{id: string, number: number, text: string}[]} notes */
function shown(notes) {
  return notes.map((note) => ({ ...note, number: String(note.number) }));
}

const page = createPageStore(INITIAL, view);

/** All that the page of parts shows. */
export const useParts = page.use;

// @ts-check
/**
 * What the facilitator did, to be read: from the steps that the server keeps. Pure.
 *
 * Exports
 *   doneOf(step, snapshot, language) -> {name, detail, kind}: which command, what it was about, and for a kind of note its name
 *   outcome(step, snapshot)          -> Undone: what is as it was and what is not, after the step was taken back
 */

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./canvas_store.js").Value} Value */
/** @typedef {"nl" | "en"} Language */
/** @typedef {[kind: string, ids: string[], was: Value | null, became: Value | null]} Touched */

/**
 * @typedef {object} Done
 * @property {string} name of the command
 * @property {string} detail what people wrote or named, or a title of the guide; may be ""
 * @property {string} kind of the notes that were opened, or ""
 */

/**
 * @typedef {Done & {there: boolean, left: boolean, read: boolean}} Undone
 * `left`: something stayed, since somebody has built on it or changed it; `read`: it had been read by then
 */

const LONG = 60;

/** @param {string} text */
const short = (text) => (text.length > LONG ? `${[...text].slice(0, LONG).join("").trimEnd()}…` : text);

/** @param {Value} step @param {string} kind @param {string} field @returns {string} as it became, or was when it is gone */
function touched(step, kind, field) {
  /** @type {Touched[]} */
  const all = step.touched ?? [];
  const [, , was, became] = all.find(([each]) => each === kind) ?? [];
  return became?.[field] ?? was?.[field] ?? "";
}

/** @param {Snapshot} snapshot @param {string} kind @param {string} id @param {string} field @returns {string} */
const kept = (snapshot, kind, id, field) => snapshot.records[kind]?.[id]?.[field] ?? "";

/** By the first half of a command's name: where to look for what it was about, and what to say of it. */
const NAMED = /** @type {const} */ ({
  partner: ["partner", "name"],
  note: ["note", "text"],
  spotlight: ["note", "text"],
  law: ["law", "name"],
  agreement: ["agreement", "what"],
});

/** @param {Value} step @param {Snapshot} snapshot @param {Language} language @returns {string} */
function detailOf(step, snapshot, language) {
  const { name, about } = step;
  if (name === "stage.go") {
    const [guide] = Object.values(snapshot.records.guide ?? {});
    return guide?.stages.find((/** @type {any} */ stage) => stage.key === about)?.title[language] ?? "";
  }
  if (name.startsWith("floor.")) return kept(snapshot, "partner", touched(step, "floor", "partner"), "name");
  if (name.startsWith("match.")) {
    const partner = kept(snapshot, "match", about, "partner") || touched(step, "match", "partner");
    return kept(snapshot, "partner", partner, "name");
  }
  if (name === "session.edit") return touched(step, "session", "title");
  const family = /** @type {keyof typeof NAMED} */ (name.split(".")[0]);
  if (!(family in NAMED)) return "";
  const [kind, field] = NAMED[family];
  return kept(snapshot, kind, about, field) || touched(step, kind, field);
}

/** What is said of a command that does two things is said of each. @param {Value} step @returns {string} */
function nameOf(step) {
  if (step.name === "spotlight.set" && step.about === "") return "spotlight.off";
  return step.name === "partner.edit" && touched(step, "partner", "own") ? "partner.own" : step.name;
}

/** @param {Value} step @param {Snapshot} snapshot @param {Language} language @returns {Done} */
export function doneOf(step, snapshot, language) {
  return {
    name: nameOf(step),
    detail: short(detailOf(step, snapshot, language)),
    kind: step.name === "notes.open" ? step.about : "",
  };
}

/** @param {Value | null} record @param {Value} fields */
const has = (record, fields) =>
  record !== null && Object.entries(fields).every(([name, value]) => same(record[name], value));

/** @param {unknown} one @param {unknown} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/**
 * @param {Value} step as it was before it was taken back
 * @param {Snapshot} after
 * @param {Done} done
 * @returns {Undone}
 */
export function outcome(step, after, done) {
  /** @type {Touched[]} */
  const all = step.touched ?? [];
  const left = all.some(([kind, ids, was]) =>
    ids.some((id) => {
      const now = after.records[kind]?.[id] ?? null;
      return was === null ? now !== null : !has(now, was);
    }),
  );
  return { ...done, there: true, left, read: step.name === "notes.open" };
}

// @ts-check
/**
 * The guides as they are shown: the list, and the form in which one is changed. Pure.
 *
 * A place in the form is a path: `title.nl` of the guide, `say.en` or `questions.wish.nl` of a stage. Errors stand under
 * it, for a stage with its number before it (`3:say.en`).
 */
import { kindsOf, writtenIn } from "./kinds.js";

/** @typedef {Record<string, string>} Text */
/** @typedef {{key: string, form: string, minutes: number | string, title: Text, say: Text, ask: Text, rule: Text, questions: Record<string, Text>, labels: Record<string, Text>, own?: Record<string, Text>}} Stage */
/** @typedef {{title: Text, purpose: Text, stages: Stage[]}} Guide */
/** @typedef {{name: string, own: boolean, version: number, guide: Guide, saved: Guide, stage: number, errors: Record<string, string>, said: string, adding: string}} Opened */
/** @typedef {{line: number | null, stage: number | null, field: string, code: string, message: string}} Fault */
/** @typedef {"nl" | "en"} Language */

const LANGUAGES = /** @type {Language[]} */ (["nl", "en"]);
const GUIDE_FIELDS = ["title", "purpose"];
const STAGE_FIELDS = ["title", "say", "ask", "rule"];
/** @type {readonly string[]} */
const NONE = [];
/** Whoever is in the middle of the preview. */
export const ALIAS = "N.";

/** @param {readonly Fault[]} faults @returns {Record<string, string>} what is wrong, by its place in the form */
export function byPlace(faults) {
  /** @type {Record<string, string>} */
  const errors = {};
  for (const { stage, field, message } of faults) errors[stage === null ? field : `${stage}:${field}`] ??= message;
  return errors;
}

/** The number (from 1) of the first stage in which something is wrong, 0 when it is in none. @param {Record<string, string>} errors */
export function firstFaulty(errors) {
  const numbers = Object.keys(errors).map((place) => Number(place.split(":")[0])).filter((number) => number > 0);
  return numbers.length > 0 ? Math.min(...numbers) : 0;
}

/** The guide as it is sent: without the questions, labels and own texts that were left empty. @param {Guide} guide @returns {Guide} */
export function tidied(guide) {
  /** @param {Stage} stage @param {Record<string, Text>} texts @param {readonly string[]} [more] names beside the kinds */
  const filled = (stage, texts, more = NONE) =>
    Object.fromEntries(
      [...more, ...writtenIn(stage.form)]
        .filter((kind) => LANGUAGES.some((language) => texts[kind]?.[language]?.trim()))
        .map((kind) => [kind, { nl: "", en: "", ...texts[kind] }]),
    );
  return {
    title: guide.title,
    purpose: guide.purpose,
    stages: guide.stages.map((stage) => ({
      ...stage,
      minutes: /^\d+$/.test(String(stage.minutes)) ? Number(stage.minutes) : stage.minutes,
      questions: filled(stage, stage.questions),
      labels: filled(stage, stage.labels),
      own: filled(stage, stage.own ?? {}, ["ask"]),
    })),
  };
}

/** A name for a new stage that no other has. @param {string} form @param {readonly Stage[]} stages */
export function freeKey(form, stages) {
  const taken = new Set(stages.map(({ key }) => key));
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? form : `${form}-${number}`;
    if (!taken.has(key)) return key;
  }
}

/**
 * The stages with one of them `by` places further on, as far as there is room.
 * @param {readonly Stage[]} stages
 * @param {number} from
 * @param {number} by
 */
export function moved(stages, from, by) {
  const to = Math.min(Math.max(from + by, 0), stages.length - 1);
  const left = stages.filter((_, place) => place !== from);
  const stage = stages[from];
  return stage ? [...left.slice(0, to), stage, ...left.slice(to)] : [...stages];
}

/**
 * The guide or stage with the text at `path` replaced.
 * @template {object} T
 * @param {T} thing
 * @param {string} path
 * @param {string} text
 * @returns {T}
 */
export function written(thing, path, text) {
  const [head = "", ...rest] = path.split(".");
  const inner = /** @type {any} */ (thing)[head];
  return { ...thing, [head]: rest.length > 0 ? written(inner ?? {}, rest.join("."), text) : text };
}

/** @param {any} state @param {Language} language */
export function view(state, language) {
  return {
    state: state.state,
    shows: state.opened ? "form" : "list",
    busy: state.busy,
    problem: state.problem,
    guides: state.guides.map((/** @type {any} */ guide) => listed(guide, language)),
    faults: state.faults.map((/** @type {Fault} */ fault) => ({ ...fault, line: fault.line ?? 0, stage: fault.stage ?? 0 })),
    asked: state.asked ? listed(state.asked, language) : listed(NOTHING, language),
    ...form(state.opened ?? EMPTY, language),
  };
}

const NOTHING = { name: "", title: {}, purpose: {}, own: true, stages: 0, minutes: 0 };
/** @type {Guide} */
const BLANK = { title: {}, purpose: {}, stages: [] };
/** @type {Opened} */
const EMPTY = { name: "", own: false, version: 0, guide: BLANK, saved: BLANK, stage: 0, errors: {}, said: "", adding: "" };

/** @param {string} name @param {Language} language */
const fileOf = (name, language) => `/api/guides/${name}.toml?language=${language}`;

/** @param {any} guide @param {Language} language */
function listed(guide, language) {
  return {
    name: guide.name,
    title: guide.title[language] ?? "",
    purpose: guide.purpose[language] ?? "",
    own: guide.own,
    stages: guide.stages,
    minutes: guide.minutes,
    form: `/desk/guides?guide=${guide.name}`,
    file: fileOf(guide.name, language),
  };
}

/** @param {Opened} opened @param {Language} language */
function form(opened, language) {
  const { guide, errors } = opened;
  const stage = guide.stages[opened.stage];
  return {
    guide: {
      name: opened.name,
      own: opened.own,
      title: guide.title[language] ?? "",
      texts: flat(guide, GUIDE_FIELDS),
      errors: flatErrors(errors, "", GUIDE_FIELDS),
      others: errors.stage ?? "",
      dirty: JSON.stringify(tidied(guide)) !== JSON.stringify(tidied(opened.saved)),
      said: opened.said,
      faulty: Object.keys(errors).length,
      file: fileOf(opened.name, language),
      adding: opened.adding,
      minutes: guide.stages.reduce((sum, { minutes }) => sum + (Number(minutes) || 0), 0),
    },
    stages: guide.stages.map((each, place) => ({
      key: each.key,
      place,
      number: place + 1,
      title: each.title[language] ?? "",
      minutes: Number(each.minutes) || 0,
      current: place === opened.stage,
      faulty: Object.keys(errors).some((at) => at.startsWith(`${place + 1}:`)),
      first: place === 0,
      last: place === guide.stages.length - 1,
    })),
    stage: shownStage(stage, opened, language),
    phone: phone(stage, language),
  };
}

/** @param {Stage | undefined} stage @param {Opened} opened @param {Language} language */
function shownStage(stage, opened, language) {
  const number = opened.stage + 1;
  const at = (/** @type {string} */ field) => opened.errors[`${number}:${field}`] ?? "";
  return {
    number,
    title: stage?.title[language] ?? "",
    form: stage?.form ?? "",
    minutes: String(stage?.minutes ?? ""),
    texts: flat({ ...stage, "own.ask": stage?.own?.ask }, [...STAGE_FIELDS, "own.ask"]),
    errors: {
      ...flatErrors(opened.errors, `${number}:`, [...STAGE_FIELDS, "own.ask"]),
      form: at("form") || at("key"),
      minutes: at("minutes"),
      questions: at("questions"),
    },
    kinds: writtenIn(stage?.form ?? "").map((kind) => ({
      kind,
      texts: flat(
        { question: stage?.questions[kind], own: stage?.own?.[kind], label: stage?.labels[kind] },
        ["question", "own", "label"],
      ),
      errors: {
        "question.nl": at(`questions.${kind}.nl`),
        "question.en": at(`questions.${kind}.en`),
        "own.nl": at(`own.${kind}.nl`),
        "own.en": at(`own.${kind}.en`),
        "label.nl": at(`labels.${kind}.nl`),
        "label.en": at(`labels.${kind}.en`),
      },
    })),
    optional: stage?.form === "partners",
  };
}

/** What the phones say in this stage. @param {Stage | undefined} stage @param {Language} language */
function phone(stage, language) {
  const filled = (/** @type {Text | undefined} */ text) => (text?.[language] ?? "").split("{subject}").join(ALIAS);
  return {
    alias: ALIAS,
    title: filled(stage?.title),
    ask: filled(stage?.ask),
    rule: filled(stage?.rule),
    say: filled(stage?.say),
    kinds: (stage ? kindsOf(tidied({ ...BLANK, stages: [stage] }).stages[0]) : []).map((kind) => ({
      kind,
      label: filled(stage?.labels[kind]),
      question: filled(stage?.questions[kind]),
    })),
  };
}

/** @param {Record<string, any>} thing @param {string[]} fields @returns {Record<string, string>} */
function flat(thing, fields) {
  return Object.fromEntries(
    fields.flatMap((field) => LANGUAGES.map((language) => [`${field}.${language}`, thing[field]?.[language] ?? ""])),
  );
}

/** @param {Record<string, string>} errors @param {string} before @param {string[]} fields */
function flatErrors(errors, before, fields) {
  return Object.fromEntries(
    fields.flatMap((field) =>
      LANGUAGES.map((language) => [
        `${field}.${language}`,
        errors[`${before}${field}.${language}`] ?? errors[`${before}${field}`] ?? "",
      ]),
    ),
  );
}

// @ts-check
/**
 * What stands in the facilitator's forms (a law, an agreement, other words for a note) and is not saved yet. It is kept on
 * this device at every keystroke, and comes back with its form: after a reload, a safety stop or a look at another stage.
 * Pure but for the drafts that it is given.
 *
 * Exports
 *   FORMS                       the forms, and the names of their fields
 *   createForms(drafts)         -> Forms
 *   unsaved(records, typed)     -> the forms in which something stands that is not kept, each with what it is about
 *   formsView(records, work, typed)  -> {law, agreement, wording}   with what each form that is in hand begins
 */

/** @typedef {"law" | "agreement" | "wording"} FormName also what it is called among what is in hand */
/** @typedef {Record<string, Record<string, string>>} Typed by the form and what it is about: "law:new" */
/** @typedef {Record<string, Record<string, any>>} Records */

/** @satisfies {Record<FormName, string[]>} */
export const FORMS = { law: ["name", "allows", "asks"], agreement: ["what", "means", "due"], wording: ["text"] };
const KIND = { law: "law", agreement: "agreement", wording: "note" };
const NEW = "new";
const FIELD = "forms";

/**
 * @typedef {object} Forms
 * @property {() => Typed} typed
 * @property {(form: FormName, about: string, fields: Record<string, string>) => void} type
 * @property {(form: FormName, about: string) => void} drop it is saved, or was not to be
 * @property {() => Partial<import("./lead_notes.js").Work>} restore what was being written, to take in hand again
 * @property {(records: Records) => void} tidy drop what was about something that is no longer there
 */

/** @param {() => Pick<import("./drafts.js").Drafts, "read" | "write"> | undefined} drafts @returns {Forms} */
export function createForms(drafts) {
  /** @type {Typed} */
  let typed = {};

  /** @param {Typed} next */
  function keep(next) {
    typed = next;
    drafts()?.write(FIELD, Object.keys(next).length > 0 ? JSON.stringify(next) : "");
  }

  /** @param {(key: string) => boolean} stays */
  const only = (stays) => Object.fromEntries(Object.entries(typed).filter(([key]) => stays(key)));

  return {
    typed: () => typed,
    type(form, about, fields) {
      const others = only((key) => key !== `${form}:${about}`);
      const written = Object.values(fields).some((text) => text.trim() !== "");
      keep(written ? { ...others, [`${form}:${about}`]: fields } : others);
    },
    drop(form, about) {
      if (`${form}:${about}` in typed) keep(only((key) => key !== `${form}:${about}`));
    },
    restore() {
      typed = parse(drafts()?.read(FIELD));
      const [law = "", agreement = "", wording = ""] = ["law", "agreement", "wording"].map((form) => about(form, typed));
      return { law, agreement, wording, ...(wording ? { chosen: wording } : {}) };
    },
    tidy(records) {
      const there = only((key) => {
        const [form = "", id = ""] = key.split(":");
        return (form !== "wording" && id === NEW) || Boolean(records[KIND[/** @type {FormName} */ (form)]]?.[id]);
      });
      if (Object.keys(there).length < Object.keys(typed).length) keep(there);
    },
  };
}

/** @param {string} form @param {Typed} typed @returns {string} what was written about last */
function about(form, typed) {
  const keys = Object.keys(typed).filter((key) => key.startsWith(`${form}:`));
  return keys[keys.length - 1]?.slice(form.length + 1) ?? "";
}

/** @param {string | undefined} stored @returns {Typed} */
function parse(stored) {
  try {
    const typed = JSON.parse(stored || "{}");
    return typeof typed === "object" && typed ? typed : {};
  } catch {
    return {};
  }
}

/** @param {Records} records @param {string} form @param {string} about @returns {Record<string, any>} what is kept of it */
function keptOf(records, form, about) {
  if (form === "wording") return records.proposal?.[about] ?? records.note?.[about] ?? {};
  return records[form]?.[about] ?? {};
}

/** @param {Records} records @param {Typed} typed @returns {{form: FormName, about: string}[]} */
export function unsaved(records, typed) {
  return Object.entries(typed).flatMap(([key, fields]) => {
    const [form = "", about = ""] = key.split(":");
    const kept = keptOf(records, form, about);
    const differs = Object.entries(fields).some(([name, text]) => text.trim() !== (kept[name] ?? "").trim());
    return differs ? [{ form: /** @type {FormName} */ (form), about }] : [];
  });
}

/** @param {Records} records @param {import("./lead_notes.js").Work} work @param {Typed} typed */
export function formsView(records, work, typed) {
  const { text = "" } = typed[`wording:${work.wording}`] ?? {};
  /** @param {"law" | "agreement"} form */
  const begun = (form) => {
    const from = typed[`${form}:${work[form]}`] ?? keptOf(records, form, work[form]);
    return Object.fromEntries(FORMS[form].map((name) => [name, from[name] ?? ""]));
  };
  return {
    law: begun("law"),
    agreement: begun("agreement"),
    wording: text || (keptOf(records, "wording", work.wording)["text"] ?? ""),
  };
}

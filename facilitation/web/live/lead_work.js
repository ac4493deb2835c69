// @ts-check
/**
 * What the facilitator does in a stage: with a note, the frame, what was asked, agreements, and the pages that are read
 * back. Every press is one command, except that some of them only take something in hand (`work`).
 *
 * Exports
 *   layOn(on, note)   -> Promise<void>   lay a note in the stack of a similar one
 *   forms             what stands in the forms and is not saved yet (lead_forms.js)
 *   takeUpForms()     go on with what was being written before a reload
 */
import { one } from "./canvas_store.js";
import { closeDialog, openDialog } from "./dialog.js";
import { live } from "./hooks.js";
import { newId } from "./ids.js";
import { draftOf } from "./lead_agreements.js";
import { bringInto } from "./lead_edges.js";
import { fieldView } from "./lead_fields.js";
import { FORMS, createForms } from "./lead_forms.js";
import { isTaken } from "./notes.js";
import { inHand } from "./lead_notes.js";
import { actions, page, press } from "./lead_page.js";
import { NOTHING } from "./lead_view.js";
import { flushWords, saveWords, writeWords } from "./lead_words.js";

/** @typedef {import("./lead_notes.js").Work} Work */
/** @typedef {import("./lead_forms.js").FormName} FormName */

export const forms = createForms(() => live()?.drafts);

const records = () => page.get().snapshot.records;

/** @param {Partial<Work>} work */
const hold = (work) => page.set({ work: { ...page.get().work, ...work }, typed: forms.typed() });

export const takeUpForms = () => hold(forms.restore());

/**
 * What a form says, by the names of its fields. Which record it is about is in hand: a form in a list cannot say so.
 *
 * @param {any} event @param {string[]} names @returns {Record<string, string>}
 */
function said(event, names) {
  event.preventDefault();
  return Object.fromEntries(names.map((name) => [name, event.currentTarget.elements.namedItem(name)?.value ?? ""]));
}

/**
 * Carry `work` out, and let go of what was in hand once it is kept. What was pressed may be gone then: the keyboard goes on
 * at `focus`, the id of a note, law or agreement.
 *
 * @param {Promise<boolean>} work @param {Partial<Work>} after @param {string} [focus]
 */
async function done(work, after, focus) {
  if (!(await work)) return;
  hold(after);
  if (focus) requestAnimationFrame(() => lost() && place(focus)?.querySelector("button")?.focus());
}

/**
 * The same for a form: what stood in it is not needed any more, but for what was typed while it was on its way. `focus` is
 * what it is about from now on.
 *
 * @param {FormName} form @param {string} about @param {Promise<boolean>} work @param {Partial<Work>} after @param {string} focus
 */
async function saved(form, about, work, after, focus) {
  const sent = forms.typed()[`${form}:${about}`];
  if (!(await work)) return;
  const typed = forms.typed()[`${form}:${about}`];
  forms.drop(form, about);
  if (typed !== undefined && typed !== sent) {
    forms.type(form, focus, typed);
    return hold({ [form]: focus });
  }
  await done(work, after, focus);
}

/** Whether what had the keyboard's focus is no longer there. */
const lost = () => !document.activeElement || document.activeElement === document.body;

/** @param {string} id */
const place = (id) => document.querySelector(`[data-note="${CSS.escape(id)}"], [data-row="${CSS.escape(id)}"]`);

/** @param {string} note @returns {string | undefined} the note after this one, or before it */
function beside(note) {
  const here = place(note);
  const next = here?.nextElementSibling ?? here?.previousElementSibling;
  return next instanceof HTMLElement ? next.dataset.note : undefined;
}

/** One thing is written at a time; "" is to write no more. @param {"law" | "agreement"} kind @param {string} id */
function write(kind, id) {
  if (id === "") forms.drop(kind, page.get().work[kind]);
  if (id === "" || inHand(page.get())[kind] === "") hold({ [kind]: id });
}

/**
 * Ask once: what was asked already stands there as it is.
 *
 * @param {string} key @param {{need?: string, offer?: string, agreement?: string, partner?: string}} args
 */
async function ask(key, args) {
  const { need = null, offer = null, agreement = null, partner } = args;
  const asked = Object.values(records().match ?? {}).some(
    (match) =>
      match.need === need && match.offer === offer && match.agreement === agreement && (offer || match.partner === partner),
  );
  if (!asked) await press(key, "match.ask", { match: newId(), ...args });
}

/** @param {string} on @param {string} note */
export const layOn = (on, note) => done(press(`stack:${on}`, "note.stack", { note, on }), { picked: "", chosen: on }, on);

Object.assign(actions, {
  /** Something is typed in a form. @param {FormName} form @param {any} event of one of its fields */
  type(form, event) {
    const { elements } = event.target.form;
    forms.type(form, page.get().work[form], Object.fromEntries(FORMS[form].map((name) => [name, elements.namedItem(name).value])));
  },
  /** Show the tools of a note, or put them away. @param {string} note */
  take: (note) => hold({ chosen: page.get().work.chosen === note ? "" : note, wording: "" }),
  /** @param {string} note */
  light: (note) =>
    press(`light:${note}`, "spotlight.set", { note: one(page.get().snapshot, "spotlight")?.note === note ? null : note }),
  /** @param {string} note */
  layAside: (note) => done(press(`aside:${note}`, "note.aside", { note }), { chosen: "", wording: "", picked: "" }, beside(note)),
  /** @param {string} note */
  bringBack: (note) => press(`back:${note}`, "note.back", { note }),
  /** @param {string} note */
  word: (note) => hold({ wording: page.get().work.wording === note ? "" : note }),
  /** @param {any} event of the form */
  propose(event) {
    const note = page.get().work.wording;
    const { text = "" } = said(event, FORMS.wording);
    return saved("wording", note, press(`word:${note}`, "note.propose", { note, text }), { wording: "" }, note);
  },
  /** No other words after all. @param {string} note */
  leaveWords(note) {
    forms.drop("wording", note);
    hold({ wording: "" });
  },
  /** @param {string} note */
  withdraw: (note) => press(`word:${note}`, "note.withdraw", { note }),
  /** Take a note up, to lay it on a similar one. @param {string} note "" to put it down again */
  pick: (note) => hold({ picked: note, wording: "" }),
  /** @param {string} on the note on which the one that was picked up is laid */
  layOn: (on) => layOn(on, page.get().work.picked),
  /** @param {string} note */
  unstack: (note) => press(`unstack:${note}`, "note.unstack", { note }),
  /** Whose notes are looked at. @param {string} partner */
  look: (partner) => hold({ partner, chosen: "", wording: "" }),
  /** @param {string} participant */
  nudge: (participant) => press(`nudge:${participant}`, "nudge.give", { participant }),

  /**
   * A proposal becomes the settled text, through the field in which it can be changed at once. What stands there already
   * goes only where that was pressed for.
   *
   * @param {"mission" | "vision" | "aim"} part @param {string} note @param {boolean} instead of what stands there
   */
  async settle(part, note, instead) {
    await flushWords();
    const text = records().note?.[note]?.text ?? "";
    const there = fieldView(page.get(), part).value.trim();
    // The proposal may have gone meanwhile; and a second press finds another button under it.
    if (!text || (!instead && isTaken(there, text))) return;
    writeWords(part, there && !instead ? `${there}\n${text}` : text);
    await saveWords(part, { note });
  },
  /** @param {string} law its id, "new" for one more, "" for none */
  writeLaw: (law) => write("law", law),
  /** @param {any} event of the form */
  keepLaw(event) {
    const { law } = page.get().work;
    const fields = said(event, FORMS.law);
    const command = law === "new" ? "law.add" : "law.edit";
    const id = law === "new" ? newId() : law;
    return saved("law", law, press(`law:${law}`, command, { law: id, ...fields }), { law: "" }, id);
  },
  /** @param {string} law */
  removeLaw: (law) => press(`law:${law}`, "law.remove", { law }),

  /** @param {string} need @param {string} partner */
  askPartner: (need, partner) => ask(`ask:${need}`, { need, partner }),
  /** Lay two notes together, whichever of the two is the need. @param {string} one @param {string} other */
  layTogether(one, other) {
    const [need, offer] = records().note?.[one]?.kind === "need" ? [one, other] : [other, one];
    return ask(`ask:${one}`, { need, offer });
  },
  /** @param {string} match */
  takeBack: (match) => press(`unask:${match}`, "match.remove", { match }),

  /** @param {string} match to which somebody is willing */
  agree(match) {
    const agreement = newId();
    const draft = draftOf(records(), records().match?.[match]);
    const work = press(`agree:${match}`, "agreement.add", { agreement, match, asked: newId(), ...draft });
    return done(work, { agreement, chosen: "" });
  },
  /** @param {string} agreement its id, "new" for one more, "" for none */
  writeAgreement: (agreement) => write("agreement", agreement),
  /** @param {any} event of the form */
  async keepAgreement(event) {
    const { agreement } = page.get().work;
    const fields = said(event, FORMS.agreement);
    const id = agreement === "new" ? newId() : agreement;
    const command = agreement === "new" ? "agreement.add" : "agreement.edit";
    // Who wrote one afresh asks next whose it is.
    const after = agreement === "new" ? { agreement: "", chosen: id } : { agreement: "" };
    await saved("agreement", agreement, press(`agreement:${agreement}`, command, { agreement: id, ...fields }), after, id);
  },
  /** @param {string} agreement */
  askRemoveAgreement(agreement) {
    page.set({ ask: { ...NOTHING, id: agreement, name: records().agreement?.[agreement]?.what ?? "" } });
    openDialog("lead-agreement");
  },
  removeAgreement() {
    const { id } = page.get().ask;
    closeDialog("lead-agreement");
    return done(press(`agreement:${id}`, "agreement.remove", { agreement: id }), { agreement: "", chosen: "" });
  },
  /** @param {string} agreement @param {string} partner */
  askPart: (agreement, partner) => ask(`ask:${agreement}`, { agreement, partner }),
  /** @param {any} event of the form */
  setMeeting(event) {
    const { day = "", time = "" } = said(event, ["day", "time"]);
    return press("meeting", "meeting.set", { date: day && time ? `${day}T${time}` : day });
  },

  showRadar: () => press("radar", "pulse.show"),
  /** @param {string} stage "" for everything @param {string} partner "" for none @param {number} part */
  async turn(stage, partner, part) {
    const turned = await press("page", "page.set", { stage, partner: partner || null, part });
    // A page that is turned is read from its beginning.
    if (turned && stage) requestAnimationFrame(() => bringInto("lead-reading"));
  },
});

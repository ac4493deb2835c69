// @ts-check
/**
 * The desk: the facilitator's sessions, and a form for a new one.
 * What the form holds stays in it until the session has been made.
 */
import { dayOf } from "./day.js";
import { closeDialog, openDialog } from "./dialog.js";
import { request } from "./http.js";
import { busyWith, stateAfter } from "./office.js";
import { createPageStore } from "./page_store.js";
import { tellSignedOut } from "./signed_out.js";

/** @typedef {{id: string, title: string, status: string, created: number, purge_at: number | null, partners: number, notes: number}} Listed */
/** @typedef {{title: string, alias: string, age: string, guide: string, language: "nl" | "en", partners: string, joins: boolean}} Form */

const DRAFT = "desk-draft";
/** @type {Form} */
const EMPTY = { title: "", alias: "", age: "", guide: "person", language: "nl", partners: "", joins: false };

const page = createPageStore(
  {
    /** @type {"loading" | "ready" | "signed-out" | "offline"} */
    state: "loading",
    /** @type {Listed[]} */
    sessions: [],
    /** @type {{name: string, title: {nl: string, en: string}, purpose: Record<string, string>}[]} */
    guides: [],
    form: EMPTY,
    busy: false,
    problem: "",
    /** @type {Listed | null} */
    asked: null,
  },
  view,
);

/**
 * @param {any} state
 * @param {"nl" | "en"} language
 */
export function view(state, language) {
  /** @param {Listed} session */
  const row = (session) => ({
    id: session.id,
    title: session.title,
    status: session.status,
    created: dayOf(session.created, language),
    purged: dayOf(session.purge_at, language),
    partners: session.partners,
    notes: session.notes,
    lead: `/s/${session.id}/lead`,
    canvas: `/s/${session.id}/canvas`,
    rehearse: `/s/${session.id}/rehearse`,
  });
  return {
    state: state.state,
    sessions: state.sessions.map(row),
    guides: state.guides.map((/** @type {any} */ guide) => ({
      name: guide.name,
      title: guide.title[language],
      purpose: guide.purpose[language] ?? "",
      chosen: guide.name === state.form.guide,
    })),
    form: state.form,
    ready: Boolean(state.form.title.trim() && state.form.alias.trim()),
    busy: state.busy,
    problem: state.problem,
    asked: state.asked ? row(state.asked) : row({ id: "", title: "", status: "", created: 0, purge_at: null, partners: 0, notes: 0 }),
    ...actions,
  };
}

async function refresh() {
  try {
    const { sessions, guides } = await request("GET", "/api/sessions");
    const { form } = page.get();
    // The guide that was chosen may have been removed since.
    const there = guides.some((/** @type {any} */ guide) => guide.name === form.guide);
    page.set({ state: "ready", sessions, guides, form: there ? form : { ...form, guide: EMPTY.guide } });
  } catch (problem) {
    page.set({ state: stateAfter(problem, page.get().state) });
  }
}

const busily = busyWith(page);

const actions = {
  /**
   * @param {keyof Form} name
   * @param {string} text
   */
  write(name, text) {
    const form = { ...page.get().form, [name]: text };
    page.set({ form, problem: "" });
    keep(form);
  },
  /** The person concerned is at the table too, or is not. */
  join() {
    const form = page.get().form;
    page.set({ form: { ...form, joins: !form.joins } });
    keep(page.get().form);
  },
  /** @param {{preventDefault: () => void}} event */
  create(event) {
    event.preventDefault();
    return busily(async () => {
      const { title, alias, age, guide, language, partners, joins } = page.get().form;
      const made = await request("POST", "/api/sessions", {
        title,
        subject: { alias, age },
        guide,
        language,
        partners: partners.split("\n").map((name) => name.trim()).filter(Boolean),
        joins,
      });
      keep(EMPTY);
      window.location.assign(`/s/${made.id}/lead`);
    });
  },
  /**
   * Ask before something is done to the session: `what` is the dialog's id.
   * @param {string} id
   * @param {string} what
   */
  ask(id, what) {
    page.set({ asked: page.get().sessions.find((session) => session.id === id) ?? null });
    requestAnimationFrame(() => openDialog(what));
  },
  /** @param {string} what */
  cancel(what) {
    closeDialog(what);
  },
  remove() {
    closeDialog("desk-remove");
    return onAsked(async (id) => {
      await request("DELETE", `/api/sessions/${id}`);
      forget(id);
    });
  },
  close() {
    closeDialog("desk-close");
    return onAsked((id) => request("POST", `/api/sessions/${id}/close`));
  },
  /** @param {string} id */
  reopen(id) {
    return busily(async () => {
      await request("POST", `/api/sessions/${id}/reopen`);
      await refresh();
    });
  },
  signOut: () =>
    busily(async () => {
      await request("POST", "/api/sign-out");
      // Whoever comes to this laptop next finds nothing of what was typed on it.
      keep(EMPTY);
      forget();
      tellSignedOut();
      window.location.assign("/");
    }),
};

/** @param {(id: string) => Promise<unknown>} work */
function onAsked(work) {
  const asked = page.get().asked;
  return busily(async () => {
    if (asked) await work(asked.id);
    await refresh();
  });
}

/** Remove what the facilitator typed in a session's forms and did not save. @param {string} [session] all sessions without it */
function forget(session = "[^:]*") {
  // As drafts.js names them.
  const theirs = new RegExp(`^draft:${session}/lead:`);
  try {
    for (const key of Object.keys(localStorage)) if (theirs.test(key)) localStorage.removeItem(key);
  } catch {
    // Where nothing can be kept, nothing is.
  }
}

/** @param {Form} form */
function keep(form) {
  try {
    sessionStorage.setItem(DRAFT, JSON.stringify(form));
  } catch {
    // Without storage the form lives as long as the page.
  }
}

if (typeof window !== "undefined") {
  try {
    const kept = JSON.parse(sessionStorage.getItem(DRAFT) ?? "null");
    if (kept) page.set({ form: { ...EMPTY, ...kept } });
  } catch {
    // An unreadable draft is no draft.
  }
  if (window.location.pathname.startsWith("/desk")) {
    refresh();
    window.addEventListener("pageshow", (event) => event.persisted && refresh());
    window.addEventListener("focus", refresh);
  }
}

/** All that the desk shows and can do. */
export function useDesk() {
  return page.use();
}

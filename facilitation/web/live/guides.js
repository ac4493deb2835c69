// @ts-check
/**
 * The guides on the desk: look, copy, change, check, import, export, remove.
 * What somebody changes stays in this tab, also after a reload, until it is saved or thrown away.
 */
import { closeDialog, openDialog } from "./dialog.js";
import { byPlace, firstFaulty, freeKey, moved, tidied, view, written } from "./guides_view.js";
import { Problem, request } from "./http.js";
import { busyWith, stateAfter } from "./office.js";
import { createPageStore } from "./page_store.js";

/** @typedef {import("./guides_view.js").Guide} Guide */
/** @typedef {import("./guides_view.js").Opened} Opened */

const MOST_BYTES = 60_000;

const page = createPageStore(
  {
    /** @type {"loading" | "ready" | "signed-out" | "offline"} */
    state: "loading",
    /** @type {any[]} */
    guides: [],
    /** @type {Opened | null} */
    opened: null,
    /** @type {any[]} what is wrong with the file that was read in */
    faults: [],
    /** @type {any} */
    asked: null,
    busy: false,
    problem: "",
  },
  view,
);
const busily = busyWith(page);

const address = (/** @type {string} */ name) => `/desk/guides?guide=${encodeURIComponent(name)}`;
const draftOf = (/** @type {string} */ name) => `guide-draft-${name}`;

async function refresh() {
  const name = new URLSearchParams(window.location.search).get("guide");
  try {
    const { guides } = await request("GET", "/api/guides");
    page.set({ state: "ready", guides });
    if (name) await busily(() => open(name));
  } catch (problem) {
    page.set({ state: stateAfter(problem, page.get().state) });
  }
}

/** @param {string} name */
async function open(name) {
  const { own, version, guide } = await request("GET", `/api/guides/${encodeURIComponent(name)}`);
  const draft = kept(name);
  page.set({
    opened: {
      name,
      own,
      version: draft?.version ?? version,
      guide: draft?.guide ?? guide,
      saved: guide,
      stage: 0,
      errors: {},
      said: "",
      adding: "",
    },
  });
}

/**
 * Put something into the guide that is open; what was wrong with it before is not known any more.
 * @param {(guide: Guide, opened: Opened) => Guide} change
 * @param {Partial<Opened>} [besides]
 */
function change(change, besides = {}) {
  const opened = page.get().opened;
  if (!opened?.own) return;
  const guide = change(opened.guide, opened);
  page.set({ opened: { ...opened, guide, said: "", ...besides }, problem: "" });
  keep(opened.name, opened.version, guide);
}

/** @param {Partial<Opened>} patch */
function about(patch) {
  const opened = page.get().opened;
  if (opened) page.set({ opened: { ...opened, ...patch } });
}

/** Show what is wrong where it is wrong. @param {any[]} faults */
function point(faults) {
  const errors = byPlace(faults);
  const first = firstFaulty(errors);
  about({ errors, said: faults.length > 0 ? "faulty" : "sound", ...(first > 0 ? { stage: first - 1 } : {}) });
}

const actions = {
  /** @param {string} name */
  copy(name) {
    return busily(async () => {
      const made = await request("POST", "/api/guides", { copy_of: name });
      window.location.assign(address(made.name));
    });
  },
  /** @param {{target: HTMLInputElement}} event */
  take(event) {
    const file = event.target.files?.[0];
    event.target.value = "";
    if (!file) return;
    page.set({ faults: [] });
    if (file.size > MOST_BYTES) {
      page.set({ faults: [{ line: null, stage: null, field: "", code: "too-large", message: "" }] });
      return;
    }
    return busily(async () => {
      try {
        const made = await request("POST", "/api/guides/import", file);
        window.location.assign(address(made.name));
      } catch (problem) {
        if (!(problem instanceof Problem) || problem.code !== "guide-faulty") throw problem;
        page.set({ faults: problem.details.faults });
      }
    });
  },
  /** @param {string} name @param {string} what the dialog's id */
  ask(name, what) {
    page.set({ asked: page.get().guides.find((guide) => guide.name === name) ?? null });
    requestAnimationFrame(() => openDialog(what));
  },
  /** @param {string} what the dialog's id */
  cancel(what) {
    closeDialog(what);
  },
  remove() {
    closeDialog("guides-remove");
    return busily(async () => {
      const { asked } = page.get();
      if (asked) await request("DELETE", `/api/guides/${encodeURIComponent(asked.name)}`);
      if (asked) forget(asked.name);
      page.set({ guides: (await request("GET", "/api/guides")).guides });
    });
  },

  /** @param {number} place */
  pick(place) {
    about({ stage: place });
  },
  /** @param {string} path @param {string} text */
  write(path, text) {
    change((guide) => written(guide, path, text));
  },
  /** @param {string} path @param {string} text */
  writeStage(path, text) {
    change((guide, { stage }) => ({
      ...guide,
      stages: guide.stages.map((each, place) => (place === stage ? written(each, path, text) : each)),
    }));
  },
  /** @param {string} kind @param {string} field `question.nl` and so on @param {string} text */
  writeKind(kind, field, text) {
    const [what = "", language = ""] = field.split(".");
    actions.writeStage(`${what === "own" ? what : `${what}s`}.${kind}.${language}`, text);
  },
  /** @param {number} place @param {number} by @param {string} key the key of the stage */
  move(place, by, key) {
    const to = Math.min(Math.max(place + by, 0), (page.get().opened?.guide.stages.length ?? 1) - 1);
    change((guide) => ({ ...guide, stages: moved(guide.stages, place, by) }), { stage: to, errors: {}, said: "moved" });
    // The focus goes along, so that a second press moves the same stage; at the end there is only the way back.
    requestAnimationFrame(() => {
      const [onward, back] = (by > 0 ? ["down", "up"] : ["up", "down"]).map((way) =>
        document.getElementById(`guides-${way}-${key}`),
      );
      (onward?.matches(":disabled") ? back : onward)?.focus();
    });
  },
  /** @param {string} form of the stage that is to be added */
  choose(form) {
    about({ adding: form });
  },
  /** Put a stage of the chosen form behind the one at hand, with the texts that the product has for it. */
  add() {
    return busily(async () => {
      const form = page.get().opened?.adding ?? "";
      const { guide } = await request("GET", "/api/guides/person");
      const model = guide.stages.find((/** @type {any} */ stage) => stage.form === form);
      const at = (page.get().opened?.stage ?? -1) + 1;
      change(
        ({ stages, ...rest }) => ({
          ...rest,
          stages: [...stages.slice(0, at), { ...model, key: freeKey(form, stages) }, ...stages.slice(at)],
        }),
        { stage: at, errors: {}, adding: "" },
      );
    });
  },
  drop() {
    closeDialog("guides-drop");
    const place = page.get().opened?.stage ?? 0;
    change((guide) => ({ ...guide, stages: guide.stages.filter((_, each) => each !== place) }), {
      stage: Math.max(0, place - 1),
      errors: {},
    });
  },
  check() {
    return busily(async () => {
      const opened = page.get().opened;
      if (opened) point((await request("POST", "/api/guides/check", { guide: tidied(opened.guide) })).faults);
    });
  },
  save() {
    return busily(async () => {
      const opened = page.get().opened;
      if (!opened) return;
      const guide = tidied(opened.guide);
      try {
        const { version } = await request("PUT", `/api/guides/${opened.name}`, { guide, version: opened.version });
        forget(opened.name);
        about({ version, saved: guide, errors: {}, said: "saved" });
      } catch (problem) {
        if (!(problem instanceof Problem) || problem.code !== "guide-faulty") throw problem;
        point(problem.details.faults);
      }
    });
  },
  /** Throw away what was changed since it was saved. */
  revert() {
    closeDialog("guides-revert");
    return busily(async () => {
      const name = page.get().opened?.name;
      if (!name) return;
      forget(name);
      await open(name);
    });
  },
};

/** @param {string} name @param {number} version @param {Guide} guide */
function keep(name, version, guide) {
  try {
    sessionStorage.setItem(draftOf(name), JSON.stringify({ version, guide }));
  } catch {
    // Without storage what was written lives as long as the page.
  }
}

/** @param {string} name @returns {{version: number, guide: Guide} | null} */
function kept(name) {
  try {
    return JSON.parse(sessionStorage.getItem(draftOf(name)) ?? "null");
  } catch {
    return null; // an unreadable draft is no draft
  }
}

/** @param {string} name */
function forget(name) {
  try {
    sessionStorage.removeItem(draftOf(name));
  } catch {
    // It goes with the page.
  }
}

if (typeof window !== "undefined" && window.location.pathname.startsWith("/desk/guides")) refresh();

/** @type {{of: object | null, shown: object}} */
let last = { of: null, shown: {} };

/** All that the page of guides shows and can do. */
export function useGuides() {
  const now = page.use();
  if (last.of !== now) last = { of: now, shown: { ...now, ...actions } };
  return last.shown;
}

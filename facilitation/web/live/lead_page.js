// @ts-check
/**
 * The state of the facilitator's page, and what every press has in common: one at a time, never twice, and never
 * without saying what became of it.
 *
 * Exports
 *   page              the page's store
 *   screens           the projector's windows that were opened here
 *   press(key, name, args, asks)  -> Promise<boolean>   give a command; true once it is kept and has come in
 *   trouble(code, message)  say why something did not happen
 *   reached(seq)      -> Promise<void>   the canvas here contains change `seq`
 *   follow(snapshot)  take over a new canvas, and notice what somebody else did
 */
import { one } from "./canvas_store.js";
import { live, send } from "./hooks.js";
import { heard, textOf } from "./lead_fields.js";
import { START, view } from "./lead_view.js";
import { createPageStore } from "./page_store.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */

const SETTLE_MS = 1_200;
const MOVED_MS = 10_000;
const REACH_MS = 4_000;
/** What became of a safety stop is said until it is put away, whatever else happens. */
const LASTING = ["not-stopped", "session-closed"];

/** @type {Record<string, unknown>} the actions, added by lead.js: the view brings them to the page */
export const actions = {};

export const page = createPageStore(START, (state, language) => ({ ...view(state, language), ...actions }));

/** @type {Set<Window>} */
export const screens = new Set();

/** @param {string} code @param {string} [message] */
export function trouble(code, message = "") {
  page.set({ trouble: { code, message }, moved: "" });
}

/** @param {number | null} seq @returns {Promise<void>} also done when it takes too long: the line will bring it */
export function reached(seq) {
  const store = live()?.store;
  return new Promise((resolve) => {
    if (!store || seq === null || (store.snapshot().seq ?? 0) >= seq) return resolve();
    const done = () => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(done, REACH_MS);
    const stop = store.subscribe(() => (store.snapshot().seq ?? 0) >= seq && done());
  });
}

/**
 * @param {string} key names the button, so that it can show progress
 * @param {string} name of the command
 * @param {Record<string, unknown>} [args]
 * @param {Record<string, () => void>} [asks] by the code of a refusal: what is asked instead of saying it went wrong
 * @returns {Promise<boolean>}
 */
export async function press(key, name, args = {}, asks = {}) {
  const { press: before, settling, snapshot } = page.get();
  if (before !== "" || settling) return false;
  if (snapshot.connection.state !== "connected") {
    trouble("offline");
    return false;
  }
  page.set({ press: key, trouble: null, moved: "" });
  const answer = await send(name, args);
  if (answer.ok) await reached(answer.seq);
  page.set({ press: "" });
  const stale = answer.code === "stale";
  const asked = answer.ok ? undefined : asks[answer.code];
  if (asked) asked();
  else if (!answer.ok) trouble(stale ? staleAt(name) : answer.code, answer.message);
  if (stale) settle("");
  return answer.ok;
}

/** @param {string} name of the command that came too late */
const staleAt = (name) => (name === "undo" ? "stale-undo" : name.startsWith("floor.") ? "stale-floor" : "stale");

/** @type {ReturnType<typeof setTimeout> | undefined} */
let settled;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let forgotten;

/**
 * A button may have changed its meaning under somebody's finger: hold it for a moment.
 *
 * @param {string} moved what somebody else did, or ""
 */
function settle(moved) {
  clearTimeout(settled);
  clearTimeout(forgotten);
  const lasts = LASTING.includes(page.get().trouble?.code ?? "");
  page.set(moved && !lasts ? { settling: true, moved, trouble: null } : { settling: true });
  settled = setTimeout(() => page.set({ settling: false }), SETTLE_MS);
  forgotten = setTimeout(() => page.set({ moved: "" }), MOVED_MS);
}

/** @param {Snapshot} before @param {Snapshot} after @returns {string} what has moved between the two, or "" */
export function difference(before, after) {
  if (before.seq === null || before.records === after.records) return "";
  const [was, is] = [one(before, "session"), one(after, "session")];
  if (was?.stage !== is?.stage) return "stage";
  if (was?.status !== is?.status) return "status";
  if ((one(before, "board")?.open.length ?? 0) < (one(after, "board")?.open.length ?? 0)) return "board";
  if (one(before, "floor")?.partner !== one(after, "floor")?.partner) return "floor";
  return "";
}

/** @param {Snapshot} snapshot */
export function follow(snapshot) {
  const { snapshot: before, drafts, press: pressed, settling, trouble: said } = page.get();
  const now = Date.now();
  const next = Object.entries(drafts).flatMap(([name, draft]) => {
    // Before anything has come in, there is nothing that differs from it.
    const after = draft && snapshot.seq === null ? draft : draft && heard(draft, textOf(snapshot, name), now);
    return after ? [[name, after]] : [];
  });
  page.set({ snapshot, drafts: Object.fromEntries(next) });
  // What made a press stale comes in after its refusal, which has told about it already.
  const told = settling && said?.code.startsWith("stale");
  const moved = pressed === "" && !told ? difference(before, snapshot) : "";
  if (moved) settle(moved);
}

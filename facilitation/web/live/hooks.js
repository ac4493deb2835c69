// @ts-check
/**
 * The live session for React. The only module here that knows React, and the one that opens the line of a page.
 *
 * Exports (all give what EMPTY holds while a page is prerendered and on its first render)
 *   useLive()            -> Snapshot (canvas_store.js): renders again at every flush
 *   useSelector(choose)  -> choose(snapshot): renders again only when that changes (shallowly)
 *   useConnection()      -> {state, code, message}
 *   useMyNotes()         -> MyNote[] (pending.js)
 *   useDraft(field)      -> [text, write]
 *   useWhileThere(begin) runs `begin` once while any component of the page is there, and what it returned afterwards
 *   live()               -> Live (session.js) of this page, for what is pressed; null where there is no session
 *   send(name, args, options) -> Promise<Answer>; on a page without a session `offline`
 *
 * The session and the role come from the address, `/s/<id>/<page>`. The line is there from the first component that
 * uses it until a moment after the last one is gone.
 */
import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import { EMPTY } from "./canvas_store.js";
import { mine } from "./pending.js";
import { openSession, pageOf } from "./session.js";
import { dial } from "./socket.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */
/** @typedef {import("./session.js").Live} Live */

const LINGER_MS = 1_000;

/** @type {Live | null} */
let current = null;
/** @type {Map<Live, number>} */
const users = new Map();

/** @returns {Live | null} */
export function live() {
  const page = address();
  if (!page) return null;
  current = here() ?? openSession({ ...page, language: document.documentElement.lang || "nl", dial });
  return current;
}

function address() {
  return typeof window === "undefined" ? null : pageOf(window.location.pathname);
}

/** The open session, if it is that of the address: after a step to another page, the one before shows nothing there. */
function here() {
  const page = address();
  return page && current?.session === page.session && current.role === page.role ? current : null;
}

/** @type {Live["send"]} */
export async function send(name, args, options) {
  const page = live();
  return page ? page.send(name, args, options) : { ok: false, code: "offline", message: "", queued: false, seq: null };
}

/** @param {(page: Live) => (() => void)} listen @returns {() => void} */
function use(listen) {
  const page = live();
  if (!page) return () => {};
  users.set(page, (users.get(page) ?? 0) + 1);
  const stop = listen(page);
  return () => {
    stop();
    users.set(page, (users.get(page) ?? 1) - 1);
    // The next page may want the same line: it is hung up only when nobody took it over.
    setTimeout(() => users.get(page) === 0 && hangUp(page), LINGER_MS);
  };
}

/** @param {Live} page */
function hangUp(page) {
  users.delete(page);
  page.close();
  if (current === page) current = null;
}

/** @param {() => void} run */
const subscribe = (run) => use((page) => page.store.subscribe(run));
const read = () => here()?.store.snapshot() ?? EMPTY;
const prerendered = () => EMPTY;

/** @returns {Snapshot} */
export function useLive() {
  return useSyncExternalStore(subscribe, read, prerendered);
}

/**
 * @template T
 * @param {(snapshot: Snapshot) => T} choose
 * @returns {T}
 */
export function useSelector(choose) {
  /** @type {import("react").RefObject<{of: Snapshot, choose: (snapshot: Snapshot) => T, value: T} | null>} */
  const last = useRef(null);
  /** @param {Snapshot} of */
  const chosen = (of) => {
    const before = last.current;
    if (before && before.of === of && before.choose === choose) return before.value;
    const value = choose(of);
    const kept = before && alike(before.value, value) ? before.value : value;
    last.current = { of, choose, value: kept };
    return kept;
  };
  return useSyncExternalStore(
    subscribe,
    () => chosen(read()),
    () => chosen(EMPTY),
  );
}

/** @param {any} one @param {any} other @returns {boolean} */
function alike(one, other) {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.is(one[key], other[key]));
}

/** @type {Map<() => () => void, {users: number, end: () => void}>} */
const underway = new Map();

/**
 * A page is many components, and its work is one. The line is held open for as long.
 *
 * @param {() => () => void} begin always the same function; it returns what ends the work
 */
export function useWhileThere(begin) {
  useSelector(nothing);
  useEffect(() => {
    const work = underway.get(begin) ?? { users: 0, end: begin() };
    underway.set(begin, work);
    work.users += 1;
    return () => {
      work.users -= 1;
      if (work.users > 0) return;
      underway.delete(begin);
      work.end();
    };
  }, [begin]);
}

const nothing = () => null;

export function useConnection() {
  return useSelector((snapshot) => snapshot.connection);
}

export function useMyNotes() {
  return useSelector(mine);
}

const noText = () => "";

/**
 * @param {string} field
 * @returns {[text: string, write: (text: string) => void]}
 */
export function useDraft(field) {
  const text = useSyncExternalStore(subscribeDrafts, () => here()?.drafts.read(field) ?? "", noText);
  const write = useCallback((/** @type {string} */ next) => live()?.drafts.write(field, next), [field]);
  return [text, write];
}

/** @param {() => void} run */
const subscribeDrafts = (run) => use((page) => page.drafts.subscribe(run));

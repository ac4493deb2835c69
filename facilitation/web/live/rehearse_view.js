// @ts-check
/**
 * What the page for rehearsing shows: where to begin one, or the facilitator's page, the projector and a phone beside
 * one another. Pure.
 *
 * Exports
 *   START          the state before the address is known
 *   view(state)    -> RehearseView
 *   placeOf(url)   -> {session, of}: the session of the address, and the one that is rehearsed in it, or ""
 */

/**
 * @typedef {object} RehearseState
 * @property {string} session its id; "" before it is known
 * @property {string} of the session that is rehearsed, or "" while this is that session itself
 * @property {boolean} busy something is being asked of the server
 * @property {string} problem why that did not happen: "offline", a sentence, or ""
 * @property {number | null} done how much the others have just done
 */

/** @type {RehearseState} */
export const START = Object.freeze({ session: "", of: "", busy: false, problem: "", done: null });

const ID = /^[\w-]{8,40}$/;

/** @param {string} url @returns {{session: string, of: string}} */
export function placeOf(url) {
  const { pathname, searchParams } = new URL(url);
  const [, session = ""] = /\/s\/([\w-]{8,40})\/rehearse\/?$/.exec(pathname) ?? [];
  const of = searchParams.get("of") ?? "";
  return { session, of: ID.test(of) ? of : "" };
}

/** @param {RehearseState} state */
export function view({ session, of, busy, problem, done }) {
  /** @param {string} page */
  const address = (page) => (session ? `/s/${session}/${page}` : "");
  return {
    phase: session === "" ? "loading" : of === "" ? "begin" : "playing",
    lead: address("lead"),
    screen: address("screen?preview"),
    phone: address("seat"),
    back: of ? `/s/${of}/lead` : address("lead"),
    busy,
    problem,
    nothing: done === 0,
  };
}

// @ts-check
/** What the facilitator's pages outside a session share: being busy, being refused, and not being signed in. Pure. */

/** @typedef {import("./http.js").Problem} Problem */

/** @param {unknown} thrown @returns {thrown is Problem} whether the server answered, or did not, as `http.js` tells it */
const isProblem = (thrown) => thrown instanceof Error && "code" in thrown && "status" in thrown;

/**
 * Run work with the page busy; what goes wrong is said on the page and nothing typed is lost.
 * @param {{get: () => any, set: (patch: any) => void}} page with `busy` and `problem`
 * @returns {(work: () => Promise<unknown>) => Promise<void>}
 */
export function busyWith(page) {
  return async (work) => {
    if (page.get().busy) return;
    page.set({ busy: true, problem: "" });
    try {
      await work();
    } catch (problem) {
      const refused = isProblem(problem) && problem.code !== "offline";
      page.set({ problem: refused ? problem.message : "offline" });
    }
    page.set({ busy: false });
  };
}

/**
 * What a page is after it could not be fetched: one that stands there already stays.
 * @param {unknown} problem
 * @param {"loading" | "ready" | "signed-out" | "offline"} state
 * @returns {"loading" | "ready" | "signed-out" | "offline"}
 */
export function stateAfter(problem, state) {
  if (isProblem(problem) && [401, 403].includes(problem.status)) return "signed-out";
  return state === "loading" ? "offline" : state;
}

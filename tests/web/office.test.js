// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { busyWith, stateAfter } from "../../facilitation/web/live/office.js";

/** What `http.js` throws. @param {string} code @param {string} message @param {number} status */
const problemOf = (code, message, status) => Object.assign(new Error(message), { code, status });

/** A page that keeps every state it was in. */
function pageOf() {
  let state = { busy: false, problem: "" };
  /** @type {object[]} */
  const seen = [];
  return {
    seen,
    get: () => state,
    /** @param {any} patch */
    set(patch) {
      state = { ...state, ...patch };
      seen.push(state);
    },
  };
}

test("a second press while the first is at work does nothing", async () => {
  const page = pageOf();
  const busily = busyWith(page);
  let done = 0;
  /** @type {() => void} */
  let end = () => {};
  const first = busily(() => new Promise((resolve) => (end = () => resolve(++done))));
  await busily(async () => ++done);
  assert.equal(page.get().busy, true);
  end();
  await first;
  assert.deepEqual([done, page.get()], [1, { busy: false, problem: "" }]);
});

test("a refusal is said in the server's words, and anything else as a server that does not answer", async () => {
  for (const [thrown, said] of /** @type {[unknown, string][]} */ ([
    [problemOf("guide-changed", "Iemand anders was eerder.", 409), "Iemand anders was eerder."],
    [problemOf("offline", "", 0), "offline"],
    [new TypeError("broken"), "offline"],
  ])) {
    const page = pageOf();
    await busyWith(page)(() => Promise.reject(thrown));
    assert.deepEqual(page.get(), { busy: false, problem: said });
    await busyWith(page)(async () => {});
    assert.equal(page.get().problem, "");
  }
});

test("a page that stands there stays when the server is away, and nobody stays who is not signed in", () => {
  const away = problemOf("offline", "", 0);
  assert.equal(stateAfter(away, "loading"), "offline");
  assert.equal(stateAfter(away, "ready"), "ready");
  assert.equal(stateAfter(problemOf("not-signed-in", "", 401), "ready"), "signed-out");
});

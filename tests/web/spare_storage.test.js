// @ts-check
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const script = await readFile(new URL("../../facilitation/web/live/spare_storage.js", import.meta.url), "utf8");
const MARK = Symbol.for("speelveld.spare");

/** @param {object} window @returns {any} */
function ran(window) {
  runInNewContext(script, { window });
  return window;
}

function working() {
  const items = new Map();
  return { setItem: items.set.bind(items), removeItem: items.delete.bind(items) };
}

test("a storage that works is left alone", () => {
  const [local, session] = [working(), working()];
  const window = ran({ localStorage: local, sessionStorage: session });
  assert.deepEqual([window.localStorage === local, window.sessionStorage === session], [true, true]);
});

test("a storage that is full, forbidden or missing gets a stand-in that says so", () => {
  const full = { ...working(), setItem: () => assert.fail("full") };
  const forbidden = { configurable: true, get: () => assert.fail("forbidden") };
  const window = ran(Object.defineProperty({ localStorage: full }, "sessionStorage", forbidden));
  for (const storage of [window.localStorage, window.sessionStorage, ran({}).localStorage]) {
    storage.setItem("theme", "light");
    assert.deepEqual([storage.getItem("theme"), storage.getItem("other"), storage.length], ["light", null, 1]);
    assert.equal(storage[MARK], true);
  }
});

// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { isSpare, standIn } from "../../facilitation/web/live/spare_storage.js";

function working() {
  const items = new Map();
  return { setItem: items.set.bind(items), removeItem: items.delete.bind(items), getItem: items.get.bind(items) };
}

test("a storage that works is left alone", () => {
  const host = { localStorage: working(), sessionStorage: working() };
  const before = host.localStorage;
  standIn(host);
  assert.equal(host.localStorage, before);
  assert.equal(isSpare(host.localStorage), false);
});

test("a storage that is full, forbidden or missing gets a stand-in that says so", () => {
  const full = { ...working(), setItem: () => assert.fail("full") };
  const host = Object.defineProperty({ localStorage: full }, "sessionStorage", {
    configurable: true,
    get: () => assert.fail("forbidden"),
  });
  standIn(host);
  for (const storage of [host.localStorage, /** @type {any} */ (host).sessionStorage]) {
    storage.setItem("theme", "light");
    assert.equal(storage.getItem("theme"), "light");
    assert.equal(storage.getItem("other"), null);
    assert.equal(isSpare(storage), true);
  }
});

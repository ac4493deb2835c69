// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { START, placeOf, view } from "../../facilitation/web/live/rehearse_view.js";

const HERE = "http://127.0.0.1:8000/s/oefening01/rehearse";

test("before the address is known nothing is shown", () => {
  assert.deepEqual([view(START).phase, view(START).lead], ["loading", ""]);
});

test("at a real session a rehearsal is begun, and back leads there", () => {
  const shown = view({ ...START, ...placeOf(HERE) });
  assert.deepEqual([shown.phase, shown.back], ["begin", "/s/oefening01/lead"]);
});

test("a rehearsal shows its three pages, and back leads to the session that is rehearsed", () => {
  const shown = view({ ...START, ...placeOf(`${HERE}?of=echtesessie1`) });
  assert.deepEqual(
    [shown.phase, shown.lead, shown.screen, shown.phone, shown.back],
    ["playing", "/s/oefening01/lead", "/s/oefening01/screen?preview", "/s/oefening01/seat", "/s/echtesessie1/lead"],
  );
});

test("an address that is no session's leads nowhere else", () => {
  assert.equal(placeOf(`${HERE}?of=//example.org/x`).of, "");
  assert.equal(placeOf("http://127.0.0.1:8000/desk").session, "");
});

test("that the others had nothing to do is said, and only then", () => {
  assert.deepEqual([null, 0, 3].map((done) => view({ ...START, done }).nothing), [false, true, false]);
});

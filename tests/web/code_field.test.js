// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { grouped, shown, symbols } from "../../facilitation/web/live/code_field.js";

test("5_1_a_code_is_taken_in_any_case_and_with_any_separators", () => {
  for (const typed of ["k7pm4x2r", "K7PM-4X2R", " k7p m4x.2r ", "K7P·M4X·2R", "k7pm–4x2r and more"]) {
    assert.equal(symbols(typed), "K7PM4X2R");
  }
});

test("groups appear as the code grows", () => {
  assert.deepEqual(["K", "K7PM", "K7PM4", "K7PM4X2R"].map(grouped), ["K", "K7PM", "K7PM-4", "K7PM-4X2R"]);
});

test("the cursor stays behind the symbol that was typed", () => {
  assert.deepEqual(shown("k", 1), { text: "K", cursor: 1 });
  assert.deepEqual(shown("K7PM4", 5), { text: "K7PM-4", cursor: 6 });
  assert.deepEqual(shown("K7x-M4X2", 3), { text: "K7XM-4X2", cursor: 3 });
  assert.deepEqual(shown("K7PM-", 5), { text: "K7PM", cursor: 4 });
  assert.deepEqual(shown("", 0), { text: "", cursor: 0 });
});

// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { largestThatFits, readingTime } from "../../facilitation/web/live/fit.js";

const steps = [1, 0.9, 0.8, 0.7, 0.6];

for (const fitting of [1, 0.95, 0.9, 0.75, 0.6]) {
  // A look at the largest size can mislead, since lines break elsewhere at another size.
  for (const misled of [0.7, 1, 1.4]) {
    test(`with room for ${fitting} the largest step that fits is taken, misled by ${misled} or not`, () => {
      const taken = () => Math.max(1, (1 / fitting ** 2) * misled);
      assert.equal(largestThatFits(steps, (step) => step <= fitting, taken), steps.find((step) => step <= fitting));
    });
  }
}

test("when nothing fits it is the smallest, and the rest goes on another page", () => {
  assert.equal(largestThatFits(steps, () => false, () => 9), 0.6);
});

test("of sixteen steps no more than three are tried when the first look is right", () => {
  const many = Array.from({ length: 16 }, (_, i) => 1 - i / 20);
  for (const fitting of many) {
    let tried = 0;
    largestThatFits(
      many,
      (step) => {
        tried += 1;
        return step <= fitting;
      },
      () => 1 / fitting ** 2,
    );
    assert.ok(tried <= 3, `${fitting}: ${tried}`);
  }
});

test("a page stays long enough to read it aloud, and a short one never just flashes by", () => {
  assert.equal(readingTime(10), 9_000);
  // Read aloud, Dutch goes at some 16 characters a second.
  assert.ok(readingTime(600) >= (600 / 16) * 990);
});

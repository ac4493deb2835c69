// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { nextTick, timerView } from "../../facilitation/web/live/timer.js";

const TIMER = { total: 600_000, ends: null, left: null, sound: false };
const NOW = 1_800_000_000_000;

test("without a timer there is nothing to show", () => {
  assert.equal(timerView(null, NOW).state, "none");
  assert.equal(timerView(TIMER, NOW).state, "none");
  assert.equal(nextTick(TIMER, NOW), null);
});

test("a running timer counts whole seconds down, and is over at its end and no sooner", () => {
  const timer = { ...TIMER, ends: NOW + 600_000 };
  assert.deepEqual(timerView(timer, NOW), { state: "running", seconds: 600, text: "10:00", percent: 100 });
  assert.equal(timerView(timer, NOW + 1).text, "10:00");
  assert.equal(timerView(timer, NOW + 541_000).text, "0:59");
  assert.deepEqual(timerView(timer, NOW + 599_999), { state: "running", seconds: 1, text: "0:01", percent: 0 });
  assert.deepEqual(timerView(timer, NOW + 600_000), { state: "over", seconds: 0, text: "0:00", percent: 0 });
  assert.equal(timerView(timer, NOW + 900_000).state, "over");
});

test("a paused timer stands still", () => {
  const timer = { ...TIMER, left: 90_500 };
  assert.deepEqual(timerView(timer, NOW), { state: "paused", seconds: 91, text: "1:31", percent: 15 });
  assert.deepEqual(timerView(timer, NOW + 5_000), timerView(timer, NOW));
  assert.equal(nextTick(timer, NOW), null);
});

test("more than an hour is shown in minutes, and more time than the whole fills it", () => {
  assert.equal(timerView({ ...TIMER, left: 3_723_000 }, NOW).text, "62:03");
  assert.equal(timerView({ ...TIMER, left: 700_000 }, NOW).percent, 100);
});

test("the next tick comes when the seconds change, and none after the end", () => {
  const timer = { ...TIMER, ends: NOW + 600_000 };
  assert.equal(nextTick(timer, NOW), 1000);
  assert.equal(nextTick(timer, NOW + 250), 750);
  assert.equal(nextTick(timer, NOW + 600_000), null);
});

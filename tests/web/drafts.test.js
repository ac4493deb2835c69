// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { createDrafts } from "../../facilitation/web/live/drafts.js";
import { newId } from "../../facilitation/web/live/ids.js";
import { memoryMarks } from "../../facilitation/web/live/storage.js";
import { turnedClock } from "./fakes.js";

const OWNER = "session-1/participant-1";

test("a draft is there after a reload, for its own author", () => {
  const marks = memoryMarks(true);
  const drafts = createDrafts(marks, turnedClock());
  drafts.open(OWNER);
  drafts.write("wish", "Dat ze zich hier thuis mag");
  drafts.write("need", "tijd");
  drafts.write("need", "");
  const after = createDrafts(marks, turnedClock());
  let told = 0;
  after.subscribe(() => void (told += 1));
  after.open(OWNER);
  assert.equal(told, 1);
  assert.deepEqual([after.read("wish"), after.read("need"), after.read("offer")], ["Dat ze zich hier thuis mag", "", ""]);
  after.open("session-1/participant-10");
  assert.equal(after.read("wish"), "");
  assert.equal(marks.keys().length, 1);
});

test("what is typed before it is known who types is theirs", () => {
  const marks = memoryMarks(true);
  const drafts = createDrafts(marks, turnedClock());
  drafts.write("wish", "early");
  assert.equal(marks.keys().length, 0);
  drafts.open(OWNER);
  assert.equal(drafts.read("wish"), "early");
  assert.equal(marks.keys().length, 1);
});

test("a draft that was taken comes back when it could not be sent, unless its author went on", () => {
  const marks = memoryMarks(true);
  const drafts = createDrafts(marks, turnedClock());
  drafts.open(OWNER);
  drafts.write("story", "first");
  drafts.take("story").back();
  assert.equal(drafts.read("story"), "first");
  const taken = drafts.take("story");
  drafts.write("story", "second");
  taken.back();
  taken.gone();
  const after = createDrafts(marks, turnedClock());
  after.open(OWNER);
  assert.deepEqual([drafts.read("story"), after.read("story")], ["second", "second"]);
});

test("drafts are forgotten when they are old, when they cannot be read, and when their author leaves", () => {
  const marks = memoryMarks(true);
  marks.set("language", "nl");
  marks.set(`draft:${OWNER}:broken`, "not JSON");
  marks.set(`draft:${OWNER}:old`, JSON.stringify({ text: "old", at: 5 }));
  const drafts = createDrafts(marks, turnedClock(100));
  drafts.forget(50);
  drafts.open(OWNER);
  drafts.write("wish", "new");
  assert.deepEqual([drafts.read("old"), drafts.read("wish")], ["", "new"]);
  drafts.clear();
  assert.deepEqual(marks.keys(), ["language"]);
});

test("ids are 128 random bits in 22 characters of base64url", () => {
  const ids = Array.from({ length: 2_000 }, newId);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[A-Za-z0-9_-]{21}[AQgw]$/);
  const [bytes] = ids.map((id) => Buffer.from(id, "base64url"));
  assert.equal(bytes?.length, 16);
  const first = new Set(ids.map((id) => id[0]));
  assert.equal(first.size, 64, "every character comes up");
});

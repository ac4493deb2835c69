// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { createOutbox, openChannel, whileAlone } from "../../facilitation/web/live/outbox.js";
import { memoryShelf } from "../../facilitation/web/live/storage.js";
import { settle, turnedClock } from "./fakes.js";

/** @typedef {import("../../facilitation/web/live/outbox.js").Item} Item */
/** @typedef {import("../../facilitation/web/live/outbox.js").Ack} Ack */

const OWNER = "session-1/participant-1";
/** @type {Ack} */
const TOO_LONG = { ok: false, code: "too-long", message: "Te lang.", retry: false };
/** @type {Ack} */
const BUSY = { ok: false, code: "too-busy", message: "", retry: true };
const alone = (/** @type {string} */ _, /** @type {() => Promise<void>} */ run) => run();
const channel = () => ({ post: () => {}, close: () => {} });

/** One tab of a phone whose disk is `shelf`. */
function phone(shelf = memoryShelf(true), clock = turnedClock(), /** @type {any} */ tabs = channel) {
  let changed = 0;
  const outbox = createOutbox({ shelf: Promise.resolve(shelf), clock, changed: () => void (changed += 1), alone, channel: tabs });
  return { outbox, shelf, clock, changed: () => changed };
}

/** A server that answers with what `answer` says, and writes down what it was sent. */
function server(/** @type {(item: Item) => Ack | null} */ answer) {
  /** @type {Item[]} */
  const got = [];
  let seq = 10;
  return {
    got,
    yes: () => /** @type {Ack} */ ({ ok: true, seq: (seq += 1), now: 0 }),
    deliver: async (/** @type {Item} */ item) => {
      got.push(item);
      const ack = answer(item);
      if (!ack) throw new Error("no answer");
      return ack;
    },
  };
}

const wish = (/** @type {string} */ note, text = `text of ${note}`) => ({ note, kind: "wish", text, closed: true });

test("what was written goes out in order, once, and is gone when its change has come in", async () => {
  const { outbox, shelf } = phone();
  await outbox.open(OWNER);
  for (const note of ["a", "b", "c"]) await outbox.add("note.add", wish(note));
  assert.equal((await shelf.all(OWNER)).length, 3);
  const there = server(() => there.yes());
  outbox.start(there.deliver);
  await settle();
  assert.deepEqual(there.got.map(({ args }) => args.note), ["a", "b", "c"]);
  assert.deepEqual(outbox.items().map(({ state, seq }) => [state, seq]), [["sent", 11], ["sent", 12], ["sent", 13]]);
  assert.equal((await shelf.all(OWNER)).length, 0);
  outbox.settle(12);
  assert.deepEqual(outbox.items().map(({ args }) => args.note), ["c"]);
  outbox.settle(13);
  assert.deepEqual(outbox.items(), []);
});

test("only one is on its way at a time, so a retry does not change the order", async () => {
  const { outbox, clock } = phone();
  await outbox.open(OWNER);
  let busy = 3;
  const there = server(() => ((busy -= 1) >= 0 ? BUSY : there.yes()));
  outbox.start(there.deliver);
  await outbox.add("note.add", wish("a"));
  await outbox.add("note.edit", { note: "a", text: "later" });
  await settle();
  assert.equal(there.got.length, 1, "it waits before it tries again");
  await clock.turn(60_000);
  assert.deepEqual(there.got.map(({ name }) => name), ["note.add", "note.add", "note.add", "note.add", "note.edit"]);
  assert.equal(new Set(there.got.slice(0, 4).map(({ id }) => id)).size, 1, "3.2: the same command, so the same id");
});

test("what was not answered is sent again, first, on the next line and after a reload", async () => {
  const { outbox, shelf } = phone();
  await outbox.open(OWNER);
  const silent = server(() => null);
  outbox.start(silent.deliver);
  await outbox.add("note.add", wish("a"));
  await outbox.add("note.add", wish("b"));
  outbox.stop();
  await settle();
  assert.equal(silent.got.length, 1);

  const later = phone(shelf);
  const there = server(() => there.yes());
  later.outbox.start(there.deliver);
  await later.outbox.add("note.add", wish("c"));
  assert.equal(there.got.length, 0, "whose it is, is not known yet");
  await later.outbox.open(OWNER);
  await settle();
  assert.deepEqual(there.got.map(({ args }) => args.note), ["a", "b", "c"]);
  assert.equal(there.got[0]?.id, silent.got[0]?.id);
  assert.equal((await shelf.all(OWNER)).length, 0);
});

test("what was left goes before what is new, however soon the line is there", async () => {
  const shelf = memoryShelf(true);
  const before = phone(shelf);
  await before.outbox.open(OWNER);
  await before.outbox.add("note.add", wish("left"));
  const { outbox } = phone(shelf);
  const there = server(() => there.yes());
  void outbox.add("note.add", wish("new"));
  void outbox.open(OWNER);
  outbox.start(there.deliver);
  await settle();
  assert.deepEqual(there.got.map(({ args }) => args.note), ["left", "new"]);
});

test("a new line wakes a retry that was waiting", async () => {
  const { outbox } = phone();
  await outbox.open(OWNER);
  outbox.start(server(() => BUSY).deliver);
  await outbox.add("note.add", wish("a"));
  await settle();
  outbox.stop();
  const there = server(() => there.yes());
  outbox.start(there.deliver);
  await settle();
  assert.equal(there.got.length, 1);
});

test("a refusal keeps the text, over a reload too, and does not hold up the rest", async () => {
  const { outbox, shelf } = phone();
  await outbox.open(OWNER);
  const there = server(({ args }) => (args.note === "a" ? TOO_LONG : there.yes()));
  outbox.start(there.deliver);
  await outbox.add("note.add", wish("a", "long words"));
  await outbox.add("note.add", wish("b"));
  await settle();
  assert.deepEqual(there.got.map(({ args }) => args.note), ["a", "b"]);
  const after = phone(shelf);
  await after.outbox.open(OWNER);
  const [refused] = after.outbox.items();
  assert.deepEqual(
    [refused?.state, refused?.code, refused?.message, refused?.args.text],
    ["refused", "too-long", "Te lang.", "long words"],
  );
});

test("trying again is a new command with the same note, and takes the refusal away", async () => {
  const { outbox, shelf } = phone();
  await outbox.open(OWNER);
  let fits = false;
  const there = server(() => (fits ? there.yes() : TOO_LONG));
  outbox.start(there.deliver);
  await outbox.add("note.add", wish("a"));
  await settle();
  fits = true;
  await outbox.again("a");
  await settle();
  assert.deepEqual(there.got.map(({ args }) => args.note), ["a", "a"]);
  assert.notEqual(there.got[0]?.id, there.got[1]?.id, "the first id would get its first answer");
  assert.deepEqual(outbox.items().map(({ state }) => state), ["sent"]);
  assert.equal((await shelf.all(OWNER)).length, 0);
});

test("an edit of a refused note is a new try with the new words", async () => {
  const { outbox } = phone();
  await outbox.open(OWNER);
  const there = server(({ args }) => (args.text.length > 5 ? TOO_LONG : there.yes()));
  outbox.start(there.deliver);
  await outbox.add("note.add", wish("a", "far too long"));
  await settle();
  await outbox.add("note.edit", { note: "a", text: "short" });
  await settle();
  assert.deepEqual(there.got.at(-1)?.name, "note.add");
  assert.deepEqual(there.got.at(-1)?.args, { note: "a", kind: "wish", text: "short", closed: true });
});

test("a new answer takes the place of the one that was refused", async () => {
  const { outbox } = phone();
  await outbox.open(OWNER);
  const there = server(({ args }) =>
    args.at === 1 ? { ok: false, code: "reworded", message: "", retry: false } : there.yes(),
  );
  outbox.start(there.deliver);
  await outbox.add("match.answer", { match: "m", reply: "yes", line: "", at: 1 });
  await outbox.add("match.answer", { match: "other", reply: "yes", line: "", at: 1 });
  await settle();
  await outbox.add("match.answer", { match: "m", reply: "no", line: "", at: 2 });
  await settle();
  assert.deepEqual(
    outbox.items().map(({ state, args }) => [state, args.match, args.reply]),
    [["refused", "other", "yes"], ["sent", "m", "no"]],
  );
});

test("a refused answer goes where another one was given after it", async () => {
  const { outbox, shelf } = phone();
  await outbox.open(OWNER);
  const there = server(({ args }) =>
    args.at === 1 ? { ok: false, code: "reworded", message: "", retry: false } : there.yes(),
  );
  await outbox.add("match.answer", { match: "m", reply: "yes", line: "", at: 1 });
  await outbox.add("match.answer", { match: "m", reply: "no", line: "", at: 2 });
  outbox.start(there.deliver);
  await settle();
  assert.deepEqual(outbox.items().map(({ state, args }) => [state, args.reply]), [["sent", "no"]]);
  assert.deepEqual(await shelf.all(OWNER), []);
});

test("what was said about a note while its adding was refused is part of the refusal", async () => {
  const { outbox, shelf } = phone();
  await outbox.open(OWNER);
  await outbox.add("note.add", wish("a", "first words"));
  await outbox.add("note.edit", { note: "a", text: "last words", kind: "need" });
  await outbox.add("note.add", wish("b"));
  await outbox.add("note.remove", { note: "b" });
  const there = server(() => TOO_LONG);
  outbox.start(there.deliver);
  await settle();
  assert.deepEqual(there.got.map(({ name }) => name), ["note.add", "note.add"]);
  assert.deepEqual(
    outbox.items().map(({ name, state, args }) => [name, state, args.text, args.kind]),
    [["note.add", "refused", "last words", "need"]],
  );
  assert.equal((await shelf.all(OWNER)).length, 1);
});

test("new words for a note that was removed elsewhere become a note of their own, closed", async () => {
  const { outbox } = phone();
  await outbox.open(OWNER);
  const there = server(({ name }) =>
    name === "note.edit" ? { ok: false, code: "note-unknown", message: "", retry: false } : there.yes(),
  );
  outbox.start(there.deliver);
  await outbox.add("note.edit", { note: "a", text: "words", kind: "need" });
  await settle();
  await outbox.again("a");
  await settle();
  const sent = there.got.at(-1);
  assert.equal(sent?.name, "note.add");
  assert.deepEqual([sent?.args.text, sent?.args.kind, sent?.args.closed], ["words", "need", true]);
  assert.notEqual(sent?.args.note, "a");
});

test("discarding and removing throw a refused note away, here and on the disk", async () => {
  const { outbox, shelf } = phone();
  await outbox.open(OWNER);
  const there = server(() => TOO_LONG);
  outbox.start(there.deliver);
  await outbox.add("note.add", wish("a"));
  await outbox.add("note.add", wish("b"));
  await settle();
  await outbox.discard(outbox.items()[0]?.id ?? "");
  await outbox.add("note.remove", { note: "b" });
  await settle();
  assert.deepEqual(outbox.items(), []);
  assert.equal(there.got.length, 2, "the server never had that note, so there is nothing to remove");
  assert.equal((await shelf.all(OWNER)).length, 0);
});

test("somebody else on the same phone neither sees nor sends what was left", async () => {
  const { outbox, shelf } = phone();
  await outbox.open(OWNER);
  await outbox.add("note.add", wish("a"));
  const there = server(() => there.yes());
  await outbox.open("session-1/participant-2");
  outbox.start(there.deliver);
  await settle();
  assert.deepEqual([outbox.items().length, there.got.length], [0, 0]);
  await outbox.open(OWNER);
  await settle();
  assert.equal(there.got.length, 1);
  assert.equal((await shelf.all(OWNER)).length, 0);
});

test("a disk that is full is said, and what was written is still sent", async () => {
  const full = { ...memoryShelf(true), put: () => Promise.reject(new Error("quota")) };
  const { outbox, changed } = phone(full);
  await outbox.open(OWNER);
  assert.equal(outbox.kept(), true);
  await outbox.add("note.add", wish("a"));
  assert.equal(outbox.kept(), false);
  assert.ok(changed() >= 2);
  const there = server(() => there.yes());
  outbox.start(there.deliver);
  await settle();
  assert.equal(there.got.length, 1);
});

test("a browser without a disk says so", async () => {
  const { outbox } = phone(memoryShelf());
  await settle();
  assert.equal(outbox.kept(), false);
});

test("two tabs of one phone show the same, and what one got rid of the other does not keep", async () => {
  const shelf = memoryShelf(true);
  /** @type {((news: any) => void)[]} */
  const ears = [];
  const tabs = (/** @type {string} */ _, /** @type {(news: any) => void} */ hear) => {
    ears.push(hear);
    const others = () => ears.filter((each) => each !== hear);
    return { post: (/** @type {any} */ news) => others().forEach((each) => each(structuredClone(news))), close: () => {} };
  };
  const [one, other] = [phone(shelf, turnedClock(), tabs), phone(shelf, turnedClock(), tabs)];
  await one.outbox.open(OWNER);
  await other.outbox.open(OWNER);
  await one.outbox.add("note.add", wish("a"));
  assert.deepEqual(other.outbox.items(), one.outbox.items());
  const there = server(() => there.yes());
  one.outbox.start(there.deliver);
  await settle();
  other.outbox.settle(11);
  assert.deepEqual(other.outbox.items(), []);
  other.outbox.start(there.deliver);
  await settle();
  assert.equal(there.got.length, 1);
});

test("tabs really hear one another, and one waits for the other", async () => {
  const heard = new Promise((resolve) => {
    const listening = openChannel("outbox:test", (news) => {
      listening.close();
      resolve(news);
    });
  });
  const speaking = openChannel("outbox:test", () => {});
  speaking.post({ gone: "command-1", seq: 3 });
  assert.deepEqual(await heard, { gone: "command-1", seq: 3 });
  speaking.close();

  /** @type {string[]} */
  const order = [];
  /** @type {() => void} */
  let finish = () => {};
  const first = whileAlone("outbox:test", async () => {
    order.push("first begins");
    await new Promise((resolve) => (finish = () => resolve(undefined)));
    order.push("first ends");
  });
  while (order.length === 0) await new Promise((resolve) => setImmediate(resolve));
  const second = whileAlone("outbox:test", async () => void order.push("second"));
  finish();
  await Promise.all([first, second]);
  assert.deepEqual(order, ["first begins", "first ends", "second"]);
});

test("what lies on the phone for too long is forgotten", async () => {
  const shelf = memoryShelf(true);
  await shelf.put({ id: "old-item", owner: OWNER, at: 5 });
  await shelf.put({ id: "new-item", owner: OWNER, at: 50 });
  await shelf.forget(10);
  assert.deepEqual((await shelf.all(OWNER)).map(({ id }) => id), ["new-item"]);
});

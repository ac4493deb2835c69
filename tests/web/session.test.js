// @ts-check
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { openSession, pageOf } from "../../facilitation/web/live/session.js";
import { mine } from "../../facilitation/web/live/pending.js";
import { memoryMarks, memoryShelf } from "../../facilitation/web/live/storage.js";
import { exchange, frame, note, settle, turnedClock, welcome } from "./fakes.js";

const SESSION = "session-0001";
const BOARD = /** @type {const} */ (["board", "board", { begun: ["partners"], open: ["offer"] }]);
/** @param {string} stage @returns {[string, string, Record<string, any>]} */
const at = (stage) => ["session", SESSION, { stage }];
/** @type {import("../../facilitation/web/live/session.js").Live[]} */
let opened = [];
afterEach(() => {
  // Else a test that fails leaves its page to the next one.
  opened.forEach((live) => live.close());
  opened = [];
});

/** A page, on a phone whose disk may have been there before. */
function page(/** @type {any} */ role = "seat", { shelf = memoryShelf(true), marks = memoryMarks(true), clock = turnedClock() } = {}) {
  const phones = exchange();
  const live = openSession({
    session: SESSION,
    role,
    language: "nl",
    dial: phones.dial,
    clock,
    marks,
    shelf: Promise.resolve(shelf),
    schedule: (run) => run(),
    alone: (_, run) => run(),
    channel: () => ({ post: () => {}, close: () => {} }),
  });
  opened.push(live);
  const commands = () => phones.lines.flatMap(({ emitted }) => emitted.filter(({ event }) => event === "command"));
  return { live, phones, clock, shelf, marks, commands };
}

/** @param {number} [head] @param {Partial<import("../../facilitation/web/live/canvas_store.js").Welcome>} [more] */
const seated = (head = 1, more = {}) => welcome(head, { ...(!more.changes && { snapshot: [BOARD, at("partners")] }), ...more });
const states = (/** @type {any} */ live) => mine(live.store.snapshot()).map(({ text, state }) => [text, state]);

test("the session and the role come from the address", () => {
  assert.deepEqual(pageOf("/s/abcdefgh/seat"), { session: "abcdefgh", role: "seat" });
  assert.deepEqual(pageOf("/below/s/abcdefgh/canvas/"), { session: "abcdefgh", role: "reader" });
  assert.deepEqual(pageOf("/s/abcdefgh/lead")?.role, "lead");
  assert.deepEqual(pageOf("/s/abcdefgh/screen")?.role, "screen");
  for (const other of ["/", "/desk", "/s/abcdefgh", "/s/abcdefgh/elsewhere", "/s/ab/seat"]) assert.equal(pageOf(other), null);
});

test("1_1 a page has one session, whose handshake says what it has", async () => {
  const { live, phones, clock } = page();
  assert.equal(openSession({ session: SESSION, role: "seat", language: "en", dial: phones.dial }), live);
  assert.deepEqual(phones.last().auth, { protocol: 1, session: SESSION, role: "seat", since: null, language: "nl" });
  phones.last().say("welcome", seated(7));
  phones.last().say("disconnect");
  live.setLanguage("en");
  await clock.turn(1_000);
  assert.deepEqual([phones.last().auth.since, phones.last().auth.language], [7, "en"]);
  live.close();
  assert.equal(phones.last().closed, true);
});

test("2_4 a gap is asked for, until nothing is missing", async () => {
  const { live, phones } = page("screen");
  phones.last().say("welcome", welcome(1));
  phones.last().say("changes", frame(2, [note(3, "note-3", "c")]));
  phones.last().say("changes", frame(3, [note(4, "note-4", "d")]));
  const asked = () => phones.last().emitted.filter(({ event }) => event === "resync");
  assert.deepEqual(asked().map(({ body }) => body), [{ since: 1 }]);
  asked()[0]?.acknowledge(welcome(3, { changes: [note(2, "note-2", "b"), note(3, "note-3", "c")] }));
  await settle();
  assert.deepEqual(asked().map(({ body }) => body.since), [1, 3], "the fourth came while the answer was on its way");
  asked()[1]?.acknowledge(welcome(4, { changes: [note(4, "note-4", "d")] }));
  await settle();
  assert.deepEqual(Object.keys(live.store.snapshot().records.note ?? {}), ["note-2", "note-3", "note-4"]);
  assert.equal(asked().length, 2);
  live.close();
});

test("2_4 a resync that the server is too busy for is asked again later", async () => {
  const { live, phones, clock } = page("screen");
  phones.last().say("welcome", welcome(1));
  phones.last().say("changes", frame(2, [note(3, "note-3", "c")]));
  const asked = () => phones.last().emitted.filter(({ event }) => event === "resync");
  asked()[0]?.acknowledge({ ok: false, code: "too-busy", message: "", retry: true });
  await settle();
  assert.equal(asked().length, 1);
  await clock.turn(5_000);
  assert.equal(asked().length, 2);
  live.close();
});

test("a note is shown at once, then kept, without a moment in which it is neither", async () => {
  const { live, phones, commands } = page();
  phones.last().say("welcome", seated(1));
  /** @type {unknown[]} */
  const seen = [];
  live.store.subscribe(() => seen.push(JSON.stringify(states(live))));
  const sent = await live.send("note.add", { kind: "wish", text: "Rust." });
  assert.deepEqual(sent, { ok: true, code: "", message: "", queued: true, seq: null });
  await settle();
  const [command] = commands();
  assert.deepEqual([command?.body.name, command?.body.args.text], ["note.add", "Rust."]);
  assert.match(command?.body.args.note, /^[\w-]{22}$/);
  command?.acknowledge({ ok: true, seq: 2, now: 0 });
  await settle();
  phones.last().say("changes", frame(1, [note(2, command?.body.args.note, "Rust.")]));
  const steps = [...new Set(seen)];
  assert.deepEqual(steps, ['[["Rust.","phone"]]', '[["Rust.","kept"]]']);
  assert.deepEqual(live.store.snapshot().outbox, []);
  live.close();
});

test("3_9 a note written for a closed board is closed, for an open one it is not", async () => {
  const { live, phones, commands } = page();
  phones.last().say("welcome", seated(1));
  for (const kind of ["wish", "offer"]) await live.send("note.add", { kind, text: "words" });
  await live.send("note.add", { kind: "offer", text: "words", closed: true, note: "my-own-note-id" });
  for (let done = 0; done < 3; done += 1) {
    await settle();
    commands()[done]?.acknowledge({ ok: true, seq: done + 2, now: 0 });
  }
  await settle();
  assert.deepEqual(commands().map(({ body }) => body.args.closed), [true, false, true]);
  assert.equal(commands()[2]?.body.args.note, "my-own-note-id");
  live.close();
});

test("words changed before they were sent keep their kind, so that they can still become a note of their own", async () => {
  const { live } = page();
  await live.send("note.add", { kind: "need", text: "Rust.", note: "my-own-note-id" });
  await live.send("note.edit", { note: "my-own-note-id", text: "Tijd." });
  await settle();
  assert.deepEqual(live.outbox.items().map((item) => [item.name, item.args.kind]).at(-1)?.[1], "need");
  live.close();
});

test("3_2 what was written offline is sent when the line is back, in order, under the same ids, after a reload too", async () => {
  const { live, phones, shelf, marks, commands } = page();
  phones.last().say("welcome", seated(1));
  await live.send("note.add", { kind: "wish", text: "one" });
  await settle();
  phones.last().say("disconnect");
  await live.send("note.add", { kind: "wish", text: "two" });
  await settle();
  assert.deepEqual(states(live), [["one", "phone"], ["two", "phone"]]);
  const [unanswered] = commands();
  live.close();

  const after = page("seat", { shelf, marks });
  await settle();
  assert.equal(after.live.store.snapshot().outbox.length, 2, "there before the line is");
  after.phones.last().say("welcome", seated(1));
  await settle();
  after.commands()[0]?.acknowledge({ ok: true, seq: 2, now: 0 });
  await settle();
  after.commands()[1]?.acknowledge({ ok: true, seq: 3, now: 0 });
  await settle();
  assert.deepEqual(after.commands().map(({ body }) => body.args.text), ["one", "two"]);
  assert.equal(after.commands()[0]?.body.id, unanswered?.body.id);
  assert.equal((await shelf.all(`${SESSION}/participant-1`)).length, 0);
  after.live.close();
});

test("what is kept of one participant is not shown to the next on the same phone", async () => {
  const { live, phones, shelf, marks } = page();
  phones.last().say("welcome", seated(1));
  phones.last().say("disconnect");
  await live.send("note.add", { kind: "wish", text: "a secret" });
  live.drafts.write("wish", "half a secret");
  live.close();
  const next = page("seat", { shelf, marks });
  next.phones.last().say("welcome", seated(1, { me: "participant-2" }));
  await settle();
  assert.deepEqual(next.live.store.snapshot().outbox, []);
  assert.equal(next.live.drafts.read("wish"), "");
  assert.deepEqual(next.commands(), []);
  next.live.close();
});

test("a draft is gone from the field when it is sent, and from the phone when it is kept elsewhere", async () => {
  const { live, phones, marks } = page();
  phones.last().say("welcome", seated(1));
  live.drafts.write("wish", "Rust.");
  const sending = live.send("note.add", { kind: "wish", text: "Rust." }, { draft: "wish" });
  assert.equal(live.drafts.read("wish"), "");
  assert.ok(marks.keys().some((key) => key.startsWith("draft:")));
  await sending;
  assert.ok(!marks.keys().some((key) => key.startsWith("draft:")));
  live.close();
});

test("a refused note can be tried again and discarded", async () => {
  const { live, phones, commands } = page();
  phones.last().say("welcome", seated(1));
  await live.send("note.add", { kind: "wish", text: "words" });
  await settle();
  commands()[0]?.acknowledge({ ok: false, code: "session-closed", message: "Gesloten.", retry: false });
  await settle();
  const [refused] = mine(live.store.snapshot());
  assert.deepEqual([refused?.state, refused?.refused?.message], ["refused", "Gesloten."]);
  await live.tryAgain(refused?.id ?? "");
  await settle();
  assert.equal(commands().length, 2);
  commands()[1]?.acknowledge({ ok: false, code: "session-closed", message: "Gesloten.", retry: false });
  await settle();
  await live.discard(refused?.id ?? "");
  assert.deepEqual(states(live), []);
  live.close();
});

test("3_8 a lead's press is answered, and made again under the same id while the line blinks", async () => {
  const { live, phones, clock, commands } = page("lead");
  phones.last().say("welcome", welcome(1, { me: null, role: "lead" }));
  const stale = live.send("stage.go", { stage: "person", from: "welcome" });
  commands()[0]?.acknowledge({ ok: false, code: "stale", message: "Al gebeurd.", retry: false });
  assert.deepEqual(await stale, { ok: false, code: "stale", message: "Al gebeurd.", queued: false, seq: null });

  const blinking = live.send("floor.next");
  phones.last().say("disconnect");
  await clock.turn(600);
  phones.last().say("welcome", welcome(1, { me: null, role: "lead" }));
  await clock.turn(1_500);
  assert.match(commands()[1]?.body.id, /^[\w-]{22}$/);
  assert.equal(commands()[1]?.body.id, commands()[2]?.body.id);
  commands()[2]?.acknowledge({ ok: true, seq: 2, now: 0 });
  assert.deepEqual(await blinking, { ok: true, code: "", message: "", queued: false, seq: 2 });
  live.close();
});

test("a lead's press that gets no answer within eight seconds says so, and is not made later", async () => {
  const { live, phones, clock, commands } = page("lead");
  phones.last().say("welcome", welcome(1, { me: null, role: "lead" }));
  const pressed = live.send("door.close");
  await clock.turn(8_000);
  assert.equal((await pressed).code, "no-answer");
  const before = commands().length;
  phones.last().say("welcome", welcome(1, { me: null, role: "lead" }));
  await clock.turn(20_000);
  assert.equal(commands().length, before);

  phones.last().say("disconnect");
  const unsent = live.send("door.open");
  await clock.turn(0);
  phones.lines.forEach((line) => line.say("connect_error", new Error("network")));
  await clock.turn(8_000);
  assert.equal((await unsent).code, "offline");
  live.close();
});

test("3_13 ready is said again after a reconnect in the same stage, and forgotten in the next", async () => {
  const { live, phones, clock, commands } = page();
  phones.last().say("welcome", seated(1));
  await live.send("ready.set", { ready: true });
  assert.equal(live.store.snapshot().ready, true);
  phones.last().say("disconnect");
  await clock.turn(1_000);
  phones.last().say("welcome", seated(1, { changes: [] }));
  await settle();
  assert.deepEqual(commands().map(({ body }) => body.args.ready), [true, true]);
  phones.last().say("changes", frame(1, [[2, ...at("close")]]));
  assert.equal(live.store.snapshot().ready, false);
  phones.last().say("changes", frame(2, [[3, ...at("partners")]]));
  assert.equal(live.store.snapshot().ready, false, "who comes back to a stage is asked anew");
  phones.last().say("disconnect");
  await clock.turn(1_000);
  phones.last().say("welcome", seated(3, { changes: [] }));
  await settle();
  assert.equal(commands().length, 2);
  live.close();
});

test("ready survives a reload, and a word back does too", async () => {
  const first = page();
  first.phones.last().say("welcome", seated(1));
  first.live.setReady(true);
  first.live.close();
  const second = page("seat", first);
  second.phones.last().say("welcome", seated(1));
  await settle();
  assert.equal(second.live.store.snapshot().ready, true);
  assert.deepEqual(second.commands().map(({ body }) => body.args), [{ ready: true }]);
  second.live.setReady(false);
  second.live.close();
  const third = page("seat", first);
  third.phones.last().say("welcome", seated(1));
  await settle();
  assert.equal(third.live.store.snapshot().ready, false);
  third.live.close();
});

test("a browser that keeps nothing is known to the page", async () => {
  const { live } = page("seat", { shelf: memoryShelf(), marks: memoryMarks() });
  await settle();
  assert.equal(live.store.snapshot().kept, false);
  live.close();
  const { live: kept } = page();
  await settle();
  assert.equal(kept.store.snapshot().kept, true);
  kept.close();
});

test("leaving needs the server, and keeps everything on the phone when it is not there", async () => {
  const { live, phones, marks } = page();
  phones.last().say("welcome", seated(1));
  live.drafts.write("wish", "half a sentence");
  assert.equal((await live.leave()).code, "offline");
  assert.equal(live.drafts.read("wish"), "half a sentence");
  assert.ok(marks.keys().includes(`seat:${SESSION}`));
  assert.equal(phones.last().closed, false);
});

// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, createStore, one, serverNow } from "../../facilitation/web/live/canvas_store.js";
import { chance, frame, note, turnedClock, welcome } from "./fakes.js";

/** A store whose page is told only when the test says so. */
function storeToFlush(clock = turnedClock()) {
  let flushes = 0;
  const store = createStore({ clock, schedule: () => void (flushes += 1) });
  return { store, flushes: () => flushes };
}

test("2_3 a welcome with a snapshot is the whole canvas", () => {
  const { store } = storeToFlush();
  store.welcome(welcome(3, { snapshot: [["board", "board", { begun: ["partners"], open: [] }]] }));
  store.flush();
  assert.deepEqual(one(store.snapshot(), "board"), { begun: ["partners"], open: [] });
  assert.equal(store.snapshot().seq, 3);
  assert.equal(store.snapshot().me, "participant-1");
  store.welcome(welcome(2, { snapshot: [] }));
  store.flush();
  assert.equal(one(store.snapshot(), "board"), null, "a log that was put back is shorter, and is still the truth");
  assert.equal(store.snapshot().seq, 2);
});

test("2_3 a welcome with changes goes on from what is there", () => {
  const { store } = storeToFlush();
  store.welcome(welcome(1, { snapshot: [["note", "note-one", { text: "a" }]] }));
  assert.equal(store.welcome(welcome(3, { changes: [note(2, "note-two", "b"), note(3, "note-two", "c")] })), "ok");
  store.flush();
  assert.deepEqual(Object.keys(store.snapshot().records.note ?? {}), ["note-one", "note-two"]);
  assert.equal(store.snapshot().records.note?.["note-two"]?.text, "c");
});

test("2_4 a gap is noticed and nothing of that frame is taken", () => {
  const { store } = storeToFlush();
  store.welcome(welcome(1));
  assert.equal(store.behind(), false);
  assert.equal(store.changes(frame(2, [note(3, "note-one", "a")])), "gap");
  assert.equal(store.behind(), true);
  store.flush();
  assert.equal(store.seq(), 1);
  assert.equal(store.snapshot().records.note, undefined);
});

test("2_4 changes that are there already are left out", () => {
  const { store } = storeToFlush();
  store.welcome(welcome(1));
  store.changes(frame(1, [note(2, "note-one", "a"), note(3, "note-one", "b")]));
  assert.equal(store.changes(frame(1, [note(2, "note-one", "old"), note(3, "note-one", "old"), note(4, "note-two", "c")])), "ok");
  store.flush();
  assert.equal(store.snapshot().records.note?.["note-one"]?.text, "b");
  assert.equal(store.seq(), 4);
});

test("2_4 an answer to a resync that newer frames have passed asks for more", () => {
  const { store } = storeToFlush();
  store.welcome(welcome(1));
  assert.equal(store.changes(frame(5, [note(6, "note-six", "f")])), "gap");
  const answer = welcome(5, { changes: [2, 3, 4, 5].map((seq) => note(seq, `note-no-${seq}`, "x")) });
  assert.equal(store.welcome(answer, 1), "gap", "the sixth was thrown away, so it has to be asked for");
  assert.equal(store.welcome(welcome(6, { changes: [note(6, "note-six", "f")] }), 5), "ok");
});

test("2_4 a snapshot that newer changes have overtaken is not taken", () => {
  const { store } = storeToFlush();
  store.welcome(welcome(4, { snapshot: [] }));
  store.changes(frame(4, [note(5, "note-five", "e")]));
  assert.equal(store.welcome(welcome(4, { snapshot: [] }), 4), "ok");
  assert.equal(store.seq(), 5);
  store.flush();
  assert.equal(store.snapshot().records.note?.["note-five"]?.text, "e");
});

test("2_6 what the one before could read is gone when somebody else sits here", () => {
  const { store } = storeToFlush();
  store.welcome(welcome(2, { snapshot: [["note", "note-one", { text: "a secret" }]] }));
  assert.equal(store.welcome(welcome(3, { me: "participant-2", changes: [note(3, "note-two", null)] })), "gap");
  store.flush();
  assert.equal(store.seq(), null, "so that everything is asked for");
  assert.ok(!JSON.stringify(store.snapshot()).includes("a secret"));
});

test("4_1 null removes a record, and a closed note's null text does not", () => {
  const { store } = storeToFlush();
  store.welcome(welcome(0));
  store.changes(frame(0, [note(1, "note-one", null, { author: "another" }), note(2, "note-two", "b"), [3, "note", "note-two", null]]));
  store.flush();
  assert.deepEqual(Object.keys(store.snapshot().records.note ?? {}), ["note-one"]);
  assert.equal(store.snapshot().records.note?.["note-one"]?.text, null);
});

test("an id that JavaScript gives a meaning of its own is an id", () => {
  const { store } = storeToFlush();
  store.welcome(welcome(0));
  store.changes(frame(0, [note(1, "__proto__", "a"), note(2, "constructor", "b")]));
  store.flush();
  const notes = store.snapshot().records.note ?? {};
  assert.deepEqual(Object.keys(notes), ["__proto__", "constructor"]);
  assert.equal(notes["toString"], undefined);
  store.changes(frame(2, [[3, "note", "__proto__", null]]));
  store.flush();
  assert.deepEqual(Object.keys(store.snapshot().records.note ?? {}), ["constructor"]);
});

test("a snapshot is new per flush and keeps every table that was not touched", () => {
  const { store, flushes } = storeToFlush();
  assert.equal(store.snapshot(), EMPTY);
  store.welcome(welcome(1, { snapshot: [["partner", "partner-1", { name: "School" }], ["note", "note-one", { text: "a" }]] }));
  store.flush();
  const before = store.snapshot();
  let told = 0;
  const stop = store.subscribe(() => void (told += 1));
  store.changes(frame(1, [note(2, "note-two", "b")]));
  store.changes(frame(2, [note(3, "note-three", "c")]));
  store.presence({ people: 3, present: 2, ready: 1 });
  assert.equal(store.snapshot(), before, "nothing moves between two flushes");
  assert.equal(flushes(), 2, "one frame is asked for per batch");
  store.flush();
  assert.equal(told, 1);
  const after = store.snapshot();
  assert.notEqual(after, before);
  assert.equal(after.records.partner, before.records.partner);
  assert.notEqual(after.records.note, before.records.note);
  assert.equal(after.records.note?.["note-one"], before.records.note?.["note-one"]);
  assert.deepEqual(Object.keys(before.records.note ?? {}), ["note-one"], "what was shown stays as it was shown");
  store.put({ ready: after.ready });
  store.flush();
  assert.equal(store.snapshot(), after, "nothing new, no new snapshot");
  stop();
  store.presence({ people: 1, present: 1, ready: 1 });
  store.flush();
  assert.equal(told, 1);
});

test("the page is told at a frame that comes by itself, also without animation frames", async () => {
  const store = createStore();
  await new Promise((resolve) => {
    store.subscribe(() => resolve(undefined));
    store.welcome(welcome(1));
  });
  assert.equal(store.snapshot().seq, 1);
});

test("the server's clock is read from the frame that was least late", async () => {
  const clock = turnedClock(1_000);
  const { store } = storeToFlush(clock);
  store.welcome({ ...welcome(0), now: 5_900 });
  await clock.turn(1_000);
  store.changes({ ...frame(0, []), now: 7_000 });
  await clock.turn(1_000);
  store.changes({ ...frame(0, []), now: 7_500 });
  store.flush();
  assert.equal(serverNow(store.snapshot(), clock.now()), 3_000 + 5_000);
  store.welcome({ ...welcome(0), now: 1_000 });
  store.flush();
  assert.equal(store.snapshot().offset, -2_000, "a new connection begins anew: the phone's clock may have been set");
});

test("a clock that is put right while the page is open is believed, a late frame is not", async () => {
  const clock = turnedClock();
  const behind = 300_000;
  const { store } = storeToFlush(clock);
  const told = clock.now() + behind;
  store.welcome({ ...welcome(0), now: told });
  await clock.turn(10_000);
  store.changes({ ...frame(0, []), now: told });
  store.flush();
  assert.equal(serverNow(store.snapshot(), clock.now()), told + 10_000, "the frame was ten seconds late");
  await clock.turn(behind);
  store.changes({ ...frame(0, []), now: told + 10_000 });
  store.flush();
  assert.equal(serverNow(store.snapshot(), clock.now()), told + 10_000, "the clock was five minutes behind");
});

/** @typedef {import("../../facilitation/web/live/canvas_store.js").Change} Change */

/** @param {() => number} random @param {number} length @returns {Change[]} */
function randomLog(random, length) {
  return Array.from({ length }, (_, index) => {
    const id = `note-${Math.floor(random() * 12)}`;
    const kind = random() < 0.7 ? "note" : "partner";
    return /** @type {Change} */ ([index + 1, kind, id, random() < 0.2 ? null : { text: `words ${index}` }]);
  });
}

/** @param {Change[]} log @returns {Record<string, Record<string, unknown>>} */
function folded(log) {
  /** @type {Record<string, Record<string, unknown>>} */
  const records = {};
  for (const [, kind, id, value] of log) {
    const table = (records[kind] ??= {});
    if (value === null) delete table[id];
    else table[id] = value;
  }
  return records;
}

/** What a client that asked with `since` is answered when the log stands at `head`. @param {Change[]} log @param {number | null} since @param {number} head */
function answered(log, since, head) {
  if (since !== null && since <= head && head - since < 8) return welcome(head, { changes: log.slice(since, head) });
  const records = Object.entries(folded(log.slice(0, head)));
  const snapshot = records.flatMap(([kind, table]) => Object.entries(table).map(([id, value]) => [kind, id, value]));
  return welcome(head, { snapshot: /** @type {any} */ (snapshot) });
}

test("frames lost, doubled and out of order end in the fold of the log", () => {
  let gaps = 0;
  let doubled = 0;
  for (let seed = 1; seed <= 400; seed += 1) {
    const random = chance(seed);
    const log = randomLog(random, 60);
    const { store } = storeToFlush();
    store.welcome(answered(log, null, 5));
    /** @type {ReturnType<typeof frame>[]} */
    const air = [];
    for (let from = 5; from < log.length; ) {
      const size = Math.min(log.length - from, 1 + Math.floor(random() * 5));
      const sent = frame(from, log.slice(from, from + size));
      from += size;
      if (random() < 0.15) continue;
      air.splice(Math.floor(air.length - random() * 3), 0, sent);
      if (random() < 0.2) air.push(sent);
    }
    let asked = null;
    for (const sent of air) {
      if (sent.to <= (store.seq() ?? 0)) doubled += 1;
      if (store.changes(sent) === "gap") {
        gaps += 1;
        asked ??= store.seq();
      }
      // The answer comes later than it was asked for, and tells of a moment in between.
      if (asked !== null && random() < 0.4) {
        const head = Math.max(asked, Math.floor(random() * log.length));
        store.welcome(answered(log, asked, head), asked);
        asked = null;
      }
      if (random() < 0.3) store.flush();
    }
    const since = store.seq();
    assert.equal(store.welcome(answered(log, since, log.length), since), "ok", `seed ${seed}`);
    store.flush();
    assert.equal(store.behind(), false, `seed ${seed}`);
    assert.equal(store.snapshot().seq, log.length, `seed ${seed}`);
    const tables = Object.fromEntries(Object.entries(store.snapshot().records).map(([kind, table]) => [kind, { ...table }]));
    const expected = Object.fromEntries(Object.entries(folded(log)));
    for (const kind of ["note", "partner"]) assert.deepEqual(tables[kind] ?? {}, expected[kind] ?? {}, `seed ${seed}`);
  }
  assert.ok(gaps > 100 && doubled > 100, `the network was kind: ${gaps} gaps, ${doubled} doubled`);
});

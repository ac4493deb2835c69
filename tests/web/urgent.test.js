// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { openSession } from "../../facilitation/web/live/session.js";
import { blanked, hearStop, NOT_STOPPED, tellStop } from "../../facilitation/web/live/stop_here.js";
import { memoryMarks, memoryShelf } from "../../facilitation/web/live/storage.js";
import { insist } from "../../facilitation/web/live/urgent.js";
import { exchange, settle, turnedClock, welcome } from "./fakes.js";

const SESSION = "session-0001";

/** A facilitator's page, and what was asked over each of its lines. */
function page() {
  const phones = exchange();
  const clock = turnedClock();
  const live = openSession({
    session: SESSION,
    role: "lead",
    language: "nl",
    dial: phones.dial,
    clock,
    marks: memoryMarks(true),
    shelf: Promise.resolve(memoryShelf(true)),
    schedule: (run) => run(),
  });
  const asked = () => phones.last().emitted.filter(({ event }) => event === "command");
  const names = () => asked().map(({ body }) => body.name);
  return { live, phones, clock, asked, names };
}

test("what cannot wait goes first when the line is back, before what was pressed earlier", async () => {
  const { live, phones, clock, asked, names } = page();
  phones.last().say("welcome", welcome(1));
  phones.last().say("disconnect");
  const earlier = live.send("timer.start", { seconds: 60 });
  const { answer } = insist(live, "safety.stop", clock);
  await clock.turn(2_000);
  assert.deepEqual(names(), []);
  phones.last().say("welcome", welcome(1));
  await clock.turn(4_000);
  assert.deepEqual(names().slice(0, 2), ["safety.stop", "timer.start"]);
  asked()[0]?.acknowledge({ ok: true, seq: 2, now: 0 });
  assert.deepEqual(await answer, { ok: true, seq: 2, now: 0 });
  asked()[1]?.acknowledge({ ok: true, seq: 3, now: 0 });
  await earlier;
  live.close();
});

test("it is said again under the same id until it is answered, and once answered no more", async () => {
  const { live, phones, clock, asked, names } = page();
  phones.last().say("welcome", welcome(1));
  const { answer } = insist(live, "safety.stop", clock);
  assert.deepEqual(names(), ["safety.stop"]);
  const { id } = asked()[0]?.body ?? {};
  phones.last().say("disconnect");
  await clock.turn(2_000);
  phones.last().say("welcome", welcome(1));
  asked()[0]?.acknowledge({ ok: false, code: "busy", message: "", retry: true });
  await clock.turn(5_000);
  assert.deepEqual(asked().map(({ body }) => body.id), [id, id]);
  asked()[1]?.acknowledge({ ok: false, code: "not-allowed", message: "Nee", retry: false });
  assert.equal((await answer)?.ok, false);
  phones.last().say("disconnect");
  await clock.turn(2_000);
  phones.last().say("welcome", welcome(1));
  assert.deepEqual(names(), []);
  live.close();
});

test("what was taken back before the line came is not said", async () => {
  const { live, phones, clock, names } = page();
  phones.last().say("welcome", welcome(1));
  phones.last().say("disconnect");
  const { answer, takeBack } = insist(live, "safety.stop", clock);
  takeBack();
  assert.equal(await answer, null);
  await clock.turn(2_000);
  phones.last().say("welcome", welcome(1));
  await clock.turn(9_000);
  assert.deepEqual(names(), []);
  live.close();
});

test("the windows of this browser are blank until the canvas itself says that it is stopped", async () => {
  const { live, phones } = page();
  const records = [["session", SESSION, { stage: "welcome", stopped: false }]];
  phones.last().say("welcome", welcome(1, { snapshot: /** @type {any} */ (records) }));
  await settle();
  const snapshot = live.store.snapshot();
  const stopped = (/** @type {any} */ told) => blanked(snapshot, told).records.session?.[SESSION]?.stopped;
  assert.equal(blanked(snapshot, NOT_STOPPED), snapshot);
  assert.equal(stopped({ stopped: true, until: null }), true);
  assert.equal(blanked(snapshot, { stopped: true, until: null }), blanked(snapshot, { stopped: true, until: null }));
  assert.equal(stopped({ stopped: true, until: 2 }), true);
  assert.equal(stopped({ stopped: true, until: 1 }), false);
  live.close();
});

test("one window tells another of the same session", async () => {
  const heard = new Promise((resolve) => {
    const end = hearStop(SESSION, (told) => (end(), resolve(told)));
  });
  tellStop("session-0002", NOT_STOPPED);
  tellStop(SESSION, { stopped: true, until: null });
  assert.deepEqual(await heard, { stopped: true, until: null });
});

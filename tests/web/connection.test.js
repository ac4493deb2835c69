// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff } from "../../facilitation/web/live/clock.js";
import { createConnection } from "../../facilitation/web/live/connection.js";
import { exchange, settle, turnedClock, welcome } from "./fakes.js";

function begin() {
  const clock = turnedClock();
  const phones = exchange();
  /** @type {string[]} */
  const states = [];
  /** @type {string[]} */
  const frames = [];
  const connection = createConnection({
    dial: phones.dial,
    clock,
    auth: () => ({ session: "session-1", since: frames.length }),
    hear: (event) => void frames.push(event),
    changed: ({ state }) => void states.push(state),
  });
  return { clock, phones, states, frames, connection };
}

/** @param {string} code */
const refusal = (code) => Object.assign(new Error(code), { data: { code, message: `About ${code}.` } });

test("1_4 a page is connected when its welcome is there", () => {
  const { phones, states, frames, connection } = begin();
  connection.open();
  assert.equal(connection.state().state, "connecting");
  phones.last().say("welcome", welcome(1));
  phones.last().say("changes", {});
  phones.last().say("presence", {});
  assert.deepEqual(states, ["connected"]);
  assert.deepEqual(frames, ["welcome", "changes", "presence"]);
});

test("there is never more than one line", async () => {
  const { clock, phones, connection } = begin();
  connection.open();
  connection.open();
  connection.check();
  for (let round = 0; round < 20; round += 1) {
    phones.last().say(round % 2 ? "disconnect" : "connect_error", new Error("network"));
    connection.check();
    await clock.turn(9_000);
    assert.equal(phones.lines.filter(({ closed }) => !closed).length, 1);
  }
});

test("a page that does not get through says so after three seconds, and goes on trying", async () => {
  const { clock, phones, states, connection } = begin();
  connection.open();
  await clock.turn(2_900);
  assert.deepEqual(states, []);
  await clock.turn(200);
  assert.deepEqual(states, ["offline"]);
  await clock.turn(60_000);
  assert.ok(phones.lines.length >= 3, `dialled ${phones.lines.length} times`);
  phones.last().say("welcome", welcome(1));
  assert.deepEqual(states, ["offline", "connected"]);
});

test("a line that is lost is dialled again soon, with what the page has by then", async () => {
  const { clock, phones, states, frames, connection } = begin();
  connection.open();
  phones.last().say("welcome", welcome(1));
  const first = phones.last();
  first.say("disconnect", "transport close");
  assert.deepEqual(states, ["connected", "offline"]);
  await clock.turn(500);
  assert.equal(phones.lines.length, 2);
  assert.equal(phones.last().auth.since, 1);
  phones.last().say("welcome", welcome(1));
  first.say("changes", {});
  first.say("disconnect");
  assert.deepEqual(frames, ["welcome", "welcome"], "the old line has nothing to say any more");
  assert.equal(connection.state().state, "connected");
});

test("the wait grows to eight seconds, and differs from phone to phone", () => {
  assert.deepEqual([0, 1, 2, 9].map((attempt) => backoff(attempt, 0.5)), [300, 600, 1_200, 8_000]);
  assert.ok(backoff(0, 0) >= 150 && backoff(0, 0.999) <= 450);
  assert.equal(backoff(10_000, 0.999), 8_000);
});

test("1_2 a refusal is final, and says why", async () => {
  for (const code of ["protocol-unknown", "session-unknown", "not-signed-in", "removed", "bad-request"]) {
    const { clock, phones, connection } = begin();
    connection.open();
    phones.last().say("connect_error", refusal(code));
    assert.deepEqual(connection.state(), { state: "refused", code, message: `About ${code}.` });
    connection.check();
    connection.open();
    await clock.turn(60_000);
    assert.equal(phones.lines.length, 1, code);
    assert.equal(phones.last().closed, true);
  }
});

test("1_2 a server that is too busy is asked again, not at once", async () => {
  const { clock, phones, connection } = begin();
  connection.open();
  phones.last().say("connect_error", refusal("too-busy"));
  await clock.turn(1_000);
  assert.equal(phones.lines.length, 1);
  await clock.turn(2_000);
  assert.equal(phones.lines.length, 2);
});

test("1_6 after bye the page does not come back by itself", async () => {
  const { clock, phones, connection } = begin();
  connection.open();
  phones.last().say("welcome", welcome(1));
  phones.last().say("bye", { code: "removed", message: "Je bent eruit gehaald." });
  assert.deepEqual(connection.state(), { state: "ended", code: "removed", message: "Je bent eruit gehaald." });
  connection.check();
  await clock.turn(60_000);
  assert.equal(phones.lines.length, 1);
});

test("a ping without an answer within three seconds is a lost line", async () => {
  const { clock, phones, connection } = begin();
  connection.open();
  phones.last().say("welcome", welcome(1));
  connection.check();
  connection.check();
  assert.deepEqual(phones.last().emitted.map(({ event }) => event), ["ping"]);
  phones.last().emitted[0]?.acknowledge({ now: 1 });
  await clock.turn(10_000);
  assert.equal(phones.lines.length, 1, "it was answered");
  connection.check();
  await clock.turn(3_000);
  assert.equal(phones.lines.length, 2, "dialled at once");
  assert.equal(connection.state().state, "offline");
});

test("a page that was put away hangs up, and dials when it is back", async () => {
  const { clock, phones, connection } = begin();
  connection.open();
  phones.last().say("welcome", welcome(1));
  connection.close();
  assert.equal(phones.last().closed, true);
  await clock.turn(60_000);
  assert.equal(phones.lines.length, 1);
  connection.check();
  assert.equal(phones.lines.length, 2);
});

test("coming back to life dials now instead of when the wait is over", async () => {
  const { clock, phones, connection } = begin();
  connection.open();
  for (let attempt = 0; attempt < 6; attempt += 1) {
    phones.last().say("connect_error", new Error("network"));
    if (attempt < 5) await clock.turn(8_000);
  }
  const before = phones.lines.length;
  connection.check();
  assert.equal(phones.lines.length, before + 1);
});

test("where WebSockets are blocked, polling is tried, and a WebSocket again after that", async () => {
  const { clock, phones, connection } = begin();
  connection.open();
  for (let attempt = 0; attempt < 4; attempt += 1) {
    phones.last().say("connect_error", new Error("websocket error"));
    await clock.turn(5_000);
  }
  assert.deepEqual(
    phones.lines.map(({ options }) => options.transports[0]),
    ["websocket", "websocket", "polling", "websocket", "websocket"],
  );
});

test("a line that is refused while it is being opened is tried again", async () => {
  const clock = turnedClock();
  const phones = exchange({ deaf: true });
  const connection = createConnection({ dial: phones.dial, clock, auth: () => ({}), hear: () => {}, changed: () => {} });
  connection.open();
  assert.equal(phones.lines.length, 1);
  await clock.turn(2_000);
  assert.deepEqual(phones.lines.map(({ options }) => options.transports[0]).slice(0, 3), ["websocket", "websocket", "polling"]);
});

test("where WebSockets hang, polling is tried at once", async () => {
  const { clock, phones, connection } = begin();
  connection.open();
  await clock.turn(7_000);
  assert.deepEqual(phones.lines.map(({ options }) => options.transports[0]), ["websocket", "polling"]);
  assert.equal(phones.lines[0]?.closed, true);
});

test("a request ends in its answer, or in why there is none", async () => {
  const { clock, phones, connection } = begin();
  await assert.rejects(connection.request("command", {}), { code: "offline" });
  connection.open();
  phones.last().say("welcome", welcome(1));
  const answered = connection.request("command", { id: "one" });
  phones.last().emitted[0]?.acknowledge({ ok: true });
  assert.deepEqual(await answered, { ok: true });

  const late = assert.rejects(connection.request("command", { id: "two" }), { code: "timeout" });
  await clock.turn(3_000);
  assert.equal(phones.last().emitted.at(-1)?.event, "ping", "an answer that is late puts the line in doubt");
  phones.last().emitted.at(-1)?.acknowledge({ now: 1 });
  await clock.turn(5_000);
  await late;

  const lost = assert.rejects(connection.request("command", { id: "three" }), { code: "lost" });
  phones.last().say("disconnect");
  await lost;
});

test("a page that nobody touches finds out by itself that the line is dead, within eleven seconds", async () => {
  const { clock, phones, states, connection } = begin();
  connection.open();
  phones.last().say("welcome", welcome(1));
  for (let second = 0; second < 30; second += 1) {
    phones.last().say("changes", {});
    await clock.turn(1_000);
  }
  assert.equal(phones.last().emitted.length, 0, "a line that speaks is alive");
  await clock.turn(10_100);
  await settle();
  assert.deepEqual(states, ["connected", "offline"]);
  assert.equal(phones.lines.length, 2);
});

test("a page on which nothing happens keeps its line", async () => {
  const { clock, phones, states, connection } = begin();
  connection.open();
  phones.last().answerer = (_event, _body, acknowledge) => acknowledge({ now: 1 });
  phones.last().say("welcome", welcome(1));
  await clock.turn(60_000);
  assert.deepEqual(states, ["connected"]);
  assert.equal(phones.last().emitted.length, 7, "a ping every eight seconds");
});

test("a network that comes back finds the page dialling within half a second, however long its attempts hung", async () => {
  const { clock, phones, connection } = begin();
  connection.open();
  await clock.turn(120_000);
  const dialled = phones.lines.length;
  assert.ok(dialled >= 12 && dialled <= 20, `dialled ${dialled} times in two minutes`);
  for (let before = dialled; phones.lines.length === before; ) await clock.turn(100);
  const hung = phones.lines.length;
  await clock.turn(10_000);
  assert.equal(phones.lines.length, hung, "an attempt has ten seconds");
  await clock.turn(500);
  assert.equal(phones.lines.length, hung + 1, "and has then waited enough");
});

test("a welcome that is long on its way has its time once the page was let in", async () => {
  const { clock, phones, states, connection } = begin();
  connection.open();
  await clock.turn(2_000);
  phones.last().say("connect");
  await clock.turn(19_000);
  phones.last().say("welcome", welcome(1));
  assert.deepEqual(states.at(-1), "connected");
  assert.equal(phones.lines.length, 1);
});

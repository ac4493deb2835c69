// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { wheel } from "../../facilitation/web/live/wheel.js";
import { boardOf, createWheelView } from "../../facilitation/web/live/wheel_view.js";

const subject = { alias: "Sam", age: "9 jaar", question: "Waar mag ik wonen?" };
const KINDS = /** @type {const} */ (["wish", "offer", "need"]);

/** @param {number} partners @param {{notes?: number, open?: boolean}} [options] so many of each kind */
function board(partners, { notes = 2, open = true } = {}) {
  const seats = Array.from({ length: partners }, (_, i) => ({ id: `partner-${i}`, name: `Partner ${i}`, position: i }));
  return {
    subject,
    partners: seats,
    notes: seats.flatMap((seat) =>
      KINDS.flatMap((kind) =>
        Array.from({ length: notes }, (_, i) => ({ id: `${seat.id}-${kind}-${i}`, partner: seat.id, kind, at: i, open })),
      ),
    ),
  };
}

/** Where a transform of this module puts what it is on, in units of the drawing. @param {string} place */
function pointOf(place) {
  const [, turn, radius, back, scale] =
    /^rotate\((.+?)deg\) translate\((.+?)cqw\) rotate\((.+?)deg\) scale\((.+?)\)$/.exec(place) ?? assert.fail(place);
  const angle = (Number(turn) * Math.PI) / 180;
  const distance = Number(radius) * 10;
  return { x: distance * Math.cos(angle), y: distance * Math.sin(angle), upright: Number(turn) + Number(back), scale: Number(scale) };
}

/** @param {string} place */
const angleOf = (place) => Number(/rotate\((.+?)deg\)/.exec(place)?.[1]);

for (const partners of [1, 3, 8, 16]) {
  test(`the dots of ${partners} partners stand upright where the shared geometry has them`, () => {
    const given = board(partners);
    const drawn = wheel(given, "partner-0");
    const view = createWheelView()(given, { facing: "partner-0" });
    assert.equal(view.dots.length, drawn.dots.length);
    view.dots.forEach((dot, i) => {
      const { x, y, upright, scale } = pointOf(dot.place);
      const there = drawn.dots[i] ?? assert.fail();
      assert.ok(Math.hypot(x - there.x, y - there.y) < 0.2, `${dot.id} is at ${x}, ${y} and not at ${there.x}, ${there.y}`);
      assert.ok(Math.abs(upright) < 1e-9);
      assert.ok(Math.abs(scale * 19 - there.r) < 0.1);
    });
  });
}

test("the wheel turns the short way round, all the way around the circle and back", () => {
  const draw = createWheelView();
  const given = board(8);
  let before = draw(given, { facing: "partner-0" });
  for (const next of [1, 2, 3, 4, 5, 6, 7, 0, 7, 0, 4]) {
    const after = draw(given, { facing: `partner-${next}` });
    const at = after.edges.findIndex((edge) => edge.id === `partner-${next}`);
    const turned = angleOf(after.edges[at]?.place ?? "") - angleOf(before.edges[at]?.place ?? "");
    assert.ok(Math.abs(turned) <= 200, `to partner ${next} it turned ${turned} degrees`);
    for (const [i, dot] of after.dots.entries()) {
      const moved = angleOf(dot.place) - angleOf(before.dots[i]?.place ?? "");
      assert.ok(Math.abs(moved) <= 230, `${dot.id} turned ${moved} degrees on the way to partner ${next}`);
    }
    before = after;
  }
});

test("a name is set anew only when it would stand on its head, or gets or loses the floor", () => {
  const draw = createWheelView();
  const given = board(8);
  const first = draw(given, { facing: "partner-0" });
  const second = draw(given, { facing: "partner-1" });
  const anew = second.names.filter((name) => first.names.every((other) => other.key !== name.key)).map((name) => name.text);
  // Partner 0 gives the floor to partner 1; partner 4 comes over the left side, from below to above or back.
  for (const text of anew) assert.match(text, /Partner [014]/);
  assert.ok(anew.includes("Partner 0") && anew.includes("Partner 1"));
});

test("every name has its arc in the drawing, and two wheels on a page have none in common", () => {
  const draw = createWheelView();
  const one = draw(board(16), { facing: "partner-3", id: "one" });
  const other = createWheelView()(board(16), { id: "other" });
  for (const name of one.names) assert.ok(one.arcs.some((arc) => `#${arc.id}` === name.arc));
  for (const arc of one.arcs) assert.ok(!other.arcs.some(({ id }) => id === arc.id));
});

test("a closed note has no number, an open one has", () => {
  const draw = createWheelView();
  assert.ok(draw(board(3, { open: false })).dots.every((dot) => dot.number === "" && !dot.open));
  assert.deepEqual(draw(board(1)).dots.map((dot) => dot.number), ["1", "2", "3", "4", "5", "6"]);
});

test("a circle of one has no edge, and a circle of none is empty", () => {
  assert.deepEqual(createWheelView()(board(1)).edges, []);
  const empty = createWheelView()(board(0));
  assert.deepEqual([empty.edges, empty.names, empty.dots, empty.facing], [[], [], [], false]);
});

test("places change gradually while the wheel turns, and at once when notes come in afterwards", () => {
  let now = 5_000;
  const draw = createWheelView(() => now);
  assert.equal(draw(board(8)).turning, false);
  assert.equal(draw(board(8), { facing: "partner-1" }).turning, true);
  now += 500;
  assert.equal(draw(board(8, { notes: 3 }), { facing: "partner-1" }).turning, true);
  now += 600;
  assert.equal(draw(board(8, { notes: 4 }), { facing: "partner-1" }).turning, false);
  assert.equal(draw(board(8, { notes: 4 })).turning, true);
});

test("many partners have their names as spokes, none upside down, and only who has the floor has numbers", () => {
  const view = createWheelView()(board(60, { notes: 3 }), { facing: "partner-7" });
  assert.ok(view.many);
  for (const name of view.names) {
    const angle = (((angleOf(name.place) + 90) % 360) + 360) % 360;
    if (name.arc === "") assert.ok(angle <= 180.01, `${name.text} stands on its head`);
    assert.ok(Number(name.size) >= 18);
  }
  assert.equal(view.names.filter((name) => name.arc !== "").length, 1);
  assert.equal(view.crowd.length, 540);
  assert.ok(view.crowd.every((dot) => (dot.number !== "") === dot.id.startsWith("partner-7-")));
});

test("a crowd of notes stands where the shared geometry has them, without transforms", () => {
  const given = board(60, { notes: 4 });
  const view = createWheelView()(given, { facing: "partner-1" });
  const there = wheel(given, "partner-1").dots;
  assert.deepEqual([view.dots.length, view.crowd.length], [0, 720]);
  view.crowd.forEach(({ left, top, width }, i) => {
    const { x, y, r } = there[i] ?? assert.fail();
    const [atLeft, atTop, wide] = [left, top, width].map((value) => 10 * Number(value.replace("cqw", "")));
    assert.ok(Math.hypot((atLeft ?? 0) + r - 500 - x, (atTop ?? 0) + r - 500 - y) < 0.1);
    assert.ok(Math.abs((wide ?? 0) - 2 * r) < 0.1);
  });
});

const text = { nl: "x", en: "x" };
const RECORDS = {
  subject: { subject },
  guide: { guide: { stages: [{ key: "one", form: "partners", questions: { see: text, need: text } }, { key: "two", form: "connect" }] } },
  board: { board: { begun: ["one"], open: [] } },
  partner: { p: { name: "School", position: 0 }, q: { name: "Buurt", position: 1 } },
  note: {
    a: { partner: "p", kind: "need", at: 1, open: true },
    b: { partner: "p", kind: "need", at: 2, open: true },
    c: { partner: "p", kind: "need", at: 3, open: true },
    d: { partner: "q", kind: "see", at: 4, open: true },
    e: { partner: "", kind: "aim", at: 5, open: true },
  },
  placement: { a: { aside: true, on: null }, b: { aside: false, on: "c" } },
  match: { m: { partner: "q", need: "b", offer: null, reply: null, at: 6 } },
};

test("on the circle stands what the guide asks for, without what was laid aside or lies below another", () => {
  const given = boardOf(RECORDS);
  assert.deepEqual(given.kinds, ["see", "need"]);
  assert.deepEqual(given.notes.map(({ id }) => id), ["c", "d"]);
  assert.equal(given.matches?.[0]?.need, "c");
  assert.equal(given.connecting, false);
  assert.equal(boardOf({ ...RECORDS, session: {} }), given, "another table changes nothing");
});

test("matches are bows, and a need is loose from the connecting on until somebody is willing", () => {
  /** @param {string | null} reply */
  const drawn = (reply) => {
    const match = { m: { ...RECORDS.match.m, reply } };
    return createWheelView()(boardOf({ ...RECORDS, match, board: { board: { begun: ["one", "two"], open: [] } } }));
  };
  assert.deepEqual([null, "no", "try"].map((reply) => drawn(reply).bows[0]?.state), ["asked", "faint", "willing"]);
  assert.deepEqual(["no", "yes"].map((reply) => drawn(reply).dots.find(({ id }) => id === "c")?.loose), [true, false]);
});

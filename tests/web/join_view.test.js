// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { INITIAL, NEW, arrived, seatOf, standing, view } from "../../facilitation/web/live/join_view.js";

const DOOR = { session: "s", title: "Rond N.", alias: "N.", door: true, ask: false, waiting: false, refused: false, seat_url: null, partners: [{ id: "a", name: "School", people: 2 }] };

/** @param {Record<string, any>} patch @returns {any} */
const at = (patch) => ({ ...INITIAL, standing: "choose", door: DOOR, ...patch });

test("a seat can be shared, and one sees with how many", () => {
  const shown = view(at({ partner: "a" }));
  assert.deepEqual([shown.chosen, shown.partner, shown.company, shown.sittable], ["seat", "School", 2, true]);
});

test("a seat of one's own needs a name, and a name that is there leads to that seat", () => {
  assert.equal(view(at({ partner: NEW })).sittable, false);
  assert.equal(view(at({ partner: NEW, partnerName: "x".repeat(61) })).sittable, false);
  assert.equal(view(at({ partner: NEW, partnerName: " school " })).known, "School");
});

test("a seat that is gone from the circle is to be chosen again", () => {
  assert.equal(view(at({ partner: "b" })).chosen, "");
});

test("what is sent holds a name only when one was given", () => {
  assert.deepEqual(seatOf(at({ partner: "a", name: " " })), { partner: { id: "a" } });
  assert.deepEqual(seatOf(at({ partner: NEW, partnerName: " Tante ", name: " Bep " })), { partner: { name: "Tante" }, name: "Bep" });
});

test("every reason why one cannot come in has its page", () => {
  assert.equal(standing("door-closed"), "shut");
  assert.equal(standing("nobody-at-door"), "nobody");
  assert.equal(standing("link-wrong"), "nobody");
  assert.equal(standing("session-unknown"), "gone");
  assert.equal(standing("too-busy"), "");
});

test("5_8_whoever_asked_waits_and_is_told_when_the_answer_is_no", () => {
  assert.equal(arrived({ ...DOOR, waiting: true, door: false }, false), "waiting");
  assert.equal(arrived({ ...DOOR, refused: true }, true), "refused");
  assert.equal(arrived({ ...DOOR, refused: true }, false), "choose");
  assert.equal(arrived({ ...DOOR, door: false }, true), "shut");
  assert.equal(view(at({ door: { ...DOOR, ask: true } })).asks, true);
});

const SAM = { id: "s", name: "Sam zelf", people: 0, own: true };
const WITH_SAM = { ...DOOR, alias: "Sam", partners: [...DOOR.partners, SAM] };

test("the seat of the person themself stands first, and asks for no name", () => {
  const shown = view(at({ door: WITH_SAM, partner: "s" }));
  assert.deepEqual(shown.partners.map(({ id }) => id), ["s", "a"]);
  assert.deepEqual([shown.own, shown.with_own, shown.sittable], [true, true, true]);
  assert.deepEqual([view(at({ partner: "a" })).own, view(at({})).with_own], [false, false]);
  assert.deepEqual(seatOf(at({ door: WITH_SAM, partner: "s", name: "Mama" })), { partner: { id: "s" } });
  assert.deepEqual(seatOf(at({ door: WITH_SAM, partner: "a", name: "Mama" })), { partner: { id: "a" }, name: "Mama" });
});

test("who types the name of the person in the middle comes to their seat, where there is one", () => {
  const typed = at({ door: WITH_SAM, partner: NEW, partnerName: " sam " });
  assert.equal(view(typed).known, "Sam zelf");
  assert.deepEqual(seatOf(typed), { partner: { id: "s" } });
  const without = at({ door: { ...DOOR, alias: "Sam" }, partner: NEW, partnerName: "Sam" });
  assert.equal(view(without).known, "");
  assert.deepEqual(seatOf(without), { partner: { name: "Sam" } });
});

test("the seat of the person themself takes one phone: a second asks, and is told so before", () => {
  const taken = { ...WITH_SAM, partners: [DOOR.partners[0], { ...SAM, people: 1 }] };
  for (const patch of [{ partner: "s" }, { partner: NEW, partnerName: "sam" }]) {
    const shown = view(at({ door: taken, ...patch }));
    assert.deepEqual([shown.taken, shown.asks, shown.known], [true, true, ""]);
  }
  const other = view(at({ door: taken, partner: "a" }));
  assert.deepEqual([other.taken, other.asks], [false, false]);
  assert.deepEqual([view(at({ door: WITH_SAM, partner: "s" })).taken, view(at({ door: taken })).taken], [false, false]);
});

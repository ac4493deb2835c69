// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { findPersonal, passesEleven } from "../../facilitation/web/live/personal_data.js";

/** @param {string} text */
const kinds = (text) => findPersonal(text, 2026).map(({ kind }) => kind);

test("the eleven check takes a citizen service number and refuses its neighbour", () => {
  assert.equal(passesEleven("111222333"), true);
  assert.equal(passesEleven("123456782"), true);
  assert.equal(passesEleven("123456783"), false);
  assert.equal(passesEleven("000000000"), false);
  assert.equal(passesEleven("1234"), false);
});

for (const text of ["BSN 111222333", "zijn nummer is 111 222 333.", "111.222.333", "1112.22.333", "(123456782)"]) {
  test(`a citizen service number is seen in “${text}”`, () => assert.deepEqual(kinds(text), ["bsn"]));
}

for (const text of [
  "Geboren op 3-4-2022",
  "hij is van 03/04/2015",
  "3.4.2011 in Zwolle",
  "2015-04-03",
  "3 april 2015",
  "on April 3rd, 2015",
  "geb. 12-11-26",
  "3-4-'15",
]) {
  test(`a date of birth is seen in “${text}”`, () => assert.deepEqual(kinds(text), ["birth"]));
}

for (const text of ["mail naar oma.jansen+kind@voorbeeld.nl", "<a@b.example>", "naam@straße.example"]) {
  test(`an e-mail address is seen in “${text}”`, () => assert.deepEqual(kinds(text), ["email"]));
}

for (const text of ["bel 06-12345678", "06 12 34 56 78", "+31 6 12345678", "0031612345678", "(020) 123 45 67", "038-1234567"]) {
  test(`a phone number is seen in “${text}”`, () => assert.deepEqual(kinds(text), ["phone"]));
}

for (const text of [
  "Elke avond om half zeven bel ik en lees ik haar voor.",
  "Om 15.30 uur, en op 12-12 weer.",
  "We spreken af op 3-4-2027.",
  "Ik heb 1.000.000 knuffels en 123456783 liedjes.",
  "Vier uur per week, 10 tot 12.",
  "@oma komt ook",
  "Groep 3/4 in 2026",
  "99-99-2015",
  "",
]) {
  test(`nothing is pointed out in “${text}”`, () => assert.deepEqual(kinds(text), []));
}

test("several are told in the order of the text, with the piece as it stands", () => {
  const found = findPersonal("Bel 06-12345678 of mail a@b.nl, BSN 111222333", 2026);
  assert.deepEqual(found, [
    { kind: "phone", piece: "06-12345678" },
    { kind: "email", piece: "a@b.nl" },
    { kind: "bsn", piece: "111222333" },
  ]);
});

test("500 hostile characters are read in no time", () => {
  const started = performance.now();
  for (const text of ["1".repeat(500), "0 ".repeat(250), "a@".repeat(250), "1-1-".repeat(125), "+1 ".repeat(166)]) findPersonal(text);
  assert.ok(performance.now() - started < 200);
});

// @ts-check
/**
 * Text that looks like it tells who somebody is, found on the phone and pointed out to its author before it is sent.
 * It is a hint: it would rather stay silent about a date than call every number a phone number. The text itself goes
 * nowhere.
 *
 * Exports
 *   findPersonal(text)   -> Finding[]   in the order of the text, at most one of each kind and piece
 *   passesEleven(digits) -> boolean     the check of a citizen service number
 */

/**
 * @typedef {object} Finding
 * @property {"bsn" | "birth" | "email" | "phone"} kind
 * @property {string} piece as it stands in the text
 */

/**
 * A pattern, and what may not stand right before it. Looking back is not left to the pattern itself: on phones from
 * before 2023 a lookbehind is a syntax error, and the whole page would stay empty.
 *
 * @typedef {{pattern: RegExp, notAfter: RegExp}} Shape
 */

const MONTHS =
  "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|" +
  "january|february|march|may|june|july|august|october|jan|feb|mrt|mar|apr|jun|jul|aug|sept?|okt|oct|nov|dec";
const DIGIT = /\d$/;

/** @type {Shape} */
const EMAIL = { pattern: /[^\s@<>()"',;:]+@[^\s@<>()"',;:]+\.\p{L}{2,}/gu, notAfter: /[^\s\S]/ };
/** Nine digits in a row, or grouped in the ways people write them; eight, as the oldest numbers are.
 * @type {Shape} */
const BSN = { pattern: /\d(?:[ .-]?\d){7,8}(?!\d|[.,/-]\d)/g, notAfter: /[\d.,/+-]$/ };
/** @type {Shape[]} */
const PHONES = [
  { pattern: /(?:\+|00)\d(?:[ ().-]{0,2}\d){7,13}(?!\d)/g, notAfter: /[\d\p{L}]$/u },
  { pattern: /\(?0[1-9](?:[ ().-]{0,2}\d){8}(?!\d)/g, notAfter: /[\d\p{L}+]$/u },
];
/** @type {Shape} */
const DATE = { pattern: /(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?('?\d{2}|\d{4})(?!\d)/g, notAfter: DIGIT };
/** @type {Shape} */
const DATE_BACKWARDS = { pattern: /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g, notAfter: DIGIT };
/** @type {Shape} */
const DATE_IN_WORDS = {
  pattern: new RegExp(`(\\d{1,2})(?:e|st|nd|rd|th)?\\s+(?:of\\s+)?(?:${MONTHS})\\.?,?\\s+(\\d{4}|'\\d{2})(?!\\d)`, "gi"),
  notAfter: DIGIT,
};
/** @type {Shape} */
const MONTH_FIRST = {
  pattern: new RegExp(`(?:${MONTHS})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?!\\d)`, "gi"),
  notAfter: /\p{L}$/u,
};
const BORN = /(?:^|\P{L})(?:geboren|geboortedatum|geb\.|born|birthday|date of birth|d\.o\.b\.?|dob)(?!\p{L})/iu;

/** @param {string} text @param {Shape} shape @returns {RegExpExecArray[]} */
function matches(text, { pattern, notAfter }) {
  /** @type {RegExpExecArray[]} */
  const found = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (notAfter.test(text.slice(Math.max(0, match.index - 2), match.index))) pattern.lastIndex = match.index + 1;
    else found.push(match);
  }
  return found;
}

/**
 * The weighted sum 9·a + 8·b + … + 2·h − i of a citizen service number is a multiple of eleven.
 *
 * @param {string} digits eight or nine
 */
export function passesEleven(digits) {
  const nine = digits.padStart(9, "0");
  if (!/^\d{9}$/.test(nine) || /^(\d)\1*$/.test(nine)) return false;
  const sum = [...nine].reduce((total, digit, index) => total + Number(digit) * (index === 8 ? -1 : 9 - index), 0);
  return sum % 11 === 0;
}

/** @param {number} day @param {number} month @param {number} year */
function isDay(day, month, year) {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * A birth date lies in the past, and an appointment seldom in an earlier year: so dates of last year and before,
 * or any date beside a word for being born.
 *
 * @param {string} text @param {number} start @param {number} year @param {number} today
 */
function isBirth(text, start, year, today) {
  if (BORN.test(text.slice(Math.max(0, start - 30), start))) return true;
  return year >= today - 120 && year < today;
}

/** @param {string} digits two or four @param {number} today */
function fullYear(digits, today) {
  const year = Number(digits.replace("'", ""));
  if (year > 99) return year;
  return year > today % 100 ? 1900 + year : 2000 + year;
}

/** @param {string} text @param {number} today @returns {[start: number, piece: string][]} */
function births(text, today) {
  /** @type {[number, string][]} */
  const found = [];
  /** @param {RegExpExecArray} match @param {string} year @param {number} [day] @param {number} [month] */
  const weigh = (match, year, day, month) => {
    const full = fullYear(year, today);
    const real = day === undefined || month === undefined ? true : isDay(day, month, full) || isDay(month, day, full);
    if (real && isBirth(text, match.index, full, today)) found.push([match.index, match[0]]);
  };
  for (const match of matches(text, DATE)) weigh(match, match[3], Number(match[1]), Number(match[2]));
  for (const match of matches(text, DATE_BACKWARDS)) weigh(match, match[1], Number(match[3]), Number(match[2]));
  for (const match of matches(text, DATE_IN_WORDS)) weigh(match, match[2]);
  for (const match of matches(text, MONTH_FIRST)) weigh(match, match[2]);
  return found;
}

/**
 * @param {string} text
 * @param {number} [today] the year it is
 * @returns {Finding[]}
 */
export function findPersonal(text, today = new Date().getFullYear()) {
  /** @type {{start: number, piece: string, kind: Finding["kind"]}[]} */
  const all = [];
  for (const { index, 0: piece } of matches(text, EMAIL)) all.push({ start: index, piece, kind: "email" });
  for (const [start, piece] of births(text, today)) all.push({ start, piece, kind: "birth" });
  for (const shape of PHONES) {
    for (const { index, 0: piece } of matches(text, shape)) all.push({ start: index, piece, kind: "phone" });
  }
  for (const { index, 0: piece } of matches(text, BSN)) {
    if (passesEleven(piece.replace(/\D/g, ""))) all.push({ start: index, piece, kind: "bsn" });
  }
  /** @type {typeof all} */
  const kept = [];
  for (const next of all) {
    const end = next.start + next.piece.length;
    // The first kind that claims a stretch has it: a date is not also a phone number.
    if (!kept.some((other) => next.start < other.start + other.piece.length && other.start < end)) kept.push(next);
  }
  kept.sort((one, other) => one.start - other.start);
  return kept.map(({ kind, piece }) => ({ kind, piece: piece.trim() }));
}

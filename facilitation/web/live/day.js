// @ts-check
/** Dates as people here write them. */

const LOCALES = /** @type {const} */ ({ nl: "nl-NL", en: "en-GB" });

/**
 * The day of `at`, in words: "22 november 2026", "22 November 2026". Empty when there is no such day.
 * @param {number | null | undefined} at ms since 1970
 * @param {string} language
 */
export function dayOf(at, language) {
  if (!at) return "";
  const locale = language === "en" ? LOCALES.en : LOCALES.nl;
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" }).format(at);
}

/**
 * A day of the calendar in words, with its time where it has one. Empty for "".
 * @param {string} text `2026-12-01` or `2026-12-01T10:30`
 * @param {string} language
 */
export function whenOf(text, language) {
  const [day = "", time = ""] = text.split("T");
  // At noon, so that it is this day wherever the phone thinks it is.
  const words = day ? dayOf(Date.parse(`${day}T12:00`), language) : "";
  return time ? `${words}, ${time}` : words;
}

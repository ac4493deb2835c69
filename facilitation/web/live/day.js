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

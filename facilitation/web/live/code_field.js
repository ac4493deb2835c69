// @ts-check
/**
 * A code as it is typed: in capitals and in two groups, with the cursor left where the writer has it. Pure.
 *
 * Exports
 *   LENGTH                     symbols in a code
 *   symbols(typed)             -> the code without anything else, at most LENGTH
 *   grouped(code)              -> "CDFH-3479"
 *   shown(typed, cursor)       -> {text, cursor}   what the field should hold, and where the cursor goes
 */

export const LENGTH = 8;
const GROUP = 4;

/** @param {string} typed @returns {string} */
export function symbols(typed) {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, "").slice(0, LENGTH);
}

/** @param {string} code @returns {string} */
export function grouped(code) {
  return code.length > GROUP ? `${code.slice(0, GROUP)}-${code.slice(GROUP)}` : code;
}

/**
 * @param {string} typed
 * @param {number} cursor in `typed`
 * @returns {{text: string, cursor: number}}
 */
export function shown(typed, cursor) {
  const text = grouped(symbols(typed));
  const before = symbols(typed.slice(0, cursor)).length;
  return { text, cursor: Math.min(text.length, before > GROUP ? before + 1 : before) };
}

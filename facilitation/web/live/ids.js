// @ts-check
/**
 * Ids as the protocol wants them: 128 random bits, 22 characters of base64url.
 *
 * Exports
 *   newId()   a new id
 */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * Made with getRandomValues, since randomUUID is not there on plain http.
 *
 * @returns {string}
 */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let id = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      id += ALPHABET.charAt((held >> bits) & 63);
    }
    held &= (1 << bits) - 1;
  }
  return id + ALPHABET.charAt((held << (6 - bits)) & 63);
}

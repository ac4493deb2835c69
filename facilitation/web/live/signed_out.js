// @ts-check
/**
 * Signing out, for the other windows of this browser: whoever comes to this laptop next leads nothing from one of them.
 *
 * Exports
 *   tellSignedOut()
 *   hearSignedOut(hear)   -> stop listening
 */
const NAME = "signed-out";

/** @returns {BroadcastChannel | null} */
const channel = () => (typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME));

export function tellSignedOut() {
  const to = channel();
  to?.postMessage(null);
  to?.close();
}

/** @param {() => void} hear @returns {() => void} */
export function hearSignedOut(hear) {
  const from = channel();
  if (from) from.onmessage = hear;
  return () => from?.close();
}

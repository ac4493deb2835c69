// @ts-check
/**
 * Whether the session of this page is a rehearsal.
 *
 * Exports
 *   useRehearsal()   -> boolean
 */
import { one } from "./canvas_store.js";
import { useSelector } from "./hooks.js";

/** @param {import("./canvas_store.js").Snapshot} snapshot @returns {boolean} */
const isRehearsal = (snapshot) => one(snapshot, "session")?.rehearsal ?? false;

export function useRehearsal() {
  return useSelector(isRehearsal);
}

// @ts-check
/**
 * A stand-in for the browser's storage where that is forbidden or full. The pages' framework writes to it without
 * asking, and without this the whole page would stay empty there. Put in place on import, before anything is drawn.
 *
 * Exports
 *   isSpare(storage)         whether this is the stand-in: what it holds is gone after a reload
 *   standIn(host)            put stand-ins in place on `host` (the window) where its own storages do not work
 */

/** @type {WeakSet<object>} */
const spares = new WeakSet();
const PROBE = "speelveld:probe";

/** @param {object} storage */
export function isSpare(storage) {
  return spares.has(storage);
}

function spare() {
  /** @type {Map<string, string>} */
  const items = new Map();
  const storage = {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    /** @param {string} key */
    getItem: (key) => items.get(String(key)) ?? null,
    /** @param {number} index */
    key: (index) => [...items.keys()][index] ?? null,
    /** @param {string} key */
    removeItem: (key) => void items.delete(String(key)),
    /** @param {string} key @param {string} value */
    setItem: (key, value) => void items.set(String(key), String(value)),
  };
  spares.add(storage);
  return storage;
}

/** @param {any} host @param {string} name */
function works(host, name) {
  try {
    host[name].setItem(PROBE, "1");
    host[name].removeItem(PROBE);
    return true;
  } catch {
    return false;
  }
}

/** @param {any} host */
export function standIn(host) {
  for (const name of ["localStorage", "sessionStorage"]) {
    if (works(host, name)) continue;
    Object.defineProperty(host, name, { value: spare(), configurable: true });
  }
}

if (typeof window !== "undefined") standIn(window);

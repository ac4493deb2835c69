// @ts-check
/**
 * A stand-in for the browser's storage where that is forbidden or full. The pages' framework writes to it without
 * asking, and without this the whole page would stay empty there. A plain script in the page's head, because it has to
 * be there before anything is drawn; `storage.js` knows a stand-in by its mark, and says that nothing is kept.
 */
(() => {
  const PROBE = "speelveld:probe";

  function spare() {
    /** @type {Map<string, string>} */
    const items = new Map();
    return {
      [Symbol.for("speelveld.spare")]: true,
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
  }

  for (const name of /** @type {const} */ (["localStorage", "sessionStorage"])) {
    try {
      window[name].setItem(PROBE, "1");
      window[name].removeItem(PROBE);
    } catch {
      Object.defineProperty(window, name, { value: spare(), configurable: true });
    }
  }
})();

// @ts-check
// A stand-in for storage that is forbidden or full, to which the framework writes unasked: without it the page stays
// empty. In the head, before all else; `storage.js` knows it by its mark. Short, since phones fetch it as it stands.
(() => {
  const PROBE = "speelveld:probe";

  function spare() {
    const items = new Map();
    return {
      [Symbol.for("speelveld.spare")]: true,
      get length() {
        return items.size;
      },
      clear: () => items.clear(),
      getItem: (key = "") => items.get(String(key)) ?? null,
      key: (index = 0) => [...items.keys()][index] ?? null,
      removeItem: (key = "") => void items.delete(String(key)),
      setItem: (key = "", value = "") => void items.set(String(key), String(value)),
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

// @ts-check
/**
 * An error on a page is an error in its console, and nothing more.
 *
 * Reflex hangs handlers on `window` that report errors to its state on the server. This app has none (decision 0001),
 * so reporting fails, which is an error, which is reported: one lost promise, and a page spins until its battery is
 * empty. They are set while the first page mounts and never called for by name, so here they have nowhere to stand.
 */
if (typeof window !== "undefined") {
  for (const name of ["onerror", "onunhandledrejection"]) {
    Object.defineProperty(window, name, { get: () => null, set: () => {}, configurable: true });
  }
}

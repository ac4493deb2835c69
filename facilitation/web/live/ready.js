// @ts-check
/**
 * "I am ready": about one stage, known to the server only while it runs, so this phone remembers it and says it again.
 *
 * Exports
 *   createReady(options)   -> Ready
 */

/** @typedef {import("./storage.js").Marks} Marks */

/**
 * @typedef {object} Ready
 * @property {(owner: string) => void} open take up what "<session>/<participant>" said before a reload
 * @property {(stage: string | null) => void} stageIs a new stage begins unready
 * @property {(ready: boolean) => void} say
 * @property {() => void} repeat after a new connection
 * @property {() => void} clear
 */

/**
 * @param {{marks: Marks, tell: (ready: boolean) => void, changed: (ready: boolean) => void}} options
 * @returns {Ready}
 */
export function createReady({ marks, tell, changed }) {
  let owner = "";
  /** @type {string | null} */
  let stage = null;
  /** @type {string | null} the stage that was said to be done */
  let done = null;

  const now = () => done !== null && done === stage;
  /** @param {string | null} value */
  function set(value) {
    done = value;
    if (owner) marks.set(`ready:${owner}`, value);
    changed(now());
  }

  return {
    open(next) {
      if (next === owner) return;
      owner = next;
      done = marks.get(`ready:${owner}`);
      changed(now());
    },
    stageIs(next) {
      if (next === stage) return;
      const left = stage !== null;
      stage = next;
      // Whoever comes back to a stage is asked anew, as the server does.
      if (left) set(null);
      else changed(now());
    },
    say(ready) {
      set(ready ? stage : null);
      tell(ready);
    },
    repeat() {
      if (now()) tell(true);
    },
    clear: () => set(null),
  };
}

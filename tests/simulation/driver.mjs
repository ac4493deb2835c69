// The real modules of the live page, driven from Python over a pipe: one JSON object a line in, one a line out.
//
// {op: "replay", frames: [...], steps: [[...], ...]}  steps of each store: [kind, frame, asked, resync]
//   -> [{answers: "ok 3,gap 3,…", digest}, …]
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const modules = process.argv[2];
const { createStore } = await import(pathToFileURL(`${modules}/canvas_store.js`).href);

/** The canonical form: sorted keys, no spaces, and no kind without records. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.keys(value).sort();
  return `{${fields.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

function digest(records) {
  const filled = Object.fromEntries(Object.entries(records).filter(([, table]) => Object.keys(table).length > 0));
  return createHash("sha256").update(canonical(filled)).digest("hex");
}

const still = { now: () => 0, after: () => () => {}, random: () => 0.5 };

function replay({ frames, steps }) {
  return steps.map((each) => {
    const store = createStore({ clock: still, schedule: () => {} });
    const answers = each.map(([kind, at, asked, resync]) => {
      const answer =
        kind === "changes"
          ? store.changes(frames[at])
          : resync
            ? store.welcome(frames[at], asked)
            : store.welcome(frames[at]);
      return `${answer} ${store.seq()}`;
    });
    store.flush();
    return { answers: answers.join(","), digest: digest(store.snapshot().records) };
  });
}

const operations = { replay };

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const request = JSON.parse(line);
  const reply = operations[request.op](request);
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

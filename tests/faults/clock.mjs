// @ts-check
/**
 * The page's own modules against a real server, on a device whose clock is wrong.
 *
 *   node clock.mjs '{"url", "cookie", "auth", "behind", "turned"}'
 *
 * The device's clock is `behind` ms behind. At every change of the board one line is printed: {seq, error}, in which
 * `error` is what the page takes for the server's time minus the true time, ms. When a line comes on stdin the clock is
 * turned ahead by `turned` ms. It ends when stdin does.
 */
import { createInterface } from "node:readline";
import { createStore, serverNow } from "../../facilitation/web/live/canvas_store.js";
import { realClock } from "../../facilitation/web/live/clock.js";
import { createConnection } from "../../facilitation/web/live/connection.js";

const { url, cookie, auth, behind, turned } = JSON.parse(process.argv[2] ?? "{}");
let shift = -behind;
const clock = { ...realClock, now: () => Date.now() + shift };
const store = createStore({ clock, schedule: (run) => void setImmediate(run) });

/** Socket.IO by hand over Node's WebSocket, which can bring a cookie. @type {import("../../facilitation/web/live/connection.js").Dial} */
function dial(options) {
  /** @type {Map<string, (body: any) => void>} */
  const heard = new Map();
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map();
  /** @type {WebSocket | null} */
  let socket = null;
  /** @param {string} data */
  function read(data) {
    if (data.startsWith("0")) socket?.send(`40/room,${JSON.stringify(options.auth())}`);
    else if (data === "2") socket?.send("3");
    else if (data.startsWith("42/room,")) {
      const [event, body] = JSON.parse(data.slice("42/room,".length));
      heard.get(event)?.(body);
    } else if (data.startsWith("43/room,")) {
      const at = data.indexOf("[");
      waiting.get(Number(data.slice("43/room,".length, at)))?.(JSON.parse(data.slice(at))[0]);
    }
  }
  return {
    open() {
      const Socket = /** @type {any} */ (WebSocket);
      const opened = new Socket(`${url.replace("http", "ws")}/live/?EIO=4&transport=websocket`, { headers: { cookie } });
      socket = opened;
      opened.onmessage = (/** @type {MessageEvent} */ event) => read(event.data);
      opened.onclose = () => heard.get("disconnect")?.("closed");
    },
    on: (event, hear) => void heard.set(event, hear),
    emit(event, body, acknowledge) {
      waiting.set(waiting.size + 1, acknowledge);
      socket?.send(`42/room,${waiting.size}${JSON.stringify(body === null ? [event] : [event, body])}`);
    },
    transport: () => "websocket",
    close: () => socket?.close(),
  };
}

store.subscribe(() => {
  const snapshot = store.snapshot();
  const error = serverNow(snapshot, clock.now()) - Date.now();
  process.stdout.write(`${JSON.stringify({ seq: snapshot.seq, error })}\n`);
});
const connection = createConnection({
  dial,
  clock,
  auth: () => ({ ...auth, since: store.seq() }),
  hear: (event, body) => void (event === "welcome" ? store.welcome(body) : event === "changes" && store.changes(body)),
  changed: () => {},
});
connection.open();
const orders = createInterface({ input: process.stdin });
orders.on("line", () => {
  shift += turned;
});
orders.on("close", () => {
  connection.close();
  process.exit(0);
});

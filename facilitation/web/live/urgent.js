// @ts-check
/**
 * A command that cannot wait for a better moment, and cannot be given up because there is no line: the safety stop. It
 * goes before all else as soon as the line is there, and again until it is answered, unless it is taken back.
 *
 * Exports
 *   insist(line, name, clock)   -> {answer: Promise<Ack | null>, takeBack}: null when it was taken back
 */
import { backoff, realClock } from "./clock.js";
import { newId } from "./ids.js";

/** @typedef {import("./outbox.js").Ack} Ack */
/** @typedef {Pick<import("./session.js").Live, "connection" | "first">} UrgentLine */

const nothing = () => {};

/** @param {UrgentLine} line @param {string} name of the command @param {import("./clock.js").Clock} [clock] */
export function insist(line, name, clock = realClock) {
  const command = { id: newId(), name, args: {} };
  let asking = false;
  let attempt = 0;
  let wait = nothing;
  /** @type {(ack: Ack | null) => void} */
  let end = nothing;
  const answer = new Promise((/** @type {(ack: Ack | null) => void} */ resolve) => {
    end = (ack) => {
      end = nothing;
      line.first = nothing;
      wait();
      resolve(ack);
    };
  });

  async function tell() {
    if (asking || end === nothing) return;
    asking = true;
    wait();
    try {
      /** @type {Ack | undefined} */
      const ack = await line.connection.request("command", command);
      if (ack && (ack.ok || ack.retry === false)) return end(ack);
    } catch {
      // Without a line the next welcome calls; a line that is there and does not answer is asked again.
    } finally {
      asking = false;
    }
    if (end !== nothing) wait = clock.after(backoff(attempt++, clock.random()), tell);
  }

  line.first = () => void tell();
  void tell();
  return { answer, takeBack: () => end(null) };
}

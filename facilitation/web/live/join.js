// @ts-check
/**
 * At the door: choose a seat at the circle, and wait politely where the facilitator lets everybody in one by one. What
 * somebody chose and typed stays when the server says no.
 */
import { useEffect } from "react";
import { backoff, realClock } from "./clock.js";
import { Problem, request } from "./http.js";
import { INITIAL, NEW, arrived, seatOf, standing, view } from "./join_view.js";
import { createPageStore } from "./page_store.js";
import { openMarks } from "./storage.js";

/** Seldom enough for a room full of phones, often enough for somebody who stands at a door. */
const LEAST_MS = 1_500;

/** @type {() => void} */
let stopWaiting = () => {};
let looks = 0;

/** @param {import("./join_view.js").Door} door */
const markOf = ({ session }) => `knock:${session}`;

async function look() {
  try {
    const door = await request("GET", "/api/door");
    // This phone already sits there: it gets its own seat and notes back.
    if (door.seat_url) return enter(door.seat_url);
    if (door.waiting && door.door && !door.ask) return void (await knock());
    const now = arrived(door, openMarks().get(markOf(door)) !== null);
    openMarks().set(markOf(door), now === "waiting" ? "yes" : null);
    page.set({ door, standing: now, away: false });
    if (now === "waiting") waitABit();
  } catch (error) {
    const { code } = /** @type {Problem} */ (error);
    const away = page.get().standing === "waiting" && !standing(code);
    page.set(away ? { away } : { standing: standing(code) || (code === "offline" ? "offline" : "failed") });
    if (away) waitABit();
  }
}

/** Look again after a while; at once when somebody takes up their phone again. */
function waitABit() {
  stopWaiting();
  stopWaiting = realClock.after(LEAST_MS + backoff(Math.min(looks, 4), realClock.random()), look);
  looks += 1;
}

function lookAgain() {
  if (page.get().standing !== "waiting" || document.visibilityState === "hidden") return;
  looks = 0;
  stopWaiting();
  void look();
}

/** @param {string} seat */
function enter(seat) {
  const { door } = page.get();
  if (door) openMarks().set(markOf(door), null);
  window.location.replace(seat);
}

/** Ask for the seat that was chosen; one that was asked for already, and may be taken now, is not chosen anew. */
async function knock() {
  const body = page.get().partner === "" ? { partner: { id: NEW } } : seatOf(page.get());
  const { seat_url: seat, session } = await request("POST", "/api/join", body);
  if (seat) return enter(seat);
  openMarks().set(`knock:${session}`, "yes");
  looks = 0;
  page.set({ busy: false });
  await look();
}

async function sit() {
  const state = page.get();
  if (!view(state).sittable) return;
  page.set({ busy: true, problem: "", code: "" });
  try {
    await knock();
  } catch (error) {
    const { code, message } = /** @type {Problem} */ (error);
    page.set({ busy: false, code, problem: message });
    const elsewhere = standing(code);
    if (elsewhere) page.set({ standing: elsewhere, code: "", problem: "" });
    if (code === "partner-unknown") await again();
  }
}

/** Wait no longer. */
async function withdraw() {
  page.set({ busy: true });
  try {
    await request("DELETE", "/api/join");
    stopWaiting();
    page.set({ busy: false });
    const { door } = page.get();
    if (door) openMarks().set(markOf(door), null);
    await again();
  } catch {
    page.set({ busy: false, away: true });
  }
}

/** @param {string} partner */
function choose(partner) {
  page.set({ partner, problem: "", code: "" });
  window.scrollTo({ top: 0 });
  setTimeout(() => document.getElementById(partner === NEW ? "join-partner" : "join-seat")?.focus());
}

/** The circle may have changed since: look again, and choose again. */
async function again() {
  page.set({ partner: "" });
  await look();
}

let looked = false;
function lookOnce() {
  if (!looked) {
    document.addEventListener("visibilitychange", lookAgain);
    window.addEventListener("online", lookAgain);
    void look();
  }
  looked = true;
}

const ACTIONS = {
  choose,
  other: () => page.set({ partner: "", problem: "", code: "" }),
  type_partner: (/** @type {string} */ partnerName) => page.set({ partnerName }),
  type_name: (/** @type {string} */ name) => page.set({ name }),
  sit,
  sit_by_key: (/** @type {KeyboardEvent} */ { key }) => void (key === "Enter" && sit()),
  again,
  withdraw,
};

const page = createPageStore(INITIAL, (state) => ({ ...view(state), ...ACTIONS }));

export function useJoin() {
  useEffect(lookOnce, []);
  return page.use();
}

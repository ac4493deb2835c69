// @ts-check
/** At the door: choose a seat at the circle. What somebody chose and typed stays when the server says no. */
import { useEffect } from "react";
import { Problem, request } from "./http.js";
import { INITIAL, NEW, seatOf, standing, view } from "./join_view.js";
import { createPageStore } from "./page_store.js";

async function look() {
  try {
    const door = await request("GET", "/api/door");
    // This phone already sits there: it gets its own seat and notes back.
    if (door.seat_url) return window.location.replace(door.seat_url);
    page.set({ door, standing: door.door ? "choose" : "shut" });
  } catch (error) {
    const { code } = /** @type {Problem} */ (error);
    page.set({ standing: standing(code) || (code === "offline" ? "offline" : "failed") });
  }
}

async function sit() {
  const state = page.get();
  if (!view(state).sittable) return;
  page.set({ busy: true, problem: "", code: "" });
  try {
    const { seat_url: seat } = await request("POST", "/api/join", seatOf(state));
    window.location.replace(seat);
  } catch (error) {
    const { code, message } = /** @type {Problem} */ (error);
    page.set({ busy: false, code, problem: message });
    const elsewhere = standing(code);
    if (elsewhere) page.set({ standing: elsewhere, code: "", problem: "" });
    if (code === "partner-unknown") await again();
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
  if (!looked) void look();
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
};

const page = createPageStore(INITIAL, (state) => ({ ...view(state), ...ACTIONS }));

export function useJoin() {
  useEffect(lookOnce, []);
  return page.use();
}

// @ts-check
/** The front door: a field for the code, the way back to a seat, and the way in for a facilitator. */
import { useEffect } from "react";
import { LENGTH, shown, symbols } from "./code_field.js";
import { Problem, request } from "./http.js";
import { createPageStore } from "./page_store.js";

/**
 * @typedef {object} HomeState
 * @property {string} code as it stands in the field, in groups
 * @property {boolean} busy
 * @property {string} wrong the code of what went wrong with the code
 * @property {string} why in words, when the server had some
 * @property {boolean} facilitator
 * @property {string[]} seats sessions in which this phone has a seat
 * @property {string} key
 * @property {string} refused as `wrong`, for the key
 * @property {string} turned why a link led here instead of where it should
 */

/** @type {HomeState} */
export const INITIAL = {
  code: "",
  busy: false,
  wrong: "",
  why: "",
  facilitator: false,
  seats: [],
  key: "",
  refused: "",
  turned: "",
};

/** @param {HomeState} state */
export function view(state) {
  return {
    code: state.code,
    whole: symbols(state.code).length === LENGTH,
    busy: state.busy,
    wrong: state.wrong,
    why: state.why,
    facilitator: state.facilitator,
    seats: state.seats.map((session, index) => ({ href: `/s/${session}/seat`, number: index + 1 })),
    several: state.seats.length > 1,
    key: state.key,
    refused: state.refused,
    turned: state.turned,
  };
}

/** @param {{target: HTMLInputElement}} event */
function type({ target }) {
  const { text, cursor } = shown(target.value, target.selectionStart ?? target.value.length);
  // Set here and not by React, which would put the cursor at the end.
  target.value = text;
  target.setSelectionRange(cursor, cursor);
  page.set({ code: text, wrong: "", why: "" });
}

async function enter() {
  const code = symbols(page.get().code);
  if (page.get().busy) return;
  if (code.length < LENGTH) {
    page.set({ wrong: "short", why: "" });
    document.getElementById("home-code")?.focus();
    return;
  }
  page.set({ busy: true, wrong: "", why: "" });
  try {
    await request("POST", "/api/door", { code });
    window.location.assign("/join");
  } catch (error) {
    const { code: wrong, message } = /** @type {Problem} */ (error);
    page.set({ busy: false, wrong, why: message });
    document.getElementById("home-code")?.focus();
  }
}

async function signIn() {
  const key = page.get().key.trim();
  if (page.get().busy || key === "") return;
  page.set({ busy: true, refused: "", why: "" });
  try {
    await request("POST", "/api/sign-in", { key });
    window.location.assign("/desk");
  } catch (error) {
    const { code, message } = /** @type {Problem} */ (error);
    page.set({ busy: false, refused: code, why: message });
  }
}

async function look() {
  try {
    const { facilitator, seats } = await request("GET", "/api/me");
    page.set({ facilitator, seats });
  } catch {
    // Without it the code still works, which is what this page is for.
  }
}

let looked = false;
function lookOnce() {
  // A page that comes back out of the browser's memory may show what is no longer so.
  if (!looked) window.addEventListener("pageshow", ({ persisted }) => persisted && back());
  if (!looked) {
    page.set({ turned: new URLSearchParams(window.location.search).get("problem") ?? "" });
    void look();
  }
  looked = true;
}

function back() {
  page.set({ busy: false });
  void look();
}

const ACTIONS = {
  type,
  enter,
  enter_by_key: (/** @type {KeyboardEvent} */ { key }) => void (key === "Enter" && enter()),
  type_key: (/** @type {string} */ key) => page.set({ key, refused: "" }),
  sign_in: signIn,
  sign_in_by_key: (/** @type {KeyboardEvent} */ { key }) => void (key === "Enter" && signIn()),
};

const page = createPageStore(INITIAL, (state) => ({ ...view(state), ...ACTIONS }));

export function useHome() {
  useEffect(lookOnce, []);
  return page.use();
}

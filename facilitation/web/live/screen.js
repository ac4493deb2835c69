// @ts-check
/**
 * The projector's page. It is put up once and never touched again: it speaks the session's language, follows the door
 * (a code can be renewed), stays awake and comes back by itself.
 */
import { useEffect } from "react";
import { one } from "./canvas_store.js";
import { keepFitting } from "./fit.js";
import { live, useLive } from "./hooks.js";
import { request } from "./http.js";
import { speakLanguage, useLanguage } from "./language.js";
import { createPageStore } from "./page_store.js";
import { beProjector, isPreview, wholeScreen } from "./projector.js";
import { keepSound } from "./screen_sound.js";
import { createScreenView, NO_DOOR } from "./screen_view.js";
import { pageOf } from "./session.js";
import { blanked, hearStop, NOT_STOPPED } from "./stop_here.js";

/** @typedef {import("./screen_view.js").Door} Door */
/** @typedef {import("./screen_view.js").ScreenView} ScreenView */

const AGAIN_MS = 5_000;

const view = createScreenView();
const door = createPageStore(NO_DOOR, (state) => state);
const stopHere = createPageStore(NOT_STOPPED, (state) => state);
let users = 0;
let stop = () => {};
/** The page's own title, for when nothing of the session may be seen. */
let own = "";

/** @returns {ScreenView & {qr: string, wholeScreen: () => void}} */
export function useScreen() {
  const snapshot = blanked(useLive(), stopHere.use());
  const language = /** @type {"nl" | "en"} */ (useLanguage());
  const shown = page(view(snapshot, door.use(), language));
  const spoken = snapshot.records.session ? Object.values(snapshot.records.session)[0]?.language : undefined;

  useEffect(() => {
    if (spoken === "nl" || spoken === "en") speakLanguage(spoken);
  }, [spoken]);
  useEffect(() => {
    own ||= document.title;
    document.title = shown.title || own;
  }, [shown.title]);
  useEffect(() => {
    users += 1;
    if (users === 1) stop = begin();
    return () => {
      users -= 1;
      if (users === 0) stop();
    };
  }, []);
  return shown;
}

/** @type {{of: ScreenView | null, made: ScreenView & {wholeScreen: () => void}}} */
let latest = { of: null, made: /** @type {any} */ (null) };

/** With the address of the QR code and what can be done. @param {ScreenView} of */
function page(of) {
  if (latest.of !== of) {
    const qr = of.qr && typeof window !== "undefined" ? `/api/sessions/${session()}/qr.svg${of.qr}` : "";
    latest = { of, made: { ...of, qr, wholeScreen } };
  }
  return latest.made;
}

function session() {
  return pageOf(window.location.pathname)?.session ?? "";
}

function begin() {
  const here = live();
  const sound = here && !isPreview() ? keepSound(here.store) : () => {};
  const stops = [beProjector(), keepFitting(document.body), followDoor(), hearStop(session(), stopHere.set), sound];
  return () => stops.forEach((end) => end());
}

/** Ask for the code now and whenever it was made anew, until it is there: without it, latecomers stay outside. */
function followDoor() {
  const here = live();
  if (!here) return () => {};
  const { store } = here;
  let stopped = false;
  let asked = -1;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  async function ask() {
    clearTimeout(timer);
    try {
      const { code, address, reachable } = await request("GET", `/api/sessions/${session()}/links`);
      door.set({ code, address, reachable, version: door.get().version + 1 });
    } catch {
      // The line's own sign tells it; the code that is shown stays good until another is made.
      if (!stopped) timer = setTimeout(ask, AGAIN_MS);
    }
  }
  function changed() {
    const rotation = one(store.snapshot(), "session")?.rotation ?? asked;
    if (rotation !== asked) void ask();
    asked = rotation;
  }
  const forget = store.subscribe(changed);
  changed();
  return () => {
    stopped = true;
    clearTimeout(timer);
    forget();
  };
}

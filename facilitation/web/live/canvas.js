// @ts-check
/** The canvas as the team opens it afterwards: the text by partner, and the downloads. */
import { useEffect } from "react";
import { one } from "./canvas_store.js";
import { NOTHING, told } from "./canvas_told.js";
import { dayOf } from "./day.js";
import { useLive } from "./hooks.js";
import { request } from "./http.js";
import { useLanguage } from "./language.js";
import { createPageStore } from "./page_store.js";
import { pageOf } from "./session.js";
import { boardOf, createWheelView } from "./wheel_view.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */

const drawWheel = createWheelView();
const FORMATS = ["pdf", "png", "svg", "xlsx", "csv", "json"];

/**
 * @param {Snapshot} snapshot
 * @param {string} language
 */
export function view(snapshot, language) {
  const session = one(snapshot, "session");
  const subject = one(snapshot, "subject");
  const [id] = Object.keys(snapshot.records.session ?? {});
  const all = session ? told(snapshot, language) : NOTHING;
  return {
    state: session && snapshot.connection.state !== "ended" ? "ready" : snapshot.connection.state,
    message: snapshot.connection.message,
    title: session?.title ?? "",
    date: dayOf(session?.created, language),
    purged: dayOf(session?.purge_at, language),
    subject: {
      alias: subject ? (subject.age ? `${subject.alias} (${subject.age})` : subject.alias) : "",
      story: subject?.story ?? "",
      question: subject?.question ?? "",
      strengths: subject?.strengths ?? "",
      confirmed: Boolean(subject?.confirmed),
    },
    wheel: drawWheel(boardOf(snapshot.records)),
    ...all,
    titles: { frame: "", connect: "", agreements: "", lookback: "", ...all.titles },
    open: all.partners.reduce((sum, partner) => sum + partner.open, 0),
    closed: Object.values(snapshot.records.note ?? {}).filter((note) => !note.open).length,
    downloads: FORMATS.map((format) => ({
      format,
      href: id ? `/api/sessions/${id}/canvas.${format}?language=${language}` : "",
    })),
  };
}

/** The seats that this browser has, by session. */
const mine = createPageStore({ seats: /** @type {string[]} */ ([]) }, (state) => state);

let looked = false;
async function lookOnce() {
  if (looked) return;
  looked = true;
  try {
    const { seats } = await request("GET", "/api/me");
    mine.set({ seats });
  } catch {
    // Without the way back to the seat the canvas is there all the same.
  }
}

/** The way back to the seat that this phone has in this session, "" when it has none. */
function useSeatLink() {
  useEffect(() => void lookOnce(), []);
  const { seats } = mine.use();
  const session = seats.length > 0 ? pageOf(window.location.pathname)?.session : undefined;
  return session && seats.includes(session) ? `/s/${session}/seat` : "";
}

/** @type {{snapshot: Snapshot, language: string, seat: string, shown: ReturnType<typeof view> & {seat: string}} | null} */
let last = null;

/** All that the canvas page shows. */
export function useCanvasPage() {
  const snapshot = useLive();
  const language = useLanguage();
  const seat = useSeatLink();
  if (last?.snapshot !== snapshot || last.language !== language || last.seat !== seat) {
    last = { snapshot, language, seat, shown: { ...view(snapshot, language), seat } };
  }
  return last.shown;
}

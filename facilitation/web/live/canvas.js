// @ts-check
/** The canvas as the team opens it afterwards: the text by partner, and the downloads. */
import { one } from "./canvas_store.js";
import { dayOf } from "./day.js";
import { useLive } from "./hooks.js";
import { useLanguage } from "./language.js";
import { boardOf, createWheelView } from "./wheel_view.js";

/** @typedef {import("./canvas_store.js").Snapshot} Snapshot */

const KINDS = ["wish", "offer", "need"];
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
  const partners = session ? byPartner(snapshot) : [];
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
    partners,
    open: partners.reduce((sum, partner) => sum + partner.open, 0),
    closed: partners.reduce((sum, partner) => sum + partner.closed, 0),
    downloads: FORMATS.map((format) => ({
      format,
      href: id ? `/api/sessions/${id}/canvas.${format}?language=${language}` : "",
    })),
  };
}

/**
 * The partners in their order around the circle, each with their open notes, numbered as on the wheel.
 * @param {Snapshot} snapshot
 */
export function byPartner(snapshot) {
  const notes = Object.entries(snapshot.records.note ?? {});
  const seats = Object.entries(snapshot.records.partner ?? {}).sort(
    ([a, one], [b, other]) => one.position - other.position || (a < b ? -1 : 1),
  );
  let number = 0;
  return seats.map(([id, { name }]) => {
    const theirs = notes.filter(([, note]) => note.partner === id);
    /** @param {string} kind */
    const open = (kind) =>
      theirs
        .filter(([, note]) => note.kind === kind && note.open)
        .sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1))
        .map(([note, { text }]) => ({ id: note, number: ++number, text }));
    const [wishes, offers, needs] = KINDS.map(open);
    const count = wishes.length + offers.length + needs.length;
    return { id, name, wishes, offers, needs, open: count, closed: theirs.length - count };
  });
}

/** @type {{snapshot: Snapshot, language: string, shown: ReturnType<typeof view>} | null} */
let last = null;

/** All that the canvas page shows. */
export function useCanvasPage() {
  const snapshot = useLive();
  const language = useLanguage();
  if (last?.snapshot !== snapshot || last.language !== language) {
    last = { snapshot, language, shown: view(snapshot, language) };
  }
  return last.shown;
}

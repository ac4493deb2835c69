// @ts-check
/** The page for rehearsing: begin a rehearsal, let the others act in it, and throw it away. */
import { useEffect } from "react";
import { closeDialog, openDialog } from "./dialog.js";
import { Problem, request } from "./http.js";
import { createPageStore } from "./page_store.js";
import { START, placeOf, view } from "./rehearse_view.js";

const page = createPageStore(START, (state) => ({ ...view(state), ...actions }));

/** @param {string} what @param {(session: string) => Promise<void>} work */
async function busily(what, work) {
  if (page.get().busy) return;
  page.set({ busy: what, problem: "", done: null });
  try {
    await work(page.get().session);
  } catch (problem) {
    const said = problem instanceof Problem && problem.code !== "offline";
    page.set({ problem: said ? problem.message : "offline" });
  }
  page.set({ busy: "" });
}

const actions = {
  begin: () =>
    busily("begin", async (session) => {
      const { rehearse_url: address } = await request("POST", `/api/sessions/${session}/rehearse`);
      window.location.assign(address);
    }),
  others: () =>
    busily("others", async (session) => {
      const { done } = await request("POST", `/api/sessions/${session}/rehearse/others`);
      page.set({ done });
    }),
  ask: () => openDialog("rehearse-away"),
  cancel: () => closeDialog("rehearse-away"),
  throwAway() {
    closeDialog("rehearse-away");
    return busily("away", async (session) => {
      const { back } = view(page.get());
      await request("DELETE", `/api/sessions/${session}`);
      window.location.assign(back);
    });
  },
};

function begin() {
  page.set(placeOf(window.location.href));
}

/** All that the page shows and can do. */
export function useRehearse() {
  useEffect(begin, []);
  return page.use();
}

// @ts-check
/** The page for rehearsing: begin a rehearsal, let the others act in it, and throw it away. */
import { useEffect } from "react";
import { closeDialog, openDialog } from "./dialog.js";
import { request } from "./http.js";
import { busyWith } from "./office.js";
import { createPageStore } from "./page_store.js";
import { START, placeOf, view } from "./rehearse_view.js";

const page = createPageStore(START, (state) => ({ ...view(state), ...actions }));

const busily = busyWith(page);

const actions = {
  begin: () =>
    busily(async () => {
      const { session } = page.get();
      const { rehearse_url: address } = await request("POST", `/api/sessions/${session}/rehearse`);
      window.location.assign(address);
    }),
  others: () =>
    busily(async () => {
      const { session } = page.get();
      page.set({ done: null });
      const { done } = await request("POST", `/api/sessions/${session}/rehearse/others`);
      page.set({ done });
    }),
  ask: () => openDialog("rehearse-away"),
  cancel: () => closeDialog("rehearse-away"),
  throwAway() {
    closeDialog("rehearse-away");
    return busily(async () => {
      const { session } = page.get();
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

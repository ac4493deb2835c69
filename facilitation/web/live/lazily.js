// @ts-check
/**
 * A part of a page whose code comes later: so that what everybody needs first is there first.
 *
 * Exports
 *   lazily(load)   -> a component that shows nothing until `load` has brought the one that it stands for
 *
 * A line that was away is no reason to stay away: it is tried again, and again, and soon said, with a button. Where the
 * server was built anew meanwhile, that code is no more: then the page is loaded again; by itself only once, and not where
 * the browser keeps nothing, so that what is typed would be gone.
 */
import { createElement, useEffect, useState } from "react";
import { EMPTY } from "./canvas_store.js";
import { backoff, realClock } from "./clock.js";
import { live } from "./hooks.js";

/** @typedef {import("react").ComponentType<any>} Component */

const MARK = "anew";

/** Load the page again if what it refers to is gone. @param {boolean} asked by a hand: also if that did not help before */
async function loadAnew(asked) {
  try {
    // The router's list of all code carries another name after every build.
    const { url } = /** @type {any} */ (window).__reactRouterManifest;
    const { status } = await fetch(url, { method: "HEAD", cache: "no-store" });
    if (status !== 404 || (!asked && sessionStorage.getItem(MARK) === url)) return;
    const { kept, outbox } = live()?.store.snapshot() ?? EMPTY;
    if (!kept && (!asked || outbox.length > 0)) return;
    sessionStorage.setItem(MARK, url);
    location.reload();
  } catch {
    // No line.
  }
}

/** @param {() => Promise<Component>} load */
export function lazily(load) {
  /** @type {Component | null} */
  let loaded = null;

  /** @param {Record<string, any>} props for the component; `missing` says that it is not there, `again` that it is to be tried again */
  return function Lazily({ missing, again, ...props }) {
    const [shown, show] = useState(() => loaded);
    const [retry, offer] = useState(() => /** @type {(() => void) | null} */ (null));
    useEffect(() => {
      let stop = () => {};
      /** @param {number} attempt */
      const fetch = (attempt) =>
        load().then(
          (component) => {
            loaded = component;
            show(() => component);
          },
          () => {
            if (attempt > 0) offer(() => byHand);
            stop = realClock.after(backoff(attempt, realClock.random()), () => fetch(attempt + 1));
            void loadAnew(false);
          },
        );
      const byHand = () => {
        stop();
        void fetch(1);
        void loadAnew(true);
      };
      if (!loaded) void fetch(0);
      return () => stop();
    }, []);
    if (shown) return createElement(shown, props);
    if (!retry || !missing) return null;
    const button = createElement("button", { className: "button", type: "button", onClick: retry }, again);
    return createElement("div", { className: "stack", role: "alert" }, createElement("p", null, missing), button);
  };
}

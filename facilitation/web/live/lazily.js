// @ts-check
/**
 * A part of a page whose code comes later: so that what everybody needs first is there first.
 *
 * Exports
 *   lazily(load, name)   -> a component that shows nothing until `load` has brought the one that it stands for
 *
 * A line that was away is no reason to stay away: it is tried again, and again.
 */
import { createElement, useEffect, useState } from "react";
import { backoff, realClock } from "./clock.js";

/** @typedef {import("react").ComponentType<any>} Component */

/** @param {() => Promise<Component>} load @param {string} name */
export function lazily(load, name) {
  /** @type {Component | null} */
  let loaded = null;

  /** @param {Record<string, any>} props */
  function Lazily(props) {
    const [shown, show] = useState(() => loaded);
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
            stop = realClock.after(backoff(attempt, realClock.random()), () => fetch(attempt + 1));
          },
        );
      if (!loaded) void fetch(0);
      return () => stop();
    }, []);
    return shown ? createElement(shown, props) : null;
  }
  Lazily.displayName = `Lazily(${name})`;
  return Lazily;
}

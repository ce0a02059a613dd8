// Time passes: who was typing has stopped, the machine has slept, the day is another one.

import { signal } from "@preact/signals";

/** @import { Page } from "./page.js" */

const MINUTE_MS = 60_000;
/** A second that took so much longer was slept through. */
const SLEPT_MS = 10_000;

/** Now, in ms since 1970, to the minute: what shows "today" or "5 minutes ago" draws itself anew. */
export const minute = signal(Date.now());

/** @param {Page} page */
export function clock(page) {
  let before = Date.now();

  function tick() {
    const now = Date.now();
    if (page.state.peek().typing.size) page.dispatch({ type: "clock", now });
    if (now - minute.peek() >= MINUTE_MS) minute.value = now;
    if (now - before > SLEPT_MS) page.client?.hurry();
    before = now;
  }
  setInterval(tick, 1_000);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    tick();
    page.client?.hurry(); // a connection that died while nobody looked is noticed before anybody writes
  });
}

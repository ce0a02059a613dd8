// The page as the views see it: what is known, where one is, and everything that can be asked for.

import { account } from "./account.js";
import { Cache } from "./cache.js";
import { clock } from "./clock.js";
import { groups } from "./groups.js";
import { history } from "./history.js";
import { chunkOf } from "./log.js";
import { announcing } from "./notices.js";
import { Page } from "./page.js";
import { people } from "./people.js";
import { forgetPerson } from "./preferences.js";
import { reading } from "./reading.js";
import { routing } from "./route.js";
import { talking } from "./talking.js";

/** @import { App } from "./types.js" */

const page = new Page();
const cache = new Cache(page);
const { route, go } = routing();
const { begin, ...entering } = account(page, cache);

/** @type {App} */
export const app = {
  state: page.state,
  route,
  go,
  ...entering,
  ...talking(page),
  ...history(page),
  ...reading(page),
  ...people(page),
  ...groups(page),

  look(conversation, seq) {
    const { shown } = page.state.peek();
    const chunk = chunkOf(seq);
    if (shown?.conversation !== conversation || shown.chunk !== chunk) page.dispatch({ type: "shown", conversation, chunk });
  },
};

/** Once somebody is here, take over what other tabs of theirs leave. */
function withOthers() {
  let asked = false;
  page.watch(async ({ face }) => {
    if (face !== "chat" || asked) return;
    asked = true;
    try {
      const { whenOthersEnd } = await import("./tabs.js");
      await whenOthersEnd(page.tabs, () => page.client?.collect());
    } catch {
      asked = false; // never fetched before, and there is no network now
    }
  });
}

/** Begin: show what was known when the page was left, and connect. */
export function start() {
  clock(page);
  announcing(page, app);
  withOthers();
  page.watch(({ ended }, before) => {
    if (ended !== "logged_out" || ended === before.ended) return;
    forgetPerson();
    go({ name: "none" }, { replace: true }); // whoever comes next does not begin where somebody else has been
  });
  route.subscribe((to) => to.name !== "conversation" && page.dispatch({ type: "hidden" }));
  return begin();
}

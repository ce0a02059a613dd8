// The address says what is shown: #/c/5, #/c/5/123 (a message), #/u/7 (a person), #/join/<code>.

import { signal } from "@preact/signals";

/** @import { Route } from "./types.js" */

/** @param {string} hash @returns {Route} */
export function parse(hash) {
  const [, kind, id, seq] = /^#\/([cu])\/(\d{1,15})(?:\/(\d{1,15}))?$/.exec(hash) ?? [];
  if (kind === "u") return { name: "person", user: Number(id) };
  if (kind === "c") return { name: "conversation", id: Number(id), ...(seq && { seq: Number(seq) }) };
  const code = /^#\/join\/([\w-]{1,200})$/.exec(hash)?.[1];
  return code ? { name: "join", code } : { name: "none" };
}

/** @param {Route} route */
export function write(route) {
  switch (route.name) {
    case "conversation":
      return `#/c/${route.id}${route.seq === undefined ? "" : `/${route.seq}`}`;
    case "person":
      return `#/u/${route.user}`;
    case "join":
      return `#/join/${route.code}`;
    default:
      return "";
  }
}

/** What is shown now. Follows the address. */
export function routing() {
  const route = signal(parse(location.hash));
  const follow = () => (route.value = parse(location.hash));
  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);

  /** @param {Route} to @param {{ replace?: boolean }} options */
  function go(to, { replace = false } = {}) {
    const address = write(to) || location.pathname + location.search;
    if (replace) history.replaceState(null, "", address);
    else if (write(to) !== location.hash) history.pushState(null, "", address);
    route.value = to;
  }
  return { route, go };
}

// The other tabs of this browser: when one of them ends, by whatever, those that stay hear of it.
//
// Each holds a lock of its own as long as it lives, and waits for the locks of all others.

const PREFIX = "tab-";

/** @param {BroadcastChannel} tabs @param {() => void} then for each tab that has ended */
export async function whenOthersEnd(tabs, then) {
  const { locks } = navigator;
  if (!locks) return; // http, and not localhost: what was left is found with the next connection
  const mine = PREFIX + Math.random().toString(36).slice(2);
  /** @param {string} name */
  const watch = (name) => void locks.request(name, { mode: "shared" }, () => then()).catch(() => {});
  locks.request(mine, () => {
    tabs.postMessage({ tab: mine });
    return new Promise(() => {});
  });
  tabs.addEventListener("message", ({ data }) => data.tab && watch(data.tab));
  const { held = [] } = await locks.query();
  for (const { name = "" } of held) if (name.startsWith(PREFIX) && name !== mine) watch(name);
}

// Seeing to it that the page opens without network the next time.

/** The version is in every address (http/bundle.py). */
const VERSION = /\/web\/([^/]+)\//.exec(import.meta.url)?.[1] ?? "";

/** Register the service worker, and keep this version's files for as long as this page lives. */
export async function keepForOffline() {
  if (!("serviceWorker" in navigator)) return; // http, and not localhost
  navigator.locks.request(`hubbub-${VERSION}`, { mode: "shared" }, () => new Promise(() => {}));
  try {
    await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
  } catch {
    // Forbidden, or no disk left: the page needs the network to open, as every other does.
  }
}

// The service worker: the page opens without network, of the files of the version it was installed with.
// It keeps nothing of anybody's: what is said is asked of /api, which it never touches.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

// Both are put in by the server (http/pages.py).
const CACHE = "hubbub-{{version}}";
/** @type {string[]} */
const FILES = JSON.parse('{{files}}');

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)).then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (event.request.mode === "navigate" && pathname === "/") event.respondWith(fresh(event.request));
  else if (FILES.includes(pathname)) event.respondWith(kept(event.request));
});

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

/** The page as the server has it now, or as it was. @param {Request} request */
async function fresh(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const page = await caches.match("/");
    if (page) return page;
    throw error;
  }
}

/** A file that never changes under its address. @param {Request} request */
async function kept(request) {
  return (await caches.match(request)) ?? fetch(request);
}

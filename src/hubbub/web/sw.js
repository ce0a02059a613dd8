// The service worker: the page opens without network, of the files of one version, and is heard while it is hidden.
// It keeps nothing of anybody's: what is said is asked of /api, which it never touches.
//
// The page itself is the server's newest wherever there is a server, and names the version of everything else, so old
// and new never meet. A version's files stay as long as a page of it is open: it may want its rarer parts still.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

// Both are put in by the server (http/bundle.py).
const VERSION = "{{version}}";
/** @type {string[]} */
const FILES = JSON.parse('{{files}}');

const PREFIX = "hubbub-";
const CACHE = PREFIX + VERSION;
const PAGE = "/";
/** A network that takes longer is one to do without: the page opens as it was, and is the newest the next time. */
const PATIENCE_MS = 1_500;

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));

worker.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== worker.location.origin) return;
  if (event.request.mode === "navigate" && pathname === PAGE) event.respondWith(page(event));
  else if (pathname.startsWith("/web/") || FILES.includes(pathname)) event.respondWith(file(event.request));
});

worker.addEventListener("message", (event) => event.waitUntil(told(event)));
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data));
});

/** Keep all files of this version, or none. One after the other: whoever writes meanwhile must not feel it. */
async function install() {
  const cache = await caches.open(CACHE);
  for (const path of FILES) if (!(await cache.match(path))) await cache.add(path);
  const kept = await cache.match(PAGE);
  // The server has become another one since this worker was fetched: the next worker is that one's.
  if (!(await kept?.text())?.includes(`/web/${VERSION}/`)) {
    await caches.delete(CACHE);
    throw new Error("the page is of another version");
  }
  await worker.skipWaiting();
}

async function activate() {
  await forgetOthers();
  await worker.clients.claim();
}

/** Each page holds a lock with the name of its version (core/offline.js). */
async function forgetOthers() {
  const { held = [] } = await navigator.locks.query();
  const needed = new Set([CACHE, ...held.map(({ name }) => name)]);
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && !needed.has(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** The page as the server has it, or without one as it was. @param {FetchEvent} event @returns {Promise<Response>} */
async function page(event) {
  const asked = fetch(event.request);
  asked.catch(() => {});
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const answer = await Promise.race([asked.catch(() => undefined), late]);
  if (answer instanceof Response && answer.status < 500) return answer;
  const kept = await (await caches.open(CACHE)).match(PAGE);
  return kept ?? asked;
}

/** A file that never changes under its address. @param {Request} request */
async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

// Notices. One a conversation, by its tag.

/** @param {number} conversation */
const tagOf = (conversation) => `hubbub-${conversation}`;

/** @returns {Promise<readonly WindowClient[]>} */
const pages = () => worker.clients.matchAll({ type: "window", includeUncontrolled: true });

/** A hidden page has heard of something, or of its having been read. @param {ExtendableMessageEvent} event */
async function told({ data, source }) {
  if (typeof data.read === "number") {
    const shown = await worker.registration.getNotifications({ tag: tagOf(data.read) });
    for (const notice of shown) notice.close();
  }
  if (!data.notice) return;
  const { conversation, title, body, icon } = data.notice;
  const others = (await pages()).filter(({ id }) => id !== /** @type {Client | null} */ (source)?.id);
  if (others.some(({ visibilityState }) => visibilityState === "visible")) return; // they see it there
  await worker.registration.showNotification(title, { body, icon, tag: tagOf(conversation), data: conversation });
}

/** Show a conversation in a page that is open, or in a new one. @param {number} conversation */
async function open(conversation) {
  const [page] = await pages();
  if (!page) return void (await worker.clients.openWindow(`/#/c/${conversation}`));
  page.postMessage({ open: conversation });
  await page.focus();
}

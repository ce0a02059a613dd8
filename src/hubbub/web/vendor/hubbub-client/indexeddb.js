// An outbox in the browser's IndexedDB, which outlives the page and the browser.

/** @import { Letter, OutboxStorage } from "./index.js" */

const LETTERS = "letters";

/** Tabs may share one: a letter sent twice is one message. @returns {OutboxStorage} */
export function indexedDbOutbox(name = "hubbub-outbox") {
  /** @type {Promise<IDBDatabase> | undefined} */
  let opened;
  const database = () => (opened ??= open(name).catch(forget));
  const forget = (/** @type {unknown} */ error) => {
    opened = undefined; // so that the next letter tries again
    throw error;
  };

  /** @template T @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} ask @returns {Promise<T>} */
  async function within(mode, ask) {
    const found = await database();
    found.onclose = found.onversionchange = () => {
      opened = undefined;
      found.close();
    };
    // "strict": the browser says so when it is on the disk, not when it has told the system.
    const transaction = found.transaction(LETTERS, mode, { durability: "strict" });
    const request = ask(transaction.objectStore(LETTERS));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? request.error);
    });
  }

  return {
    load: async () => (await within("readonly", (store) => store.getAll())).sort(byAge).map(({ place, ...letter }) => letter),
    put: (letter) => within("readwrite", (store) => store.put({ ...letter, place: place(letter) })),
    remove: (client_id) => within("readwrite", (store) => store.delete(client_id)),
  };
}

/** Where each letter of this page stands among those written in the same millisecond. @type {Map<string, number>} */
const places = new Map();

/** @param {Letter} letter */
function place({ client_id }) {
  const found = places.get(client_id) ?? places.size;
  places.set(client_id, found);
  return found;
}

/** @typedef {Letter & { place: number }} Stored @param {Stored} a @param {Stored} b */
const byAge = (a, b) => (a.queued_at < b.queued_at ? -1 : a.queued_at > b.queued_at ? 1 : a.place - b.place);

/** @param {string} name @returns {Promise<IDBDatabase>} */
function open(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(LETTERS, { keyPath: "client_id" });
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error);
  });
}

// The database in which the page keeps what it knows, with promises.

export const NAME = "hubbub";
export const ROOMS = "conversations";
export const SELF = "self";
/** What one has drafted and read: a record of its own, for it changes often and is small. */
export const MINE = "mine";

/** @returns {Promise<IDBDatabase>} */
export function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(ROOMS, { keyPath: "id" });
    request.result.createObjectStore(SELF);
  };
  return answer(request);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
export function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction | IDBOpenDBRequest} work @returns {Promise<void>} */
export function done(work) {
  return new Promise((resolve, reject) => {
    if (work instanceof IDBTransaction) work.oncomplete = () => resolve();
    else work.onsuccess = () => resolve();
    work.onerror = () => reject(work.error);
    if (work instanceof IDBTransaction) work.onabort = () => reject(work.error);
  });
}

// What the page knows, kept in IndexedDB: it opens with what it knew, before and without the network.
//
// A conversation, its cursor and its newest entries are one record, so they always fit together, whatever crashes and
// however many tabs write. What is not written yet is told again by the next sync.

import { NOTHING } from "./log.js";
import { BEGINNING } from "./store.js";

/** @import { Chunk, Conversation, State, User } from "./types.js" */
/** @import { Page } from "./page.js" */

/**
 * @typedef {{ id: number, conversation: Conversation, cursor: number, chunks: Chunk[] }} Kept
 * @typedef {{ me: User, epoch: string, people: User[], drafts: [string, string][], reads: [number, number][] }} Self
 * @typedef {{ cursors: Record<string, number>, epoch: string, user: number }} Resume
 */

const NAME = "hubbub";
const ROOMS = "conversations";
const SELF = "self";
const OUTBOX = "hubbub-outbox";
/** Entries are kept of so many conversations, the latest ones; of others what the list shows. */
const MOST_LOGS = 60;
const MOST_PEOPLE = 3_000;
const LAZY_MS = 500;

export class Cache {
  /** Whether there is storage at all: some browsers forbid it, some disks are full. */
  works = "indexedDB" in globalThis;
  /** @type {Promise<IDBDatabase> | null} */
  #opened = null;
  /** What is written. @type {State | null} */
  #written = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Page} */
  #page;

  /** @param {Page} page */
  constructor(page) {
    this.#page = page;
    page.watch((state, before) => isNews(state, before) && this.#later());
    addEventListener("pagehide", () => this.save());
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
  }

  /** What is kept, or null. @returns {Promise<{ state: Partial<State>, resume: Resume } | null>} */
  async load() {
    try {
      const stores = (await this.#database()).transaction([SELF, ROOMS]);
      const [self, rooms] = await Promise.all([
        /** @type {Promise<Self | undefined>} */ (answer(stores.objectStore(SELF).get(SELF))),
        /** @type {Promise<Kept[]>} */ (answer(stores.objectStore(ROOMS).getAll())),
      ]);
      if (!self || !rooms.length) return null;
      const kept = restored(self, rooms);
      this.#written = { ...BEGINNING, ...kept.state }; // what does not change from here on need not be written again
      return kept;
    } catch {
      this.works = false;
      return null;
    }
  }

  /** Write what is new. */
  async save() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const client = this.#page.client;
    if (!this.works || !client) return;
    const state = this.#page.now(); // and with it everything up to the cursors
    const { cursors } = client.state();
    if (state.face !== "chat" || !state.me || !state.epoch || state.status === "catching_up") return;
    const before = this.#written;
    this.#written = state;
    try {
      const database = await this.#database();
      if (this.#page.client !== client) return; // logged out meanwhile
      const transaction = database.transaction([SELF, ROOMS], "readwrite");
      write(transaction, state, before, cursors);
      await done(transaction);
    } catch {
      this.#written = before; // tried again with the next change
    }
  }

  /** Make sure that nothing here is somebody else's. @param {number} user */
  async own(user) {
    try {
      const store = (await this.#database()).transaction([SELF]).objectStore(SELF);
      const self = /** @type {Self | undefined} */ (await answer(store.get(SELF)));
      if (self && self.me.id !== user) await this.forget({ letters: true });
    } catch {
      this.works = false;
    }
  }

  /** Delete everything, for who comes next is perhaps somebody else. @param {{ letters: boolean }} what */
  async forget({ letters }) {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#written = null;
    (await this.#opened?.catch(() => null))?.close();
    this.#opened = null;
    const names = letters ? [NAME, OUTBOX] : [NAME];
    await Promise.all(names.map((name) => done(indexedDB.deleteDatabase(name)).catch(() => {})));
  }

  #later() {
    this.#timer ??= setTimeout(() => this.save(), LAZY_MS);
  }

  #database() {
    this.#opened ??= open().then((database) => {
      // Another tab deletes it: not to close would keep it waiting.
      database.onversionchange = () => {
        database.close();
        this.#opened = null;
        this.#written = null;
      };
      return database;
    });
    return this.#opened;
  }
}

/** @param {State} state @param {State} before */
function isNews(state, before) {
  return ["conversations", "logs", "people", "drafts", "reads", "me"].some(
    (part) => state[/** @type {keyof State} */ (part)] !== before[/** @type {keyof State} */ (part)],
  );
}

/**
 * @param {IDBTransaction} transaction @param {State} state @param {State | null} before
 * @param {Record<string, number>} cursors
 */
function write(transaction, state, before, cursors) {
  const rooms = transaction.objectStore(ROOMS);
  const latest = [...state.conversations.values()].sort((a, b) => (a.lastAt < b.lastAt ? 1 : -1));
  if (!before) rooms.clear();
  for (const id of before?.conversations.keys() ?? []) if (!state.conversations.has(id)) rooms.delete(id);
  for (const [place, conversation] of latest.entries()) {
    const { id } = conversation;
    const log = state.logs.get(id);
    const isWritten = before?.conversations.get(id) === conversation && before?.logs.get(id) === log;
    if (isWritten) continue;
    const chunks = place < MOST_LOGS && log ? newest([...log.chunks.values()]) : [];
    rooms.put({ id, conversation, cursor: cursors[id] ?? 0, chunks });
  }
  transaction.objectStore(SELF).put(selfOf(state), SELF);
}

/** The last chunk, and the one before it unless that is far away. @param {Chunk[]} chunks */
function newest(chunks) {
  const last = chunks.sort((a, b) => b.number - a.number)[0]?.number;
  return chunks.filter(({ number }) => number >= last - 1);
}

/** @param {State} state @returns {Self} */
function selfOf({ me, epoch, people, drafts, reads }) {
  return {
    me: /** @type {User} */ (me),
    epoch: /** @type {string} */ (epoch),
    people: [...people.values()].slice(-MOST_PEOPLE),
    drafts: [...drafts],
    reads: [...reads],
  };
}

/** @param {Self} self @param {Kept[]} rooms */
function restored({ me, epoch, people, drafts, reads }, rooms) {
  const logs = rooms.filter(({ chunks }) => chunks.length).map(({ id, chunks }) => {
    const byNumber = new Map(chunks.map((chunk) => [chunk.number, chunk]));
    return /** @type {const} */ ([id, { ...NOTHING, chunks: byNumber }]);
  });
  return {
    state: {
      me,
      epoch,
      people: new Map(people.map((user) => [user.id, user])),
      conversations: new Map(rooms.map(({ id, conversation }) => [id, conversation])),
      logs: new Map(logs),
      drafts: new Map(drafts),
      reads: new Map(reads),
    },
    resume: { cursors: Object.fromEntries(rooms.map(({ id, cursor }) => [id, cursor])), epoch, user: me.id },
  };
}

// IndexedDB with promises

/** @returns {Promise<IDBDatabase>} */
function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(ROOMS, { keyPath: "id" });
    request.result.createObjectStore(SELF);
  };
  return answer(request);
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @param {IDBTransaction | IDBOpenDBRequest} work @returns {Promise<void>} */
function done(work) {
  return new Promise((resolve, reject) => {
    if (work instanceof IDBTransaction) work.oncomplete = () => resolve();
    else work.onsuccess = () => resolve();
    work.onerror = () => reject(work.error);
    if (work instanceof IDBTransaction) work.onabort = () => reject(work.error);
  });
}

// What the page knows, kept in IndexedDB: it opens with what it knew, before and without the network.

import { answer, done, MINE, NAME, open, ROOMS, SELF } from "./indexeddb.js";
import { forgetPerson } from "./preferences.js";
import { isOther, restored, write } from "./records.js";
import { BEGINNING } from "./store.js";

/** @import { State } from "./types.js" */
/** @import { Kept, Mine, Resume, Self } from "./records.js" */
/** @import { Page } from "./page.js" */

const OUTBOX = "hubbub-outbox";
const LAZY_MS = 500;
/** @type {readonly (keyof State)[]} */
const NEWS = ["conversations", "logs", "people", "drafts", "reads", "gone", "me"];

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
    page.watch((state, before) => isOther(state, before, NEWS) && this.#later());
    addEventListener("pagehide", () => this.save());
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
  }

  /** What is kept, or null. @returns {Promise<{ state: Partial<State>, resume: Resume } | null>} */
  async load() {
    try {
      const stores = (await this.#database()).transaction([SELF, ROOMS]);
      const [self, mine, rooms] = await Promise.all([
        /** @type {Promise<Self | undefined>} */ (answer(stores.objectStore(SELF).get(SELF))),
        /** @type {Promise<Mine | undefined>} */ (answer(stores.objectStore(SELF).get(MINE))),
        /** @type {Promise<Kept[]>} */ (answer(stores.objectStore(ROOMS).getAll())),
      ]);
      if (!self || !rooms.length) return null;
      const kept = restored(self, rooms, mine);
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
      const written = done(transaction);
      write(transaction, state, before, cursors);
      await written;
      if (state.unkept) this.#page.dispatch({ type: "kept", so: true });
    } catch {
      this.#written = before; // tried again with the next change
      if (this.#page.client === client) this.#page.dispatch({ type: "kept", so: false });
    }
  }

  /** Make sure that nothing here is somebody else's. @param {number} user */
  async own(user) {
    try {
      const store = (await this.#database()).transaction([SELF]).objectStore(SELF);
      const self = /** @type {Self | undefined} */ (await answer(store.get(SELF)));
      if (!self || self.me.id === user) return;
      forgetPerson();
      await this.forget({ letters: true });
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

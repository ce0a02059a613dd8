// Messages that are to be sent, until the server has acknowledged them. Each has a `client_id` that never changes, so
// that sending it again is safe. Those to one place leave one after the other; one that has failed holds up nobody.

import { HubbubError } from "./errors.js";

/**
 * @import { Letter, OutboxStorage, Sent } from "./index.js"
 * @typedef {object} Delivery A letter on its way.
 * @property {Letter} letter
 * @property {boolean} kept It is in the storage, and may be sent.
 * @property {boolean} sent It is on its way now.
 * @property {boolean} told The app has seen it.
 * @property {number} refusals How often it was refused for the moment.
 * @property {Promise<unknown>} writing
 * @property {Promise<Sent>} done
 * @property {(sent: Sent) => void} resolve
 * @property {(error: HubbubError) => void} reject
 */

/** Letters that may wait. */
const MOST = 10_000;

/** An outbox that lives as long as the program. @returns {OutboxStorage} */
export function memoryOutbox() {
  /** @type {Map<string, Letter>} */
  const letters = new Map();
  return {
    load: async () => [...letters.values()],
    put: async (letter) => void letters.set(letter.client_id, letter),
    remove: async (client_id) => void letters.delete(client_id),
  };
}

export class Outbox {
  /** Whose letters are sent; those of others wait for them. @type {number | undefined} */
  user;
  /** Whether what an earlier program left is here: nothing leaves before it. */
  loaded = false;
  /** @type {Map<string, Delivery>} */
  #deliveries = new Map();
  /** By place, those that have not failed, in their order. @type {Map<string, Delivery[]>} */
  #lanes = new Map();
  /** @type {Set<Promise<unknown>>} */
  #writes = new Set();
  /** @type {OutboxStorage} */
  #storage;
  /** @type {(error: unknown) => void} */
  #failed;

  /** @param {OutboxStorage} storage @param {(error: unknown) => void} failed is told why something was not stored */
  constructor(storage, failed) {
    this.#storage = storage;
    this.#failed = failed;
  }

  /** What is not acknowledged, in the order in which it was put in. */
  get waiting() {
    return [...this.#deliveries.values()].map(({ letter }) => letter).filter((letter) => this.#isOurs(letter));
  }

  /** Bring in what another program has left, before everything else. Never rejects. */
  async load() {
    const known = new Set(this.#deliveries.keys());
    try {
      await Promise.all(this.#writes); // what was taken out is not to be found there
      const letters = await this.#storage.load();
      const later = [...this.#deliveries.values()];
      for (const { letter } of later) known.add(letter.client_id);
      this.#deliveries.clear();
      this.#lanes.clear();
      for (const letter of letters) if (!known.has(letter.client_id)) this.#queue(delivery(letter, true));
      for (const each of later) this.#queue(each);
    } catch (error) {
      this.#failed(error);
    }
    this.loaded = true;
  }

  /** Take a letter. Throws if too many wait. @param {Letter} letter */
  put(letter) {
    if (this.#deliveries.size >= MOST) refuse("outbox_full", `${MOST} wait already`);
    if (this.#deliveries.has(letter.client_id)) refuse("conflict", "client_id: it waits already");
    return this.#queue(delivery(letter, false));
  }

  /** Store a delivery as it is now. @param {Delivery} delivery */
  async keep(delivery) {
    await this.#write(delivery, () => this.#storage.put({ ...delivery.letter }));
    delivery.kept = true; // or it could not be: it is sent all the same
  }

  /** Give what is to be sent now; it counts as sent. @returns {Generator<Delivery, void, void>} */
  *next() {
    if (!this.loaded) return;
    for (const [place, lane] of this.#lanes) {
      for (let first = this.#first(lane); first?.kept && !first.sent; first = this.#first(lane)) {
        first.sent = true;
        yield first;
      }
      if (!lane.length && this.#lanes.get(place) === lane) this.#lanes.delete(place);
    }
  }

  /** What the app has not seen of what is the user's. @returns {Generator<Delivery, void, void>} */
  *untold() {
    for (const delivery of [...this.#deliveries.values()]) {
      if (delivery.told || !this.#isOurs(delivery.letter)) continue;
      delivery.told = true;
      yield delivery;
    }
  }

  /** Take note that nothing is on its way any more. */
  returnAll() {
    for (const delivery of this.#deliveries.values()) delivery.sent = false;
  }

  /** Take out what is acknowledged, or not wanted any more. @param {Delivery} delivery */
  remove(delivery) {
    this.#deliveries.delete(delivery.letter.client_id);
    this.#leaveLane(delivery);
    this.#write(delivery, () => this.#storage.remove(delivery.letter.client_id));
  }

  /** Keep what was refused for good, until it is cancelled or tried again. @param {Delivery} delivery @param {HubbubError} error */
  fail(delivery, error) {
    delivery.letter = { ...delivery.letter, failed: { code: error.code, message: error.message } };
    delivery.sent = false;
    this.#leaveLane(delivery);
    this.keep(delivery);
    delivery.reject(error);
  }

  /** Put what has failed at the end of its lane. @param {Delivery} delivery @param {string | undefined} epoch */
  retry(delivery, epoch) {
    const { failed, ...letter } = delivery.letter;
    delivery.letter = { ...letter, ...(epoch !== undefined && { epoch }) };
    promise(delivery);
    this.#lane(delivery).push(delivery);
    this.keep(delivery);
  }

  /** @param {string} client_id */
  find(client_id) {
    return this.#deliveries.get(client_id);
  }

  /** Let nobody wait any longer. What is stored stays there. @param {HubbubError} error */
  close(error) {
    this.loaded = false;
    for (const delivery of this.#deliveries.values()) delivery.reject(error);
  }

  /** Resolves when everything that was to be stored is, and the storage has been let go. */
  async written() {
    await Promise.all(this.#writes);
    await this.#storage.close?.();
  }

  /** One step after the other, for each letter. @param {Delivery} delivery @param {() => Promise<unknown>} step */
  #write(delivery, step) {
    const writing = delivery.writing.then(step).catch(this.#failed);
    delivery.writing = writing;
    this.#writes.add(writing);
    return writing.finally(() => this.#writes.delete(writing));
  }

  /** @param {Delivery} delivery */
  #queue(delivery) {
    const { client_id, failed } = delivery.letter;
    this.#deliveries.set(client_id, delivery);
    if (!failed) this.#lane(delivery).push(delivery);
    return delivery;
  }

  /** @param {Delivery} delivery */
  #lane({ letter }) {
    const place = `${letter.conversation}/${letter.to}`;
    const lane = this.#lanes.get(place) ?? [];
    this.#lanes.set(place, lane);
    return lane;
  }

  /** @param {Delivery} delivery */
  #leaveLane(delivery) {
    const lane = this.#lane(delivery);
    const index = lane.indexOf(delivery);
    if (index >= 0) lane.splice(index, 1);
  }

  /** @param {Delivery[]} lane */
  #first(lane) {
    return lane.find(({ letter }) => this.#isOurs(letter));
  }

  /** @param {Letter} letter */
  #isOurs({ user }) {
    return user === undefined || user === this.user;
  }
}

/** @param {Letter} letter @param {boolean} kept @returns {Delivery} */
function delivery(letter, kept) {
  /** @type {any} */
  const made = { letter, kept, sent: false, told: false, refusals: 0, writing: Promise.resolve() };
  return promise(made);
}

/** Make what is waited for. @param {Delivery} delivery */
function promise(delivery) {
  delivery.done = new Promise((resolve, reject) => Object.assign(delivery, { resolve, reject }));
  delivery.done.catch(() => {}); // whoever does not wait for it hears of it by an event
  return delivery;
}

/** @param {string} code @param {string} message @returns {never} */
function refuse(code, message) {
  throw new HubbubError({ code, message });
}

/** Draw a key that nobody has drawn before. Not crypto.randomUUID: browsers keep that from pages without TLS. */
export function newClientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What the page knows as records of its database.
//
// A conversation, its cursor and its newest entries are one record, so they always fit together, whatever crashes and
// however many tabs write. What is not written yet is told again by the next sync. Drafts and read marks no sync tells:
// of them a tab writes what has changed in it, and leaves the others' alone.

import { MINE, ROOMS, SELF } from "./indexeddb.js";
import { NOTHING } from "./log.js";
import { rebased } from "./maps.js";
import { BEGINNING } from "./store.js";

/** @import { Chunk, Conversation, State, User } from "./types.js" */

/**
 * @typedef {{ id: number, conversation: Conversation, cursor: number, chunks: Chunk[] }} Kept
 * @typedef {{ me: User, epoch: string, people: User[] }} Self
 * @typedef {{ user: number, epoch: string, drafts: [string, string][], reads: [number, number][], gone: [number, string][] }} Mine
 * @typedef {{ cursors: Record<string, number>, epoch: string, user: number }} Resume
 */

/** Entries are kept of so many conversations, the latest ones; of others what the list shows. */
const MOST_LOGS = 60;
const MOST_PEOPLE = 3_000;

/**
 * @param {IDBTransaction} transaction @param {State} state @param {State | null} before
 * @param {Record<string, number>} cursors
 */
export function write(transaction, state, before, cursors) {
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
  const self = transaction.objectStore(SELF);
  if (isOther(state, before, ["me", "epoch", "people"])) self.put(selfOf(state), SELF);
  if (isOther(state, before, ["me", "epoch", "drafts", "reads", "gone"])) writeMine(self, state, before ?? BEGINNING);
}

/** @param {State} state @param {State | null} before @param {readonly (keyof State)[]} parts */
export function isOther(state, before, parts) {
  return !before || parts.some((part) => state[part] !== before[part]);
}

/** @param {IDBObjectStore} store @param {State} state @param {State} before */
function writeMine(store, { me, epoch, drafts, reads, gone }, before) {
  const asked = store.get(MINE);
  asked.onsuccess = () => {
    const found = /** @type {Mine | undefined} */ (asked.result);
    const stored = found?.user === me?.id && found?.epoch === epoch ? found : undefined;
    const mine = {
      user: me?.id,
      epoch,
      drafts: rebased(stored?.drafts ?? before.drafts, before.drafts, drafts),
      reads: rebased(stored?.reads ?? before.reads, before.reads, reads, Math.max),
      gone: rebased(stored?.gone ?? before.gone, before.gone, gone),
    };
    store.put(mine, MINE);
  };
}

/** The last chunk, and the one before it unless that is far away. @param {Chunk[]} chunks */
function newest(chunks) {
  const last = chunks.sort((a, b) => b.number - a.number)[0]?.number;
  return chunks.filter(({ number }) => number >= last - 1);
}

/** @param {State} state @returns {Self} */
function selfOf({ me, epoch, people }) {
  return {
    me: /** @type {User} */ (me),
    epoch: /** @type {string} */ (epoch),
    people: [...people.values()].slice(-MOST_PEOPLE),
  };
}

/** @param {Self} self @param {Kept[]} rooms @param {Mine} [mine] */
export function restored({ me, epoch, people }, rooms, mine) {
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
      drafts: new Map(mine?.drafts),
      reads: new Map(mine?.reads),
      gone: new Map(mine?.gone),
    },
    resume: { cursors: Object.fromEntries(rooms.map(({ id, cursor }) => [id, cursor])), epoch, user: me.id },
  };
}

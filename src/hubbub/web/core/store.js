// What the page knows, and what becomes of it: `reduce(state, action)`, pure. Parts that did not change keep their
// identity, so whoever shows one of them sees at a glance whether to draw anew.

import { change, doubted, readTo, strangerCame, unsettled, withPerson, withSummaries, withSummary, without } from "./conversations.js";
import { clockWent, happened, hasRead, inLog, isTyping, trimmed, wasUpdated } from "./happenings.js";
import { acknowledged, cancelled, isHere, queued, settled } from "./letters.js";
import { entryAt, loaded, loading, NOTHING, withMessages } from "./log.js";
import { changed, drop, put } from "./maps.js";

/** @import { ClientEvent, LogEvent } from "hubbub-client" */
/** @import { Conversation, Letter, Message, Presence, ServerFacts, State, Status, Summary, User } from "./types.js" */

/**
 * @typedef {{ type: "event", event: ClientEvent, now: number }
 *   | { type: "entered", conversations: readonly Summary[] }
 *   | { type: "restored", kept: Partial<State> }
 *   | { type: "outside", reason: string | null }
 *   | { type: "served", server: ServerFacts }
 *   | { type: "shown", conversation: number, chunk: number }
 *   | { type: "hidden" }
 *   | { type: "loading" | "unloaded", conversation: number, chunk: number }
 *   | { type: "loaded", conversation: number, chunk: number, messages: readonly Message[], head: number }
 *   | { type: "summed", conversation: Summary }
 *   | { type: "met", users: readonly User[] }
 *   | { type: "present", users: readonly (Presence & { user: number })[] }
 *   | { type: "read", conversation: number, seq: number }
 *   | { type: "told", conversation: number, seq: number, read: number }
 *   | { type: "readers", conversation: number, users: readonly number[], seq: number }
 *   | { type: "drafted", key: string, text: string }
 *   | { type: "preferred", conversation: number, changes: Partial<Conversation> }
 *   | { type: "letter", letter: Letter }
 *   | { type: "cancelled", client_id: string }
 *   | { type: "doubted", conversation: number }
 *   | { type: "kept", so: boolean }
 *   | { type: "clock", now: number }} Action
 */

/** "typing" ends by itself. */
const TYPING_MS = 5_000;

/** @type {State} */
export const BEGINNING = Object.freeze({
  face: "starting",
  status: "connecting",
  retryAt: null,
  ended: null,
  server: null,
  me: null,
  people: new Map(),
  presence: new Map(),
  conversations: new Map(),
  logs: new Map(),
  letters: new Map(),
  typing: new Map(),
  readers: new Map(),
  drafts: new Map(),
  epoch: null,
  uncertain: new Set(),
  reads: new Map(),
  gone: new Map(),
  unkept: false,
  shown: null,
});

/** @param {State} state @param {Action} action @returns {State} */
export function reduce(state, action) {
  switch (action.type) {
    case "event":
      return heard(state, action.event, action.now);
    case "entered":
      return withSummaries(state, action.conversations);
    case "restored":
      return { ...state, ...action.kept, face: "chat", ended: null };
    case "outside":
      return { ...BEGINNING, server: state.server, face: "outside", ended: action.reason };
    case "served":
      return { ...state, server: action.server };
    case "shown":
      return shows(state, action.conversation, action.chunk);
    case "hidden":
      return state.shown ? trimmed({ ...state, shown: null }, state.shown.conversation) : state;
    case "loading":
      return inLog(state, action.conversation, (log) => loading(log, action.chunk));
    case "unloaded":
      return state.logs.has(action.conversation) ? inLog(state, action.conversation, (log) => loaded(log, action.chunk)) : state;
    case "loaded":
      return withPage(state, action);
    case "summed":
      return withSummary(state, action.conversation);
    case "met":
      return action.users.reduce(wasUpdated, state);
    case "present":
      return { ...state, presence: action.users.reduce(withPresence, state.presence) };
    case "read":
      return read(state, action.conversation, action.seq);
    case "told":
      return told(state, action);
    case "readers":
      return action.users.reduce((next, user) => hasRead(next, action.conversation, user, action.seq), state);
    case "drafted":
      if (!state.me) return state; // its writer has left
      return { ...state, drafts: action.text ? put(state.drafts, action.key, action.text) : drop(state.drafts, action.key) };
    case "preferred":
      return change(state, action.conversation, action.changes);
    case "letter":
      return queued(state, action.letter);
    case "cancelled":
      return cancelled(state, action.client_id);
    case "doubted":
      return doubted(state, action.conversation);
    case "kept":
      return changed(state, { unkept: !action.so || (state.unkept && state.letters.size > 0) });
    case "clock":
      return clockWent(state, action.now);
  }
}

/** @param {State} state @param {ClientEvent} event @param {number} now @returns {State} */
function heard(state, event, now) {
  switch (event.ev) {
    case "client.status":
      return turned(state, event);
    case "client.hello":
      return entered(state, event.user, event.epoch);
    case "client.synced":
      return synced(state, event);
    case "client.caught_up":
      return settled(state);
    case "client.gone":
      return without(state, event.conversation);
    case "client.storage":
      return changed(state, { unkept: true });
    case "client.queued":
      return isHere(state, event.letter) ? state : queued(state, event.letter);
    case "client.failed":
      return queued(state, event.letter);
    case "client.acknowledged": {
      const { conversation, seq } = event;
      const log = state.logs.get(conversation);
      return acknowledged(state, event.letter.client_id, conversation, !!log && entryAt(log, seq) !== undefined);
    }
    case "conversation.added":
      return withSummary(state, event.conversation);
    case "receipt.read":
      return event.user === state.me?.id
        ? readTo(state, event.conversation, event.seq)
        : hasRead(state, event.conversation, event.user, event.seq);
    case "typing":
      return isTyping(state, event.conversation, event.user, now + TYPING_MS);
    case "presence": {
      const next = { ...state, presence: withPresence(state.presence, event) };
      return state.presence.has(event.user) ? next : strangerCame(next);
    }
    case "user.updated":
      return wasUpdated(state, event.user);
    default:
      return heardMore(state, /** @type {any} */ (event));
  }
}

/** Events of the log, of newer servers, and of others that are no concern of the page. @param {State} state @param {any} event @returns {State} */
function heardMore(state, event) {
  if (event.ev === "conversation.preferred") {
    const { muted, pinned, archived } = event;
    const given = Object.entries({ muted, pinned, archived }).filter(([, value]) => value !== undefined);
    return change(state, event.conversation, Object.fromEntries(given));
  }
  const isEntry = Number.isInteger(event.seq) && Number.isInteger(event.conversation) && "by" in event;
  return isEntry ? happened(state, /** @type {LogEvent} */ (event)) : state;
}

// The connection

/** @param {State} state @param {{ status: string, retry_at?: number }} event @returns {State} */
function turned(state, { status, retry_at }) {
  if (status === "ended") return state; // the page turns to its other face, or starts another client
  const away = status === "offline" || status === "connecting";
  const next = { ...state, status: /** @type {Status} */ (status), retryAt: retry_at ?? null };
  // Who is connected, or typing, is not known from here on.
  return away && state.presence.size + state.typing.size ? { ...next, presence: new Map(), typing: new Map() } : next;
}

/** @param {State} state @param {User} me @param {string} epoch @returns {State} */
function entered(state, me, epoch) {
  const isOther = (state.me && state.me.id !== me.id) || (state.epoch && state.epoch !== epoch);
  const { server, status, face } = state;
  // Not sent is not sent, in another database too.
  const letters = state.me?.id === me.id ? state.letters : BEGINNING.letters;
  const next = isOther ? { ...BEGINNING, server, status, face, letters } : state;
  const isFilled = next.conversations.size > 0;
  return { ...next, me, epoch, people: withPerson(next.people, me), ...(isFilled && { face: "chat", ended: null }) };
}

/** @param {State} state @param {{ conversations: Summary[], reset: number[], strangers: boolean }} event @returns {State} */
function synced(state, { conversations, reset, strangers }) {
  let next = strangers ? { ...state, conversations: new Map(), logs: new Map(), reads: new Map() } : state;
  for (const id of reset) next = unsettled({ ...next, logs: drop(next.logs, id) }, id);
  return { ...withSummaries(next, conversations), face: "chat", ended: null };
}

// Reading

/** @param {State} state @param {number} conversation @param {number} chunk @returns {State} */
function shows(state, conversation, chunk) {
  const before = state.shown;
  if (before?.conversation === conversation && before.chunk === chunk) return state;
  const next = trimmed({ ...state, shown: { conversation, chunk } }, conversation);
  return before && before.conversation !== conversation ? trimmed(next, before.conversation) : next;
}

/** @param {State} state @param {{ conversation: number, chunk: number, messages: readonly Message[], head: number }} page @returns {State} */
function withPage(state, { conversation, chunk, messages, head }) {
  if (!(state.logs.get(conversation) ?? NOTHING).loading.has(chunk)) return state; // forgotten meanwhile
  return trimmed(inLog(state, conversation, (log) => withMessages(log, chunk, messages, head)), conversation);
}

/** @param {State} state @param {number} conversation @param {number} seq @returns {State} */
function read(state, conversation, seq) {
  const known = state.conversations.get(conversation);
  if (!known || seq <= known.read) return state;
  return readTo({ ...state, reads: put(state.reads, conversation, seq) }, conversation, seq);
}

/** The server knows now how far one has read. @param {State} state @param {{ conversation: number, seq: number, read: number }} answer */
function told(state, { conversation, seq, read }) {
  const isAll = (state.reads.get(conversation) ?? 0) <= seq;
  const next = isAll ? { ...state, reads: drop(state.reads, conversation) } : state;
  return readTo(next, conversation, read);
}

/** @param {State["presence"]} presence @param {Presence & { user: number }} told */
function withPresence(presence, { user, online, seen_at }) {
  const known = presence.get(user);
  return known?.online === online && known.seen_at === seen_at ? presence : put(presence, user, { online, seen_at });
}

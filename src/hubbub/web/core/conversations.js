// Conversations as the server sums them up, and the counts between two summaries.

import { changed, drop, Edit, put } from "./maps.js";

/** @import { Conversation, State, Summary, User } from "./types.js" */

/**
 * Take a summary: facts, and counts exact as of its head. One that is older than what was counted already is no news.
 * @param {State} state @param {Summary} summary @returns {State}
 */
export const withSummary = (state, summary) => taking(state, [summary]);

/** Take all the conversations one is in: others are not one's own any more. @param {State} state @param {readonly Summary[]} summaries */
export function withSummaries(state, summaries) {
  const mine = new Set(summaries.map(({ id }) => id));
  const gone = [...state.conversations.keys()].filter((id) => !mine.has(id));
  return taking(gone.reduce(without, state), summaries);
}

/** Thousands cost one copy of each map. @param {State} state @param {readonly Summary[]} summaries @returns {State} */
function taking(state, summaries) {
  const conversations = new Edit(state.conversations);
  const people = new Edit(state.people);
  const gone = new Edit(state.gone);
  const uncertain = new Set(state.uncertain);
  for (const summary of summaries) {
    const { id, head, peer } = summary;
    const known = conversations.map.get(id);
    if (known && head < known.head) continue;
    const conversation = known ? changed(known, facts(summary, known)) : /** @type {Conversation} */ (facts(summary));
    conversations.put(id, counted(state, conversation, summary));
    if (peer) people.put(peer.id, person(people.map.get(peer.id), peer));
    gone.drop(id);
    if (isAhead(state, summary)) uncertain.add(id);
    else uncertain.delete(id);
  }
  return changed(state, {
    conversations: conversations.map,
    people: people.map,
    gone: gone.map,
    uncertain: sameSet(uncertain, state.uncertain) ? state.uncertain : uncertain,
  });
}

/** Forget a conversation, but not what one was about to say there. @param {State} state @param {number} id @returns {State} */
export function without(state, id) {
  const known = state.conversations.get(id);
  if (!known) return state;
  const isMissed = state.drafts.has(`c${id}`) || [...state.letters.values()].some(({ conversation }) => conversation === id);
  return {
    ...state,
    gone: isMissed ? put(state.gone, id, known.name) : state.gone,
    conversations: drop(state.conversations, id),
    logs: drop(state.logs, id),
    typing: drop(state.typing, id),
    readers: drop(state.readers, id),
    reads: drop(state.reads, id),
    uncertain: unmark(state.uncertain, id),
  };
}

/** @param {State} state @param {number} id @param {Partial<Conversation>} change @returns {State} */
export function change(state, id, change) {
  const known = state.conversations.get(id);
  if (!known) return state;
  return { ...state, conversations: put(state.conversations, id, changed(known, change)) };
}

/**
 * One has read up to there, here or elsewhere. What that leaves unread only the server knows, unless it is nothing.
 * @param {State} state @param {number} id @param {number} seq @returns {State}
 */
export function readTo(state, id, seq) {
  const known = state.conversations.get(id);
  if (!known || seq <= known.read) return state;
  const nothing = seq >= known.head || known.unread === 0;
  const read = change(state, id, nothing ? { read: seq, unread: 0, mentions: 0 } : { read: seq });
  return nothing ? read : { ...read, uncertain: mark(read.uncertain, id) };
}

/** Ask the server for the counts of a conversation. @param {State} state @param {number} id @returns {State} */
export function doubted(state, id) {
  return { ...state, uncertain: mark(state.uncertain, id) };
}

/**
 * Somebody is here who was not known: perhaps they are new. The lobby tells nobody that they have come into it.
 * @param {State} state @returns {State}
 */
export function strangerCame(state) {
  const shown = state.conversations.get(state.shown?.conversation ?? -1);
  return shown?.kind === "lobby" ? doubted(state, shown.id) : state;
}

/** @param {ReadonlyMap<number, User>} people @param {User} user */
export const withPerson = (people, user) => put(people, user.id, person(people.get(user.id), user));

/** @param {User | undefined} known @param {User} user */
const person = (known, user) => (known ? changed(known, user) : user);

/** Forget what was counted, and take the next summary as it is: positions mean something else now. @param {State} state @param {number} id */
export function unsettled(state, id) {
  return change({ ...state, reads: drop(state.reads, id) }, id, { head: 0, read: 0, last: null, lastAt: "" });
}

// Details

/** @param {Summary} summary @param {Conversation} [known] @returns {Omit<Conversation, "read" | "unread" | "mentions">} */
function facts(summary, known) {
  const { id, kind, name, topic, avatar, owner, role, public: open, head, muted, pinned, archived, members, peer } = summary;
  const lastAt = known && known.lastAt > summary.last_at ? known.lastAt : summary.last_at;
  const last = sameMessage(known?.last, summary.last_message) ? known?.last ?? null : summary.last_message;
  return { id, kind, name, topic, avatar, owner, role, public: open, head, muted, pinned, archived, members, peer: peer?.id ?? null, last, lastAt };
}

/** @param {Conversation["last"] | undefined} one @param {Conversation["last"]} other */
function sameMessage(one, other) {
  return one?.seq === other?.seq && one?.text === other?.text && one?.deleted === other?.deleted;
}

/** What one has read here and the server does not know yet counts as read. @param {State} state @param {Conversation} conversation @param {Summary} summary */
function counted(state, conversation, summary) {
  const read = Math.max(summary.read, state.reads.get(summary.id) ?? 0);
  const nothing = read > summary.read && read >= summary.head;
  const { unread, mentions } = nothing ? { unread: 0, mentions: 0 } : summary;
  return changed(conversation, { read, unread, mentions });
}

/** @param {State} state @param {Summary} summary */
function isAhead(state, { id, read, head }) {
  const here = state.reads.get(id) ?? 0;
  return here > read && here < head;
}

/** @param {ReadonlySet<number>} one @param {ReadonlySet<number>} other */
const sameSet = (one, other) => one.size === other.size && [...one].every((id) => other.has(id));

/** @param {ReadonlySet<number>} set @param {number} id */
const mark = (set, id) => (set.has(id) ? set : new Set(set).add(id));

/** @param {ReadonlySet<number>} set @param {number} id */
function unmark(set, id) {
  if (!set.has(id)) return set;
  const rest = new Set(set);
  rest.delete(id);
  return rest;
}

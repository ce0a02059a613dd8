// What happens in conversations: each entry of a log, taken once and in order, and what it makes of lists and counts.

import { change, doubted, strangerCame, withPerson } from "./conversations.js";
import { amended, bounded, deletion, NOTHING, said, withEntry, withNothingAt } from "./log.js";
import { delivered } from "./letters.js";
import { changed, drop, put } from "./maps.js";

/** @import { Entry, Happened, Log, Message, State } from "./types.js" */
/** @import { LogEvent } from "hubbub-client" */
/** @typedef {import("./log.js").Change} Change */

/** Chunks held of the conversation that is looked at, and of each other one. */
const SHOWN_CHUNKS = 60;
const OTHER_CHUNKS = 2;
/** Logs held. Of the conversations that were quiet for longest there are none: they are asked for when they are opened. */
const MOST_LOGS = 150;

/** Take an entry of a log. @param {State} state @param {LogEvent} event @returns {State} */
export function happened(state, event) {
  if (!state.conversations.has(event.conversation)) return state;
  switch (event.ev) {
    case "message.sent":
      return counting(wasSent(state, event), event);
    case "message.edited": {
      const change = { text: event.text, edited_at: event.at, mentions: event.mentions };
      return counting(wasAmended(state, event, event.target, change), event);
    }
    case "message.deleted":
      return counting(wasAmended(state, event, event.target, deletion()), event);
    default:
      return counting(changedConversation(state, event), event);
  }
}

/** @param {State} state @param {number} conversation @param {(log: Log) => Log} step @returns {State} */
export function inLog(state, conversation, step) {
  const log = state.logs.get(conversation) ?? NOTHING;
  const next = step(log);
  if (next === log) return state;
  return { ...state, logs: put(roomFor(conversation, state), conversation, next) };
}

/** The logs, without the one that was begun first if another one would be too many. @param {number} conversation @param {State} state */
function roomFor(conversation, { logs, shown }) {
  if (logs.has(conversation) || logs.size < MOST_LOGS) return logs;
  const oldest = [...logs.keys()].find((id) => id !== shown?.conversation);
  return oldest === undefined ? logs : drop(logs, oldest);
}

/** Keep of a log what is near to what is shown. @param {State} state @param {number} conversation */
export function trimmed(state, conversation) {
  const shown = state.shown?.conversation === conversation ? state.shown : null;
  return inLog(state, conversation, (log) => bounded(log, shown ? SHOWN_CHUNKS : OTHER_CHUNKS, shown?.chunk));
}

/** @param {State} state @param {Extract<LogEvent, {ev: "message.sent"}>} event @returns {State} */
function wasSent(state, event) {
  const { ev, by, at, ...message } = /** @type {any} */ (event);
  const entry = said(message);
  const room = state.conversations.get(event.conversation);
  const isLast = !room?.last || entry.seq >= room.last.seq;
  const known = state.people.has(entry.sender) ? state : strangerCame(state);
  const next = withLogEntry(known, event.conversation, entry);
  return {
    ...moved(next, event.conversation, event.at, isLast ? entry : undefined),
    letters: entry.sender === state.me?.id ? delivered(state.letters, entry.client_id) : state.letters,
    typing: stopped(state.typing, event.conversation, entry.sender),
  };
}

/** @param {State} state @param {LogEvent} event @param {number} target @param {Change} what @returns {State} */
function wasAmended(state, event, target, what) {
  const { conversation } = event;
  const next = inLog(state, conversation, (log) => withNothingAt(amended(log, target, what), event.seq));
  const last = state.conversations.get(conversation)?.last;
  const isLast = last?.seq === target && !last.deleted;
  return trimmed(isLast ? change(next, conversation, { last: { ...last, ...what } }) : next, conversation);
}

/** @param {State} state @param {LogEvent} event @returns {State} */
function changedConversation(state, event) {
  const { conversation, ...fields } = /** @type {any} */ (event);
  const next = withLogEntry(state, conversation, /** @type {Happened} */ ({ ...fields, shape: "happened" }));
  return moved(membership(next, event), conversation, event.at);
}

/** @param {State} state @param {number} conversation @param {Entry} entry */
function withLogEntry(state, conversation, entry) {
  const next = inLog(state, conversation, (log) => withEntry(log, entry));
  const isNewChunk = next.logs.get(conversation)?.chunks.size !== state.logs.get(conversation)?.chunks.size;
  return isNewChunk ? trimmed(next, conversation) : next;
}

/** @param {State} state @param {number} conversation @param {string} at @param {Message} [last] */
function moved(state, conversation, at, last) {
  const known = state.conversations.get(conversation);
  if (!known) return state;
  return change(state, conversation, { lastAt: at > known.lastAt ? at : known.lastAt, last: last ?? known.last });
}

/** What is new since the summary: the summary holds the rest. @param {State} state @param {LogEvent} event @returns {State} */
function membership(state, event) {
  const known = state.conversations.get(event.conversation);
  if (!known || event.seq <= known.head) return state;
  switch (event.ev) {
    case "conversation.updated": {
      const { name = known.name, topic = known.topic, avatar = known.avatar } = event;
      return change(state, known.id, { name, topic, avatar });
    }
    case "member.joined":
      return change(state, known.id, { members: known.members + 1 });
    case "member.left":
    case "member.removed":
      return change(state, known.id, { members: known.members - 1 });
    case "member.role":
      return change(state, known.id, {
        owner: event.role === "owner" ? event.user : known.owner,
        role: event.user === state.me?.id ? event.role : known.role,
      });
    default:
      return state;
  }
}

/**
 * Count what is new since the summary. What a change of an unread message does to the counts only the server knows.
 * @param {State} state @param {LogEvent} event @returns {State}
 */
function counting(state, event) {
  const known = state.conversations.get(event.conversation);
  if (!known || event.seq <= known.head) return state;
  const next = change(state, known.id, { head: event.seq });
  if (event.ev === "message.sent") {
    if (event.sender === state.me?.id || event.seq <= known.read || event.deleted) return next;
    const mentions = known.mentions + (event.mentions.includes(state.me?.id ?? -1) ? 1 : 0);
    return change(next, known.id, { unread: known.unread + 1, mentions });
  }
  const isChange = event.ev === "message.edited" || event.ev === "message.deleted";
  return isChange && event.target > known.read ? doubted(next, known.id) : next;
}

// What is no entry of a log

/** @param {State} state @param {number} conversation @param {number} user @param {number} until @returns {State} */
export function isTyping(state, conversation, user, until) {
  if (user === state.me?.id || !state.conversations.has(conversation)) return state;
  const there = put(state.typing.get(conversation) ?? new Map(), user, until);
  return { ...state, typing: put(state.typing, conversation, there) };
}

/** @param {State["typing"]} typing @param {number} conversation @param {number} user */
function stopped(typing, conversation, user) {
  const there = typing.get(conversation);
  if (!there?.has(user)) return typing;
  const others = drop(there, user);
  return others.size ? put(typing, conversation, others) : drop(typing, conversation);
}

/** Forget who has been silent for long enough. @param {State} state @param {number} now @returns {State} */
export function clockWent(state, now) {
  let { typing } = state;
  for (const [conversation, there] of state.typing)
    for (const [user, until] of there) if (until <= now) typing = stopped(typing, conversation, user);
  return typing === state.typing ? state : { ...state, typing };
}

/** Somebody else has read that far. @param {State} state @param {number} conversation @param {number} user @param {number} seq @returns {State} */
export function hasRead(state, conversation, user, seq) {
  if (!state.conversations.has(conversation)) return state;
  const there = state.readers.get(conversation) ?? new Map();
  if ((there.get(user) ?? 0) >= seq) return state;
  return { ...state, readers: put(state.readers, conversation, put(there, user, seq)) };
}

/** @param {State} state @param {import("./types.js").User} user @returns {State} */
export function wasUpdated(state, user) {
  return changed(state, { me: state.me?.id === user.id ? user : state.me, people: withPerson(state.people, user) });
}


// The order of the list: what is pinned first, then the latest activity; the archive apart.

/** @typedef {import("../../core/types.js").Conversation} Conversation */

/** @param {Conversation} a @param {Conversation} b */
const latestFirst = (a, b) => (a.lastAt < b.lastAt ? 1 : a.lastAt > b.lastAt ? -1 : b.id - a.id);

/**
 * @param {Iterable<Conversation>} conversations
 * @returns {{pinned: Conversation[], rest: Conversation[], archived: Conversation[]}}
 */
export function sections(conversations) {
  const all = [...conversations].sort(latestFirst);
  return {
    pinned: all.filter((conversation) => conversation.pinned && !conversation.archived),
    rest: all.filter((conversation) => !conversation.pinned && !conversation.archived),
    archived: all.filter((conversation) => conversation.archived),
  };
}

/** The list from its top to its end, as the keyboard goes through it. @param {Iterable<Conversation>} conversations */
export function everyone(conversations) {
  const { pinned, rest } = sections(conversations);
  return [...pinned, ...rest];
}

/** Whether something there is unread that one wants to know of: of a muted one, only mentions. @param {Conversation} conversation */
export const wantsReading = ({ unread, mentions, muted }) => (muted ? mentions > 0 : unread > 0);

/**
 * The conversations whose title, or a word of it, begins with what is typed come first, then those that hold it.
 * @param {Iterable<Conversation>} conversations
 * @param {string} query
 * @param {(conversation: Conversation) => string} titleOf
 * @param {number} [loosest] the last rank that is still wanted
 */
export function matching(conversations, query, titleOf, loosest = HOLDS) {
  const wanted = fold(query);
  const found = [...conversations].map((conversation) => ({ conversation, rank: rankOf(fold(titleOf(conversation)), wanted) }));
  return found
    .filter(({ rank }) => rank <= loosest)
    .sort((a, b) => a.rank - b.rank || latestFirst(a.conversation, b.conversation))
    .map(({ conversation }) => conversation);
}

export const HOLDS = 2;
export const LETTERS_IN_ORDER = 3;
export const NO_MATCH = 4;

/** 0: begins with it; 1: a word begins with it; 2: holds it; 3: has its letters in order; 4: does not match. @param {string} title @param {string} wanted */
export function rankOf(title, wanted) {
  if (title.startsWith(wanted)) return 0;
  if (title.split(/[\s._-]+/).some((word) => word.startsWith(wanted))) return 1;
  if (title.includes(wanted)) return HOLDS;
  return hasInOrder(title, wanted) ? LETTERS_IN_ORDER : NO_MATCH;
}

/** @param {string} title @param {string} wanted */
function hasInOrder(title, wanted) {
  let at = 0;
  for (const letter of wanted) {
    at = title.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Without case and accents. @param {string} text */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

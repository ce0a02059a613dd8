// Names of emoji. The table of them is large, so it is fetched when the first name has to be understood.

import { signal } from "@preact/signals-core";

/** @typedef {{emoji: string, names: string[], words: string, group: number}} Emoji */

/** @type {import("@preact/signals-core").Signal<{all: Emoji[], byName: Map<string, string>} | null>} */
const table = signal(null);
/** @type {Promise<void> | null} */
let coming = null;

/** Fetch the table; all at once if several ask. @returns {Promise<void>} which is fulfilled also if it could not be had */
export function loadEmoji() {
  coming ??= import("./emoji_table.js").then(
    (module) => void (table.value = read(module.default)),
    () => void (coming = null),
  );
  return coming;
}

/** The emoji of a name; nothing if there is none, or none yet: who reads this in a computed will hear. @param {string} name */
export function emojiNamed(name) {
  if (table.value === null) void loadEmoji();
  return table.value?.byName.get(name) ?? null;
}

/** All of them by group, as far as they are here. @returns {readonly Emoji[]} */
export const allEmoji = () => table.value?.all ?? [];

/**
 * Those that a few letters or Chinese characters mean, the best first.
 * @param {string} query @param {number} [most]
 */
export function findEmoji(query, most = 60) {
  const wanted = query.toLowerCase().replace(/[\s-]+/g, "_");
  /** @type {{emoji: Emoji, rank: number}[]} */
  const found = [];
  for (const emoji of allEmoji()) {
    const rank = rankOf(emoji, wanted);
    if (rank) found.push({ emoji, rank });
  }
  return found.sort((one, other) => other.rank - one.rank).slice(0, most).map(({ emoji }) => emoji);
}

/** @param {Emoji} emoji @param {string} wanted */
function rankOf({ names, words }, wanted) {
  if (names.includes(wanted)) return 4;
  if (names.some((name) => name.startsWith(wanted))) return 3;
  const spaced = wanted.replaceAll("_", " ");
  if (` ${words}`.includes(` ${spaced}`)) return 2;
  return words.includes(spaced) || names.some((name) => name.includes(wanted)) ? 1 : 0;
}

/** @param {string} lines each `emoji|names|words in English and Chinese`; a line of digits begins a group */
function read(lines) {
  /** @type {Emoji[]} */
  const all = [];
  /** @type {Map<string, string>} */
  const byName = new Map();
  let group = 0;
  for (const line of lines.split("\n")) {
    const [emoji, names, words] = line.split("|");
    if (names === undefined) group = Number(emoji);
    else {
      const entry = { emoji, names: names.split(" "), words, group };
      all.push(entry);
      for (const name of entry.names) if (!byName.has(name)) byName.set(name, emoji);
    }
  }
  return { all, byName };
}

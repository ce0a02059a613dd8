// What one is about to write at the cursor: somebody's name after @, or an emoji's after a colon.

import { NAME } from "./limits.js";

/**
 * @typedef {{kind: "@" | ":", query: string, from: number}} Beginning `from`: where its sign stands
 * @typedef {{id: number, name: string, display_name: string}} Person
 */

/**
 * @param {string} text @param {number} cursor @returns {Beginning | null}
 */
export function beginningAt(text, cursor) {
  const before = text.slice(Math.max(0, cursor - NAME - 1), cursor);
  const start = cursor - before.length;
  const colon = /(?:^|[^\w:]):([\p{L}\p{N}_+-]{2,})$/u.exec(before);
  if (colon) return { kind: ":", query: colon[1], from: cursor - colon[1].length - 1 };
  const at = before.lastIndexOf("@");
  if (at < 0 || /[A-Za-z0-9_]/.test(text[start + at - 1] ?? "")) return null;
  const query = before.slice(at + 1);
  if (/^\s|\n|\s\s|[，。！？；：,!?;:]/.test(query)) return null;
  return { kind: "@", query, from: start + at };
}

/**
 * The people a few letters may mean, those whose name begins so first.
 * @template {Person} P
 * @param {readonly P[]} people @param {string} query @param {number} [most] @returns {P[]}
 */
export function findPeople(people, query, most = 8) {
  const wanted = query.toLowerCase();
  /** @param {P} person */
  const rank = ({ name, display_name: shown }) => {
    const names = [name.toLowerCase(), shown.toLowerCase()];
    if (names.some((one) => one.startsWith(wanted))) return 2;
    return names.some((one) => one.includes(` ${wanted}`) || (wanted.length > 1 && one.includes(wanted))) ? 1 : 0;
  };
  const ranked = people.map((person) => ({ person, rank: rank(person) })).filter((one) => one.rank > 0);
  ranked.sort((one, other) => other.rank - one.rank || one.person.display_name.localeCompare(other.person.display_name));
  return ranked.slice(0, most).map(({ person }) => person);
}

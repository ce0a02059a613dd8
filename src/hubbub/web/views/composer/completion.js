// The list over the field that completes @names and :emoji:. The field keeps the focus; keys.js moves in the list.

import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { app } from "../../core/app.js";
import { findEmoji, loadEmoji } from "../../text/emoji.js";
import { CALLED_BY_ALL } from "../../text/limits.js";
import { beginningAt, findPeople } from "../../text/mentions.js";
import { t } from "../../words/words.js";
import { Avatar } from "../parts/avatar.js";
import { Icon } from "../parts/icon.js";
import { replace } from "./typing.js";

/**
 * @typedef {import("../../core/types.js").User} User
 * @typedef {{key: string, written: string, user?: User, emoji?: string, words: string, more?: string}} Choice
 * @typedef {{choices: Choice[], at: number, take: (choice: Choice) => void, dismiss: () => void}} Choosing
 * @typedef {import("../conversation/reading.js").Reading} Reading
 */

const MOST = 8;
/** In larger conversations the server looks for the name. */
const LARGEST = 1000;

/**
 * @param {{field: import("preact").RefObject<HTMLTextAreaElement>, draft: import("./draft.js").Draft, reading: Reading,
 *   choosing: import("@preact/signals").Signal<Choosing | null>}} props
 */
export function Completion({ field, draft, reading, choosing }) {
  const members = useRef(/** @type {Promise<User[]> | null} */ (null));
  const dismissed = useRef(-1);
  const round = useSignal(0);

  useEffect(() => {
    const look = () => (round.value += 1);
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, []);

  useEffect(() => {
    const { current } = field;
    const begun = current && document.activeElement === current ? beginningAt(current.value, current.selectionEnd) : null;
    if (!begun || begun.from === dismissed.current) {
      if (!begun) dismissed.current = -1;
      choosing.value = null;
      return undefined;
    }
    const take = (/** @type {Choice} */ choice) => {
      choosing.value = null;
      replace(current, begun.from, current.selectionEnd, choice.written);
    };
    const dismiss = () => {
      dismissed.current = begun.from;
      choosing.value = null;
    };
    let wanted = true;
    const show = (/** @type {Choice[]} */ choices) => {
      if (wanted) choosing.value = choices.length && !isWritten(choices, begun.query) ? { choices, at: 0, take, dismiss } : null;
    };
    choicesFor(begun, reading, members).then(show, () => show([]));
    return () => void (wanted = false);
  }, [draft.text.value, round.value]);

  const now = choosing.value;
  if (!now) return null;
  return html`<ul id="completion" class="completion" role="listbox" aria-label=${t("completions")}>
    ${now.choices.map((choice, index) => html`<li key=${choice.key} id=${`choice-${index}`} role="option" aria-selected=${String(index === now.at)}
        onPointerDown=${(/** @type {Event} */ event) => event.preventDefault()} onClick=${() => now.take(choice)}
        onPointerMove=${() => index !== now.at && (choosing.value = { ...now, at: index })}>
      <${Face} choice=${choice} /><b class="ellipsis">${choice.words}</b>${choice.more && html`<span class="hint ellipsis">${choice.more}</span>`}
    </li>`)}
  </ul>`;
}

/** Whether there is nothing left to complete: then Enter sends. @param {Choice[]} choices @param {string} query */
const isWritten = (choices, query) => choices.length === 1 && choices[0].user?.name.toLowerCase() === query.toLowerCase();

/** @param {{choice: Choice}} props */
function Face({ choice }) {
  if (choice.user) return html`<${Avatar} user=${choice.user} size=${26} />`;
  return choice.emoji ? html`<span class="emoji">${choice.emoji}</span>` : html`<span class="emoji"><${Icon} name="people" /></span>`;
}

/**
 * What may be meant by what was begun. Rejects if that cannot be had.
 * @param {import("../../text/mentions.js").Beginning} begun @param {Reading} reading @param {{current: Promise<User[]> | null}} members
 */
async function choicesFor({ kind, query }, reading, members) {
  if (kind === "@") return peopleChoices(await people(reading, query, members), query, reading);
  await loadEmoji();
  return emojiChoices(query);
}

/** @param {string} query @returns {Choice[]} */
function emojiChoices(query) {
  return findEmoji(query, MOST).map(({ emoji, names }) => ({ key: emoji, written: `${emoji} `, emoji, words: `:${names[0]}:` }));
}

/** @param {User[]} found @param {string} query @param {Reading} reading @returns {Choice[]} */
function peopleChoices(found, query, reading) {
  /** @type {Choice[]} */
  const choices = found.map((user) => ({
    key: String(user.id),
    written: `@${user.name} `,
    user,
    words: user.display_name,
    more: user.name === user.display_name ? undefined : `@${user.name}`,
  }));
  const conversation = app.state.peek().conversations.get(reading.conversation ?? -1);
  const crowd = conversation && (conversation.kind === "group" || conversation.kind === "channel") && conversation.members <= CALLED_BY_ALL;
  if (crowd && "all".startsWith(query.toLowerCase())) choices.push({ key: "all", written: "@all ", words: "@all", more: t("everyone_here") });
  return choices.slice(0, MOST);
}

/**
 * Who may be meant. A direct conversation has two people; a large one is asked for by name.
 * @param {Reading} reading @param {string} query @param {{current: Promise<User[]> | null}} members @returns {Promise<User[]>}
 */
async function people(reading, query, members) {
  const state = app.state.peek();
  const id = reading.conversation;
  const conversation = id === null ? undefined : state.conversations.get(id);
  if (!conversation || id === null) return [];
  if (conversation.members > LARGEST) return query ? (await app.search(query)).people.slice(0, MOST) : [];
  members.current ??= app.members(id).then((all) => all.map((member) => member.user));
  members.current.catch(() => (members.current = null));
  const others = (await members.current).filter((user) => user.id !== state.me?.id && user.kind !== "system");
  return findPeople(others, query, MOST);
}

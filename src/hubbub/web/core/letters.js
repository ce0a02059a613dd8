// Messages of one's own that the server has not acknowledged, as the page shows them.

import { drop, keep, put } from "./maps.js";

/** @import { Letter, State } from "./types.js" */

/** @param {State} state @param {Letter} letter @returns {State} */
export function queued(state, letter) {
  return { ...state, letters: put(state.letters, letter.client_id, letter) };
}

/** Whether its message came before it, which another tab has sent. @param {State} state @param {Letter} letter */
export function isHere({ conversations, logs }, { client_id, conversation, to }) {
  const id = conversation ?? [...conversations.values()].find(({ peer }) => peer !== null && peer === to)?.id ?? -1;
  const chunks = [...(logs.get(id)?.chunks.values() ?? [])];
  return chunks.some(({ entries }) => entries.some((entry) => entry.shape === "said" && entry.client_id === client_id));
}

/**
 * The server has stored it. Its entry follows, or was here before: then nothing is left to be shown.
 * @param {State} state @param {string} client_id @param {number} conversation @param {boolean} isHere @returns {State}
 */
export function acknowledged(state, client_id, conversation, isHere) {
  const letter = state.letters.get(client_id);
  if (!letter) return state;
  if (isHere) return cancelled(state, client_id);
  return { ...state, letters: put(state.letters, client_id, { ...letter, conversation, stored: true }) };
}

/** @param {State} state @param {string} client_id @returns {State} */
export function cancelled(state, client_id) {
  return { ...state, letters: drop(state.letters, client_id) };
}

/**
 * What one was about to say where one is no longer: what waits, was refused or is a draft.
 * @param {State} state @returns {{ conversation: number, text: string, letter?: Letter }[]}
 */
export function leftBehind({ conversations, letters, drafts, face }) {
  if (face !== "chat") return [];
  const waiting = [...letters.values()].map((letter) => ({ conversation: letter.conversation ?? -1, text: letter.text, letter }));
  const drafted = [...drafts].map(([key, text]) => ({ conversation: key.startsWith("c") ? Number(key.slice(1)) : -1, text }));
  const isLost = (/** @type {{ conversation: number, letter?: Letter }} */ { conversation, letter }) =>
    conversation >= 0 && !conversations.has(conversation) && !letter?.stored;
  return [...waiting, ...drafted].filter(isLost);
}

/** One's own words have come back with their place. @param {State["letters"]} letters @param {string | null} client_id */
export function delivered(letters, client_id) {
  return client_id === null ? letters : drop(letters, client_id);
}

/** Everything is here, so what is stored is too, or too far away to be shown. @param {State} state @returns {State} */
export function settled(state) {
  const letters = keep(state.letters, (letter) => !letter.stored);
  return letters === state.letters ? state : { ...state, letters };
}

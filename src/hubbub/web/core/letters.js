// Messages of one's own that the server has not acknowledged, as the page shows them.

import { drop, keep, put } from "./maps.js";

/** @import { Letter, State } from "./types.js" */

/** @param {State} state @param {Letter} letter @returns {State} */
export function queued(state, letter) {
  return { ...state, letters: put(state.letters, letter.client_id, letter) };
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

/** One's own words have come back with their place. @param {State["letters"]} letters @param {string | null} client_id */
export function delivered(letters, client_id) {
  return client_id === null ? letters : drop(letters, client_id);
}

/** Everything is here, so what is stored is too, or too far away to be shown. @param {State} state @returns {State} */
export function settled(state) {
  const letters = keep(state.letters, (letter) => !letter.stored);
  return letters === state.letters ? state : { ...state, letters };
}

// Short notes at the foot of the page, gone after a while; they are also heard.

import { html } from "htm/preact";
import { signal } from "@preact/signals";

/** @typedef {{id: number, text: string, action?: {label: string, run: () => void}}} Note */

const SHOWN_MS = 5000;
/** @type {import("@preact/signals").Signal<readonly Note[]>} */
const notes = signal([]);
let last = 0;

/**
 * Say something in passing.
 * @param {string} text
 * @param {{label: string, run: () => void}} [action] something to do about it, such as undoing
 */
export function toast(text, action) {
  const note = { id: ++last, text, action };
  notes.value = [...notes.value.filter((other) => other.text !== text), note].slice(-3);
  setTimeout(() => drop(note.id), SHOWN_MS);
}

/** @param {number} id */
const drop = (id) => (notes.value = notes.value.filter((note) => note.id !== id));

/** Draws the notes; the root has one. */
export const ToastHost = () =>
  html`<div class="toasts" role="status" aria-live="polite">
    ${notes.value.map((note) => html`<p class="toast" key=${note.id}>
      <span>${note.text}</span>${note.action && html`<${Undo} note=${note} />`}
    </p>`)}
  </div>`;

/** @param {{note: Note}} props */
function Undo({ note }) {
  const run = () => {
    drop(note.id);
    note.action?.run();
  };
  return html`<button type="button" class="link" onClick=${run}>${note.action?.label}</button>`;
}

// "Are you sure?", as a promise.

import { html } from "htm/preact";
import { signal } from "@preact/signals";
import { lazy } from "./lazy.js";

/** @typedef {{title: string, text?: string, action: string, danger?: boolean}} Question */

const Asking = lazy(() => import("./asking.js"));

/** @type {import("@preact/signals").Signal<(Question & {answer: (yes: boolean) => void}) | null>} */
const asked = signal(null);

/**
 * Ask before something that cannot be taken back.
 * @param {Question} question `action` is what the button says
 * @returns {Promise<boolean>} whether it was confirmed
 */
export function confirm(question) {
  asked.value?.answer(false);
  return new Promise((resolve) => {
    const answer = (/** @type {boolean} */ yes) => {
      asked.value = null;
      resolve(yes);
    };
    asked.value = { ...question, answer };
  });
}

/** Draws the question; the root has one. */
export const ConfirmHost = () => asked.value && html`<${Asking} ...${asked.value} />`;

// "Are you sure?", as a promise.

import { html } from "htm/preact";
import { signal } from "@preact/signals";
import { t } from "../../words/words.js";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";

/** @typedef {{title: string, text?: string, action: string, danger?: boolean}} Question */

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
export function ConfirmHost() {
  const question = asked.value;
  if (!question) return null;
  const { title, text, action, danger, answer } = question;
  return html`<${Dialog} title=${title} onClose=${() => answer(false)} class="small confirm" role="alertdialog" plain>
    ${text && html`<p class="text">${text}</p>`}
    <p class="buttons">
      <${Button} autofocus onClick=${() => answer(false)}>${t("cancel")}<//>
      <${Button} primary=${!danger} danger=${danger} class="yes" onClick=${() => answer(true)}>${action}<//>
    </p>
  <//>`;
}

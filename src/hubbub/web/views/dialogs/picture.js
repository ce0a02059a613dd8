// Choosing the picture of a person or a conversation, and removing it.

import { html } from "htm/preact";
import { t } from "../../words/words.js";
import { Button } from "../parts/button.js";
import { attempt } from "../sidebar/actions.js";

/** @param {{present: boolean, chosen: (file: File) => void, remove: () => Promise<unknown>}} props */
export function PictureButtons({ present, chosen, remove }) {
  const choose = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.currentTarget);
    const file = field.files?.[0];
    field.value = ""; // the same file may be chosen again
    if (file) chosen(file);
  };
  return html`<p class="buttons">
    <label class="button"><input type="file" id="picture" class="aside" accept="image/*" onChange=${choose} />${t(present ? "picture_change" : "picture_choose")}</label>
    ${present && html`<${Button} quiet danger id="remove-picture" onClick=${() => attempt(remove())}>${t("picture_remove")}<//>`}
  </p>`;
}

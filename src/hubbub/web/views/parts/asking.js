// The dialog that asks "Are you sure?".

import { html } from "htm/preact";
import { t } from "../../words/words.js";
import { Button } from "./button.js";
import { Dialog } from "./dialog.js";

/** @param {import("./confirm.js").Question & {answer: (yes: boolean) => void}} props */
export default function Asking({ title, text, action, danger, answer }) {
  return html`<${Dialog} title=${title} onClose=${() => answer(false)} class="small confirm" role="alertdialog" plain>
    ${text && html`<p class="text">${text}</p>`}
    <p class="buttons">
      <${Button} autofocus onClick=${() => answer(false)}>${t("cancel")}<//>
      <${Button} primary=${!danger} danger=${danger} class="yes" onClick=${() => answer(true)}>${action}<//>
    </p>
  <//>`;
}

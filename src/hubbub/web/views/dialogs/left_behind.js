// What one was about to say in conversations that one is no longer in: to be copied from here, or discarded.

import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { app } from "../../core/app.js";
import { leftBehind } from "../../core/letters.js";
import { t } from "../../words/words.js";
import { copy } from "../conversation/copy.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { Icon } from "../parts/icon.js";

/** @typedef {ReturnType<typeof leftBehind>[number]} Left */

/** @param {{onClose: () => void}} props */
export default function LeftBehind({ onClose }) {
  const left = leftBehind(app.state.value);
  useEffect(() => {
    if (!left.length) onClose();
  }, [left.length]);
  return html`<${Dialog} title=${t("left_behind")} onClose=${onClose}>
    <p class="hint">${t("left_behind_hint")}</p>
    <ul class="people tall" id="left">${left.map((each) => html`<${LeftRow} key=${each.letter?.client_id ?? each.conversation} left=${each} />`)}</ul>
  <//>`;
}

/** @param {{left: Left}} props */
function LeftRow({ left: { conversation, text, letter } }) {
  const name = app.state.value.gone.get(conversation) ?? t("left_unknown");
  const discard = () => (letter ? app.cancel(letter.client_id) : app.saveDraft({ conversation }, ""));
  const files = letter?.attaching?.length ?? letter?.files?.length ?? 0;
  return html`<li class="person">
    <span class="choose">
      <span class="disc"><${Icon} name=${letter ? "warning" : "edit"} /></span>
      <span class="who"><b class="ellipsis">${name}</b>
        <span class="second ellipsis" title=${text}>${text || t.n("files", files)}</span>
        <span class="second">${letter ? t("not_sent", t("not_member")) : t("left_draft")}</span></span>
    </span>
    ${text && html`<${Button} onClick=${() => copy(text)}>${t("copy_text")}<//>`}
    <${Button} danger onClick=${discard}>${t("discard")}<//>
  </li>`;
}

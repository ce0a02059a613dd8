// Who has read as far as a message.

import { html } from "htm/preact";
import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { Dialog } from "../parts/dialog.js";
import { Loading, useLoaded } from "./loaded.js";
import { PersonRow } from "./person_row.js";

/** @param {{conversation: number | {id: number}, seq: number, onClose: () => void}} props */
export default function Seen({ conversation, seq, onClose }) {
  const id = typeof conversation === "number" ? conversation : conversation.id;
  const seen = useLoaded(() => app.seenBy(id, seq), [id, seq]);
  const others = seen.value?.filter((user) => user.id !== app.state.value.me?.id);
  return html`<${Dialog} title=${t("seen_by")} onClose=${onClose} class="small">
    ${others ? html`<ul class="people tall" id="seen">${others.map((user) => html`<${PersonRow} key=${user.id} user=${user} />`)}</ul>` : html`<${Loading} ...${seen} />`}
    ${others?.length === 0 && html`<p class="hint">${t("seen_by_nobody")}</p>`}
  <//>`;
}

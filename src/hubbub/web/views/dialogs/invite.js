// A link that lets people into a conversation: for how long, for how many, and to copy.

import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { Choice } from "../parts/field.js";
import { toast } from "../parts/toast.js";
import { useForm } from "./form.js";

const DAY = 24;

/** @param {{conversation: number | import("../../core/types.js").Conversation, onClose: () => void}} props */
export default function Invite({ conversation: given, onClose }) {
  const id = typeof given === "number" ? given : given.id;
  const conversation = app.state.value.conversations.get(id);
  const [hours, setHours] = useState(String(7 * DAY));
  const [uses, setUses] = useState("100");
  const [link, setLink] = useState("");
  /** @type {import("preact").RefObject<HTMLInputElement | null>} */
  const field = useRef(null);
  const { busy, error, submit } = useForm(async () => {
    const made = await app.invite(id, { hours: Number(hours), uses: Number(uses) });
    setLink(made);
    await copy(made, field.current);
  });
  const lifetimes = [
    { value: String(DAY), label: t("invite_day") },
    { value: String(7 * DAY), label: t("invite_week") },
    { value: String(30 * DAY), label: t("invite_month") },
  ];
  const counts = [
    { value: "1", label: t("invite_uses_one") },
    { value: "10", label: t("invite_uses_ten") },
    { value: "100", label: t("invite_uses_many") },
  ];
  const change = (/** @type {(value: string) => void} */ set) => (/** @type {string} */ value) => {
    set(value);
    setLink(""); // what is shown would not be what was chosen
  };
  return html`<${Dialog} title=${t("invite_title")} onClose=${onClose}>
    <form onSubmit=${submit}>
      <p>${t("invite_text", conversation ? app.titleOf(conversation) : "")}</p>
      <div class="field"><span class="legend">${t("invite_expiry")}</span><${Choice} label=${t("invite_expiry")} value=${hours} choices=${lifetimes} onChange=${change(setHours)} /></div>
      <div class="field"><span class="legend">${t("invite_uses")}</span><${Choice} label=${t("invite_uses")} value=${uses} choices=${counts} onChange=${change(setUses)} /></div>
      ${link && html`<div class="field"><label for="invite-link">${t("invite_link")}</label>
        <div class="joined"><input id="invite-link" readonly value=${link} ref=${field} onFocus=${(/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.currentTarget).select()} />
        <${Button} icon="copy" onClick=${() => copy(link, field.current)}>${t("invite_copy")}<//></div></div>`}
      ${error && html`<p class="error" role="alert">${error}</p>`}
      <p class="buttons">
        <${Button} onClick=${onClose}>${t(link ? "done" : "cancel")}<//>
        ${!link && html`<${Button} type="submit" primary busy=${busy} icon="link" id="make-invite">${t("invite_make")}<//>`}
      </p>
    </form>
  <//>`;
}

/** Without TLS pages have no clipboard: the link is marked then, for Ctrl+C. @param {string} link @param {HTMLInputElement | null} field */
async function copy(link, field) {
  try {
    await navigator.clipboard.writeText(link);
    toast(t("link_copied"));
  } catch {
    field?.select();
  }
}

// A new group or channel: its name, what it is about, and who is in it from the start.

import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { app } from "../../core/app.js";
import { TITLE, TOPIC } from "../../text/limits.js";
import { t } from "../../words/words.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { Field, Switch } from "../parts/field.js";
import { useForm } from "./form.js";
import { PeoplePicker } from "./people_picker.js";

/** @typedef {import("../../core/types.js").User} User */

/** @param {{kind?: "group" | "channel", people?: User[], onClose: () => void}} props */
export default function New({ kind = "group", people = [], onClose }) {
  const [name, setName] = useState("");
  const [topic, setTopic] = useState("");
  const [chosen, setChosen] = useState(people);
  const [open, setOpen] = useState(false);
  const channel = kind === "channel";
  const { busy, error, submit } = useForm(async () => {
    const fields = { name: name.trim(), topic: topic.trim(), members: chosen.map(({ id }) => id), ...(!channel && { public: open }) };
    const id = await app.create(kind, fields);
    onClose();
    app.go({ name: "conversation", id });
  });
  return html`<${Dialog} title=${t(channel ? "new_channel" : "new_group")} onClose=${onClose}>
    <form id="group-form" autocomplete="off" onSubmit=${submit}>
      <${Field} id="group-name" label=${t("group_name")} value=${name} onInput=${setName} required maxlength=${TITLE} autofocus />
      <${Field} id="group-topic" label=${t("topic")} hint=${t("topic_hint")} value=${topic} onInput=${setTopic} maxlength=${TOPIC} />
      <${PeoplePicker} label=${t("add_people")} chosen=${chosen} onChange=${setChosen} />
      ${channel ? html`<p class="hint">${t("channel_hint")}</p>` : html`<${Switch} id="group-public" label=${t("group_public")} hint=${t("group_public_hint")} checked=${open} onChange=${setOpen} />`}
      ${error && html`<p id="group-error" class="error" role="alert">${error}</p>`}
      <p class="buttons">
        <${Button} onClick=${onClose}>${t("cancel")}<//>
        <${Button} type="submit" primary busy=${busy} disabled=${!name.trim()}>${t("create")}<//>
      </p>
    </form>
  <//>`;
}

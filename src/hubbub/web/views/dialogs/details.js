// A conversation's details: its face, name and topic, how it is treated, and who is in it.

import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { app } from "../../core/app.js";
import { TITLE, TOPIC } from "../../text/limits.js";
import { t } from "../../words/words.js";
import { Avatar } from "../parts/avatar.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { Switch } from "../parts/field.js";
import { useSelected } from "../parts/selected.js";
import { attempt, leave, mayLeave } from "../sidebar/actions.js";
import { Crop } from "./crop.js";
import { InlineEdit } from "./inline_edit.js";
import { Invitations } from "./invitations.js";
import { Loading, useLoaded } from "./loaded.js";
import { Members } from "./members.js";
import { openDialog } from "./open.js";
import { PictureButtons } from "./picture.js";
import { mayInvite, mayUpdate } from "./rights.js";

/** @typedef {import("../../core/types.js").Conversation} Conversation */
/** @typedef {import("../../core/types.js").Member} Member */

/** @param {{name: string, conversation: number | Conversation, onClose: () => void}} props */
export default function Details({ conversation: given, onClose }) {
  const id = typeof given === "number" ? given : given.id;
  const conversation = useSelected((state) => state.conversations.get(id), [id]);
  const members = useLoaded(() => app.members(id), [id, conversation?.members, conversation?.role]);
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  if (!conversation) return null; // left, or removed, while this was open
  if (file)
    return html`<${Dialog} title=${t("details")} onClose=${onClose} class="details">
      <${Crop} file=${file} save=${(/** @type {File} */ picture) => app.setPicture(picture, id)} done=${() => setFile(null)} />
    <//>`;
  return html`<${Dialog} title=${t("details")} onClose=${onClose} class="details">
    <${Head} conversation=${conversation} chosen=${setFile} />
    <${Preferences} conversation=${conversation} />
    <section>
      <h3 class="heading">${t("members_title")}${members.value && html` <span class="count">${members.value.length}</span>`}</h3>
      ${mayInvite(conversation) && html`<${Button} quiet icon="link" class="wide" id="open-invite" onClick=${() => openDialog("invite", { conversation: id })}>${t("invite_title")}<//><${Invitations} conversation=${conversation} />`}
      ${members.value ? html`<${Members} conversation=${conversation} members=${members.value} changed=${members.again} />` : html`<${Loading} ...${members} />`}
    </section>
    ${mayLeave(conversation.kind) && html`<p class="buttons start"><${Button} quiet danger icon="logout" id="leave" onClick=${async () => (await leave(conversation)) && onClose()}>${t("leave")}<//></p>`}
  <//>`;
}

/** @param {{conversation: Conversation, chosen: (file: File) => void}} props */
function Head({ conversation, chosen }) {
  const { id, topic, peer, kind } = conversation;
  const user = useSelected(() => (peer === null ? null : app.userOf(peer)), [peer]);
  const title = app.titleOf(conversation);
  const own = kind === "lobby" ? t("lobby_topic") : topic;
  const editable = mayUpdate(conversation);
  const update = (/** @type {"name" | "topic"} */ field) => (/** @type {string} */ value) => app.update(id, { [field]: value });
  return html`<div class="portrait">
    <${Avatar} user=${user} conversation=${conversation} size=${72} />
    ${editable && html`<${PictureButtons} present=${!!conversation.avatar} chosen=${chosen} remove=${() => app.update(id, { avatar: null })} />`}
    <p class="hint">${t(`kind_${kind}`)}${user && ` · @${user.name}`}</p>
    ${editable ? html`<${InlineEdit} label=${t("edit_name")} value=${title} save=${update("name")} most=${TITLE} class="title" required />` : html`<p class="title">${title}</p>`}
    ${editable ? html`<${InlineEdit} label=${t(topic ? "edit_topic" : "topic_add")} value=${topic} save=${update("topic")} most=${TOPIC} class="topic" lines=${3} />` : own && html`<p class="topic">${own}</p>`}
  </div>`;
}

/** @param {{conversation: Conversation}} props */
function Preferences({ conversation }) {
  const { id, muted, pinned, archived } = conversation;
  const [wanted, setWanted] = useState({});
  const now = { muted, pinned, archived, ...wanted };
  const change = (/** @type {"muted" | "pinned" | "archived"} */ field) => async (/** @type {boolean} */ on) => {
    setWanted({ [field]: on });
    await attempt(app.prefer(id, { [field]: on }));
    setWanted({});
  };
  return html`<section class="switches">
    <${Switch} label=${t("mute")} checked=${now.muted} onChange=${change("muted")} />
    <${Switch} label=${t("pin")} checked=${now.pinned} onChange=${change("pinned")} />
    <${Switch} label=${t("archive")} checked=${now.archived} onChange=${change("archived")} />
  </section>`;
}

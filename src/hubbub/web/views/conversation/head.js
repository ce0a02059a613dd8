// The conversation's head: what it is called, who is there, and what can be done with all of it.

import { html } from "htm/preact";
import { app } from "../../core/app.js";
import { ago, t } from "../../words/words.js";
import { addDialog, openDialog } from "../dialogs/open.js";
import { mayInvite } from "../dialogs/rights.js";
import { Avatar } from "../parts/avatar.js";
import { IconButton } from "../parts/button.js";
import { Icon } from "../parts/icon.js";
import { Menu } from "../parts/menu.js";
import { actionsOn } from "../sidebar/actions.js";
import { useDerived } from "./derived.js";

/** @typedef {import("./reading.js").Reading} Reading @typedef {import("../../core/types.js").Conversation} Conversation */

addDialog("date", () => import("./date_jump.js"));

/** @param {{reading: Reading}} props */
export function Head({ reading }) {
  const { place, conversation: id } = reading;
  const conversation = useDerived(() => (id === null ? undefined : app.state.value.conversations.get(id)));
  const peer = useDerived(() => ("to" in place ? place.to : (conversation?.peer ?? null)), [conversation?.peer]);
  const person = useDerived(() => (peer === null ? null : app.userOf(peer)), [peer]);
  const presence = useDerived(() => (peer === null ? null : app.presenceOf(peer)), [peer]);
  const title = conversation ? app.titleOf(conversation) : (person?.display_name ?? "");
  const details = () => conversation && openDialog("details", { conversation: conversation.id });
  return html`<header class="bar head">
    <a id="back" class="iconbutton" href="#" aria-label=${t("back")} title=${t("back")}><${Icon} name="back" /></a>
    <button type="button" class="about" onClick=${details} disabled=${!conversation} title=${t("details_of", title)}>
      <${Avatar} user=${person} conversation=${person ? null : conversation} size=${38} presence=${presence} />
      <span class="names"><span id="room-title" class="ellipsis" role="heading" aria-level="2">${title}</span>
        <span id="room-words" class="ellipsis"><${Words} conversation=${conversation} presence=${presence} /></span></span>
    </button>
    ${conversation && html`
      ${conversation.kind !== "direct" && html`<${IconButton} icon="people" label=${t("members_title")} class="wide" onClick=${() => openDialog("members", { conversation: conversation.id })} />`}
      <${Menu} label=${t("head_menu")} items=${() => menu(conversation, () => openDialog("date", { reading }))} />`}
  </header>`;
}

/** @param {{conversation: Conversation | undefined, presence: import("../../core/types.js").Presence | null}} props */
function Words({ conversation, presence }) {
  if (!conversation || conversation.kind === "direct") {
    if (presence?.online) return t("is_online");
    return presence?.seen_at ? t("last_seen", ago(presence.seen_at)) : presence ? t("is_offline") : "";
  }
  const members = t.n("members", conversation.members);
  const topic = conversation.kind === "lobby" && !conversation.topic ? t("lobby_topic") : conversation.topic;
  return topic ? `${members} · ${topic}` : members;
}

/** @param {Conversation} conversation @param {() => void} chooseDate @returns {import("../parts/menu.js").Entry[]} */
function menu(conversation, chooseDate) {
  const { id } = conversation;
  /** @type {(import("../parts/menu.js").Entry | false)[]} */
  const entries = [
    { label: t("go_to_date"), icon: "calendar", id: "go-to-date", action: chooseDate },
    mayInvite(conversation) && { label: t("invite_people"), icon: "person-add", action: () => openDialog("invite", { conversation: id }) },
    "line",
  ];
  return [...entries.filter((entry) => entry !== false), ...actionsOn(conversation)];
}

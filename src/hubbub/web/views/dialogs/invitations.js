// The invitations to a conversation that still work, and taking them back.

import { html } from "htm/preact";
import { app } from "../../core/app.js";
import { date, t } from "../../words/words.js";
import { Button } from "../parts/button.js";
import { Icon } from "../parts/icon.js";
import { attempt } from "../sidebar/actions.js";
import { Loading, useLoaded } from "./loaded.js";
import { isStaffed } from "./rights.js";

/** @typedef {import("../../core/types.js").Conversation} Conversation */
/** @typedef {import("../../core/types.js").Invite} Invite */

/** Nothing while there are none. @param {{conversation: Conversation}} props */
export function Invitations({ conversation }) {
  const invites = useLoaded(() => app.invites(conversation.id), [conversation.id]);
  if (!invites.value) return invites.error ? html`<${Loading} ...${invites} />` : null;
  return html`<ul class="people" id="invites" aria-label=${t("invites")}>
    ${invites.value.map((invite) => html`<${InviteRow} key=${invite.id} invite=${invite} conversation=${conversation} changed=${invites.again} />`)}
  </ul>`;
}

/** @param {{invite: Invite, conversation: Conversation, changed: () => void}} props */
function InviteRow({ invite: { id, by, uses, expires_at: until }, conversation, changed }) {
  const revoke = async () => {
    await attempt(app.revokeInvite(id));
    changed(); // also when it was used up or taken back by somebody else meanwhile
  };
  const mine = by === app.state.value.me?.id;
  return html`<li class="person">
    <span class="choose">
      <span class="disc"><${Icon} name="link" /></span>
      <span class="who"><b class="ellipsis">${t("invite_by", mine ? t("you") : app.nameOf(by))}</b>
        <span class="second ellipsis">${t("invite_left", uses, date(until))}</span></span>
    </span>
    ${(mine || isStaffed(conversation)) && html`<${Button} onClick=${revoke}>${t("invite_revoke")}<//>`}
  </li>`;
}

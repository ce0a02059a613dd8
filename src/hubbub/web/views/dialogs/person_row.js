// A person in a dialog's list: face, name, a second line, and what can be done at the end.

import { html } from "htm/preact";
import { app } from "../../core/app.js";
import { ago, t } from "../../words/words.js";
import { Avatar } from "../parts/avatar.js";
import { useSelected } from "../parts/selected.js";

/** @typedef {import("../../core/types.js").User} User */

/** @param {{user: User, second?: any, onClick?: () => void, children?: any, option?: Record<string, unknown>}} props */
export function PersonRow({ user, second, onClick, children }) {
  const presence = useSelected(() => app.presenceOf(user.id), [user.id]);
  const words = html`<${Avatar} user=${user} size=${38} presence=${presence} />
    <span class="who"><b class="ellipsis">${user.display_name}</b><span class="second ellipsis">${second ?? presenceWords(user, presence)}</span></span>`;
  return html`<li class="person">
    ${onClick ? html`<button type="button" class="choose" onClick=${onClick}>${words}</button>` : html`<span class="choose">${words}</span>`}
    ${children}
  </li>`;
}

/** @param {User} user @param {import("../../core/types.js").Presence | null} presence */
function presenceWords(user, presence) {
  const name = user.display_name === user.name ? "" : `@${user.name}`;
  const seen = presence && !presence.online && presence.seen_at ? t("last_seen", ago(presence.seen_at)) : "";
  const words = presence?.online ? t("is_online") : seen;
  return [name, words].filter(Boolean).join(" · ") || `@${user.name}`;
}

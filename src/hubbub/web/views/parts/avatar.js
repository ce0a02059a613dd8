// The face of a person or conversation: the picture, or the first letter on a colour that is always the same.

import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../../words/words.js";
import { Icon } from "./icon.js";

/** @typedef {import("../../core/types.js").User} User */
/** @typedef {import("../../core/types.js").Conversation} Conversation */

const HUES = 8;
const ROOM_ICONS = new Set(["lobby", "channel"]);

const letters = new Intl.Segmenter();

/** @param {string} name its first letter as people see it: an emoji of several code points stays whole */
const initial = (name) => letters.segment(name.trim()).containing(0)?.segment.toUpperCase() ?? "";

/** Where a picture is served. @param {string} avatar the file's id or its address */
const pictureOf = (avatar) => (/^(https?:|blob:|\/)/.test(avatar) ? avatar : `/api/v1/files/${avatar}`);

/** Whether the page's policy lets a picture be loaded: what it does not would be reported by everybody who looks. @param {string} address */
const isAllowed = (address) => !address.startsWith("http:") || address.startsWith(`${location.origin}/`);

/**
 * @param {{
 *   user?: Pick<User, "id" | "display_name" | "avatar"> | null,
 *   conversation?: Pick<Conversation, "id" | "kind" | "name" | "avatar"> | null,
 *   size?: number, presence?: {online: boolean} | null,
 * }} props `size` in CSS pixels; a dot shows who is online
 */
export function Avatar({ user, conversation, size = 40, presence }) {
  const [broken, setBroken] = useState("");
  const of = user ?? conversation;
  const square = !user && Boolean(conversation);
  const picture = of?.avatar && of.avatar !== broken && isAllowed(of.avatar) ? of.avatar : null;
  const look = `avatar hue${(of?.id ?? 7) % HUES}${square ? " square" : ""}`;
  return html`<span class=${look} style=${{ "--size": `${size / 16}rem` }} aria-hidden="true">
    <span class="face">${picture ? html`<img src=${pictureOf(picture)} alt="" loading="lazy" decoding="async" onError=${() => setBroken(picture)} />` : letter(user, conversation)}</span>
    ${presence?.online && html`<i class="dot on" title=${t("is_online")}></i>`}
  </span>`;
}

/** @param {{display_name: string} | null} [user] @param {{kind: string, name: string} | null} [conversation] */
function letter(user, conversation) {
  if (user) return initial(user.display_name);
  if (!conversation) return "";
  return ROOM_ICONS.has(conversation.kind) ? html`<${Icon} name="hash" />` : initial(conversation.name);
}

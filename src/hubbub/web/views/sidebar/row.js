// A conversation in the list: its face, title, last words or who is typing, when, and what is unread.

import { html } from "htm/preact";
import { app } from "../../core/app.js";
import { number, t, when } from "../../words/words.js";
import { memo } from "../conversation/memo.js";
import { Avatar } from "../parts/avatar.js";
import { Icon } from "../parts/icon.js";
import { showMenu } from "../parts/menu.js";
import { IconButton } from "../parts/button.js";
import { useLasting } from "../parts/lasting.js";
import { useSelected } from "../parts/selected.js";
import { actionsOn } from "./actions.js";
import { Preview } from "./preview.js";

/** @typedef {import("../../core/types.js").Conversation} Conversation */

const MOST_SHOWN = 99;
/** A message in the conversation in view is read by then, if somebody looks. */
const READ_MS = 400;

/** @typedef {{conversation: Conversation, current: boolean, today?: string, reachable?: boolean, last?: boolean}} Props */

/** Of a thousand rows only the one that has changed is drawn again; on another day all are. `last` of those that are pinned. */
export const Row = memo((/** @type {Props} */ { conversation, current, reachable = false, last = false }) => {
  const { id, muted, pinned } = conversation;
  // What is read as it comes is never shown as unread.
  const unread = useLasting(conversation.unread > 0, current ? READ_MS : 0);
  const title = app.titleOf(conversation);
  const look = [unread && "unread", muted && "muted", pinned && "pinned", last && "last"].filter(Boolean).join(" ");
  const menu = (/** @type {HTMLElement | {x: number, y: number}} */ at) => showMenu(t("conversation_menu", title), actionsOn(conversation), at);
  const rightClick = (/** @type {MouseEvent} */ event) => {
    event.preventDefault();
    const byKey = event.button !== 2 && event.clientX === 0 && event.clientY === 0;
    menu(byKey ? /** @type {HTMLElement} */ (event.currentTarget) : { x: event.clientX, y: event.clientY });
  };
  return html`<li class=${look}>
    <a class="roomlink" href=${`#/c/${id}`} aria-current=${current ? "true" : undefined} tabindex=${current || reachable ? 0 : -1} onContextMenu=${rightClick}>
      <${Face} conversation=${conversation} />
      <span class="rowtop"><span class="title ellipsis">${title}</span><${Marks} conversation=${conversation} /></span>
      <span class="rowend"><${Preview} conversation=${conversation} />${unread && html`<${Badges} conversation=${conversation} />`}</span>
    </a>
    <${IconButton} icon="more" label=${t("conversation_menu", title)} class="rowmenu" tabindex="-1" aria-haspopup="menu"
      onClick=${(/** @type {MouseEvent} */ event) => menu(/** @type {HTMLElement} */ (event.currentTarget))} />
  </li>`;
});

/** @param {{conversation: Conversation}} props */
function Face({ conversation }) {
  const { peer } = conversation;
  const user = useSelected(() => (peer === null ? null : app.userOf(peer)), [peer]);
  const presence = useSelected(() => (peer === null ? null : app.presenceOf(peer)), [peer]);
  if (peer === null) return html`<${Avatar} conversation=${conversation} size=${42} />`;
  const face = user ?? { id: peer, display_name: app.titleOf(conversation), avatar: conversation.avatar };
  return html`<${Avatar} user=${face} size=${42} presence=${presence} />${presence?.online && html`<span class="aside">${t("is_online")}</span>`}`;
}

/** @param {{conversation: Conversation}} props */
function Marks({ conversation }) {
  const { muted, pinned, last, kind, lastAt } = conversation;
  return html`<span class="marks">
    ${muted && html`<${Icon} name="bell-off" /><span class="aside">${t("muted")}</span>`}
    ${pinned && html`<${Icon} name="pin" /><span class="aside">${t("pinned")}</span>`}
    ${(last || kind !== "lobby") && html`<time datetime=${lastAt}>${when(lastAt)}</time>`}
  </span>`;
}

/** @param {{conversation: Conversation}} props */
function Badges({ conversation }) {
  const { unread, mentions, muted } = conversation;
  return html`<span class="badges">
    ${mentions > 0 && html`<${Badge} look="mention" words=${`@${bounded(mentions)}`} label=${t.n("mentions", mentions)} />`}
    ${unread > 0 && html`<${Badge} look=${muted ? "quiet" : "count"} words=${bounded(unread)} label=${t.n("unread", unread)} />`}
  </span>`;
}

/** @param {number} count */
const bounded = (count) => (count > MOST_SHOWN ? `${number(MOST_SHOWN)}+` : number(count));

/** @param {{look: string, words: string, label: string}} props */
const Badge = ({ look, words, label }) =>
  html`<span class=${`badge ${look}`} title=${label}><span aria-hidden="true">${words}</span><span class="aside">${label}</span></span>`;

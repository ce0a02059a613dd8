// The list of conversations: pinned, the rest by latest activity, and the archive behind one row.

import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { app } from "../../core/app.js";
import { leftBehind } from "../../core/letters.js";
import { t } from "../../words/words.js";
import { openDialog } from "../dialogs/open.js";
import { Button } from "../parts/button.js";
import { Icon } from "../parts/icon.js";
import { useSelected } from "../parts/selected.js";
import { moveFocus } from "./focus.js";
import { sections, wantsReading } from "./order.js";
import { Row } from "./row.js";
import { useGrowing } from "./growing.js";

/** @typedef {import("../../core/types.js").Conversation} Conversation */

export function List() {
  const conversations = useSelected((state) => state.conversations);
  const [inArchive, setInArchive] = useState(false);
  const { pinned, rest, archived } = sections(conversations.values());
  if (inArchive) return html`<${Archive} archived=${archived} leave=${() => setInArchive(false)} />`;
  return html`<div onKeyDown=${moveFocus}>
    <${LeftBehind} />
    ${archived.length > 0 && html`<${ArchiveRow} archived=${archived} open=${() => setInArchive(true)} />`}
    <${Rows} shown=${[...pinned, ...rest]} pinned=${pinned.length} />
    ${conversations.size === 0 && html`<${Empty} />`}
  </div>`;
}

/** @param {{shown: Conversation[], pinned?: number}} props the first `pinned` of them are under a heading of their own */
function Rows({ shown, pinned = 0 }) {
  const route = app.route.value;
  const current = route.name === "conversation" ? route.id : route.name === "person" ? app.directWith(route.user)?.id : undefined;
  const { limit, sentinel } = useGrowing(shown.length);
  const today = new Date().toDateString();
  return html`<ul id="rooms">
      ${shown.slice(0, limit).map((conversation, index) => html`<${Row} key=${conversation.id} conversation=${conversation}
        current=${conversation.id === current} today=${today} reachable=${current === undefined && index === 0} last=${pinned > 0 && index === pinned - 1} />`)}
    </ul>
    ${sentinel}`;
}

/** @param {{archived: Conversation[], open: () => void}} props */
function ArchiveRow({ archived, open }) {
  const waiting = archived.filter(wantsReading).length;
  return html`<button type="button" id="archived" class="archiverow" onClick=${open}>
    <${Icon} name="archive" /><span>${t("archived")}</span>
    <span class=${waiting ? "badge" : "badge quiet"}>${archived.length}</span>
  </button>`;
}

/** What could not be said any more is not lost. */
function LeftBehind() {
  const count = useSelected((state) => leftBehind(state).length);
  return count > 0 && html`<button type="button" id="left-behind" class="archiverow" onClick=${() => openDialog("left")}>
    <${Icon} name="warning" /><span>${t("left_behind")}</span><span class="badge">${count}</span>
  </button>`;
}

/** @param {{archived: Conversation[], leave: () => void}} props */
function Archive({ archived, leave }) {
  return html`<div onKeyDown=${moveFocus}>
    <button type="button" id="leave-archive" class="archiverow" onClick=${leave}><${Icon} name="back" /><span>${t("archived")}</span><span class="aside">${t("archived_back")}</span></button>
    ${archived.length === 0 && html`<p class="empty hint">${t("archived_none")}</p>`}
    <${Rows} shown=${archived} />
  </div>`;
}

/** Nobody is left without something to do. */
const Empty = () =>
  html`<div class="empty">
    <${Icon} name="chat" />
    <h2>${t("list_empty")}</h2>
    <p class="hint">${t("list_empty_hint")}</p>
    <${Button} primary icon="person-add" onClick=${() => openDialog("people")}>${t("new_direct")}<//>
    <${Button} icon="people" onClick=${() => openDialog("new", { kind: "group" })}>${t("new_group")}<//>
  </div>`;

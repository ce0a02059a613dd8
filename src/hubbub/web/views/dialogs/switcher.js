// Going anywhere by a few letters: conversations and people, the recent ones first, best matches on top.

import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { Avatar } from "../parts/avatar.js";
import { Dialog } from "../parts/dialog.js";
import { Icon } from "../parts/icon.js";
import { LETTERS_IN_ORDER, matching, sections, wantsReading } from "../sidebar/order.js";
import { usePeople } from "./people_search.js";

/** @typedef {import("../../core/types.js").Conversation} Conversation */
/** @typedef {import("../../core/types.js").User} User */
/** @typedef {{key: string, title: string, second: string, conversation?: Conversation, user?: User | null, unread?: number, go: () => void}} Target */

const MOST = 12;

/** @param {{onClose: () => void}} props */
export default function Switcher({ onClose }) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  /** @type {import("preact").RefObject<HTMLUListElement | null>} */
  const options = useRef(null);
  const targets = useTargets(query.trim());
  const chosen = Math.min(at, targets.length - 1);
  useEffect(() => options.current?.children[chosen]?.scrollIntoView({ block: "nearest" }), [chosen]);
  const go = (/** @type {Target} */ target) => {
    onClose();
    target.go();
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") setAt((chosen + 1) % targets.length);
    else if (event.key === "ArrowUp") setAt((chosen - 1 + targets.length) % targets.length);
    else if (event.key === "Enter" && targets[chosen]) go(targets[chosen]);
    else return;
    event.preventDefault();
  };
  const type = (/** @type {Event} */ event) => {
    setQuery(/** @type {HTMLInputElement} */ (event.currentTarget).value);
    setAt(0);
  };
  return html`<${Dialog} title=${t("switcher")} onClose=${onClose} class="switcher" bare>
    <div class="field search-field"><${Icon} name="search" />
      <input id="switcher" role="combobox" aria-expanded="true" aria-controls="switcher-list" aria-autocomplete="list" aria-label=${t("switcher_hint")}
        aria-activedescendant=${targets[chosen] ? `to-${targets[chosen].key}` : undefined} placeholder=${t("switcher_hint")}
        value=${query} onInput=${type} onKeyDown=${press} autocomplete="off" spellcheck=${false} autofocus /></div>
    <ul id="switcher-list" role="listbox" aria-label=${t("switcher")} ref=${options}>
      ${targets.map((target, index) => html`<li key=${target.key} id=${`to-${target.key}`} role="option" aria-selected=${String(index === chosen)}
          onPointerMove=${() => setAt(index)} onClick=${() => go(target)}>
        <${Avatar} user=${target.user} conversation=${target.conversation} size=${32} />
        <b class="ellipsis">${target.title}</b><span class="second ellipsis">${target.second}</span>
        ${target.unread ? html`<span class="badge">${target.unread}</span>` : null}
      </li>`)}
    </ul>
    ${!targets.length && query.trim() && html`<p class="hint none" role="status">${t("nobody_found", query.trim())}</p>`}
    <p class="foot hint"><kbd>↑</kbd><kbd>↓</kbd> ${t("switcher_move")} <kbd>Enter</kbd> ${t("switcher_open")} <kbd>Esc</kbd> ${t("switcher_close")}</p>
  <//>`;
}

/** @param {string} query @returns {Target[]} */
function useTargets(query) {
  const { people } = usePeople(query);
  const all = app.state.value.conversations.values();
  const own = query ? matching(all, query, app.titleOf, LETTERS_IN_ORDER) : recent(all);
  const shown = own.slice(0, MOST).map(toConversation);
  const strangers = people.filter((user) => query && !app.directWith(user.id)).map(toPerson);
  return [...shown, ...strangers].slice(0, MOST);
}

/** What waits to be read, then what was talked in last; not where one is already. @param {Iterable<Conversation>} all */
function recent(all) {
  const route = app.route.value;
  const { pinned, rest } = sections(all);
  const others = [...pinned, ...rest].filter(({ id }) => route.name !== "conversation" || id !== route.id);
  return [...others.filter(wantsReading), ...others.filter((conversation) => !wantsReading(conversation))];
}

/** @param {Conversation} conversation @returns {Target} */
function toConversation(conversation) {
  const { id, peer, kind, members, unread, muted } = conversation;
  const user = peer === null ? null : app.userOf(peer);
  const second = user ? `@${user.name}` : kind === "lobby" ? t("lobby_topic") : t.n("members", members);
  const go = () => app.go({ name: "conversation", id });
  return { key: `c${id}`, title: app.titleOf(conversation), second, conversation, user, unread: muted ? 0 : unread, go };
}

/** @param {User} user @returns {Target} */
const toPerson = (user) => ({ key: `u${user.id}`, title: user.display_name, second: `@${user.name}`, user, go: () => app.go({ name: "person", user: user.id }) });

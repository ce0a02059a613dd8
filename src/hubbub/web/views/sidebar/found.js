// What was found: one's own conversations at once, then the server's people and public conversations.

import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { Avatar } from "../parts/avatar.js";
import { useSelected } from "../parts/selected.js";
import { attempt } from "./actions.js";
import { moveFocus } from "./focus.js";
import { fold, HOLDS, matching, rankOf } from "./order.js";
import { Row } from "./row.js";

/** @typedef {import("../../core/types.js").User} User */
/** @typedef {import("../../core/types.js").Listing} Listing */
/** @typedef {import("../../core/types.js").Found} Results */

const PAUSE_MS = 180;
const MOST_OWN = 30;

/** @param {{query: string, done: () => void}} props `done`: one of them was chosen */
export default function Found({ query, done }) {
  const conversations = useSelected((state) => state.conversations);
  const me = useSelected((state) => state.me);
  const own = matching(conversations.values(), query, app.titleOf).slice(0, MOST_OWN);
  const shown = new Set(own.map(({ id }) => id));
  const { found, failed, early } = useSearch(query);
  const people = (found ?? early)?.people.filter((user) => user.id !== me?.id && !shown.has(app.directWith(user.id)?.id ?? -1)) ?? [];
  const rooms = (found ?? early)?.conversations.filter(({ id }) => !shown.has(id)) ?? [];
  const none = found && !own.length && !people.length && !rooms.length;
  return html`<div onKeyDown=${moveFocus} onClick=${(/** @type {Event} */ click) => chosen(click) && done()}>
    ${own.length > 0 && html`<h2 class="section">${t("your_conversations")}</h2>
      <ul id="rooms">${own.map((conversation, index) => html`<${Row} key=${conversation.id} conversation=${conversation} current=${false} reachable=${index === 0} />`)}</ul>`}
    <div id="found" aria-live="polite" aria-busy=${!found && !failed}>
      ${people.length > 0 && html`<h2 class="section">${t("people")}</h2>
        <ul>${people.map((user) => html`<li key=${user.id}><${Person} user=${user} /></li>`)}</ul>`}
      ${rooms.length > 0 && html`<h2 class="section">${t("channels")}</h2>
        <ul>${rooms.map((room) => html`<li key=${room.id}><${PublicRoom} room=${room} /></li>`)}</ul>`}
      ${!found && !early && !failed && html`<p class="none hint">${t("searching")}</p>`}
      ${none && html`<p class="none hint">${t("nobody_found", query)}</p>`}
      ${failed && html`<p class="none hint">${t("search_offline")}</p>`}
    </div>
  </div>`;
}

/** A row was chosen, not its menu. @param {Event} click */
const chosen = (click) => /** @type {Element} */ (click.target).closest("a.roomlink, button.result") !== null;

/**
 * Ask the server after a pause in typing.
 * @param {string} query
 * @returns {{found: Results | null, failed: boolean, early?: Results}} `early`: what can be shown until the answer is here
 */
function useSearch(query) {
  const [answer, setAnswer] = useState(/** @type {{of: string, found?: Results, failed?: boolean} | null} */ (null));
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      app.search(query).then(
        (found) => wanted && setAnswer({ of: query, found }),
        () => wanted && setAnswer({ of: query, failed: true }),
      );
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [query]);
  if (answer?.of === query) return { found: answer.found ?? null, failed: answer.failed ?? false };
  return { found: null, failed: false, early: answer?.found && stillMatching(answer.found, query) };
}

/** Of what was found for "gra", what "grac" will find, too: it stays where it is, and the list does not flicker. @param {Results} found @param {string} query @returns {Results} */
function stillMatching({ people, conversations }, query) {
  const holds = (/** @type {string} */ text) => rankOf(fold(text), fold(query)) <= HOLDS;
  return {
    people: people.filter((user) => holds(user.name) || holds(user.display_name)),
    conversations: conversations.filter(({ name }) => holds(name)),
  };
}

/** @param {{user: User}} props */
const Person = ({ user }) =>
  html`<button type="button" class="result" onClick=${() => app.go({ name: "person", user: user.id })}>
    <${Avatar} user=${user} size=${42} />
    <span class="title ellipsis">${user.display_name}</span>
    <span class="preview ellipsis">@${user.name}</span>
    <span class="action">${t("message_person")}</span>
  </button>`;

/** @param {{room: Listing}} props */
function PublicRoom({ room }) {
  const { id, name, topic, members, joined } = room;
  const enter = async () => {
    if (joined || (await attempt(app.join(id)))) app.go({ name: "conversation", id });
  };
  const words = t.n("members", members);
  const face = { id, kind: /** @type {const} */ ("channel"), name, avatar: null };
  return html`<button type="button" class="result" onClick=${enter}>
    <${Avatar} conversation=${face} size=${42} />
    <span class="title ellipsis">${name}</span>
    <span class="preview ellipsis">${topic ? `${words} · ${topic}` : words}</span>
    <span class="action">${t(joined ? "open" : "join")}</span>
  </button>`;
}

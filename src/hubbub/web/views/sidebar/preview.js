// The second line of a row: who is typing, a draft, or what was said last.

import { html } from "htm/preact";
import { app } from "../../core/app.js";
import { list, t } from "../../words/words.js";
import { useSelected } from "../parts/selected.js";

/** @typedef {import("../../core/types.js").Conversation} Conversation */

const MOST = 120;
const MOST_NAMES = 2;

/** @param {{conversation: Conversation}} props */
export function Preview({ conversation }) {
  const { id, peer } = conversation;
  const typing = useSelected((state) => state.typing.get(id), [id]);
  const draft = useSelected((state) => state.drafts.get(`c${id}`) ?? "", [id]);
  const current = app.route.value.name === "conversation" && /** @type {{id: number}} */ (app.route.value).id === id;
  if (typing?.size) return html`<span class="preview ellipsis now">${typingWords([...typing.keys()], peer)}</span>`;
  if (draft.trim() && !current)
    return html`<span class="preview ellipsis"><b class="draft">${t("draft")}</b> ${oneLine(draft)}</span>`;
  return html`<span class="preview ellipsis"><${LastWords} conversation=${conversation} /></span>`;
}

/** @param {number[]} users @param {number | null} peer */
function typingWords(users, peer) {
  const names = users.map((user) => app.nameOf(user)).filter(Boolean).slice(0, MOST_NAMES);
  if (peer !== null || !names.length) return t("typing_here");
  return t(names.length > 1 ? "typing_many" : "typing", list(names));
}

/** @param {{conversation: Conversation}} props */
function LastWords({ conversation }) {
  const { last, kind, topic } = conversation;
  const sender = last?.sender;
  const mine = useSelected((state) => state.me?.id === sender, [sender]);
  const name = useSelected(() => (kind === "direct" || sender === undefined ? "" : app.nameOf(sender)), [kind, sender]);
  if (!last) return kind === "lobby" ? t("lobby_topic") : topic || t("no_messages");
  if (last.deleted) return html`<i>${t("deleted")}</i>`;
  const words = oneLine(last.text) || `📎 ${last.files[0]?.name ?? t("draft_file")}`;
  if (mine) return t("you_said", words);
  return name ? t("said", name, words) : words;
}

/** @param {string} text */
const oneLine = (text) => text.slice(0, 4 * MOST).replace(/\s+/g, " ").trim().slice(0, MOST);

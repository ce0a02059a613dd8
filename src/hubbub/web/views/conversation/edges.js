// What stands where there are no messages: at the beginning of a conversation, and in one that has none.

import { html } from "htm/preact";
import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { useDerived } from "./derived.js";

/** @typedef {import("./reading.js").Reading} Reading */

/** Always as high, whether the beginning is here or not: what is below must not move. @param {{reading: Reading}} props */
export function Beginning({ reading }) {
  const words = useDerived(() => wordsAbove(reading));
  return html`<p class="edge">${words}</p>`;
}

/** @param {{reading: Reading}} props */
export function Empty({ reading }) {
  const empty = useDerived(() => isEmpty(reading));
  if (!empty) return null;
  return html`<div class="empty"><span class="wave" aria-hidden="true">👋</span><b>${t("no_messages_here")}</b><span>${t("say_hello")}</span></div>`;
}

/** @param {Reading} reading */
function isEmpty({ place, conversation: id }) {
  const { letters, conversations, logs } = app.state.value;
  for (const letter of letters.values()) if (id === null ? "to" in place && letter.to === place.to : letter.conversation === id) return false;
  if (id === null) return true;
  const head = conversations.get(id)?.head;
  if (head === undefined) return false;
  const chunks = [...(logs.get(id)?.chunks.values() ?? [])];
  const here = chunks.reduce((sum, chunk) => sum + chunk.high - chunk.low + 1, 0);
  return head === 0 || (here >= head && chunks.every((chunk) => !chunk.entries.length));
}

/** @param {Reading} reading */
function wordsAbove({ conversation: id }) {
  const { conversations, logs } = app.state.value;
  const conversation = id === null ? undefined : conversations.get(id);
  if (!conversation?.head) return "";
  const first = logs.get(conversation.id)?.chunks.get(0);
  return first && first.low <= 1 ? t("beginning", app.titleOf(conversation)) : t("older");
}

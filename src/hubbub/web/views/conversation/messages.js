// Finding messages in what is known, and saying on one line how they begin.

import { chunkOf } from "../../core/log.js";
import { parse, plain } from "../../text/markdown.js";
import { t } from "../../words/words.js";

/** @typedef {import("../../core/types.js").Said} Said @typedef {import("../../core/types.js").State} State */

const LONGEST = 140;

/**
 * The message at a position, if it is here.
 * @param {State} state @param {number} conversation @param {number} seq @returns {Said | undefined | null} null: it is here, and no message
 */
export function messageAt(state, conversation, seq) {
  const chunk = state.logs.get(conversation)?.chunks.get(chunkOf(seq));
  if (!chunk || seq < chunk.low || seq > chunk.high) return undefined;
  const entry = chunk.entries.find((one) => one.seq === seq);
  return entry?.shape === "said" ? entry : null;
}

/** How a message begins, on one line. @param {Pick<Said, "text" | "deleted" | "files">} message */
export function beginningOf(message) {
  if (message.deleted) return t("deleted");
  const words = plain(parse(message.text.slice(0, 400))).replace(/\s+/g, " ");
  const files = message.files.map((file) => file.name).join(", ");
  return (words || files).slice(0, LONGEST);
}

/** The last message of one's own that says something, as far as it is here. @param {State} state @param {number} conversation */
export function lastOwn({ logs, me }, conversation) {
  const chunks = [...(logs.get(conversation)?.chunks.values() ?? [])].sort((one, other) => other.number - one.number);
  for (const { entries } of chunks) {
    const found = entries.findLast((entry) => entry.shape === "said" && entry.sender === me?.id && !entry.deleted);
    if (found?.shape === "said") return found;
  }
  return null;
}

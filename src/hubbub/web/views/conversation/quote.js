// What a message answers, above it: who said it and how it begins. Pressing it goes there.

import { useComputed } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { app } from "../../core/app.js";
import { parse, plain } from "../../text/markdown.js";
import { t } from "../../words/words.js";

/** @typedef {import("../../core/types.js").Said} Said @typedef {import("../../core/types.js").State} State */

const CHUNK = 100;
const LONGEST = 140;

/**
 * The message at a position, if it is here.
 * @param {State} state @param {number} conversation @param {number} seq @returns {Said | undefined | null} null: it is here, and no message
 */
export function messageAt(state, conversation, seq) {
  const chunk = state.logs.get(conversation)?.chunks.get(Math.floor((seq - 1) / CHUNK));
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

/** @param {{conversation: number, seq: number, onGo: (seq: number) => void}} props */
export function Quote({ conversation, seq, onGo }) {
  const message = useComputed(() => messageAt(app.state.value, conversation, seq)).value;
  const sender = useComputed(() => (message ? app.nameOf(message.sender) : "")).value;
  useEffect(() => {
    if (message === undefined) app.load(conversation, Math.floor((seq - 1) / CHUNK));
  }, [message === undefined]);
  const hue = message ? `quote hue${message.sender % 8}` : "quote";
  return html`<button type="button" class=${hue} onClick=${() => onGo(seq)} aria-label=${t("answers", sender, message ? beginningOf(message) : "…")}>
    <b>${sender || "…"}</b><span>${message ? beginningOf(message) : message === null ? t("deleted") : "…"}</span>
  </button>`;
}

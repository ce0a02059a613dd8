// What a message answers, above it: who said it and how it begins. Pressing it goes there.

import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { app } from "../../core/app.js";
import { chunkOf } from "../../core/log.js";
import { t } from "../../words/words.js";
import { beginningOf, messageAt } from "./messages.js";
import { useDerived } from "./derived.js";

/** @param {{conversation: number, seq: number, onGo: (seq: number) => void}} props */
export function Quote({ conversation, seq, onGo }) {
  const message = useDerived(() => messageAt(app.state.value, conversation, seq), [conversation, seq]);
  const sender = useDerived(() => (message ? app.nameOf(message.sender) : ""), [message?.sender]);
  useEffect(() => {
    if (message === undefined) app.load(conversation, chunkOf(seq));
  }, [message === undefined]);
  const hue = message ? `quote hue${message.sender % 8}` : "quote";
  return html`<button type="button" class=${hue} onClick=${() => onGo(seq)} title=${t("answers", sender, message ? beginningOf(message) : "…")}>
    <b>${sender || "…"}</b><span>${message ? beginningOf(message) : message === null ? t("deleted") : "…"}</span>
  </button>`;
}

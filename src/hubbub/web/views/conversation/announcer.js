// What is read out: others' messages that have just come, and nothing that scrolling brings into view.

import { effect, useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { beginningOf } from "./messages.js";

/** More at once is a crowd, of which only the number is told. */
const FEW = 3;
const PAUSE_MS = 700;

/** @param {{reading: import("./reading.js").Reading}} props */
export function Announcer({ reading }) {
  const words = useSignal("");
  useEffect(() => {
    const id = reading.conversation;
    if (id === null) return undefined;
    let told = app.state.peek().conversations.get(id)?.head ?? 0;
    let timer = 0;
    const tell = () => {
      const said = arrived(id, told);
      told = app.state.peek().conversations.get(id)?.head ?? told;
      if (said.length > FEW) words.value = t.n("new_messages", said.length);
      else if (said.length) words.value = said.map((message) => t("said", app.nameOf(message.sender), beginningOf(message))).join("\n");
    };
    const stop = effect(() => {
      const head = app.state.value.conversations.get(id)?.head ?? 0;
      if (head > told) {
        clearTimeout(timer);
        timer = setTimeout(tell, PAUSE_MS);
      }
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return html`<div class="aside" aria-live="polite">${words}</div>`;
}

/** Others' messages past a position. @param {number} id @param {number} past */
function arrived(id, past) {
  const { logs, me, conversations } = app.state.peek();
  const head = conversations.get(id)?.head ?? 0;
  const chunks = logs.get(id)?.chunks;
  /** @type {import("../../core/types.js").Said[]} */
  const found = [];
  for (let at = Math.floor(past / 100); at <= Math.floor((head - 1) / 100); at += 1) {
    for (const entry of chunks?.get(at)?.entries ?? []) {
      if (entry.shape === "said" && entry.seq > past && entry.sender !== me?.id && !entry.deleted) found.push(entry);
    }
  }
  return found;
}

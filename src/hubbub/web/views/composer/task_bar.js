// Over the field: the message that is being answered or changed.

import { html } from "htm/preact";
import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { beginningOf, messageAt } from "../conversation/messages.js";
import { IconButton } from "../parts/button.js";
import { Icon } from "../parts/icon.js";
import { useDerived } from "../conversation/derived.js";

/** @param {{reading: import("../conversation/reading.js").Reading}} props */
export function TaskBar({ reading }) {
  const task = reading.task.value;
  const message = useDerived(() => {
    const now = reading.task.value;
    return now && reading.conversation !== null ? messageAt(app.state.value, reading.conversation, now.seq) : null;
  }, []);
  const sender = useDerived(() => (message ? app.nameOf(message.sender) : ""), [message?.sender]);
  if (!task) return null;
  const own = message?.sender === app.state.value.me?.id;
  const title = task.kind === "edit" ? t("editing") : t("replying", own ? t("you") : sender);
  return html`<div class="task" data-task=${task.kind}>
    <${Icon} name=${task.kind === "edit" ? "edit" : "reply"} />
    <button type="button" class="what" onClick=${() => reading.go(task.seq)}><b>${title}</b><span class="ellipsis">${message ? beginningOf(message) : "…"}</span></button>
    <${IconButton} icon="close" label=${t("cancel")} onClick=${() => (reading.task.value = null)} />
  </div>`;
}

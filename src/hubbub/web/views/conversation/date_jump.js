// Going to a day: the browser's own calendar, which knows every language and every keyboard.

import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { attempt } from "../sidebar/actions.js";

/** @param {{reading: import("./reading.js").Reading, onClose: () => void}} props */
export default function DateJump({ reading, onClose }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => field.current?.focus(), []);
  const go = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const [year, month, day] = (field.current?.value ?? "").split("-").map(Number);
    if (year && (await attempt(reading.goToDate(new Date(year, month - 1, day))))) onClose();
  };
  return html`<${Dialog} title=${t("go_to_date")} onClose=${onClose} class="small">
    <form class="field" onSubmit=${go}>
      <label for="date">${t("date")}</label>
      <input id="date" type="date" ref=${field} required min="2000-01-01" max=${isoDay(new Date())} value=${isoDay(shownDay(reading))} />
      <p class="buttons"><${Button} onClick=${onClose}>${t("cancel")}<//><${Button} primary type="submit">${t("go")}<//></p>
    </form>
  <//>`;
}

/** @param {Date} date */
function isoDay(date) {
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The day that is in view. @param {import("./reading.js").Reading} reading */
function shownDay({ conversation, scroller }) {
  const seq = scroller?.first.peek() ?? 1;
  const chunk = app.state.peek().logs.get(conversation ?? -1)?.chunks.get(Math.floor((seq - 1) / 100));
  const entry = chunk?.entries.find((one) => one.seq >= seq);
  return entry ? new Date(entry.shape === "said" ? entry.sent_at : entry.at) : new Date();
}

// A message of mine on its way: sending, waiting for the network, or refused, to be tried again or discarded.

import { html } from "htm/preact";
import { app } from "../../core/app.js";
import { t, time } from "../../words/words.js";
import { sentenceOf } from "../parts/failure.js";
import { Icon } from "../parts/icon.js";
import { sizeOf } from "./attachments.js";
import { Body } from "./body.js";
import { memo } from "./memo.js";
import { Quote } from "./quote.js";
import { useDerived } from "./derived.js";

/** @typedef {import("../../core/types.js").Letter} Letter */

/** @type {import("preact").ComponentClass<{letter: Letter, first: boolean, onGo: (seq: number) => void}>} */
export const LetterRow = memo(({ letter, first, onGo }) => {
  const { client_id: id, conversation, text, reply_to: replyTo, failed, stored, queued_at: at } = letter;
  const look = ["line", "own", failed ? "failed" : !stored && "unsent", first && "first"].filter(Boolean).join(" ");
  return html`<article class=${look} data-letter=${id} tabindex="-1" aria-label=${t("message_of", t("you"), time(at))}>
    <div class="said">
      <div class="bubble">
        ${replyTo && conversation !== undefined && html`<${Quote} conversation=${conversation} seq=${replyTo} onGo=${onGo} />`}
        <${Uploads} letter=${letter} />
        ${text && html`<${Body} text=${text} />`}
      </div>
      <div class="foot">
        <time datetime=${at}>${time(at)}</time>
        ${!failed && html`<${OnItsWay} stored=${stored} />`}
        ${failed && html`<${Failure} id=${id} failed=${failed} />`}
      </div>
    </div>
  </article>`;
});

/** @param {{id: string, failed: {code: string, message: string}}} props */
const Failure = ({ id, failed }) =>
  html`<span class="state" role="alert"><${Icon} name="warning" /> ${t("not_sent", sentenceOf(failed))}</span>
    <button type="button" class="link" onClick=${() => app.retry(id)}>${t("retry")}</button>
    <button type="button" class="link" onClick=${() => app.cancel(id)}>${t("discard")}</button>`;

/** @param {{stored?: boolean}} props */
function OnItsWay({ stored }) {
  const online = useDerived(() => app.state.value.status === "online");
  const words = t(stored ? "was_sent" : online ? "sending" : "queued");
  return html`<span class="state" title=${words}><${Icon} name=${stored ? "check" : "clock"} /><span class="aside">${words}</span></span>`;
}

/** Files on their way. How far they are is not known, only that they move. @param {{letter: Letter}} props */
function Uploads({ letter }) {
  const { attaching, files, text, failed } = letter;
  if (!attaching) return files?.length && !text ? html`<div class="upload"><${Icon} name="attach" /> ${t.n("files", files.length)}</div>` : null;
  return attaching.map(({ name, size }, index) =>
    html`<div class="upload" key=${index}><${Icon} name="file" /><span class="ellipsis">${name}</span><small>${sizeOf(size)}</small>
      ${!failed && html`<progress aria-label=${name}></progress>`}</div>`);
}

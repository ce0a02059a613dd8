// One entry of the log as a row: what stands above it (a day, the line "new"), and the message itself.

import { html } from "htm/preact";
import { app } from "../../core/app.js";
import { date, day, t, time } from "../../words/words.js";
import { Avatar } from "../parts/avatar.js";
import { Icon } from "../parts/icon.js";
import { Attachments } from "./attachments.js";
import { Body } from "./body.js";
import { sentenceOf } from "./event.js";
import { memo } from "./memo.js";
import { Quote } from "./quote.js";
import { momentOf } from "./rows.js";
import { Seen } from "./seen.js";
import { Toolbar } from "./toolbar.js";
import { useDerived } from "./derived.js";

/**
 * @typedef {import("../../core/types.js").Entry} Entry
 * @typedef {import("../../core/types.js").Said} Said
 * @typedef {import("./reading.js").Reading} Reading
 */

/**
 * @type {import("preact").ComponentClass<{entry: Entry, first: boolean, day: boolean, fresh: boolean, direct: boolean, reading: Reading}>}
 */
export const Row = memo(({ entry, first, day: opensDay, fresh, direct, reading }) => {
  return html`<div class="row" data-seq=${entry.seq}>
    ${opensDay && html`<div class="day"><span>${day(momentOf(entry))}</span></div>`}
    ${fresh && html`<div class="newline"><span>${t("unread_from")}</span></div>`}
    ${entry.shape === "said"
      ? html`<${Message} message=${entry} first=${first || fresh} direct=${direct} reading=${reading} />`
      : html`<p class="event"><${Sentence} entry=${entry} /></p>`}
  </div>`;
});

/** @param {{entry: import("../../core/types.js").Happened}} props */
const Sentence = ({ entry }) => useDerived(() => sentenceOf(entry), [entry]);

/** @param {{message: Said, first: boolean, direct: boolean, reading: Reading}} props */
function Message({ message, first, direct, reading }) {
  const { seq, sender, mentions } = message;
  const me = useDerived(() => app.state.value.me?.id);
  const name = useDerived(() => app.nameOf(sender), [sender]);
  const pointed = useDerived(() => reading.pointed.value === seq, [seq]);
  const lit = useDerived(() => reading.lit.value === seq, [seq]);
  const own = sender === me;
  const calls = !own && me !== undefined && mentions.includes(me);
  const look = ["line", own && "own", first && "first", calls && "calls", lit && "lit", pointed && "pointed"];
  return html`<article class=${look.filter(Boolean).join(" ")} tabindex="-1" data-seq=${seq}
      aria-label=${t("message_of", own ? t("you") : name, time(message.sent_at))}>
    ${!own && html`<${Face} sender=${sender} first=${first} />`}
    <div class="said">
      ${first && !own && !direct && html`<div class=${`sender hue${sender % 8}`}>${name}</div>`}
      <${Content} message=${message} reading=${reading} />
      <${Foot} message=${message} own=${own} direct=${direct} />
      ${pointed && html`<${Toolbar} message=${message} reading=${reading} />`}
    </div>
  </article>`;
}

/** @param {{sender: number, first: boolean}} props */
function Face({ sender, first }) {
  const user = useDerived(() => app.userOf(sender), [sender]);
  return html`<span class="beside">${first && html`<${Avatar} user=${user ?? { id: sender, display_name: "", avatar: null }} size=${34} />`}</span>`;
}

/** @param {{message: Said, reading: Reading}} props */
function Content({ message, reading }) {
  const { conversation, text, deleted, reply_to: replyTo, mentions, files } = message;
  if (deleted) return html`<div class="bubble deleted"><${Icon} name="trash" /><span>${t("deleted")}</span></div>`;
  const look = files.length ? "bubble with-files" : "bubble";
  return html`<div class=${look}>
    ${replyTo && html`<${Quote} conversation=${conversation} seq=${replyTo} onGo=${(/** @type {number} */ seq) => reading.go(seq)} />`}
    ${files.length > 0 && html`<${Attachments} files=${files} />`}
    ${text && html`<${Body} text=${text} mentions=${mentions} />`}
  </div>`;
}

/** @param {{message: Said, own: boolean, direct: boolean}} props */
function Foot({ message, own, direct }) {
  const { sent_at: at, edited_at: edited, deleted, conversation, seq } = message;
  return html`<div class="foot">
    <time datetime=${at} title=${date(at)}>${time(at)}</time>
    ${edited && !deleted && html`<span class="edited" title=${date(edited)}>${t("edited")}</span>`}
    ${own && !deleted && html`<${Seen} conversation=${conversation} seq=${seq} direct=${direct} />`}
  </div>`;
}

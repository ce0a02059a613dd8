// ✓ it is stored, ✓✓ somebody has read it. In a group the number says how many, as far as it was told.

import { html } from "htm/preact";
import { app } from "../../core/app.js";
import { number, t } from "../../words/words.js";
import { openDialog } from "../dialogs/open.js";
import { Icon } from "../parts/icon.js";
import { lastOwn } from "./messages.js";
import { useDerived } from "./derived.js";

/** @param {{conversation: number, seq: number, direct: boolean}} props */
export function Seen({ conversation, seq, direct }) {
  const count = useDerived(() => readersOf(conversation, seq), [conversation, seq]);
  const icon = html`<${Icon} name=${count ? "checks" : "check"} />`;
  const label = t(count ? "was_seen" : "was_sent");
  if (direct || !count) return html`<span class=${count ? "seen yes" : "seen"} role="img" aria-label=${label} title=${label}>${icon}</span>`;
  return html`<button type="button" class="seen yes" title=${t("seen_by")} aria-label=${t.n("seen_by", count)}
    onClick=${() => openDialog("seen", { conversation, seq })}>${icon}<span aria-hidden="true">${number(count)}</span></button>`;
}

/** How many others are known to have read so far. @param {number} conversation @param {number} seq */
function readersOf(conversation, seq) {
  const state = app.state.value;
  let count = 0;
  for (const [user, read] of state.readers.get(conversation) ?? []) if (read >= seq && user !== state.me?.id) count += 1;
  return count;
}

/** In a larger conversation nobody looks at who has read what. */
const MOST_ASKED = 100;

/** Ask who has read the last message of one's own: from then on it is told. @param {number} conversation */
export function askWhoHasSeen(conversation) {
  const state = app.state.peek();
  const last = lastOwn(state, conversation);
  const few = (state.conversations.get(conversation)?.members ?? 0) <= MOST_ASKED;
  if (last && few && state.status === "online") app.seenBy(conversation, last.seq).catch(() => {}); // the check marks wait
}

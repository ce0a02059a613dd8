// Below the field: who is typing, how long the text is when that matters, and how the connection is.

import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { app } from "../../core/app.js";
import { enterSends } from "../../core/preferences.js";
import { TEXT } from "../../text/limits.js";
import { list, number, t } from "../../words/words.js";
import { useDerived } from "../conversation/derived.js";

/** @typedef {import("../conversation/reading.js").Reading} Reading */

const NEAR = 500;
const MOST_NAMES = 3;

/** @param {{reading: Reading, draft: import("./draft.js").Draft}} props */
export const Under = ({ reading, draft }) =>
  html`<p class="under">
    <${Typing} reading=${reading} />
    <${Length} draft=${draft} />
    <span id="keys">${t(enterSends.value ? "keys" : "keys_swapped")}</span>
    <${Connection} reading=${reading} />
  </p>`;

/** @param {{reading: Reading}} props */
function Typing({ reading }) {
  const who = useDerived(() => {
    const state = app.state.value;
    const typing = reading.conversation === null ? undefined : state.typing.get(reading.conversation);
    return [...(typing?.keys() ?? [])].filter((user) => user !== state.me?.id).map((user) => app.nameOf(user)).filter(Boolean).join("\n");
  }, []);
  const names = who ? who.split("\n") : [];
  const words = names.length > MOST_NAMES ? t.n("typing_crowd", names.length) : names.length ? t(names.length > 1 ? "typing_many" : "typing", list(names)) : "";
  return html`<span id="typing" aria-live="polite" class=${words ? "ellipsis shown" : "ellipsis"}>${words && html`<i class="dots" aria-hidden="true"><i></i><i></i><i></i></i>${words}`}</span>`;
}

/** @param {{draft: import("./draft.js").Draft}} props */
function Length({ draft }) {
  const length = draft.length.value;
  const left = TEXT - length;
  if (left > NEAR) return null;
  if (left < 0) return html`<span id="too-long" class="error" role="alert">${t("too_long", number(TEXT), number(length))}</span>`;
  return html`<span id="length">${t.n("characters_left", left)}</span>`;
}

/** How the connection is, and how many messages wait for it. @param {{reading: Reading}} props */
function Connection({ reading }) {
  const status = useDerived(() => app.state.value.status);
  const waiting = useDerived(() => waitingIn(reading));
  const lasting = useSignal(false);
  useEffect(() => {
    lasting.value = status === "offline";
    const timer = setTimeout(() => (lasting.value = status !== "online"), 1200); // a short break is none
    return () => clearTimeout(timer);
  }, [status]);
  return html`<span class="status" data-status=${status} role="status">
    ${lasting.value && html`<i class="dot"></i><span>${t(status)}</span>`}
    ${waiting > 0 && status !== "online" && html`<span class="waiting">${t.n("waiting", waiting)}</span>`}
  </span>`;
}

/** @param {Reading} reading */
function waitingIn({ place }) {
  let count = 0;
  for (const letter of app.state.value.letters.values()) {
    const here = "to" in place ? letter.to === place.to : letter.conversation === place.conversation;
    if (here && !letter.failed) count += 1;
  }
  return count;
}

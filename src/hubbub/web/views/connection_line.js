// How the connection is, in one line above everything while it is not well: what one sees, what waits, what is next.

import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { app } from "../core/app.js";
import { t } from "../words/words.js";
import { useLasting } from "./parts/lasting.js";
import { useSelected } from "./parts/selected.js";

/** A break shorter than this is mended before anyone need hear of it. */
const GRACE_MS = 1200;

export function ConnectionLine() {
  const status = useSelected((state) => state.status);
  const unkept = useSelected((state) => state.unkept);
  const shown = useLasting(status !== "online", status === "offline" ? 0 : GRACE_MS);
  return html`<div id="status" class="connection" data-status=${status} role="status">
    ${shown && html`<i class="dot"></i> <span>${t(status === "offline" ? "offline_known" : status)}</span>
    <${Waiting} /> ${status === "offline" && html`<${NextTry} />`}`}
    ${unkept && html`<span class="unkept">${t("unkept")}</span>`}
  </div>`;
}

function Waiting() {
  const count = useSelected((state) => [...state.letters.values()].filter((letter) => !letter.failed).length);
  return count > 0 && html`<span class="waiting">${t.n("waiting", count)}</span>`;
}

function NextTry() {
  const retryAt = useSelected((state) => state.retryAt);
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = retryAt === null ? 0 : Math.ceil((retryAt - now) / 1000);
  // Not read out every second: the button says what matters.
  return html`<span class="next" aria-hidden="true">${seconds > 0 ? t("retry_in", seconds) : t("retrying")}</span>
    <button type="button" class="link" onClick=${() => app.hurry()}>${t("try_now")}</button>`;
}

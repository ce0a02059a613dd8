// The page: starting, outside at the door, or inside. What is drawn above everything has its hosts here.

import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { app } from "../core/app.js";
import { language, t } from "../words/words.js";
import { ConfirmHost } from "./parts/confirm.js";
import { Hosts } from "./parts/layers.js";
import { lazy } from "./parts/lazy.js";
import { useSelected } from "./parts/selected.js";

/** One is outside or inside: whoever is new has the door first, and the rest comes while they write their name. */
const Door = lazy(() => import("./door.js"), Starting);
const Shell = lazy(() => import("./shell.js"), Starting);

/** How long a start may take before it is said that it takes long. */
const PATIENCE_MS = 4000;

export function Root() {
  const face = useSelected((state) => state.face);
  const speech = language.value;
  useEffect(() => {
    document.documentElement.lang = speech;
  }, [speech]);
  return html`
    ${face === "starting" && html`<${Starting} />`}
    ${face === "outside" && html`<${Door} />`}
    ${face === "chat" && html`<${Shell} />`}
    <${ConfirmHost} />
    <${Hosts} />
  `;
}

/** Before anything is known. It is honest about taking long, and lets one try again. */
function Starting() {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return html`<main class="starting" data-status="connecting">
    <p role="status"><i class="dot"></i> ${t(long ? "still_connecting" : "connecting")}</p>
    ${long && html`<button type="button" class="button" onClick=${() => app.hurry()}>${t("try_now")}</button>`}
  </main>`;
}

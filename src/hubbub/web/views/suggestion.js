// The question whether notifications are wanted, asked when there was one to show and never by the browser's own box first.

import { html } from "htm/preact";
import { notices } from "../core/notices.js";
import { t } from "../words/words.js";
import { Button } from "./parts/button.js";
import { Icon } from "./parts/icon.js";

export function Suggestion() {
  if (!notices.suggest.value) return null;
  return html`<aside class="suggestion" aria-label=${t("notifications")}>
    <${Icon} name="bell" />
    <p>${t("suggest_notifications")}</p>
    <${Button} quiet onClick=${() => notices.dismiss()}>${t("not_now")}<//>
    <${Button} primary onClick=${() => notices.allow()}>${t("turn_on")}<//>
  </aside>`;
}

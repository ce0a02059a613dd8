// The search field above the list. Arrow down goes into what was found, Enter opens the first of it.

import { html } from "htm/preact";
import { QUERY } from "../../text/limits.js";
import { t } from "../../words/words.js";
import { IconButton } from "../parts/button.js";
import { Icon } from "../parts/icon.js";

const RESULTS = "#side nav a, #side nav button:not([tabindex='-1'])";

/** @param {{query: import("@preact/signals").Signal<string>}} props */
export function Search({ query }) {
  const clear = () => {
    query.value = "";
    /** @type {HTMLElement | null} */ (document.querySelector("#search"))?.focus();
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    const first = /** @type {HTMLElement | null} */ (document.querySelector(RESULTS));
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (query.value) clear();
      else /** @type {HTMLElement} */ (event.target).blur();
    } else if (event.key === "ArrowDown") first?.focus();
    else if (event.key === "Enter" && query.value.trim()) first?.click();
    else return;
    event.preventDefault();
  };
  return html`<div class="search" role="search">
    <${Icon} name="search" />
    <input id="search" type="search" class="input" value=${query.value} placeholder=${t("search")} aria-label=${t("search")}
      maxlength=${QUERY} autocomplete="off" spellcheck=${false} enterkeyhint="search"
      onInput=${(/** @type {Event} */ event) => (query.value = /** @type {HTMLInputElement} */ (event.currentTarget).value)}
      onKeyDown=${press} />
    ${query.value && html`<${IconButton} icon="close" label=${t("clear_search")} onClick=${clear} />`}
  </div>`;
}

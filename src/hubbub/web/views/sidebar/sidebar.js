// The left side: oneself and what to begin, the search field, and the list of conversations or what was found.

import { html } from "htm/preact";
import { useSignal } from "@preact/signals";
import { t } from "../../words/words.js";
import { lazy } from "../parts/lazy.js";
import { Header } from "./header.js";
import { List } from "./list.js";
import { Search } from "./search.js";

/** Not before something is typed. */
const Found = lazy(() => import("./found.js"));

export function Sidebar() {
  const query = useSignal("");
  return html`<div id="side">
    <${Header} />
    <${Search} query=${query} />
    <nav aria-label=${t("conversations")}>
      ${query.value.trim() ? html`<${Found} query=${query.value.trim()} done=${() => (query.value = "")} />` : html`<${List} />`}
    </nav>
  </div>`;
}

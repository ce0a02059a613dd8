// The buttons beside the message that is pointed at, and the menu of everything that can be done with it.

import { html } from "htm/preact";
import { t } from "../../words/words.js";
import { IconButton } from "../parts/button.js";
import { showMenu } from "../parts/menu.js";
import { actionsOn } from "./actions.js";

/** @typedef {import("../../core/types.js").Said} Said @typedef {import("./reading.js").Reading} Reading */

/** @param {{message: Said, reading: Reading}} props */
export function Toolbar({ message, reading }) {
  const quick = actionsOn(message, reading).filter((action) => action.quick);
  const more = (/** @type {MouseEvent} */ click) => openMenu(message, reading, /** @type {HTMLElement} */ (click.currentTarget));
  return html`<div class="tools" role="toolbar" aria-label=${t("message_tools")}>
    ${quick.map((action) => html`<${IconButton} key=${action.id} icon=${action.icon} label=${action.label} onClick=${action.action} />`)}
    <${IconButton} icon="more" label=${t("more")} aria-haspopup="menu" onClick=${more} />
  </div>`;
}

/** @param {Said} message @param {Reading} reading @param {import("../parts/menu.js").Anchor} anchor */
export function openMenu(message, reading, anchor) {
  const rows = actionsOn(message, reading).map(({ key, quick: _, ...row }) => ({ ...row, keys: key?.length === 1 ? key.toUpperCase() : undefined }));
  showMenu(t("message_tools"), rows, anchor);
}

// A picture as large as the window, with those beside it in the message one key away.

import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../words/words.js";
import { IconButton } from "../parts/button.js";
import { close } from "../parts/dialog.js";
import { Icon } from "../parts/icon.js";
import { addressOf } from "./attachments.js";

/** @typedef {import("../../core/types.js").Attachment} Attachment */

/** @param {{all: Attachment[], file: Attachment, onClose: () => void}} props `file`: where to begin */
export default function Lightbox({ all, file: first, onClose }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const [at, setAt] = useState(all.indexOf(first));
  const file = all[at];
  useEffect(() => {
    const element = /** @type {HTMLDialogElement} */ (dialog.current);
    const from = document.activeElement;
    element.showModal();
    return () => close(element, from);
  }, []);
  const turn = (/** @type {number} */ by) => setAt((at + by + all.length) % all.length);
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowLeft") turn(-1);
    else if (event.key === "ArrowRight") turn(1);
  };
  return html`<dialog class="lightbox" ref=${dialog} aria-label=${file.name} onClose=${onClose} onKeyDown=${press}
      onClick=${(/** @type {MouseEvent} */ click) => click.target === dialog.current && onClose()}>
    <header><span class="ellipsis">${file.name}</span>
      <a class="iconbutton" href=${addressOf(file.id)} download=${file.name} aria-label=${t("download")} title=${t("download")}><${Icon} name="down" /></a>
      <${IconButton} icon="close" label=${t("close")} onClick=${onClose} /></header>
    <img src=${addressOf(file.id, "/view")} alt=${file.name} width=${file.width} height=${file.height} />
    ${all.length > 1 && html`<footer><${IconButton} icon="back" label=${t("previous_picture")} onClick=${() => turn(-1)} />
      <span>${at + 1} / ${all.length}</span>
      <${IconButton} icon="back" class="onwards" label=${t("next_picture")} onClick=${() => turn(1)} /></footer>`}
  </dialog>`;
}

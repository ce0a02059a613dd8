// A modal dialog: the browser's own, so the rest is inert, Escape closes it, and focus returns where it came from.

import { html } from "htm/preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../words/words.js";
import { IconButton } from "./button.js";

/**
 * @param {{title: string, onClose: () => void, children?: any, class?: string, role?: string, bare?: boolean}} props
 *   `bare`: the title is only heard, and there is no closing button (Escape and a click beside it close)
 */
export function Dialog({ title, onClose, children, class: more = "", role, bare }) {
  const id = useId();
  /** @type {import("preact").RefObject<HTMLDialogElement | null>} */
  const dialog = useRef(null);
  useLayoutEffect(() => {
    const element = /** @type {HTMLDialogElement} */ (dialog.current);
    const from = document.activeElement;
    element.showModal();
    return () => {
      element.close();
      if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true });
    };
  }, []);
  const cancel = (/** @type {Event} */ event) => {
    event.preventDefault(); // it is closed by not being drawn any more
    onClose();
  };
  // Where the press began counts: marking text in a field and letting go beside the dialog closes nothing.
  const press = (/** @type {Event} */ event) => event.target === dialog.current && onClose();
  return html`<dialog ref=${dialog} class=${more} role=${role} aria-labelledby=${id} onCancel=${cancel} onPointerDown=${press}>
    <div class="sheet">
      <header class=${bare ? "aside" : ""}>
        <h2 id=${id}>${title}</h2>
        ${!bare && html`<${IconButton} icon="close" label=${t("close")} class="close" onClick=${onClose} />`}
      </header>
      ${children}
    </div>
  </dialog>`;
}

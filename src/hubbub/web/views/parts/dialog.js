// A modal dialog: the browser's own, so the rest is inert, Escape closes it, and focus returns where it came from.

import { html } from "htm/preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../words/words.js";
import { IconButton } from "./button.js";
import { Hosts, useLayer } from "./layers.js";

/**
 * Chromium gives a field the focus while it still counts as inert, and then no key writes into it: so it is
 * given once more when the dialog is gone.
 * @param {HTMLElement} element
 */
function giveBack(element) {
  requestAnimationFrame(() => {
    if (document.activeElement !== element && document.activeElement !== document.body) return;
    element.blur();
    element.focus({ preventScroll: true });
  });
}

/**
 * @param {{title: string, onClose: () => void, children?: any, class?: string, role?: string, bare?: boolean, plain?: boolean}} props
 *   `plain`: there is no closing button (Escape and a click beside it close); `bare`: the title is only heard, too
 */
export function Dialog({ title, onClose, children, class: more = "", role, bare, plain }) {
  const id = useId();
  const layer = useLayer();
  /** @type {import("preact").RefObject<HTMLDialogElement | null>} */
  const dialog = useRef(null);
  useLayoutEffect(() => {
    const element = /** @type {HTMLDialogElement} */ (dialog.current);
    const from = document.activeElement;
    element.showModal();
    // Without a field to begin with, reading begins at the title: a lit-up closing button is no beginning.
    if (!element.querySelector("[autofocus]")) element.querySelector("h2")?.focus();
    return () => {
      element.close();
      if (from instanceof HTMLElement && from.isConnected) giveBack(from);
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
        <h2 id=${id} tabindex="-1">${title}</h2>
        ${!bare && !plain && html`<${IconButton} icon="close" label=${t("close")} class="close" onClick=${onClose} />`}
      </header>
      ${children}
    </div>
    <${Hosts} layer=${layer} />
  </dialog>`;
}

// A modal dialog: the browser's own, so the rest is inert, Escape closes it, and focus returns where it came from.

import { html } from "htm/preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../words/words.js";
import { IconButton } from "./button.js";
import { Hosts, useLayer } from "./layers.js";

/**
 * Close it, and let one go on where one came from. Chromium gives the focus back while the rest still counts as
 * inert, and then no key writes into a field: so it is given here, once the rest has been drawn alive.
 * @param {HTMLDialogElement} dialog @param {Element | null} from
 */
export function close(dialog, from) {
  dialog.close();
  if (!(from instanceof HTMLElement) || !from.isConnected) return;
  from.blur();
  from.focus({ preventScroll: true });
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
    return () => close(element, from);
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

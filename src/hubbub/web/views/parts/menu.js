// Popup menus. One host draws whichever is open, in the browser's top layer; a button or a right click opens it.

import { html } from "htm/preact";
import { signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { IconButton } from "./button.js";
import { Popup } from "./popup.js";

/**
 * @typedef {{label: string, icon?: string, keys?: string, danger?: boolean, checked?: boolean, disabled?: boolean,
 *   id?: string, href?: string, action: () => void}} Item
 * @typedef {Item | "line" | {about: any}} Entry a line divides; `about` is shown above and cannot be chosen
 * @typedef {{x: number, y: number} | HTMLElement} Anchor
 */

/** @type {import("@preact/signals").Signal<{label: string, items: Entry[], anchor: Anchor, from: Element | null} | null>} */
const shown = signal(null);

/**
 * Open a menu at an element or a point. Focus goes into it, and back when it closes.
 * @param {string} label its name @param {(Entry | false | null | undefined)[]} items @param {Anchor} anchor
 */
export function showMenu(label, items, anchor) {
  const from = anchor instanceof HTMLElement ? anchor : document.activeElement;
  shown.value = { label, items: /** @type {Entry[]} */ (items.filter(Boolean)), anchor, from };
}

/** Close the menu that is open, and give the focus back. */
export function closeMenu() {
  const from = shown.value?.from;
  shown.value = null;
  if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true });
}

/** The element whose menu is open, for its `aria-expanded`. */
const menuAnchor = () => shown.value?.anchor ?? null;

/**
 * A button that opens a menu.
 * @param {{label: string, items: (Entry | false | null | undefined)[] | (() => (Entry | false | null | undefined)[]),
 *   icon?: string, children?: any, class?: string, [attribute: string]: any}} props
 */
export function Menu({ label, items, icon = "more", children, class: more = "", ...rest }) {
  /** @type {import("preact").RefObject<HTMLElement | null>} */
  const button = useRef(null);
  const open = menuAnchor() !== null && menuAnchor() === button.current;
  const toggle = (/** @type {MouseEvent} */ click) => {
    click.preventDefault();
    const from = /** @type {HTMLElement} */ (click.currentTarget);
    button.current = from;
    if (open) closeMenu();
    else showMenu(label, typeof items === "function" ? items() : items, from);
  };
  const attributes = { "aria-haspopup": "menu", "aria-expanded": open ? "true" : "false", onClick: toggle, ...rest };
  if (!children) return html`<${IconButton} icon=${icon} label=${label} class=${more} ...${attributes} />`;
  // Named by what is seen on it, and what it is for: who speaks to their computer says what they see.
  return html`<button type="button" class=${more} ...${attributes}>${children}<span class="aside">${label}</span></button>`;
}

/** Draws the open menu; the shell has one. */
export function MenuHost() {
  const menu = shown.value;
  return menu && html`<${Popup} key=${menu.label} ...${menu} />`;
}

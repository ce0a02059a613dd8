// A menu that is open: its rows, its place beside what it belongs to, and its keys.

import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icon.js";
import { closeMenu } from "./menu.js";

/** @typedef {import("./menu.js").Entry} Entry @typedef {import("./menu.js").Anchor} Anchor */

const MARGIN = 8;

/** @param {{label: string, items: Entry[], anchor: Anchor}} props */
export function Popup({ label, items, anchor }) {
  /** @type {import("preact").RefObject<HTMLDivElement | null>} */
  const popup = useRef(null);
  useLayoutEffect(() => {
    const element = /** @type {HTMLDivElement} */ (popup.current);
    element.showPopover();
    place(element, anchor);
    choices(element)[0]?.focus();
  }, [anchor, items]);
  useLayoutEffect(() => {
    const outside = (/** @type {Event} */ event) => {
      if (!popup.current?.contains(/** @type {Node} */ (event.target))) closeMenu();
    };
    document.addEventListener("pointerdown", outside, true);
    addEventListener("resize", closeMenu);
    return () => {
      document.removeEventListener("pointerdown", outside, true);
      removeEventListener("resize", closeMenu);
    };
  }, []);
  return html`<div class="menu" role="menu" popover="manual" aria-label=${label} ref=${popup} onKeyDown=${press}
    onContextMenu=${(/** @type {Event} */ event) => event.preventDefault()}>
    ${items.map((item, index) => html`<${Row} key=${index} item=${item} />`)}
  </div>`;
}

/** @param {{item: Entry}} props */
function Row({ item }) {
  if (item === "line") return html`<hr />`;
  if ("about" in item) return html`<div class="about">${item.about}</div>`;
  const { label, icon, keys, danger, checked, disabled, id, href } = item;
  const role = checked === undefined ? "menuitem" : "menuitemcheckbox";
  const choose = () => {
    closeMenu();
    item.action();
  };
  const words = html`${icon && html`<${Icon} name=${icon} />`}<span class="label">${label}</span>
    ${checked && html`<${Icon} name="check" />`}${keys && html`<span class="keys">${keys}</span>`}`;
  if (href)
    return html`<a role="menuitem" tabindex="-1" href=${href} target="_blank" rel="noopener" onClick=${choose}>${words}</a>`;
  return html`<button type="button" id=${id} role=${role} tabindex="-1" class=${danger ? "danger" : ""} disabled=${disabled}
    aria-checked=${checked === undefined ? undefined : String(checked)} onClick=${choose}>${words}</button>`;
}

/** @param {Element} menu @returns {HTMLElement[]} */
const choices = (menu) => [...menu.querySelectorAll("[role^=menuitem]:not(:disabled)")].map((row) => /** @type {HTMLElement} */ (row));

/** Arrows, Home, End and first letters move; Escape and Tab close. @param {KeyboardEvent} event */
function press(event) {
  const rows = choices(/** @type {Element} */ (event.currentTarget));
  const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  /** @type {Record<string, number>} */
  const moves = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: rows.length - 1 };
  event.stopPropagation();
  if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else if (event.key in moves) rows.at(moves[event.key] % rows.length)?.focus();
  else if (event.key.length === 1 && event.key !== " ") {
    const after = [...rows.slice(at + 1), ...rows.slice(0, at + 1)];
    after.find((row) => row.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    return;
  } else return;
  event.preventDefault();
}

/** Put it beside its anchor, inside the window. @param {HTMLElement} menu @param {Anchor} anchor */
function place(menu, anchor) {
  const { width, height } = menu.getBoundingClientRect();
  const box = anchor instanceof HTMLElement ? anchor.getBoundingClientRect() : new DOMRect(anchor.x, anchor.y, 0, 0);
  const rightHalf = box.left + box.width / 2 > innerWidth / 2;
  const left = anchor instanceof HTMLElement && rightHalf ? box.right - width : box.left;
  const below = box.bottom + 4 + height <= innerHeight - MARGIN;
  const top = below ? box.bottom + 4 : box.top - 4 - height;
  menu.style.left = `${clamp(left, MARGIN, innerWidth - width - MARGIN)}px`;
  menu.style.top = `${clamp(top, MARGIN, innerHeight - height - MARGIN)}px`;
}

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.max(low, Math.min(value, high));

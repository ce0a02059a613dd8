// Buttons: one with words, and one with an icon and a name for those who do not see it.

import { html } from "htm/preact";
import { Icon } from "./icon.js";

/**
 * @param {{
 *   children?: any, icon?: string, primary?: boolean, danger?: boolean, quiet?: boolean, busy?: boolean,
 *   disabled?: boolean, type?: "button" | "submit", class?: string, onClick?: (event: MouseEvent) => void,
 *   [attribute: string]: any,
 * }} props `busy`: what was asked for is under way; pressing again does nothing
 */
export function Button({ children, icon, primary, danger, quiet, busy, disabled, type = "button", class: more, ...rest }) {
  const look = ["button", primary && "primary", danger && "danger", quiet && "quiet", more].filter(Boolean).join(" ");
  return html`<button type=${type} class=${look} disabled=${disabled || busy} aria-busy=${busy ? "true" : undefined} ...${rest}>
    ${icon && html`<${Icon} name=${icon} />`}${children}
  </button>`;
}

/** @param {{icon: string, label: string, class?: string, [attribute: string]: any}} props */
export const IconButton = ({ icon, label, class: more = "", ...rest }) =>
  html`<button type="button" class=${`iconbutton ${more}`} aria-label=${label} title=${label} ...${rest}>
    <${Icon} name=${icon} />
  </button>`;

// The files that will go along: what they look like, and a way to leave them out.

import { html } from "htm/preact";
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../../words/words.js";
import { sizeOf } from "../conversation/attachments.js";
import { IconButton } from "../parts/button.js";
import { Icon } from "../parts/icon.js";

/** @param {{draft: import("./draft.js").Draft}} props */
export function Files({ draft }) {
  const files = draft.files.value;
  if (!files.length) return null;
  return html`<ul class="enclosed" aria-label=${t("enclosed")}>
    ${files.map((file) => html`<${Enclosed} key=${keyOf(file)} file=${file} onDrop=${() => draft.drop(file)} />`)}
  </ul>`;
}

/** @type {WeakMap<File, number>} */
const keys = new WeakMap();
let last = 0;

/** @param {File} file */
function keyOf(file) {
  if (!keys.has(file)) keys.set(file, ++last);
  return keys.get(file);
}

/** @param {{file: File, onDrop: () => void}} props */
function Enclosed({ file, onDrop }) {
  const address = useMemo(() => (file.type.startsWith("image/") ? URL.createObjectURL(file) : null), [file]);
  useEffect(() => () => void (address && URL.revokeObjectURL(address)), [address]);
  return html`<li>
    ${address ? html`<img src=${address} alt="" />` : html`<span class="kind"><${Icon} name="file" /></span>`}
    <span class="name"><b class="ellipsis">${file.name}</b><small>${sizeOf(file.size)}</small></span>
    <${IconButton} icon="close" label=${t("leave_out", file.name)} onClick=${onDrop} />
  </li>`;
}

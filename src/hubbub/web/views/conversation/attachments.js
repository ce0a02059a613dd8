// Files of a message. Pictures take their place before they are here, so that nothing moves when they come.

import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { language, t } from "../../words/words.js";
import { addDialog, openDialog } from "../dialogs/open.js";
import { Icon } from "../parts/icon.js";

/** @typedef {import("../../core/types.js").Attachment} Attachment */

const WIDEST = 380;
const HIGHEST = 300;
const SMALLEST = 80;

addDialog("picture", () => import("./lightbox.js"));

/** Where a file is served; the session cookie lets one in. @param {string} id @param {"" | "/thumbnail" | "/view"} [look] */
export const addressOf = (id, look = "") => `/api/v1/files/${encodeURIComponent(id)}${look}`;

/** @param {{files: readonly Attachment[]}} props */
export function Attachments({ files }) {
  const pictures = files.filter(isPicture);
  return html`<div class="files">
    ${pictures.length > 0 && html`<div class=${pictures.length > 1 ? "pictures many" : "pictures"}>
      ${pictures.map((file) => html`<${Picture} key=${file.id} file=${file} all=${pictures} alone=${pictures.length === 1} />`)}
    </div>`}
    ${files.filter((file) => !isPicture(file)).map((file) => html`<${Other} key=${file.id} file=${file} />`)}
  </div>`;
}

/** @param {Attachment} file */
const isPicture = (file) => Boolean(file.width && file.height);

/** @param {{file: Attachment, all: Attachment[], alone: boolean}} props */
function Picture({ file, all, alone }) {
  const [state, setState] = useState("coming");
  const { name, id, blurhash } = file;
  const width = file.width ?? 1;
  const height = file.height ?? 1;
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  const box = alone ? { width: `${Math.max(SMALLEST, Math.round(width * scale))}px`, "aspect-ratio": `${width} / ${height}` } : {};
  return html`<button type="button" class=${`picture ${state}`} style=${box} onClick=${() => openDialog("picture", { all, file })} aria-label=${t("open_picture", name)}>
    ${state !== "here" && blurhash && html`<${Blur} hash=${blurhash} />`}
    ${state === "broken"
      ? html`<${Icon} name="image" />`
      : html`<img src=${addressOf(id, "/thumbnail")} alt=${name} width=${width} height=${height} loading="lazy" decoding="async" draggable=${false}
          onLoad=${() => setState("here")} onError=${() => setState("broken")} />`}
  </button>`;
}

/** @param {{hash: string}} props */
function Blur({ hash }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  useEffect(() => {
    import("./blurhash.js").then(({ paint }) => canvas.current && paint(canvas.current, hash), () => {});
  }, [hash]);
  return html`<canvas ref=${canvas} width="32" height="32" aria-hidden="true"></canvas>`;
}

/** @param {{file: Attachment}} props */
function Other({ file }) {
  const kind = file.type.split("/")[0];
  if (kind === "video") return html`<video class="video" controls preload="metadata" src=${addressOf(file.id)} aria-label=${file.name}></video>`;
  return html`<div class="file">
    <a href=${addressOf(file.id)} download=${file.name}>
      <span class="kind"><${Icon} name="file" /></span>
      <span class="name"><b>${file.name}</b><small>${sizeOf(file.size)}</small></span>
    </a>
    ${kind === "audio" && html`<audio controls preload="none" src=${addressOf(file.id)} aria-label=${file.name}></audio>`}
  </div>`;
}

/** So many bytes in words. @param {number} bytes */
export function sizeOf(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  let rank = 0;
  let size = bytes;
  for (; size >= 1000 && rank < units.length - 1; rank += 1) size /= 1000;
  const options = /** @type {const} */ ({ style: "unit", unitDisplay: rank ? "short" : "long", maximumFractionDigits: size < 10 && rank ? 1 : 0 });
  return new Intl.NumberFormat(language.value, { ...options, unit: units[rank] }).format(size);
}

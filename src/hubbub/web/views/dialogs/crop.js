// Cutting a square out of a picture: drag to move, wheel or slider to zoom, arrow keys too. What is seen is what is kept.

import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { Button } from "../parts/button.js";
import { useForm } from "./form.js";

/** The window in CSS pixels, and the picture that is made of it. */
const SHOWN = 256;
const MADE = 512;
const MOST_ZOOM = 4;
const STEP = 8;

/** @typedef {{x: number, y: number, zoom: number}} View where the window's middle is in the picture, in its pixels */

/** @param {{file: File, done: () => void}} props */
export function Crop({ file, done }) {
  const picture = usePicture(file);
  const [view, setView] = useState(/** @type {View | null} */ (null));
  /** @type {import("preact").RefObject<HTMLCanvasElement | null>} */
  const canvas = useRef(null);
  const bitmap = picture instanceof ImageBitmap ? picture : null;
  useEffect(() => {
    if (bitmap) setView({ x: bitmap.width / 2, y: bitmap.height / 2, zoom: 1 });
  }, [bitmap]);
  useEffect(() => {
    if (bitmap && view && canvas.current) draw(canvas.current, bitmap, view);
  }, [bitmap, view]);
  const { busy, error, submit } = useForm(async () => {
    await app.setPicture(await cut(/** @type {HTMLCanvasElement} */ (canvas.current)));
    done();
  });
  if (picture === "bad")
    return html`<p class="error" role="alert">${t("picture_bad")}</p><p class="buttons"><${Button} onClick=${done}>${t("back_plain")}<//></p>`;
  const move = (/** @type {number} */ dx, /** @type {number} */ dy) => bitmap && setView((now) => now && inside(bitmap, { ...now, x: now.x + dx, y: now.y + dy }));
  const zoom = (/** @type {number} */ to) => bitmap && setView((now) => now && inside(bitmap, { ...now, zoom: Math.min(MOST_ZOOM, Math.max(1, to)) }));
  const scale = bitmap && view ? side(bitmap, view) / SHOWN : 1;
  const drag = (/** @type {PointerEvent} */ event) => {
    if (event.buttons & 1) move(-event.movementX * scale, -event.movementY * scale);
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    /** @type {Record<string, [number, number]>} */
    const steps = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    move(step[0] * scale, step[1] * scale);
  };
  const hold = (/** @type {PointerEvent} */ event) => /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
  const wheel = (/** @type {WheelEvent} */ event) => {
    event.preventDefault();
    zoom((view?.zoom ?? 1) * (event.deltaY < 0 ? 1.1 : 1 / 1.1));
  };
  return html`<form class="crop" onSubmit=${submit}>
    <p class="hint">${t("picture_crop")}</p>
    <canvas ref=${canvas} width=${MADE} height=${MADE} tabindex="0" role="img" aria-label=${t("picture_crop")}
      onPointerDown=${hold} onPointerMove=${drag} onKeyDown=${press} onWheel=${wheel}></canvas>
    <label class="zoom">${t("picture_zoom")}
      <input type="range" min="1" max=${MOST_ZOOM} step="0.05" value=${view?.zoom ?? 1} onInput=${(/** @type {Event} */ event) => zoom(Number(/** @type {HTMLInputElement} */ (event.currentTarget).value))} /></label>
    ${error && html`<p class="error" role="alert">${error}</p>`}
    <p class="buttons"><${Button} onClick=${done}>${t("cancel")}<//><${Button} type="submit" primary busy=${busy} disabled=${!view} id="use-picture">${t("picture_use")}<//></p>
  </form>`;
}

/** @param {File} file @returns {ImageBitmap | "bad" | null} */
function usePicture(file) {
  const [picture, setPicture] = useState(/** @type {ImageBitmap | "bad" | null} */ (null));
  useEffect(() => {
    createImageBitmap(file).then(setPicture, () => setPicture("bad"));
  }, [file]);
  return picture;
}

/** The side of the square that is seen, in the picture's pixels. @param {ImageBitmap} bitmap @param {View} view */
const side = (bitmap, view) => Math.min(bitmap.width, bitmap.height) / view.zoom;

/** Keep the window inside the picture. @param {ImageBitmap} bitmap @param {View} view @returns {View} */
function inside(bitmap, view) {
  const half = side(bitmap, view) / 2;
  const keep = (/** @type {number} */ value, /** @type {number} */ length) => Math.max(half, Math.min(length - half, value));
  return { ...view, x: keep(view.x, bitmap.width), y: keep(view.y, bitmap.height) };
}

/** @param {HTMLCanvasElement} canvas @param {ImageBitmap} bitmap @param {View} view */
function draw(canvas, bitmap, view) {
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const length = side(bitmap, view);
  pen.imageSmoothingQuality = "high";
  pen.clearRect(0, 0, MADE, MADE);
  pen.drawImage(bitmap, view.x - length / 2, view.y - length / 2, length, length, 0, 0, MADE, MADE);
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<File>} */
async function cut(canvas) {
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  return new File([/** @type {Blob} */ (blob)], "picture.png", { type: "image/png" });
}

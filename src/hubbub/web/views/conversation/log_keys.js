// The keyboard, the mouse and fingers among the messages: arrows move from one to the next, letters act on one.

import { app } from "../../core/app.js";
import { actionsOn } from "./actions.js";
import { messageAt } from "./messages.js";
import { openMenu } from "./toolbar.js";

/** @typedef {import("./reading.js").Reading} Reading @typedef {import("./scroller.js").Scroller} Scroller */

const LONG_PRESS_MS = 480;
const STILL_PX = 8;

/** Listen until the returned function is called. @param {HTMLElement} pane @param {Reading} reading @param {Scroller} scroller */
export function listen(pane, reading, scroller) {
  const stop = new AbortController();
  const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ take) =>
    pane.addEventListener(name, take, { signal: stop.signal, passive: name.startsWith("touch") });
  on("keydown", (event) => press(event, pane, reading, scroller));
  on("pointerover", (event) => event.pointerType === "mouse" && point(reading, seqOf(event.target)));
  on("pointerleave", () => point(reading, seqOf(document.activeElement)));
  on("focusin", (event) => point(reading, seqOf(event.target)));
  // From one button to the next the toolbar has to stay, or the press that moves the focus is lost with it.
  on("focusout", (event) => point(reading, seqOf(event.relatedTarget)));
  on("contextmenu", (event) => context(event, reading));
  listenToFingers(on, reading);
  return () => stop.abort();
}

/** @param {Element | EventTarget | null} target */
function seqOf(target) {
  const line = target instanceof Element ? target.closest("article.line[data-seq]") : null;
  return line instanceof HTMLElement ? Number(line.dataset.seq) : null;
}

/** @param {Reading} reading @param {number | null} seq */
function point(reading, seq) {
  reading.pointed.value = seq;
}

/** @param {Reading} reading @param {number | null} seq */
function messageOf(reading, seq) {
  return seq === null || reading.conversation === null ? null : messageAt(app.state.peek(), reading.conversation, seq);
}

/** @param {KeyboardEvent} event @param {HTMLElement} pane @param {Reading} reading @param {Scroller} scroller */
function press(event, pane, reading, scroller) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = /** @type {HTMLElement} */ (event.target);
  const onLine = target.matches("article.line");
  if (!onLine && target !== pane) return;
  const work = moves(pane, target, scroller)[event.key] ?? (onLine && actionOf(event.key, target, reading));
  if (!work) return;
  event.preventDefault();
  work();
}

/** @param {HTMLElement} pane @param {HTMLElement} from @param {Scroller} scroller @returns {Record<string, () => void>} by key */
const moves = (pane, from, scroller) => ({
  ArrowUp: () => step(pane, from, -1),
  ArrowDown: () => step(pane, from, 1),
  Home: () => scroller.go(1, 0),
  End: () => scroller.toEnd(),
});

/** What a key does with the message it is pressed on. @param {string} key @param {HTMLElement} line @param {Reading} reading */
function actionOf(key, line, reading) {
  if (key === "Escape") return () => reading.write();
  const message = messageOf(reading, seqOf(line));
  if (!message) return undefined;
  if (key === "Enter" || key === "ContextMenu") return () => openMenu(message, reading, line.querySelector(".bubble") ?? line);
  return actionsOn(message, reading).find((action) => action.key?.toLowerCase() === key.toLowerCase())?.action;
}

/** Move the focus by one message; from the log itself, to the lowest in view. @param {HTMLElement} pane @param {Element} from @param {1 | -1} by */
function step(pane, from, by) {
  const lines = [...pane.querySelectorAll("article.line")].map((line) => /** @type {HTMLElement} */ (line));
  const bottom = pane.getBoundingClientRect().bottom;
  const at = lines.findIndex((line) => line === from);
  const next = at >= 0 ? lines[at + by] : lines.findLast((line) => line.getBoundingClientRect().top < bottom - 20);
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

/** @param {MouseEvent} event @param {Reading} reading */
function context(event, reading) {
  const target = /** @type {Element} */ (event.target);
  const message = messageOf(reading, seqOf(target));
  const isTheirs = target.closest("a, img, video, audio") || !getSelection()?.isCollapsed; // the browser's menu has what one wants there
  if (!message || isTheirs) return;
  event.preventDefault();
  openMenu(message, reading, { x: event.clientX, y: event.clientY });
}

/** A finger held still opens the menu. @param {(name: string, take: (event: any) => void) => void} on @param {Reading} reading */
function listenToFingers(on, reading) {
  let timer = 0;
  let from = { x: 0, y: 0 };
  const forget = () => clearTimeout(timer);
  on("touchstart", (/** @type {TouchEvent} */ event) => {
    forget();
    const message = messageOf(reading, seqOf(event.target));
    if (!message || event.touches.length > 1) return;
    from = { x: event.touches[0].clientX, y: event.touches[0].clientY };
    timer = setTimeout(() => openMenu(message, reading, from), LONG_PRESS_MS);
  });
  on("touchmove", (/** @type {TouchEvent} */ event) => {
    const { clientX, clientY } = event.touches[0];
    if (Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) forget();
  });
  on("touchend", forget);
  on("touchcancel", forget);
}

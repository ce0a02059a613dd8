// The keyboard in the field. While a word is being composed (Chinese, Japanese, Korean), every key is the input method's.

import { enterSends } from "../../core/preferences.js";
import { insert, surround } from "./typing.js";

/**
 * @typedef {import("./draft.js").Draft} Draft
 * @typedef {import("../conversation/reading.js").Reading} Reading
 * @typedef {import("@preact/signals").Signal<import("./completion.js").Choosing | null>} Choosing
 */

/** Safari ends a composition before the key that ended it is told: 229 says that it was the input method's. */
const COMPOSED = 229;
/** @type {Record<string, string>} */
const MARKS = { b: "**", i: "*", e: "`" };

/** @param {KeyboardEvent} event @param {Draft} draft @param {Reading} reading @param {Choosing} choosing */
export function press(event, draft, reading, choosing) {
  if (event.isComposing || event.keyCode === COMPOSED) return;
  const work = choose(event, choosing) ?? workOf(event, draft, reading);
  if (!work) return;
  event.preventDefault();
  event.stopPropagation();
  work();
}

/** What a key does in the list of completions. @param {KeyboardEvent} event @param {Choosing} choosing @returns {(() => void) | null} */
function choose(event, choosing) {
  const now = choosing.peek();
  if (!now || event.shiftKey) return null;
  const count = now.choices.length;
  const move = (/** @type {number} */ by) => () => (choosing.value = { ...now, at: (now.at + by + count) % count });
  switch (event.key) {
    case "ArrowDown":
      return move(1);
    case "ArrowUp":
      return move(-1);
    case "Enter":
    case "Tab":
      return () => now.take(now.choices[now.at]);
    case "Escape":
      return () => now.dismiss();
    default:
      return null;
  }
}

/** @param {KeyboardEvent} event @param {Draft} draft @param {Reading} reading @returns {(() => void) | null} */
function workOf(event, draft, reading) {
  const field = /** @type {HTMLTextAreaElement} */ (event.currentTarget);
  const command = event.ctrlKey || event.metaKey;
  if (event.key === "Enter" && !event.shiftKey && !event.altKey) return enter(field, draft, command);
  if (command && !event.shiftKey && !event.altKey && event.key.toLowerCase() in MARKS) return () => surround(field, MARKS[event.key.toLowerCase()]);
  if (event.key === "ArrowUp" && !field.value && !command && !event.shiftKey && !event.altKey) {
    const seq = draft.lastOwn();
    return seq === null ? null : () => reading.edit(seq);
  }
  if (event.key === "Escape" && reading.task.peek()) return () => (reading.task.value = null);
  return null;
}

/** Enter sends and with Ctrl begins a line, or the other way round, as one prefers. @param {HTMLTextAreaElement} field @param {Draft} draft @param {boolean} command */
function enter(field, draft, command) {
  return command === enterSends.peek() ? () => insert(field, "\n") : () => void draft.send();
}

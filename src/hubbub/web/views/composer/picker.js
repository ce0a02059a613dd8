// All emoji: those one has used lately, then by kind, or those that a word means in English or Chinese.

import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { allEmoji, findEmoji, loadEmoji } from "../../text/emoji.js";
import { t } from "../../words/words.js";
import { useDerived } from "../conversation/derived.js";

/** @typedef {import("../../text/emoji.js").Emoji} Emoji */

const KEPT = "hubbub.emoji";
const MOST_RECENT = 24;
const COLUMNS = 8;
const GROUPS = /** @type {const} */ ([[0, "😀"], [1, "👋"], [3, "🐻"], [4, "🍎"], [5, "✈️"], [6, "⚽"], [7, "💡"], [8, "💯"], [9, "🏁"]]);

/** @returns {string[]} */
function recent() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((emoji) => typeof emoji === "string").slice(0, MOST_RECENT) : [];
  } catch {
    return [];
  }
}

/** @param {string} emoji */
function remember(emoji) {
  try {
    localStorage.setItem(KEPT, JSON.stringify([emoji, ...recent().filter((other) => other !== emoji)].slice(0, MOST_RECENT)));
  } catch {
    // storage may be forbidden; then nothing is remembered
  }
}

/**
 * @param {{onChoose: (emoji: string) => void, onClose: () => void, inside: import("preact").RefObject<HTMLElement>}} props
 *   `inside`: pressing outside of it closes
 */
export function Picker({ onChoose, onClose, inside }) {
  const query = useSignal("");
  const search = useRef(/** @type {HTMLInputElement | null} */ (null));
  const sections = useRef(/** @type {HTMLDivElement | null} */ (null));
  const groups = useDerived(() => sectionsOf(query.value));
  useEffect(() => {
    void loadEmoji();
    search.current?.focus();
    const outside = (/** @type {Event} */ event) => !inside.current?.contains(/** @type {Node} */ (event.target)) && onClose();
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, []);
  const choose = (/** @type {string} */ emoji, /** @type {MouseEvent} */ click) => {
    remember(emoji);
    onChoose(emoji);
    if (!click.shiftKey) onClose();
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && event.target === search.current) sections.current?.querySelector("button")?.click();
    else if (!step(event, sections.current, search.current)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div class="picker" role="dialog" aria-label=${t("emoji")} onKeyDown=${press}>
    <input type="search" class="input" ref=${search} placeholder=${t("find_emoji")} aria-label=${t("find_emoji")} value=${query}
      onInput=${(/** @type {Event} */ event) => (query.value = /** @type {HTMLInputElement} */ (event.currentTarget).value)} />
    ${!query.value && html`<nav aria-label=${t("emoji_kinds")}>${GROUPS.map(([group, face]) => html`<button type="button" tabindex="-1" key=${group}
      aria-label=${t(`emoji_${group}`)} title=${t(`emoji_${group}`)} onClick=${() => document.getElementById(`emoji-${group}`)?.scrollIntoView()}>${face}</button>`)}</nav>`}
    <div class="sections" ref=${sections}>
      ${groups.map(({ id, label, emoji }) => html`<section key=${id} id=${`emoji-${id}`} aria-label=${label}>
        <h3>${label}</h3>
        <div class="grid">${emoji.map(({ emoji: face, names }) => html`<button type="button" key=${face} tabindex="-1" title=${`:${names[0]}:`}
          aria-label=${names[0].replaceAll("_", " ")} onClick=${(/** @type {MouseEvent} */ click) => choose(face, click)}>${face}</button>`)}</div>
      </section>`)}
      ${query.value && !groups[0]?.emoji.length && html`<p class="hint">${t("nothing_found")}</p>`}
    </div>
  </div>`;
}

/** @param {string} query @returns {{id: string | number, label: string, emoji: Emoji[]}[]} */
function sectionsOf(query) {
  const all = allEmoji();
  if (query.trim()) return [{ id: "found", label: t("found"), emoji: findEmoji(query.trim(), 120) }];
  const used = recent().map((emoji) => all.find((one) => one.emoji === emoji)).filter((one) => one !== undefined);
  const kinds = GROUPS.map(([group]) => ({ id: group, label: t(`emoji_${group}`), emoji: all.filter((one) => one.group === group) }));
  return [...(used.length ? [{ id: "recent", label: t("emoji_recent"), emoji: used }] : []), ...kinds];
}

/** Move among the emoji; from the field downwards, and back up to it. @param {KeyboardEvent} event @param {Element | null} within @param {HTMLElement | null} search */
function step(event, within, search) {
  /** @type {Record<string, number>} */
  const moves = { ArrowDown: COLUMNS, ArrowUp: -COLUMNS, ArrowRight: 1, ArrowLeft: -1 };
  const by = moves[event.key];
  const buttons = [...(within?.querySelectorAll("button") ?? [])];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (!by || (at < 0 && event.key !== "ArrowDown")) return false;
  if (at < 0) buttons[0]?.focus();
  else if (at + by < 0) search?.focus();
  else buttons[Math.min(at + by, buttons.length - 1)]?.focus();
  return true;
}

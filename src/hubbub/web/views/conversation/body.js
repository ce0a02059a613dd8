// A message's text as elements. The tree comes from text/markdown.js; nothing here takes HTML.

import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { app } from "../../core/app.js";
import { emojiNamed } from "../../text/emoji.js";
import { parse } from "../../text/markdown.js";
import { t } from "../../words/words.js";
import { copy } from "./copy.js";
import { useDerived } from "./derived.js";

/**
 * @typedef {import("../../text/markdown.js").Block} Block
 * @typedef {import("../../text/inline.js").Inline} Inline
 * @typedef {import("../../text/inline.js").Named} Named
 */

const MOST_NAMED = 50;
/** The most lines and characters that are shown of a text before somebody asks for more. */
const FOLD_LINES = 14;
const FOLD_LENGTH = 1100;
const LONE_EMOJI = /^(?:[\p{Extended_Pictographic}\p{Regional_Indicator}][\p{Emoji_Modifier}\u200d\ufe0f\p{Extended_Pictographic}\p{Regional_Indicator}]*\s*){1,3}$/u;

/** @param {{text: string, mentions?: readonly number[]}} props */
export function Body({ text, mentions = [] }) {
  const named = useDerived(() => names(text, mentions), [text, mentions]);
  const long = isLong(text);
  const open = useSignal(false);
  const blocks = parse(text, JSON.parse(named));
  const look = LONE_EMOJI.test(text) ? "words large" : "words";
  return html`<div class=${long && !open.value ? `${look} folded` : look} dir="auto">${blocks.map(block)}</div>
    ${long && html`<button type="button" class="link unfold" aria-expanded=${String(open.value)} onClick=${() => (open.value = !open.value)}>${t(open.value ? "show_less" : "show_more")}</button>`}`;
}

/** @param {string} text */
const isLong = (text) => text.length > FOLD_LENGTH || text.split("\n", FOLD_LINES + 1).length > FOLD_LINES;

/** Who is mentioned, by all their names; as a string, which changes only when a name does. @param {string} text @param {readonly number[]} mentions */
function names(text, mentions) {
  if (!mentions.length || !text.includes("@")) return "[]";
  /** @type {Named[]} */
  const named = [{ name: "all", user: "all" }];
  for (const user of mentions.slice(0, MOST_NAMED)) {
    const person = app.userOf(user);
    if (person) named.push({ name: person.name, user });
  }
  return JSON.stringify(named);
}

/** @param {Block} node @returns {any} */
function block(node) {
  switch (node.type) {
    case "paragraph":
      return html`<p>${node.children.map(inline)}</p>`;
    case "quote":
      return html`<blockquote>${node.children.map(block)}</blockquote>`;
    case "fence":
      return html`<${Fence} language=${node.language} text=${node.text} />`;
    default:
      return node.ordered
        ? html`<ol start=${node.start}>${node.items.map(item)}</ol>`
        : html`<ul>${node.items.map(item)}</ul>`;
  }
}

/** @param {Block[]} blocks */
const item = (blocks) => html`<li>${blocks.map(block)}</li>`;

/** @param {Inline} node @returns {any} */
function inline(node) {
  if (typeof node === "string") return node;
  switch (node.type) {
    case "strong":
      return html`<strong>${node.children.map(inline)}</strong>`;
    case "em":
      return html`<em>${node.children.map(inline)}</em>`;
    case "strike":
      return html`<s>${node.children.map(inline)}</s>`;
    case "code":
      return html`<code>${node.text}</code>`;
    case "link":
      return html`<a href=${node.href} title=${node.href} target="_blank" rel="noopener noreferrer">${node.children.map(inline)}</a>`;
    case "mention":
      return html`<${Mention} ...${node} />`;
    default:
      return html`<${Emoji} ...${node} />`;
  }
}

/** @param {{user: number | "all", text: string}} props */
function Mention({ user, text }) {
  const calls = useDerived(() => user === "all" || user === app.state.value.me?.id, [user]);
  return html`<span class=${calls ? "at calls" : "at"}>${text}</span>`;
}

/** A name of an emoji, which is shown once the names are here. @param {{name: string, text: string}} props */
function Emoji({ name, text }) {
  const shown = useDerived(() => emojiNamed(name), [name]);
  return shown ? html`<span role="img" aria-label=${name.replaceAll("_", " ")} title=${text}>${shown}</span>` : text;
}

/** Code with its colours, which come later if they come. @param {{language: string, text: string}} props */
function Fence({ language, text }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const parts = useSignal(/** @type {[string, string][] | null} */ (null));
  useEffect(() => {
    parts.value = null;
    if (!language) return undefined;
    let wanted = true;
    import("../../text/highlight.js").then(({ highlight }) => wanted && (parts.value = highlight(text, language)), () => {});
    return () => void (wanted = false);
  }, [language, text]);
  useLayoutEffect(() => {
    const code = place.current;
    if (code) code.tabIndex = code.scrollWidth > code.clientWidth ? 0 : -1;
  }, [text]);
  const words = parts.value?.map(([kind, word]) => (kind ? html`<span class=${`c-${kind}`}>${word}</span>` : word)) ?? text;
  return html`<div class="fence">
    <pre ref=${place} dir="ltr"><code>${words}</code></pre>
    <button type="button" class="copycode" onClick=${() => copy(text)}>${t("copy")}</button>
  </div>`;
}

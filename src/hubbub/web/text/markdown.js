// What people write, as a tree: blocks of code, quotes and lists, and within lines emphasis, code, links,
// mentions and names of emoji. It makes no HTML: views make elements of the tree, so nothing people write is
// ever markup. What is no sign of ours stays text, with its spaces and line breaks as they were written.
//
// Time grows with the length of a text, whatever it holds: texts come from strangers.

import { emojiNamed } from "./emoji.js";
import { lineParser } from "./inline.js";

/**
 * @typedef {import("./inline.js").Inline} Inline
 * @typedef {import("./inline.js").Named} Named
 * @typedef {{type: "paragraph", children: Inline[]}} Paragraph
 * @typedef {{type: "fence", language: string, text: string}} Fence
 * @typedef {{type: "quote", children: Block[]}} Quote
 * @typedef {{type: "list", ordered: boolean, start: number, items: Block[][]}} List
 * @typedef {Paragraph | Fence | Quote | List} Block
 */

/** Deeper quotes and lists stay text: each level reads its lines once more. */
const DEEPEST = 6;
const FENCE = /^ {0,3}```([\w+#.-]{0,20})[ \t]*$/;
const FENCE_END = /^([^`]*)```[ \t]*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*•]|\d{1,9}\.) +(?=\S)/;

/**
 * Read a message.
 * @param {string} text
 * @param {readonly Named[]} [named] who may be mentioned in it, by every name they go by
 * @returns {Block[]}
 */
export function parse(text, named = []) {
  return blocks(text.split("\n"), lineParser(named), 0);
}

/**
 * @param {string[]} lines @param {(text: string) => Inline[]} inline @param {number} depth
 * @returns {Block[]}
 */
function blocks(lines, inline, depth) {
  /** @type {Block[]} */
  const found = [];
  /** @type {string[]} */
  let plain = [];
  const flush = () => {
    const text = plain.join("\n").replace(/^\n+/, "").trimEnd();
    if (text) found.push({ type: "paragraph", children: inline(text) });
    plain = [];
  };
  let at = 0;
  while (at < lines.length) {
    const taken = depth < DEEPEST ? special(lines, at, inline, depth) : fence(lines, at);
    if (taken) {
      flush();
      found.push(taken.block);
      at = taken.next;
    } else {
      plain.push(lines[at]);
      at += 1;
    }
  }
  flush();
  return found;
}

/**
 * @typedef {{block: Block, next: number}} Taken
 * @param {string[]} lines @param {number} at @param {(text: string) => Inline[]} inline @param {number} depth
 * @returns {Taken | null}
 */
function special(lines, at, inline, depth) {
  const line = lines[at];
  if (QUOTE.test(line)) return quote(lines, at, inline, depth);
  if (ITEM.test(line)) return list(lines, at, inline, depth);
  return fence(lines, at);
}

/**
 * A fence that is never closed goes on to the end. It may also be closed behind its last line, as people do.
 * @param {string[]} lines @param {number} at @returns {Taken | null}
 */
function fence(lines, at) {
  const opened = FENCE.exec(lines[at]);
  if (!opened) return null;
  /** @type {string[]} */
  const code = [];
  let next = at + 1;
  for (; next < lines.length; next += 1) {
    const closed = FENCE_END.exec(lines[next]);
    if (!closed) code.push(lines[next]);
    else {
      if (closed[1].trim()) code.push(closed[1]);
      break;
    }
  }
  return { block: { type: "fence", language: opened[1].toLowerCase(), text: code.join("\n") }, next: next + 1 };
}

/** @param {string[]} lines @param {number} at @param {(text: string) => Inline[]} inline @param {number} depth @returns {Taken} */
function quote(lines, at, inline, depth) {
  const inner = [];
  let next = at;
  for (; next < lines.length && QUOTE.test(lines[next]); next += 1) inner.push(lines[next].replace(QUOTE, ""));
  return { block: { type: "quote", children: blocks(inner, inline, depth + 1) }, next };
}

/**
 * Items of one kind in a row; what is indented below one belongs to it.
 * @param {string[]} lines @param {number} at @param {(text: string) => Inline[]} inline @param {number} depth
 * @returns {Taken}
 */
function list(lines, at, inline, depth) {
  const first = /** @type {RegExpExecArray} */ (ITEM.exec(lines[at]));
  const ordered = /\d/.test(first[2]);
  const items = [];
  let next = at;
  while (next < lines.length) {
    const mark = ITEM.exec(lines[next]);
    if (!mark || /\d/.test(mark[2]) !== ordered) break;
    const inner = [lines[next].slice(mark[0].length)];
    for (next += 1; next < lines.length && /^(?: {2}|\t)\s*\S/.test(lines[next]); next += 1) {
      inner.push(lines[next].replace(/^(?:\t| {2,4})/, ""));
    }
    items.push(blocks(inner, inline, depth + 1));
  }
  return { block: { type: "list", ordered, start: ordered ? Number.parseInt(first[2], 10) : 1, items }, next };
}

/**
 * A tree's words alone, for quotes and announcements.
 * @param {readonly (Block | Inline)[]} nodes @returns {string}
 */
export function plain(nodes) {
  return nodes.map(words).join(" ").trim();
}

/** @param {Block | Inline} node @returns {string} */
function words(node) {
  if (typeof node === "string") return node;
  if (node.type === "emoji") return emojiNamed(node.name) ?? node.text;
  if ("text" in node) return node.text;
  if (node.type === "list") return node.items.map(plain).join(" ");
  return node.children.map(words).join(node.type === "quote" ? " " : "");
}

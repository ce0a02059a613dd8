// Building the page: elements, people's text (always as text nodes), times, and a list that keeps its nodes.

import { language, t } from "./strings.js";

export const $ = (id) => document.getElementById(id);

/**
 * Make an element. Strings among the children become text nodes, so nothing people write is ever markup.
 * @param {string} name a tag, with classes after dots
 * @param {object} properties
 * @param {...(Node|string|null|false)} children
 */
export function el(name, properties = {}, ...children) {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.classList.add(...classes);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element && !key.startsWith("aria")) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== false && child !== ""));
  return element;
}

// An address ends at space, quotes, angle brackets and Chinese punctuation; closing marks are the sentence's.
const ADDRESS = /https?:\/\/[^\s<>"'“”‘’「」『』《》〈〉【】（），。、；：！？]+/gi;
const TRAILING = /[.,;:!?)\]}*_~]+$/;

/** People's text with its http(s) addresses as links. @returns {Node[]} */
export function linked(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TRAILING, "");
    if (!URL.canParse(address)) continue;
    nodes.push(document.createTextNode(text.slice(end, match.index)));
    nodes.push(el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address));
    end = match.index + address.length;
  }
  nodes.push(document.createTextNode(text.slice(end)));
  return nodes;
}

/** A round mark with someone's first letter, always in the same colour. */
export function mark(id, name, room = false) {
  const letter = [...name.trim()][0]?.toUpperCase() ?? "";
  return el(`span.mark.hue${id % 8}${room ? ".room" : ""}`, { "aria-hidden": "true" }, letter);
}

export const clock = (at) =>
  new Date(at).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit", hour12: false });

export const dayOf = (at) => new Date(at).toDateString();

/** A day in words. */
export function day(at) {
  const date = new Date(at);
  const now = new Date();
  if (date.toDateString() === now.toDateString()) return t("today");
  now.setDate(now.getDate() - 1);
  if (date.toDateString() === now.toDateString()) return t("yesterday");
  const year = date.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString(language(), { weekday: "long", day: "numeric", month: "long", year });
}

/** A moment for the list: the time if today, or else the date. */
export function moment(at) {
  if (dayOf(at) === dayOf(Date.now())) return clock(at);
  return new Date(at).toLocaleDateString(language(), { day: "numeric", month: "short" });
}

/**
 * Show items in order, keeping the nodes of those that look the same: no flicker, no lost focus.
 * @param {HTMLElement} list
 * @param {{key: string, look: unknown, make: () => HTMLElement}[]} items
 */
export function show(list, items) {
  const known = (list.shown ??= new Map());
  const shown = new Map();
  let place = list.firstChild;
  for (const { key, look, make } of items) {
    const signature = JSON.stringify(look);
    let entry = known.get(key);
    if (entry?.signature !== signature) {
      const node = make();
      if (entry) {
        if (entry.node === place) place = node;
        entry.node.replaceWith(node);
      }
      entry = { signature, node };
    }
    if (entry.node === place) place = place.nextSibling;
    else list.insertBefore(entry.node, place);
    known.delete(key);
    shown.set(key, entry);
  }
  for (const { node } of known.values()) node.remove();
  list.shown = shown;
}

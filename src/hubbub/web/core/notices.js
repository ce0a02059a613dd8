// What the page says beyond itself: notifications while it is hidden, the count in its title and on its icon.

import { computed, effect, signal } from "@preact/signals";
import { parse, plain } from "../text/markdown.js";
import { dontAsk, notAsked, notify, setNotify } from "./preferences.js";

/** @import { App, Conversation, Message, State } from "./types.js" */
/** @import { Page } from "./page.js" */

const NAME = "Hubbub";
const LONGEST = 140;
const SETTLED_MS = 250;
/** The service worker shows notices: on phones nobody else may, and it sees whether another tab is looked at. */
const canNotify = "Notification" in globalThis && "serviceWorker" in navigator;

const permission = signal(canNotify ? Notification.permission : "denied");
const hasSpoken = signal(false);

/** Whether it is a fitting moment to ask for notices: after the first message of one's own, and never again after "not now". */
const suggest = computed(() => hasSpoken.value && permission.value === "default" && !notAsked.value);

/** Ask the browser; to be called from a click. */
async function allow() {
  if (!canNotify) return false;
  permission.value = await Notification.requestPermission();
  if (permission.value === "granted") setNotify(true);
  else dontAsk();
  return permission.value === "granted";
}

/** What the views show of it. "Not now" is never again: it is in the settings too. */
export const notices = { suggest, permission, allow, dismiss: dontAsk };

/** @param {Page} page @param {App} app */
export function announcing(page, app) {
  /** As it was when one was online last: what was said in a break is news after it. @type {State | undefined} */
  let known;
  page.watch((state, before) => {
    if (state.letters.size > before.letters.size) hasSpoken.value = true;
    if (permission.value === "granted" && state.conversations !== before.conversations) takeBack(state, before);
    if (state.status !== "online") return;
    const isWanted = document.hidden && permission.value === "granted" && notify.value;
    if (isWanted && known?.me?.id === state.me?.id) tellNews(app, state, known);
    known = state;
  });
  showUnread(app);
  if (canNotify) navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (typeof data?.open === "number") app.go({ name: "conversation", id: data.open });
  });
}

/** Unread messages; of muted and archived conversations only what mentions one. @param {State} state */
function unreadOf({ conversations, face }) {
  if (face !== "chat") return 0;
  return [...conversations.values()].reduce((sum, { muted, archived, unread, mentions }) => sum + (muted || archived ? mentions : unread), 0);
}

// The title and the icons

/** @param {App} app */
function showUnread(app) {
  const count = computed(() => unreadOf(app.state.value));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  // What is read as it comes is never shown as unread, and a flood changes the title four times a second.
  effect(() => {
    const isNow = count.value === 0 || document.hidden; // a hidden page's timers may come a minute late
    if (isNow && timer === undefined) return showCount(count.value);
    timer ??= setTimeout(() => {
      timer = undefined;
      showCount(count.peek());
    }, SETTLED_MS);
  });
}

/** @param {number} count */
function showCount(count) {
  document.title = count ? `(${count}) ${NAME}` : NAME;
  const badge = /** @type {any} */ (navigator);
  if (count) badge.setAppBadge?.(count).catch(() => {});
  else badge.clearAppBadge?.().catch(() => {});
  showIcon(count > 0);
}

/** A dot on the page's icon. @param {boolean} dotted */
function showIcon(dotted) {
  const link = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel="icon"]'));
  if (!link) return;
  link.dataset.plain ??= link.href;
  const icon = dotted ? link.dataset.plain.replace("icon.svg", "icons/unread.svg") : link.dataset.plain;
  if (link.href !== icon) link.href = icon;
}

// Notices

/** @param {App} app @param {State} state @param {State} [before] */
function tellNews(app, state, before) {
  if (!before || state.conversations === before.conversations) return;
  for (const [id, conversation] of state.conversations) {
    const { unread = 0, mentions = 0 } = before.conversations.get(id) ?? {};
    const isQuiet = conversation.muted || conversation.archived;
    const isNews = isQuiet ? conversation.mentions > mentions : conversation.unread > unread;
    if (isNews && conversation.last) post({ notice: noticeOf(app, conversation, conversation.last) });
  }
}

/** What was read, here or elsewhere, need not be told any more. @param {State} state @param {State} before */
function takeBack(state, before) {
  for (const [id, { unread }] of before.conversations)
    if (unread > 0 && !state.conversations.get(id)?.unread) post({ read: id });
}

/** One notice a conversation: the newest takes the place of the one before. @param {App} app @param {Conversation} conversation @param {Message} last */
function noticeOf(app, conversation, last) {
  const sender = conversation.peer === null ? `${app.nameOf(last.sender)}: ` : "";
  const text = plain(parse(last.text.slice(0, 4 * LONGEST))) || (last.files[0]?.name ?? "");
  return {
    conversation: conversation.id,
    title: app.titleOf(conversation),
    body: `${sender}${text}`.slice(0, LONGEST),
    icon: conversation.avatar ?? "",
  };
}

/** @param {object} message */
function post(message) {
  navigator.serviceWorker.controller?.postMessage(message);
}

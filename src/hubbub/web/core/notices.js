// What the page says beyond itself: notifications while it is hidden, the count in its title and on its icon.

import { computed, effect, signal } from "@preact/signals";
import { notAsked, dontAsk, notify, setNotify } from "./preferences.js";

/** @import { App, Conversation, Message, State } from "./types.js" */
/** @import { Page } from "./page.js" */

const NAME = "Hubbub";
const LONGEST = 140;
const canNotify = "Notification" in globalThis;

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
  page.watch((state, before) => {
    if (state.letters.size > before.letters.size) hasSpoken.value = true;
    if (document.hidden && state.status === "online" && before.status === "online") tellNews(app, state, before);
  });
  effect(() => showCount(unreadOf(app.state.value)));
}

/** Unread messages, those of muted and archived conversations aside. @param {State} state */
export function unreadOf({ conversations, face }) {
  if (face !== "chat") return 0;
  return [...conversations.values()].reduce((sum, { muted, archived, unread, mentions }) => sum + (muted || archived ? mentions : unread), 0);
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
  link.href = dotted ? link.dataset.plain.replace("icon.svg", "icons/unread.svg") : link.dataset.plain;
}

/** @param {App} app @param {State} state @param {State} before */
function tellNews(app, state, before) {
  if (state.conversations === before.conversations || permission.value !== "granted" || !notify.value) return;
  for (const [id, conversation] of state.conversations) {
    const { unread = 0, mentions = 0 } = before.conversations.get(id) ?? {};
    const isQuiet = conversation.muted || conversation.archived;
    const isNews = isQuiet ? conversation.mentions > mentions : conversation.unread > unread;
    if (isNews && conversation.last) tell(app, conversation, conversation.last);
  }
}

/** One notice a conversation: the newest takes the place of the one before. @param {App} app @param {Conversation} conversation @param {Message} last */
function tell(app, conversation, last) {
  const sender = conversation.peer === null ? `${app.nameOf(last.sender)}: ` : "";
  const text = last.text || (last.files[0]?.name ?? "");
  const notice = new Notification(app.titleOf(conversation), {
    body: `${sender}${text}`.slice(0, LONGEST),
    tag: `hubbub-${conversation.id}`,
    icon: conversation.avatar ?? undefined,
  });
  notice.onclick = () => {
    focus();
    app.go({ name: "conversation", id: conversation.id });
    notice.close();
  };
}

// The keyboard outside of fields and messages: what works wherever one is.

import { app } from "../core/app.js";
import { closeDialog, dialogIsOpen, openDialog } from "./dialogs/open.js";
import { everyone, wantsReading } from "./sidebar/order.js";

/** Whether someone writes there, so that plain characters are theirs. @param {EventTarget | null} target */
const isField = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

/** Listen until the returned function is called. */
export function listenToKeys() {
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (event.defaultPrevented || event.isComposing) return;
  const work = workOf(event);
  if (!work) return;
  event.preventDefault();
  work();
}

/** @param {KeyboardEvent} event @returns {(() => void) | null} */
function workOf(event) {
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && key === "k") return () => openDialog("switcher");
  if (command && key === "/") return () => openDialog("shortcuts");
  if (dialogIsOpen() || document.querySelector("dialog[open]")) return null;
  if (event.altKey && !command && (key === "arrowdown" || key === "arrowup"))
    return () => move(key === "arrowdown" ? 1 : -1, event.shiftKey);
  if (key === "escape") return isField(event.target) && event.target !== document.querySelector("#text") ? null : catchUp;
  if (command || event.altKey || isField(event.target)) return null;
  if (event.key === "?") return () => openDialog("shortcuts");
  if (key === "/") return () => /** @type {HTMLElement | null} */ (document.querySelector("#search"))?.focus();
  return null;
}

/** Go to the conversation above or below in the list. @param {1 | -1} by @param {boolean} unread only where something is unread */
function move(by, unread) {
  const state = app.state.value;
  const shown = everyone(state.conversations.values());
  const route = app.route.value;
  const here = shown.findIndex(({ id, peer }) =>
    (route.name === "conversation" && id === route.id) || (route.name === "person" && peer === route.user));
  const start = here < 0 && by < 0 ? shown.length : here;
  for (let at = start + by; at >= 0 && at < shown.length; at += by) {
    if (unread && !wantsReading(shown[at])) continue;
    app.go({ name: "conversation", id: shown[at].id });
    return;
  }
}

/** All is read, and the latest is what one sees. */
function catchUp() {
  const route = app.route.value;
  const conversation = route.name === "conversation" ? app.state.value.conversations.get(route.id) : null;
  if (conversation) app.markRead(conversation.id, conversation.head);
  const latest = document.querySelector("#latest:not([hidden])");
  if (latest instanceof HTMLElement) latest.click();
  closeDialog();
}

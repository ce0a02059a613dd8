// What can be done with a conversation from the list, and from its own head.

import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { confirm } from "../parts/confirm.js";
import { sentenceOf } from "../parts/failure.js";
import { toast } from "../parts/toast.js";
import { openDialog } from "../dialogs/open.js";

/** @typedef {import("../../core/types.js").Conversation} Conversation */

/** @param {Conversation} conversation @returns {import("../parts/menu.js").Entry[]} */
export function actionsOn(conversation) {
  const { id, pinned, muted, archived, unread, head, kind } = conversation;
  const prefer = (/** @type {Parameters<typeof app.prefer>[1]} */ changes) => () => attempt(app.prefer(id, changes));
  /** @type {(import("../parts/menu.js").Entry | false)[]} */
  const entries = [
    unread > 0 && { label: t("mark_read"), icon: "checks", action: () => app.markRead(id, head) },
    { label: t(pinned ? "unpin" : "pin"), icon: "pin", action: prefer({ pinned: !pinned }) },
    { label: t(muted ? "unmute" : "mute"), icon: muted ? "bell" : "bell-off", action: prefer({ muted: !muted }) },
    { label: t(archived ? "unarchive" : "archive"), icon: "archive", action: prefer({ archived: !archived }) },
    "line",
    { label: t("details"), icon: "people", action: () => openDialog("details", { conversation: id }) },
    mayLeave(kind) && { label: t("leave"), icon: "logout", danger: true, action: () => leave(conversation) },
  ];
  return entries.filter((entry) => entry !== false);
}

/** @param {Conversation["kind"]} kind */
export const mayLeave = (kind) => kind === "group" || kind === "channel";

/** Ask, and leave. @param {Conversation} conversation */
export async function leave(conversation) {
  const { id, kind } = conversation;
  const title = t("leave_sure", app.titleOf(conversation));
  const text = t(kind === "channel" ? "leave_text" : "leave_text_private");
  if (!(await confirm({ title, text, action: t("leave"), danger: true }))) return false;
  return attempt(app.leave(id).then(() => away(id)));
}

/** @param {number} id */
function away(id) {
  const route = app.route.value;
  if (route.name === "conversation" && route.id === id) app.go({ name: "none" }, { replace: true });
}

/** Wait for something, and say so if it went wrong. @param {Promise<unknown>} work @returns {Promise<boolean>} whether it went well */
export async function attempt(work) {
  try {
    await work;
    return true;
  } catch (error) {
    toast(sentenceOf(error));
    return false;
  }
}

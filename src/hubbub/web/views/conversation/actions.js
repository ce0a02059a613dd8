// What can be done with a message: by its toolbar, its menu and its keys.

import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { openDialog } from "../dialogs/open.js";
import { mayDeleteAny } from "../dialogs/rights.js";
import { confirm } from "../parts/confirm.js";
import { attempt } from "../sidebar/actions.js";
import { copy } from "./copy.js";

/**
 * @typedef {import("../../core/types.js").Said} Said
 * @typedef {import("./reading.js").Reading} Reading
 * @typedef {{id: string, label: string, icon: string, key?: string, danger?: boolean, quick?: boolean, action: () => void}} Action
 *   `quick` ones have a button in the toolbar, all have a row in the menu
 */

/** @param {Said} message @param {Reading} reading @returns {Action[]} */
export function actionsOn(message, reading) {
  const { conversation, seq, text, deleted } = message;
  const state = app.state.peek();
  const own = message.sender === state.me?.id;
  const where = state.conversations.get(conversation);
  const mayDelete = own || (!!where && mayDeleteAny(where));
  /** @type {(Action | false)[]} */
  const actions = [
    !deleted && { id: "reply", label: t("reply"), icon: "reply", key: "r", quick: true, action: () => reading.reply(seq) },
    own && !deleted && { id: "edit", label: t("edit"), icon: "edit", key: "e", quick: true, action: () => reading.edit(seq) },
    !deleted && Boolean(text) && { id: "copy", label: t("copy_text"), icon: "copy", key: "c", action: () => copy(text) },
    { id: "link", label: t("copy_link"), icon: "link", key: "l", quick: !own, action: () => copy(linkTo(conversation, seq), t("link_copied")) },
    own && !deleted && { id: "seen", label: t("seen_by"), icon: "checks", key: "s", action: () => openDialog("seen", { conversation, seq }) },
    mayDelete && !deleted && { id: "delete", label: t("delete"), icon: "trash", key: "Delete", danger: true, action: () => remove(message) },
  ];
  return actions.filter((action) => action !== false);
}

/** A message's address. @param {number} conversation @param {number} seq */
const linkTo = (conversation, seq) => `${location.origin}${location.pathname}#/c/${conversation}/${seq}`;

/** @param {Said} message */
async function remove({ conversation, seq }) {
  const sure = await confirm({ title: t("delete_sure"), text: t("delete_text"), action: t("delete"), danger: true });
  if (sure) await attempt(app.remove(conversation, seq));
}

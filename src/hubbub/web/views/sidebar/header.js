// The top of the left side: who one is, with a menu of one's own things, and what can be begun.

import { html } from "htm/preact";
import { app } from "../../core/app.js";
import { setTheme, theme } from "../../core/preferences.js";
import { language, languages, t } from "../../words/words.js";
import { openDialog } from "../dialogs/open.js";
import { Avatar } from "../parts/avatar.js";
import { confirm } from "../parts/confirm.js";
import { Menu } from "../parts/menu.js";
import { useSelected } from "../parts/selected.js";
import { speak } from "../parts/speak.js";
import { toast } from "../parts/toast.js";

export function Header() {
  const me = useSelected((state) => state.me);
  const online = useSelected((state) => state.status === "online");
  return html`<header class="bar">
    <${Menu} label=${t("my_menu")} items=${myItems} class="me" id="my-menu">
      <${Avatar} user=${me} size=${36} presence=${{ online }} />
      <b id="me" class="ellipsis">${me?.display_name}</b>
    <//>
    <${Menu} label=${t("new")} icon="plus" items=${newItems} id="new" />
  </header>`;
}

function newItems() {
  return [
    { label: t("new_direct"), icon: "chat", id: "new-direct", action: () => openDialog("people") },
    { label: t("new_group"), icon: "people", id: "new-group", action: () => openDialog("new", { kind: "group" }) },
    { label: t("new_channel"), icon: "hash", id: "new-channel", action: () => openDialog("new", { kind: "channel" }) },
    /** @type {const} */ ("line"),
    { label: t("join_by_link"), icon: "link", id: "join-by-link", action: () => openDialog("join") },
  ];
}

function myItems() {
  const me = app.state.value.me;
  const dark = theme.value === "dark" || (theme.value === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  const other = languages.find(({ value }) => !language.value.startsWith(value)) ?? languages[0];
  return [
    me && { about: html`<b>${me.display_name}</b><br /><span class="hint">@${me.name}</span>` },
    { label: t("profile"), icon: "person", id: "open-profile", action: () => openDialog("profile") },
    { label: t("settings"), icon: "settings", id: "open-settings", action: () => openDialog("settings") },
    { label: t("sessions"), icon: "device", id: "open-sessions", action: () => openDialog("sessions") },
    { label: t("shortcuts"), icon: "keyboard", keys: "Ctrl /", id: "open-shortcuts", action: () => openDialog("shortcuts") },
    /** @type {const} */ ("line"),
    { label: t(dark ? "theme_to_light" : "theme_to_dark"), icon: dark ? "sun" : "moon", id: "other-theme", action: () => setTheme(dark ? "light" : "dark") },
    { label: other.name, icon: "globe", id: "other-language", action: () => speak(other.value) },
    { label: t("docs"), icon: "file", href: "/api/docs", action: () => {} },
    /** @type {const} */ ("line"),
    { label: t("log_out"), icon: "logout", id: "log-out", action: logOut },
  ];
}

async function logOut() {
  const waiting = app.state.value.letters.size > 0;
  if (waiting && !(await confirm({ title: t("log_out"), text: t("log_out_waiting"), action: t("log_out"), danger: true }))) return;
  await app.logOut().catch(() => toast(t("no_log_out")));
}

// Inside: the list beside the conversation (on a phone, one of them), the line about the connection, the keyboard.

import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { app } from "../core/app.js";
import { t } from "../words/words.js";
import { ConnectionLine } from "./connection_line.js";
import { ConversationPane } from "./conversation/pane.js";
import { DialogHost, openDialog } from "./dialogs/open.js";
import { listenToKeys } from "./keys.js";
import { recall, remember } from "./last_place.js";
import { Suggestion } from "./suggestion.js";
import { Sidebar } from "./sidebar/sidebar.js";

export { closeDialog, openDialog } from "./dialogs/open.js";

const narrow = matchMedia("(max-width: 46rem)");

export default function Shell() {
  const route = app.route.value;
  useEffect(() => listenToKeys(), []);
  useEffect(() => {
    // A wide page has room for a conversation: the one that was open last. A phone shows the list.
    if (route.name === "none" && !narrow.matches) app.go(recall(), { replace: true });
  }, []);
  useEffect(() => {
    if (route.name === "conversation") remember(route.id);
    if (route.name !== "join") return;
    openDialog("join", { code: route.code });
    app.go(narrow.matches ? { name: "none" } : recall(), { replace: true });
  }, [route]);
  return html`<div id="chat" data-pane=${route.name === "none" ? "list" : "room"}>
    <a class="skip button" href="#text" onClick=${skip}>${t("skip_to_conversation")}</a>
    <${ConnectionLine} />
    <${Sidebar} />
    <main id="room">
      <${Suggestion} />
      ${route.name === "conversation" || route.name === "person" ? html`<${ConversationPane} route=${route} />` : html`<${Nothing} />`}
    </main>
    <${DialogHost} />
  </div>`;
}

/** The address is the route's, so the link must not change it. @param {Event} click */
function skip(click) {
  click.preventDefault();
  const field = document.querySelector("#text, #room");
  if (field instanceof HTMLElement) field.focus();
}

/** No conversation is open. */
const Nothing = () =>
  html`<div class="nothing">
    <img src=${new URL("../icon.svg", import.meta.url).pathname} alt="" width="56" height="56" />
    <p>${t("pick")}</p>
    <p class="hint"><kbd>Ctrl</kbd> <kbd>K</kbd></p>
  </div>`;

// The keys, all on one page.

import { html } from "htm/preact";
import { t } from "../../words/words.js";
import { Dialog } from "../parts/dialog.js";

const command = /mac|iphone|ipad/i.test(navigator.platform) ? "⌘" : "Ctrl";

/** @type {[string, [string, string[][]][]][]} a heading, and for each thing to do the ways of pressing it */
const PAGES = [
  ["keys_moving", [
    ["key_switcher", [[command, "K"]]],
    ["key_next", [["Alt", "↓"], ["↑"]]],
    ["key_next_unread", [["Alt", "Shift", "↓"], ["↑"]]],
    ["key_filter", [["/"]]],
    ["key_shortcuts", [["?"], [command, "/"]]],
  ]],
  ["keys_reading", [
    ["key_escape", [["Esc"]]],
    ["key_messages", [["↑"], ["↓"]]],
    ["key_reply", [["R"]]],
    ["key_edit", [["E"]]],
    ["key_menu", [["Shift", "F10"]]],
  ]],
  ["keys_writing", [
    ["key_send", [["Enter"]]],
    ["key_newline", [["Shift", "Enter"]]],
    ["key_edit_last", [["↑"]]],
    ["key_mention", [["@"]]],
    ["key_emoji", [[":"]]],
  ]],
];

/** @param {{onClose: () => void}} props */
export default function Shortcuts({ onClose }) {
  return html`<${Dialog} title=${t("shortcuts")} onClose=${onClose} class="shortcuts">
    <div class="columns">
      ${PAGES.map(([heading, rows]) => html`<section key=${heading}>
        <h3 class="heading">${t(heading)}</h3>
        <dl>${rows.map(([words, ways]) => html`<div key=${words}><dt>${t(words)}</dt><dd><${Ways} ways=${ways} /></dd></div>`)}</dl>
      </section>`)}
    </div>
  <//>`;
}

/** @param {{ways: string[][]}} props */
const Ways = ({ ways }) =>
  ways.map((keys, at) => html`${at > 0 && html`<span class="or"> / </span>`}<span class="way">${keys.map((key) => html`<kbd>${key}</kbd>`)}</span>`);

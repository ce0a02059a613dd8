// Three lines for a browser's console: the shortest chat client there is.

import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../words/words.js";

const COPIED_MS = 2000;
const address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}`;
const LINES = [
  `ws = new WebSocket("${address}/api/v1/ws?name=ada")`,
  "ws.onmessage = e => console.log(e.data)",
  `ws.send('{"op":"message.send","conversation":0,"text":"hello, everyone"}')`,
].join("\n");

export function ConsoleLines() {
  const [copied, setCopied] = useState(false);
  /** @type {import("preact").RefObject<HTMLPreElement | null>} */
  const lines = useRef(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(LINES);
      setCopied(true);
      setTimeout(() => setCopied(false), COPIED_MS);
    } catch {
      if (lines.current) getSelection()?.selectAllChildren(lines.current); // without TLS pages have no clipboard; Ctrl+C has
    }
  };
  return html`<details class="console">
    <summary>${t("console")}</summary>
    <p class="hint">${t("console_hint")}</p>
    <div class="lines">
      <pre tabindex="0" ref=${lines}>${LINES}</pre>
      <button type="button" class="button" onClick=${copy}>${t(copied ? "copied" : "copy")}</button>
    </div>
  </details>`;
}

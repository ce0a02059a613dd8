// Joining by an invitation: what it is to, before one joins.

import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { Avatar } from "../parts/avatar.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { Field } from "../parts/field.js";
import { useForm } from "./form.js";
import { useLoaded } from "./loaded.js";

/** @param {{code?: string, onClose: () => void}} props */
export default function Join({ code: given = "", onClose }) {
  const [code, setCode] = useState(given);
  if (code) return html`<${Invitation} code=${code} onClose=${onClose} other=${() => setCode("")} />`;
  return html`<${Ask} onClose=${onClose} given=${setCode} />`;
}

/** @param {{given: (code: string) => void, onClose: () => void}} props */
function Ask({ given, onClose }) {
  const [words, setWords] = useState("");
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const code = codeIn(words);
    if (code) given(code);
  };
  return html`<${Dialog} title=${t("join_title")} onClose=${onClose} class="small">
    <form onSubmit=${submit}>
      <${Field} id="join-code" label=${t("join_code")} value=${words} onInput=${setWords} autocomplete="off" spellcheck=${false} autofocus />
      <p class="buttons"><${Button} onClick=${onClose}>${t("cancel")}<//><${Button} type="submit" primary disabled=${!codeIn(words)}>${t("open")}<//></p>
    </form>
  <//>`;
}

/** The code, from a link or by itself. @param {string} words */
const codeIn = (words) => words.trim().match(/([\w-]+)\/?$/)?.[1] ?? "";

/** @param {{code: string, onClose: () => void, other: () => void}} props */
function Invitation({ code, onClose, other }) {
  const looked = useLoaded(() => app.lookAtInvite(code).catch(goneIf404), [code]);
  const { busy, error, submit } = useForm(async () => {
    const id = await app.acceptInvite(code);
    onClose();
    app.go({ name: "conversation", id });
  });
  const found = looked.value;
  const gone = found === "gone";
  return html`<${Dialog} title=${t("join_title")} onClose=${onClose} class="small">
    ${!found && html`<p class="hint" role="status">${looked.error || t("loading")}</p>`}
    ${gone && html`<p role="alert">${t("join_gone")}</p>`}
    ${found && !gone && html`<div class="portrait" id="invitation">
      <p class="hint">${t("join_invited")}</p>
      <${Avatar} conversation=${{ id: found.id ?? 0, kind: found.kind, name: found.name, avatar: null }} size=${72} />
      <p class="title">${found.name}</p>
      <p class="hint">${t.n("members", found.members)}</p>
      ${found.topic && html`<p class="topic">${found.topic}</p>`}
      ${found.joined && html`<p class="hint">${t("join_already")}</p>`}
    </div>`}
    ${error && html`<p class="error" role="alert">${error}</p>`}
    <p class="buttons">
      ${gone ? html`<${Button} onClick=${other}>${t("join_code")}<//>` : html`<${Button} onClick=${onClose}>${t("cancel")}<//>`}
      ${!gone && html`<${Button} primary busy=${busy} disabled=${!found} id="accept" onClick=${submit}>${t(found?.joined ? "open" : "join")}<//>`}
    </p>
  <//>`;
}

/** @param {{code?: string}} error @returns {"gone"} */
function goneIf404(error) {
  if (error.code === "not_found" || error.code === "bad_request") return "gone";
  throw error;
}

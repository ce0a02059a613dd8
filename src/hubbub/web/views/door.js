// The way in: a name, and a password or an invitation where the server asks for one.

import { html } from "htm/preact";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { app } from "../core/app.js";
import { NAME } from "../text/limits.js";
import { language, languages, t } from "../words/words.js";
import { ConsoleLines } from "./console_lines.js";
import { knock, rememberedName } from "./knock.js";
import { Button, IconButton } from "./parts/button.js";
import { Field } from "./parts/field.js";
import { useSelected } from "./parts/selected.js";
import { speak } from "./parts/speak.js";

/** @typedef {import("./knock.js").Mode} Mode */
/** @typedef {import("./knock.js").Trouble} Trouble */

/** Nobody looks at the page yet, so the lobby is where everybody is met. */
const LOBBY = { name: /** @type {const} */ ("conversation"), id: 0 };

export default function Door() {
  const registration = useSelected((state) => state.server?.registration ?? "open");
  const serverName = useSelected((state) => state.server?.name || "Hubbub");
  return html`<main id="outside">
    <div class="card">
      <header>
        <img src=${new URL("../icon.svg", import.meta.url).pathname} alt="" width="48" height="48" />
        <div><h1>${serverName}</h1><p class="hint">${t("tagline")}</p></div>
      </header>
      <${Form} key=${registration} registration=${registration} />
    </div>
    <footer>
      <${Languages} />
      ${registration === "open" && html`<${ConsoleLines} />`}
      <a href="/api/docs">${t("docs")}</a>
    </footer>
  </main>`;
}

const Languages = () =>
  html`<p class="languages">
    ${languages.map(({ value, name }) => {
      const chosen = language.value.startsWith(value);
      return html`<button type="button" class="link language" lang=${value} aria-pressed=${String(chosen)} onClick=${() => speak(value)}>${name}</button>`;
    })}
  </p>`;

/** @param {{registration: string}} props */
function Form({ registration }) {
  const invitation = app.route.value.name === "join" ? /** @type {{code: string}} */ (app.route.value).code : "";
  const known = rememberedName();
  const wasHere = Boolean(known || app.state.peek().ended);
  const name = useSignal(known);
  const password = useSignal("");
  const invite = useSignal(invitation);
  const mode = useSignal(/** @type {Mode} */ (firstMode(registration, wasHere, invitation)));
  const asksPassword = useSignal(registration !== "open");
  const trouble = useSignal(/** @type {Trouble} */ ({}));
  const busy = useSignal(false);
  /** @type {import("preact").RefObject<HTMLFormElement | null>} */
  const form = useRef(null);
  useEffect(() => focusFirst(form.current), [mode.value, asksPassword.value]);
  useEffect(() => focusWrong(form.current), [trouble.value]);

  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    busy.value = true;
    trouble.value = {};
    const heard = await knock(mode.value, { name: name.value, password: password.value, invite: invite.value });
    busy.value = false;
    if (heard.askPassword) asksPassword.value = true;
    trouble.value = heard.trouble;
    if (heard.entered && app.route.value.name === "none") app.go(LOBBY, { replace: true });
  };
  const wrong = trouble.value;
  const creating = mode.value === "register";
  return html`<form id="door" autocomplete="on" ref=${form} onSubmit=${submit} novalidate>
    <${Why} registration=${registration} invited=${Boolean(invitation)} />
    ${(registration === "password" || registration === "invite") && html`<${Modes} mode=${mode} clear=${() => (trouble.value = {})} />`}
    <${Field} id="name" name="username" label=${t("name")} hint=${nameHint(mode.value)} error=${wrong.name?.()}
      value=${name.value} onInput=${(/** @type {string} */ value) => (name.value = value)} required maxlength=${NAME}
      autocomplete="username" autocapitalize="none" spellcheck=${false} />
    ${asksPassword.value && html`<${Password} password=${password} creating=${creating} error=${wrong.password?.()} />`}
    ${creating && registration === "invite" && html`<${Field} id="invite" name="invite" label=${t("invite")} hint=${t("invite_hint")} error=${wrong.invite?.()}
      value=${invite.value} onInput=${(/** @type {string} */ value) => (invite.value = value)} autocomplete="off" spellcheck=${false} />`}
    <p id="door-error" class="error" role="alert">${wrong.form?.()}</p>
    <${Button} id="enter" type="submit" primary busy=${busy.value}>${t(buttonWords(mode.value))}<//>
  </form>`;
}

/** @param {string} registration @param {boolean} wasHere @param {string} invitation @returns {Mode} */
function firstMode(registration, wasHere, invitation) {
  if (registration === "open") return "either";
  if (registration === "closed" || (wasHere && !invitation)) return "login";
  return registration === "invite" && !invitation ? "login" : "register";
}

/** @param {Mode} mode */
const nameHint = (mode) => t({ either: "name_hint", login: "name_hint_login", register: "name_hint_new" }[mode]);

/** @param {Mode} mode */
const buttonWords = (mode) => ({ either: "enter", login: "sign_in", register: "sign_up" })[mode];

/** Why one is here, if it is for a reason. @param {{registration: string, invited: boolean}} props */
function Why({ registration, invited }) {
  const ended = useSelected((state) => state.ended);
  if (ended) return html`<p id="ended" class="why" role="status">${t(ended === "revoked" ? "ended_revoked" : "ended")}</p>`;
  if (invited) return html`<p class="why">${t("invited")}</p>`;
  return registration === "closed" ? html`<p class="why">${t("closed")}</p>` : null;
}

/** @param {{mode: import("@preact/signals").Signal<Mode>, clear: () => void}} props */
function Modes({ mode, clear }) {
  const tab = (/** @type {Mode} */ value, /** @type {string} */ words) => {
    const choose = () => {
      mode.value = value;
      clear();
    };
    return html`<button type="button" class="tab" data-mode=${value} aria-pressed=${String(mode.value === value)} onClick=${choose}>${words}</button>`;
  };
  return html`<div class="tabs" role="group" aria-label=${t("way_in")}>${tab("login", t("sign_in"))}${tab("register", t("sign_up"))}</div>`;
}

/** @param {{password: import("@preact/signals").Signal<string>, creating: boolean, error?: string}} props */
function Password({ password, creating, error }) {
  const shown = useSignal(false);
  const eye = html`<${IconButton} icon="eye" label=${t(shown.value ? "hide_password" : "show_password")} aria-pressed=${String(shown.value)}
    onClick=${() => (shown.value = !shown.value)} />`;
  return html`<${Field} id="password" name="password" type=${shown.value ? "text" : "password"} label=${t("password")}
    hint=${creating ? t("password_hint_new") : undefined} error=${error} value=${password.value}
    onInput=${(/** @type {string} */ value) => (password.value = value)} inner=${eye}
    autocomplete=${creating ? "new-password" : "current-password"} />`;
}

/** @param {HTMLFormElement | null} form the first field that has nothing in it yet */
function focusFirst(form) {
  const fields = [...(form?.querySelectorAll("input") ?? [])];
  (fields.find((field) => !field.value) ?? fields[0])?.focus();
}

/** @param {HTMLFormElement | null} form */
function focusWrong(form) {
  const field = form?.querySelector("[aria-invalid=true]");
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}

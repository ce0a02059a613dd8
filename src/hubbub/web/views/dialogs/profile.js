// Oneself: the name that others see, the picture, the password.

import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { app } from "../../core/app.js";
import { TITLE } from "../../text/limits.js";
import { t } from "../../words/words.js";
import { Avatar } from "../parts/avatar.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { fieldOf, sentenceOf } from "../parts/failure.js";
import { Field } from "../parts/field.js";
import { useSelected } from "../parts/selected.js";
import { toast } from "../parts/toast.js";
import { Crop } from "./crop.js";
import { useForm } from "./form.js";
import { PictureButtons } from "./picture.js";

/** @param {{onClose: () => void}} props */
export default function Profile({ onClose }) {
  const me = useSelected((state) => state.me);
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  if (!me) return null;
  return html`<${Dialog} title=${t("profile")} onClose=${onClose}>
    ${file
      ? html`<${Crop} file=${file} save=${app.setPicture} done=${() => setFile(null)} />`
      : html`<${Picture} me=${me} chosen=${setFile} /><${Name} me=${me} /><${Password} me=${me} />`}
  <//>`;
}

/** @typedef {import("../../core/types.js").User} User */

/** @param {{me: User, chosen: (file: File) => void}} props */
function Picture({ me, chosen }) {
  return html`<div class="portrait">
    <${Avatar} user=${me} size=${96} />
    <p class="title">${me.display_name}</p>
    <p class="hint">@${me.name}</p>
    <${PictureButtons} present=${!!me.avatar} chosen=${chosen} remove=${() => app.updateProfile({ avatar: null })} />
  </div>`;
}

/** @param {{me: User}} props */
function Name({ me }) {
  const [name, setName] = useState(me.display_name);
  const { busy, error, submit } = useForm(async () => {
    await app.updateProfile({ display_name: name.trim() });
    toast(t("saved"));
  });
  const changed = name.trim() && name.trim() !== me.display_name;
  return html`<form onSubmit=${submit} class="oneline">
    <${Field} id="display-name" label=${t("display_name")} value=${name} onInput=${setName} maxlength=${TITLE} error=${error} autocomplete="nickname" />
    <${Button} type="submit" primary busy=${busy} disabled=${!changed}>${t("save")}<//>
  </form>`;
}

/** @param {{me: User}} props the name is there for the browser's keeper of passwords */
function Password({ me }) {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState(/** @type {{current?: string, password?: string}} */ ({}));
  const { busy, submit } = useForm(async () => {
    await app.changePassword(password, current || undefined);
    setWrong({});
    setCurrent("");
    setPassword("");
    toast(t("password_changed"));
  }, (refusal) => setWrong(explain(refusal)));
  return html`<details class="more">
    <summary>${t("password_change")}</summary>
    <form onSubmit=${submit}>
      <input class="aside" autocomplete="username" value=${me.name} readonly tabindex="-1" aria-hidden="true" />
      <${Field} id="current-password" type="password" label=${t("password_current")} hint=${t("password_current_hint")} error=${wrong.current}
        value=${current} onInput=${setCurrent} autocomplete="current-password" />
      <${Field} id="new-password" type="password" label=${t("password_new")} hint=${t("password_hint_new")} error=${wrong.password}
        value=${password} onInput=${setPassword} autocomplete="new-password" />
      <p class="buttons"><${Button} type="submit" primary busy=${busy} disabled=${!password}>${t("password_change")}<//></p>
    </form>
  </details>`;
}

/** @param {unknown} error */
function explain(error) {
  const { code, message = "" } = /** @type {{code?: string, message?: string}} */ (error);
  if (code === "unauthenticated" && message.startsWith("current:")) return { current: t("password_current_wrong") };
  if (fieldOf(error) === "password") return { password: t("password_short") };
  return { password: sentenceOf(error) };
}

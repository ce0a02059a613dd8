// How the page looks, speaks, notifies and writes: kept in this browser.

import { html } from "htm/preact";
import { notices } from "../../core/notices.js";
import { enterSends, notify, setEnterSends, setNotify, setTheme, theme } from "../../core/preferences.js";
import { language, languages, t } from "../../words/words.js";
import { Dialog } from "../parts/dialog.js";
import { Choice, Switch } from "../parts/field.js";
import { speak } from "../parts/speak.js";

/** @param {{onClose: () => void}} props */
export default function Settings({ onClose }) {
  const themes = [
    { value: "system", label: t("theme_system"), icon: "device" },
    { value: "light", label: t("theme_light"), icon: "sun" },
    { value: "dark", label: t("theme_dark"), icon: "moon" },
  ];
  const tongues = languages.map(({ value, name }) => ({ value, label: name }));
  const tongue = languages.find(({ value }) => language.value.startsWith(value))?.value ?? "en";
  return html`<${Dialog} title=${t("settings")} onClose=${onClose}>
    <section class="settings">
      <h3 class="heading">${t("appearance")}</h3>
      <div class="setting"><span>${t("theme")}</span><${Choice} label=${t("theme")} value=${theme.value} choices=${themes} onChange=${setTheme} /></div>
      <div class="setting"><span>${t("language")}</span><${Choice} label=${t("language")} value=${tongue} choices=${tongues} onChange=${speak} /></div>
    </section>
    <section class="settings"><h3 class="heading">${t("notifications")}</h3><${Notifications} /></section>
    <section class="settings">
      <h3 class="heading">${t("writing")}</h3>
      <${Switch} id="enter-sends" label=${t("enter_sends")} hint=${t("enter_sends_hint")} checked=${enterSends.value} onChange=${setEnterSends} />
    </section>
  <//>`;
}

/** Honest about what the browser allows: a switch that could do nothing is not shown as if it could. */
function Notifications() {
  const permission = typeof Notification === "undefined" ? "unsupported" : notices.permission.value;
  const on = notify.value && permission === "granted";
  const change = (/** @type {boolean} */ wanted) => (wanted ? notices.allow() : setNotify(false)); // allowed already, the browser does not ask again
  const denied = permission === "denied" || permission === "unsupported";
  const hint = denied ? t(permission === "denied" ? "notify_denied" : "notify_unsupported") : t("notify_hint");
  return html`<${Switch} id="notify" label=${t("notify_wanted")} hint=${hint} checked=${on} onChange=${change} disabled=${denied} />`;
}

// Where one is signed in, and ending it: one by one, or all but this.

import { html } from "htm/preact";
import { app } from "../../core/app.js";
import { ago, date, t } from "../../words/words.js";
import { Button } from "../parts/button.js";
import { confirm } from "../parts/confirm.js";
import { Dialog } from "../parts/dialog.js";
import { Icon } from "../parts/icon.js";
import { attempt } from "../sidebar/actions.js";
import { Loading, useLoaded } from "./loaded.js";

/** @typedef {import("../../core/types.js").Device} Device */

/** @param {{onClose: () => void}} props */
export default function Sessions({ onClose }) {
  const sessions = useLoaded(() => app.sessions(), []);
  const shown = [...(sessions.value ?? [])].sort((a, b) => Number(b.current) - Number(a.current) || (a.seen_at < b.seen_at ? 1 : -1));
  const endOthers = async () => {
    const sure = await confirm({ title: t("sessions_end_others_sure"), text: t("sessions_end_others_text"), action: t("sessions_end_others"), danger: true });
    if (sure && (await attempt(app.logOutElsewhere()))) sessions.again();
  };
  return html`<${Dialog} title=${t("sessions")} onClose=${onClose}>
    <p class="hint">${t("sessions_hint")}</p>
    ${sessions.value
      ? html`<ul class="people tall" id="sessions">${shown.map((session) => html`<${SessionRow} key=${session.id} session=${session} changed=${sessions.again} />`)}</ul>`
      : html`<${Loading} ...${sessions} />`}
    ${shown.length > 1 && html`<p class="buttons start"><${Button} quiet danger icon="logout" id="end-others" onClick=${endOthers}>${t("sessions_end_others")}<//></p>`}
    ${shown.length === 1 && html`<p class="hint">${t("sessions_only")}</p>`}
  <//>`;
}

/** @param {{session: Device, changed: () => void}} props */
function SessionRow({ session, changed }) {
  const { id, device, created_at: since, seen_at: seen, current } = session;
  const end = async () => (await attempt(app.revoke(id))) && changed();
  return html`<li class="person session">
    <span class="choose">
      <span class="disc"><${Icon} name="device" /></span>
      <span class="who"><b class="ellipsis" title=${device}>${device || t("session_unknown")}</b>
        <span class="second ellipsis" title=${t("session_since", date(since))}>${current ? t("session_this") : t("session_seen", ago(seen))}</span></span>
    </span>
    ${!current && html`<${Button} onClick=${end}>${t("session_end")}<//>`}
  </li>`;
}

// Finding somebody to write to; who is written to often can be made a contact, and stands first then.

import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { app } from "../../core/app.js";
import { QUERY } from "../../text/limits.js";
import { t } from "../../words/words.js";
import { IconButton } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { sentenceOf } from "../parts/failure.js";
import { Field } from "../parts/field.js";
import { toast } from "../parts/toast.js";
import { usePeople } from "./people_search.js";
import { PersonRow } from "./person_row.js";

/** @typedef {import("../../core/types.js").User} User */

/** @param {{onClose: () => void}} props */
export default function People({ onClose }) {
  const [query, setQuery] = useState("");
  const { people, contacts, asking, error, setContacts } = usePeople(query);
  const open = (/** @type {User} */ user) => {
    onClose();
    app.go({ name: "person", user: user.id });
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || event.isComposing || !query.trim() || !people[0]) return;
    event.preventDefault();
    open(people[0]);
  };
  const none = error || (query.trim() ? t("nobody_found", query.trim()) : t("people_none"));
  return html`<${Dialog} title=${t("new_direct")} onClose=${onClose}>
    <${Field} id="people-search" type="search" label=${t("people_search")} value=${query} onInput=${setQuery} onKeyDown=${press}
      placeholder=${t("add_people_hint")} maxlength=${QUERY} autocomplete="off" spellcheck=${false} autofocus />
    <ul class="people tall" id="people-found" aria-live="polite" aria-busy=${String(asking)}>
      ${people.map((user) => html`<${PersonRow} key=${user.id} user=${user} onClick=${() => open(user)}>
        <${ContactButton} user=${user} isContact=${contacts.has(user.id)} changed=${setContacts} />
      <//>`)}
      ${!people.length && !asking && html`<li class="none hint">${none}</li>`}
    </ul>
  <//>`;
}

/** @param {{user: User, isContact: boolean, changed: (contacts: User[]) => void}} props */
function ContactButton({ user, isContact, changed }) {
  const change = async () => {
    try {
      await (isContact ? app.removeContact(user.id) : app.addContact(user.id));
      changed(await app.contacts());
      toast(t(isContact ? "contact_removed" : "contact_added", user.display_name));
    } catch (error) {
      toast(sentenceOf(error));
    }
  };
  const label = `${t(isContact ? "contact_remove" : "contact_add")}: ${user.display_name}`;
  return html`<${IconButton} icon="star" class=${isContact ? "starred" : ""} label=${label} aria-pressed=${String(isContact)} onClick=${change} />`;
}

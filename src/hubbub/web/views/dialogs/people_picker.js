// Choosing several people: who is chosen stands above the field as chips.

import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { QUERY } from "../../text/limits.js";
import { t } from "../../words/words.js";
import { Field } from "../parts/field.js";
import { Icon } from "../parts/icon.js";
import { usePeople } from "./people_search.js";
import { PersonRow } from "./person_row.js";

/** @typedef {import("../../core/types.js").User} User */

/** @param {{chosen: User[], onChange: (chosen: User[]) => void, wanted?: (user: User) => boolean, label: string}} props */
export function PeoplePicker({ chosen, onChange, wanted = () => true, label }) {
  const [query, setQuery] = useState("");
  /** @type {import("preact").RefObject<HTMLDivElement | null>} */
  const whole = useRef(null);
  const ids = new Set(chosen.map(({ id }) => id));
  const { people, asking, error } = usePeople(query, (user) => !ids.has(user.id) && wanted(user));
  const refocus = () => whole.current?.querySelector("input")?.focus();
  const choose = (/** @type {User} */ user) => {
    onChange([...chosen, user]);
    setQuery("");
    refocus();
  };
  const drop = (/** @type {number} */ id) => {
    onChange(chosen.filter((user) => user.id !== id));
    refocus();
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    if (event.key === "Backspace" && !query && chosen.length) drop(chosen[chosen.length - 1].id);
    if (event.key !== "Enter") return;
    event.preventDefault(); // in this field Enter adds a person and creates nothing yet
    if (query.trim() && people[0]) choose(people[0]);
  };
  return html`<div class="choosing" ref=${whole}>
    ${chosen.length > 0 && html`<ul class="chips" id="group-chosen">
      ${chosen.map((user) => html`<li key=${user.id}><button type="button" class="chip" aria-label=${t("remove_person", user.display_name)} onClick=${() => drop(user.id)}>
        ${user.display_name}<${Icon} name="close" />
      </button></li>`)}
    </ul>`}
    <${Field} id="group-search" type="search" label=${label} value=${query} onInput=${setQuery} onKeyDown=${press}
      placeholder=${t("add_people_hint")} maxlength=${QUERY} autocomplete="off" spellcheck=${false} />
    <ul class="people" id="group-found" aria-live="polite" aria-busy=${String(asking)}>
      ${people.map((user) => html`<${PersonRow} key=${user.id} user=${user} onClick=${() => choose(user)} />`)}
      ${!people.length && query.trim() && !asking && html`<li class="none hint">${error || t("nobody_found", query.trim())}</li>`}
    </ul>
  </div>`;
}

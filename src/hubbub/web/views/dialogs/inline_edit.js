// A text that turns into a field when it is pressed, and back when it is saved.

import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../words/words.js";
import { Button } from "../parts/button.js";
import { Field } from "../parts/field.js";
import { Icon } from "../parts/icon.js";
import { useForm } from "./form.js";

/**
 * @param {{label: string, value: string, save: (value: string) => Promise<void>, most: number, class?: string,
 *   lines?: number, required?: boolean}} props `save` may throw; the field stays open then and says why
 */
export function InlineEdit({ label, value, save, most, class: look = "", lines, required }) {
  const [draft, setDraft] = useState(/** @type {string | null} */ (null));
  /** @type {import("preact").RefObject<HTMLDivElement | null>} */
  const whole = useRef(null);
  const editing = draft !== null;
  const before = useRef(editing);
  useEffect(() => {
    if (editing !== before.current) /** @type {HTMLElement | null} */ (whole.current?.querySelector("input, textarea, button"))?.focus();
    before.current = editing;
  }, [editing]);
  const { busy, error, submit } = useForm(async () => {
    const wanted = (draft ?? "").trim();
    if (wanted !== value) await save(wanted);
    setDraft(null);
  });
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") setDraft(null);
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) submit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  if (!editing)
    return html`<div ref=${whole} class=${`inline ${look}`}>
      <button type="button" class="inlinebutton" aria-label=${`${label}: ${value}`} title=${label} onClick=${() => setDraft(value)}>
        <span class=${value ? "" : "hint"}>${value || label}</span><${Icon} name="edit" />
      </button>
    </div>`;
  return html`<div ref=${whole} class=${`inline editing ${look}`}>
    <form onSubmit=${submit}>
      <${Field} label=${label} value=${draft} onInput=${setDraft} lines=${lines} maxlength=${most} error=${error} onKeyDown=${press} />
      <p class="buttons">
        <${Button} onClick=${() => setDraft(null)}>${t("cancel")}<//>
        <${Button} type="submit" primary busy=${busy} disabled=${required && !draft.trim()}>${t("save")}<//>
      </p>
    </form>
  </div>`;
}

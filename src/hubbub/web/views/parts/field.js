// Fields of forms: a name above, a hint or what is wrong below, both read out with the field.

import { html } from "htm/preact";
import { useId } from "preact/hooks";
import { Icon } from "./icon.js";

/**
 * @param {{
 *   label: string, hint?: string, error?: string, value: string, onInput: (value: string) => void,
 *   id?: string, type?: string, lines?: number, inner?: any, [attribute: string]: any,
 * }} props `lines`: a field of several lines; `inner`: something that stands in the field's right end
 */
export function Field({ label, hint, error, value, onInput, id, lines, inner, ...rest }) {
  const own = useId();
  const name = id ?? own;
  const attributes = {
    id: name,
    value,
    onInput: (/** @type {Event} */ event) => onInput(/** @type {HTMLInputElement} */ (event.currentTarget).value),
    "aria-invalid": error ? "true" : undefined,
    "aria-describedby": error || hint ? `${name}-words` : undefined,
    ...rest,
  };
  const input = lines ? html`<textarea rows=${lines} ...${attributes}></textarea>` : html`<input ...${attributes} />`;
  return html`<div class="field">
    <label for=${name}>${label}</label>
    ${inner ? html`<div class="inner">${input}${inner}</div>` : input}
    <${Words} id=${`${name}-words`} hint=${hint} error=${error} />
  </div>`;
}

/** @param {{id: string, hint?: string, error?: string}} props */
function Words({ id, hint, error }) {
  if (error) return html`<p id=${id} class="error" role="alert"><${Icon} name="warning" class="small" />${error}</p>`;
  return hint ? html`<p id=${id} class="hint">${hint}</p>` : null;
}

/** On or off, at once. @param {{label: string, hint?: string, checked: boolean, onChange: (on: boolean) => void, [attribute: string]: any}} props */
export const Switch = ({ label, hint, checked, onChange, ...rest }) =>
  html`<button type="button" class="switch" role="switch" aria-checked=${String(checked)} onClick=${() => onChange(!checked)} ...${rest}>
    <span class="words">${label}${hint && html`<span class="hint">${hint}</span>`}</span>
    <span class="track" aria-hidden="true"></span>
  </button>`;

/**
 * One of few, all in view.
 * @template {string} T
 * @param {{label: string, value: T, choices: readonly {value: T, label: string, icon?: string}[], onChange: (value: T) => void}} props
 */
export function Choice({ label, value, choices, onChange }) {
  const name = useId();
  return html`<div class="choice" role="radiogroup" aria-label=${label}>
    ${choices.map((choice) => html`<label key=${choice.value}>
      <input type="radio" name=${name} value=${choice.value} checked=${choice.value === value} onChange=${() => onChange(choice.value)} />
      ${choice.icon && html`<${Icon} name=${choice.icon} />`}<span>${choice.label}</span>
    </label>`)}
  </div>`;
}

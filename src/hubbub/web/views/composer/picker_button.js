// The button that opens the emoji. They are many, so they are fetched when it is first pressed.

import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { t } from "../../words/words.js";
import { IconButton } from "../parts/button.js";
import { toast } from "../parts/toast.js";
import { insert } from "./typing.js";

/** @param {{field: import("preact").RefObject<HTMLTextAreaElement>}} props */
export function PickerButton({ field }) {
  const picker = useSignal(/** @type {typeof import("./picker.js") | null} */ (null));
  const open = useSignal(false);
  const box = useRef(/** @type {HTMLSpanElement | null} */ (null));
  const toggle = async () => {
    try {
      picker.value ??= await import("./picker.js");
      open.value = !open.value;
    } catch {
      toast(t("unreachable"));
    }
  };
  const close = () => {
    open.value = false;
    field.current?.focus();
  };
  const choose = (/** @type {string} */ emoji) => field.current && insert(field.current, emoji);
  const Picker = picker.value?.Picker;
  return html`<span class="picking" ref=${box}>
    <${IconButton} icon="smile" id="emoji" label=${t("emoji")} aria-haspopup="dialog" aria-expanded=${String(open.value)} onClick=${toggle} />
    ${open.value && Picker && html`<${Picker} onChoose=${choose} onClose=${close} inside=${box} />`}
  </span>`;
}

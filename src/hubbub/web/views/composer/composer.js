// Where one writes: a field that grows, what it answers or changes, files that go along, and what completes words.

import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { IconButton } from "../parts/button.js";
import { Completion } from "./completion.js";
import { Files } from "./files.js";
import { Draft } from "./draft.js";
import { press } from "./keys.js";
import { PickerButton } from "./picker_button.js";
import { TaskBar } from "./task_bar.js";
import { Under } from "./under.js";
import { useDerived } from "../conversation/derived.js";

/** @typedef {import("../conversation/reading.js").Reading} Reading */

const GROWS_BY_ITSELF = CSS.supports("field-sizing", "content");

/** @param {{reading: Reading}} props */
export function Composer({ reading }) {
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const draft = useMemo(() => new Draft(reading), []);
  const completing = useSignal(/** @type {import("./completion.js").Choosing | null} */ (null));
  const title = useDerived(() => titleOf(reading));
  const text = draft.text.value;
  const task = reading.task.value;

  useEffect(() => {
    reading.takeFiles = (files) => draft.add(files);
    if (!matchMedia("(pointer: coarse)").matches) field.current?.focus();
    const stop = draft.follow();
    return () => {
      stop();
      draft.leave();
    };
  }, []);
  useLayoutEffect(() => {
    draft.turnTo(task);
    const { current } = field;
    if (task?.kind === "edit" && current) current.setSelectionRange(draft.text.peek().length, draft.text.peek().length);
  }, [task]);
  useLayoutEffect(() => {
    if (GROWS_BY_ITSELF || !field.current) return;
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight + 2}px`;
  }, [text]);

  const typed = (/** @type {Event} */ event) => {
    const { value } = /** @type {HTMLTextAreaElement} */ (event.currentTarget);
    draft.type(value);
  };
  const paste = (/** @type {ClipboardEvent} */ event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length || event.clipboardData?.getData("text/plain")) return;
    event.preventDefault();
    draft.add(files);
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    void draft.send();
    field.current?.focus();
  };
  return html`<form id="compose" class="composer" onSubmit=${submit}>
    <${TaskBar} reading=${reading} />
    <${Files} draft=${draft} />
    <${Completion} field=${field} draft=${draft} reading=${reading} choosing=${completing} />
    <div class="writing">
      <${AttachButton} draft=${draft} />
      <textarea id="text" ref=${field} rows="1" value=${text} dir="auto" enterkeyhint="send" autocapitalize="sentences"
        aria-label=${t("write_to", title)} placeholder=${t("write_to", title)} aria-describedby="keys" aria-autocomplete="list"
        aria-controls=${completing.value ? "completion" : undefined} aria-activedescendant=${completing.value ? `choice-${completing.value.at}` : undefined}
        onInput=${typed} onPaste=${paste} onKeyDown=${(/** @type {KeyboardEvent} */ event) => press(event, draft, reading, completing)}></textarea>
      <${PickerButton} field=${field} />
      <${IconButton} id="send" icon=${task?.kind === "edit" ? "check" : "send"} class="send" type="submit" disabled=${!draft.maySend.value}
        label=${t(task?.kind === "edit" ? "save" : "send")} />
    </div>
    <${Under} reading=${reading} draft=${draft} />
  </form>`;
}

/** @param {{draft: Draft}} props */
function AttachButton({ draft }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const chosen = () => {
    const { current } = field;
    if (!current) return;
    draft.add([...(current.files ?? [])]);
    current.value = "";
  };
  return html`<${IconButton} icon="attach" id="attach" label=${t("attach")} onClick=${() => field.current?.click()} />
    <input type="file" multiple hidden ref=${field} onChange=${chosen} aria-label=${t("attach")} tabindex="-1" />`;
}

/** @param {Reading} reading */
function titleOf({ place }) {
  if ("to" in place) return app.nameOf(place.to);
  const conversation = app.state.value.conversations.get(place.conversation);
  return conversation ? app.titleOf(conversation) : "";
}

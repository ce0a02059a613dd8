// The field one writes in: Enter sends, each conversation keeps its own draft.

import { $ } from "./dom.js";
import { LONGEST_TEXT } from "./outbox.js";
import { t } from "./strings.js";

export class Composer {
  constructor(chat) {
    this.chat = chat;
    this.field = $("text");
    this.place = null;
    this.drafts = new Map();
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (press) => {
      // While an input method composes, Enter picks a word; Safari tells by the key code only.
      const composing = press.isComposing || press.keyCode === 229;
      if (press.key !== "Enter" || press.shiftKey || composing) return;
      press.preventDefault();
      this.send();
    });
    $("compose").onsubmit = (submit) => {
      submit.preventDefault();
      this.send();
      this.focus();
    };
  }

  show(place, name) {
    const key = (here) => here && (here.to === undefined ? here.id : `u${here.to}`);
    if (key(place) !== key(this.place)) {
      if (this.place) this.drafts.set(key(this.place), this.field.value);
      this.field.value = (place && this.drafts.get(key(place))) ?? "";
      this.typed(false);
    }
    this.place = place;
    const hint = t("write", name);
    if (this.field.placeholder !== hint) this.field.placeholder = hint;
    this.field.setAttribute("aria-label", hint);
  }

  focus() {
    this.field.focus();
  }

  typed(byHand = true) {
    const { field, place } = this;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
    const length = [...field.value].length;
    const long = length > LONGEST_TEXT;
    $("too-long").textContent = long ? t("too_long", LONGEST_TEXT, length) : "";
    $("send").disabled = long || !field.value.trim();
    if (byHand && place?.room && field.value.trim()) this.chat.sayTyping(place.room);
  }

  send() {
    const { field, place } = this;
    if (!place || $("send").disabled) return;
    this.chat.outbox.send(place.room ? { room: place.room.id } : { to: place.to }, field.value.trim());
    field.value = "";
    this.typed(false);
    this.chat.typedAt = 0;
  }
}

// What is being written to one place, and what becomes of it: a message, an answer, or another text of a message.

import { computed, effect, signal } from "@preact/signals";
import { app } from "../../core/app.js";
import { FILES, TEXT } from "../../text/limits.js";
import { attempt } from "../sidebar/actions.js";
import { lastOwn, messageAt } from "../conversation/messages.js";

/** @typedef {import("../conversation/reading.js").Reading} Reading @typedef {import("../conversation/reading.js").Task} Task */

export class Draft {
  /** @param {Reading} reading */
  constructor(reading) {
    this.reading = reading;
    const { place } = reading;
    this.key = "to" in place ? `u${place.to}` : `c${place.conversation}`;
    this.text = signal(app.state.peek().drafts.get(this.key) ?? "");
    this.files = signal(/** @type {readonly File[]} */ ([]));
    /** How many characters the server will count. */
    this.length = computed(() => (this.text.value.length > TEXT / 2 ? [...this.text.value].length : this.text.value.length));
    this.maySend = computed(() => this.length.value <= TEXT && (this.text.value.trim() !== "" || this.files.value.length > 0));
    /** The draft that waits while a message is being changed. @type {string | null} */
    this.aside = null;
  }

  /** @param {string} text */
  type(text) {
    this.text.value = text;
    if (this.reading.task.peek()?.kind === "edit") return;
    app.saveDraft(this.reading.place, text);
    if (text && this.reading.conversation !== null) app.typing(this.reading.conversation);
  }

  /** @param {readonly File[]} files */
  add(files) {
    this.files.value = [...this.files.peek(), ...files].slice(0, FILES);
  }

  /** @param {File} file */
  drop(file) {
    this.files.value = this.files.peek().filter((other) => other !== file);
  }

  /** Begin or end changing a message: what was being written waits meanwhile. @param {Task} task */
  turnTo(task) {
    const { conversation } = this.reading;
    if (task?.kind === "edit" && conversation !== null) {
      this.aside ??= this.text.peek();
      this.text.value = messageAt(app.state.peek(), conversation, task.seq)?.text ?? "";
    } else if (this.aside !== null) {
      this.text.value = this.aside;
      this.aside = null;
    }
  }

  async send() {
    if (!this.maySend.peek()) return;
    const task = this.reading.task.peek();
    await (task?.kind === "edit" ? this.change(task.seq) : this.say(task?.seq));
  }

  /** @param {number} seq */
  async change(seq) {
    const { conversation } = this.reading;
    const text = this.text.peek();
    if (conversation === null) return;
    const before = messageAt(app.state.peek(), conversation, seq)?.text;
    if (before === text || (await attempt(app.edit(conversation, seq, text)))) this.reading.task.value = null;
  }

  /** @param {number} [replyTo] */
  say(replyTo) {
    const { reading } = this;
    const files = [...this.files.peek()];
    app.send(reading.place, this.text.peek(), { ...(replyTo && { reply_to: replyTo }), ...(files.length && { files }) });
    this.text.value = "";
    this.files.value = [];
    app.saveDraft(reading.place, "");
    reading.task.value = null;
    reading.newFrom.value = null;
    reading.scroller?.toEnd();
  }

  /** The last message of one's own that may be changed. */
  lastOwn() {
    const { conversation } = this.reading;
    return conversation === null ? null : (lastOwn(app.state.peek(), conversation)?.seq ?? null);
  }

  /** Show what is written here in another tab. @returns {() => void} ends it */
  follow() {
    let known = app.state.peek().drafts.get(this.key);
    return effect(() => {
      const text = app.state.value.drafts.get(this.key);
      if (text === known) return;
      known = text;
      if (this.aside !== null) this.aside = text ?? "";
      else this.text.value = text ?? "";
    });
  }

  /** The place is left: what was being written is kept, and a change of a message given up. */
  leave() {
    if (this.aside !== null) app.saveDraft(this.reading.place, this.aside);
  }
}

// What one is doing in the conversation in view: which message is pointed at, lit up, answered or edited, and
// where new messages begin. One for each place that is opened; views are handed it.

import { signal } from "@preact/signals";
import { app } from "../../core/app.js";

/**
 * @typedef {import("../../core/types.js").Place} Place
 * @typedef {{kind: "reply" | "edit", seq: number} | null} Task what the composer is for, besides a new message
 */

const LIT_MS = 2400;

export class Reading {
  /** @param {Place} place */
  constructor(place) {
    this.place = place;
    /** @type {number | null} */
    this.conversation = "conversation" in place ? place.conversation : null;
    /** The message whose toolbar is shown. */
    this.pointed = signal(/** @type {number | null} */ (null));
    /** The message that a link or a quote led to. */
    this.lit = signal(/** @type {number | null} */ (null));
    this.task = signal(/** @type {Task} */ (null));
    /** Others' messages past this position are under the line "new". */
    this.newFrom = signal(/** @type {number | null} */ (null));
    /** What the composer has to do with files that were dropped on the conversation. @type {((files: File[]) => void) | null} */
    this.takeFiles = null;
    /** @type {import("./scroller.js").Scroller | null} */
    this.scroller = null;
    this.unlight = 0;
  }

  /** Show a message and light it up. @param {number} seq */
  go(seq) {
    this.scroller?.go(seq);
    this.lit.value = seq;
    clearTimeout(this.unlight);
    this.unlight = setTimeout(() => (this.lit.value = null), LIT_MS);
  }

  /** Show the day in which a moment lies. @param {Date} moment */
  async goToDate(moment) {
    if (this.conversation === null) return;
    this.go(await app.seqAt(this.conversation, moment));
  }

  /** Answer a message. @param {number} seq */
  reply(seq) {
    this.task.value = { kind: "reply", seq };
    this.write();
  }

  /** Change a message of one's own. @param {number} seq */
  edit(seq) {
    this.task.value = { kind: "edit", seq };
    this.write();
  }

  /** Put the cursor where one writes. */
  write() {
    const field = document.getElementById("text");
    if (field) field.focus();
  }
}

// What we have said and the server has not stored yet. Every line is sent until it is, always under the
// same `client_id`, so that it is stored once (R2).

import { Refused } from "./connection.js";

export const LONGEST_TEXT = 10_000;
const EVENT_LATE_MS = 3_000;

/** @typedef {{key: string, client_id: string, text: string, at: string, room?: number, to?: number,
 *   state: "sending"|"failed", reason?: string, asked?: boolean}} Line */

/** Not crypto.randomUUID: browsers keep that from pages without TLS. */
function freshKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  constructor(chat) {
    this.chat = chat;
    /** @type {Line[]} */
    this.lines = [];
  }

  /** The lines on their way to a conversation, or to a person if it has not been made yet. */
  towards(room, to) {
    const there = (line) => (line.room === undefined ? to !== undefined && line.to === to : line.room === room?.id);
    return this.lines.filter(there);
  }

  /** @param {{room?: number, to?: number}} target @param {string} text */
  send(target, text) {
    const client_id = freshKey();
    const at = new Date().toISOString();
    this.lines.push({ ...target, client_id, key: `c${client_id}`, text, at, state: "sending" });
    this.sendAll();
    this.chat.page.changed();
  }

  retry(line) {
    line.state = "sending";
    this.sendAll();
    this.chat.page.changed();
  }

  discard(line) {
    this.lines = this.lines.filter((other) => other !== line);
    this.chat.page.changed();
  }

  /** Send what has not been answered, in its order. */
  sendAll() {
    if (this.chat.status !== "online") return;
    for (const line of this.lines) if (line.state === "sending" && !line.asked) this.sendOne(line);
  }

  async sendOne(line) {
    line.asked = true;
    const { text, client_id, room, to } = line;
    const where = room === undefined ? { to } : { conversation: room };
    try {
      const sent = await this.chat.connection.ask("message.send", { ...where, text, client_id });
      line.room = sent.conversation;
      // The event follows the answer. If it is lost on its way, catching up brings it.
      setTimeout(() => this.lines.includes(line) && this.chat.catchUp(), EVENT_LATE_MS);
    } catch (error) {
      line.asked = false;
      if (error instanceof Refused) this.refused(line, error);
    }
    this.chat.page.changed();
  }

  refused(line, error) {
    if (error.retryAfter !== undefined) {
      setTimeout(() => this.sendAll(), 1000 * error.retryAfter);
      return;
    }
    line.state = "failed";
    line.reason = error.message;
  }

  /** Our own words have come back with their place: the line that stood in for them goes. */
  delivered(event, me) {
    if (event.ev !== "message.sent" || event.sender !== me) return;
    this.lines = this.lines.filter((line) => line.client_id !== event.client_id);
  }
}

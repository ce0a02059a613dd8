// The conversation with the server: catching up, sending until it is stored, reading, typing.
// Everything the views ask for goes through here.

import { Connection, Lost, Refused } from "/web/connection.js";
import { Store } from "/web/store.js";

const TYPING_MS = 5_000;
const TYPING_EVERY_MS = 3_000;
const EVENT_LATE_MS = 3_000;
export const LONGEST_TEXT = 10_000;

/** Not crypto.randomUUID: browsers keep that from pages without TLS. */
function freshKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

/** @typedef {{key: string, client_id: string, text: string, at: string, room?: number, to?: number,
 *   state: "sending"|"failed", reason?: string, under_way?: boolean}} Unsent */

export class Chat {
  /** @param {{changed: () => void, nobody: (wasSomebody: boolean) => void, somebody: () => void}} page */
  constructor(page) {
    this.page = page;
    this.store = new Store();
    this.status = "connecting";
    /** @type {Unsent[]} */
    this.unsent = [];
    this.asked = new Set();
    this.typedAt = 0;
    this.connection = new Connection({
      hello: (hello) => this.welcome(hello),
      event: (event) => this.hear(event),
      complaint: (refused) => (this.complaint = refused),
      state: (status) => this.turn(status),
      ended: () => this.leave(),
    });
  }

  start() {
    this.turn("connecting");
    this.connection.open();
  }

  turn(status) {
    this.status = status;
    this.page.changed();
  }

  /** This login has ended. What was not sent is gone with it. */
  leave() {
    const wasSomebody = this.store.me !== null;
    this.connection.shut();
    this.forget();
    this.page.nobody(wasSomebody);
  }

  forget() {
    this.store = new Store();
    this.unsent = [];
    this.asked.clear();
  }

  async welcome(hello) {
    if (hello.user) {
      if (this.store.me && this.store.me.id !== hello.user.id) this.forget(); // another tab logged in anew
      this.store.me = hello.user;
      this.store.people.set(hello.user.id, hello.user);
      await this.catchUp();
      if (this.status === "online") this.page.somebody();
      return;
    }
    // Nobody, or turned away for now? The reason, if there is one, comes before the answer to a ping.
    this.complaint = null;
    await this.connection.ask("ping").catch(() => {});
    const reason = this.complaint?.code;
    if (reason && reason !== "unauthenticated") this.connection.comeBack(1000 * (this.complaint.retryAfter ?? 1));
    else if (this.connection.socket) this.leave();
  }

  // Catching up

  async catchUp() {
    this.behind = true;
    if (this.catching) return;
    this.catching = true;
    try {
      while (this.behind) await this.syncOnce();
      this.connection.settled();
      this.turn("online");
      this.askPresence();
      this.sendAll();
    } catch (error) {
      if (error instanceof Refused) this.connection.comeBack(1000 * (error.retryAfter ?? 1));
    } finally {
      this.catching = false;
    }
  }

  async syncOnce() {
    this.behind = false;
    const { epoch } = this.store;
    const asked = { cursors: this.store.cursors(), ...(epoch && { epoch }) };
    const answer = await this.connection.ask("sync", asked);
    if (answer.epoch !== epoch) this.asked.clear();
    this.store.synced(answer);
    for (const event of answer.events) this.delivered(event);
    this.behind ||= answer.more;
    this.page.changed();
  }

  hear(event) {
    const { store } = this;
    const room = store.rooms.get(event.conversation);
    if (!store.me || event.ev === "session.revoked") return;
    if (event.ev === "conversation.added") {
      store.summarised(event.conversation);
      this.catchUp();
    } else if (event.seq && event.at) {
      const outcome = store.happened(event);
      if (outcome === "gap") this.catchUp();
      else this.delivered(event);
    } else if (event.ev === "receipt.read") {
      if (room && event.user === store.me.id) store.readTo(room, event.seq);
    } else if (event.ev === "typing") {
      if (room && event.user !== store.me.id) this.typing(room, event.user);
    } else if (event.ev === "presence") {
      store.online.set(event.user, event);
    }
    if (room?.uncertain) this.recount(room);
    this.page.changed();
  }

  async recount(room) {
    room.uncertain = false;
    const answer = await this.connection.ask("conversation.get", { conversation: room.id }).catch(() => null);
    if (answer && this.store.rooms.has(room.id)) this.store.summarised(answer.conversation);
    this.page.changed();
  }

  typing(room, user) {
    clearTimeout(room.typing.get(user));
    const forget = () => room.typing.delete(user) && this.page.changed();
    room.typing.set(user, setTimeout(forget, TYPING_MS));
  }

  askPresence() {
    const users = [...this.store.rooms.values()].flatMap((room) => (room.peer ? [room.peer.id] : []));
    if (!users.length) return;
    const take = (answer) => {
      for (const presence of answer.users) this.store.online.set(presence.user, presence);
      this.page.changed();
    };
    this.connection.ask("presence.get", { users: users.slice(0, 1000) }).then(take, () => {});
  }

  // Sending

  /** @param {{room?: number, to?: number}} target @param {string} text */
  send(target, text) {
    const client_id = freshKey();
    const at = new Date().toISOString();
    this.unsent.push({ ...target, client_id, key: `c${client_id}`, text, at, state: "sending" });
    this.sendAll();
    this.page.changed();
  }

  retry(line) {
    line.state = "sending";
    this.sendAll();
    this.page.changed();
  }

  discard(line) {
    this.unsent = this.unsent.filter((other) => other !== line);
    this.page.changed();
  }

  /** Send what has not been stored yet, in its order; `client_id` makes a repetition harmless. */
  sendAll() {
    if (this.status !== "online") return;
    for (const line of this.unsent) if (line.state === "sending" && !line.under_way) this.sendOne(line);
  }

  async sendOne(line) {
    line.under_way = true;
    const where = line.room === undefined ? { to: line.to } : { conversation: line.room };
    try {
      const sent = await this.connection.ask("message.send", { ...where, text: line.text, client_id: line.client_id });
      line.room = sent.conversation;
      setTimeout(() => this.unsent.includes(line) && this.catchUp(), EVENT_LATE_MS);
    } catch (error) {
      if (error instanceof Refused) this.refused(line, error);
    } finally {
      line.under_way = false;
      this.page.changed();
    }
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
  delivered(event) {
    if (event.ev !== "message.sent" || event.sender !== this.store.me.id) return;
    this.unsent = this.unsent.filter((line) => line.client_id !== event.client_id);
  }

  // Reading

  async loadOlder(room) {
    if (room.loading || !room.older) return;
    room.loading = true;
    const before = Math.min(room.cursor + 1, ...room.entries.keys());
    const page = await this.connection.ask("message.history", { conversation: room.id, before }).catch(() => null);
    room.loading = false;
    if (page) this.store.addHistory(room, page);
    this.page.changed();
  }

  async markRead(room) {
    if (room.cursor <= room.read || this.status !== "online") return;
    const seq = room.cursor;
    room.read = seq; // asked once; the server's answer is what counts
    room.unread = room.mentions = 0;
    this.page.changed();
    await this.connection.ask("receipt.read", { conversation: room.id, seq }).catch(() => {});
  }

  sayTyping(room) {
    if (this.status !== "online" || Date.now() - this.typedAt < TYPING_EVERY_MS) return;
    this.typedAt = Date.now();
    this.connection.ask("typing.start", { conversation: room.id }).catch(() => {});
  }

  // People

  /** A person's name, asked for if unknown; empty until it is here. */
  nameOf(id) {
    const user = this.store.people.get(id);
    if (!user) this.meet(id);
    return user?.display_name ?? "";
  }

  async meet(user) {
    if (this.asked.has(user)) return;
    this.asked.add(user);
    try {
      this.store.people.set(user, await this.connection.ask("user.get", { user }));
      this.page.changed();
    } catch (error) {
      if (error instanceof Lost) this.asked.delete(user);
    }
  }
}

// The conversation with the server: who we are, catching up, what happens, reading, typing.
// Everything the views ask for goes through here; what has not been stored yet is in outbox.js.

import { Connection, Lost, Refused } from "./connection.js";
import { Outbox } from "./outbox.js";
import { Store } from "./store.js";

const TYPING_MS = 5_000;
const TYPING_EVERY_MS = 3_000;

export class Chat {
  /** @param {{changed: () => void, nobody: (wasSomebody: boolean) => void, somebody: () => void}} page */
  constructor(page) {
    this.page = page;
    this.store = new Store();
    this.status = "connecting";
    this.outbox = new Outbox(this);
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
    this.outbox.lines = [];
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
      this.outbox.sendAll();
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
    for (const event of answer.events) this.outbox.delivered(event, this.store.me.id);
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
      else this.outbox.delivered(event, this.store.me.id);
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

  /** Ask who of the people we talk with is connected; from then on the server tells. */
  askPresence(users = [...this.store.rooms.values()].flatMap((room) => (room.peer ? [room.peer.id] : []))) {
    if (!users.length) return;
    const take = (answer) => {
      for (const presence of answer.users) this.store.online.set(presence.user, presence);
      this.page.changed();
    };
    this.connection.ask("presence.get", { users: users.slice(0, 1000) }).then(take, () => {});
  }

  /** Whether a person is connected; nothing until it is known. */
  presenceOf(user) {
    const known = this.store.online.get(user);
    if (known === undefined) {
      this.store.online.set(user, null);
      this.askPresence([user]);
    }
    return known ?? null;
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

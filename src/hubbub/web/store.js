// What this page knows: one state, changed only here, by what the server says. The contract's other half:
// each conversation has a cursor; what is not past it is dropped, what is beyond the next is fetched.

/** @typedef {{seq: number, key: string, kind: "message"|"event", at: string, [field: string]: any}} Entry */

export class Store {
  constructor() {
    this.me = null;
    this.epoch = undefined;
    this.rooms = new Map();
    this.people = new Map();
    this.online = new Map();
  }

  /** @returns {Record<string, number>} the last `seq` held of each conversation, as `sync` wants them */
  cursors() {
    const known = [...this.rooms.values()].filter((room) => room.cursor !== null);
    return Object.fromEntries(known.map((room) => [room.id, room.cursor]));
  }

  /** Rooms as the list shows them: pinned first, then the latest activity. */
  listed() {
    const rank = (room) => [room.pinned ? 1 : 0, room.lastAt];
    return [...this.rooms.values()].sort((a, b) => (rank(a) < rank(b) ? 1 : rank(a) > rank(b) ? -1 : 0));
  }

  directWith(user) {
    return [...this.rooms.values()].find((room) => room.peer?.id === user);
  }

  /** Take an answer to `sync`. Past a reset, what we held of a conversation is forgotten (R5). */
  synced(answer) {
    const strangers = this.epoch !== undefined && this.epoch !== answer.epoch;
    this.epoch = answer.epoch;
    if (strangers) this.people = new Map([[this.me.id, this.me]]); // ids may be other people's now
    const mine = new Set(answer.conversations.map((summary) => summary.id));
    for (const id of this.rooms.keys()) if (!mine.has(id)) this.rooms.delete(id);
    const reset = new Set(answer.reset);
    for (const summary of answer.conversations) {
      const room = this.summarised(summary);
      if (strangers || reset.has(room.id)) this.forget(room, reset.has(room.id));
    }
    for (const event of answer.events) {
      const room = this.rooms.get(event.conversation);
      if (room.cursor === null || event.seq > room.cursor) this.take(room, event);
    }
    // What has no events here is up to date, unless the answer was cut short.
    if (!answer.more) for (const room of this.rooms.values()) room.cursor ??= room.countedTo;
  }

  /** Take a summary: facts and exact counts as of its head. */
  summarised(summary) {
    const known = this.rooms.get(summary.id);
    const room = known ?? { id: summary.id, cursor: null, entries: new Map(), older: false, typing: new Map() };
    const { kind, name, topic, owner, read, unread, mentions, muted, pinned, members, peer } = summary;
    Object.assign(room, { kind, name, topic, owner, read, unread, mentions, muted, pinned, members, peer });
    room.countedTo = summary.head;
    if (!room.lastAt || summary.last_at > room.lastAt) room.lastAt = summary.last_at;
    room.last = summary.last_message;
    if (peer) this.people.set(peer.id, peer);
    this.rooms.set(room.id, room);
    return room;
  }

  forget(room, more) {
    room.entries.clear();
    room.cursor = null;
    room.older = more;
  }

  /** Take a log event as it happens. @returns {"taken"|"known"|"gap"} */
  happened(event) {
    const room = this.rooms.get(event.conversation);
    if (!room) return "gap";
    if (room.cursor !== null && event.seq <= room.cursor) return "known";
    if (room.cursor === null || event.seq > room.cursor + 1) return "gap";
    this.take(room, event);
    this.count(room, event);
    return "taken";
  }

  take(room, event) {
    room.cursor = event.seq;
    if (event.at > room.lastAt) room.lastAt = event.at;
    switch (event.ev) {
      case "message.sent":
        this.addMessage(room, event);
        if (!room.last || event.seq >= room.last.seq) room.last = event;
        room.typing.delete(event.sender);
        break;
      case "message.edited":
        this.amend(room, event.target, { text: event.text, edited_at: event.at, mentions: event.mentions });
        break;
      case "message.deleted":
        this.amend(room, event.target, { text: "", deleted: true, mentions: [] });
        break;
      default:
        this.membership(room, event);
        room.entries.set(event.seq, { ...event, kind: "event", key: `e${event.seq}` });
    }
  }

  addMessage(room, message) {
    const own = message.sender === this.me.id && message.client_id;
    const key = own ? `c${message.client_id}` : `m${message.seq}`;
    room.entries.set(message.seq, { ...message, kind: "message", at: message.sent_at, key });
  }

  amend(room, seq, change) {
    const found = room.entries.get(seq);
    if (found && !found.deleted) Object.assign(found, change);
    if (room.last?.seq === seq && !room.last.deleted) room.last = { ...room.last, ...change };
  }

  membership(room, event) {
    const live = event.seq > room.countedTo;
    if (event.ev === "conversation.updated") {
      if (event.name !== undefined) room.name = event.name;
      if (event.topic !== undefined) room.topic = event.topic;
    } else if (event.ev === "member.joined" && live) {
      room.members += 1;
    } else if (event.ev === "member.left" || event.ev === "member.removed") {
      if (live) room.members -= 1;
      if (live && event.user === this.me.id) this.rooms.delete(room.id);
    } else if (event.ev === "member.role" && event.role === "owner") {
      room.owner = event.user;
    }
  }

  /** Count what is new since the summary. What a change of an old message does to the counts, only the
   *  server knows: `uncertain` asks for a summary. */
  count(room, event) {
    if (event.seq <= room.countedTo) return;
    room.countedTo = event.seq;
    if (event.ev === "message.sent" && event.sender !== this.me.id && event.seq > room.read) {
      room.unread += 1;
      if (event.mentions.includes(this.me.id)) room.mentions += 1;
    } else if (event.target > room.read) {
      room.uncertain = true;
    }
  }

  /** A page of history, older than everything held. */
  addHistory(room, page) {
    for (const message of page.messages) if (!room.entries.has(message.seq)) this.addMessage(room, message);
    room.older = page.has_more;
  }

  readTo(room, seq, unread) {
    if (seq < room.read) return;
    room.read = seq;
    if (seq >= room.cursor || unread === 0) room.unread = room.mentions = 0;
    else room.uncertain = true;
  }
}

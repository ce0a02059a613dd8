// A server's conversation, as plainly as can be: a log, read cursors, and what follows from them.

export const ADA = { id: 1, name: "ada", display_name: "Ada", avatar: null, kind: "person" };
export const GRACE = { id: 2, name: "grace", display_name: "Grace", avatar: null, kind: "person" };

/** Luck that can be had again. @param {number} seed */
export function luck(seed) {
  let state = seed >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  return { chance: (/** @type {number} */ p) => next() < p, upTo: (/** @type {number} */ n) => Math.floor(next() * n) };
}

/** @param {number} seq */
const at = (seq) => new Date(Date.UTC(2026, 0, 1) + 1000 * seq).toISOString();

export class Conversation {
  /** @param {number} id @param {any} [fields] */
  constructor(id, fields = {}) {
    this.id = id;
    this.fields = fields;
    /** @type {any[]} */
    this.log = [];
    this.read = 0;
    this.members = 2;
    /** Messages in their present state. @type {Map<number, any>} */
    this.present = new Map();
  }

  get head() {
    return this.log.length;
  }

  /** @param {any} event */
  #append(event) {
    const seq = this.head + 1;
    const entry = { ...event, conversation: this.id, seq, at: at(seq) };
    this.log.push(entry);
    this.#become(entry);
    return entry;
  }

  /** @param {number} sender @param {string} text @param {{ mentions?: number[], client_id?: string | null }} more */
  say(sender, text, { mentions = [], client_id = null } = {}) {
    const seq = this.head + 1;
    const message = { id: seq, sender, client_id, text, reply_to: null, mentions, files: [], sent_at: at(seq), edited_at: null, deleted: false };
    return this.#append({ ev: "message.sent", by: sender, ...message });
  }

  /** @param {number} target @param {string} text @param {number[]} mentions */
  edit(target, text, mentions = []) {
    return this.#append({ ev: "message.edited", by: this.log[target - 1].sender, target, text, mentions });
  }

  /** @param {number} target */
  remove(target) {
    return this.#append({ ev: "message.deleted", by: this.log[target - 1].sender, target });
  }

  /** @param {number} user */
  join(user) {
    this.members += 1;
    return this.#append({ ev: "member.joined", by: user, user });
  }

  /** @param {any} event */
  #become({ ev, by, at, ...entry }) {
    if (ev === "message.sent") this.present.set(entry.seq, entry);
    const target = this.present.get(entry.target);
    if (ev === "message.edited") this.present.set(entry.target, { ...target, text: entry.text, mentions: entry.mentions, edited_at: at });
    if (ev === "message.deleted") this.present.set(entry.target, { ...target, text: "", mentions: [], files: [], deleted: true });
  }

  messages() {
    return [...this.present.values()];
  }

  /** @param {number} after @param {number} limit */
  history(after, limit) {
    return this.messages().filter(({ seq }) => seq > after).slice(0, limit);
  }

  /** What `sync` and `conversation.get` say. @param {number} me */
  summary(me = ADA.id) {
    const messages = this.messages();
    const unread = messages.filter(({ seq, sender, deleted }) => seq > this.read && sender !== me && !deleted);
    return {
      id: this.id, kind: "group", name: "friends", topic: "", avatar: null, owner: 1, public: false,
      head: this.head, read: this.read, unread: unread.length,
      mentions: unread.filter(({ mentions }) => mentions.includes(me)).length,
      muted: false, pinned: false, archived: false, last_at: at(this.head), last_message: messages.at(-1) ?? null,
      members: this.members, peer: undefined, ...this.fields,
    };
  }
}

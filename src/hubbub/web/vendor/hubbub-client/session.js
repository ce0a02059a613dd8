// What a client knows of every conversation's log, without sockets and clocks. Events and the answers to `sync`
// come in; what is to be shown comes out, every log event once and in its conversation's order.

/**
 * @import { ClientEvent, Event, LogEvent, Operations, Summary } from "./index.js"
 * @typedef {Operations["sync"]["answer"]} Synced
 */

/** A frame has no room for more: then a `sync` is asked in parts, each of a range of conversations. */
const MOST_CURSOR_BYTES = 60_000;
/** Events held while a sync runs. Past it they are forgotten, and asked for by another sync. */
const MOST_HELD = 10_000;

export class Session {
  /** @type {Event[] | null} */
  #held = null;
  #forgot = false;
  #strangers = false;
  /** What the parts of a sync were answered that is not over. @type {Synced[]} */
  #parts = [];
  /** Where the next part begins. */
  #first = 0;
  /** Where it ends, unless it is the last. @type {number | undefined} */
  #last;
  /** @type {Set<number>} */
  #departed = new Set();
  /** @type {Set<number>} */
  #sought = new Set();

  /** @param {{ cursors?: Record<string, number>, epoch?: string, user?: number }} known */
  constructor({ cursors = {}, epoch, user } = {}) {
    /** The last entry shown of each conversation. */
    this.cursors = new Map(Object.entries(cursors).map(([id, seq]) => [Number(id), seq]));
    /** Which database the cursors belong to. */
    this.epoch = epoch;
    /** Whose they are. */
    this.user = user;
    /** Something is missing: send `syncRequest()`, and bring the answer to `synced`. */
    this.wantsSync = false;
  }

  /** Show nothing for now: what comes is held until a sync is answered. */
  hold() {
    this.#held ??= [];
    this.wantsSync = true;
  }

  /** Take note of a new connection. @param {string} epoch @param {number} user */
  begin(epoch, user) {
    this.hold();
    if (this.user !== undefined && this.user !== user) this.#beginAnew();
    this.user = user;
    this.#enter(epoch);
  }

  /** Take note of the connection's end: what was held is told again by the next one's sync. */
  end() {
    this.#held = null;
    this.#forgot = false;
    this.#parts = [];
    this.#first = 0;
    this.wantsSync = false;
  }

  /** What to ask: of all conversations where that fits, and else of the next of them. @returns {Operations["sync"]["request"]} */
  syncRequest() {
    this.wantsSync = false;
    this.#last = undefined;
    /** @type {Record<string, number>} */
    const cursors = {};
    let room = MOST_CURSOR_BYTES;
    for (const [conversation, seq] of [...this.cursors].sort(([a], [b]) => a - b)) {
      if (conversation < this.#first) continue;
      room -= `"${conversation}":${seq},`.length;
      if (room < 0) {
        this.#last = conversation - 1;
        break;
      }
      cursors[conversation] = seq;
    }
    return {
      cursors,
      ...(this.epoch !== undefined && { epoch: this.epoch }),
      ...(this.#first && { first: this.#first }),
      ...(this.#last !== undefined && { last: this.#last }),
    };
  }

  /**
   * Take an event as it came, and give what is to be shown now.
   * @param {Event} event
   * @returns {Generator<ClientEvent, void, void>}
   */
  *receive(event) {
    if (this.#held) return this.#keep(event);
    if (!isLogEvent(event)) {
      if (event.ev === "conversation.added" && this.#lacks(event.conversation)) this.hold();
      yield event;
    } else if (event.seq === this.#cursor(event.conversation) + 1) {
      yield this.#advance(event);
      yield* this.#partOrReturn(event);
    } else if (event.seq > this.#cursor(event.conversation)) {
      this.hold();
      this.#keep(event);
    }
  }

  /**
   * Take the answer to a sync, and give what is to be shown, in order: nothing before its last part.
   * @param {Synced} answer
   * @returns {Generator<ClientEvent, void, void>}
   */
  *synced(answer) {
    this.#parts.push(answer);
    if (this.#last !== undefined) {
      this.#first = this.#last + 1;
      this.wantsSync = true;
      return;
    }
    const parts = this.#parts;
    this.#parts = [];
    this.#first = 0;
    yield* this.#synced({
      ...answer,
      conversations: parts.flatMap((part) => part.conversations),
      events: parts.flatMap((part) => part.events),
      reset: parts.flatMap((part) => part.reset),
      more: parts.some((part) => part.more),
    });
  }

  /** @param {Synced} answer @returns {Generator<ClientEvent, void, void>} */
  *#synced({ epoch, conversations, events, reset, more }) {
    this.#enter(epoch);
    for (const conversation of reset) this.cursors.delete(conversation);
    const strangers = this.#strangers;
    this.#strangers = false;
    yield { ev: "client.synced", conversations, complete: !more, strangers, reset };
    // The answer says what there is to see: a jump in it is what membership hides, and no gap.
    for (const event of events) if (this.#isNew(event)) yield this.#advance(event);
    if (more) {
      this.wantsSync = true;
      return;
    }
    const present = new Set(conversations.map(({ id }) => id));
    yield* this.#depart(present);
    if (this.#forgot) {
      this.#forgot = false;
      this.wantsSync = true;
      return;
    }
    yield* this.#release(present);
    if (!this.#held) yield { ev: "client.caught_up" };
  }

  /** @param {number} conversation */
  #cursor(conversation) {
    return this.cursors.get(conversation) ?? 0;
  }

  /** @param {LogEvent} event */
  #isNew(event) {
    return event.seq > this.#cursor(event.conversation);
  }

  /** A conversation that one has come into: nobody tells one's own coming, it has to be asked for. @param {Summary} summary */
  #lacks(summary) {
    return summary.head > this.#cursor(summary.id);
  }

  /** @param {string} epoch */
  #enter(epoch) {
    if (this.epoch !== undefined && this.epoch !== epoch) this.#beginAnew();
    this.epoch = epoch;
  }

  #beginAnew() {
    this.cursors.clear();
    this.#departed.clear();
    this.#strangers = true;
  }

  /** @param {Event} event */
  #keep(event) {
    if (!this.#held || this.#held.length < MOST_HELD) this.#held?.push(event);
    else {
      this.#held.length = 0;
      this.#forgot = true;
    }
  }

  /** @template {LogEvent} E @param {E} event @returns {E} */
  #advance(event) {
    this.cursors.set(event.conversation, event.seq);
    return event;
  }

  /** One's own leaving, seen as it happens, is the conversation's end. @param {LogEvent} event @returns {Generator<ClientEvent, void, void>} */
  *#partOrReturn(event) {
    const { conversation } = event;
    if (!("user" in event) || event.user !== this.user) return;
    if (event.ev === "member.joined") this.#departed.delete(conversation);
    else if (event.ev === "member.left" || event.ev === "member.removed") {
      this.#departed.add(conversation);
      yield { ev: "client.gone", conversation };
    }
  }

  /**
   * Say which conversations are no longer one's own. Their cursors stay: coming back shows nothing twice.
   * @param {Set<number>} present
   * @returns {Generator<ClientEvent, void, void>}
   */
  *#depart(present) {
    for (const conversation of present) this.#departed.delete(conversation);
    for (const conversation of [...this.cursors.keys()]) {
      if (present.has(conversation) || this.#departed.has(conversation)) continue;
      this.#departed.add(conversation);
      yield { ev: "client.gone", conversation };
    }
  }

  /**
   * Show what was held and is new. What does not follow is held again, until another sync. What is missing in a
   * conversation that one is no longer in cannot be had: two syncs in vain will do.
   * @param {Set<number>} present
   * @returns {Generator<ClientEvent, void, void>}
   */
  *#release(present) {
    const held = this.#held ?? [];
    const lost = new Set([...this.#sought].filter((conversation) => !present.has(conversation)));
    this.#held = null;
    this.#sought.clear();
    for (const event of held) {
      if (isLogEvent(event) && !present.has(event.conversation)) {
        this.#sought.add(event.conversation);
        if (lost.has(event.conversation) && !this.#held && this.#isNew(event)) {
          yield this.#advance(event);
          continue;
        }
      }
      yield* this.receive(event);
    }
  }
}

/** Whether an event has a place in a conversation's order, also one of a later version. @param {Event} event @returns {event is LogEvent} */
export function isLogEvent(event) {
  return "by" in event && "seq" in event && Number.isInteger(event.conversation) && Number.isInteger(event.seq);
}

// Whatever happens, in whatever order: what the page knows in the end is what the server would say.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BEGINNING, reduce } from "../../src/hubbub/web/core/store.js";
import { ADA, Conversation, GRACE, luck } from "./server_model.js";

const ROUNDS = Number(process.env.ROUNDS ?? 60);
const STEPS = 120;

/** A page, and the server it talks to: what is told, late, doubled with summaries, or broken off. */
class Play {
  /** @param {number} seed */
  constructor(seed) {
    this.luck = luck(seed);
    this.there = new Conversation(5);
    for (let count = this.luck.upTo(250); count; count--) this.happen();
    this.cursor = 0;
    this.online = true;
    /** Pages on their way: as they were read. @type {any[]} */
    this.pages = [];
    this.state = reduce(BEGINNING, event({ ev: "client.hello", user: ADA, epoch: "one", heartbeat: 30 }));
    this.sync();
  }

  /** @param {any} action */
  act(action) {
    this.state = reduce(this.state, action);
  }

  happen() {
    const { luck, there } = this;
    const who = luck.chance(0.3) ? ADA.id : GRACE.id;
    const mentions = luck.chance(0.3) ? [ADA.id] : [];
    const target = 1 + luck.upTo(Math.max(1, there.head));
    const isMessage = there.present.get(target)?.deleted === false;
    if (isMessage && luck.chance(0.2)) there.edit(target, `edited ${there.head}`, mentions);
    else if (isMessage && luck.chance(0.2)) there.remove(target);
    else if (luck.chance(0.05)) there.join(10 + there.head);
    else there.say(who, `said ${there.head}`, { mentions: who === ADA.id ? [] : mentions });
  }

  /** Hear what there is, or some of it. @param {number} [upTo] */
  hear(upTo = this.there.head) {
    while (this.cursor < upTo) this.act(event(this.there.log[this.cursor++]));
  }

  sync() {
    const isFar = this.there.head - this.cursor > 200;
    if (isFar) this.cursor = this.there.head - 200;
    const conversations = [this.there.summary()];
    this.act(event({ ev: "client.synced", conversations, complete: true, strangers: false, reset: isFar ? [5] : [] }));
    // Between the snapshot and its events nothing comes; pages that were on their way may.
    if (this.luck.chance(0.3)) this.arrive();
    this.told();
  }

  /** Events of the sync's answer: messages in their present state. */
  told() {
    const present = new Map(this.there.messages().map((message) => [message.seq, message]));
    while (this.cursor < this.there.head) {
      const entry = this.there.log[this.cursor++];
      this.act(event(entry.ev === "message.sent" ? { ...entry, ...present.get(entry.seq) } : entry));
    }
  }

  ask() {
    const chunk = this.luck.upTo(Math.ceil(this.there.head / 100) || 1);
    const head = this.state.conversations.get(5)?.head ?? 0;
    this.act({ type: "loading", conversation: 5, chunk });
    this.pages.push({ type: "loaded", conversation: 5, chunk, head, messages: this.there.history(100 * chunk, 100) });
  }

  arrive() {
    const page = this.pages.shift();
    if (page) this.act(page);
  }

  read() {
    const { state } = this;
    const seq = this.luck.upTo((state.conversations.get(5)?.head ?? 0) + 1);
    this.act({ type: "read", conversation: 5, seq });
  }

  tell() {
    for (const [conversation, seq] of this.state.reads) {
      this.there.read = Math.max(this.there.read, seq);
      this.act({ type: "told", conversation, seq, read: this.there.read });
    }
  }

  step() {
    const { luck } = this;
    this.happen();
    if (!this.online) {
      if (luck.chance(0.1)) this.sync();
      this.online = luck.chance(0.9);
    } else if (luck.chance(0.8)) this.hear(this.cursor + luck.upTo(1 + this.there.head - this.cursor));
    if (luck.chance(0.1)) this.ask();
    if (luck.chance(0.1)) this.arrive();
    if (luck.chance(0.1)) this.read();
    if (luck.chance(0.1)) this.tell();
    if (luck.chance(0.05)) this.act({ type: "summed", conversation: this.there.summary() });
    if (luck.chance(0.05)) for (let count = luck.upTo(300); count; count--) this.happen();
    if (luck.chance(0.05)) this.sync();
  }

  /** Everything has been told, and what was doubtful is asked for. */
  settle() {
    this.hear();
    while (this.pages.length) this.arrive();
    this.tell();
    for (const conversation of this.state.uncertain) {
      assert.equal(conversation, 5);
      this.act({ type: "summed", conversation: this.there.summary() });
    }
  }
}

/** @param {any} event */
const event = (event) => ({ type: /** @type {const} */ ("event"), event, now: 0 });

/** @param {Play} play */
function check({ state, there }) {
  const { head, read, unread, mentions, members, last } = /** @type {any} */ (state.conversations.get(5));
  const truth = there.summary();
  assert.deepEqual({ head, read, unread, mentions, members }, pick(truth));
  assert.equal(last?.text, truth.last_message?.text);
  const present = there.messages();
  for (const { low, high, entries } of state.logs.get(5)?.chunks.values() ?? []) {
    const within = present.filter(({ seq }) => low <= seq && seq <= high);
    const said = entries.filter((entry) => entry.shape === "said").map((entry) => ({ ...entry }));
    assert.deepEqual(said.map(plain), within.map(plain), `${low}..${high}`);
  }
}

/** @param {any} summary */
const pick = ({ head, read, unread, mentions, members }) => ({ head, read, unread, mentions, members });
/** @param {any} message */
const plain = ({ seq, text, deleted, mentions, sender }) => ({ seq, text, deleted, mentions, sender });

test(`what is known in the end is what the server would say, ${ROUNDS} times over`, () => {
  for (let seed = 1; seed <= ROUNDS; seed++) {
    const play = new Play(seed * 7919);
    for (let count = 0; count < STEPS; count++) play.step();
    play.settle();
    try {
      check(play);
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
});

// What all parts of the page share: the state, the way to change it, and the way to ask the server.
//
// Actions are taken together, once a frame, and each drawing draws only what changed. While a flood comes in, what
// others do is taken ten times a second or less: whoever writes meanwhile sees their keys first. A page that is not
// seen has no frames, and its timers are slowed to one a minute; a message to itself comes at once.

import { signal } from "@preact/signals";
import { ConnectionLost } from "hubbub-client";
import { Flood } from "./flood.js";
import { TIMEOUT_MS } from "./http.js";
import { BEGINNING, reduce } from "./store.js";

/** @import { AskOptions, Client, OperationName, Operations } from "hubbub-client" */
/** @import { State } from "./types.js" */
/** @import { Action } from "./store.js" */

/** A frame that does not come by then: the page is about to be hidden. */
const LATE_MS = 100;
/** What nobody waits for: a draft shows itself, and where one is and what one has read follow what others do. */
const UNHURRIED = new Set(["drafted", "shown", "read", "told", "summed"]);

/** What others do. @param {Action} action */
const isOfOthers = (action) => action.type === "event" && !action.event.ev.startsWith("client.");

export class Page {
  state = signal(BEGINNING);
  /** @type {Client | null} */
  client = null;
  tabs = new BroadcastChannel("hubbub");
  /** @type {Set<(state: State, before: State) => void>} */
  #watchers = new Set();
  /** @type {Action[]} */
  #waiting = [];
  /** When they are taken. @type {"never" | "later" | "soon"} */
  #due = "never";
  #flood = new Flood();
  #frame = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #self = new MessageChannel();

  constructor() {
    this.#self.port1.onmessage = () => this.flush();
  }

  /** Change the state, with the next frame, or a little later what can wait. @param {Action} action */
  dispatch(action) {
    this.#waiting.push(action);
    const others = isOfOthers(action);
    if (others) this.#flood.count(performance.now());
    if (this.#due === "soon") return;
    if (!document.hidden && this.#flood.isRisen && (others || UNHURRIED.has(action.type))) this.#takeLater();
    else this.#takeSoon();
  }

  #takeLater() {
    if (this.#due === "later") return;
    this.#due = "later";
    this.#timer = setTimeout(this.flush, this.#flood.apart);
  }

  #takeSoon() {
    this.#due = "soon";
    clearTimeout(this.#timer);
    if (document.hidden) return this.#self.port2.postMessage(null);
    this.#timer = setTimeout(this.flush, LATE_MS);
    this.#frame = requestAnimationFrame(this.flush);
  }

  /** Change the state now. */
  flush = () => {
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.#due = "never";
    const actions = this.#waiting.splice(0);
    const before = this.state.peek();
    const state = actions.reduce(reduce, before);
    if (state === before) return;
    this.state.value = state;
    for (const watcher of this.#watchers) watcher(state, before);
  };

  /** Be told of every change, after it was drawn or is about to be. @param {(state: State, before: State) => void} watcher */
  watch(watcher) {
    this.#watchers.add(watcher);
  }

  /** Tell the other tabs of the same person. @param {{ drafted: { key: string, text: string } } | { read: { conversation: number, seq: number } }} what */
  share(what) {
    this.tabs.postMessage({ user: this.state.peek().me?.id, ...what });
  }

  /** The state with everything that has happened. */
  now() {
    this.flush();
    return this.state.peek();
  }

  /**
   * Ask over the connection. @template {OperationName} K
   * @param {K} op @param {Operations[K]["request"]} fields @param {AskOptions} [options]
   * @returns {Promise<Operations[K]["answer"]>} Rejects with HubbubError or ConnectionLost.
   */
  async ask(op, fields, options) {
    if (!this.client) throw new ConnectionLost("there is no connection", false);
    return this.client.ask(op, fields, options);
  }

  /**
   * Ask, where people wait for the answer: who is offline hears so at once. @template {OperationName} K
   * @param {K} op @param {Operations[K]["request"]} fields
   * @returns {Promise<Operations[K]["answer"]>} Rejects with HubbubError or ConnectionLost.
   */
  async askNow(op, fields) {
    if (this.client?.status === "offline") throw new ConnectionLost("there is no connection", false);
    return this.ask(op, fields, { timeout: TIMEOUT_MS });
  }
}

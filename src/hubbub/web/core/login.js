// A login from its beginning to its end: what is known is shown, the connection is made, and nothing stays at the end.

import { Client } from "hubbub-client";
import { indexedDbOutbox } from "hubbub-client/indexeddb.js";
import { post } from "./http.js";

/** @import { ClientEvent } from "hubbub-client" */
/** @import { Page } from "./page.js" */
/** @import { Cache } from "./cache.js" */

/** A server that does not answer in this time is one that is not reached, and the page says so. */
const CONNECT_MS = 5_000;
const AGAIN_MS = [1_000, 2_000, 4_000, 8_000, 15_000];
const EXPECTED_MS = 10_000;

export class Login {
  #page;
  #cache;
  #attempts = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;
  /** Counts beginnings: what an earlier one was waiting for is of no concern. */
  #turn = 0;
  #isExpected = false;

  /** @param {Page} page @param {Cache} cache */
  constructor(page, cache) {
    this.#page = page;
    this.#cache = cache;
  }

  /** Show what is known, and connect. Without a login, show the door. */
  async begin() {
    const turn = ++this.#turn;
    clearTimeout(this.#again);
    this.#askServer();
    const kept = await this.#cache.load();
    if (turn !== this.#turn) return;
    if (!kept) return this.#beginAnew(turn);
    this.#page.dispatch({ type: "restored", kept: kept.state });
    this.#page.flush();
    this.#connect(kept.resume);
  }

  /** Connect now, whatever was to be waited for. */
  hurry() {
    if (this.#page.client) this.#page.client.hurry();
    else if (this.#page.state.peek().face === "starting") this.begin();
  }

  /** Send a letter no more, and show it no more. @param {string} client_id */
  takeOut(client_id) {
    if (this.#page.client?.cancel(client_id)) this.#page.dispatch({ type: "cancelled", client_id });
  }

  /** One is logging out, here or in another tab: the connection may hear of it first, and then it is no news. */
  expectEnd() {
    this.#isExpected = true;
    setTimeout(() => (this.#isExpected = false), EXPECTED_MS);
  }

  /** It is over: nothing of it stays here. What was not sent waits for the same person, unless they left. @param {string} reason */
  async leave(reason) {
    this.#turn += 1;
    clearTimeout(this.#again);
    await this.#goOut(reason);
    await this.#cache.forget({ letters: reason === "logged_out" });
  }

  /** Another tab has logged in: the browser is somebody else's now, or somebody's at last. */
  async startOver() {
    await this.#goOut(null);
    await this.begin();
  }

  /** @param {number} turn */
  async #beginAnew(turn) {
    try {
      // The newest messages of a thousand conversations would be told one and all. Begin at their heads instead.
      const { conversations } = await post("conversation.list", {}, CONNECT_MS);
      if (turn !== this.#turn) return;
      this.#attempts = 0;
      this.#page.dispatch({ type: "entered", conversations });
      this.#connect({ cursors: Object.fromEntries(conversations.map(({ id, head }) => [id, head])) });
    } catch (error) {
      if (turn !== this.#turn) return;
      const { code, retry_after } = /** @type {any} */ (error);
      if (code === "unauthenticated") this.#page.dispatch({ type: "outside", reason: this.#page.state.peek().ended });
      else this.#comeBack(retry_after);
    }
  }

  /** @param {number} [seconds] */
  #comeBack(seconds) {
    const longest = AGAIN_MS[Math.min(this.#attempts++, AGAIN_MS.length - 1)];
    const wait = seconds ? 1000 * seconds : longest * (0.5 + Math.random() / 2);
    this.#again = setTimeout(() => this.begin(), wait);
    const now = Date.now();
    this.#page.dispatch({ type: "event", event: { ev: "client.status", status: "offline", retry_at: now + wait }, now });
  }

  async #askServer() {
    try {
      this.#page.dispatch({ type: "served", server: await post("server.get", {}) });
    } catch {
      // The door does without: it finds out what is asked for when it is opened.
    }
  }

  /** @param {{ cursors: Record<string, number>, epoch?: string, user?: number }} resume */
  #connect(resume) {
    const client = new Client({
      ...resume,
      url: location.origin,
      outbox: this.#cache.works ? indexedDbOutbox() : undefined,
      connectTimeout: CONNECT_MS,
      onEvent: (event) => this.#page.client === client && this.#hear(event),
    });
    this.#page.client = client;
    if (!this.#cache.works) this.#page.dispatch({ type: "kept", so: false });
    client.start();
  }

  /** @param {ClientEvent} event */
  #hear(event) {
    const page = this.#page;
    page.dispatch({ type: "event", event, now: Date.now() });
    if (event.ev === "client.caught_up") page.client?.collect();
    if (event.ev === "client.ended") this.leave(this.#isExpected ? "logged_out" : event.reason);
  }

  /** Show the door, and end the connection. @param {string | null} reason */
  async #goOut(reason) {
    const client = this.#page.client;
    this.#page.client = null;
    this.#page.dispatch({ type: "outside", reason });
    this.#page.flush();
    await client?.stop();
  }
}

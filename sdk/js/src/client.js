// The client: one person on a server, outliving connections, servers and, with an outbox and a state that are kept,
// the program.

import { BYE, Backoff, NOT_ALLOWED } from "./backoff.js";
import { ConnectionLost, HubbubError, isTemporary } from "./errors.js";
import { ABNORMAL, Link } from "./link.js";
import { logIn } from "./login.js";
import { Outbox, memoryOutbox, newClientId } from "./outbox.js";
import { READS } from "./reads.js";
import { Session } from "./session.js";

/**
 * @import {
 *   AskOptions, Client as Api, ClientEvent, ClientOptions, Event, Events, Letter, LocalEvents, OperationName, Operations,
 *   Sending, Status, User,
 * } from "./index.js"
 * @import { Delivery } from "./outbox.js"
 * @typedef {object} Asking What was asked and not answered, over all connections.
 * @property {OperationName} op
 * @property {any} fields
 * @property {boolean} retry
 * @property {boolean} sent
 * @property {(error: HubbubError | null, answer?: any) => void} give
 */

const PATH = "/api/v1/ws";
/** A connection that lasted so long was a good one: the next attempt is a first one again. */
const STABLE_MS = 5_000;
/** How long a connection that may have gone unnoticed has to prove that it has not. */
const PROBE_MS = 5_000;

/** @implements {Api} */
export class Client {
  /** Who is logged in; null before the first login. @type {User | null} */
  me = null;
  /** @type {Status} */
  status = "offline";

  /** @type {Link | null} */
  #link = null;
  /** Somebody is logged in on the link. */
  #ready = false;
  #syncing = false;
  #failures = 0;
  #begunAt = 0;
  /** @type {"new" | "started" | "ended"} */
  #life = "new";
  /** @type {HubbubError | undefined} */
  #complaint;
  /** The wait for the next attempt. @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #connecting;
  /** What ends with the connection. @type {Set<ReturnType<typeof setTimeout>>} */
  #timers = new Set();
  /** @type {Set<Asking>} */
  #asked = new Set();

  /** @type {Promise<void> | undefined} */
  #written;
  #url;
  #who;
  #session;
  #outbox;
  #backoff;
  #options;

  /** @param {ClientOptions} options Throws TypeError if `url` is not the address of a server. */
  constructor(options = {}) {
    const { url, token, name, password, register = password === undefined, invite, device } = options;
    this.#url = address(url ?? globalThis.location?.origin ?? "http://localhost:8000");
    this.#who = { token, name, password, register, invite, device };
    this.#session = new Session(options);
    this.#outbox = new Outbox(options.outbox ?? memoryOutbox(), (error) => this.#tell({ ev: "client.storage", error }));
    this.#outbox.user = options.user;
    this.#backoff = new Backoff(options.backoff);
    this.#options = {
      onEvent: options.onEvent ?? (() => {}),
      WebSocket: options.WebSocket ?? globalThis.WebSocket,
      fetch: options.fetch ?? globalThis.fetch,
      timeout: options.timeout ?? 30_000,
      connectTimeout: options.connectTimeout ?? 15_000,
    };
  }

  // Beginning and end

  /** Begin. Never throws: events tell how it goes. */
  start() {
    if (this.#life !== "new") return;
    this.#life = "started";
    globalThis.addEventListener?.("online", this.#online);
    globalThis.addEventListener?.("offline", this.#offline);
    this.collect();
    this.#connect();
  }

  /** Bring in what another program has left in the same storage, such as a tab that was closed. Never rejects. */
  async collect() {
    if (this.#life !== "started") return;
    await this.#outbox.load();
    if (this.#life === "started") this.#pump();
  }

  /** Say goodbye for good. What is asked fails with `closed`. Resolves when the outbox has been written. */
  stop() {
    this.#end("closed", "the client was stopped");
    return (this.#written ??= this.#outbox.written());
  }

  /** Try now: do not wait for the next attempt, and do not trust the connection that there is. */
  hurry() {
    if (this.#waiting !== undefined) this.#connect();
    else this.#link?.probe(PROBE_MS);
  }

  /** The network is known to be gone: give up the connection, and wait long, or until `hurry`. */
  lull() {
    if (this.#life !== "started") return;
    this.#leave();
    this.#wait(this.#backoff.most, "the network is gone");
  }

  #online = () => this.hurry();
  #offline = () => this.lull();

  /** What proves who it is, the next time. A secret. */
  get token() {
    return this.#who.token;
  }

  /** What the next client goes on from: what was shown up to now, the event being handled included. */
  state() {
    const { cursors, epoch, user } = this.#session;
    return { cursors: Object.fromEntries(cursors), epoch, user };
  }

  // Asking

  /**
   * Ask over the connection, once there is one.
   * @template {OperationName} K
   * @param {K} op
   * @param {Operations[K]["request"]} fields
   * @param {AskOptions} options `retry`: ask again if the connection breaks; by default where that changes nothing
   * @returns {Promise<Operations[K]["answer"]>} Rejects with HubbubError, or ConnectionLost.
   */
  ask(op, fields = /** @type {any} */ ({}), { timeout = this.#options.timeout, retry } = {}) {
    return new Promise((resolve, reject) => {
      /** @type {Asking} */
      const asking = {
        op,
        fields,
        retry: retry ?? (READS.has(op) || (op === "message.send" && "client_id" in fields)),
        sent: false,
        give: (error, answer) => {
          clearTimeout(timer);
          this.#asked.delete(asking);
          error ? reject(error) : resolve(answer);
        },
      };
      const late = () => asking.give(new ConnectionLost(`no answer within ${timeout} ms`, asking.sent));
      const timer = setTimeout(late, timeout);
      this.#asked.add(asking);
      if (this.#life === "ended") asking.give(closed());
      else if (this.#ready) this.#ask(asking);
    });
  }

  /** @param {Asking} asking */
  #ask(asking) {
    asking.sent = true;
    this.#link?.ask(asking.op, asking.fields, (error, answer) => {
      const again = error instanceof ConnectionLost && (asking.retry || !error.sent) && this.#life !== "ended";
      if (!again) asking.give(error, answer);
    });
  }

  /**
   * Ask over HTTP, connected or not. In a browser, `auth.login` and the like set the cookie by this.
   * @template {OperationName} K
   * @param {K} op
   * @param {Operations[K]["request"]} fields
   * @returns {Promise<Operations[K]["answer"]>} Rejects with HubbubError, or ConnectionLost.
   */
  async post(op, fields = /** @type {any} */ ({})) {
    const { fetch } = this.#options;
    const url = new URL(op, this.#url.href.replace(/^ws/, "http"));
    const headers = { "Content-Type": "application/json", ...(this.token && { Authorization: `Bearer ${this.token}` }) };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(fields) }).catch((error) => {
      throw new ConnectionLost(String(error));
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    throw new HubbubError(answer.error ?? { code: "unavailable", message: `HTTP ${response.status}` });
  }

  // Sending

  /** What is not acknowledged, in the order in which it was sent. */
  get waiting() {
    return this.#outbox.waiting;
  }

  /**
   * Put a message into the outbox. It is sent until the server has acknowledged it, and is one message.
   * @param {Sending} letter
   * @param {{ client_id?: string }} options
   */
  send({ conversation, to, text, reply_to, files }, { client_id = newClientId() } = {}) {
    if ((conversation === undefined) === (to === undefined)) throw new TypeError("give either conversation or to");
    if (this.#life === "ended") throw closed();
    const { epoch, user } = this.#session;
    const letter = { client_id, conversation, to, text, reply_to, files, queued_at: new Date().toISOString(), epoch, user };
    const given = Object.entries(letter).filter(([, value]) => value !== undefined && value !== null);
    const delivery = this.#outbox.put(/** @type {Letter} */ (/** @type {unknown} */ (Object.fromEntries(given))));
    this.#outbox.keep(delivery).then(() => this.#pump());
    this.#announce();
    return { client_id, done: delivery.done };
  }

  /** Take a letter out, unless it is on its way just now. @param {string} client_id */
  cancel(client_id) {
    const delivery = this.#outbox.find(client_id);
    if (!delivery || delivery.sent) return false;
    this.#outbox.remove(delivery);
    delivery.reject(new HubbubError({ code: "cancelled", message: "it was taken back" }));
    return true;
  }

  /** Send again what has failed. @param {string} client_id */
  retry(client_id) {
    const delivery = this.#outbox.find(client_id);
    if (!delivery?.letter.failed) return null;
    this.#outbox.retry(delivery, this.#session.epoch);
    this.#tell({ ev: "client.queued", letter: delivery.letter });
    this.#pump();
    return { client_id, done: delivery.done };
  }

  #announce() {
    for (const { letter } of this.#outbox.untold()) this.#tell({ ev: "client.queued", letter });
  }

  /** Send what may be sent. */
  #pump() {
    this.#announce();
    if (!this.#ready) return;
    for (const delivery of this.#outbox.next()) {
      const { client_id, conversation, to, text, reply_to, files, epoch } = delivery.letter;
      if (epoch !== undefined && epoch !== this.#session.epoch) {
        this.#fail(delivery, new HubbubError({ code: "conflict", message: "the database is another one" }));
      } else {
        const request = { client_id, conversation, to, text, reply_to, files };
        this.#link?.ask("message.send", request, (error, sent) => this.#answered(delivery, error, sent));
      }
    }
  }

  /** @param {Delivery} delivery @param {HubbubError | null} error @param {any} sent */
  #answered(delivery, error, sent) {
    if (!error) {
      this.#outbox.remove(delivery);
      delivery.resolve(sent);
      this.#tell({ ev: "client.acknowledged", letter: delivery.letter, conversation: sent.conversation, seq: sent.seq });
    } else if (isTemporary(error)) {
      this.#later(this.#backoff.afterRefusal(error, delivery.refusals++), () => {
        delivery.sent = false;
        this.#pump();
      });
    } else if (!(error instanceof ConnectionLost) && error.code !== "unauthenticated") {
      this.#fail(delivery, error);
    } // else the connection is gone, or goes next: it is sent again over another one
    this.#pump();
  }

  /** @param {Delivery} delivery @param {HubbubError} error */
  #fail(delivery, error) {
    this.#outbox.fail(delivery, error);
    this.#tell({ ev: "client.failed", letter: delivery.letter, error });
  }

  // Being connected

  #connect() {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.#complaint = undefined;
    this.#session.hold(); // events may come before one knows who one is
    this.#turn({ ev: "client.status", status: "connecting" });
    if (this.#life !== "started" || this.#link || this.#waiting !== undefined) return; // as the app has asked meanwhile
    try {
      const link = new Link(this.#url.href, this.#options.WebSocket, {
        hello: (hello) => this.#enter(link, hello),
        event: (event) => this.#told(event),
        complaint: (error) => (this.#complaint = error),
        ended: (ended) => this.#ended(ended),
      });
      this.#link = link;
      this.#connecting = setTimeout(() => link.drop("no answer"), this.#options.connectTimeout);
    } catch (error) {
      this.#ended({ code: ABNORMAL, reason: String(error) });
    }
  }

  /** @param {Link} link @param {Events["hello"]} hello */
  async #enter(link, hello) {
    try {
      const { user, token } = await logIn(link, this.#who, hello, () => this.#complaint);
      if (this.#link !== link) return;
      this.#who.token = token;
      this.#begin(link, hello, user);
    } catch (error) {
      if (this.#link !== link) return;
      if (!(error instanceof HubbubError)) throw error;
      this.#leave();
      if (isTemporary(error)) this.#wait(this.#backoff.afterRefusal(error, this.#failures++), error.message);
      else this.#end(error.code, error.message);
    }
  }

  /** @param {Link} link @param {Events["hello"]} hello @param {User} user */
  #begin(link, { epoch, heartbeat }, user) {
    clearTimeout(this.#connecting);
    this.#ready = true;
    this.#begunAt = performance.now();
    this.me = user;
    this.#session.begin(epoch, user.id);
    this.#outbox.user = user.id;
    this.#turn({ ev: "client.status", status: "catching_up" });
    this.#tell({ ev: "client.hello", user, epoch, heartbeat });
    if (this.#link !== link) return;
    this.#sync();
    for (const asking of [...this.#asked]) this.#ask(asking);
    this.#pump();
  }

  /** @param {{ code: number, reason: string }} ended */
  #ended({ code, reason }) {
    const wasSomebody = this.#ready;
    this.#leave();
    if (code === BYE) return this.#end("bye", reason);
    // Nobody yet, and not allowed: it took too long to say who one is.
    if (code === NOT_ALLOWED && wasSomebody) return this.#end("revoked", reason);
    if (wasSomebody && performance.now() - this.#begunAt >= STABLE_MS) this.#failures = 0;
    this.#wait(this.#backoff.afterEnd({ code, reason }, this.#failures++), reason || `close code ${code}`);
  }

  /** Be without a connection. */
  #leave() {
    const link = this.#link;
    this.#link = null;
    this.#ready = this.#syncing = false;
    clearTimeout(this.#connecting);
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#session.end();
    this.#outbox.returnAll();
    link?.close();
  }

  /** @param {number} ms @param {string} reason */
  #wait(ms, reason) {
    this.#waiting = setTimeout(() => this.#connect(), ms);
    this.#turn({ ev: "client.status", status: "offline", retry_at: Math.round(Date.now() + ms), reason });
  }

  /** Be over, once. @param {string} reason @param {string} message */
  #end(reason, message) {
    if (this.#life === "ended") return;
    this.#life = "ended";
    globalThis.removeEventListener?.("online", this.#online);
    globalThis.removeEventListener?.("offline", this.#offline);
    this.#leave();
    const error = closed(message);
    this.#outbox.close(error);
    for (const asking of [...this.#asked]) asking.give(error);
    this.#turn({ ev: "client.status", status: "ended", reason });
    if (reason !== "closed") this.#tell({ ev: "client.ended", reason, message });
  }

  // Catching up

  /** @param {Event} event */
  #told(event) {
    if (event.ev === "session.revoked") return this.#tell(event);
    this.#show(this.#session.receive(event));
  }

  #sync() {
    if (!this.#session.wantsSync || this.#syncing || !this.#ready) return;
    this.#syncing = true;
    const link = this.#link;
    link?.ask("sync", this.#session.syncRequest(), (error, answer) => {
      if (this.#link !== link) return;
      if (error && !isTemporary(error)) return link.drop(error.message);
      if (!error) {
        this.#syncing = false;
        return this.#show(this.#session.synced(answer));
      }
      this.#later(this.#backoff.afterRefusal(error, this.#failures++), () => {
        this.#syncing = false;
        this.#session.wantsSync = true;
        this.#sync();
      });
    });
  }

  /** Show what there is, as long as the connection lives that it has come by. @param {Iterable<ClientEvent>} events */
  #show(events) {
    const link = this.#link;
    for (const event of events) {
      if (event.ev === "client.caught_up") this.#turn({ ev: "client.status", status: "online" });
      this.#tell(event);
      if (this.#link !== link) return;
    }
    this.#sync();
  }

  // Details

  /** @param {LocalEvents["client.status"]} event */
  #turn(event) {
    if (event.status === this.status && event.status !== "offline") return;
    this.status = event.status;
    this.#tell(event);
  }

  /** Tell the app. What it throws is its own affair: it must not break what we are in the middle of. @param {ClientEvent} event */
  #tell(event) {
    if (event.ev === "user.updated" && event.user.id === this.me?.id) this.me = event.user;
    try {
      this.#options.onEvent(event);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  /** Do something unless the connection is gone by then. @param {number} ms @param {() => void} step */
  #later(ms, step) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      step();
    }, ms);
    this.#timers.add(timer);
  }
}

/** The WebSocket's address of a server's. @param {string} url */
function address(url) {
  const found = new URL(url);
  const scheme = /** @type {Record<string, string>} */ ({ "http:": "ws:", "https:": "wss:", "ws:": "ws:", "wss:": "wss:" });
  if (!(found.protocol in scheme) || found.search || found.hash || found.username) {
    throw new TypeError("url: where the server is; who you are says token, or name and password");
  }
  found.protocol = scheme[found.protocol];
  if (found.pathname === "/") found.pathname = PATH;
  return found;
}

const closed = (message = "the client is closed") => new HubbubError({ code: "closed", message });

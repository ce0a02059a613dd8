// One connection that requests and replies go over, with a heartbeat. It does not come back: the client makes another.

import { ConnectionLost, HubbubError } from "./errors.js";

/**
 * @import { Event, Events, OperationName, Operations } from "./index.js"
 * @typedef {(error: HubbubError | null, answer?: any) => void} Done
 * @typedef {object} Ear Whom a link tells, each in the call that heard it. After `ended` it says nothing.
 * @property {(hello: Events["hello"]) => void} hello
 * @property {(event: Event) => void} event
 * @property {(error: HubbubError) => void} complaint An error that belongs to no request.
 * @property {(ended: { code: number, reason: string }) => void} ended
 */

/** The server would close the connection for a longer one. */
const MOST_REQUEST_BYTES = 65_536;
export const ABNORMAL = 1006;

export class Link {
  /** @type {Map<number, Done>} */
  #pending = new Map();
  #number = 0;
  #heard = performance.now();
  #askedForLife = false;
  #over = false;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #beat;
  /** @type {WebSocket & { terminate?: () => void }} */
  #socket;
  /** @type {Ear} */
  #ear;

  /** @param {string} url @param {typeof WebSocket} Socket @param {Ear} ear */
  constructor(url, Socket, ear) {
    this.#ear = ear;
    this.#socket = new Socket(url, "hubbub.v1");
    this.#socket.onmessage = ({ data }) => this.#hear(data);
    this.#socket.onclose = ({ code, reason }) => this.#end(code, String(reason));
    // A close follows, but for Node 20, which says no more where nobody listens.
    this.#socket.onerror = () => setTimeout(() => this.#beat ?? this.drop("it failed"), 100);
  }

  /**
   * Ask; `done` is called with what comes of it, in the order in which replies come.
   * @template {OperationName} K
   * @param {K} op @param {Operations[K]["request"]} fields @param {Done} done
   */
  ask(op, fields, done) {
    if (this.#over || this.#socket.readyState !== 1) return done(new ConnectionLost("there is no connection", false));
    const id = ++this.#number;
    const frame = JSON.stringify({ op, id, ...fields });
    if (3 * frame.length > MOST_REQUEST_BYTES && new TextEncoder().encode(frame).length > MOST_REQUEST_BYTES) {
      return done(new HubbubError({ code: "too_large", message: `frame: at most ${MOST_REQUEST_BYTES} bytes` }));
    }
    this.#pending.set(id, done);
    this.#socket.send(frame);
  }

  /**
   * Ask, and wait for the answer.
   * @template {OperationName} K
   * @param {K} op @param {Operations[K]["request"]} fields
   * @returns {Promise<Operations[K]["answer"]>}
   */
  call(op, fields) {
    return new Promise((resolve, reject) => {
      this.ask(op, fields, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
  }

  /** Expect a sign of life within so many ms. @param {number} ms */
  probe(ms) {
    if (this.#over || this.#socket.readyState !== 1) return;
    const asked = performance.now();
    this.ask("ping", {}, () => {});
    setTimeout(() => this.#heard < asked && this.drop("no sign of life from the server", 4000), ms);
  }

  /** Say goodbye. Nothing is told any more; what was asked is lost. */
  close() {
    if (this.#over) return;
    this.#ear.ended = () => {};
    this.drop("closed", 1000);
  }

  /** Give up the connection, whatever it is doing: nothing comes of it from here on. @param {string} reason */
  drop(reason, code = ABNORMAL) {
    if (this.#over) return;
    this.#socket.onmessage = this.#socket.onclose = null;
    if (code === 1000) this.#socket.close(code);
    else (this.#socket.terminate ?? this.#socket.close).call(this.#socket); // `ws` in Node knows how not to wait
    this.#end(code, reason);
  }

  /** @param {unknown} text */
  #hear(text) {
    this.#heard = performance.now();
    let frame;
    try {
      frame = JSON.parse(String(text));
    } catch {
      return this.drop("a frame is not understood", 1002);
    }
    if (frame.ev === "hello") {
      const beat = 1000 * frame.heartbeat;
      this.#beat ??= setInterval(() => this.#lookForLife(beat), beat / 2);
      this.#ear.hello(frame);
    } else if ("ev" in frame) {
      this.#ear.event(frame);
    } else if (frame.re === null) {
      this.#ear.complaint(new HubbubError(frame.error));
    } else {
      const done = this.#pending.get(frame.re);
      this.#pending.delete(frame.re);
      if (frame.error) done?.(new HubbubError(frame.error));
      else done?.(null, frame.ok);
    }
  }

  /**
   * Ping after a heartbeat of silence, and give up after two: a black hole says nothing when it opens. A machine that
   * slept has heard nothing either: only a ping that was not answered ends a connection.
   * @param {number} beat
   */
  #lookForLife(beat) {
    const silence = performance.now() - this.#heard;
    if (silence < beat) this.#askedForLife = false;
    else if (!this.#askedForLife) {
      this.#askedForLife = true;
      this.ask("ping", {}, () => {});
    } else if (silence >= 2 * beat) this.drop("no sign of life from the server", 4000);
  }

  /** @param {number} code @param {string} reason */
  #end(code, reason) {
    if (this.#over) return;
    this.#over = true;
    clearInterval(this.#beat);
    this.#ear.ended({ code, reason });
    const lost = new ConnectionLost(`the connection broke: ${reason || code}`);
    for (const done of this.#pending.values()) done(lost);
    this.#pending.clear();
  }
}

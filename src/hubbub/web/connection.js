// One WebSocket that comes back by itself: frames, requests with deadlines, signs of life, back-off.
// It knows nothing of conversations; what was missed while it was away is asked for by chat.js.

const REPLY_MS = 15_000;
const SIGN_OF_LIFE_MS = 5_000;
const OFFLINE_MS = 1_500;
const LONGEST_WAIT_MS = 15_000;
const NOT_ALLOWED = 1008;
const RESTARTING = 1012;

/** A catalogue error, from either door. */
export class Refused extends Error {
  /** @param {{code: string, message: string, retry_after?: number}} error */
  constructor(error) {
    super(error.message);
    this.code = error.code;
    this.retryAfter = error.retry_after;
  }
}

/** The connection ended before the answer came: nobody knows whether it was done. */
export class Lost extends Error {}

/**
 * Ask over HTTP; the browser sends the session cookie along and keeps the one it is given.
 * @param {string} op
 * @param {object} fields
 */
export async function post(op, fields = {}) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify(fields);
  const response = await fetch(`/api/v1/${op}`, { method: "POST", headers, body }).catch(() => null);
  if (response === null) throw new Lost();
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new Refused(answer.error ?? { code: "internal", message: `status ${response.status}` });
}

export class Connection {
  /** @param {{hello: Function, event: Function, complaint: Function, state: Function, ended: Function}} ear */
  constructor(ear) {
    this.ear = ear;
    this.waiting = new Map();
    this.number = 0;
    this.attempts = 0;
    this.socket = null;
    this.timer = 0;
    this.heardAt = 0;
    this.heartbeat = 30_000;
    addEventListener("online", () => this.hurry());
    addEventListener("offline", () => this.probe(OFFLINE_MS));
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.socket ? this.probe() : this.hurry();
    });
    setInterval(() => {
      if (performance.now() - this.heardAt > this.heartbeat) this.probe();
    }, 5_000);
  }

  open() {
    this.shut();
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/api/v1/ws`);
    this.socket = socket;
    this.heardAt = performance.now();
    socket.onmessage = (message) => this.socket === socket && this.hear(JSON.parse(message.data));
    socket.onclose = ({ code, reason }) => this.socket === socket && this.lose(code, reason);
  }

  /** Close for good, or until `open`. */
  shut() {
    clearTimeout(this.timer);
    this.timer = 0;
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    for (const request of this.waiting.values()) request.give(new Lost());
    this.waiting.clear();
  }

  /**
   * Ask, and wait for the answer.
   * @returns {Promise<any>} Rejects with Refused, or with Lost.
   */
  ask(op, fields = {}, deadline = REPLY_MS) {
    return new Promise((resolve, reject) => {
      if (this.socket?.readyState !== WebSocket.OPEN) {
        reject(new Lost());
        return;
      }
      const id = ++this.number;
      // No answer in time means no connection, whatever the socket says.
      const timer = setTimeout(() => this.lose(1006, ""), deadline);
      const give = (error, answer) => {
        clearTimeout(timer);
        error ? reject(error) : resolve(answer);
      };
      this.waiting.set(id, { give });
      this.socket.send(JSON.stringify({ op, id, ...fields }));
    });
  }

  hear(frame) {
    this.heardAt = performance.now();
    if (frame.ev === "hello") {
      this.heartbeat = frame.heartbeat * 1000;
      this.ear.hello(frame);
    } else if (frame.ev) {
      this.ear.event(frame);
    } else if (frame.re === null) {
      this.ear.complaint(new Refused(frame.error));
    } else {
      const request = this.waiting.get(frame.re);
      this.waiting.delete(frame.re);
      request?.give(frame.error && new Refused(frame.error), frame.ok);
    }
  }

  /** A cut cable closes no socket: ask for a sign of life. */
  probe(deadline = SIGN_OF_LIFE_MS) {
    if (this.socket?.readyState === WebSocket.OPEN) this.ask("ping", {}, deadline).catch(() => {});
  }

  lose(code, reason) {
    this.shut();
    if (code === NOT_ALLOWED) this.ear.ended();
    else this.comeBack(code === RESTARTING ? 1000 * Number(reason) || 0 : 0);
  }

  /** Try again after a random wait, so that a restarted server is not met by everybody at once. */
  comeBack(bound = 0) {
    this.shut();
    const longest = bound || Math.min(LONGEST_WAIT_MS, 500 * 2 ** this.attempts);
    this.attempts += 1;
    this.timer = setTimeout(() => this.open(), 100 + Math.random() * longest);
    this.ear.state("waiting");
  }

  /** Try again at once if we are waiting to. */
  hurry() {
    if (this.timer) this.open();
  }

  /** What was missed is here: the next break begins with short waits again. */
  settled() {
    this.attempts = 0;
  }
}

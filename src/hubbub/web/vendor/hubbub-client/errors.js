// Every way in which asking can fail.

/** The server said no: `code` is for programs, `message` for people, `retry_after` in seconds. */
export class HubbubError extends Error {
  /** @param {{ code: string, message: string, retry_after?: number | null }} problem */
  constructor({ code, message, retry_after }) {
    super(message);
    this.name = "HubbubError";
    this.code = code;
    this.retry_after = retry_after ?? undefined;
  }
}

/** There is no connection, or it broke before the answer came. `sent`: the server may have done it. */
export class ConnectionLost extends HubbubError {
  constructor(message = "the connection broke", sent = true) {
    super({ code: "connection_lost", message });
    this.name = "ConnectionLost";
    this.sent = sent;
  }
}

/** Whether asking the same again later may succeed. @param {{ code: string }} error */
export const isTemporary = ({ code }) => ["rate_limited", "unavailable", "internal"].includes(code);

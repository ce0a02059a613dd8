// What programs may rely on. Everything on the wire is in protocol.d.ts, made from the server's operations table.

import type { Events as ServerEvents, MessageSendAnswer, OperationName, Operations, Summary, User } from "./protocol.js";

export * from "./protocol.js";

/** `offline`: waiting for the next attempt. `ended`: not coming back. */
export type Status = "connecting" | "catching_up" | "online" | "offline" | "ended";

/** The place of a message. */
export type Sent = MessageSendAnswer;

/** An entry of a conversation's log. */
export type LogEvent = Extract<ServerEvents[keyof ServerEvents], { seq: number; by: number; at: string }>;

/** What is said by the client itself. */
export interface LocalEvents {
  /** How the connection is. `retry_at`: when the next attempt is made, in ms since 1970, while `offline`. */
  "client.status": { ev: "client.status"; status: Status; retry_at?: number; reason?: string };
  /** Logged in. What was missed follows. */
  "client.hello": { ev: "client.hello"; user: User; epoch: string; heartbeat: number };
  /**
   * How things stand, told before the log events of the same answer. In this order:
   * 1. `strangers`: another database, or another user. Throw away all you know, people too.
   * 2. `reset`: throw away the entries of these conversations; what follows are their newest, and not the next ones.
   * 3. Take `conversations`, which is all of yours, as they are: facts and counts (`unread`, `mentions`, `members`,
   *    `last_message`) are exact as of each one's `head`. Remember that as `counted`.
   * 4. Put every log event that follows into its log, but count it only if its `seq` is above `counted`, and then
   *    raise `counted` to it. An edit or deletion above `counted` of a message past `read` changes the counts in a
   *    way that only the server knows: ask `conversation.get`, and take that summary as in 3, unless its `head` is
   *    below `counted`: then ask again.
   * `receipt.read` of your own: `read` only rises; a lower one is old news.
   * `complete`: nothing is left to be asked for; if false, another of these follows.
   */
  "client.synced": {
    ev: "client.synced";
    conversations: Summary[];
    complete: boolean;
    strangers: boolean;
    reset: number[];
  };
  /** Everything up to now has been told. */
  "client.caught_up": { ev: "client.caught_up" };
  /** You are no longer in a conversation. Last entries of it that come behind this are of no concern. */
  "client.gone": { ev: "client.gone"; conversation: number };
  /**
   * A letter is in the outbox: just now, or since an earlier run, or again. It may be `failed` from then. Those of an
   * earlier run go first; `waiting` has the order.
   */
  "client.queued": { ev: "client.queued"; letter: Letter };
  /** The server has stored it, and it is out of the outbox. Its `message.sent` comes too, before or after. */
  "client.acknowledged": { ev: "client.acknowledged"; letter: Letter; conversation: number; seq: number };
  /** Refused for good. It stays in the outbox until `retry` or `cancel`. */
  "client.failed": { ev: "client.failed"; letter: Letter; error: HubbubError };
  /** The storage of the outbox did not do what was asked. Letters are sent all the same, but may not survive. */
  "client.storage": { ev: "client.storage"; error: unknown };
  /**
   * The server does not want this login any more, or never did: `revoked`, `unauthenticated`, `forbidden` and so on.
   * Not told after `stop()`.
   */
  "client.ended": { ev: "client.ended"; reason: string; message: string };
}

export type LocalEvent = LocalEvents[keyof LocalEvents];

/** Everything that `onEvent` is given. */
export type ClientEvent = ServerEvents[keyof ServerEvents] | LocalEvent;

/** What is to be said, and where: in a conversation, or to a user. */
export type Sending = ({ conversation: number; to?: undefined } | { to: number; conversation?: undefined }) & {
  text: string;
  /** A `seq`. */
  reply_to?: number | null;
  /** Ids of uploaded files. */
  files?: string[];
};

/** A message that is not acknowledged, as it is stored: plain, and never changed in place. */
export interface Letter {
  client_id: string;
  conversation?: number;
  to?: number;
  text: string;
  reply_to?: number;
  files?: string[];
  /** RFC 3339. */
  queued_at: string;
  /** Why it was refused for good. */
  failed?: { code: string; message: string };
  /** The database and the user that it was written for, as far as they were known. Nobody else sends it. */
  epoch?: string;
  user?: number;
}

/** Where letters are kept. `put` of a `client_id` that is there replaces it, in its place. */
export interface OutboxStorage {
  /** Everything, in the order in which it was first put. */
  load(): Promise<Letter[]>;
  put(letter: Letter): Promise<unknown>;
  remove(client_id: string): Promise<unknown>;
  /** Let go of it: the client has been stopped. */
  close?(): Promise<unknown>;
}

/** What a program remembers between two runs. */
export interface State {
  /** The last `seq` shown of each conversation. */
  cursors: Record<string, number>;
  epoch?: string;
  user?: number;
}

export interface ClientOptions extends Partial<State> {
  /** The server's address, such as `https://chat.example.org`; the page's own by default. Never with a name in it. */
  url?: string;
  /** Logs in. If it is no longer valid and there is a name, that is used. Without both: the browser's cookie. */
  token?: string;
  name?: string;
  password?: string;
  /** Make the account if the name is free; by default where no password is given. */
  register?: boolean;
  invite?: string;
  /** What to call this login in `auth.sessions`. */
  device?: string;
  outbox?: OutboxStorage;
  /** Called with every event, in order, synchronously, once. */
  onEvent?: (event: ClientEvent) => void;
  WebSocket?: any;
  fetch?: typeof fetch;
  /** ms that `ask` may take, waiting for a connection included. */
  timeout?: number;
  /** ms for one attempt to connect and log in. */
  connectTimeout?: number;
  /** ms: bounds of the random waits between attempts. */
  backoff?: { first?: number; most?: number };
}

export interface AskOptions {
  timeout?: number;
  /** Ask again if the connection breaks; by default where that changes nothing. */
  retry?: boolean;
}

/** A letter in the outbox; `done` rejects if it is refused for good. Nobody has to wait for it. */
export interface Sendee {
  client_id: string;
  done: Promise<Sent>;
}

/** Operations that take no fields. */
type Fieldless = { [K in OperationName]: {} extends Operations[K]["request"] ? K : never }[OperationName];

/** A person's connection to a server, kept up. */
export class Client {
  /** Throws TypeError if `url` is not the address of a server. */
  constructor(options?: ClientOptions);
  readonly me: User | null;
  readonly status: Status;
  /** What proves who it is, the next time. A secret. Unknown where the cookie says it. */
  readonly token: string | undefined;
  /** What is not acknowledged, in the order in which it was sent. */
  readonly waiting: Letter[];
  /** Begin. Never throws: events tell how it goes. */
  start(): void;
  /** Say goodbye for good. What is asked fails with `closed`. Resolves when the outbox has been written. */
  stop(): Promise<void>;
  /** Try now: do not wait for the next attempt, and do not trust the connection that there is. */
  hurry(): void;
  /**
   * Bring in letters that another program has left in the storage that both use, such as a tab that was closed. Those
   * it has not left but is sending itself are one message all the same. Never rejects.
   */
  collect(): Promise<void>;
  /** The network is known to be gone: give up the connection, and wait long, or until `hurry`. */
  lull(): void;
  /** What the next client goes on from: what was shown up to now, the event being handled included. */
  state(): State;
  /** Ask over the connection, once there is one. Rejects with HubbubError, or ConnectionLost. */
  ask<K extends Fieldless>(op: K): Promise<Operations[K]["answer"]>;
  ask<K extends OperationName>(
    op: K,
    fields: Operations[K]["request"],
    options?: AskOptions,
  ): Promise<Operations[K]["answer"]>;
  /** Ask over HTTP, connected or not. In a browser, `auth.login` and the like set the cookie by this. */
  post<K extends Fieldless>(op: K): Promise<Operations[K]["answer"]>;
  post<K extends OperationName>(op: K, fields: Operations[K]["request"]): Promise<Operations[K]["answer"]>;
  /** Put a message into the outbox. Throws HubbubError if too many wait, or the client has ended. */
  send(message: Sending, options?: { client_id?: string }): Sendee;
  /** Take a letter out, unless it is on its way just now. It may still have been stored if it ever was. */
  cancel(client_id: string): boolean;
  /** Send again what has failed. */
  retry(client_id: string): Sendee | null;
}

/** The server said no: `code` is for programs, `message` for people, `retry_after` in seconds. */
export class HubbubError extends Error {
  constructor(problem: { code: string; message: string; retry_after?: number | null });
  readonly code: string;
  readonly retry_after: number | undefined;
}

/** There is no connection, or it broke before the answer came. `sent`: the server may have done it. */
export class ConnectionLost extends HubbubError {
  constructor(message?: string, sent?: boolean);
  readonly sent: boolean;
}

/** An outbox that lives as long as the program. */
export function memoryOutbox(): OutboxStorage;

/** Draw a `client_id` for `send`: for letters that are shown, or kept, before they can be sent. */
export function newClientId(): string;

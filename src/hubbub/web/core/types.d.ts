// The shapes that the page's parts share: what is known (State), and what can be asked for (App).

import type { ReadonlySignal } from "@preact/signals";
import type {
  Attachment, Device, Event as ServerEvent, Invite, Kind, Listing, Member, Message, Operations, Origin, Role, Summary, User,
} from "hubbub-client";

export type { Attachment, Device, Invite, Kind, Listing, Member, Message, Role, Summary, User };

/** Where the connection is. `offline`: waiting to try again at `retryAt`. */
export type Status = "connecting" | "catching_up" | "online" | "offline";

/** Which of the three faces the page shows. */
export type Face = "starting" | "outside" | "chat";

/** A message in the log, or something else that happened there and is shown as a line. */
export interface Said extends Message {
  shape: "said";
}
export interface Happened {
  shape: "happened";
  seq: number;
  at: string;
  by: number;
  ev: "conversation.created" | "conversation.updated" | "member.joined" | "member.left" | "member.removed"
    | "member.role" | "call.ended";
  user?: number;
  role?: Role;
  name?: string;
  topic?: string;
  avatar?: string | null;
  [field: string]: unknown;
}
export type Entry = Said | Happened;

/** What is known of a chunk: everything that is shown at seqs low..high, ascending. Other seqs hold nothing visible (edits...). */
export interface Chunk {
  number: number;
  low: number;
  high: number;
  entries: readonly Entry[];
}

/** A conversation's log as far as it is here. Immutable: a change makes another. */
export interface Log {
  chunks: ReadonlyMap<number, Chunk>;
  /** Chunks being asked for. */
  loading: ReadonlySet<number>;
  /** Edits and deletions heard meanwhile of messages that are not here: the pages may be older. */
  changes: ReadonlyMap<number, Partial<Said>>;
}

export interface Conversation {
  id: number;
  kind: Kind;
  /** Its own name; a direct one has its peer's. Show it by `titleOf`. */
  name: string;
  topic: string;
  avatar: string | null;
  owner: number | null;
  /** What I am there. */
  role: Role;
  /** Whether anyone may find and join it. */
  public: boolean;
  /** The last position of its log, and the last that counts are exact for. */
  head: number;
  /** My read cursor; what others said past it is unread. */
  read: number;
  unread: number;
  mentions: number;
  muted: boolean;
  pinned: boolean;
  archived: boolean;
  /** How many members. */
  members: number;
  /** The other person of a direct conversation. */
  peer: number | null;
  last: Message | null;
  lastAt: string;
}

/** A message of mine that the server has not acknowledged: it is shown below the log. */
export interface Letter {
  client_id: string;
  conversation?: number;
  to?: number;
  text: string;
  reply_to?: number | null;
  files?: readonly string[];
  queued_at: string;
  failed?: { code: string; message: string };
  /** The server has it, and the entry that takes its place comes next: show it as sent. */
  stored?: boolean;
  /** Files that are being uploaded, and how many bytes of each have been sent. */
  attaching?: readonly { name: string; size: number; sent?: number }[];
}

export interface Presence {
  online: boolean;
  seen_at: string | null;
}

/** What `server.get` says. */
export type ServerFacts = Operations["server.get"]["answer"];

/** Everything the page knows. One value, replaced by `reduce(state, action)`; parts that did not change keep their identity. */
export interface State {
  face: Face;
  status: Status;
  /** When the next attempt is made, in ms since 1970, while offline. */
  retryAt: number | null;
  /** Why one is outside, if one was inside before: "revoked", "logged_out"... */
  ended: string | null;
  server: ServerFacts | null;
  me: User | null;
  people: ReadonlyMap<number, User>;
  presence: ReadonlyMap<number, Presence>;
  conversations: ReadonlyMap<number, Conversation>;
  logs: ReadonlyMap<number, Log>;
  /** By client_id, in the order they were written. */
  letters: ReadonlyMap<string, Letter>;
  /** conversation -> user -> until when (ms). */
  typing: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** conversation -> user -> how far they have read, as far as it was told while we looked. */
  readers: ReadonlyMap<number, ReadonlyMap<number, number>>;
  /** By place key: "c5" or "u7". */
  drafts: ReadonlyMap<string, string>;
  /** Which database all this is of. */
  epoch: string | null;
  /** Conversations whose counts only the server knows: it is asked. */
  uncertain: ReadonlySet<number>;
  /** How far one has read where the server does not know it yet. */
  reads: ReadonlyMap<number, number>;
  /** What conversations were called that one is no longer in, and in which one was about to say something. */
  gone: ReadonlyMap<number, string>;
  /** The browser keeps nothing: what is not sent lasts only as long as the page. */
  unkept: boolean;
  /** What is looked at, and which chunk of it: what is far from there need not be kept. */
  shown: { conversation: number; chunk: number } | null;
}

/** Where a message goes: a conversation, or a person one has no conversation with yet. */
export type Place = { conversation: number } | { to: number };

/** What the address shows. `seq` is a permalink's; it is scrolled to and lit up. */
export type Route =
  | { name: "none" }
  | { name: "conversation"; id: number; seq?: number }
  | { name: "person"; user: number }
  | { name: "join"; code: string };

export interface Found {
  people: User[];
  conversations: Listing[];
}

/**
 * Everything a view can ask for (core/app.js makes it; `app` is handed down by import from core/app.js).
 * What is named to throw throws HubbubError {code, message} or ConnectionLost: forms show it. The rest never throws.
 */
export interface App {
  state: ReadonlySignal<State>;
  route: ReadonlySignal<Route>;
  go(route: Route, options?: { replace?: boolean }): void;

  /** Who one is. All throw. */
  enter(who: { name: string; password?: string; invite?: string; register?: boolean; display_name?: string }): Promise<void>;
  logOut(): Promise<void>;
  logOutElsewhere(): Promise<void>;
  sessions(): Promise<Device[]>;
  revoke(session: number): Promise<void>;
  changePassword(password: string, current?: string): Promise<void>;
  updateProfile(changes: { display_name?: string; avatar?: string | null }): Promise<void>;
  /** Upload a picture and make it one's own face. */
  setPicture(file: File, conversation?: number): Promise<void>;

  /** Talking. `send` is never lost: it goes into the outbox; the rest throw. */
  send(place: Place, text: string, options?: { reply_to?: number; files?: File[] }): string;
  retry(client_id: string): void;
  cancel(client_id: string): void;
  edit(conversation: number, seq: number, text: string): Promise<void>;
  remove(conversation: number, seq: number): Promise<void>;
  /** Say that one is typing; it is told on at most every 3 s. */
  typing(conversation: number): void;
  saveDraft(place: Place, text: string): void;

  /** Reading. `load` asks for a chunk unless it is here or on its way; what fails may be asked for again. */
  load(conversation: number, chunk: number): void;
  /** Say what is looked at (the seq in the middle of the view will do): chunks far from it may be dropped. */
  look(conversation: number, seq: number): void;
  /** Where the first message at or after a moment stands; throws. */
  seqAt(conversation: number, moment: Date): Promise<number>;
  markRead(conversation: number, seq: number): void;
  /** Who has read that far; throws. */
  seenBy(conversation: number, seq: number): Promise<User[]>;
  /** A person's name; asked for if unknown, and empty until it is here. */
  nameOf(user: number): string;
  userOf(user: number): User | null;
  /** Whether someone is connected; asked for if unknown. Null while it is not known. */
  presenceOf(user: number): Presence | null;
  titleOf(conversation: Conversation): string;
  directWith(user: number): Conversation | null;

  /** People and groups. All throw. */
  search(query: string): Promise<Found>;
  create(kind: "group" | "channel", fields: { name: string; topic?: string; members?: number[]; public?: boolean }): Promise<number>;
  join(conversation: number): Promise<void>;
  leave(conversation: number): Promise<void>;
  update(conversation: number, changes: { name?: string; topic?: string; avatar?: string | null }): Promise<void>;
  prefer(conversation: number, changes: { muted?: boolean; pinned?: boolean; archived?: boolean }): Promise<void>;
  members(conversation: number): Promise<Member[]>;
  addMember(conversation: number, user: number): Promise<void>;
  removeMember(conversation: number, user: number): Promise<void>;
  setRole(conversation: number, user: number, role: Role): Promise<void>;
  /** A link that lets people in. */
  invite(conversation: number, options?: { hours?: number; uses?: number }): Promise<string>;
  /** Those that still work, newest first. */
  invites(conversation: number): Promise<Invite[]>;
  revokeInvite(invite: string): Promise<void>;
  /** What an invitation is to, and joining by it. */
  lookAtInvite(code: string): Promise<{ name: string; topic: string; kind: Kind; members: number; joined: boolean; id?: number }>;
  acceptInvite(code: string): Promise<number>;
  contacts(): Promise<User[]>;
  addContact(user: number): Promise<void>;
  removeContact(user: number): Promise<void>;

  /** Try to connect now. */
  hurry(): void;
}

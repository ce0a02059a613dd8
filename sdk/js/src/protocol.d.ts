// Hubbub protocol, version 1: every operation, answer, event and error. Made from the operations table.

/** Any string or integer; comes back as `re`. */
export type RequestId = number | string;

/** Every way in which the server says no. */
export type ErrorCode = "bad_request" | "unauthenticated" | "forbidden" | "not_found" | "conflict" | "too_large" | "rate_limited" | "unavailable" | "internal";

/** A file as a message shows it; what it looks like is known of pictures only. `size` is in bytes. */
export interface Attachment {
  id: string;
  name: string;
  type: string;
  size: number;
  width?: number;
  height?: number;
  blurhash?: string;
}

/** Who you are now, and the token that proves it. */
export interface AuthLoggedIn {
  /** Proves who you are, until you log out or 90 days after its last use. Keep it secret. */
  token: string;
  user: User;
}

/** Log in with a name and, if the account has one, its password. */
export interface AuthLogin {
  /** A name; case and outer spaces do not matter. */
  name: string;
  /** Needed where the account has one. */
  password?: string;
  /** What to call this login, such as a phone's name. */
  device?: string;
}

/** End this login; its sockets close. */
export interface AuthLogout {
}

/** Set or change your password; every other login of yours ends. */
export interface AuthPassword {
  /** The new password. */
  password: string;
  /** The password so far, if there is one. */
  current?: string;
}

/** Make an account and log in. */
export interface AuthRegister {
  /** Yours alone, whatever its case. No `@`, no control characters, not `all`. */
  name: string;
  /** Optional where `registration` is `open`, needed elsewhere. */
  password?: string;
  /** What others see; the name if nothing is given. */
  display_name?: string;
  /** An invitation, where `registration` is `invite`. */
  invite?: string;
  /** What to call this login, such as a phone's name. */
  device?: string;
}

/** Log a socket in with a token. */
export interface AuthResume {
  /** What `auth.login` or `auth.register` answered. */
  token: string;
}

/** Who you are. */
export interface AuthResumeAnswer {
  user: User;
}

/** End one of your logins, or all `others` than this one; their sockets close. */
export interface AuthRevoke {
  /** A login's id, from `auth.sessions`. */
  session?: number;
  /** Whether to end every login but this one. Instead of `session`. */
  others?: boolean;
}

/** List your logins. */
export interface AuthSessions {
}

/** Your logins. */
export interface AuthSessionsAnswer {
  sessions: Device[];
}

/** A running call as one member of its conversation sees it. */
export interface Call {
  /** A call's id; never used again. */
  id: number;
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Who is calling. */
  by: number;
  media: Media;
  /** When it began to ring. */
  started_at: string;
  /** When it will be missed, unless somebody answers. */
  rings_until: string;
  /** When it was first answered, or null. */
  answered_at: string | null;
  /** Who is in it, by user id. */
  people: Participant[];
  /** What you have done about it, or null. */
  mine: Part | null;
}

/** Take or join a call, on this device. */
export interface CallAccept {
  /** A running call's id. */
  call: number;
  /** What your other devices know this one by; any name of your choice. */
  device?: string | null;
}

/** `user` is in the call, on `device`: their other devices stop ringing. */
export interface CallAcceptedEvent {
  /** The event's name. */
  ev: "call.accepted";
  /** The call's id. */
  call: number;
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** A user's id. */
  user: number;
  /** The device they took it on, or null. */
  device: string | null;
}

/** Say no to a call. */
export interface CallDecline {
  /** A running call's id. */
  call: number;
}

/** `user` says no: all their devices stop ringing. */
export interface CallDeclinedEvent {
  /** The event's name. */
  ev: "call.declined";
  /** The call's id. */
  call: number;
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** A user's id. */
  user: number;
}

/** A call is over; `users` took part, and talked for so many `seconds`. */
export interface CallEndedEvent {
  /** The event's name. */
  ev: "call.ended";
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Its position in the conversation's log. */
  seq: number;
  /** When it was stored. */
  at: string;
  /** Who ended it; 0 where its time did. */
  by: number;
  /** The call's id. */
  call: number;
  /** Who called. */
  started_by: number;
  media: Media;
  outcome: Outcome;
  /** How long people talked. */
  seconds: number;
  /** Who took part, at most 100 of them. */
  users: number[];
}

/** Look at a running call; with `after`, also at what was signalled to you since that number. */
export interface CallGet {
  /** A running call's id. */
  call: number;
  /** The number of the last signal you have; 0 is before the first. */
  after?: number;
}

/** A running call, and what was signalled to you; `lost` if something after `after` is gone for good. */
export interface CallGetAnswer {
  call: Call;
  signals: Signalled[];
  /** Whether something after `after` is not kept any more: begin anew, with an ICE restart. */
  lost: boolean;
}

/** Hang up. */
export interface CallLeave {
  /** A running call's id. */
  call: number;
}

/** `user` is in the call no longer. */
export interface CallLeftEvent {
  /** The event's name. */
  ev: "call.left";
  /** The call's id. */
  call: number;
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** A user's id. */
  user: number;
}

/** List the running calls of your conversations: to be asked after coming back. */
export interface CallList {
}

/** Running calls, the oldest first. */
export interface CallListAnswer {
  calls: Call[];
}

/** A running call. */
export interface CallOne {
  call: Call;
}

/** Ask for STUN and TURN servers, with a password that is good for an hour. */
export interface CallServers {
}

/** What RTCPeerConnection takes as `iceServers`; ask again before the time is over. */
export interface CallServersAnswer {
  /** For `iceServers` of RTCPeerConnection. */
  servers: IceServer[];
  /** When the passwords end; ask again before. */
  expires_at: string;
}

/** Tell someone else in the call whatever the two browsers agree on: offers, answers, candidates. */
export interface CallSignal {
  /** A running call's id. */
  call: number;
  /** Somebody who is in the call, and not you. */
  to: number;
  /** Any JSON object of up to 16 KiB, nested up to 64 deep. */
  signal: Record<string, unknown>;
}

/** Somebody in the call tells you something; `number` counts what was told to you in it, from 1. */
export interface CallSignalEvent {
  /** The event's name. */
  ev: "call.signal";
  /** The call's id. */
  call: number;
  /** Who signals. */
  from: number;
  /** What they say, as they said it. */
  signal: Record<string, unknown>;
  /** Counts the signals to you in this call, from 1, without holes. */
  number: number;
  /** The device that the sender is in the call with, or null. */
  device: string | null;
}

/** Ring the others in a direct conversation or a group. */
export interface CallStart {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  media: Media;
  /** What your other devices know this one by; any name of your choice. */
  device?: string | null;
}

/** `by` is calling: ring until `rings_until`, unless somebody answers on one of your devices before. */
export interface CallStartedEvent {
  /** The event's name. */
  ev: "call.started";
  /** The call's id. */
  call: number;
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Who is calling. */
  by: number;
  media: Media;
  /** The device they are calling from, or null. */
  device: string | null;
  /** When it began to ring. */
  started_at: string;
  /** When it will be missed, unless somebody answers. */
  rings_until: string;
}

/** Done; the change stands at `seq` of the conversation's log. */
export interface Changed {
  /** The change's position in the conversation's log. */
  seq: number;
}

/** Make someone your contact; twice is once. */
export interface ContactAdd {
  /** A user's id. */
  user: number;
}

/** List your contacts by name. */
export interface ContactList {
}

/** Make someone no contact of yours. */
export interface ContactRemove {
  /** A user's id. */
  user: number;
}

/** You have just become a member. */
export interface ConversationAddedEvent {
  /** The event's name. */
  ev: "conversation.added";
  conversation: Summary;
}

/** Make a group (private unless `public`) or a channel (public unless not). */
export interface ConversationCreate {
  /** A group is private and a channel public unless `public` says otherwise. */
  kind: "channel" | "group";
  /** What it is called. */
  name: string;
  /** What it is about. */
  topic?: string;
  /** Who is in it from the start, besides you. */
  members?: number[];
  /** Whether anyone may find and join it. */
  public?: boolean;
}

/** The first entry of every group and channel. */
export interface ConversationCreatedEvent {
  /** The event's name. */
  ev: "conversation.created";
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Its position in the conversation's log. */
  seq: number;
  /** When it was stored. */
  at: string;
  /** The user who did it. */
  by: number;
  name: string;
}

/** Get one conversation you are in. */
export interface ConversationGet {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
}

/** Join a public group or channel. */
export interface ConversationJoin {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
}

/** Leave a group or channel; an owner's goes to the senior moderator or member. */
export interface ConversationLeave {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
}

/** List the conversations you are in, latest activity first. */
export interface ConversationList {
}

/** Your conversations, latest activity first. */
export interface ConversationListAnswer {
  conversations: Summary[];
}

/** Mute, pin or archive a conversation for yourself, or undo it. */
export interface ConversationPrefer {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Whether to mute it. */
  muted?: boolean;
  /** Whether to pin it. */
  pinned?: boolean;
  /** Whether to archive it. */
  archived?: boolean;
}

/** You keep the conversation like this from now on: said by one of your devices to all of them. */
export interface ConversationPreferredEvent {
  /** The event's name. */
  ev: "conversation.preferred";
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Whether you have muted it. */
  muted: boolean;
  /** Whether you have pinned it. */
  pinned: boolean;
  /** Whether you have archived it. */
  archived: boolean;
}

/** Find public groups and channels by name. */
export interface ConversationSearch {
  /** A part of a name; case and width do not matter. */
  query: string;
  /** At most this many. */
  limit?: number;
}

/** Public conversations. */
export interface ConversationSearchAnswer {
  conversations: Listing[];
}

/** Change what a group or channel is called or about, or looks like: a `picture` is a file. */
export interface ConversationUpdate {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** What it is called from now on. */
  name?: string;
  /** What it is about. */
  topic?: string;
  /** An http(s) address or a path on this server; null takes it away. */
  avatar?: string | null;
  /** A file, of which a square becomes the avatar; null takes it away. Instead of `avatar`. */
  picture?: string | null;
}

/** What is given has changed. */
export interface ConversationUpdatedEvent {
  /** The event's name. */
  ev: "conversation.updated";
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Its position in the conversation's log. */
  seq: number;
  /** When it was stored. */
  at: string;
  /** The user who did it. */
  by: number;
  name?: string;
  /** What it is about. */
  topic?: string;
  /** An address, or null. */
  avatar?: string | null;
}

/** One login of yours: what `auth.sessions` lists and `auth.revoke` ends. */
export interface Device {
  id: number;
  /** What the login is called. */
  device: string;
  /** When it began. */
  created_at: string;
  /** When they last had a connection, or null. */
  seen_at: string;
  /** Whether it is the one asking. */
  current: boolean;
}

/** Show what was asked for, once. `not_found` says to upload it: nobody had it, or this was not it. */
export interface FileClaim {
  challenge: string;
  /** A SHA-256 in lower-case hex. */
  proof: string;
}

/** A file. */
export interface FileFound {
  file: Attachment;
}

/** Get what is known of a file of yours, or that a conversation of yours holds. */
export interface FileGet {
  /** A file's id. */
  file: string;
}

/** Say that you have a file. What comes back is to be shown of it to `file.claim`, known here or not. */
export interface FileOffer {
  /** A SHA-256 in lower-case hex. */
  sha256: string;
  size: number;
  name: string;
  type?: string;
}

/** What to show: the SHA-256 of the nonce's bytes and then those of the ranges, in their order.

    The nonce is in hex; a range goes from `start` to before `end`. */
export interface FileOfferAnswer {
  challenge: string;
  nonce: string;
  ranges: Range[];
}

/** Ask how many bytes your files have, and may have. */
export interface FileUsage {
}

/** Bytes. */
export interface FileUsageAnswer {
  used: number;
  /** Bytes of all of somebody's files. */
  quota: number;
  largest: number;
}

/** The first frame on every socket. */
export interface HelloEvent {
  /** The event's name. */
  ev: "hello";
  /** The protocol's version: 1. */
  protocol: number;
  /** The log's own id: another one means that cursors are void. */
  epoch: string;
  /** Seconds of silence after which the server pings; after twice that it closes. */
  heartbeat: number;
  user: User | null;
}

/** An entry of `iceServers`, as RTCPeerConnection takes it. */
export interface IceServer {
  /** Where they are. */
  urls: string[];
  /** Until when the credential is good (seconds since 1970), and whose it is. */
  username?: string;
  /** The password that goes with it. */
  credential?: string;
}

/** An invitation to a conversation; `uses` are those that are left. Its code is not kept. */
export interface Invite {
  /** Names it, and lets nobody in. */
  id: string;
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Who made it. */
  by: number;
  /** How many people may still join with it. */
  uses: number;
  /** When it began. */
  created_at: string;
  /** Until when it works. */
  expires_at: string;
}

/** Join by a code. Who is a member already uses nothing up. */
export interface InviteAccept {
  /** What `invite.create` answered. */
  code: string;
}

/** Make a code by which others may join. */
export interface InviteCreate {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** How many people may join with it. */
  uses?: number;
  /** For how long it works. */
  hours?: number;
}

/** An invitation, and the code that is shown this once. */
export interface InviteCreateAnswer {
  /** What lets somebody in. It is shown this once. */
  code: string;
  invite: Invite;
}

/** Ask what a code invites to, before or after logging in. */
export interface InviteGet {
  /** What `invite.create` answered. */
  code: string;
}

/** What somebody is invited to, and by whom. */
export interface InviteGetAnswer {
  conversation: Listing;
  by: User;
  /** Until when it works. */
  expires_at: string;
}

/** List the invitations to a conversation that still work. Their codes are not kept. */
export interface InviteList {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
}

/** Invitations, the newest first. */
export interface InviteListAnswer {
  invites: Invite[];
}

/** End an invitation: one's own, or as owner or moderator any. */
export interface InviteRevoke {
  /** An invitation's id, from `invite.list`. */
  invite: string;
}

/** What sort of conversation it is; the policy table says what that means. */
export type Kind = "channel" | "direct" | "group" | "lobby";

/** How many characters a new password may have. */
export interface Lengths {
  /** Characters that a new password has at least. */
  shortest: number;
  /** Characters that a password has at most. */
  longest: number;
}

/** The most there may be: characters, of files bytes, and `files` of one message. */
export interface Limits {
  /** Characters of a user's name. */
  name: number;
  /** Characters of a display name, or of what a conversation is called. */
  title: number;
  /** Characters of a topic. */
  topic: number;
  /** Characters of a message. */
  text: number;
  /** Files of a message. */
  files: number;
  /** Bytes of a file. */
  file: number;
  /** Bytes of all of somebody's files. */
  quota: number;
}

/** A public conversation as anyone may find it. */
export interface Listing {
  /** A conversation's id; 0 is the lobby. */
  id: number;
  kind: Kind;
  name: string;
  /** What it is about. */
  topic: string;
  /** An address, or null. */
  avatar: string | null;
  /** How many members it has. */
  members: number;
  /** Whether you are in it. */
  joined: boolean;
}

/** What a call is begun with. */
export type Media = "audio" | "video";

/** Someone's place in a conversation. */
export interface Member {
  user: User;
  role: Role;
  /** The last position from before they came; 0 where they see all. */
  joined_seq: number;
}

/** Add someone to a group or channel. */
export interface MemberAdd {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** A user's id. */
  user: number;
}

/** `user` is a member from here on; `by` says who added them. */
export interface MemberJoinedEvent {
  /** The event's name. */
  ev: "member.joined";
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Its position in the conversation's log. */
  seq: number;
  /** When it was stored. */
  at: string;
  /** The user who did it. */
  by: number;
  /** A user's id. */
  user: number;
}

/** `user` has left; this is the last entry they see. */
export interface MemberLeftEvent {
  /** The event's name. */
  ev: "member.left";
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Its position in the conversation's log. */
  seq: number;
  /** When it was stored. */
  at: string;
  /** The user who did it. */
  by: number;
  /** A user's id. */
  user: number;
}

/** List the members of a conversation by user id, at most `limit` after the user `after`. */
export interface MemberList {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Members with a greater user id than this. */
  after?: number;
  /** At most this many. */
  limit?: number;
}

/** Members by user id; `has_more` if there are more after the last. */
export interface MemberListAnswer {
  members: Member[];
  /** Whether there are more in the direction asked for. */
  has_more: boolean;
}

/** Remove someone who ranks below you. */
export interface MemberRemove {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** A user's id. */
  user: number;
}

/** `by` has removed `user`; this is the last entry they see. */
export interface MemberRemovedEvent {
  /** The event's name. */
  ev: "member.removed";
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Its position in the conversation's log. */
  seq: number;
  /** When it was stored. */
  at: string;
  /** The user who did it. */
  by: number;
  /** A user's id. */
  user: number;
}

/** Make someone moderator, member, or the owner in your place. */
export interface MemberRole {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** A user's id. */
  user: number;
  role: Role;
}

/** `user` has `role` from here on. */
export interface MemberRoleEvent {
  /** The event's name. */
  ev: "member.role";
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Its position in the conversation's log. */
  seq: number;
  /** When it was stored. */
  at: string;
  /** The user who did it. */
  by: number;
  /** A user's id. */
  user: number;
  role: Role;
}

/** A message in its present state; the text of a deleted one is empty. */
export interface Message {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Its position in the conversation's log. */
  seq: number;
  /** Greater the later it was stored, over all conversations. Name messages by `seq`. */
  id: number;
  /** The user who said it. */
  sender: number;
  /** The sender's key for it, or null. */
  client_id: string | null;
  /** What was said; empty once deleted. */
  text: string;
  /** The position of the message this replies to, or null. */
  reply_to: number | null;
  /** The users meant by `@name`. */
  mentions: number[];
  /** Kept for files; empty in this version. */
  files: Attachment[];
  /** When it was stored. */
  sent_at: string;
  /** When it was last edited, or null. */
  edited_at: string | null;
  /** Whether it has been deleted. */
  deleted: boolean;
  origin?: Origin;
}

/** Take a message back: yours, or anyone's if you moderate the room. */
export interface MessageDelete {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** A position in a conversation's log, from 1, without holes. */
  seq: number;
}

/** The message at `target` is gone. */
export interface MessageDeletedEvent {
  /** The event's name. */
  ev: "message.deleted";
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Its position in the conversation's log. */
  seq: number;
  /** When it was stored. */
  at: string;
  /** The user who did it. */
  by: number;
  /** The position of the message meant. */
  target: number;
}

/** Give a message of yours another text. */
export interface MessageEdit {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** A position in a conversation's log, from 1, without holes. */
  seq: number;
  /** What to say. Control characters and bidirectional overrides are refused. */
  text: string;
}

/** The message at `target` now says `text`. */
export interface MessageEditedEvent {
  /** The event's name. */
  ev: "message.edited";
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Its position in the conversation's log. */
  seq: number;
  /** When it was stored. */
  at: string;
  /** The user who did it. */
  by: number;
  /** The position of the message meant. */
  target: number;
  /** What was said; empty once deleted. */
  text: string;
  /** The users meant by `@name`. */
  mentions: number[];
}

/** Read messages before, after or around a position, or from a time on; without any, the newest. */
export interface MessageHistory {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Messages before this position, the latest of them. */
  before?: number;
  /** Messages after this position, the earliest of them. */
  after?: number;
  /** The message at this position with as many before as after it. */
  around?: number;
  /** Messages from this time on (RFC 3339, with an offset). */
  at?: string;
  /** At most this many. */
  limit?: number;
}

/** Messages by ascending `seq`, in their present state; `has_more` in the direction asked for. */
export interface MessageHistoryAnswer {
  messages: Message[];
  /** Whether there are more in the direction asked for. */
  has_more: boolean;
}

/** Say something, in a conversation or to a person. With a `client_id` it can be retried safely.

    With `files` the text may be empty. */
export interface MessageSend {
  /** What to say. Control characters and bidirectional overrides are refused. */
  text: string;
  /** Where to say it; 0 is the lobby. Instead of `to`. */
  conversation?: number;
  /** A user's id: their direct conversation with you, made if needed. Instead of `conversation`. */
  to?: number;
  client_id?: string | null;
  /** The position of the message this replies to, in the same conversation. */
  reply_to?: number | null;
  files?: string[];
}

/** The answer to a send: where the message stands, the same for every retry. */
export interface MessageSendAnswer {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Its position in the conversation's log. */
  seq: number;
  /** When it was stored. */
  at: string;
  /** The sender's key for it, or null. */
  client_id: string | null;
}

/** A message, with all its fields. */
export interface MessageSentEvent {
  /** The event's name. */
  ev: "message.sent";
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** Its position in the conversation's log. */
  seq: number;
  /** When it was stored. */
  at: string;
  /** The user who did it. */
  by: number;
  /** As in Message. */
  id: number;
  /** The user who said it. */
  sender: number;
  /** The sender's key for it, or null. */
  client_id: string | null;
  /** What was said; empty once deleted. */
  text: string;
  /** The position of the message this replies to, or null. */
  reply_to: number | null;
  /** The users meant by `@name`. */
  mentions: number[];
  /** Kept for files; empty in this version. */
  files: Attachment[];
  /** When it was stored. */
  sent_at: string;
  /** When it was last edited, or null. */
  edited_at: string | null;
  /** Whether it has been deleted. */
  deleted: boolean;
  origin?: Origin;
}

/** Done; there is nothing to say. */
export interface Nothing {
}

/** A conversation as you see it. */
export interface One {
  conversation: Summary;
}

/** What a message said beyond its content when it came by another protocol, to be said there again. */
export interface Origin {
  /** The protocol's version: 1. */
  protocol: string;
  fields: Record<string, unknown>;
}

/** What a call has come to. */
export type Outcome = "answered" | "cancelled" | "declined" | "missed";

/** What somebody has done about a call. */
export type Part = "declined" | "in" | "left";

/** Someone who is in a call; `device` is where. */
export interface Participant {
  /** A user's id. */
  user: number;
  /** The device they are in it with, or null. */
  device: string | null;
}

/** Nothing; a sign of life. */
export interface Ping {
}

/** How a member keeps a conversation, for themselves alone. */
export interface Preferences {
  /** Whether you have muted it. */
  muted: boolean;
  /** Whether you have pinned it. */
  pinned: boolean;
  /** Whether you have archived it. */
  archived: boolean;
}

/** Whether someone is connected, and when they last were. */
export interface Presence {
  /** A user's id. */
  user: number;
  /** Whether they have a connection. */
  online: boolean;
  /** When they last had a connection, or null. */
  seen_at: string | null;
}

/** `user` has come or gone. */
export interface PresenceEvent {
  /** The event's name. */
  ev: "presence";
  /** A user's id. */
  user: number;
  /** Whether they have a connection. */
  online: boolean;
  /** When they last had a connection, or null. */
  seen_at: string | null;
}

/** Ask who is connected; unknown users are left out. */
export interface PresenceGet {
  /** The users asked for. */
  users: number[];
}

/** Who is connected, in the order asked. */
export interface PresenceGetAnswer {
  users: Presence[];
}

/** An error on the wire. */
export interface Problem {
  code: ErrorCode;
  /** A sentence for whoever reads it; begins with the field's name where one is to blame. */
  message: string;
  /** Seconds after which it is worth trying again. */
  retry_after?: number;
}

/** Bytes from ``start`` to before ``end``. */
export interface Range {
  start: number;
  end: number;
}

/** Say how far you have read; the cursor only rises. */
export interface ReceiptRead {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** A position in a log; 0 is before the first entry. */
  seq: number;
}

/** Where your cursor is, and what is still unread. */
export interface ReceiptReadAnswer {
  /** A position in a log; 0 is before the first entry. */
  read: number;
  /** Others' undeleted messages past your read cursor. */
  unread: number;
}

/** `user` has read up to `seq`. */
export interface ReceiptReadEvent {
  /** The event's name. */
  ev: "receipt.read";
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** A user's id. */
  user: number;
  /** How far they have read. */
  seq: number;
}

/** Ask who has read as far as `seq`, at most a thousand of them. */
export interface ReceiptSeen {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** A position in a conversation's log, from 1, without holes. */
  seq: number;
}

/** Users by id. */
export interface ReceiptSeenAnswer {
  users: number[];
}

/** The body of an HTTP answer that is an error. */
export interface Refusal {
  error: Problem;
}

/** Who may make an account: with a name alone, with a password too, when invited, or nobody. */
export type Registration = "closed" | "invite" | "open" | "password";

/** What a member may do, from most to least. */
export type Role = "member" | "moderator" | "owner";

/** Ask how to come in, and how much of anything this server takes. */
export interface ServerGet {
}

/** A server. `guests`: whether a name without a password is enough to come in. */
export interface ServerGetAnswer {
  name: string;
  /** The program's version. */
  version: string;
  registration: Registration;
  /** Whether a name without a password is enough. */
  guests: boolean;
  password: Lengths;
  limits: Limits;
}

/** This login has ended; the socket closes next. */
export interface SessionRevokedEvent {
  /** The event's name. */
  ev: "session.revoked";
}

/** A signal as it is kept: `number` counts those to one person in one call, from 1, without holes. */
export interface Signalled {
  /** Counts the signals to you in this call, from 1, without holes. */
  number: number;
  /** Who signals. */
  from: number;
  /** The device that the sender is in the call with, or null. */
  device: string | null;
  /** What they say, as they said it. */
  signal: Record<string, unknown>;
}

/** A conversation as one member sees it. */
export interface Summary {
  /** A conversation's id; 0 is the lobby. */
  id: number;
  kind: Kind;
  /** What it is called; for a direct conversation, the other's display name. */
  name: string;
  /** What it is about. */
  topic: string;
  /** An address, or null. */
  avatar: string | null;
  /** The owner's user id, or null. */
  owner: number | null;
  role: Role;
  /** Whether anyone may find and join it. */
  public: boolean;
  /** The last position of its log. */
  head: number;
  /** How far you have read. */
  read: number;
  /** Others' undeleted messages past your read cursor. */
  unread: number;
  /** How many unread messages mention you. */
  mentions: number;
  /** Whether you have muted it. */
  muted: boolean;
  /** Whether you have pinned it. */
  pinned: boolean;
  /** Whether you have archived it. */
  archived: boolean;
  /** When something last happened in it. */
  last_at: string;
  /** The latest message you may see, or null. */
  last_message: Message | null;
  /** How many members it has. */
  members: number;
  peer?: User;
}

/** Catch up. `cursors` holds the last `seq` you have of each conversation, `epoch` what hello said.

    With more cursors than a frame has room for, ask for a range of conversations at a time. */
export interface Sync {
  /** The last `seq` you have of each conversation, by its id. */
  cursors?: Record<string, number>;
  /** What `hello` or the last `sync` said; another one means that the log is not the one you know. */
  epoch?: string;
  /** Only conversations from this id on; from 0 if left out. */
  first?: number;
  /** Only conversations up to this id; all if left out. */
  last?: number;
}

/** How things stand, and what has happened since; call again with the new cursors while `more`. */
export interface SyncAnswer {
  /** The log's own id: another one means that cursors are void. */
  epoch: string;
  conversations: Summary[];
  events: (MessageSentEvent | MessageEditedEvent | MessageDeletedEvent | MemberJoinedEvent | MemberLeftEvent | MemberRemovedEvent | MemberRoleEvent | ConversationCreatedEvent | ConversationUpdatedEvent | CallEndedEvent)[];
  /** Conversations to forget and begin anew: the events given are their newest. */
  reset: number[];
  /** Whether to call again, with the new cursors. */
  more: boolean;
}

/** `user` is typing; forget it after five seconds. */
export interface TypingEvent {
  /** The event's name. */
  ev: "typing";
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
  /** A user's id. */
  user: number;
}

/** Say that you are typing; it ends by itself after five seconds. */
export interface TypingStart {
  /** A conversation's id; 0 is the lobby. */
  conversation: number;
}

/** A person, a bot or the system, as everyone sees them. */
export interface User {
  /** A user's id. */
  id: number;
  /** What they log in with and are mentioned by. */
  name: string;
  /** What others see. */
  display_name: string;
  /** An address, or null. */
  avatar: string | null;
  kind: UserKind;
}

/** Get a user. */
export interface UserGet {
  /** A user's id. */
  user: number;
}

/** Who is behind an account. */
export type UserKind = "bot" | "person" | "system";

/** Find people whose name or display name holds the query. */
export interface UserSearch {
  /** A part of a name; case and width do not matter. */
  query: string;
  /** At most this many. */
  limit?: number;
}

/** Change how others see you. A `picture` is a file, of which a square becomes your avatar. */
export interface UserUpdate {
  /** What others see; the name if nothing is given. */
  display_name?: string;
  /** An http(s) address or a path on this server; null takes it away. */
  avatar?: string | null;
  /** A file, of which a square becomes the avatar; null takes it away. Instead of `avatar`. */
  picture?: string | null;
}

/** `user` is seen differently from now on; the name of a direct conversation with them too. */
export interface UserUpdatedEvent {
  /** The event's name. */
  ev: "user.updated";
  user: User;
}

/** People. */
export interface Users {
  users: User[];
}

/** Every operation: what is asked and what is answered. */
export interface Operations {
  "auth.register": { request: AuthRegister; answer: AuthLoggedIn };
  "auth.login": { request: AuthLogin; answer: AuthLoggedIn };
  "auth.resume": { request: AuthResume; answer: AuthResumeAnswer };
  "auth.logout": { request: AuthLogout; answer: Nothing };
  "auth.sessions": { request: AuthSessions; answer: AuthSessionsAnswer };
  "auth.revoke": { request: AuthRevoke; answer: Nothing };
  "auth.password": { request: AuthPassword; answer: Nothing };
  "sync": { request: Sync; answer: SyncAnswer };
  "message.send": { request: MessageSend; answer: MessageSendAnswer };
  "message.edit": { request: MessageEdit; answer: Changed };
  "message.delete": { request: MessageDelete; answer: Changed };
  "message.history": { request: MessageHistory; answer: MessageHistoryAnswer };
  "conversation.create": { request: ConversationCreate; answer: One };
  "conversation.list": { request: ConversationList; answer: ConversationListAnswer };
  "conversation.get": { request: ConversationGet; answer: One };
  "conversation.join": { request: ConversationJoin; answer: Changed };
  "conversation.leave": { request: ConversationLeave; answer: Changed };
  "conversation.update": { request: ConversationUpdate; answer: Changed };
  "conversation.prefer": { request: ConversationPrefer; answer: Preferences };
  "conversation.search": { request: ConversationSearch; answer: ConversationSearchAnswer };
  "invite.create": { request: InviteCreate; answer: InviteCreateAnswer };
  "invite.list": { request: InviteList; answer: InviteListAnswer };
  "invite.revoke": { request: InviteRevoke; answer: Nothing };
  "invite.get": { request: InviteGet; answer: InviteGetAnswer };
  "invite.accept": { request: InviteAccept; answer: One };
  "member.list": { request: MemberList; answer: MemberListAnswer };
  "member.add": { request: MemberAdd; answer: Changed };
  "member.remove": { request: MemberRemove; answer: Changed };
  "member.role": { request: MemberRole; answer: Changed };
  "receipt.read": { request: ReceiptRead; answer: ReceiptReadAnswer };
  "receipt.seen": { request: ReceiptSeen; answer: ReceiptSeenAnswer };
  "call.start": { request: CallStart; answer: CallOne };
  "call.accept": { request: CallAccept; answer: CallOne };
  "call.decline": { request: CallDecline; answer: Nothing };
  "call.leave": { request: CallLeave; answer: Nothing };
  "call.signal": { request: CallSignal; answer: Nothing };
  "call.get": { request: CallGet; answer: CallGetAnswer };
  "call.list": { request: CallList; answer: CallListAnswer };
  "call.servers": { request: CallServers; answer: CallServersAnswer };
  "typing.start": { request: TypingStart; answer: Nothing };
  "presence.get": { request: PresenceGet; answer: PresenceGetAnswer };
  "user.get": { request: UserGet; answer: User };
  "user.search": { request: UserSearch; answer: Users };
  "user.update": { request: UserUpdate; answer: User };
  "file.offer": { request: FileOffer; answer: FileOfferAnswer };
  "file.claim": { request: FileClaim; answer: FileFound };
  "file.get": { request: FileGet; answer: FileFound };
  "file.usage": { request: FileUsage; answer: FileUsageAnswer };
  "contact.add": { request: ContactAdd; answer: Nothing };
  "contact.remove": { request: ContactRemove; answer: Nothing };
  "contact.list": { request: ContactList; answer: Users };
  "server.get": { request: ServerGet; answer: ServerGetAnswer };
  "ping": { request: Ping; answer: Nothing };
}

export type OperationName = keyof Operations;

/** Every event by its name. */
export interface Events {
  "message.sent": MessageSentEvent;
  "message.edited": MessageEditedEvent;
  "message.deleted": MessageDeletedEvent;
  "member.joined": MemberJoinedEvent;
  "member.left": MemberLeftEvent;
  "member.removed": MemberRemovedEvent;
  "member.role": MemberRoleEvent;
  "conversation.created": ConversationCreatedEvent;
  "conversation.updated": ConversationUpdatedEvent;
  "call.ended": CallEndedEvent;
  "call.started": CallStartedEvent;
  "call.accepted": CallAcceptedEvent;
  "call.declined": CallDeclinedEvent;
  "call.left": CallLeftEvent;
  "call.signal": CallSignalEvent;
  "receipt.read": ReceiptReadEvent;
  "user.updated": UserUpdatedEvent;
  "typing": TypingEvent;
  "presence": PresenceEvent;
  "conversation.added": ConversationAddedEvent;
  "conversation.preferred": ConversationPreferredEvent;
  "session.revoked": SessionRevokedEvent;
  "hello": HelloEvent;
}

export type EventName = keyof Events;

export type Event = Events[EventName];

/** What a client sends over the socket. */
export type Request = {
  [K in OperationName]: { op: K; id?: RequestId } & Operations[K]["request"];
}[OperationName];

/** The reply to a request that succeeded. */
export interface Success<K extends OperationName = OperationName> {
  re: RequestId;
  ok: Operations[K]["answer"];
}

/** The reply to a request that failed; `re` is null if it had no readable `id`. */
export interface Failure {
  re: RequestId | null;
  error: Problem;
}

/** What a server sends over the socket. */
export type Frame = Success | Failure | Event;

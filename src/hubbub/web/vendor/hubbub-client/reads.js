// Made from the server's operations table by `make sdk`: change that, not this.

/** The operations that change nothing: asking them again is always right. @type {Set<string>} */
export const READS = new Set([
  "auth.resume",
  "auth.sessions",
  "sync",
  "message.history",
  "conversation.list",
  "conversation.get",
  "conversation.search",
  "invite.list",
  "invite.get",
  "member.list",
  "receipt.seen",
  "call.get",
  "call.list",
  "call.servers",
  "presence.get",
  "user.get",
  "user.search",
  "file.get",
  "file.usage",
  "contact.list",
  "server.get",
  "ping",
]);

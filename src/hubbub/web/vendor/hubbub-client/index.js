// The client library: everything of one's conversations shown once and in order, and nothing said lost.

export { Client } from "./client.js";
export { ConnectionLost, HubbubError } from "./errors.js";
export { memoryOutbox, newClientId } from "./outbox.js";

import type { OutboxStorage } from "./index.js";

/** An outbox in a file, for Node. It belongs to one client at a time. What `put` has resolved for survives a SIGKILL. */
export function fileOutbox(path: string): OutboxStorage;

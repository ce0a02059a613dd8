import type { OutboxStorage } from "./index.js";

/** An outbox in the browser's IndexedDB. Tabs may share one: a letter sent twice is one message. */
export function indexedDbOutbox(name?: string): OutboxStorage;

// A backup was restored under a page that had something to send.

import assert from "node:assert/strict";
import { test } from "node:test";
import { leftBehind } from "../../src/hubbub/web/core/letters.js";
import { BEGINNING, reduce } from "../../src/hubbub/web/core/store.js";
import "./import_map.js";
import { ADA, Conversation } from "./server_model.js";

const there = new Conversation(5);
/** @type {Restored | undefined} */
let server;

/** The server, of which another database has been taken: it is in conversation 5 still. */
class Restored {
  readyState = 1;
  onmessage = (/** @type {any} */ _frame) => {};

  constructor() {
    server = this;
  }

  open() {
    this.tell({ ev: "hello", protocol: 1, epoch: "two", heartbeat: 30, user: ADA });
  }

  send(/** @type {string} */ frame) {
    const { op, id } = JSON.parse(frame);
    const ok = { epoch: "two", conversations: [there.summary()], events: [], reset: [], more: false };
    if (op === "sync") setTimeout(() => this.tell({ re: id, ok })); // never at once: what else is asked leaves first
  }

  tell(/** @type {any} */ frame) {
    this.onmessage({ data: JSON.stringify(frame) });
  }

  close() {}
}

class Page {
  signal = { peek: () => this.now() };
  known = BEGINNING;
  client = null;
  tabs = {};
  state = this.signal;
  now = () => this.known;
  flush = () => {};
  dispatch = (/** @type {any} */ action) => (this.known = reduce(this.known, action));
}

async function until(/** @type {() => unknown} */ condition) {
  for (const deadline = Date.now() + 10_000; !condition(); await new Promise((resolve) => setTimeout(resolve, 5)))
    assert.ok(Date.now() < deadline, "waited in vain");
}

/** What Ada sees of a letter to that conversation when she is connected again. @param {number} conversation */
async function letterTo(conversation) {
  Object.assign(globalThis, { WebSocket: Restored, BroadcastChannel: class {}, location: { origin: "http://localhost" } });
  globalThis.addEventListener ??= () => {};
  globalThis.fetch = async () => Response.error();
  server = undefined;
  const { account } = await import("../../src/hubbub/web/core/account.js");
  const page = /** @type {any} */ (new Page());
  const kept = { me: ADA, epoch: "one", conversations: new Map([[5, there.summary()], [6, new Conversation(6).summary()]]) };
  const cache = { works: false, load: async () => ({ state: kept, resume: { cursors: { 5: 0, 6: 0 }, epoch: "one", user: ADA.id } }), forget: async () => {} };
  await account(page, /** @type {any} */ (cache)).begin();
  await until(() => server);
  const { client_id } = page.client.send({ conversation, text: "written meanwhile" });
  /** @type {any} */ (server).open();
  await until(() => page.known.status === "online");
  const seen = page.known.letters.get(client_id);
  const waiting = page.client.waiting.length;
  await page.client.stop();
  return { seen, waiting, left: leftBehind(page.known).map(({ text }) => text) };
}

test("what waited is shown as not sent, and can be sent again", async () => {
  const { seen, waiting } = await letterTo(5);
  assert.deepEqual([seen?.failed?.code, waiting], ["conflict", 1]);
});

test("what waited for where one is no longer is shown as not sent, too", async () => {
  const { seen, waiting, left } = await letterTo(6);
  assert.deepEqual([seen?.failed?.code, waiting], ["conflict", 1]);
  assert.deepEqual(left, ["written meanwhile"]);
});

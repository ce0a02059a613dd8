// What one person has written is not shown to the next one at the same page, and not sent as theirs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BEGINNING, reduce } from "../../src/hubbub/web/core/store.js";
import "./import_map.js";
import { ADA, GRACE } from "./server_model.js";

const { talking } = await import("../../src/hubbub/web/core/talking.js");

const hello = (/** @type {any} */ user) => ({ type: "event", event: { ev: "client.hello", user, epoch: "one", heartbeat: 30 }, now: 0 });
const left = { type: "outside", reason: "logged_out" };

/** The page, without what draws it. */
class Page {
  state = BEGINNING;
  client = { sent: /** @type {any[]} */ ([]), send: (/** @type {any} */ letter) => this.client.sent.push(letter) };
  /** @type {((state: any, before: any) => void)[]} */
  watchers = [];

  share() {}

  watch(/** @type {any} */ watcher) {
    this.watchers.push(watcher);
  }

  dispatch(/** @type {any} */ action) {
    const before = this.state;
    this.state = reduce(before, action);
    for (const watcher of this.watchers) watcher(this.state, before);
  }
}

globalThis.addEventListener = () => {};

/** A network that answers when it is told to. */
function slowNetwork() {
  /** @type {((response: Response) => void)[]} */
  const asked = [];
  globalThis.fetch = () => new Promise((resolve) => asked.push(resolve));
  return asked;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

async function until(/** @type {() => boolean} */ condition) {
  for (const deadline = Date.now() + 10_000; !condition(); await settled()) assert.ok(Date.now() < deadline, "waited in vain");
}

/** Ada has said something with two files, the first is on its way, and she leaves for Grace. */
async function adaLeavesWhileUploading() {
  const page = new Page();
  const asked = slowNetwork();
  const { send, retry } = talking(/** @type {any} */ (page));
  page.dispatch(hello(ADA));
  const files = [new File([], "private.txt"), new File([], "another.txt")];
  const id = send({ conversation: 0 }, "private words", { files });
  assert.equal(page.state.letters.get(id)?.text, "private words");
  await until(() => asked.length === 1);
  page.dispatch(left);
  page.dispatch(hello(GRACE));
  return { page, asked, id, retry };
}

test("a letter whose file fails when its writer has left is nothing to the next one", async () => {
  const { page, asked, id, retry } = await adaLeavesWhileUploading();
  asked[0](Response.json({ error: { code: "unauthenticated", message: "who is it?" } }, { status: 401 }));
  await settled();
  assert.equal(page.state.letters.size, 0);
  page.client = /** @type {any} */ ({ retry: () => null });
  retry(id);
  assert.equal(page.state.letters.size, 0);
});

test("a letter whose file arrives when its writer has left is not sent, and its other files are not either", async () => {
  const { page, asked } = await adaLeavesWhileUploading();
  asked[0](new Response(null, { status: 201, headers: { Location: "/api/v1/files/a" } }));
  await settled();
  assert.deepEqual([page.client.sent, asked.length], [[], 1]);
});

test("a draft put aside, that is kept as its writer leaves, is not kept for the next one", () => {
  const outside = reduce(reduce(BEGINNING, hello(ADA)), left);
  const kept = reduce(outside, { type: "drafted", key: "c0", text: "secret" });
  assert.equal(reduce(kept, hello(GRACE)).drafts.size, 0);
});

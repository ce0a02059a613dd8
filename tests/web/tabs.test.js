// Two tabs of one browser, and a page that is closed too early.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BEGINNING, reduce } from "../../src/hubbub/web/core/store.js";
import "./import_map.js";
import { ADA } from "./server_model.js";

const { talking } = await import("../../src/hubbub/web/core/talking.js");

const letter = { client_id: "k", conversation: 5, text: "hello", queued_at: "2026-01-01T00:00:00.000Z" };
/** What the browser asks before it closes the page. @type {((event: Event) => void)[]} */
const closing = [];
globalThis.addEventListener = (/** @type {string} */ name, /** @type {any} */ listener) => name === "beforeunload" && closing.push(listener);
globalThis.fetch = () => new Promise(() => {});

/** A tab in which Ada has a letter that was refused. */
function tab() {
  const page = /** @type {any} */ ({
    known: [{ type: "event", event: { ev: "client.hello", user: ADA, epoch: "one" }, now: 0 }, { type: "letter", letter }].reduce(/** @type {any} */ (reduce), BEGINNING),
    tabs: new BroadcastChannel("hubbub"),
    client: { cancel: () => true },
    watch() {},
    share() {},
    dispatch: (/** @type {any} */ action) => (page.known = reduce(page.known, action)),
  });
  page.state = { peek: () => page.known };
  return page;
}

test("what is discarded in one tab is gone from the others, and not sent from there", async () => {
  const { account } = await import("../../src/hubbub/web/core/account.js");
  const [one, other] = [tab(), tab()];
  const { cancel } = talking(one);
  account(other, /** @type {any} */ ({}));
  cancel("k");
  for (const deadline = Date.now() + 10_000; other.known.letters.size && Date.now() < deadline; ) await new Promise((resolve) => setTimeout(resolve, 5));
  one.tabs.close();
  other.tabs.close();
  assert.equal(other.known.letters.size, 0);
});

test("whoever closes the page while a file is on its way is asked whether they mean it", () => {
  const page = tab();
  closing.length = 0;
  const { send, cancel } = talking(page);
  const asks = () => {
    const event = new Event("beforeunload", { cancelable: true });
    for (const listener of closing) listener(event);
    return event.defaultPrevented;
  };
  const before = asks();
  const id = send({ conversation: 5 }, "look", { files: [new File(["x"], "picture.png")] });
  const during = asks();
  cancel(id);
  page.tabs.close();
  assert.deepEqual([before, during, asks()], [false, true, false]);
});

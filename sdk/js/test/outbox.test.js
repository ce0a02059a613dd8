import assert from "node:assert/strict";
import { mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { HubbubError } from "../src/errors.js";
import { fileOutbox } from "../src/file.js";
import { Outbox, memoryOutbox, newClientId } from "../src/outbox.js";

const letter = (client_id, conversation = 0, more = {}) => ({ client_id, conversation, text: client_id, queued_at: "", ...more });
const failed = (error) => assert.fail(error);

async function filled(...letters) {
  const outbox = new Outbox(memoryOutbox(), failed);
  await outbox.load();
  for (const each of letters) await outbox.keep(outbox.put(each));
  return outbox;
}
const sendable = (outbox) => [...outbox.next()].map(({ letter }) => letter.client_id);

test("one to each place is on its way, in the order in which they were put", async () => {
  const outbox = await filled(letter("a"), letter("b"), letter("c", 5), letter("d", 5));
  assert.deepEqual(sendable(outbox), ["a", "c"]);
  assert.deepEqual(sendable(outbox), []);
  outbox.remove(outbox.find("a"));
  assert.deepEqual(sendable(outbox), ["b"]);
});

test("after a break all that was on its way is sent again, and nothing overtakes it", async () => {
  const outbox = await filled(letter("a"), letter("b"));
  sendable(outbox);
  outbox.returnAll();
  assert.deepEqual(sendable(outbox), ["a"]);
});

test("nothing leaves before it is stored, nor before what an earlier program has left", async () => {
  const storage = memoryOutbox();
  await storage.put(letter("earlier"));
  const outbox = new Outbox(storage, failed);
  const now = outbox.put(letter("now"));
  assert.deepEqual(sendable(outbox), []);
  await outbox.load();
  assert.deepEqual(sendable(outbox), ["earlier"]);
  outbox.remove(outbox.find("earlier"));
  assert.deepEqual(sendable(outbox), []);
  await outbox.keep(now);
  assert.deepEqual(sendable(outbox), ["now"]);
});

test("one that has failed holds up nobody, and stands at the end when it is tried again", async () => {
  const outbox = await filled(letter("a"), letter("b"), letter("c"));
  sendable(outbox);
  const a = outbox.find("a");
  outbox.fail(a, new HubbubError({ code: "not_found", message: "no" }));
  await assert.rejects(a.done, { code: "not_found" });
  assert.deepEqual(outbox.waiting.map(({ failed }) => failed?.code), ["not_found", undefined, undefined]);
  outbox.retry(a, "e");
  for (const id of ["b", "c", "a"]) {
    assert.deepEqual(sendable(outbox), [id]);
    outbox.remove(outbox.find(id));
  }
  assert.deepEqual(outbox.waiting, []);
});

test("letters of another user wait for them, and hold up nobody", async () => {
  const outbox = await filled(letter("theirs", 0, { user: 8 }), letter("mine", 0, { user: 7 }));
  outbox.user = 7;
  assert.deepEqual(outbox.waiting.map(({ client_id }) => client_id), ["mine"]);
  assert.deepEqual(sendable(outbox), ["mine"]);
});

test("what may wait is bounded, and a key is used once", async () => {
  const outbox = await filled(letter("a"));
  assert.throws(() => outbox.put(letter("a")), { code: "conflict" });
  for (let number = 1; number < 10_000; number += 1) outbox.put(letter(newClientId()));
  assert.throws(() => outbox.put(letter("b")), { code: "outbox_full" });
});

test("what another program has left meanwhile is brought in once, and goes first", async () => {
  const storage = memoryOutbox();
  const outbox = new Outbox(storage, failed);
  await outbox.load();
  await outbox.keep(outbox.put(letter("mine")));
  await storage.put(letter("left"));
  await Promise.all([outbox.load(), outbox.load()]);
  assert.deepEqual(outbox.waiting.map(({ client_id }) => client_id), ["left", "mine"]);
  assert.deepEqual(sendable(outbox), ["left"]);
});

test("what is acknowledged while letters are brought in does not come back", async () => {
  const storage = memoryOutbox();
  const outbox = new Outbox({ ...storage, remove: async () => {} }, failed);
  await outbox.load();
  await outbox.keep(outbox.put(letter("a")));
  const loading = outbox.load();
  outbox.remove(outbox.find("a"));
  await loading;
  assert.deepEqual(outbox.waiting, []);
});

const path = async () => join(await mkdtemp(join(tmpdir(), "hubbub-")), "outbox");
const held = async (file) => {
  const outbox = fileOutbox(file);
  const letters = await outbox.load();
  await outbox.close();
  return letters.map(({ client_id, text }) => (text === client_id ? client_id : `${client_id}=${text}`));
};

test("a file holds what was put and not removed, in its order", async () => {
  const file = await path();
  const outbox = fileOutbox(file);
  assert.deepEqual(await outbox.load(), []);
  await Promise.all([outbox.put(letter("a")), outbox.put(letter("b")), outbox.put(letter("c"))]);
  await outbox.remove("b");
  await outbox.put(letter("a", 0, { text: "changed" }));
  await outbox.close();
  assert.deepEqual(await held(file), ["a=changed", "c"]);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
});

test("a half written end is left out, and what is written after it is whole", async () => {
  const file = await path();
  const outbox = fileOutbox(file);
  for (const id of ["a", "b"]) await outbox.put(letter(id));
  await outbox.close();
  const whole = await readFile(file, "utf8");
  await writeFile(file, whole.slice(0, -7));
  const again = fileOutbox(file);
  await again.put(letter("c"));
  await again.close();
  assert.deepEqual(await held(file), ["a", "c"]);
  assert.equal((await readFile(file, "utf8")).split("\n").length, 3);
});

test("a file does not grow with what has gone through it, and loses nothing by being written anew", async () => {
  const file = await path();
  const outbox = fileOutbox(file);
  const rounds = 40;
  for (let round = 0; round < rounds; round += 1) {
    const ids = Array.from({ length: 50 }, (_, index) => `${round}.${index}`);
    const puts = ids.map((id) => outbox.put(letter(id, 0, { text: "x".repeat(200) })));
    const removals = ids.slice(1).map((id, index) => puts[index + 1].then(() => outbox.remove(id)));
    await Promise.all([...puts, ...removals]);
  }
  await outbox.close();
  assert.ok((await stat(file)).size < 150_000);
  assert.deepEqual((await held(file)).map((line) => line.split("=")[0]), Array.from({ length: rounds }, (_, round) => `${round}.0`));
});

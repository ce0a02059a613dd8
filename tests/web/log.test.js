// Chunks of a log: what is known has no holes, and what did not change is the same object.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as log from "../../src/hubbub/web/core/log.js";
import { Conversation } from "./server_model.js";

/** A conversation of so many messages, every tenth position an edit of the one before. @param {number} length */
function talk(length) {
  const there = new Conversation(7);
  while (there.head < length) (there.head + 1) % 10 ? there.say(1, `number ${there.head + 1}`) : there.edit(there.head, "edited");
  return there;
}

/** @param {any} known @param {number} chunk */
const seqs = (known, chunk) => known.chunks.get(chunk).entries.map((/** @type {any} */ entry) => entry.seq);
/** @param {any} known @param {number} chunk */
const range = (known, chunk) => [known.chunks.get(chunk).low, known.chunks.get(chunk).high];

test("a page of history makes its chunk known to its end", () => {
  const there = talk(250);
  const known = log.withMessages(log.NOTHING, 1, there.history(100, 100), 250);
  assert.deepEqual(range(known, 1), [101, 200]);
  assert.equal(seqs(known, 1).length, 90);
  assert.ok(log.isWhole(known, 1, 250));
  assert.equal(known.chunks.size, 1, "what goes past the chunk is left");
});

test("the last chunk is known as far as the log went when it was asked for", () => {
  const there = talk(250);
  const known = log.withMessages(log.NOTHING, 2, there.history(200, 100), 250);
  assert.deepEqual(range(known, 2), [201, 250]);
  assert.ok(log.isWhole(known, 2, 250));
  assert.ok(!log.isWhole(known, 2, 251));
});

test("what happens while a page is on its way is part of the chunk when it comes", () => {
  const there = talk(250);
  const old = there.history(200, 100);
  const live = there.say(1, "meanwhile");
  const known = log.withMessages(log.withEntry(log.loading(log.NOTHING, 2), live), 2, old, 250);
  assert.deepEqual(range(known, 2), [201, 251]);
  assert.equal(log.entryAt(known, 251)?.seq, 251);
  assert.ok(log.isWhole(known, 2, 251));
});

test("an edit heard while an older page was on its way is not undone by it", () => {
  const there = talk(20);
  const old = there.history(0, 100);
  let known = log.loading(log.NOTHING, 0);
  known = log.amended(known, 3, { text: "mended" });
  known = log.amended(known, 4, log.deletion());
  known = log.withMessages(known, 0, old, 20);
  assert.equal(/** @type {any} */ (log.entryAt(known, 3)).text, "mended");
  assert.equal(/** @type {any} */ (log.entryAt(known, 4)).deleted, true);
  assert.equal(known.changes.size, 0, "and it is forgotten when nothing is on its way");
});

test("what is deleted stays deleted", () => {
  let known = log.withMessages(log.NOTHING, 0, talk(20).history(0, 100), 20);
  known = log.amended(known, 3, log.deletion());
  assert.equal(log.amended(known, 3, { text: "back again" }), known);
});

test("an entry that is here already changes nothing", () => {
  const there = talk(20);
  const known = log.withMessages(log.NOTHING, 0, there.history(0, 100), 20);
  assert.equal(log.withEntry(known, /** @type {any} */ ({ ...there.log[4], shape: "said" })), known);
});

test("a new entry leaves every other chunk and entry as it was", () => {
  const there = talk(150);
  let known = log.withMessages(log.NOTHING, 0, there.history(0, 100), 150);
  known = log.withMessages(known, 1, there.history(100, 100), 150);
  const next = log.withEntry(known, there.say(1, "new"));
  assert.equal(next.chunks.get(0), known.chunks.get(0));
  assert.equal(next.chunks.get(1)?.entries[0], known.chunks.get(1)?.entries[0]);
  assert.notEqual(next.chunks.get(1), known.chunks.get(1));
});

test("a chunk of a hundred edits is known, and empty", () => {
  const there = talk(5);
  for (let count = 0; count < 250; count++) there.edit(1, `version ${count}`);
  there.say(1, "at last");
  const known = log.withMessages(log.NOTHING, 1, there.history(100, 100), there.head);
  assert.deepEqual(range(known, 1), [101, 200]);
  assert.deepEqual(seqs(known, 1), []);
});

test("of many chunks those nearest to what is looked at stay, and the last", () => {
  const there = talk(2000);
  let known = log.NOTHING;
  for (let chunk = 0; chunk < 20; chunk++) known = log.withMessages(known, chunk, there.history(100 * chunk, 100), 2000);
  const kept = log.bounded(known, 4, 6);
  assert.deepEqual([...kept.chunks.keys()].sort((a, b) => a - b), [5, 6, 7, 19]);
  assert.equal(log.bounded(kept, 4, 6), kept);
});

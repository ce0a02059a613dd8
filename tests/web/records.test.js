// Several tabs write into one record.

import assert from "node:assert/strict";
import { test } from "node:test";
import { rebased } from "../../src/hubbub/web/core/maps.js";

const none = new Map();
/** @param {[any, any][]} entries */
const map = (...entries) => new Map(entries);

test("what another tab has put stays, and what was put and taken out here is so there", () => {
  const [before, after] = [map(["c1", "hel"], ["c2", "sent"]), map(["c1", "hello"], ["c3", "new"])];
  assert.deepEqual(rebased([["c1", "hel"], ["c2", "sent"], ["c9", "theirs"]], before, after), [["c1", "hello"], ["c9", "theirs"], ["c3", "new"]]);
});

test("what did not change here is as the other tab has left it: changed, or gone", () => {
  const same = map(["c1", "old"], ["c2", "old"]);
  assert.deepEqual(rebased([["c1", "newer"]], same, same), [["c1", "newer"]]);
});

test("what was taken out here stays if the other tab has put something else in its place", () => {
  assert.deepEqual(rebased([["c1", "theirs"]], map(["c1", "mine"]), none), [["c1", "theirs"]]);
});

test("of two read marks the further one is kept", () => {
  assert.deepEqual(rebased([[5, 12]], none, map([5, 10]), Math.max), [[5, 12]]);
  assert.deepEqual(rebased([[5, 8]], none, map([5, 10]), Math.max), [[5, 10]]);
});

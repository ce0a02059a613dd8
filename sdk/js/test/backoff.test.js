import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "../src/backoff.js";

const most = new Backoff({ first: 100, most: 1_000, random: () => 1 });
const least = new Backoff({ first: 100, most: 1_000, random: () => 0 });

test("a wait is anything from nothing to a bound that doubles up to its own bound", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 2_000].map((failures) => most.wait(failures)), [100, 200, 400, 800, 1_000, 1_000]);
  assert.equal(least.wait(9), 0);
});

test("after 1012 it is a random part of the seconds in the reason", () => {
  assert.equal(most.afterEnd({ code: 1012, reason: "7" }, 0), 7_000);
  assert.equal(least.afterEnd({ code: 1012, reason: "7" }, 0), 0);
  assert.equal(most.afterEnd({ code: 1012, reason: "7" }, 1), 7_200, "and who keeps failing waits longer");
  assert.equal(most.afterEnd({ code: 1012, reason: "999999" }, 0), 300_000, "but for no more than five minutes");
  assert.equal(most.afterEnd({ code: 1012, reason: "soon" }, 0), 100);
});

test("after any other end it is the next wait", () => {
  for (const code of [1006, 1011, 4000, 4001]) assert.equal(most.afterEnd({ code, reason: "" }, 1), 200);
});

test("after a refusal it is what the server asked for, and a wait", () => {
  assert.equal(least.afterRefusal({ retry_after: 3 }, 5), 3_000);
  assert.equal(most.afterRefusal({}, 1), 200);
});

// When what happens is drawn as it comes, and when together.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Flood } from "../../src/hubbub/web/core/flood.js";

/** Count so many a second for so many milliseconds. @param {Flood} flood @param {number} rate @param {number} from @param {number} ms */
function pour(flood, rate, from, ms) {
  for (let at = from; at < from + ms; at += 1000 / rate) flood.count(at);
}

test("ten a second are drawn as they come", () => {
  const flood = new Flood();
  pour(flood, 10, 0, 5_000);
  assert.equal(flood.isRisen, false);
});

test("fifty a second are a flood before half a second is over, and stay one", () => {
  const flood = new Flood();
  pour(flood, 50, 0, 400);
  assert.equal(flood.isRisen, true);
  for (let from = 400; from < 3_000; from += 100) {
    pour(flood, 50, from, 100);
    assert.equal(flood.isRisen, true, `after ${from} ms`);
  }
});

test("the more there is, the further apart it is drawn, and never further than a quarter of a second", () => {
  const apart = [40, 60, 200, 2_000].map((rate) => {
    const flood = new Flood();
    pour(flood, rate, 0, 2_000);
    return Math.round(flood.apart / 10) * 10;
  });
  assert.ok(apart[0] >= 100 && apart[0] < apart[1] && apart[1] < apart[2], String(apart));
  assert.deepEqual(apart.slice(2), [250, 250]);
});

test("what comes after a rest is none", () => {
  const flood = new Flood();
  pour(flood, 200, 0, 2_000);
  flood.count(10_000);
  assert.equal(flood.isRisen, false);
});

// Where positions stand: the same answer from every side, whatever is here of the log.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Heights } from "../../src/hubbub/web/views/conversation/heights.js";

/** @param {number} low @param {number} high @param {(seq: number) => boolean} [shown] @returns {any} */
function chunk(low, high, shown = () => true) {
  const entries = [];
  for (let seq = low; seq <= high; seq += 1) if (shown(seq)) entries.push({ shape: "said", seq, text: "x" });
  return { number: Math.floor((low - 1) / 100), low, high, entries };
}

/** @param {any[]} chunks @returns {any} */
const log = (...chunks) => ({ chunks: new Map(chunks.map((one) => [one.number, one])), loading: new Set(), changes: new Map() });

/** @param {number} head @param {any[]} chunks */
function heights(head, ...chunks) {
  const made = new Heights((entry) => 30 + (entry.seq % 7) * 10);
  made.update(log(...chunks), head);
  return made;
}

test("a place found by its height is the place that stands there", () => {
  const known = heights(1_234, chunk(101, 200), chunk(301, 400, (seq) => seq % 3 > 0), chunk(1_210, 1_234));
  for (let y = 0; y < known.total; y += 37) {
    const { seq, offset } = known.locate(y);
    assert.ok(Math.abs(known.top(seq) + offset - y) < 0.001, `${y}: ${seq} ${offset}`);
  }
});

test("what is drawn has no holes and stands in order", () => {
  const known = heights(1_234, chunk(101, 200), chunk(1_150, 1_180), chunk(1_201, 1_234));
  for (let y = 0; y < known.total; y += 411) {
    const { pieces, top } = known.between(y, y + 2_000);
    let at = top;
    for (const piece of pieces) {
      assert.ok(Math.abs(piece.top - at) < 0.001, `${piece.key} at ${piece.top}, not ${at}`);
      at += "gap" in piece ? piece.height : known.heightOf(piece.entry);
    }
    assert.ok(at >= Math.min(y + 2_000, known.total) - 0.001);
    assert.equal(new Set(pieces.map(({ key }) => key)).size, pieces.length);
  }
});

test("a measured row moves what is below it and nothing above", () => {
  const known = heights(300, chunk(1, 100), chunk(101, 200), chunk(201, 300));
  const [above, below] = [known.top(150), known.top(151)];
  known.measure(150, 500);
  assert.equal(known.top(150), above);
  assert.ok(known.top(151) > below);
});

test("a chunk that is dropped stays as high as it was", () => {
  const known = heights(300, chunk(1, 100), chunk(101, 200), chunk(201, 300));
  known.measure(120, 900);
  const { total } = known;
  known.update(log(chunk(201, 300)), 300);
  assert.ok(Math.abs(known.total - total) < 0.001);
  assert.ok("gap" in known.between(0, 10).pieces[0]);
});

test("a million messages are no higher than a browser can lay out", () => {
  const known = heights(1_000_000, chunk(999_901, 1_000_000));
  assert.ok(known.total < 16_000_000, String(known.total));
});

test("what is missing is named, nearest to the middle first", () => {
  const known = heights(1_000, chunk(401, 500));
  const from = known.top(301);
  const missing = known.missing(from, known.top(650));
  assert.deepEqual(missing.sort(), [3, 5, 6]);
});

test("an entry past a gap has no known neighbour, and its day and turn begin anew", () => {
  const known = heights(1_000, chunk(401, 500), chunk(501, 600));
  const { pieces } = known.between(known.top(401), known.top(600));
  const entries = pieces.filter((piece) => "entry" in piece);
  assert.equal(entries[0].before, null);
  assert.equal(entries.find(({ entry }) => entry.seq === 501)?.before?.seq, 500);
});

// The palette: every pair of ink and ground that the page uses is readable (WCAG AA), in both themes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const css = readFileSync(new URL("../../src/hubbub/web/style/tokens.css", import.meta.url), "utf8");
const TEXT = 4.5;
const SHAPE = 3; // borders of fields, icons, dots

/** @type {Record<string, [string, string]>} each colour's two values */
const colours = {};
for (const [, name, light, dark] of css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)) colours[name] = [light, dark];
for (const [, name, both] of css.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)) colours[name] = [both, both];

/** @param {string} hex */
function luminance(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {string} a @param {string} b */
function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ["side", "page", "raised", "sunken", "hover", "tint", "bubble", "own"];

/** @type {[string, string, number][]} */
const PAIRS = [
  ...GROUNDS.flatMap((ground) => [["ink", ground, TEXT], ["soft", ground, TEXT]]),
  ...["side", "page", "raised", "hover", "tint", "bubble", "own", "sunken"].map((ground) => ["accent", ground, TEXT]),
  ...["side", "page", "raised", "hover"].map((ground) => ["bad", ground, TEXT]),
  ["ink", "call", TEXT],
  ["ink", "code", TEXT],
  ["ink", "warn-tint", TEXT],
  ["soft", "warn-tint", TEXT],
  ["accent", "warn-tint", TEXT],
  ["warn", "warn-tint", SHAPE],
  ["bad", "bad-tint", TEXT],
  ["warn", "page", TEXT],
  ["accent-ink", "accent", TEXT],
  ["accent-ink", "accent-strong", TEXT],
  ["bad-ink", "bad", TEXT],
  ...["raised", "page", "side"].flatMap((ground) => [["line-strong", ground, SHAPE], ["good", ground, SHAPE]]),
  ...[...Array(8).keys()].map((hue) => ["hue-ink", `hue${hue}`, TEXT]),
];

test("every pair of ink and ground is readable in both themes", () => {
  const poor = PAIRS.flatMap(([ink, ground, least]) =>
    ["light", "dark"].flatMap((theme, at) => {
      const found = contrast(colours[ink][at], colours[ground][at]);
      return found < least ? [`${ink} on ${ground}, ${theme}: ${found.toFixed(2)} of ${least}`] : [];
    }),
  );
  assert.deepEqual(poor, []);
});

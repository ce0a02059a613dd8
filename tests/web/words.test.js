// The page's words: both languages are complete, and every word that the code asks for is there.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import en from "../../src/hubbub/web/words/en.js";
import zh from "../../src/hubbub/web/words/zh.js";

const WEB = new URL("../../src/hubbub/web/", import.meta.url).pathname;
const OURS = ["core", "text", "views", "words"];

const sources = OURS.flatMap((folder) =>
  readdirSync(join(WEB, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .map((name) => ({ name: join(folder, name), text: readFileSync(join(WEB, folder, name), "utf8") })),
);
const code = sources.filter(({ name }) => !/words\/(en|zh)\.js$/.test(name));

/** Every string of the code that has the shape of a key. */
const quoted = new Set(code.flatMap(({ text }) => [...text.matchAll(/["'`]([a-z][a-z0-9_]*)["'`]/g)].map(([, word]) => word)));
/** The beginnings of keys that are put together: t(`role_${…}`). */
const begun = [...new Set(code.flatMap(({ text }) => [...text.matchAll(/`([a-z][a-z_]*_)\$\{/g)].map(([, word]) => word)))];

test("both languages have the same words, in the same order", () => {
  assert.deepEqual(Object.keys(zh), Object.keys(en));
});

test("no word is given twice in a file", () => {
  for (const tongue of ["en", "zh"]) {
    const keys = [...readFileSync(join(WEB, `words/${tongue}.js`), "utf8").matchAll(/^ {2}([a-z]\w*):/gm)].map(([, key]) => key);
    assert.deepEqual(keys.filter((key, at) => keys.indexOf(key) !== at), []);
    assert.equal(keys.length, Object.keys(en).length);
  }
});

test("a sentence has the same gaps in both languages", () => {
  const gaps = (sentence) => [...new Set(sentence.match(/\{\d\}/g) ?? [])].sort();
  // English may leave the number out of its singular, and a language may leave out who did it.
  const differ = Object.keys(en).filter((key) => gaps(zh[key]).some((gap) => !gaps(en[key]).includes(gap)));
  assert.deepEqual(differ, []);
});

test("Chinese is Chinese: no sentence was left in English", () => {
  assert.deepEqual(Object.keys(zh).filter((key) => !/\p{Script=Han}/u.test(zh[key]) && /[a-z]{3}/i.test(zh[key])), []);
});

test("every word that the code asks for is there", () => {
  const missing = code.flatMap(({ name, text }) => {
    const plain = [...text.matchAll(/\bt\(\s*["']([^"']+)["']/g)].map(([, key]) => key);
    const either = [...text.matchAll(/\bt\([^()"'`]*\?\s*["']([^"']+)["']\s*:\s*["']([^"']+)["']/g)].flatMap(([, a, b]) => [a, b]);
    const counted = [...text.matchAll(/\bt\.n\(\s*["']([^"']+)["']/g)].flatMap(([, key]) => [`${key}_one`, `${key}_other`]);
    return [...plain, ...either, ...counted].filter((key) => !(key in en)).map((key) => `${name}: ${key}`);
  });
  assert.deepEqual(missing, []);
});

test("every word that is there is asked for", () => {
  const used = (key) => quoted.has(key) || quoted.has(key.replace(/_(one|other)$/, "")) || begun.some((start) => key.startsWith(start));
  assert.deepEqual(Object.keys(en).filter((key) => !used(key)), []);
});

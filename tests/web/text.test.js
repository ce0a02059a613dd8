// Code in colours, what is being written at the cursor, people and emoji by a few letters.

import assert from "node:assert/strict";
import { test } from "node:test";
import { highlight } from "../../src/hubbub/web/text/highlight.js";
import { beginningAt, findPeople } from "../../src/hubbub/web/text/mentions.js";

const PIECES = /** @type {[string, string, string, string][]} */ ([
  ["js", "const a = `x ${b}`; // why", "keyword", "const"],
  ["js", "call(1)", "name", "call"],
  ["ts", "let x: string", "type", "string"],
  ["python", '"""doc\nmore"""', "string", '"""doc\nmore"""'],
  ["py", "# note", "comment", "# note"],
  ["json", '{"key": 1.5}', "name", '"key"'],
  ["html", "<a href='x'>", "keyword", "<a"],
  ["css", "a { color: #fff }", "number", "#fff"],
  ["sql", "SELECT 1", "keyword", "SELECT"],
  ["bash", "echo $HOME", "name", "$HOME"],
  ["go", "func main() {}", "keyword", "func"],
  ["rust", 'println!("x")', "name", "println!"],
  ["java", "@Override int x;", "name", "@Override"],
  ["c++", "#include <a>\nint x = 0xff; /* y */", "comment", "/* y */"],
  ["yaml", "name: x # y", "name", "name"],
]);

for (const [language, code, kind, piece] of PIECES) {
  test(`${language} has the ${kind} ${JSON.stringify(piece)}`, () => {
    const parts = highlight(code, language) ?? [];
    assert.equal(parts.map(([, text]) => text).join(""), code, "nothing is lost or doubled");
    assert.ok(parts.some((part) => part[0] === kind && part[1] === piece), JSON.stringify(parts));
  });
}

test("an unknown language is not guessed", () => {
  assert.equal(highlight("x", "klingon"), null);
  assert.equal(highlight("x", "constructor"), null);
});

for (const part of ["/*", '"', "'", "`", "\\", '"""', "#", "<", "<!--", "a:", "$", "0", "a!", "#[", "@"]) {
  test(`colours take time in proportion to ${JSON.stringify(part)}`, () => {
    const code = part.repeat(10_000 / part.length);
    for (const language of ["js", "python", "json", "html", "css", "sql", "sh", "go", "rust", "java", "c", "yaml"]) {
      const from = performance.now();
      highlight(code, language);
      assert.ok(performance.now() - from < 500, `${language}: ${performance.now() - from} ms`);
    }
  });
}

test("a name or an emoji begins at the cursor", () => {
  assert.deepEqual(beginningAt("hi @gr", 6), { kind: "@", query: "gr", from: 3 });
  assert.deepEqual(beginningAt("你好@王", 4), { kind: "@", query: "王", from: 2 });
  assert.deepEqual(beginningAt("@Ada Lov", 8), { kind: "@", query: "Ada Lov", from: 0 });
  assert.deepEqual(beginningAt("so :smi", 7), { kind: ":", query: "smi", from: 3 });
  assert.deepEqual(beginningAt(":笑脸", 3), { kind: ":", query: "笑脸", from: 0 });
  for (const text of ["a@b", "at 10:30", "hi @ there", "@ada, and", "::x", ":a", ""]) assert.equal(beginningAt(text, text.length), null, text);
});

test("people are found by the beginning of any of their names, those first", () => {
  const people = [
    { id: 1, name: "grace", display_name: "Rear Admiral Hopper" },
    { id: 2, name: "hopscotch", display_name: "Zoe" },
    { id: 3, name: "linus", display_name: "Linus" },
  ];
  assert.deepEqual(findPeople(people, "HOP").map(({ id }) => id), [2, 1]);
  assert.deepEqual(findPeople(people, "").map(({ id }) => id), [3, 1, 2]);
});

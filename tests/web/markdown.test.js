// People's texts as trees: a corpus of what is written, and texts that were made to be slow.

import assert from "node:assert/strict";
import { test } from "node:test";
import { loadEmoji } from "../../src/hubbub/web/text/emoji.js";
import { parse, plain } from "../../src/hubbub/web/text/markdown.js";

/** A tree, written so that it can be read: b(…) is strong, a(href|…) a link. @param {any} node @returns {string} */
function written(node) {
  if (typeof node === "string") return node;
  const inner = () => node.children.map(written).join("");
  switch (node.type) {
    case "paragraph":
      return inner();
    case "strong":
      return `b(${inner()})`;
    case "em":
      return `i(${inner()})`;
    case "strike":
      return `s(${inner()})`;
    case "code":
      return `code(${node.text})`;
    case "link":
      return `a(${node.href}|${inner()})`;
    case "mention":
      return `at(${node.user}|${node.text})`;
    case "emoji":
      return `emoji(${node.name})`;
    case "quote":
      return `quote(${node.children.map(written).join("¶")})`;
    case "fence":
      return `fence(${node.language}|${node.text})`;
    default:
      return `${node.ordered ? `ol${node.start}` : "ul"}(${node.items.map((/** @type {any} */ item) => item.map(written).join("¶")).join(", ")})`;
  }
}

const NAMED = /** @type {any} */ ([
  { name: "ada", user: 1 },
  { name: "Ada Lovelace", user: 2 },
  { name: "王小明", user: 3 },
  { name: "all", user: "all" },
]);

/** @type {[string, string][]} */
const CORPUS = [
  ["plain words", "plain words"],
  ["two\nlines  with   spaces", "two\nlines  with   spaces"],
  ["a\n\n\nb", "a\n\n\nb"],
  ["**bold** *it* _it_ ~~no~~ `code`", "b(bold) i(it) i(it) s(no) code(code)"],
  ["***both***", "b(i(both))"],
  ["*it **bold***", "i(it b(bold))"],
  ["**bold *it***", "b(bold i(it))"],
  ["~~**x**~~", "s(b(x))"],
  ["中**粗体**文", "中b(粗体)文"],
  ["他说**“你好”**然后走了", "他说b(“你好”)然后走了"],
  ["**굵게**는 *イタリック*です", "b(굵게)는 i(イタリック)です"],
  ["2*3*4 = 24", "2*3*4 = 24"],
  ["snake_case_name and __init__", "snake_case_name and __init__"],
  ["a * b * c", "a * b * c"],
  ["2 ** 3 ** 4", "2 ** 3 ** 4"],
  ["*a *b*", "*a i(b)"],
  ["**a", "**a"],
  ["**a\n\nb**", "**a\n\nb**"],
  ["**** and **", "**** and **"],
  ["~one~ 好的~ 嗯~", "~one~ 好的~ 嗯~"],
  ["¯\\_(ツ)_/¯", "¯\\_(ツ)_/¯"],
  ["\\*not\\* \\`code\\`", "*not* `code`"],
  ["C:\\temp\\new", "C:\\temp\\new"],
  ["`**not bold**`", "code(**not bold**)"],
  ["`` a ` b ``", "code(a ` b)"],
  ["`open", "`open"],
  ["see https://example.org/a_(b)?c=1, please", "see a(https://example.org/a_(b)?c=1|https://example.org/a_(b)?c=1), please"],
  ["(https://a.example/b)", "(a(https://a.example/b|https://a.example/b))"],
  ["看https://a.example/b这里。", "看a(https://a.example/b|https://a.example/b)这里。"],
  ["https://a.example/b。好", "a(https://a.example/b|https://a.example/b)。好"],
  ["https://例子.中国/x", "a(https://例子.中国/x|https://例子.中国/x)"],
  ["**https://a.example/b**", "b(a(https://a.example/b|https://a.example/b))"],
  ["https://a.example/?q=*x*&y=_z_", "a(https://a.example/?q=*x*&y=_z|https://a.example/?q=*x*&y=_z)_"],
  ["xhttps://a.example", "xhttps://a.example"],
  ["http:// and https://", "http:// and https://"],
  ["mailto:ada@example.org", "a(mailto:ada@example.org|mailto:ada@example.org)"],
  ["[the page](https://a.example/(x))", "a(https://a.example/(x)|the page)"],
  ["[**bold** page](https://a.example)", "a(https://a.example|b(bold) page)"],
  ["[x](javascript:alert(1))", "[x](javascript:alert(1))"],
  ["[x](data:text/html,1) [x](//a.example) [x](vbscript:x)", "[x](data:text/html,1) [x](//a.example) [x](vbscript:x)"],
  ["[x](JaVaScRiPt:alert(1))", "[x](JaVaScRiPt:alert(1))"],
  ["[https://bank.example](https://evil.example)", "[a(https://bank.example|https://bank.example)](a(https://evil.example|https://evil.example))"],
  ["[www.bank.example](https://evil.example)", "[www.bank.example](a(https://evil.example|https://evil.example))"],
  ["[] [x] [x]() ](", "[] [x] [x]() ]("],
  ["hi @ada, @Ada Lovelace!", "hi at(1|@ada), at(2|@Ada Lovelace)!"],
  ["@王小明你好 @adam me@ada", "at(3|@王小明)你好 @adam me@ada"],
  ["@all @nobody", "at(all|@all) @nobody"],
  [":smile: 10:30:20 :+1:", "emoji(smile) 10:30:20 emoji(+1)"],
  ["> one\n> > two\n\nthree", "quote(one¶quote(two))three"],
  ["- a\n- b\n  - c\n- d", "ul(a, b¶ul(c), d)"],
  ["3. c\n4. d", "ol3(c, d)"],
  ["-no list\n1.no list", "-no list\n1.no list"],
  ["```js\nlet a = **b**;\n```\nafter", "fence(js|let a = **b**;)after"],
  ["```\nx```", "fence(|x)"],
  ["```\nopen", "fence(|open)"],
  ["```one line```", "code(one line)"],
  ["<b>no</b> &amp; <script>alert(1)</script>", "<b>no</b> &amp; <script>alert(1)</script>"],
  ["\u{1f468}\u200d\u{1f469}\u200d\u{1f467} **\u{1f600}**", "\u{1f468}\u200d\u{1f469}\u200d\u{1f467} b(\u{1f600})"],
];

for (const [text, tree] of CORPUS) {
  test(`reads ${JSON.stringify(text)}`, () => assert.equal(parse(text, NAMED).map(written).join(""), tree));
}

const HOSTILE = ["*", "**", "_", "~~", "`", "[", "](", "[a](", "[a](b", "`a``", "**a*", "*a **b ", "@", "@ada", ">", "> ", "> - ", "- ", "  - ", "1. ", "```\n", "https://", "http://a.b[", "mailto:", "\\", ":a", ":a:", "(", "[(", "*a_", "\n", " \n", "\u{1f600}*"];

for (const part of HOSTILE) {
  test(`takes time in proportion to ${JSON.stringify(part)}, however many`, () => {
    const text = part.repeat(Math.ceil(10_000 / part.length));
    const long = part.repeat(Math.ceil(80_000 / part.length));
    parse(text, NAMED); // once to get warm
    const took = (/** @type {string} */ what) => {
      const from = performance.now();
      parse(what, NAMED);
      return performance.now() - from;
    };
    const [short, eight] = [Math.min(took(text), took(text), took(text)), Math.min(took(long), took(long))];
    assert.ok(short < 250, `${short} ms for a message of the longest kind`);
    assert.ok(eight < 600 + short * 24, `${eight} ms for eight times as much, ${short} ms for one`);
    assert.ok(depth(parse(text, NAMED)) < 40, "so shallow that it can be drawn");
  });
}

/** @param {any} node @returns {number} */
function depth(node) {
  const inner = Array.isArray(node) ? node : (node.children ?? node.items ?? []);
  return typeof node === "string" ? 0 : 1 + Math.max(0, ...inner.map(depth));
}

test("the words of a tree are those of its text", () => {
  assert.equal(plain(parse("> **Ada**:\n> hi\n\n- `a`\n- b @ada", NAMED)), "Ada:\nhi a b @ada");
});

test("an emoji's name is among the words until the names are here, and then the emoji", async () => {
  const tree = parse("done :tada: :no_such_thing:");
  assert.equal(plain(tree), "done :tada: :no_such_thing:");
  await loadEmoji();
  assert.equal(plain(tree), "done 🎉 :no_such_thing:");
});

test("a link whose words are another site's address is none, however those are dressed", () => {
  for (const words of ["https://bank.example", "**https://bank.example**", "~~www.bank.example~~", "`https://bank.example`", "ht\u200btps://bank.example", "w\u00adww.bank.example"]) {
    const links = JSON.stringify(parse(`[${words}](https://evil.example)`)).match(/"href":"https:..evil.example","children":\[[^\]]*\]/g);
    assert.deepEqual(links, ['"href":"https://evil.example","children":["https://evil.example"]'], words);
  }
});

test("no link stands within a link, not within what is bold in it either", () => {
  const [{ children }] = /** @type {any} */ (parse("[**https://a.example**](https://a.example/page)"));
  assert.equal(written(children[0]), "a(https://a.example/page|b(https://a.example))");
});

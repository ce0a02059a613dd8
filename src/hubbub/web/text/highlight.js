// Colours for code: what is a comment, a string, a number, a keyword. One rule makes every language of a row in
// the table; it reads each character once and knows no grammar, which is enough to read by.

/**
 * @typedef {{line?: string, block?: [string, string], strings?: string, keywords: string, types?: string, caseless?: boolean,
 *   more?: [string, string][]}} Language
 *   `more`: [kind, expression] tried before everything else
 */

const C_LIKE = "break case const continue default do else enum for goto if return switch while static struct void";
const JS = "async await break case catch class const continue debugger default delete do else export extends finally for from function get if import in instanceof let new of return set static super switch this throw try typeof var void while with yield null true false undefined";

/** @type {Record<string, Language>} */
const LANGUAGES = {
  js: { line: "//", block: ["/\\*", "\\*/"], strings: "\"'`", keywords: JS },
  ts: { line: "//", block: ["/\\*", "\\*/"], strings: "\"'`", keywords: `${JS} abstract as declare enum implements interface keyof namespace private protected public readonly satisfies type`, types: "any boolean never number object string unknown" },
  python: { line: "#", strings: "\"'", keywords: "and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield None True False self", more: [["string", '"""[\\s\\S]*?(?:"""|$)|\'\'\'[\\s\\S]*?(?:\'\'\'|$)'], ["name", "@[\\w.]+"]] },
  json: { strings: '"', keywords: "true false null", more: [["name", '"(?:[^"\\\\\\n]|\\\\.){0,200}"(?=\\s{0,20}:)']] },
  html: { block: ["<!--", "-->"], strings: "\"'", keywords: "", more: [["keyword", "</?[a-zA-Z][\\w:-]*|/?>"], ["name", "(?<![\\w:@-])[\\w:@-]{1,60}(?==)"]] },
  css: { block: ["/\\*", "\\*/"], strings: "\"'", keywords: "important", more: [["keyword", "@[\\w-]+"], ["name", "(?<![\\w-])[\\w-]{1,60}(?=\\s{0,4}:\\s)"], ["number", "#[0-9a-fA-F]{3,8}\\b"]] },
  sql: { line: "--", block: ["/\\*", "\\*/"], strings: "'\"", caseless: true, keywords: "add all alter and as asc begin between by case check commit constraint create cross default delete desc distinct drop else end exists explain foreign from full group having if in index inner insert into is join key left like limit not null offset on or order outer primary references returning right rollback select set table then transaction union unique update using values view when where with", types: "bigint blob boolean char date decimal float integer int json jsonb numeric real serial smallint text time timestamp uuid varchar" },
  sh: { line: "#", strings: "\"'", keywords: "case do done elif else esac export fi for function if in local return select set source then until unset while", types: "cat cd chmod cp curl echo exit find grep kill ls make mkdir mv pip printf python python3 read rm sed ssh sudo tar test touch git npm docker", more: [["name", "\\$\\{?\\w+\\}?|(?<=\\s)--?[\\w-]+"]] },
  go: { line: "//", block: ["/\\*", "\\*/"], strings: "\"'`", keywords: "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var nil true false", types: "bool byte error float32 float64 int int32 int64 rune string uint any" },
  rust: { line: "//", block: ["/\\*", "\\*/"], strings: '"', keywords: "as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait type unsafe use where while true false", types: "bool char f32 f64 i8 i16 i32 i64 isize str u8 u16 u32 u64 usize String Vec Option Result Box", more: [["name", "\\w+!(?=[(\\[{])|#!?\\[[^\\]\\n]*\\]"]] },
  java: { line: "//", block: ["/\\*", "\\*/"], strings: "\"'", keywords: `${C_LIKE} abstract assert catch class extends final finally implements import instanceof interface native new package private protected public record sealed super synchronized this throw throws transient try var volatile yield null true false`, types: "boolean byte char double float int long short String Object List Map", more: [["name", "@\\w+"]] },
  c: { line: "//", block: ["/\\*", "\\*/"], strings: "\"'", keywords: `${C_LIKE} auto extern inline register sizeof typedef union volatile class constexpr delete explicit friend mutable namespace new noexcept nullptr operator override private protected public template this throw try catch typename using virtual true false NULL`, types: "bool char double float int long short signed size_t std string uint8_t uint32_t uint64_t unsigned vector", more: [["name", "(?<=^|\\n)[ \\t]*#[ \\t]*\\w+"]] },
  yaml: { line: "#", strings: "\"'", keywords: "true false null yes no on off", more: [["name", "(?<![\\w./-])[\\w./-]{1,80}(?=:(?:\\s|$))"]] },
};

/** @type {Record<string, string>} */
const ALIASES = {
  javascript: "js", jsx: "js", mjs: "js", node: "js", typescript: "ts", tsx: "ts", py: "python", python3: "python", htm: "html", xml: "html", svg: "html",
  vue: "html", scss: "css", less: "css", postgres: "sql", sqlite: "sql", mysql: "sql", bash: "sh", shell: "sh", zsh: "sh", console: "sh", golang: "go", rs: "rust",
  kotlin: "java", "c++": "c", cpp: "c", cc: "c", h: "c", hpp: "c", csharp: "java", cs: "java", yml: "yaml", toml: "yaml", ini: "yaml", jsonc: "json",
};

/** @typedef {{rule: RegExp, kinds: string[], keywords: Set<string>, types: Set<string>, caseless: boolean}} Reader @type {Map<string, Reader>} */
const readers = new Map();

/**
 * Code in parts, each with what it is: comment, string, number, keyword, name, type, or "" for all else.
 * @param {string} code @param {string} language as it stands behind the fence
 * @returns {[string, string][] | null} null where the language is not known
 */
export function highlight(code, language) {
  const name = ALIASES[language] ?? language;
  if (!Object.hasOwn(LANGUAGES, name)) return null;
  const reader = readers.get(name) ?? reading(LANGUAGES[name]);
  readers.set(name, reader);
  /** @type {[string, string][]} */
  const parts = [];
  let at = 0;
  for (const match of code.matchAll(reader.rule)) {
    const kind = kindOf(match, reader);
    if (!kind) continue;
    if (match.index > at) parts.push(["", code.slice(at, match.index)]);
    parts.push([kind, match[0]]);
    at = match.index + match[0].length;
  }
  if (at < code.length) parts.push(["", code.slice(at)]);
  return parts;
}

/** @param {RegExpExecArray} match @param {Reader} reader */
function kindOf(match, { kinds, keywords, types, caseless }) {
  const group = match.findIndex((part, index) => index > 0 && part !== undefined) - 1;
  if (kinds[group] !== "word") return kinds[group];
  const word = caseless ? match[0].toLowerCase() : match[0];
  if (keywords.has(word)) return "keyword";
  if (types.has(word)) return "type";
  return match.input[match.index + match[0].length] === "(" ? "name" : "";
}

/** One expression out of a language's row. @param {Language} language @returns {Reader} */
function reading({ line, block, strings = "", keywords, types = "", caseless = false, more = [] }) {
  /** @type {[string, string][]} */
  const rules = [];
  if (block) rules.push(["comment", `${block[0]}[\\s\\S]*?(?:${block[1]}|$)`]);
  if (line) rules.push(["comment", line === "#" ? "(?<![\\w$&])#[^\\n]*" : `${line}[^\\n]*`]);
  rules.push(...more);
  for (const quote of strings) rules.push(["string", quote === "`" ? "`(?:[^`\\\\]|\\\\[\\s\\S])*(?:`|$)" : `${quote}(?:[^${quote}\\\\\\n]|\\\\.)*(?:${quote}|(?=\\n)|$)`]);
  rules.push(["number", "\\b(?:0[xXbBoO][\\da-fA-F_]+|\\d[\\d_]*(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)[a-zA-Z%]{0,4}\\b"]);
  rules.push(["word", "[A-Za-z_][\\w]*"]);
  const rule = new RegExp(rules.map(([, expression]) => `(${expression})`).join("|"), "g");
  const set = (/** @type {string} */ words) => new Set(words.split(" "));
  return { rule, kinds: rules.map(([kind]) => kind), keywords: set(keywords), types: set(types), caseless };
}

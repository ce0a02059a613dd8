// What stands within lines: **bold**, *italic*, _italic_, ~~struck~~, `code`, links, mentions, :emoji:.
//
// One pass from left to right. A sign that may open is remembered, the latest of its kind only; one that closes
// wraps what came since. So nothing nests in its own kind, trees are at most as deep as there are kinds, and
// no text makes the parser look back further than once.

/**
 * @typedef {{type: "strong" | "em" | "strike", children: Inline[]}} Emphasis
 * @typedef {{type: "code", text: string}} Code
 * @typedef {{type: "link", href: string, children: Inline[]}} Link
 * @typedef {{type: "mention", user: number | "all", text: string}} Mention
 * @typedef {{type: "emoji", name: string, text: string}} Emoji
 * @typedef {string | Emphasis | Code | Link | Mention | Emoji} Inline
 * @typedef {{name: string, user: number | "all"}} Named somebody, by a name they can be called by
 */

const SIGNS =
  /\\[\\`*_~[\]()>@:#.-]|¯\\_\(ツ\)_\/¯|`+|\*+|_+|~+|\[|\]|@|:[\w+-]{1,40}:|(?:https?:\/\/|mailto:)/giu;

// An address ends at space, quotes, angle brackets and Chinese, Japanese or Korean: those are written without spaces.
// What is copied from a browser has such letters encoded; a host may be written with them.
const CJK = "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}\\p{sc=Bopomofo}\\u3000-\\u303f\\uff00-\\uffef";
const ENDS = `\\s<>"'\`“”‘’…—\\u{0}-\\u{1f}`;
const PART = `(?:(?!\\]\\()[^${ENDS}${CJK}]){1,2048}`;
const NATIVE_HOST = "[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,8}";
const WEB = new RegExp(`https?://(?:${PART}|${NATIVE_HOST}(?:[/?#:]${PART})?)`, "iuy");
const MAIL = new RegExp(`mailto:${PART}`, "iuy");
const CLOSERS = { ")": "(", "]": "[", "}": "{" };

const WORD = /[\p{L}\p{N}]/u;
const UNSPACED = new RegExp(`[${CJK}]`, "u");
const SPACE = /\s/u;
const KINDS = /** @type {const} */ ({ "**": "strong", "*": "em", _: "em", "~~": "strike" });

/**
 * Return what reads lines in which these people may be mentioned.
 * @param {readonly Named[]} named @returns {(text: string) => Inline[]}
 */
export function lineParser(named) {
  const byLength = [...named].sort((one, other) => other.name.length - one.name.length);
  // Emphasis ends with its paragraph: a lone star says nothing about the next one.
  return (text) => merged(text.split(/(\n[ \t]*\n)/).flatMap((part) => new Line(part, byLength).read()));
}

class Line {
  /** @param {string} text @param {readonly Named[]} named */
  constructor(text, named) {
    this.text = text;
    this.named = named;
    this.at = 0;
    /** @type {Inline[]} */
    this.nodes = [];
    /** What is open: kind -> where its sign stands among the nodes. @type {Map<string, number>} */
    this.open = new Map();
  }

  read() {
    const { text } = this;
    SIGNS.lastIndex = 0;
    for (let sign = SIGNS.exec(text); sign; sign = SIGNS.exec(text)) {
      const { index } = sign;
      if (index < this.at) continue;
      this.say(text.slice(this.at, index));
      this.at = index;
      this.take(sign[0]);
      SIGNS.lastIndex = this.at;
    }
    this.say(text.slice(this.at));
    return merged(this.nodes);
  }

  /** @param {string} words */
  say(words) {
    if (words) this.nodes.push(words);
  }

  /** Take one sign, and whatever belongs to it. @param {string} sign */
  take(sign) {
    const length = this.lengthOf(sign);
    if (!length) {
      this.say(sign);
      this.at += sign.length;
    } else {
      this.at += length;
    }
  }

  /** How many characters a sign has made nodes of; none if it is only text. @param {string} sign @returns {number} */
  lengthOf(sign) {
    switch (sign[0]) {
      case "\\":
        return this.nodes.push(sign[1]) && 2;
      case "`":
        return this.code(sign);
      case "[":
        return this.mark("[", sign);
      case "]":
        return this.titledLink();
      case "@":
        return this.mention();
      case ":":
        return this.emoji(sign);
      case "*":
      case "_":
      case "~":
        return this.emphasis(sign);
      default:
        return this.address(sign);
    }
  }

  /** @param {string} kind @param {string} sign @returns {number} */
  mark(kind, sign) {
    this.open.set(kind, this.nodes.length);
    this.nodes.push(sign);
    return sign.length;
  }

  /** Wrap what came since a kind was opened. @param {string} kind @param {(children: Inline[]) => Inline} wrap */
  close(kind, wrap) {
    const from = /** @type {number} */ (this.open.get(kind));
    const children = merged(this.nodes.splice(from).slice(1));
    for (const [other, position] of this.open) if (position >= from) this.open.delete(other);
    this.nodes.push(wrap(children));
  }

  /** @param {string} run @returns {number} */
  emphasis(run) {
    const kinds = run === "***" ? ["**", "*"] : [run];
    if (kinds.some((kind) => !(kind in KINDS))) return 0;
    const { opens, closes } = this.flanks(run);
    if (closes) {
      const closing = kinds.filter((kind) => this.open.has(kind)).sort((one, other) => this.openAt(other) - this.openAt(one));
      for (const kind of closing) if (this.open.has(kind) && this.openAt(kind) < this.nodes.length - 1) this.wrapAs(kind);
      if (closing.length) {
        const rest = kinds.filter((kind) => !closing.includes(kind)).join("");
        this.say(rest);
        return run.length;
      }
    }
    if (!opens) return 0;
    for (const kind of kinds) this.mark(kind, kind);
    return run.length;
  }

  /** @param {string} kind */
  openAt(kind) {
    return this.open.get(kind) ?? -1;
  }

  /** @param {string} kind */
  wrapAs(kind) {
    const type = KINDS[/** @type {keyof typeof KINDS} */ (kind)];
    this.close(kind, (children) => ({ type, children }));
  }

  /**
   * A sign opens before what is no space, and closes behind it; inside a word it is a part of the word, as in
   * snake_case and 2*3*4. Chinese has no spaces between words, so there it may stand anywhere.
   * @param {string} run
   */
  flanks(run) {
    const before = lastCharacter(this.text, this.at);
    const after = firstCharacter(this.text, this.at + run.length);
    const opens = after !== "" && !SPACE.test(after) && !inWord(before);
    const closes = before !== "" && !SPACE.test(before) && !inWord(after);
    return { opens, closes };
  }

  /** @param {string} run @returns {number} */
  code(run) {
    const end = this.runEnds().get(this.at);
    if (end === undefined) return 0;
    let text = this.text.slice(this.at + run.length, end);
    if (text.startsWith(" ") && text.endsWith(" ") && text.trim()) text = text.slice(1, -1);
    if (!text) return 0;
    this.nodes.push({ type: "code", text });
    return end + run.length - this.at;
  }

  /** Where each run of backticks finds the next of its length; found out once. @returns {Map<number, number>} */
  runEnds() {
    if (this.ends) return this.ends;
    this.ends = new Map();
    /** @type {Map<number, number>} */
    const next = new Map();
    for (const { index, 0: run } of [...this.text.matchAll(/`+/g)].reverse()) {
      const end = next.get(run.length);
      if (end !== undefined) this.ends.set(index, end);
      next.set(run.length, index);
    }
    return this.ends;
  }

  /** A bare address. @param {string} scheme @returns {number} */
  address(scheme) {
    const form = scheme.toLowerCase() === "mailto:" ? MAIL : WEB;
    const before = lastCharacter(this.text, this.at);
    form.lastIndex = this.at;
    const found = !inWord(before) && form.exec(this.text);
    if (!found) return 0;
    const address = trimmed(found[0]);
    const href = safeAddress(address);
    this.nodes.push(href ? { type: "link", href, children: [address] } : found[0]);
    return href ? address.length : found[0].length; // what is no address is not read again from its middle
  }

  /** @param {string} sign @returns {number} */
  emoji(sign) {
    if (inWord(lastCharacter(this.text, this.at))) return 0; // 10:30:20
    return this.nodes.push({ type: "emoji", name: sign.slice(1, -1).toLowerCase(), text: sign }) && sign.length;
  }

  /** `](address)` behind a `[`. @returns {number} */
  titledLink() {
    if (!this.open.has("[") || this.text[this.at + 1] !== "(") return 0;
    const end = this.parentheses().get(this.at + 1);
    const href = end === undefined ? "" : safeAddress(this.text.slice(this.at + 2, end));
    const from = this.openAt("[");
    if (!href || from === this.nodes.length - 1) return 0;
    if (pretends(this.nodes.slice(from), href)) return 0;
    this.close("[", (children) => ({ type: "link", href, children: children.flatMap(unlinked) }));
    return /** @type {number} */ (end) + 1 - this.at;
  }

  /** Where each parenthesis closes, spaces ending all that are open; found out once. @returns {Map<number, number>} */
  parentheses() {
    if (this.closers) return this.closers;
    this.closers = new Map();
    let open = [];
    for (const { index, 0: sign } of this.text.matchAll(/[()\s]/g)) {
      if (sign === "(") open.push(index);
      else if (sign === ")") {
        const from = open.pop();
        if (from !== undefined) this.closers.set(from, index);
      } else open = [];
    }
    return this.closers;
  }

  /** @returns {number} */
  mention() {
    if (/[A-Za-z0-9_]/.test(this.text[this.at - 1] ?? "")) return 0;
    const from = this.at + 1;
    for (const { name, user } of this.named) {
      const written = this.text.slice(from, from + name.length);
      if (!name || written.toLowerCase() !== name.toLowerCase()) continue;
      const wordGoesOn = /[A-Za-z0-9_]{2}/.test(this.text.slice(from + name.length - 1, from + name.length + 1));
      if (wordGoesOn) continue;
      this.nodes.push({ type: "mention", user, text: `@${written}` });
      return name.length + 1;
    }
    return 0;
  }
}

/** Whether a character belongs to a word that spaces end. @param {string} character */
const inWord = (character) => WORD.test(character) && !UNSPACED.test(character);

/** @param {string} text @param {number} at */
function firstCharacter(text, at) {
  const point = text.codePointAt(at);
  return point === undefined ? "" : String.fromCodePoint(point);
}

/** @param {string} text @param {number} at where it ends */
function lastCharacter(text, at) {
  const last = text[at - 1] ?? "";
  return /[\udc00-\udfff]/.test(last) ? text.slice(at - 2, at) : last;
}

/** An address without the marks that end a sentence, and without brackets it did not open. @param {string} address */
function trimmed(address) {
  /** @type {Record<string, number>} */
  const surplus = {};
  for (const [closer, opener] of Object.entries(CLOSERS)) surplus[closer] = count(address, closer) - count(address, opener);
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address[end - 1];
    if (surplus[last] > 0) surplus[last] -= 1;
    else if (!".,;:!?*_~'|".includes(last)) break;
  }
  return address.slice(0, end);
}

/** @param {string} text @param {string} sign */
const count = (text, sign) => text.split(sign).length - 1;

/** The address as a link may have it, or nothing: http, https and mailto only. @param {string} address */
function safeAddress(address) {
  if (!/^(?:https?:\/\/|mailto:)[^\s]/i.test(address) || !URL.canParse(address)) return "";
  return ["http:", "https:", "mailto:"].includes(new URL(address).protocol) ? address : "";
}

/**
 * Whether a link's words are another site's address: that is how people are led astray.
 * @param {Inline[]} nodes @param {string} href
 */
function pretends(nodes, href) {
  const words = nodes.flatMap(unlinked).filter((node) => typeof node === "string").join("");
  const claim = /(?:https?:\/\/|www\.)[^\s/?#]+/i.exec(words)?.[0].replace(/^https?:\/\//i, "").toLowerCase();
  return claim !== undefined && claim !== new URL(href).host;
}

/** @param {Inline} node @returns {Inline[]} */
function unlinked(node) {
  return typeof node !== "string" && node.type === "link" ? node.children : [node];
}

/** Texts that stand side by side, as one. @param {Inline[]} nodes @returns {Inline[]} */
function merged(nodes) {
  /** @type {Inline[]} */
  const found = [];
  let run = "";
  for (const node of nodes) {
    if (typeof node === "string") run += node;
    else {
      if (run) found.push(run);
      run = "";
      found.push(node);
    }
  }
  if (run) found.push(run);
  return found;
}

// Where every position of a conversation's log stands, in pixels from its beginning, though only a few of its
// messages are here and fewer on screen. What was drawn is measured, what is here but was never drawn is
// estimated by its text, and what is not here counts as so many pixels a position. No DOM: numbers only.

import { CHUNK, chunkOf, firstOf } from "../../core/log.js";

/**
 * @typedef {import("../../core/types.js").Chunk} Chunk
 * @typedef {import("../../core/types.js").Entry} Entry
 * @typedef {import("../../core/types.js").Log} Log
 * @typedef {{number: number, start: number, chunk: Chunk | undefined, before: number, after: number,
 *   entries: readonly Entry[], heights: number[], height: number, unit: number}} Span
 *   A chunk's place: positions not here before and after those that are, each `unit` high, and the entries between
 * @typedef {{key: string, entry: Entry, before: Entry | null, known: number, top: number}} EntryPiece
 *   An entry, the one before it, and the first position from which on nothing unknown lies before it
 * @typedef {{key: string, gap: number, leads: boolean, height: number, top: number}} GapPiece
 *   What is not here of chunk `gap`, before (`leads`) or after what is
 * @typedef {EntryPiece | GapPiece} Piece
 * @typedef {{seq: number, offset: number}} Place so many pixels below the top of a position
 */

const USUAL = 56;
/** Browsers lay out no element much higher than 16 million pixels. */
const HIGHEST = 12_000_000;

export class Heights {
  /** @param {(entry: Entry) => number} estimate how high an entry may be, before it was drawn */
  constructor(estimate) {
    this.estimate = estimate;
    /** @type {Map<number, number>} */
    this.measured = new Map();
    /** @type {Span[]} */
    this.spans = [];
    this.unit = USUAL;
    this.head = 0;
    this.settled = false;
  }

  /** Take what is known now. Only chunks that have changed are looked at. @param {Log | undefined} log @param {number} head */
  update(log, head) {
    const count = Math.ceil(head / CHUNK);
    const rescaled = this.scale(log, head);
    for (let number = 0; number < count; number += 1) {
      const chunk = log?.chunks.get(number);
      const span = this.spans[number];
      const grown = number === count - 1 || number === Math.ceil(this.head / CHUNK) - 1;
      if (!span || span.chunk !== chunk || grown || rescaled) this.spans[number] = this.span(number, chunk, head, span);
    }
    this.spans.length = count;
    this.head = head;
  }

  /** How high an unknown position is, is said once: by the first chunk that is here. @param {Log | undefined} log @param {number} head */
  scale(log, head) {
    const before = this.unit;
    if (!this.settled && log) {
      const chunk = [...log.chunks.values()].at(-1);
      if (chunk && chunk.high - chunk.low >= 20) {
        const height = chunk.entries.reduce((sum, entry) => sum + this.heightOf(entry), 0);
        this.unit = Math.max(4, height / (chunk.high - chunk.low + 1));
        this.settled = true;
      }
    }
    if (head) this.unit = Math.min(this.unit, HIGHEST / head);
    return this.unit !== before;
  }

  /** @param {number} number @param {Chunk | undefined} chunk @param {number} head @param {Span} [was] @returns {Span} */
  span(number, chunk, head, was) {
    const start = firstOf(number);
    const end = Math.min(head, start + CHUNK - 1);
    if (!chunk) return this.emptySpan(number, start, end - start + 1, was);
    const before = Math.max(0, Math.min(chunk.low, end + 1) - start);
    const after = Math.max(0, end - Math.max(chunk.high, start - 1 + before));
    const heights = chunk.entries.map((entry) => this.heightOf(entry));
    const height = heights.reduce((sum, one) => sum + one, (before + after) * this.unit);
    return { number, start, chunk, before, after, entries: chunk.entries, heights, height, unit: this.unit };
  }

  /** A chunk that is not here; one that was, and is far away now, stays as high. @param {number} number @param {number} start @param {number} count @param {Span} [was] @returns {Span} */
  emptySpan(number, start, count, was) {
    const height = was?.chunk ? was.height : count * this.unit;
    return { number, start, chunk: undefined, before: count, after: 0, entries: [], heights: [], height, unit: height / count };
  }

  /** @param {Entry} entry */
  heightOf(entry) {
    return this.measured.get(entry.seq) ?? this.estimate(entry);
  }

  /** Take how high an entry is on screen. @param {number} seq @param {number} height @returns {boolean} whether that is news */
  measure(seq, height) {
    if (Math.abs((this.measured.get(seq) ?? -1) - height) < 0.1) return false;
    this.measured.set(seq, height);
    const span = this.spans[chunkOf(seq)];
    const index = span ? indexOf(span.entries, seq) : -1;
    if (!span || span.entries[index]?.seq !== seq) return false;
    span.height += height - span.heights[index];
    span.heights[index] = height;
    return true;
  }

  /** How high all of it is. */
  get total() {
    return this.startOf(this.spans.length);
  }

  /** Where a chunk begins. @param {number} chunk */
  startOf(chunk) {
    let top = 0;
    for (let at = 0; at < chunk && at < this.spans.length; at += 1) top += this.spans[at].height;
    return top;
  }

  /** Where a gap ends now: before what is here of its chunk, or with its chunk. @param {GapPiece} gap */
  endOf({ gap, leads, height }) {
    return this.startOf(gap) + (leads ? height : (this.spans[gap]?.height ?? 0));
  }

  /** Where a position begins; one that shows nothing begins where the next does. @param {number} seq */
  top(seq) {
    const chunk = chunkOf(Math.max(1, seq));
    const span = this.spans[chunk];
    return this.startOf(chunk) + (span ? this.within(span, seq) : 0);
  }

  /** @param {Span} span @param {number} seq */
  within(span, seq) {
    const into = seq - span.start;
    if (into < span.before) return Math.max(0, into) * span.unit;
    const index = indexOf(span.entries, seq);
    let top = span.before * span.unit;
    for (let at = 0; at < index; at += 1) top += span.heights[at];
    const behind = span.chunk ? seq - span.chunk.high - 1 : 0;
    return top + Math.max(0, Math.min(behind, span.after)) * span.unit;
  }

  /** Which position is at a height. @param {number} y @returns {Place} */
  locate(y) {
    if (!this.spans.length) return { seq: 1, offset: y };
    let top = 0;
    for (const span of this.spans) {
      const last = span.number === this.spans.length - 1;
      if (y < top + span.height || last) return this.inside(span, y - top);
      top += span.height;
    }
    return { seq: 1, offset: y };
  }

  /** @param {Span} span @param {number} y @returns {Place} */
  inside(span, y) {
    const { unit } = span;
    if (y < span.before * unit) return { seq: span.start + Math.max(0, Math.floor(y / unit)), offset: y < 0 ? y : y % unit };
    let rest = y - span.before * unit;
    for (let at = 0; at < span.entries.length; at += 1) {
      if (rest < span.heights[at]) return { seq: span.entries[at].seq, offset: rest };
      rest -= span.heights[at];
    }
    if (span.after && span.chunk) {
      const into = Math.min(span.after - 1, Math.floor(rest / unit));
      return { seq: Math.max(span.start, span.chunk.high + 1) + into, offset: rest - into * unit };
    }
    const last = span.entries.at(-1);
    const height = span.heights.at(-1) ?? 0;
    return last ? { seq: last.seq, offset: rest + height } : { seq: span.start, offset: rest };
  }

  /**
   * What lies between two heights, from above.
   * @param {number} from @param {number} to @returns {{pieces: Piece[], top: number, bottom: number}}
   */
  between(from, to) {
    /** @type {Piece[]} */
    const pieces = [];
    let top = 0;
    for (const span of this.spans) {
      if (top > to) break;
      if (top + span.height > from) this.collect(span, top, from, to, pieces);
      top += span.height;
    }
    const last = pieces.at(-1);
    const bottom = last ? last.top + ("gap" in last ? last.height : this.heightOf(last.entry)) : 0;
    return { pieces, top: pieces[0]?.top ?? 0, bottom };
  }

  /** @param {Span} span @param {number} top @param {number} from @param {number} to @param {Piece[]} pieces */
  collect(span, top, from, to, pieces) {
    const add = (/** @type {boolean} */ leads, /** @type {number} */ count) => {
      const height = count * span.unit;
      const key = `${leads ? "a" : "z"}${span.number}`;
      if (count && top + height > from && top < to) pieces.push({ key, gap: span.number, leads, height, top });
      top += height;
    };
    add(true, span.before);
    const known = span.start + span.before;
    for (let at = 0; at < span.entries.length && top < to; at += 1) {
      const entry = span.entries[at];
      const before = span.entries[at - 1] ?? (span.before ? null : this.lastBefore(span.number));
      if (top + span.heights[at] > from) pieces.push({ key: `m${entry.seq}`, entry, before, known, top });
      top += span.heights[at];
    }
    if (top < to) add(false, span.after);
  }

  /** The entry that stands before a chunk, if nothing unknown lies between. @param {number} number @returns {Entry | null} */
  lastBefore(number) {
    for (let at = number - 1; at >= 0; at -= 1) {
      const span = this.spans[at];
      if (!span.chunk || span.after) return null;
      const last = span.entries.at(-1);
      if (last) return last;
      if (span.before) return null;
    }
    return null;
  }

  /** The chunks that are not wholly here between two heights, the nearest to the middle first. @param {number} from @param {number} to */
  missing(from, to) {
    const middle = (from + to) / 2;
    const gaps = this.between(from, to).pieces.flatMap((piece) => ("gap" in piece ? [piece] : []));
    gaps.sort((one, other) => Math.abs(one.top - middle) - Math.abs(other.top - middle));
    return [...new Set(gaps.map(({ gap }) => gap))];
  }
}

/** Where a position is, or would be, among entries. @param {readonly Entry[]} entries @param {number} seq */
function indexOf(entries, seq) {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle].seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

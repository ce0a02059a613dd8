// Scrolls a log of which only what is near the window is drawn.
//
// One place is held: the `anchor`, so many pixels below the top of a position. Whatever turns out to be higher or
// lower than was thought above it, moves the space above and not what one reads. While somebody scrolls, the
// scroll position itself is never written, which would stop a wheel or a finger in its course: the error is kept
// as `drift` and put right when all is still. At the end of the log one stays at the end.

import { signal } from "@preact/signals";
import { Heights } from "./heights.js";

/** @typedef {import("./heights.js").Piece} Piece @typedef {import("./heights.js").Place} Place */

/** Drawn above and below the window. */
const MARGIN = 600;
/** At the end, where what comes in pushes all that is drawn out of the window again. */
const MARGIN_AT_END = 300;
/** Drawn anew when so much of it is left. */
const REDRAW = 250;
/** Nearer to the end than this is at the end. */
const END = 40;
const STILL_MS = 140;
const LOAD_MS = 50;
const LOAD_SCREENS = 1.5;

export class Scroller {
  /**
   * @param {{estimate: (entry: import("../../core/types.js").Entry, width: number) => number, load: (chunk: number) => void, look: (seq: number) => void, moved: () => void}} asks
   *   `load` asks for a chunk, `look` says what one looks at, `moved` hears that one has come to a halt or that something new is in the window
   */
  constructor(asks) {
    this.asks = asks;
    /** How wide the window is, noted: to ask for it would have the page laid out there and then. */
    this.width = Math.min(innerWidth, 900);
    this.heights = new Heights((entry) => asks.estimate(entry, this.width));
    /** @type {HTMLElement | null} */
    this.pane = null;
    /** @type {Place} */
    this.anchor = { seq: 1, offset: 0 };
    this.drift = 0;
    this.stuck = signal(true);
    /** What is drawn; a new object draws. @type {import("@preact/signals").Signal<{pieces: Piece[], top: number, bottom: number}>} */
    this.drawn = signal({ pieces: [], top: 0, bottom: 0 });
    /** The position at the top of the window, and whether one is scrolling just now. */
    this.first = signal(1);
    this.scrolling = signal(false);
    /** The heights between which is drawn. */
    this.from = 0;
    this.to = -1;
    /** How high the window is. */
    this.height = 800;
    /** Whether the anchor is to be gone to: nobody has scrolled since it was set. */
    this.placing = true;
    /** The scroll position that the anchor was taken at. */
    this.at = 0;
    /** The timers of coming to a halt, and of asking for what is not here. */
    this.still = 0;
    this.loading = 0;
    this.sizes = new ResizeObserver((changes) => this.resized(changes));
    /** The rows whose size is watched: to watch one again would have it measured again. @type {Set<Element>} */
    this.watched = new Set();
    /** The spaces above and below the rows, as written. */
    this.above = -1;
    this.below = -1;
  }

  /** Begin. @param {HTMLElement} pane what scrolls @param {HTMLElement} list what holds the rows, between two spaces */
  attach(pane, list) {
    this.pane = pane;
    this.list = list;
    this.height = pane.clientHeight || innerHeight;
    this.width = pane.clientWidth || this.width;
    this.sizes.observe(pane);
    pane.addEventListener("scroll", this.scrolled, { passive: true });
  }

  detach() {
    this.sizes.disconnect();
    this.watched.clear();
    clearTimeout(this.still);
    clearTimeout(this.loading);
    this.pane?.removeEventListener("scroll", this.scrolled);
    this.pane = null;
  }

  /** Take what is known now. @param {import("../../core/types.js").Log | undefined} log @param {number} head */
  update(log, head) {
    this.follow();
    this.heights.update(log, head);
    this.range(true);
  }

  /** Choose what to draw. @param {boolean} anew also if it is all there */
  range(anew) {
    const { heights } = this;
    const { top, bottom } = this.window();
    const above = top - REDRAW >= this.from || this.from <= 0;
    const below = bottom + REDRAW <= this.to || this.to >= heights.total;
    if (!anew && above && below) return;
    this.from = Math.max(0, top - (this.stuck.peek() ? MARGIN_AT_END : MARGIN));
    this.to = bottom + MARGIN;
    const drawn = heights.between(this.from, this.to);
    this.keepFocus(drawn.pieces);
    this.drawn.value = drawn;
    this.askFor();
  }

  /** Whoever is at a row that will not be drawn any more is at the log again, and not nowhere. @param {readonly Piece[]} pieces */
  keepFocus(pieces) {
    const row = this.list?.contains(document.activeElement) && document.activeElement?.closest(".row");
    if (!(row instanceof HTMLElement)) return;
    const seq = Number(row.dataset.seq);
    if (!pieces.some((piece) => "entry" in piece && piece.entry.seq === seq)) this.pane?.focus({ preventScroll: true });
  }

  /** What has been drawn is measured in one go, and the anchor put where it was. */
  drew() {
    if (!this.pane || !this.list) return;
    if (this.stuck.peek()) this.spaces(); // mostly all that is written: then the page is laid out once
    this.measureNew(this.list.children);
    this.hold();
    this.range(false);
    if (!this.scrolling.peek()) this.asks.moved();
  }

  /** Rows that are new are measured now, and watched from now on. @param {HTMLCollection} rows */
  measureNew(rows) {
    const fresh = [...rows].filter((row) => !this.watched.has(row));
    for (const row of fresh) this.measure(row, row.getBoundingClientRect().height);
    for (const row of this.watched) if (row.parentElement !== this.list) this.unwatch(row);
    for (const row of fresh) this.watched.add(row);
    for (const row of fresh) this.sizes.observe(row);
  }

  /** @param {Element} row */
  unwatch(row) {
    this.sizes.unobserve(row);
    this.watched.delete(row);
  }

  /** @param {Element} row @param {number} height @returns {boolean} whether it had another height than was thought */
  measure(row, height) {
    const seq = Number(/** @type {HTMLElement} */ (row).dataset.seq);
    return seq > 0 && this.heights.measure(seq, height);
  }

  /** @param {readonly ResizeObserverEntry[]} changes */
  resized(changes) {
    if (!this.pane || !this.list) return;
    const rows = changes.filter(({ target }) => target.parentElement === this.list);
    const pane = changes.some((change) => change.target === this.pane);
    this.follow();
    if (pane) {
      this.height = this.pane.clientHeight;
      this.width = this.pane.clientWidth;
    }
    let news = rows.length < changes.length;
    for (const { target, borderBoxSize } of rows) news = this.measure(target, borderBoxSize[0].blockSize) || news;
    if (news) {
      this.hold();
      this.range(pane);
    }
  }

  /** Watch something else that stands below the rows. @param {Element | null} element */
  watch(element) {
    if (element) this.sizes.observe(element);
  }

  /** Put the spaces and the scroll position so that the anchor stays. */
  hold() {
    const { pane, heights } = this;
    if (!pane) return;
    if (this.stuck.peek()) {
      this.drift = 0;
      this.spaces();
      this.write(pane.scrollHeight);
      return;
    }
    this.drift = this.placing ? 0 : this.at - heights.top(this.anchor.seq) - this.anchor.offset;
    const { top } = this.extent();
    const astray = top + this.drift < 0 || (top === 0 && this.drift !== 0);
    if (this.placing || astray || !this.scrolling.peek()) this.settle();
    else {
      this.spaces();
      this.write(this.at); // which does nothing, unless the log was too short for a moment
    }
  }

  /** Put the drift right: everything where it belongs, and the scroll position along with it. */
  settle() {
    if (!this.pane) return;
    this.drift = 0;
    this.spaces();
    this.write(this.heights.top(this.anchor.seq) + this.anchor.offset);
    this.placing = false;
    this.stuck.value = this.isAtEnd();
  }

  isAtEnd() {
    const { pane } = this;
    return !pane || pane.scrollHeight - pane.scrollTop - pane.clientHeight < END;
  }

  /** What is drawn, where it stands now. */
  extent() {
    const { pieces } = this.drawn.peek();
    const first = pieces[0];
    const last = pieces.at(-1);
    if (!first || !last) return { top: 0, bottom: 0 };
    const top = "gap" in first ? first.top : this.heights.top(first.entry.seq);
    const bottom = "gap" in last ? this.heights.endOf(last) : this.heights.top(last.entry.seq) + this.heights.heightOf(last.entry);
    return { top, bottom };
  }

  spaces() {
    const { top, bottom } = this.extent();
    const above = Math.max(0, top + this.drift);
    const below = Math.max(0, this.heights.total - bottom);
    if (above !== this.above) this.list?.style.setProperty("padding-top", `${above}px`);
    if (below !== this.below) this.list?.style.setProperty("padding-bottom", `${below}px`);
    this.above = above;
    this.below = below;
  }

  /** @param {number} top */
  write(top) {
    if (!this.pane) return;
    if (Math.abs(this.pane.scrollTop - top) >= 0.5) this.pane.scrollTop = top;
    this.at = this.pane.scrollTop;
  }

  /** Take the anchor where the log has been scrolled to, before anything is changed. @returns {boolean} whether it has been */
  follow() {
    const { pane } = this;
    if (!pane || Math.abs(pane.scrollTop - this.at) < 0.5) return false;
    this.at = pane.scrollTop;
    this.placing = false;
    this.anchor = this.heights.locate(this.at - this.drift);
    this.stuck.value = this.isAtEnd();
    this.first.value = this.anchor.seq;
    return true;
  }

  scrolled = () => {
    if (!this.follow()) return; // it was we who scrolled
    this.scrolling.value = true;
    clearTimeout(this.still);
    this.still = setTimeout(this.halted, STILL_MS);
    this.range(false);
  };

  halted = () => {
    this.scrolling.value = false;
    if (this.drift && !this.stuck.peek()) this.settle();
    this.asks.moved();
  };

  /** Ask for what is not here, near the window; not for what somebody flies past. */
  askFor() {
    clearTimeout(this.loading);
    this.loading = setTimeout(() => {
      const { top, bottom } = this.window();
      const more = this.height * LOAD_SCREENS;
      this.asks.look(this.heights.locate((top + bottom) / 2).seq);
      for (const chunk of this.heights.missing(top - more, bottom + more)) this.asks.load(chunk);
    }, this.scrolling.peek() ? LOAD_MS : 0);
  }

  /** The heights between which one looks. */
  window() {
    const top = this.stuck.peek()
      ? Math.max(0, this.heights.total - this.height)
      : this.heights.top(this.anchor.seq) + this.anchor.offset;
    return { top, bottom: top + this.height };
  }

  /** The last position that is in the window as a whole, or almost. */
  lastSeen() {
    return this.stuck.peek() ? this.heights.head : Math.max(0, this.heights.locate(this.window().bottom - 24).seq - 1);
  }

  /** Go to a position, which comes to stand so many pixels below the top of the window. @param {number} seq @param {number} below */
  go(seq, below = this.height / 3) {
    this.anchor = { seq, offset: -below };
    this.stuck.value = false;
    this.placing = true;
    this.first.value = seq;
    this.range(true);
  }

  toEnd() {
    this.stuck.value = true;
    this.placing = false;
    this.range(true);
    this.asks.moved();
  }
}

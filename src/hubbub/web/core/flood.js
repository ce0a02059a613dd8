// When so much happens that not all of it can be drawn as it comes.

/** More happenings than this in a while are a flood. It is drawn so far apart, the more there is the further. */
const FLOOD = 15;
const WHILE_MS = 500;
const APART_MS = 100;
const MOST_APART_MS = 250;

/** Tells by what happened in the while before this one. `isRisen` says whether, `apart` how many ms lie between drawings. */
export class Flood {
  isRisen = false;
  apart = APART_MS;
  #since = 0;
  #count = 0;

  /** Count one more. @param {number} now */
  count(now) {
    this.#count += 1;
    if (this.#count > FLOOD) this.isRisen = true;
    if (now - this.#since <= WHILE_MS) return;
    this.isRisen = this.#count > FLOOD && now - this.#since < 2 * WHILE_MS;
    this.apart = Math.min(MOST_APART_MS, Math.max(APART_MS, (APART_MS * this.#count) / FLOOD));
    this.#count = 0;
    this.#since = now;
  }
}

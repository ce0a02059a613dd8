// When to come back: full jitter, what the server asked for, and when not to come back at all.

const MOST_SPREAD_MS = 300_000;
export const BYE = 1000;
export const NOT_ALLOWED = 1008;
export const RESTARTING = 1012;

export class Backoff {
  /**
   * The bound of the first wait in ms, doubled for each failure in a row up to `most`. Each wait is anything from
   * nothing to its bound, so that the many who were cut at once do not come back at once.
   * @param {{ first?: number, most?: number, random?: () => number }} pace
   */
  constructor({ first = 500, most = 30_000, random = Math.random } = {}) {
    this.first = first;
    this.most = most;
    this.random = random;
  }

  /** @param {number} failures in a row */
  wait(failures) {
    return this.random() * Math.min(this.most, this.first * 2 ** failures);
  }

  /** After a connection's end. @param {{ code: number, reason: string }} ended @param {number} failures */
  afterEnd({ code, reason }, failures) {
    if (code !== RESTARTING || !/^\d+$/.test(reason)) return this.wait(failures);
    const spread = this.random() * Math.min(MOST_SPREAD_MS, 1000 * Number(reason));
    return spread + (failures ? this.wait(failures) : 0);
  }

  /** After a refusal for the moment. @param {{ retry_after?: number }} error @param {number} failures */
  afterRefusal({ retry_after = 0 }, failures) {
    return 1000 * retry_after + this.wait(failures);
  }
}

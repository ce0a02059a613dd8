// What a log looks like as rows: which day begins, where a turn of somebody's begins and ends, what is new.

/** @typedef {import("../../core/types.js").Entry} Entry */

const TURN_MS = 5 * 60_000;

/** @param {string} at */
const dayOf = (at) => new Date(at).toDateString();

/** When an entry was said, or happened. @param {Entry} entry */
export const momentOf = (entry) => (entry.shape === "said" ? entry.sent_at : entry.at);

/** Whether a day begins with an entry. @param {Entry} entry @param {Entry | null} before */
export const opensDay = (entry, before) => !before || dayOf(momentOf(before)) !== dayOf(momentOf(entry));

/**
 * Whether a message opens a turn: after somebody else's, on another day, or after a pause.
 * @param {Entry} entry @param {Entry | null} before
 */
export function opensTurn(entry, before) {
  if (entry.shape !== "said" || before?.shape !== "said" || before.sender !== entry.sender || opensDay(entry, before)) return true;
  return Date.parse(entry.sent_at) - Date.parse(before.sent_at) > TURN_MS;
}

/**
 * Whether the line "new" stands above an entry: it is the first past what was read.
 * @param {Entry} entry @param {Entry | null} before
 * @param {number} known from where on nothing unknown lies before it
 * @param {number | null} readTo
 */
export function opensNew(entry, before, known, readTo) {
  if (readTo === null || entry.seq <= readTo) return false;
  return before ? before.seq <= readTo : known - 1 <= readTo;
}

const LINE = 22;
const BARE = 26;

/**
 * About how high an entry will be, in pixels, in a log so many pixels wide.
 * @param {Entry} entry @param {number} width
 */
export function estimate(entry, width) {
  if (entry.shape !== "said") return 34;
  const perLine = Math.max(16, Math.min(width - 110, 600) / 7.6);
  const lines = entry.text.slice(0, 2000).split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / perLine)), 0);
  const pictures = entry.files?.length ? 60 * entry.files.length : 0;
  return BARE + Math.min(lines, 13) * LINE + pictures + (entry.reply_to ? 44 : 0);
}

/** Chinese letters are twice as wide. @param {string} line */
const widthOf = (line) => line.length + (line.match(/[\u2e80-\uffef]/g)?.length ?? 0);

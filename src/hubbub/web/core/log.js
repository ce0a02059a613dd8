// A conversation's log as far as it is here: chunks of a hundred positions, each known from `low` to `high`.
// Pure functions: a change makes another log, and what did not change keeps its identity.
//
// What is known of a chunk has no holes: the server tells entries in their order, and a jump in it is what
// membership hides. Two known ranges of one chunk are therefore one.

/** @import { Chunk, Entry, Log, Message, Said } from "./types.js" */

/** Positions in a chunk: chunk n is of n*100+1 .. n*100+100. */
export const CHUNK = 100;

/** @param {number} seq */
export const chunkOf = (seq) => Math.floor((seq - 1) / CHUNK);
/** @param {number} chunk */
export const firstOf = (chunk) => chunk * CHUNK + 1;
/** @param {number} chunk */
export const lastOf = (chunk) => (chunk + 1) * CHUNK;

/** What an edit or a deletion makes of a message.
 * @typedef {Partial<Pick<Said, "text" | "edited_at" | "mentions" | "deleted" | "files">>} Change */

/** @type {Log} */
export const NOTHING = { chunks: new Map(), loading: new Set(), changes: new Map() };

/** @param {Message} message @returns {Said} */
export function said(message) {
  return { ...message, shape: "said" };
}

/** Whether a chunk is known as far as it goes: to its end, or to the log's. @param {Log} log @param {number} chunk @param {number} head */
export function isWhole(log, chunk, head) {
  const known = log.chunks.get(chunk);
  return known !== undefined && known.low === firstOf(chunk) && known.high >= Math.min(lastOf(chunk), head);
}

/** @param {Log} log @param {number} seq */
export function entryAt(log, seq) {
  const entries = log.chunks.get(chunkOf(seq))?.entries;
  const at = entries ? place(entries, seq) : 0;
  return entries?.[at]?.seq === seq ? entries[at] : undefined;
}

/** Add what has just happened. @param {Log} log @param {Entry} entry */
export function withEntry(log, entry) {
  const number = chunkOf(entry.seq);
  const known = log.chunks.get(number) ?? { number, low: entry.seq, high: entry.seq, entries: [] };
  const at = place(known.entries, entry.seq);
  if (known.entries[at]?.seq === entry.seq) return log; // a page of history was quicker, and is as new
  const entries = known.entries.toSpliced(at, 0, entry);
  return withChunk(log, stretched({ ...known, entries }, entry.seq));
}

/** Note that a position holds nothing that is shown. @param {Log} log @param {number} seq */
export function withNothingAt(log, seq) {
  const number = chunkOf(seq);
  const known = log.chunks.get(number);
  if (known && known.low <= seq && seq <= known.high) return log;
  return withChunk(log, stretched(known ?? { number, low: seq, high: seq, entries: [] }, seq));
}

/**
 * Add the page of history that was asked for to fill a chunk: `message.history` from its first position on.
 * @param {Log} log
 * @param {number} number the chunk
 * @param {readonly Message[]} messages may go past the chunk
 * @param {number} head the log's last position when it was asked
 */
export function withMessages(log, number, messages, head) {
  const within = messages.filter(({ seq }) => chunkOf(seq) === number);
  const beyond = within.length < messages.length || head >= lastOf(number);
  const known = log.chunks.get(number);
  const end = Math.max(head, within.at(-1)?.seq ?? 0, known?.high ?? 0, firstOf(number));
  const high = beyond ? lastOf(number) : Math.min(lastOf(number), end);
  const fresh = within.map((message) => changedBy(log, said(message)));
  const entries = known ? merged(known.entries, fresh) : fresh;
  return loaded(withChunk(log, { number, low: firstOf(number), high, entries }), number);
}

/** A chunk is being asked for. @param {Log} log @param {number} number */
export function loading(log, number) {
  return log.loading.has(number) ? log : { ...log, loading: new Set(log.loading).add(number) };
}

/** A chunk is not being asked for any more. @param {Log} log @param {number} number @returns {Log} */
export function loaded(log, number) {
  if (!log.loading.has(number)) return log;
  const left = new Set(log.loading);
  left.delete(number);
  return { ...log, loading: left, changes: left.size ? log.changes : NOTHING.changes };
}

/**
 * Edit or delete a message. While pages are being asked for, one that is not here is remembered: the page may have
 * been read before the change was made. @param {Log} log @param {number} target @param {Change} change @returns {Log}
 */
export function amended(log, target, change) {
  const found = entryAt(log, target);
  if (found) return found.shape === "said" && !found.deleted ? replaced(log, { ...found, ...change }) : log;
  if (!log.loading.size) return log;
  return { ...log, changes: new Map(log.changes).set(target, { ...log.changes.get(target), ...change }) };
}

/** What is left of a message that was deleted. @returns {Change} */
export const deletion = () => ({ text: "", deleted: true, mentions: [], files: [] });

/**
 * Keep so many chunks: those nearest to what is shown, and the last one.
 * @param {Log} log @param {number} most @param {number} [shown] a chunk
 */
export function bounded(log, most, shown) {
  if (log.chunks.size <= most) return log;
  const last = Math.max(...log.chunks.keys());
  const from = shown ?? last;
  const distance = (/** @type {number} */ number) => (number === last ? -1 : Math.abs(number - from));
  const kept = [...log.chunks.keys()].sort((a, b) => distance(a) - distance(b)).slice(0, most);
  return { ...log, chunks: new Map(kept.map((number) => [number, /** @type {Chunk} */ (log.chunks.get(number))])) };
}

// Details

/** Where a seq stands among entries, or would. @param {readonly Entry[]} entries @param {number} seq */
function place(entries, seq) {
  let low = 0;
  let high = entries.length;
  if (high && entries[high - 1].seq < seq) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle].seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {Chunk} chunk @param {number} seq @returns {Chunk} */
function stretched(chunk, seq) {
  return { ...chunk, low: Math.min(chunk.low, seq), high: Math.max(chunk.high, seq) };
}

/** @param {Log} log @param {Chunk} chunk @returns {Log} */
function withChunk(log, chunk) {
  return { ...log, chunks: new Map(log.chunks).set(chunk.number, chunk) };
}

/** @param {Log} log @param {Entry} entry */
function replaced(log, entry) {
  const chunk = /** @type {Chunk} */ (log.chunks.get(chunkOf(entry.seq)));
  return withChunk(log, { ...chunk, entries: chunk.entries.with(place(chunk.entries, entry.seq), entry) });
}

/** @param {Log} log @param {Said} message */
function changedBy(log, message) {
  const change = log.changes.get(message.seq);
  return change && !message.deleted ? { ...message, ...change } : message;
}

/** What was known stays as it is: it has heard of every change. @param {readonly Entry[]} known @param {readonly Entry[]} fresh */
function merged(known, fresh) {
  const here = new Set(known.map(({ seq }) => seq));
  const missing = fresh.filter(({ seq }) => !here.has(seq));
  return missing.length ? [...known, ...missing].sort((a, b) => a.seq - b.seq) : known;
}

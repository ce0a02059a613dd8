// An outbox in a file, for Node: a journal of what was put in and taken out, written anew once most of it is void.

import { open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * @import { FileHandle } from "node:fs/promises"
 * @import { Letter, OutboxStorage } from "./index.js"
 * @typedef {{ put: Letter } | { remove: string }} Line
 */

/** So many bytes are not worth writing anew. */
const COMPACT_BYTES = 65_536;

/** It belongs to one client at a time. What `put` has resolved for is on the disk. @param {string} path @returns {OutboxStorage} */
export function fileOutbox(path) {
  const journal = new Journal(path);
  return {
    load: () => journal.load(),
    put: (letter) => journal.write({ put: letter }),
    remove: (client_id) => journal.write({ remove: client_id }),
    close: () => journal.close(),
  };
}

/** So that a file's new name is on the disk too. @param {string} path */
async function syncFolder(path) {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}

class Journal {
  /** What is in it, by its line. @type {Map<string, string>} */
  #lines = new Map();
  /** @type {FileHandle | undefined} */
  #file;
  #size = 0;
  /** What is still to be written. */
  #unwritten = "";
  /** @type {Promise<void>} */
  #step = Promise.resolve();
  /** The step that will write it. @type {Promise<void> | null} */
  #next = null;

  /** @param {string} path */
  constructor(path) {
    this.path = path;
  }

  /** @returns {Promise<Letter[]>} */
  async load() {
    await this.#after(() => this.#open());
    return [...this.#lines.values()].map((line) => JSON.parse(line).put);
  }

  /** Resolves when it is on the disk. Those who wait at once share one sync. @param {Line} line */
  write(line) {
    this.#unwritten += this.#note(JSON.stringify(line) + "\n");
    this.#next ??= this.#after(() => this.#flush());
    return this.#next;
  }

  /** Let go of the file. */
  close() {
    return this.#after(async () => {
      await this.#file?.close();
      this.#file = undefined;
    });
  }

  /** One step after the other, whatever became of the one before. @param {() => Promise<void>} step */
  #after(step) {
    const done = this.#step.then(step);
    this.#step = done.catch(() => {});
    return done;
  }

  /** Take a line's effect. @param {string} text */
  #note(text) {
    const line = JSON.parse(text);
    if (line.put) this.#lines.set(line.put.client_id, text);
    else this.#lines.delete(line.remove);
    return text;
  }

  async #open() {
    if (this.#file) return;
    const text = await readFile(this.path, "utf8").catch((error) => {
      if (error.code !== "ENOENT") throw error;
      return "";
    });
    const later = [...this.#lines];
    this.#lines.clear();
    for (const line of text.split("\n").slice(0, -1)) this.#read(line);
    for (const [key, line] of later) this.#lines.set(key, line);
    this.#file = await open(this.path, "a", 0o600);
    // What a crash has left half written at the end was never promised. It must not be what the next line begins with.
    await this.#file.truncate(Buffer.byteLength(text.slice(0, text.lastIndexOf("\n") + 1)));
    this.#size = (await this.#file.stat()).size;
  }

  /** @param {string} line */
  #read(line) {
    try {
      this.#note(line + "\n");
    } catch {
      // of blocks that never reached the disk, and so was never sent
    }
  }

  async #flush() {
    this.#next = null;
    await this.#open();
    const text = this.#unwritten;
    this.#unwritten = "";
    await this.#file?.appendFile(text);
    await this.#file?.datasync();
    this.#size += Buffer.byteLength(text);
    if (this.#size > COMPACT_BYTES && this.#size > 2 * this.#kept().length) await this.#compact();
  }

  #kept() {
    return [...this.#lines.values()].join("");
  }

  /** Write what is needed into a new file, and put that into the old one's place. */
  async #compact() {
    const kept = this.#kept();
    const covered = this.#unwritten.length;
    const file = await open(`${this.path}.new`, "w", 0o600);
    await file.writeFile(kept);
    await file.sync();
    await rename(`${this.path}.new`, this.path);
    await syncFolder(dirname(this.path));
    await this.#file?.close();
    this.#file = file;
    this.#size = Buffer.byteLength(kept);
    this.#unwritten = this.#unwritten.slice(covered);
  }
}

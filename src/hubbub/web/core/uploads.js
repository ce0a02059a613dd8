// Files on their way to the server, by tus 1.0: what has arrived need not be sent again after a break, nor when
// somebody tries again after a failure.

import { ConnectionLost, HubbubError } from "hubbub-client";
import { answerOf } from "./http.js";

/** @import { Letter } from "./types.js" */
/** @typedef {{ letter: Letter, files: File[], stop: AbortController }} Enclosing a letter that waits for its files */

const FILES = "/api/v1/files";
const TUS = { "Tus-Resumable": "1.0.0" };
const BYTES = { ...TUS, "Content-Type": "application/offset+octet-stream" };
/** Breaks in a row without progress, and the wait after the first. */
const MOST_BREAKS = 6;
const WAIT_MS = 250;
/** The server is still writing what came before the break. */
const BUSY = ["conflict", "unavailable"];

/** Where files are being sent to. @type {WeakMap<File, string>} */
const places = new WeakMap();

/**
 * Upload a letter's files, one after the other, and give their ids. Rejects as `upload` does.
 * @param {Enclosing} enclosing @param {(letter: Letter) => void} show what to do with the letter as it gets on
 */
export async function uploadAll({ letter, files, stop }, show) {
  const attaching = [...(letter.attaching ?? [])];
  const ids = [];
  for (const [index, file] of files.entries()) {
    const told = (/** @type {number} */ sent) => {
      attaching[index] = { ...attaching[index], sent };
      show({ ...letter, attaching: [...attaching] });
    };
    ids.push(await upload(file, { told, signal: stop.signal }));
  }
  return ids;
}

/**
 * Upload a file and give its id. @param {File} file
 * @param {{ told?: (sent: number) => void, signal?: AbortSignal }} [options] `told` hears how many bytes have been sent
 * @returns {Promise<string>} Rejects with HubbubError, with ConnectionLost after a while without progress, or when aborted.
 */
export async function upload(file, { told = () => {}, signal } = {}) {
  let reached = 0;
  for (let breaks = 0; ; ) {
    signal?.throwIfAborted();
    try {
      let offset = places.has(file) ? await arrived(file, signal) : await begin(file, signal);
      if (offset > reached) breaks = 0;
      for (reached = offset; offset < file.size; reached = offset) offset = await append(file, offset, told, signal);
      return idOf(file);
    } catch (error) {
      if (signal?.aborted || !mayPass(error) || ++breaks > MOST_BREAKS) throw error;
      await pause(WAIT_MS * 2 ** breaks);
    }
  }
}

/** @param {unknown} error */
const mayPass = (error) => error instanceof ConnectionLost || (error instanceof HubbubError && BUSY.includes(error.code));

/** Wait, but not longer than until the network is back. @param {number} ms */
function pause(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
    addEventListener("online", resolve, { once: true });
  });
}

/** @param {File} file */
function idOf(file) {
  const place = /** @type {string} */ (places.get(file));
  return place.slice(place.lastIndexOf("/") + 1);
}

/** @param {File} file @param {AbortSignal} [signal] */
async function begin(file, signal) {
  const said = `filename ${base64(file.name)},filetype ${base64(file.type || "application/octet-stream")}`;
  const headers = { ...TUS, "Upload-Length": String(file.size), "Upload-Metadata": said };
  const response = await ask(FILES, { method: "POST", headers, signal });
  places.set(file, /** @type {string} */ (response.headers.get("Location")));
  return 0;
}

/** How much has arrived; of what the server has given up, nothing. @param {File} file @param {AbortSignal} [signal] */
async function arrived(file, signal) {
  const address = /** @type {string} */ (places.get(file));
  const response = await reach(address, { method: "HEAD", headers: TUS, signal });
  if (response.status === 404 || response.status === 410) return begin(file, signal);
  if (!response.ok) await answerOf(response);
  return Number(response.headers.get("Upload-Offset"));
}

/**
 * Send the rest. Only XMLHttpRequest tells how much has been sent.
 * @param {File} file @param {number} offset @param {(sent: number) => void} told @param {AbortSignal} [signal]
 * @returns {Promise<number>} how much has arrived
 */
function append(file, offset, told, signal) {
  const request = new XMLHttpRequest();
  request.open("PATCH", /** @type {string} */ (places.get(file)));
  for (const [name, value] of Object.entries({ ...BYTES, "Upload-Offset": String(offset) })) request.setRequestHeader(name, value);
  request.upload.onprogress = ({ loaded }) => told(offset + loaded);
  signal?.throwIfAborted();
  const abort = () => request.abort();
  signal?.addEventListener("abort", abort);
  return new Promise((resolve, reject) => {
    request.onload = () => {
      if (request.status < 400) resolve(Number(request.getResponseHeader("Upload-Offset")));
      else answerOf(new Response(request.response, { status: request.status })).catch(reject);
    };
    request.onerror = request.onabort = () => reject(new ConnectionLost("the upload was cut"));
    request.onloadend = () => signal?.removeEventListener("abort", abort);
    request.send(file.slice(offset));
  });
}

/** @param {string} address @param {RequestInit} request */
async function ask(address, request) {
  const response = await reach(address, request);
  if (!response.ok) await answerOf(response);
  return response;
}

/** @param {string} address @param {RequestInit} request */
const reach = (address, request) =>
  fetch(address, request).catch((error) => {
    throw new ConnectionLost(String(error));
  });

/** @param {string} text */
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

// Files on their way to the server, by tus 1.0: what has arrived need not be sent again after a break.

import { ConnectionLost } from "hubbub-client";
import { answerOf } from "./http.js";

const FILES = "/api/v1/files";
const TUS = { "Tus-Resumable": "1.0.0" };
const BYTES = { ...TUS, "Content-Type": "application/offset+octet-stream" };
/** Breaks in a row without progress, and the wait after the first. */
const MOST_BREAKS = 6;
const WAIT_MS = 500;

/**
 * Upload a file and give its id. @param {File} file
 * @returns {Promise<string>} Rejects with HubbubError, or with ConnectionLost after a while without progress.
 */
export async function upload(file) {
  const location = await begin(file);
  let offset = 0;
  for (let breaks = 0; offset < file.size; ) {
    try {
      const reached = await append(location, file, offset);
      breaks = reached > offset ? 0 : breaks + 1;
      offset = reached;
    } catch (error) {
      if (!(error instanceof ConnectionLost) || ++breaks > MOST_BREAKS) throw error;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS * 2 ** breaks));
      offset = await arrived(location).catch(() => offset);
    }
  }
  return location.slice(location.lastIndexOf("/") + 1);
}

/** @param {File} file */
async function begin(file) {
  const said = `filename ${base64(file.name)},filetype ${base64(file.type || "application/octet-stream")}`;
  const headers = { ...TUS, "Upload-Length": String(file.size), "Upload-Metadata": said };
  const response = await ask(FILES, { method: "POST", headers });
  return /** @type {string} */ (response.headers.get("Location"));
}

/** @param {string} location @param {File} file @param {number} offset */
async function append(location, file, offset) {
  const headers = { ...BYTES, "Upload-Offset": String(offset) };
  return offsetOf(await ask(location, { method: "PATCH", headers, body: file.slice(offset) }));
}

/** @param {string} location */
async function arrived(location) {
  return offsetOf(await ask(location, { method: "HEAD", headers: TUS }));
}

/** @param {string} address @param {RequestInit} request */
async function ask(address, request) {
  const response = await fetch(address, request).catch((error) => {
    throw new ConnectionLost(String(error));
  });
  if (!response.ok) await answerOf(response);
  return response;
}

/** @param {Response} response */
const offsetOf = (response) => Number(response.headers.get("Upload-Offset"));

/** @param {string} text */
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

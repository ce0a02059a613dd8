// Asking over HTTP, where a connection will not do: the browser sends the session's cookie along, and keeps the one
// it is given.

import { ConnectionLost, HubbubError } from "hubbub-client";

/** @import { OperationName, Operations } from "hubbub-client" */

/** A server that is silent for so long is not reached. */
const TIMEOUT_MS = 15_000;

/**
 * @template {OperationName} K
 * @param {K} op @param {Operations[K]["request"]} fields @param {number} timeout in ms
 * @returns {Promise<Operations[K]["answer"]>} Rejects with HubbubError or ConnectionLost.
 */
export async function post(op, fields, timeout = TIMEOUT_MS) {
  const headers = { "Content-Type": "application/json" };
  const asked = fetch(`/api/v1/${op}`, { method: "POST", headers, body: JSON.stringify(fields), signal: AbortSignal.timeout(timeout) });
  const response = await asked.catch((error) => {
    throw new ConnectionLost(String(error), false);
  });
  return answerOf(response);
}

/** @param {Response} response @returns {Promise<any>} Rejects with what the server says against it. */
export async function answerOf(response) {
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  throw new HubbubError(answer.error ?? { code: "unavailable", message: `HTTP ${response.status}` });
}

// What an error means to the person in front of the page, in words of the page.

import { t } from "../../words/words.js";

/** @typedef {{code?: string, message?: string, retry_after?: number}} Refusal */

/**
 * A sentence for what `app` threw. A refusal of the catalogue has words of its own, or else the server's;
 * what has no code never reached the server.
 * @param {unknown} error
 */
export function sentenceOf(error) {
  const { code, message = "", retry_after: wait } = /** @type {Refusal} */ (error ?? {});
  if (!code) return t("unreachable");
  if (code === "bad_request" || code === "conflict") return t("theirs", message);
  const key = `error_${code}`;
  return t.has(key) ? t(key, Math.ceil(wait ?? 1)) : t("theirs", message);
}

/** The field that a refusal is about: "name: must not contain @" is about `name`. @param {unknown} error */
export function fieldOf(error) {
  const { code, message = "" } = /** @type {Refusal} */ (error ?? {});
  return code === "bad_request" || code === "forbidden" || code === "conflict" ? (message.match(/^(\w+):/)?.[1] ?? null) : null;
}

// Pages of history: asked for by chunk, few at a time, the ones wanted last first.

import { firstOf, isWhole, NOTHING } from "./log.js";

/** @import { App } from "./types.js" */
/** @import { Page } from "./page.js" */
/** @typedef {{ conversation: number, chunk: number }} Wanted */

const AT_ONCE = 4;
/** Who scrolls past a hundred chunks wants those where they stop. */
const MOST_WAITING = 8;
const PAUSE_MS = 1_000;

/** @param {Page} page @returns {Pick<App, "load" | "seqAt">} */
export function history(page) {
  /** @type {Map<string, Wanted>} */
  const waiting = new Map();
  /** @type {Set<string>} */
  const asked = new Set();

  /** @param {Wanted} wanted */
  const keyOf = ({ conversation, chunk }) => `${conversation}/${chunk}`;

  function next() {
    while (asked.size < AT_ONCE && waiting.size) {
      const [key, wanted] = /** @type {[string, Wanted]} */ ([...waiting].at(-1));
      waiting.delete(key);
      asked.add(key);
      ask(wanted).finally(() => {
        asked.delete(key);
        next();
      });
    }
  }

  /** @param {Wanted} wanted */
  async function ask({ conversation, chunk }) {
    page.dispatch({ type: "loading", conversation, chunk });
    const head = page.now().conversations.get(conversation)?.head ?? 0;
    try {
      const { messages } = await page.ask("message.history", { conversation, after: firstOf(chunk) - 1, limit: 100 });
      page.dispatch({ type: "loaded", conversation, chunk, messages, head });
    } catch (error) {
      page.dispatch({ type: "unloaded", conversation, chunk });
      const { code, retry_after = 0 } = /** @type {any} */ (error);
      // Whoever still shows it asks again; what is not theirs to see is not asked for twice in a second.
      if (code !== "connection_lost") await new Promise((resolve) => setTimeout(resolve, PAUSE_MS + 1000 * retry_after));
    }
  }

  return {
    load(conversation, chunk) {
      const state = page.state.peek();
      const head = state.conversations.get(conversation)?.head ?? 0;
      const key = keyOf({ conversation, chunk });
      if (chunk < 0 || firstOf(chunk) > head || asked.has(key)) return;
      if (isWhole(state.logs.get(conversation) ?? NOTHING, chunk, head)) return;
      waiting.delete(key);
      waiting.set(key, { conversation, chunk });
      if (waiting.size > MOST_WAITING) waiting.delete(/** @type {string} */ (waiting.keys().next().value));
      queueMicrotask(next);
    },

    async seqAt(conversation, moment) {
      const at = moment.toISOString();
      const { messages } = await page.askNow("message.history", { conversation, at, limit: 1 });
      const head = page.state.peek().conversations.get(conversation)?.head ?? 1;
      return messages[0]?.seq ?? head;
    },
  };
}


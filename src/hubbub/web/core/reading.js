// Read cursors and counts: what one has read is told to the server, and what only the server can count is asked for.

import { minute } from "./clock.js";

/** @import { App, State } from "./types.js" */
/** @import { Page } from "./page.js" */

/** Between two words about one conversation: in a busy one they would be as many as the messages. */
const PAUSE_MS = 300;

/** @param {Page} page @returns {Pick<App, "markRead" | "seenBy">} */
export function reading(page) {
  /** Conversations whose cursor, or counts, are being spoken of. @type {Set<string>} */
  const busy = new Set();

  /** @param {State} state */
  function look({ status, reads, uncertain }) {
    if (status !== "online") return;
    for (const [conversation, seq] of reads) once(`read ${conversation}`, () => tell(conversation, seq));
    for (const conversation of uncertain) if (!reads.has(conversation)) once(`count ${conversation}`, () => count(conversation));
  }

  /** Do something unless it is being done, and look again a little later. @param {string} key @param {() => Promise<void>} step */
  async function once(key, step) {
    if (busy.has(key)) return;
    busy.add(key);
    let pause = PAUSE_MS;
    try {
      await step();
    } catch (error) {
      const { code, retry_after = 5 } = /** @type {any} */ (error);
      if (code !== "connection_lost" && code !== "closed") pause = 1000 * retry_after;
    }
    setTimeout(() => {
      busy.delete(key);
      look(page.state.peek());
    }, pause);
  }

  /** @param {number} conversation @param {number} seq */
  async function tell(conversation, seq) {
    const { read } = await page.ask("receipt.read", { conversation, seq }, { retry: true });
    page.dispatch({ type: "told", conversation, seq, read });
  }

  /** @param {number} conversation */
  async function count(conversation) {
    const answer = await page.ask("conversation.get", { conversation });
    page.dispatch({ type: "summed", conversation: answer.conversation });
  }

  /** The lobby tells nobody that people come into it: it is asked while it is looked at. @param {State} state */
  function recount({ shown, conversations }) {
    if (!shown || document.hidden || conversations.get(shown.conversation)?.kind !== "lobby") return;
    page.dispatch({ type: "doubted", conversation: shown.conversation });
  }
  minute.subscribe(() => recount(page.state.peek()));

  page.watch((state, before) => {
    if (state.shown?.conversation !== before.shown?.conversation) recount(state);
    if (state.reads !== before.reads || state.uncertain !== before.uncertain || state.status !== before.status) look(state);
  });

  return {
    markRead(conversation, seq) {
      const known = page.state.peek().conversations.get(conversation);
      if (!known || seq <= known.read) return;
      const read = { conversation, seq: Math.min(seq, known.head) };
      page.dispatch({ type: "read", ...read });
      page.share({ read }); // who is offline hears of it from nobody else
    },

    async seenBy(conversation, seq) {
      const { users } = await page.askNow("receipt.seen", { conversation, seq });
      page.dispatch({ type: "readers", conversation, users, seq });
      const { people } = page.now();
      const unknown = users.filter((user) => !people.has(user));
      const met = await Promise.all(unknown.slice(0, 100).map((user) => page.askNow("user.get", { user }).catch(() => null)));
      page.dispatch({ type: "met", users: met.filter((user) => user !== null) });
      const known = page.now().people;
      return users.map((user) => known.get(user)).filter((user) => user !== undefined);
    },
  };
}

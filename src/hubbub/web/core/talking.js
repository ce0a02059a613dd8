// Saying something: the outbox, edits, typing, drafts.

import { newClientId } from "hubbub-client";

/** @import { App, Letter, Place } from "./types.js" */
/** @import { Page } from "./page.js" */
/** @import { Enclosing } from "./uploads.js" */

const TYPING_EVERY_MS = 3_000;

/** @param {Place} place */
export const keyOf = (place) => ("conversation" in place ? `c${place.conversation}` : `u${place.to}`);

/**
 * @param {Page} page
 * @returns {Pick<App, "send" | "retry" | "cancel" | "edit" | "remove" | "typing" | "saveDraft">}
 */
export function talking(page) {
  let typedAt = -Infinity;
  /** Letters whose files are not uploaded; they live as long as the page. @type {Map<string, Enclosing>} */
  const attaching = new Map();
  // They are their writer's: who comes next sees nothing of them, and sends none.
  page.watch(({ me }, before) => {
    if (me?.id === before.me?.id) return;
    for (const { stop } of attaching.values()) stop.abort();
    attaching.clear();
  });
  // Files are in no outbox: is it meant?
  addEventListener("beforeunload", (event) => attaching.size && event.preventDefault());

  /** @param {string} client_id */
  async function attach(client_id) {
    const work = /** @type {Enclosing} */ (attaching.get(client_id));
    /** @param {Letter} letter */
    const show = (letter) => attaching.get(client_id) === work && page.dispatch({ type: "letter", letter });
    show(work.letter);
    try {
      const { uploadAll } = await import("./uploads.js");
      const files = await uploadAll(work, show);
      if (attaching.delete(client_id)) post({ ...work.letter, files }); // unless cancelled meanwhile
    } catch (error) {
      const { code = "internal", message = String(error) } = /** @type {any} */ (error);
      show({ ...work.letter, failed: { code, message } });
    }
  }

  /** Here, and in other tabs. @param {Place} place @param {string} text */
  function draft(place, text) {
    const drafted = { key: keyOf(place), text };
    page.dispatch({ type: "drafted", ...drafted });
    page.share({ drafted });
  }

  /** @param {Letter} letter */
  function post({ client_id, conversation, to, text, reply_to, files }) {
    const place = conversation === undefined ? { to: /** @type {number} */ (to) } : { conversation };
    page.client?.send({ ...place, text, reply_to, ...(files?.length && { files: [...files] }) }, { client_id });
  }

  return {
    send(place, text, { reply_to, files = [] } = {}) {
      const client_id = newClientId();
      const letter = { ...place, client_id, text, reply_to, queued_at: new Date().toISOString() };
      if (files.length) {
        const names = files.map(({ name, size }) => ({ name, size }));
        attaching.set(client_id, { letter: { ...letter, attaching: names }, files, stop: new AbortController() });
        attach(client_id);
      } else post(letter);
      draft(place, "");
      return client_id;
    },

    retry(client_id) {
      if (attaching.has(client_id)) attach(client_id);
      else page.client?.retry(client_id);
    },

    cancel(client_id) {
      attaching.get(client_id)?.stop.abort();
      if (!attaching.delete(client_id) && !page.client?.cancel(client_id)) return;
      page.dispatch({ type: "cancelled", client_id });
      page.tabs.postMessage({ cancelled: client_id }); // they may have it, too
    },

    async edit(conversation, seq, text) {
      await page.askNow("message.edit", { conversation, seq, text });
    },

    async remove(conversation, seq) {
      await page.askNow("message.delete", { conversation, seq });
    },

    typing(conversation) {
      if (page.client?.status !== "online" || performance.now() - typedAt < TYPING_EVERY_MS) return;
      typedAt = performance.now();
      page.ask("typing.start", { conversation }).catch(() => {}); // who does not hear it misses nothing
    },

    saveDraft: draft,
  };
}

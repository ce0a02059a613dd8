// Saying something: the outbox, edits, typing, drafts.

/** @import { App, Letter, Place } from "./types.js" */
/** @import { Page } from "./page.js" */

const TYPING_EVERY_MS = 3_000;

/** @param {Place} place */
export const keyOf = (place) => ("conversation" in place ? `c${place.conversation}` : `u${place.to}`);

/**
 * @param {Page} page
 * @returns {Pick<App, "send" | "retry" | "cancel" | "edit" | "remove" | "typing" | "saveDraft">}
 */
export function talking(page) {
  let typedAt = -Infinity;
  /** Letters whose files are not uploaded; they live as long as the page. @type {Map<string, { letter: Letter, files: File[] }>} */
  const attaching = new Map();

  /** @param {string} client_id */
  async function attach(client_id) {
    const { letter, files } = /** @type {{ letter: Letter, files: File[] }} */ (attaching.get(client_id));
    page.dispatch({ type: "letter", letter });
    try {
      const { upload } = await import("./uploads.js");
      const ids = [];
      for (const file of files) ids.push(await upload(file));
      if (!attaching.delete(client_id)) return; // cancelled meanwhile
      post({ ...letter, files: ids });
    } catch (error) {
      const { code = "internal", message = String(error) } = /** @type {any} */ (error);
      if (attaching.has(client_id)) page.dispatch({ type: "letter", letter: { ...letter, failed: { code, message } } });
    }
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
        attaching.set(client_id, { letter: { ...letter, attaching: names }, files });
        attach(client_id);
      } else post(letter);
      page.dispatch({ type: "drafted", key: keyOf(place), text: "" });
      return client_id;
    },

    retry(client_id) {
      if (attaching.has(client_id)) attach(client_id);
      else page.client?.retry(client_id);
    },

    cancel(client_id) {
      if (!attaching.delete(client_id) && !page.client?.cancel(client_id)) return;
      page.dispatch({ type: "cancelled", client_id });
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

    saveDraft(place, text) {
      page.dispatch({ type: "drafted", key: keyOf(place), text });
    },
  };
}

/** Not crypto.randomUUID: browsers keep that from pages without TLS. */
function newClientId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

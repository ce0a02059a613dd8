// Who people are and whether they are there. What is not known is asked for, once, and drawn when it is here.

import { t } from "../words/words.js";

/** @import { App } from "./types.js" */
/** @import { Page } from "./page.js" */

const MOST_AT_ONCE = 1_000;
const MEETING_AT_ONCE = 16;

/**
 * @param {Page} page
 * @returns {Pick<App, "nameOf" | "userOf" | "presenceOf" | "titleOf" | "directWith" | "search" | "contacts" | "addContact" | "removeContact">}
 */
export function people(page) {
  const meet = meeting(page);
  const watch = watching(page);

  /** @param {number} user */
  function userOf(user) {
    const known = page.state.value.people.get(user) ?? null;
    if (!known) meet(user);
    return known;
  }
  const nameOf = (/** @type {number} */ user) => userOf(user)?.display_name ?? "";

  return {
    userOf,
    nameOf,

    presenceOf(user) {
      const { presence, status } = page.state.value;
      const known = presence.get(user) ?? null;
      if (!known && status === "online") watch(user);
      return known;
    },

    titleOf({ kind, name, peer }) {
      if (kind === "lobby") return t("lobby");
      return peer === null ? name : nameOf(peer);
    },

    directWith(user) {
      for (const conversation of page.state.value.conversations.values()) if (conversation.peer === user) return conversation;
      return null;
    },

    async search(query) {
      const [{ users }, { conversations }] = await Promise.all([
        page.askNow("user.search", { query }),
        page.askNow("conversation.search", { query }),
      ]);
      page.dispatch({ type: "met", users });
      return { people: users, conversations };
    },

    async contacts() {
      const { users } = await page.askNow("contact.list", {});
      page.dispatch({ type: "met", users });
      return users;
    },

    async addContact(user) {
      await page.askNow("contact.add", { user });
    },

    async removeContact(user) {
      await page.askNow("contact.remove", { user });
    },
  };
}

/** Learn who somebody is: a few at a time, nobody twice. @param {Page} page */
function meeting(page) {
  /** Asked for, or not there. @type {Set<number>} */
  const asked = new Set();
  /** @type {number[]} */
  const waiting = [];
  let active = 0;

  async function next() {
    const user = waiting.pop();
    if (user === undefined || active >= MEETING_AT_ONCE) {
      if (user !== undefined) waiting.push(user);
      return;
    }
    active += 1;
    try {
      page.dispatch({ type: "met", users: [await page.ask("user.get", { user })] });
    } catch (error) {
      const { code } = /** @type {any} */ (error);
      if (code !== "not_found") asked.delete(user);
    }
    active -= 1;
    next();
  }

  page.watch((state, before) => {
    if (state.me?.id !== before.me?.id) asked.clear();
  });
  return (/** @type {number} */ user) => {
    if (asked.has(user) || !page.client) return;
    asked.add(user);
    waiting.push(user);
    queueMicrotask(next);
  };
}

/** Learn who is connected: everyone one talks with after each break, and whoever else is shown. @param {Page} page */
function watching(page) {
  /** @type {Set<number>} */
  const asked = new Set();
  /** @type {Set<number>} */
  const waiting = new Set();

  async function ask() {
    const users = [...waiting].slice(0, MOST_AT_ONCE);
    waiting.clear();
    if (!users.length) return;
    try {
      const answer = await page.ask("presence.get", { users });
      page.dispatch({ type: "present", users: answer.users });
    } catch {
      for (const user of users) asked.delete(user); // asked again when it is drawn again
    }
  }

  /** @param {number} user */
  function watch(user) {
    if (asked.has(user)) return;
    asked.add(user);
    if (!waiting.size) queueMicrotask(ask);
    waiting.add(user);
  }

  page.watch((state, before) => {
    if (state.status === before.status) return;
    if (state.status !== "online") return asked.clear();
    for (const { peer } of state.conversations.values()) if (peer !== null) watch(peer);
  });
  return watch;
}

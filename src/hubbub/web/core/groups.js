// Groups, channels and their members.

import { post } from "./http.js";

/** @import { App, Member } from "./types.js" */
/** @import { Page } from "./page.js" */

/**
 * @param {Page} page
 * @returns {Pick<App, "create" | "join" | "leave" | "update" | "prefer" | "members" | "addMember" | "removeMember" | "setRole" | "invite" | "lookAtInvite" | "acceptInvite">}
 */
export function groups(page) {
  return {
    async create(kind, fields) {
      const { conversation } = await page.askNow("conversation.create", { kind, ...fields });
      page.dispatch({ type: "summed", conversation });
      return conversation.id;
    },

    async join(conversation) {
      await page.askNow("conversation.join", { conversation });
    },

    async leave(conversation) {
      await page.askNow("conversation.leave", { conversation });
    },

    async update(conversation, changes) {
      await page.askNow("conversation.update", { conversation, ...changes });
    },

    async prefer(conversation, changes) {
      const before = page.now().conversations.get(conversation);
      page.dispatch({ type: "preferred", conversation, changes });
      try {
        await page.askNow("conversation.prefer", { conversation, ...changes });
      } catch (error) {
        const { muted, pinned, archived } = before ?? {};
        page.dispatch({ type: "preferred", conversation, changes: { muted, pinned, archived } });
        throw error;
      }
    },

    async members(conversation) {
      /** @type {Member[]} */
      const members = [];
      for (let more = true; more; ) {
        const after = members.at(-1)?.user.id;
        const answer = await page.askNow("member.list", { conversation, ...(after !== undefined && { after }) });
        members.push(...answer.members);
        more = answer.has_more;
      }
      page.dispatch({ type: "met", users: members.map(({ user }) => user) });
      return members;
    },

    async addMember(conversation, user) {
      await page.askNow("member.add", { conversation, user });
    },

    async removeMember(conversation, user) {
      await page.askNow("member.remove", { conversation, user });
    },

    async setRole(conversation, user, role) {
      await page.askNow("member.role", { conversation, user, role });
    },

    async invite(conversation, options = {}) {
      const { code } = await page.askNow("invite.create", { conversation, ...options });
      return `${location.origin}/#/join/${code}`;
    },

    async lookAtInvite(code) {
      const { conversation } = await post("invite.get", { code });
      const { id, name, topic, kind, members, joined } = conversation;
      return { name, topic, kind, members, joined, id };
    },

    async acceptInvite(code) {
      const { conversation } = await page.askNow("invite.accept", { code });
      page.dispatch({ type: "summed", conversation });
      return conversation.id;
    },
  };
}

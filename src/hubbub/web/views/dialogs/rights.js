// Who may do what, as the server's policy table says (src/hubbub/domain/policy.py): what is not allowed is not offered.

/** @typedef {import("../../core/types.js").Role} Role */
/** @typedef {import("../../core/types.js").Conversation} Conversation */

/** @type {Record<Role, number>} */
const RANK = { member: 0, moderator: 1, owner: 2 };

/** @param {Conversation} conversation */
const isRoom = ({ kind }) => kind === "group" || kind === "channel";

/** @param {Role} role */
const isStaff = (role) => role === "owner" || role === "moderator";

/** @param {Conversation} conversation @param {Role} role */
export const mayUpdate = (conversation, role) => isRoom(conversation) && isStaff(role);

/** @param {Conversation} conversation */
export const mayAdd = (conversation) => isRoom(conversation);

/** Staff may invite; to a channel, which anyone may join, every member may. @param {Conversation} conversation @param {Role} role */
export const mayInvite = (conversation, role) => conversation.kind === "channel" || mayUpdate(conversation, role);

/** @param {Conversation} conversation @param {Role} role @param {Role} theirs */
export const mayRemove = (conversation, role, theirs) => mayUpdate(conversation, role) && RANK[role] > RANK[theirs];

/** @param {Conversation} conversation @param {Role} role */
export const mayChangeRoles = (conversation, role) => isRoom(conversation) && role === "owner";

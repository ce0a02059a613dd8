// Who may do what, as the server's policy table says (src/hubbub/domain/policy.py): what is not allowed is not offered.

/** @typedef {import("../../core/types.js").Role} Role */
/** @typedef {import("../../core/types.js").Conversation} Conversation */

/** @type {Record<Role, number>} */
const RANK = { member: 0, moderator: 1, owner: 2 };

/** @param {Conversation} conversation */
const isRoom = ({ kind }) => kind === "group" || kind === "channel";

/** @param {Conversation} conversation */
export const isStaffed = (conversation) => isRoom(conversation) && (conversation.role === "owner" || conversation.role === "moderator");

/** Name, topic and picture. @param {Conversation} conversation */
export const mayUpdate = isStaffed;

/** Other people's messages. @param {Conversation} conversation */
export const mayDeleteAny = isStaffed;

/** @param {Conversation} conversation */
export const mayAdd = isRoom;

/** Staff may invite; to what anyone may join, every member may. @param {Conversation} conversation */
export const mayInvite = (conversation) => isStaffed(conversation) || (isRoom(conversation) && conversation.public);

/** Those who stand below oneself. @param {Conversation} conversation @param {Role} theirs */
export const mayRemove = (conversation, theirs) => isStaffed(conversation) && RANK[conversation.role] > RANK[theirs];

/** @param {Conversation} conversation */
export const mayChangeRoles = (conversation) => isRoom(conversation) && conversation.role === "owner";

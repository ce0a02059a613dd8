// Who is in a conversation: those of rank first, with what may be done with each; and adding more.

import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { app } from "../../core/app.js";
import { t } from "../../words/words.js";
import { Button } from "../parts/button.js";
import { confirm } from "../parts/confirm.js";
import { Field } from "../parts/field.js";
import { Menu } from "../parts/menu.js";
import { attempt } from "../sidebar/actions.js";
import { fold, NO_MATCH, rankOf } from "../sidebar/order.js";
import { useGrowing } from "../sidebar/growing.js";
import { closeDialog } from "./open.js";
import { PeoplePicker } from "./people_picker.js";
import { PersonRow } from "./person_row.js";
import { mayAdd, mayChangeRoles, mayRemove } from "./rights.js";

/** @typedef {import("../../core/types.js").Conversation} Conversation */
/** @typedef {import("../../core/types.js").Member} Member */
/** @typedef {import("../../core/types.js").Role} Role */
/** @typedef {import("../../core/types.js").User} User */

/** More than this and there is a field to find one in. */
const MANY = 8;
/** @type {Role[]} */
const ROLES = ["owner", "moderator", "member"];

/** @param {{conversation: Conversation, members: Member[], role: Role, changed: () => void}} props */
export function Members({ conversation, members, role, changed }) {
  const [query, setQuery] = useState("");
  const wanted = fold(query);
  const shown = members
    .filter(({ user }) => !wanted || rankOf(fold(user.display_name), wanted) < NO_MATCH || rankOf(fold(user.name), wanted) < NO_MATCH)
    .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.user.display_name.localeCompare(b.user.display_name));
  const { limit, sentinel } = useGrowing(shown.length);
  return html`
    ${mayAdd(conversation) && html`<${Adding} conversation=${conversation} members=${members} changed=${changed} />`}
    ${members.length > MANY && html`<${Field} type="search" label=${t("filter_members")} value=${query} onInput=${setQuery} autocomplete="off" />`}
    <ul class="people" id="members">
      ${shown.slice(0, limit).map((member) => html`<${MemberRow} key=${member.user.id} conversation=${conversation} member=${member} role=${role} changed=${changed} />`)}
    </ul>
    ${sentinel}`;
}

/** @param {{conversation: Conversation, member: Member, role: Role, changed: () => void}} props */
function MemberRow({ conversation, member, role, changed }) {
  const { user } = member;
  const mine = user.id === app.state.value.me?.id;
  const items = mine ? [] : itemsOn(conversation, member, role, changed);
  return html`<${PersonRow} user=${user} second=${mine ? t("you") : undefined}>
    ${member.role !== "member" && html`<span class="role">${t(`role_${member.role}`)}</span>`}
    ${items.length > 0 && html`<${Menu} label=${t("member_menu", user.display_name)} items=${items} />`}
  <//>`;
}

/** @param {Conversation} conversation @param {Member} member @param {Role} role @param {() => void} changed */
function itemsOn(conversation, { user, role: theirs }, role, changed) {
  const { id } = conversation;
  const name = user.display_name;
  const write = () => {
    closeDialog();
    app.go({ name: "person", user: user.id });
  };
  const setRole = async (/** @type {Role} */ to) => (await attempt(app.setRole(id, user.id, to))) && changed();
  const crown = async () => {
    if (await confirm({ title: t("make_owner_sure", name), text: t("make_owner_text", name), action: t("make_owner") })) setRole("owner");
  };
  const remove = async () => {
    const text = t("remove_member_text", name, app.titleOf(conversation));
    const sure = await confirm({ title: t("remove_member_sure", name), text, action: t("remove"), danger: true });
    if (sure && (await attempt(app.removeMember(id, user.id)))) changed();
  };
  const roles = mayChangeRoles(conversation, role) && theirs !== "owner";
  return [
    { label: t("message_person"), icon: "chat", action: write },
    roles && theirs === "member" && { label: t("make_moderator"), icon: "moderator", action: () => setRole("moderator") },
    roles && theirs === "moderator" && { label: t("make_member"), icon: "person", action: () => setRole("member") },
    roles && { label: t("make_owner"), icon: "crown", action: crown },
    mayRemove(conversation, role, theirs) && { label: t("remove_member"), icon: "trash", danger: true, action: remove },
  ].filter(Boolean);
}

/** @param {{conversation: Conversation, members: Member[], changed: () => void}} props */
function Adding({ conversation, members, changed }) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(/** @type {User[]} */ ([]));
  const inside = new Set(members.map(({ user }) => user.id));
  const close = () => {
    setOpen(false);
    setChosen([]);
  };
  const add = async () => {
    for (const { id } of chosen) if (!(await attempt(app.addMember(conversation.id, id)))) break;
    close();
    changed();
  };
  if (!open) return html`<${Button} quiet icon="person-add" class="wide" id="add-people" onClick=${() => setOpen(true)}>${t("add_people")}<//>`;
  return html`<div class="adding">
    <${PeoplePicker} label=${t("add_people")} chosen=${chosen} onChange=${setChosen} wanted=${(/** @type {User} */ user) => !inside.has(user.id)} />
    <p class="buttons"><${Button} onClick=${close}>${t("cancel")}<//><${Button} primary disabled=${!chosen.length} onClick=${add}>${t("add")}<//></p>
  </div>`;
}

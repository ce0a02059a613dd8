// The list of conversations.

import { $, el, mark, moment, show } from "./dom.js";
import { t } from "./strings.js";

export const titleOf = (room) => (room.kind === "lobby" ? t("lobby") : room.peer?.display_name ?? room.name);
const MOST_SHOWN = 99;

export function showRooms(chat, current) {
  const rooms = chat.store.listed();
  show($("rooms"), rooms.map((room) => item(chat, room, room === current)));
  const unread = rooms.reduce((sum, room) => sum + (room.muted ? room.mentions : room.unread), 0);
  document.title = unread ? `(${unread}) Hubbub` : "Hubbub";
}

function item(chat, room, current) {
  const title = titleOf(room);
  const online = room.peer ? Boolean(chat.store.online.get(room.peer.id)?.online) : null;
  const words = preview(chat, room);
  const { id, unread, mentions, lastAt, muted } = room;
  const when = room.last || room.kind !== "lobby" ? moment(lastAt) : "";
  return {
    key: `r${id}`,
    look: [title, online, words, unread, mentions, when, muted, current, t("unread")],
    make: () => {
      const face = mark(room.peer?.id ?? id, ["lobby", "channel"].includes(room.kind) ? "#" : title, !room.peer);
      if (online !== null) face.append(el(online ? "i.dot.on" : "i.dot"));
      const link = el(
        "a.roomlink",
        { href: `#/c/${id}` },
        face,
        el("span.title", {}, title, online && el("span.aside", {}, ` ${t("is_online")}`)),
        el("time.when", {}, when),
        el("span.preview", {}, words),
        badges(room),
      );
      if (current) link.setAttribute("aria-current", "true");
      return el(unread ? "li.unread" : "li", {}, link);
    },
  };
}

function badges(room) {
  const bounded = (count) => (count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count));
  const badge = (kind, words, count, label) =>
    el(`span.badge.${kind}`, { title: label }, el("span", { "aria-hidden": "true" }, words), el("span.aside", {}, label));
  const { unread, mentions } = room;
  return el(
    "span.badges",
    {},
    mentions > 0 && badge("mention", `@${bounded(mentions)}`, mentions, t("mentions", mentions)),
    unread > 0 && badge(room.muted ? "quiet" : "count", bounded(unread), unread, t("unread", unread)),
  );
}

function preview(chat, room) {
  const { last } = room;
  if (!last) return room.kind === "lobby" ? t("lobby_topic") : room.topic;
  if (last.deleted) return t("deleted");
  const text = last.text.replace(/\s+/g, " ").slice(0, 120);
  if (last.sender === chat.store.me.id) return t("you_said", text);
  return room.peer ? text : t("said", chat.nameOf(last.sender), text);
}

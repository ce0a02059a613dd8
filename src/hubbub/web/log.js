// One conversation's messages: days, turns, marks, and the place where one was reading.

import { $, clock, day, dayOf, el, linked, mark, show } from "./dom.js";
import { t } from "./strings.js";

const TURN_MS = 5 * 60_000;
const NEAR_PX = 60;
const LOAD_AT_PX = 300;

export class LogView {
  constructor(chat) {
    this.chat = chat;
    this.pane = $("log");
    this.list = $("lines");
    this.place = null;
    this.stick = true;
    this.pane.addEventListener("scroll", () => this.scrolled(), { passive: true });
    document.addEventListener("visibilitychange", () => this.read());
    addEventListener("focus", () => this.read());
    new ResizeObserver(() => this.stick && this.toLatest()).observe(this.pane);
    $("latest").onclick = () => this.toLatest();
  }

  /** Show a place: `{room}`, or `{to}` for a person one has not talked with yet, or nothing. */
  show(place) {
    const moved = place?.id !== this.place?.id;
    this.place = place;
    this.room = place?.room;
    if (moved) {
      this.stick = true;
      this.unreadFrom = this.room?.unread ? this.room.read : null;
      this.list.setAttribute("aria-busy", "true"); // a change of room is no news
    }
    const { scrollHeight, scrollTop } = this.pane;
    const oldest = this.oldest;
    const lines = this.lines();
    show(this.list, lines);
    if (moved) this.arrive();
    else if (this.stick) this.toLatest();
    else if (oldest !== this.oldest) this.pane.scrollTop = scrollTop + this.pane.scrollHeight - scrollHeight;
    $("latest").hidden = this.stick || !lines.length;
    this.read();
  }

  arrive() {
    const from = this.list.querySelector(".newline");
    if (from && this.pane.scrollHeight - from.offsetTop > this.pane.clientHeight) {
      this.pane.scrollTop = from.offsetTop - NEAR_PX;
      this.stick = false;
    } else {
      this.toLatest();
    }
    setTimeout(() => this.list.removeAttribute("aria-busy"), 300);
    this.scrolled();
  }

  toLatest() {
    this.stick = true;
    this.pane.scrollTop = this.pane.scrollHeight;
    this.read();
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.pane;
    this.stick = scrollHeight - scrollTop - clientHeight < NEAR_PX;
    $("latest").hidden = this.stick;
    if (scrollTop < LOAD_AT_PX && this.room) this.chat.loadOlder(this.room);
    this.read();
  }

  /** Read is what has been on screen: the page visible, the newest line in sight. */
  read() {
    if (this.room && this.stick && !document.hidden && this.pane.clientHeight) this.chat.markRead(this.room);
  }

  // Lines

  lines() {
    const { room, chat, place } = this;
    if (!place) return [];
    const entries = room ? [...room.entries.values()].sort((a, b) => a.seq - b.seq) : [];
    this.oldest = entries[0]?.seq;
    const waiting = chat.outbox.towards(room, place.to);
    const lines = [...this.top(entries.length + waiting.length)];
    let before = null;
    for (const entry of entries) {
      this.divide(lines, before, entry);
      lines.push(entry.kind === "message" ? this.message(entry, before) : this.event(entry));
      before = entry;
    }
    for (const line of waiting) {
      this.divide(lines, before, line);
      lines.push(this.unsentLine(line, before));
      before = { ...line, kind: "message", sender: chat.store.me.id };
    }
    return lines;
  }

  top(count) {
    const { room } = this;
    if (!count) return [words("empty", "li.empty", t("no_messages"), t("say_hello"))];
    if (!room) return [];
    return [words("top", "li.edge", room.older ? t("older") : t("beginning"))];
  }

  divide(lines, before, entry) {
    const date = dayOf(entry.at);
    if (!before || dayOf(before.at) !== date) {
      const name = day(entry.at);
      lines.push({ key: `d${date}`, look: name, make: () => el("li.day", {}, el("span", {}, name)) });
    }
    const { unreadFrom } = this;
    const crossed = unreadFrom !== null && entry.seq > unreadFrom && (!before || before.seq <= unreadFrom);
    if (crossed) lines.push({ ...words("new", "li.newline", t("unread_from")), key: "new" });
  }

  message(entry, before) {
    const { chat, room } = this;
    const own = entry.sender === chat.store.me.id;
    const first = opens(entry, before);
    const name = own ? t("you") : chat.nameOf(entry.sender);
    const calls = entry.mentions.includes(chat.store.me.id);
    const look = [entry.text, entry.deleted, entry.edited_at, first, name, calls, clock(entry.at), t("edited")];
    const make = () => {
      const text = entry.deleted ? [t("deleted")] : linked(entry.text);
      const marks = entry.edited_at && !entry.deleted && el("span.edited", {}, ` ${t("edited")}`);
      const bubble = el(entry.deleted ? "div.bubble.deleted" : "div.bubble", { dir: "auto" }, ...text);
      const foot = el("div.foot", {}, time(entry.at), marks);
      const line = el(own ? "li.line.own" : "li.line", {});
      line.classList.toggle("first", first);
      line.classList.toggle("calls", calls);
      if (!own) line.append(first ? mark(entry.sender, name) : el("span.mark.none"));
      const said = first && !own && room.kind !== "direct" ? el("div.sender", {}, name) : el("div.aside", {}, name);
      line.append(el("div.said", {}, said, bubble, foot));
      return line;
    };
    return { key: entry.key, look, make };
  }

  unsentLine(line, before) {
    const { chat } = this;
    const failed = line.state === "failed";
    const state = failed ? t("failed", line.reason) : t(chat.status === "online" ? "sending" : "queued");
    const first = opens({ ...line, kind: "message", sender: chat.store.me.id }, before);
    const make = () => {
      const foot = el("div.foot", {}, time(line.at), el("span.state", {}, ` ${state}`));
      if (failed) {
        foot.append(el("button.link", { type: "button", onclick: () => chat.outbox.retry(line) }, t("retry")));
        foot.append(el("button.link", { type: "button", onclick: () => chat.outbox.discard(line) }, t("discard")));
      }
      const bubble = el("div.bubble", { dir: "auto" }, ...linked(line.text));
      const node = el(failed ? "li.line.own.failed" : "li.line.own.unsent", {});
      node.classList.toggle("first", first);
      node.append(el("div.said", {}, el("div.aside", {}, t("you")), bubble, foot));
      return node;
    };
    return { key: line.key, look: ["unsent", state, first, clock(line.at)], make };
  }

  event(entry) {
    const sentence = happening(this.chat, entry);
    return words(entry.key, "li.event", sentence);
  }
}

const time = (at) => el("time", { dateTime: at, title: new Date(at).toLocaleString() }, clock(at));

/** Whether a message opens a turn: somebody else's, or after a pause. */
function opens(entry, before) {
  const same = before?.kind === "message" && before.sender === entry.sender && dayOf(before.at) === dayOf(entry.at);
  return !same || new Date(entry.at) - new Date(before.at) > TURN_MS;
}

function words(key, name, ...sentences) {
  const make = () => el(name, {}, ...sentences.map((sentence) => el("span", {}, sentence)));
  return { key, look: sentences, make };
}

function happening(chat, entry) {
  const who = chat.nameOf(entry.by);
  const whom = entry.user === undefined ? "" : chat.nameOf(entry.user);
  const named = (key, what) => t(`event_${key}`, who, whom, what);
  switch (entry.ev) {
    case "conversation.created":
      return named("created", entry.name);
    case "member.joined":
      return named(entry.by === entry.user ? "joined" : "added");
    case "member.left":
      return named("left");
    case "member.removed":
      return named("removed");
    case "member.role":
      return named(`role_${entry.role}`);
    default:
      return entry.name !== undefined ? named("renamed", entry.name) : named(entry.topic === undefined ? "changed" : "topic");
  }
}

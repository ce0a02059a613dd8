// Finding people and public conversations, and making a group.

import { $, el, mark } from "./dom.js";
import { t } from "./strings.js";

const PAUSE_MS = 200;

/** Call back after a pause in calling. */
function settled(work) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, PAUSE_MS);
  };
}

/** The search field above the list. */
export class Finder {
  /** @param {(place: string) => void} go */
  constructor(chat, go) {
    this.chat = chat;
    this.go = go;
    this.field = $("search");
    this.panel = $("found");
    const search = settled(() => this.search());
    this.field.oninput = () => (this.field.value.trim() ? search() : this.close());
    $("finder").addEventListener("keydown", (press) => press.key === "Escape" && this.close(true));
    $("finder").onsubmit = (submit) => {
      submit.preventDefault();
      this.panel.querySelector("button")?.click();
    };
  }

  async search() {
    const query = this.field.value.trim();
    if (!query) return;
    const ask = (op) => this.chat.connection.ask(op, { query }).catch(() => null);
    const [people, rooms] = await Promise.all([ask("user.search"), ask("conversation.search")]);
    if (query !== this.field.value.trim()) return;
    if (!people || !rooms) {
      this.fill([el("p.none", {}, t("waiting"))]);
      return;
    }
    const others = people.users.filter((user) => user.id !== this.chat.store.me.id);
    const found = [
      ...section(t("people"), others.map((user) => this.person(user))),
      ...section(t("channels"), rooms.conversations.map((room) => this.listing(room))),
    ];
    this.fill(found.length ? found : [el("p.none", {}, t("nothing_found"))]);
  }

  fill(nodes) {
    this.panel.replaceChildren(...nodes);
    this.panel.hidden = false;
  }

  person(user) {
    const choose = () => {
      this.chat.store.people.set(user.id, user);
      this.leave(`#/u/${user.id}`);
    };
    return row(mark(user.id, user.display_name), user.display_name, `@${user.name}`, t("message"), choose);
  }

  listing(room) {
    const members = room.members === 1 ? t("one_member") : t("members", room.members);
    const join = async () => {
      if (!room.joined) await this.chat.connection.ask("conversation.join", { conversation: room.id }).catch(() => {});
      this.leave(`#/c/${room.id}`);
    };
    const words = room.topic ? `${members} · ${room.topic}` : members;
    return row(mark(room.id, room.name, true), room.name, words, t(room.joined ? "open" : "join"), join);
  }

  leave(place) {
    this.close();
    this.go(place);
  }

  close(refocus = false) {
    this.field.value = "";
    this.panel.hidden = true;
    this.panel.replaceChildren();
    if (refocus) this.field.focus();
  }
}

function section(title, rows) {
  return rows.length ? [el("h3", {}, title), el("ul", {}, ...rows.map((node) => el("li", {}, node)))] : [];
}

function row(face, title, words, action, onclick) {
  const text = el("span.who", {}, el("span.title", {}, title), el("span.preview", {}, words));
  return el("button.result", { type: "button", onclick }, face, text, el("span.action", {}, action));
}

/** The dialog that makes a group. */
export class GroupMaker {
  constructor(chat, go) {
    this.chat = chat;
    this.go = go;
    this.dialog = $("group");
    this.field = $("group-search");
    this.chosen = new Map();
    const search = settled(() => this.search());
    this.field.oninput = search;
    this.field.onkeydown = (press) => {
      if (press.key !== "Enter" || press.isComposing) return;
      press.preventDefault(); // in this field Enter adds a person and creates nothing yet
      $("group-found").querySelector("button")?.click();
    };
    $("new-group").onclick = () => this.open();
    $("group-cancel").onclick = () => this.dialog.close();
    $("group-form").onsubmit = (submit) => {
      submit.preventDefault();
      this.create();
    };
  }

  open() {
    $("group-form").reset();
    $("group-error").textContent = "";
    $("group-found").replaceChildren();
    this.chosen.clear();
    this.showChosen();
    this.dialog.showModal();
  }

  async search() {
    const query = this.field.value.trim();
    const answer = query && (await this.chat.connection.ask("user.search", { query, limit: 6 }).catch(() => null));
    if (query !== this.field.value.trim()) return;
    const known = (user) => user.id === this.chat.store.me.id || this.chosen.has(user.id);
    const users = answer ? answer.users.filter((user) => !known(user)) : [];
    const rows = users.map((user) =>
      row(mark(user.id, user.display_name), user.display_name, `@${user.name}`, "+", () => this.choose(user)),
    );
    const none = query && !rows.length && el("p.none", {}, t(answer ? "nothing_found" : "waiting"));
    $("group-found").replaceChildren(...(none ? [none] : rows));
  }

  choose(user) {
    this.chosen.set(user.id, user);
    this.field.value = "";
    $("group-found").replaceChildren();
    this.showChosen();
    this.field.focus();
  }

  showChosen() {
    const drop = (id) => {
      this.chosen.delete(id);
      this.showChosen();
      this.field.focus();
    };
    const chips = [...this.chosen.values()].map(({ id, display_name: name }) =>
      el("button.chip", { type: "button", onclick: () => drop(id), "aria-label": t("remove", name) }, name, el("span", {}, "×")),
    );
    $("group-chosen").replaceChildren(...chips);
  }

  async create() {
    const kind = $("group-public").checked ? "channel" : "group";
    const fields = { kind, name: $("group-name").value, members: [...this.chosen.keys()] };
    try {
      const { conversation } = await this.chat.connection.ask("conversation.create", fields);
      this.dialog.close();
      this.go(`#/c/${conversation.id}`);
    } catch (error) {
      $("group-error").textContent = error.code ? t("theirs", error.message) : t("waiting");
    }
  }
}

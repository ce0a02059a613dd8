// The page itself: what is in the address is what is shown; what people do goes to `chat`.

import { Chat } from "./chat.js";
import { Composer } from "./composer.js";
import { post } from "./connection.js";
import { Door } from "./door.js";
import { $ } from "./dom.js";
import { Finder, GroupMaker } from "./finder.js";
import { LogView } from "./log.js";
import { showRooms, titleOf } from "./rooms.js";
import { switchLanguage, t, translate } from "./strings.js";

const LOBBY = 0;
const narrow = matchMedia("(max-width: 46rem)");

let due = false;
const chat = new Chat({
  // Not requestAnimationFrame: a tab in the background counts its unread messages too.
  changed: () => {
    if (!due) queueMicrotask(show);
    due = true;
  },
  somebody: enterChat,
  nobody: (wasSomebody) => {
    view("outside");
    door.open(wasSomebody ? "ended" : null);
  },
});
const door = new Door(() => {
  history.replaceState(null, "", location.pathname);
  chat.start();
});
const go = (place) => (location.hash = place);
const log = new LogView(chat);
const composer = new Composer(chat);
new Finder(chat, go);
new GroupMaker(chat, go);

function view(name) {
  document.body.dataset.view = name;
}

function enterChat() {
  if (document.body.dataset.view !== "chat") {
    view("chat");
    if (!location.hash) history.replaceState(null, "", `#/c/${LOBBY}`);
  }
  show();
}

/** What the address says: a conversation, a person, or nothing. */
function place() {
  const [, kind, digits] = location.hash.match(/^#\/([cu])\/(\d+)$/) ?? [];
  if (!kind) return null;
  const id = Number(digits);
  const room = kind === "c" ? chat.store.rooms.get(id) : chat.store.directWith(id);
  const to = kind === "u" ? id : room?.peer?.id;
  return { id: location.hash, kind, room, to };
}

function show() {
  due = false;
  showStatus();
  if (document.body.dataset.view !== "chat" || !chat.store.me) return;
  const here = place();
  const known = here && (here.room || here.kind === "u");
  if (here?.kind === "u" && here.room) history.replaceState(null, "", `#/c/${here.room.id}`);
  document.body.dataset.pane = here ? "room" : "list";
  $("room").dataset.state = known ? "open" : here ? "gone" : "none";
  $("me").textContent = chat.store.me.display_name;
  showRooms(chat, here?.room);
  if (known) showHead(here);
  composer.show(known ? here : null, known ? nameOf(here) : "");
  log.show(known ? here : null);
  showTyping(here?.room);
}

const nameOf = (here) => (here.room ? titleOf(here.room) : chat.nameOf(here.to));

function showHead({ room, to }) {
  $("room-title").textContent = room ? titleOf(room) : chat.nameOf(to);
  $("leave").hidden = !room || !["group", "channel"].includes(room.kind);
  $("room-words").textContent = about(room, to);
}

function about(room, to) {
  if (!room || room.peer) {
    const presence = chat.presenceOf(to);
    return presence ? t(presence.online ? "is_online" : "is_offline") : "";
  }
  if (room.kind === "lobby") return t("lobby_topic");
  const members = room.members === 1 ? t("one_member") : t("members", room.members);
  return room.topic ? `${members} · ${room.topic}` : members;
}

function showStatus() {
  for (const node of document.querySelectorAll("[data-status]")) {
    node.dataset.status = chat.status;
    node.querySelector("span").textContent = t(chat.status);
    node.querySelector("button").hidden = chat.status !== "waiting";
  }
}

function showTyping(room) {
  const names = room ? [...room.typing.keys()].map((user) => chat.nameOf(user)).filter(Boolean) : [];
  const words = names.length ? t(names.length > 1 ? "typing_many" : "typing", names.slice(0, 3).join(t("and"))) : "";
  if ($("typing").textContent !== words) $("typing").textContent = words;
}

// What people do

async function logOut() {
  try {
    await post("auth.logout");
    chat.leave();
  } catch (error) {
    if (error.code === "unauthenticated") chat.leave();
    else tell(t("no_log_out"));
  }
}

function tell(words) {
  $("notice-words").textContent = words;
  $("notice").showModal();
}

async function leaveRoom() {
  const { room } = place() ?? {};
  if (!room || !confirm(t("leave_sure", titleOf(room)))) return;
  try {
    await chat.connection.ask("conversation.leave", { conversation: room.id });
    go("");
  } catch (error) {
    tell(error.code ? t("theirs", error.message) : t("waiting"));
  }
}

async function copyLines(button, lines) {
  const words = lines.textContent.trim();
  try {
    await navigator.clipboard.writeText(words);
    button.textContent = t("copied");
    setTimeout(() => (button.textContent = t("copy")), 2000);
  } catch {
    getSelection().selectAllChildren(lines); // without TLS there is no clipboard for pages; Ctrl+C is
  }
}

function speak() {
  translate(document);
  $("door-error").textContent = door.words();
  show();
}

const address = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}`;
const lines = [
  `ws = new WebSocket("${address}/api/v1/ws?name=ada")`,
  "ws.onmessage = e => console.log(e.data)",
  `ws.send('{"op":"message.send","conversation":0,"text":"hello, everyone"}')`,
].join("\n");
for (const node of document.querySelectorAll(".console")) {
  node.querySelector("pre").textContent = lines;
  const button = node.querySelector("button");
  button.onclick = () => copyLines(button, node.querySelector("pre"));
}
for (const button of document.querySelectorAll(".language"))
  button.onclick = () => {
    switchLanguage();
    speak();
  };
for (const button of document.querySelectorAll("[data-status] button")) button.onclick = () => chat.connection.hurry();
$("log-out").onclick = logOut;
$("leave").onclick = leaveRoom;
$("show-console").onclick = () => $("console").showModal();
for (const dialog of document.querySelectorAll("dialog"))
  dialog.addEventListener("click", (click) => click.target.matches("dialog, .close") && dialog.close());
addEventListener("hashchange", () => {
  show();
  if (!narrow.matches) composer.focus();
});
setInterval(show, 60_000); // days pass: "today" becomes "yesterday"

speak();
chat.start();

// Every word of the page, in English and Chinese. `t` gives one in the language in use.

const WORDS = {
  tagline: ["A chat server, ready to talk.", "开箱即聊的聊天服务器。"],
  name: ["Your name", "你的名字"],
  name_hint: [
    "Where this server is open, a name is enough. A new name makes a new account.",
    "如果这台服务器开放注册，有名字就够了。新名字会建立新账号。",
  ],
  password: ["Password", "密码"],
  password_needed: ["A password is needed for this name or this server.", "这个名字或这台服务器需要密码。"],
  invite: ["Invitation", "邀请码"],
  invite_needed: ["New people need an invitation here.", "新用户需要邀请码。"],
  closed: ["This server makes no new accounts.", "这台服务器不接受新账号。"],
  wrong: ["Name and password do not match.", "名字与密码不符。"],
  enter: ["Start talking", "开始聊天"],
  unreachable: ["The server cannot be reached. Please try again.", "无法连接服务器，请重试。"],
  ended: ["You have been logged out.", "你已退出登录。"],
  log_out: ["Log out", "退出登录"],
  no_log_out: ["Logging out needs a connection. Try again in a moment.", "退出登录需要连接，请稍后再试。"],
  console: ["From the browser's console", "在浏览器控制台中使用"],
  console_short: ["Console", "控制台"],
  console_hint: [
    "Open the console on this page and enter one line after the other. Works while registration is open.",
    "在本页打开控制台，逐行输入。开放注册时可用。",
  ],
  copy: ["Copy", "复制"],
  copied: ["Copied", "已复制"],
  docs: ["API documents", "API 文档"],
  connecting: ["Connecting…", "正在连接…"],
  online: ["Connected", "已连接"],
  waiting: ["Reconnecting…", "正在重新连接…"],
  try_now: ["Try now", "立即重试"],
  conversations: ["Conversations", "会话"],
  search: ["Find people and channels", "查找用户和频道"],
  people: ["People", "用户"],
  channels: ["Public conversations", "公开会话"],
  join: ["Join", "加入"],
  open: ["Open", "打开"],
  message: ["Message", "发消息"],
  nothing_found: ["Nobody and nothing by that name.", "没有找到。"],
  new_group: ["New group", "新建群组"],
  group_name: ["Name", "名称"],
  group_members: ["Add people", "添加成员"],
  group_public: ["A channel: anyone may find and join it", "设为频道：任何人都可以找到并加入"],
  create: ["Create", "创建"],
  cancel: ["Cancel", "取消"],
  remove: ["Remove {0}", "移除 {0}"],
  lobby: ["Lobby", "大厅"],
  lobby_topic: ["Everyone on this server", "这台服务器上的所有人"],
  members: ["{0} members", "{0} 位成员"],
  one_member: ["1 member", "1 位成员"],
  is_online: ["online", "在线"],
  is_offline: ["offline", "离线"],
  leave: ["Leave", "退出会话"],
  leave_sure: ["Leave “{0}”?", "退出“{0}”？"],
  back: ["Back to the list", "返回列表"],
  write: ["Message {0}", "给 {0} 发消息"],
  send: ["Send", "发送"],
  keys: ["Enter sends, Shift+Enter starts a new line", "Enter 发送，Shift+Enter 换行"],
  too_long: ["At most {0} characters; this has {1}.", "最多 {0} 个字符，现在有 {1} 个。"],
  pick: ["Pick a conversation, or find someone to talk to.", "选择一个会话，或者找人聊聊。"],
  no_messages: ["Nothing has been said here yet.", "这里还没有消息。"],
  say_hello: ["Say hello.", "打个招呼吧。"],
  gone: ["You are not in this conversation.", "你不在这个会话中。"],
  older: ["Loading older messages…", "正在加载更早的消息…"],
  beginning: ["This is the beginning.", "这里是最开始。"],
  unread_from: ["New", "新消息"],
  to_latest: ["Latest messages", "最新消息"],
  log: ["Messages", "消息"],
  edited: ["edited", "已编辑"],
  deleted: ["This message was deleted.", "此消息已删除。"],
  sending: ["sending…", "发送中…"],
  queued: ["waiting", "等待发送"],
  failed: ["Not sent: {0}", "未发送：{0}"],
  retry: ["Try again", "重试"],
  discard: ["Discard", "放弃"],
  you: ["You", "你"],
  you_said: ["You: {0}", "你：{0}"],
  said: ["{0}: {1}", "{0}：{1}"],
  typing: ["{0} is typing…", "{0} 正在输入…"],
  typing_many: ["{0} are typing…", "{0} 正在输入…"],
  and: [" and ", "和"],
  today: ["Today", "今天"],
  yesterday: ["Yesterday", "昨天"],
  unread: ["{0} unread", "{0} 条未读"],
  mentions: ["{0} mentions of you", "{0} 次提到你"],
  event_created: ["{0} created “{2}”", "{0} 创建了“{2}”"],
  event_joined: ["{0} joined", "{0} 加入了会话"],
  event_added: ["{0} added {1}", "{0} 添加了 {1}"],
  event_left: ["{0} left", "{0} 退出了会话"],
  event_removed: ["{0} removed {1}", "{0} 移除了 {1}"],
  event_role_owner: ["{1} is the owner now", "{1} 成为群主"],
  event_role_moderator: ["{1} is a moderator now", "{1} 成为管理员"],
  event_role_member: ["{1} is a member now", "{1} 成为普通成员"],
  event_renamed: ["{0} changed the name to “{2}”", "{0} 将名称改为“{2}”"],
  event_topic: ["{0} changed the topic", "{0} 修改了主题"],
  event_changed: ["{0} changed the conversation", "{0} 修改了会话"],
  switch: ["中文", "English"],
  switch_label: ["切换到中文", "Switch to English"],
  theirs: ["The server says: {0}", "服务器提示：{0}"],
  close: ["Close", "关闭"],
};

const KEY = "hubbub.language";
let column = preferred();

function preferred() {
  let chosen = null;
  try {
    chosen = localStorage.getItem(KEY);
  } catch {
    // storage may be forbidden; the browser's language will do
  }
  return (chosen ?? navigator.language).toLowerCase().startsWith("zh") ? 1 : 0;
}

/** The language in use, as a tag for `lang` and Intl. */
export const language = () => (column ? "zh-CN" : navigator.language.startsWith("en") ? navigator.language : "en");

export function switchLanguage() {
  column = 1 - column;
  try {
    localStorage.setItem(KEY, column ? "zh" : "en");
  } catch {
    // kept for as long as the page is open
  }
}

/** @param {keyof typeof WORDS} key @param {...(string|number)} values what stands for {0}, {1}, ... */
export function t(key, ...values) {
  return WORDS[key][column].replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)] ?? ""));
}

/**
 * Put the words into the page's fixed parts: `data-t` is the text, `data-t-<attribute>` an attribute.
 * @param {any} root
 */
export function translate(root) {
  document.documentElement.lang = language();
  for (const node of root.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of root.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", t(node.dataset.tLabel));
  for (const node of root.querySelectorAll("[data-t-hint]")) node.setAttribute("placeholder", t(node.dataset.tHint));
}

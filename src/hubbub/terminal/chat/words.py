"""Every word of the terminal chat, in English and Chinese. A missing one is an error at import."""

from __future__ import annotations

import os
from collections.abc import Mapping

from msgspec import Struct


class Words(Struct, frozen=True, kw_only=True):
    """One language. Braces are places that ``format`` fills."""

    lobby: str
    lobby_topic: str
    you: str
    you_said: str
    said: str
    connecting: str
    catching_up: str
    online: str
    offline: str
    retry_in: str
    ended: str
    login_ended: str
    waiting: str
    members: str
    member: str
    members_online: str
    is_online: str
    is_offline: str
    is_typing: str
    are_typing: str
    many_typing: str
    new_messages: str
    beginning: str
    older: str
    loading_older: str
    empty: str
    pick: str
    edited: str
    deleted: str
    reply_gone: str
    sending: str
    queued: str
    sent: str
    seen: str
    failed: str
    today: str
    yesterday: str
    day: str
    joined: str
    added: str
    left: str
    removed: str
    role: str
    created: str
    renamed: str
    new_topic: str
    call: str
    below: str
    write_to: str
    write: str
    replying: str
    editing: str
    leave_mode: str
    conversations: str
    none_yet: str
    switch_title: str
    switch_hint: str
    switch_empty: str
    switch_keys: str
    join_mark: str
    person_mark: str
    group_title: str
    group_name: str
    group_members: str
    group_keys: str
    delete_sure: str
    delete_keys: str
    quit_sure: str
    quit_keys: str
    leave_sure: str
    leave_keys: str
    help_title: str
    help_keys: str
    key_switch: str
    key_help: str
    key_reply: str
    key_edit: str
    key_delete: str
    key_group: str
    key_quit: str
    key_unread: str
    key_select: str
    key_rooms: str
    key_page: str
    key_send: str
    key_newline: str
    key_last: str
    key_escape: str
    key_complete: str
    key_list: str
    key_theme: str
    command_join: str
    command_leave: str
    command_topic: str
    command_add: str
    command_new: str
    command_theme: str
    command_literal: str
    unknown_command: str
    needs: str
    no_room: str
    no_person: str
    no_theme: str
    nothing_to_reply: str
    nothing_to_edit: str
    nothing_to_delete: str
    not_here: str
    gone: str
    refused: str
    no_answer: str
    nothing_unread: str


ENGLISH = Words(
    lobby="Lobby",
    lobby_topic="Everyone on this server",
    you="You",
    you_said="You: {0}",
    said="{0}: {1}",
    connecting="Connecting to {0} …",
    catching_up="Catching up …",
    online="Connected",
    offline="Offline",
    retry_in="trying again in {0} s",
    ended="Disconnected: {0}",
    login_ended="this login has ended",
    waiting="{0} waiting to be sent",
    members="{0} members",
    member="1 member",
    members_online="{0} online",
    is_online="online",
    is_offline="offline",
    is_typing="{0} is typing …",
    are_typing="{0} and {1} are typing …",
    many_typing="several people are typing …",
    new_messages="new messages",
    beginning="This is where it begins.",
    older="PageUp for older messages",
    loading_older="Loading older messages …",
    empty="Nothing has been said here yet. Say hello!",
    pick="Ctrl+K finds people and rooms to talk in.",
    edited="edited",
    deleted="This message was deleted.",
    reply_gone="a message that is not here",
    sending="sending …",
    queued="waits for the connection",
    sent="sent",
    seen="read",
    failed="Not sent: {0}",
    today="Today",
    yesterday="Yesterday",
    day="%A, %-d %B %Y",
    joined="{0} joined",
    added="{0} added {1}",
    left="{0} left",
    removed="{0} removed {1}",
    role="{0} made {1} {2}",
    created="{0} made this place: {1}",
    renamed="{0} called it {1}",
    new_topic="{0} set the topic: {1}",
    call="Call: {0}",
    below="{0} new below",
    write_to="Message {0}",
    write="Write something",
    replying="Reply to {0}: {1}",
    editing="Edit your message",
    leave_mode="Esc leaves",
    conversations="Conversations",
    none_yet="None yet",
    switch_title="Go to",
    switch_hint="A conversation, a person, a public room …",
    switch_empty="Nobody and nothing by that name.",
    switch_keys="Enter opens · Esc closes",
    join_mark="join",
    person_mark="person",
    group_title="New group",
    group_name="What is it called?",
    group_members="Who is in it? Names, separated by commas",
    group_keys="Enter makes it · Esc closes",
    delete_sure="Delete this message?",
    delete_keys="Enter deletes · Esc keeps",
    quit_sure="{0} not sent yet. Quit and lose them?",
    quit_keys="Enter quits · Esc stays",
    leave_sure="Leave {0}?",
    leave_keys="Enter leaves · Esc stays",
    help_title="Keys and commands",
    help_keys="Esc closes",
    key_switch="go to a conversation, person or room",
    key_help="this help",
    key_reply="reply to the selected message, or the latest",
    key_edit="edit the selected message of yours, or the last",
    key_delete="delete the selected message, or your last",
    key_group="new group",
    key_quit="quit",
    key_unread="next unread conversation",
    key_select="select a message",
    key_rooms="previous and next conversation",
    key_page="scroll, and load older messages",
    key_send="send",
    key_newline="new line",
    key_last="in an empty line: edit your last message",
    key_escape="leave edit, reply or selection; else mark as read",
    key_complete="complete an @name, :emoji: or /command",
    key_list="show or hide the list",
    key_theme="dark or light",
    command_join="join a public room",
    command_leave="leave this room",
    command_topic="set the topic",
    command_add="add someone to this room",
    command_new="make a group",
    command_theme="choose a theme",
    command_literal="say /text as it is",
    unknown_command="There is no command /{0}. F1 shows them; //{0} says it as it is.",
    needs="/{0} needs something after it: {1}",
    no_room="No public room is called {0}.",
    no_person="Nobody is called {0}.",
    no_theme="There is no theme {0}. There are: {1}",
    nothing_to_reply="There is nothing to reply to.",
    nothing_to_edit="There is no message of yours to edit.",
    nothing_to_delete="There is no message to delete.",
    not_here="Open a conversation first.",
    gone="You are no longer in {0}.",
    refused="The server says no: {0}",
    no_answer="No connection: this was not done.",
    nothing_unread="Nothing is unread.",
)

CHINESE = Words(
    lobby="大厅",
    lobby_topic="这台服务器上的所有人",
    you="你",
    you_said="你：{0}",
    said="{0}：{1}",
    connecting="正在连接 {0} …",
    catching_up="正在同步 …",
    online="已连接",
    offline="离线",
    retry_in="{0} 秒后重试",
    ended="连接已断开：{0}",
    login_ended="登录已失效",
    waiting="{0} 条等待发送",
    members="{0} 位成员",
    member="1 位成员",
    members_online="{0} 人在线",
    is_online="在线",
    is_offline="离线",
    is_typing="{0} 正在输入 …",
    are_typing="{0} 和 {1} 正在输入 …",
    many_typing="多人正在输入 …",
    new_messages="新消息",
    beginning="这里是最开始。",
    older="PageUp 查看更早的消息",
    loading_older="正在加载更早的消息 …",
    empty="这里还没有消息，打个招呼吧！",
    pick="按 Ctrl+K 查找用户和频道。",
    edited="已编辑",
    deleted="此消息已删除。",
    reply_gone="不在这里的消息",
    sending="发送中 …",
    queued="等待连接",
    sent="已发送",
    seen="已读",
    failed="未发送：{0}",
    today="今天",
    yesterday="昨天",
    day="%Y年%-m月%-d日",
    joined="{0} 加入了",
    added="{0} 添加了 {1}",
    left="{0} 离开了",
    removed="{0} 移除了 {1}",
    role="{0} 将 {1} 设为 {2}",
    created="{0} 创建了：{1}",
    renamed="{0} 改名为 {1}",
    new_topic="{0} 修改了话题：{1}",
    call="通话：{0}",
    below="下方有 {0} 条新消息",
    write_to="给 {0} 发消息",
    write="写点什么",
    replying="回复 {0}：{1}",
    editing="编辑你的消息",
    leave_mode="Esc 取消",
    conversations="会话",
    none_yet="暂无会话",
    switch_title="前往",
    switch_hint="会话、用户或公开频道 …",
    switch_empty="没有找到。",
    switch_keys="Enter 打开 · Esc 关闭",
    join_mark="加入",
    person_mark="用户",
    group_title="新建群组",
    group_name="叫什么名字？",
    group_members="有哪些人？用逗号分隔名字",
    group_keys="Enter 创建 · Esc 关闭",
    delete_sure="删除这条消息？",
    delete_keys="Enter 删除 · Esc 保留",
    quit_sure="{0} 条消息尚未发送，退出将丢失。退出吗？",
    quit_keys="Enter 退出 · Esc 返回",
    leave_sure="退出“{0}”？",
    leave_keys="Enter 退出 · Esc 返回",
    help_title="按键与命令",
    help_keys="Esc 关闭",
    key_switch="前往会话、用户或频道",
    key_help="显示帮助",
    key_reply="回复选中的或最新的消息",
    key_edit="编辑选中的或自己最后的消息",
    key_delete="删除选中的或自己最后的消息",
    key_group="新建群组",
    key_quit="退出",
    key_unread="下一个未读会话",
    key_select="选择消息",
    key_rooms="上一个、下一个会话",
    key_page="滚动，并加载更早的消息",
    key_send="发送",
    key_newline="换行",
    key_last="空行时：编辑自己最后的消息",
    key_escape="取消编辑、回复或选择；否则标为已读",
    key_complete="补全 @名字、:表情: 或 /命令",
    key_list="显示或隐藏列表",
    key_theme="深色或浅色",
    command_join="加入公开频道",
    command_leave="退出这个会话",
    command_topic="修改话题",
    command_add="添加成员",
    command_new="新建群组",
    command_theme="选择主题",
    command_literal="原样发送 /文字",
    unknown_command="没有命令 /{0}。F1 查看全部；//{0} 原样发送。",
    needs="/{0} 后面需要：{1}",
    no_room="没有名为 {0} 的公开频道。",
    no_person="没有名为 {0} 的用户。",
    no_theme="没有主题 {0}。可用的有：{1}",
    nothing_to_reply="没有可回复的消息。",
    nothing_to_edit="没有可编辑的消息。",
    nothing_to_delete="没有可删除的消息。",
    not_here="请先打开一个会话。",
    gone="你已不在 {0} 中。",
    refused="服务器拒绝：{0}",
    no_answer="没有连接，未执行。",
    nothing_unread="没有未读消息。",
)


def words_of(environment: Mapping[str, str] = os.environ) -> Words:
    """Return the words of the language that the environment asks for; English for those that are not here."""
    wanted = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    language = next((value for value in wanted if value), "")
    return CHINESE if language.lower().startswith("zh") else ENGLISH

"""``hubbub chat`` as a person uses it: keys in, a screen out, against a real server and another client."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import pty
import re
import signal
import struct
import sys
import termios
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from textual.pilot import Pilot
from textual.widgets import Input

from hubbub.terminal.chat.app import ChatApp
from hubbub.terminal.chat.dialogs import Help, Sure
from hubbub.terminal.chat.model import Link
from hubbub.terminal.chat.rows import MessageRow, NewRow
from hubbub.terminal.chat.sidebar import Sidebar
from hubbub.terminal.chat.switcher import Switcher
from hubbub.terminal.chat.words import ENGLISH
from hubbub_client import Client
from hubbub_client.backoff import Backoff
from tests.support.people import unique
from tests.support.server import Server, running

pytestmark = pytest.mark.anyio

SECONDS = 20.0
"""How long a condition may take to come true."""
STANDARD = (80, 24)


class Terminal:
    """Somebody at a terminal, and what they see."""

    def __init__(self, app: ChatApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot

    async def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + SECONDS
        while not condition():
            assert time.monotonic() < deadline, f"{what}; the screen shows:\n" + "\n".join(self.lines())
            await self.pilot.pause(0.02)

    async def type(self, text: str) -> None:
        """Press the keys of a text."""
        await self.pilot.press(*("space" if each == " " else each for each in text))

    async def say(self, text: str) -> None:
        """Write something and send it."""
        self.app.chat_screen.composer.insert(text)
        await self.pilot.press("enter")

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)

    def lines(self) -> list[str]:
        """Return what stands on the screen."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.ljust(width) for strip in strips][:height]

    async def sees(self, text: str) -> None:
        """Wait until a text stands on the screen."""
        await self.until(lambda: any(text in line for line in self.lines()), f"{text!r} is not to be seen")

    async def sees_no(self, text: str) -> None:
        """Wait until a text does not stand on the screen."""
        await self.until(lambda: not any(text in line for line in self.lines()), f"{text!r} is to be seen")

    async def moves_from(self, lines: list[str]) -> None:
        """Wait until other lines stand at the top of the history."""
        await self.until(lambda: self.lines()[4 : 4 + len(lines)] != lines, "it does not scroll")

    @property
    def messages(self) -> list[MessageRow]:
        """Return the messages of the history, in sight or not."""
        return [row for row in self.app.chat_screen.history.rows if isinstance(row, MessageRow)]

    @property
    def texts(self) -> list[str]:
        """Return what they say."""
        return [row.text for row in self.messages]

    def list(self) -> list[str]:
        """Return the titles in the list, with what is unread."""
        sidebar = self.app.chat_screen.query_one(Sidebar)
        return [" ".join(line.text.split()[1:]) for line in sidebar._lines if line.text.strip()]

    async def opens(self, title: str) -> None:
        """Go to a conversation through the switcher."""
        await self.press("ctrl+k")
        await self.until(lambda: isinstance(self.app.screen, Switcher), "no switcher")
        self.app.screen.query_one(Input).value = title
        switcher = self.app.screen
        assert isinstance(switcher, Switcher)
        await self.until(lambda: _titles(switcher)[:1] == [title], f"the switcher does not find {title}")
        await self.press("enter")
        await self.until(lambda: _title(self.app) == title, f"{title} does not open")


def _titles(switcher: Switcher) -> list[str]:
    names = []
    for target in switcher.targets:
        peer = getattr(target, "peer", None)
        names.append(peer.display_name if peer else getattr(target, "display_name", "") or target.name)
    return names


def _title(app: ChatApp) -> str:
    room = app.chat.opened
    return "" if room is None else room.peer.display_name if room.peer else room.name


@asynccontextmanager
async def chatting(
    server: Server, name: str, size: tuple[int, int] = STANDARD, **options: Any
) -> AsyncIterator[Terminal]:
    """Give somebody who has the chat open and has caught up."""
    async with Client(server.http, name=name, **options) as client:
        app = ChatApp(client, words=ENGLISH)
        async with app.run_test(size=size, notifications=True) as pilot:
            terminal = Terminal(app, pilot)
            await terminal.until(lambda: app.chat.state.link is Link.ONLINE and app.chat.opened, "not online")
            yield terminal


@asynccontextmanager
async def person(server: Server, name: str) -> AsyncIterator[Client]:
    """Give somebody else, who uses the client library."""
    async with Client(server.http, name=unique(name), events=False) as client:
        yield client


async def group(owner: Client, *members: int) -> tuple[int, str]:
    """Make a group, and return its id and name."""
    name = unique("crew")
    return (await owner.conversation.create("group", name, members=members)).conversation.id, name


async def test_two_people_talk_both_ways(server: Server) -> None:
    async with person(server, "grace") as grace, chatting(server, unique("ada")) as ada:
        await grace.send("good morning", to=ada.app.chat.my_id)
        await ada.until(lambda: grace.me.name in " ".join(ada.list()), "no conversation")
        await ada.opens(grace.me.name)
        await ada.sees("good morning")
        await ada.type("hello grace")
        await ada.press("enter")
        await ada.sees("hello grace")
        room = ada.app.chat.current
        assert room is not None
        page = await grace.message.history(room)
        assert [message.text for message in page.messages] == ["good morning", "hello grace"]
        await ada.until(lambda: ada.messages[-1].mark == "sent", "it is not said that it was sent")
        await grace.receipt.read(room, page.messages[-1].seq)
        await ada.until(lambda: ada.messages[-1].mark == "read", "it is not said that it was read")


async def test_what_comes_elsewhere_is_counted_and_moves_to_the_top(server: Server) -> None:
    async with person(server, "grace") as grace, chatting(server, unique("ada")) as ada:
        me = ada.app.chat.my_id
        (first, one), (second, two) = await group(grace, me), await group(grace, me)
        await ada.until(lambda: len(ada.app.chat.listed()) == 3, "no groups")
        await ada.opens(two)
        await grace.send("first", conversation=first)
        await ada.until(lambda: ada.list()[:2] == [f"{one} 1", two], "one is not unread and on top")
        await grace.send(f"@{ada.app.chat.me.name if ada.app.chat.me else ''} second", conversation=first)
        await ada.until(lambda: ada.list()[:2] == [f"{one} @1 2", two], "mentions do not stand apart")
        await grace.send("here", conversation=second)
        await ada.until(lambda: ada.list()[:2] == [two, f"{one} @1 2"], "the open one does not come on top")
        await ada.press("alt+a")
        await ada.until(lambda: ada.app.chat.current == first, "alt+a does not go to what is unread")
        await ada.until(lambda: ada.list()[:2] == [two, one], "what was seen still counts")
        fresh = {room.id: room for room in (await ada.app.client.conversation.list()).conversations}
        assert (fresh[first].unread, fresh[first].mentions, fresh[second].unread) == (0, 0, 0)


async def test_only_what_was_shown_to_somebody_is_read(server: Server) -> None:
    async with person(server, "grace") as grace, chatting(server, unique("ada")) as ada:
        room, name = await group(grace, ada.app.chat.my_id)
        await ada.until(lambda: len(ada.app.chat.listed()) == 2, "no group")
        await ada.opens(name)
        await ada.until(lambda: ada.app.chat.conversations[room].read > 0, "nothing is read")
        ada.app.app_focus = False
        await ada.pilot.pause()
        await grace.send("is anybody there?", conversation=room)
        await ada.sees("is anybody there?")
        await ada.until(lambda: ada.app.chat.conversations[room].unread == 1, "it counts as read")
        assert (
            next(each for each in (await ada.app.client.sync()).conversations if each.id == room).unread == 1
        )
        ada.app.app_focus = True
        await ada.until(lambda: ada.app.chat.conversations[room].unread == 0, "it does not become read")


async def test_history_comes_page_by_page_and_the_place_stays(server: Server) -> None:
    async with person(server, "grace") as grace, person(server, "linus") as linus:
        room, name = await group(grace, linus.me.id)
        for number in range(260):
            grace.send(f"message number {number}", conversation=room)
        assert await grace.flush()
        async with chatting(server, linus.me.name) as terminal:
            await terminal.opens(name)
            await terminal.until(lambda: terminal.messages, "no messages")
            assert "message number 0" not in terminal.texts, "all of it came at once"
            assert any(isinstance(row, NewRow) for row in terminal.app.chat_screen.history.rows)
            await terminal.press("ctrl+end")
            await terminal.sees("message number 259")
            while "message number 0" not in terminal.texts:
                before = terminal.lines()[4:10]
                await terminal.press("pageup")
                await terminal.moves_from(before)
            assert terminal.texts == [f"message number {number}" for number in range(260)]
            await terminal.press("ctrl+end")
            await terminal.sees("message number 259")


async def test_the_place_in_the_history_stays_when_something_is_said_below(server: Server) -> None:
    async with person(server, "grace") as grace, person(server, "linus") as linus:
        room, name = await group(grace, linus.me.id)
        for number in range(60):
            grace.send(f"message number {number}", conversation=room)
        assert await grace.flush()
        async with chatting(server, linus.me.name) as terminal:
            await terminal.opens(name)
            await terminal.press("escape", "pageup", "pageup")
            await terminal.sees_no("message number 59")
            before = [line[:70] for line in terminal.lines()[4:16]]  # without the scroll bar
            await grace.send("something new", conversation=room)
            await terminal.sees("1 new below")
            assert [line[:70] for line in terminal.lines()[4:16]] == before
            await terminal.press("escape")
            await terminal.sees("something new")


async def test_editing_deleting_and_replying(server: Server) -> None:
    async with person(server, "grace") as grace, chatting(server, unique("ada")) as ada:
        room, name = await group(grace, ada.app.chat.my_id)
        await grace.send("what is the plan?", conversation=room)
        await ada.until(lambda: len(ada.app.chat.listed()) == 2, "no group")
        await ada.opens(name)
        await ada.sees("what is the plan?")
        await ada.press("ctrl+r")
        await ada.sees("Reply to")
        await ada.say("to hsip it")
        await ada.until(lambda: ada.messages[-1].quote == (grace.me.name, "what is the plan?"), "no quote")
        await ada.until(lambda: ada.messages[-1].seq, "not sent")
        await ada.press("up")
        await ada.sees("Edit your message")
        ada.app.chat_screen.composer.put("")
        await ada.say("to ship it")
        await ada.until(
            lambda: ada.messages[-1].text == "to ship it" and ada.messages[-1].edited, "not edited"
        )
        await ada.press("ctrl+d")
        await ada.until(lambda: isinstance(ada.app.screen, Sure), "it does not ask")
        await ada.press("escape", "ctrl+d")
        await ada.until(lambda: isinstance(ada.app.screen, Sure), "it does not ask again")
        assert not ada.messages[-1].deleted
        await ada.press("enter")
        await ada.until(lambda: ada.messages[-1].deleted, "not deleted")
        last = (await grace.message.history(room)).messages[-1]
        assert last.deleted
        assert last.reply_to is not None


async def test_a_message_written_while_the_server_is_down_is_sent_once(data: Path) -> None:
    with running(data) as server:
        async with chatting(server, "ada", backoff=Backoff(0.1, 0.3)) as ada:
            await ada.say("before")
            await ada.until(lambda: ada.messages and ada.messages[-1].seq, "not sent")
            server.kill()
            await ada.until(
                lambda: ada.app.chat.state.link is Link.OFFLINE, "it does not say that it is offline"
            )
            await ada.sees("Offline")
            await ada.say("in between")
            await ada.until(lambda: ada.messages[-1].mark == "waits for the connection", "it does not wait")
            await ada.sees("1 waiting to be sent")
            await ada.press("ctrl+q")
            await ada.until(lambda: isinstance(ada.app.screen, Sure), "it quits and loses the message")
            await ada.press("escape")
            await asyncio.to_thread(server.start)
            await ada.until(lambda: ada.app.chat.state.link is Link.ONLINE, "it does not come back")
            await ada.until(lambda: ada.messages[-1].seq, "not sent after the restart")
            assert ada.texts == ["before", "in between"]
            async with Client(server.http, name="grace", events=False) as grace:
                said = [message.text for message in (await grace.message.history(0)).messages]
            assert said == ["before", "in between"]


async def test_a_refused_message_says_so_and_can_be_taken_back(server: Server) -> None:
    async with person(server, "grace") as grace, chatting(server, unique("ada")) as ada:
        _, name = await group(grace, ada.app.chat.my_id)
        await ada.until(lambda: len(ada.app.chat.listed()) == 2, "no group")
        await ada.opens(name)
        ada.app.chat_screen.composer.load_text("x" * 10_001)
        await ada.press("enter")
        await ada.until(
            lambda: ada.messages and ada.messages[-1].failed, "it is not said that it was refused"
        )
        assert ada.messages[-1].mark.startswith("Not sent: ")
        await ada.press("ctrl+e")
        await ada.until(lambda: not ada.messages, "it is not taken back")
        assert len(ada.app.chat_screen.composer.text) == 10_001


HOSTILE = "[bold red]boo[/] [@click=app.quit]x[/] \x1b[31mred\x1b]0;title\x07 \u202eevil\x9b2J"
HARMLESS = "[bold red]boo[/] [@click=app.quit]x[/] red evil"


async def test_text_from_people_is_never_markup_nor_control(server: Server) -> None:
    """What the server refuses today, another might let through: all of it is made harmless here."""
    async with person(server, "grace") as grace, chatting(server, unique("ada"), size=(120, 36)) as ada:
        room = (await grace.conversation.create("group", "[b]crew[/b]", topic="[red]$x[/]")).conversation.id
        await grace.user.update(display_name="[reverse]Grace[/]")
        await grace.member.add(room, ada.app.chat.my_id)
        await grace.send("[bold red]boo[/] [@click=app.quit]x[/] :smile:", conversation=room)
        await ada.until(lambda: len(ada.app.chat.listed()) == 2, "no group")
        await ada.opens("[b]crew[/b]")
        for text in ("[b]crew[/b]", "[red]$x[/]", "[reverse]Grace[/]", "Message [b]crew[/b]"):
            await ada.sees(text)
        await ada.sees("[bold red]boo[/] [@click=app.quit]x[/] :smile:")
        held = ada.app.chat.conversations[room]
        message = held.timeline.latest()
        assert message is not None
        held.timeline.take_page([structs.replace(message, seq=900, text=HOSTILE)], more=False)
        held.topic = HOSTILE
        ada.app.tell(HOSTILE)
        await ada.press("ctrl+r")
        await ada.sees("Reply to [reverse]Grace[/]: [bold red]boo[/]")
        await ada.until(lambda: str(ada.lines()).count(HARMLESS) >= 3, "not in header, history and notice")
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e]", "".join(ada.lines()))


async def test_the_switcher_finds_people_and_public_rooms(server: Server) -> None:
    async with person(server, "grace") as grace, chatting(server, unique("ada")) as ada:
        channel = (await grace.conversation.create("channel", unique("harbour"))).conversation
        await ada.press("ctrl+k")
        await ada.type(grace.me.name)
        await ada.sees(f"@{grace.me.name} · person")
        await ada.press("enter")
        await ada.until(lambda: _title(ada.app) == grace.me.name, "it does not open")
        await ada.say("out of the blue")
        await ada.until(lambda: (ada.app.chat.current or -1) > 0, "the conversation does not come to be")
        await ada.until(lambda: ada.texts == ["out of the blue"], "the message is not shown once")
        await ada.opens(channel.name)
        await ada.until(lambda: ada.app.chat.current == channel.id, "not joined")
        assert (await grace.conversation.get(channel.id)).conversation.members == 2


async def test_slash_commands(server: Server) -> None:
    async with person(server, "grace") as grace, chatting(server, unique("ada")) as ada:
        await ada.say("/new " + (name := unique("crew")))
        await ada.until(lambda: _title(ada.app) == name, "no group")
        room = ada.app.chat.current
        assert room is not None
        await ada.say(f"/add {grace.me.name}")
        await ada.sees(f"added {grace.me.name}")
        await ada.say("/topic the harbour at night")
        await ada.sees("the harbour at night")
        await ada.say("/dance")
        await ada.sees("There is no command /dance.")
        assert ada.app.chat_screen.composer.text == "/dance", "what was written is lost"
        ada.app.chat_screen.composer.put("")
        await ada.say("//shrug")
        await ada.until(lambda: ada.texts == ["/shrug"], "// does not say it")
        await ada.say("/join nothing-of-this-name")
        await ada.sees("No public room is called")
        await ada.say("/leave")
        await ada.until(lambda: isinstance(ada.app.screen, Sure), "it does not ask")
        await ada.press("enter")
        await ada.until(lambda: room not in ada.app.chat.conversations, "not left")
        await ada.until(lambda: ada.app.chat.opened, "no other conversation opens")


async def test_presence_and_typing(server: Server) -> None:
    async with chatting(server, unique("ada")) as ada:
        async with Client(server.http, name=unique("grace")) as grace:
            await grace.send("hello", to=ada.app.chat.my_id)
            await ada.until(lambda: len(ada.app.chat.listed()) == 2, "no conversation")
            await ada.opens(grace.me.name)
            await ada.sees("● online")
            await grace.typing.start(ada.app.chat.current or 0)
            await ada.sees(f"{grace.me.name} is typing")
            await ada.type("h")
            heard: list[Any] = []
            async with asyncio.timeout(SECONDS):
                async for event in grace:
                    heard.append(type(event).__name__)
                    if heard[-1] == "Typing":
                        break
        await ada.sees("○ offline")


async def test_drafts_and_completion(server: Server) -> None:
    async with person(server, "grace") as grace, chatting(server, unique("ada")) as ada:
        room, name = await group(grace, ada.app.chat.my_id)
        await ada.until(lambda: len(ada.app.chat.listed()) == 2, "no group")
        await ada.opens(name)
        await ada.until(lambda: ada.app.chat.conversations[room].roster, "nobody is known")
        await ada.type("hey @gra")
        await ada.press("tab")
        composer = ada.app.chat_screen.composer
        assert composer.text == f"hey @{grace.me.name} "
        await ada.press("alt+enter")
        await ada.type("there")
        written = f"hey @{grace.me.name} \nthere"
        assert composer.text == written
        await ada.press("alt+down")
        await ada.until(lambda: composer.text == "", "the draft comes along")
        await ada.press("alt+up")
        await ada.until(lambda: composer.text == written, "the draft is lost")
        await ada.press("enter")
        await ada.until(lambda: ada.texts == [written] and ada.messages[0].seq, "not sent")


async def test_it_works_in_a_narrow_terminal(server: Server) -> None:
    async with person(server, "grace") as grace, chatting(server, unique("ada"), size=(50, 20)) as ada:
        _, name = await group(grace, ada.app.chat.my_id)
        await ada.until(lambda: len(ada.app.chat.listed()) == 2, "no group")
        sidebar = ada.app.chat_screen.query_one(Sidebar)
        assert not sidebar.display
        await ada.press("f3")
        await ada.until(lambda: sidebar.display and sidebar.size.width == 50, "the list does not show")
        await ada.sees(name)
        await ada.press("f3")
        await ada.opens(name)
        await ada.say("a rather long line that does not fit into fifty columns, and so is wrapped")
        await ada.sees("and so is wrapped")
        assert all(len(line) == 50 for line in ada.lines())
        await ada.pilot.resize_terminal(80, 24)
        await ada.until(lambda: sidebar.display, "the list does not come back")


async def test_help_and_the_mouse(server: Server) -> None:
    async with person(server, "grace") as grace, chatting(server, unique("ada")) as ada:
        _, name = await group(grace, ada.app.chat.my_id)
        await ada.until(lambda: len(ada.app.chat.listed()) == 2, "no group")
        await ada.press("f1")
        await ada.until(lambda: isinstance(ada.app.screen, Help), "no help")
        await ada.press("escape", "f2")
        await ada.until(lambda: not ada.app.current_theme.dark, "no light theme")
        place = next(i for i, each in enumerate(ada.list()) if each.startswith(name))
        await ada.pilot.click(Sidebar, offset=(5, place + 1))
        await ada.until(lambda: _title(ada.app) == name, "a click does not open")


# A real terminal


@contextlib.contextmanager
def terminal(*command: str, home: Path) -> Iterator[tuple[int, int]]:
    """Run a command in a pseudo-terminal of 80 by 24, and give its process id and the other end."""
    environment = {**os.environ, "XDG_STATE_HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    pid, end = pty.fork()
    if pid == 0:
        os.execve(command[0], command, environment)
    try:
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        yield pid, end
    finally:
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        os.close(end)


def read_until(end: int, wanted: bytes, seen: bytearray) -> None:
    """Read what a program writes until it has written something."""
    deadline = time.monotonic() + SECONDS
    os.set_blocking(end, False)
    while wanted not in seen:
        assert time.monotonic() < deadline, f"{wanted!r} never came: {bytes(seen[-3000:])!r}"
        try:
            seen += os.read(end, 65536)
        except BlockingIOError:
            time.sleep(0.01)
        except OSError:  # the program has ended
            break
    assert wanted in seen, bytes(seen[-3000:])


def test_it_runs_in_a_real_terminal_and_leaves_it_as_it_was(server: Server, tmp_path: Path) -> None:
    name, seen = unique("ada"), bytearray()
    command = (sys.executable, "-m", "hubbub", "chat", server.http, "--name", name)
    with terminal(*command, home=tmp_path) as (pid, end):
        read_until(end, b"Everyone on this server", seen)
        os.write(end, b"two\x1b\rlines\r")
        read_until(end, b"lines", seen)
        asyncio.run(_said(server, "two\nlines"))
        os.write(end, b"\x11")
        read_until(end, b"\x1b[?1049l", seen)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert (tmp_path / "hubbub" / "logins.json").exists()


async def _said(server: Server, text: str) -> None:
    """Wait until something was said in the lobby."""
    async with Client(server.http, name=unique("linus"), events=False) as linus, asyncio.timeout(SECONDS):
        while (await linus.message.history(0, limit=1)).messages[-1:] == ():
            await asyncio.sleep(0.02)
        while (await linus.message.history(0, limit=1)).messages[-1].text != text:
            await asyncio.sleep(0.02)

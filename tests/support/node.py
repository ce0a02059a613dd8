"""People who use the JavaScript client library, each in a Node of their own, and what they are shown."""

from __future__ import annotations

import asyncio
import itertools
import json
import shutil
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.support.people import SECONDS, Frame, Refused

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "sdk" / "js"
PROGRAMS = ROOT / "tests" / "sdk_js" / "programs"
QUICK = {"first": 20, "most": 300}
"""A pace for tests, in ms: everything else about coming back is as it is."""
_MOST_LINE = 64 * 1024 * 1024
_OLDEST = 20


def command(*arguments: str) -> list[str]:
    """Return how to run Node so that it has a WebSocket: the one of version 20 is behind a flag."""
    return ["node", "--no-warnings", "--experimental-websocket", *arguments]


def missing() -> str | None:
    """Return why Node cannot be used, if it cannot."""
    if shutil.which("node") is None:
        return "Node is not installed"
    said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    return None if int(said.lstrip("v").partition(".")[0]) >= _OLDEST else f"Node {said.strip()} is too old"


class Screen:
    """What one client has shown, and a way to tell it what to do."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.shown: list[Frame] = []
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._numbers = itertools.count(1)
        self._changed = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            said = json.loads(line)
            if "number" in said and "ev" not in said:
                self._settle(said)
            else:
                self.shown.append(said)
            self._wake()
        self._wake()

    def _settle(self, said: Frame) -> None:
        future = self._answers.pop(said["number"])
        if future.done():
            return
        if "error" in said:
            future.set_exception(Failed(said["error"]))
            future.exception()
        else:
            future.set_result(said["ok"])

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    # What it does

    def do(self, verb: str, *given: Any) -> asyncio.Future[Any]:
        """Have the program do something, and return what will come of it."""
        assert self.process.stdin is not None
        number = next(self._numbers)
        future = self._answers[number] = asyncio.get_running_loop().create_future()
        line = json.dumps({"number": number, "verb": verb, "given": given})
        self.process.stdin.write(line.encode() + b"\n")
        return future

    async def told(self, verb: str, *given: Any) -> Any:
        """Have the program do something, and return what came of it. Raises Failed."""
        return await asyncio.wait_for(self.do(verb, *given), 2 * SECONDS)

    async def ask(self, op: str, **fields: Any) -> Any:
        """Ask over its connection."""
        return await self.told("ask", op, fields)

    def send(self, text: str, conversation: int = 0, **more: Any) -> asyncio.Future[Any]:
        """Put a message into its outbox."""
        return self.do("send", {"text": text, "conversation": conversation}, more)

    async def stop(self) -> None:
        """Stop the client and end the program, which has to end by itself."""
        await self.told("stop")
        assert self.process.stdin is not None
        self.process.stdin.close()
        assert await asyncio.wait_for(self.process.wait(), SECONDS) == 0
        await self._reading

    # What it has shown

    def of(self, ev: str) -> list[Frame]:
        """Return the events of a name."""
        return [event for event in self.shown if event["ev"] == ev]

    def statuses(self) -> list[str]:
        """Return how the connection was, in its order."""
        return [event["status"] for event in self.of("client.status")]

    def texts(self, conversation: int = 0) -> list[str]:
        """Return the messages shown in a conversation."""
        return [event["text"] for event in self.of("message.sent") if event["conversation"] == conversation]

    def acknowledged(self) -> list[str]:
        """Return the texts that the server has stored, in the order in which it said so."""
        return [event["letter"]["text"] for event in self.of("client.acknowledged")]

    def seqs(self, conversation: int) -> list[int]:
        """Return the positions shown of a conversation since it was last to be thrown away."""
        seqs: list[int] = []
        for event in self.shown:
            if event["ev"] == "client.synced" and (event["strangers"] or conversation in event["reset"]):
                seqs.clear()
            elif "by" in event and "seq" in event and event["conversation"] == conversation:
                seqs.append(event["seq"])
        return seqs

    def check_order(self) -> None:
        """R4: every conversation's entries once and in order, without a hole since the last reset."""
        for conversation in {
            event["conversation"] for event in self.shown if "by" in event and "seq" in event
        }:
            seqs = self.seqs(conversation)
            assert seqs == list(range(seqs[0], seqs[0] + len(seqs))), (conversation, seqs)

    async def until(self, condition: Callable[[], Any], seconds: float = 2 * SECONDS) -> None:
        """Wait until a condition on what was shown is true. Raises AssertionError in the end."""
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    if self._reading.done():
                        raise AssertionError(f"the program is over; showed {self.shown[-5:]}")
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"waited in vain; showed {self.shown[-5:]}") from None

    async def caught_up(self, times: int = 1) -> None:
        """Wait until the client has caught up so many times."""
        await self.until(lambda: len(self.of("client.caught_up")) >= times)

    @property
    def me(self) -> int:
        """Its user's id, once it has logged in."""
        return int(self.of("client.hello")[-1]["user"]["id"])


class Failed(Refused):
    """What the program has caught."""

    def __init__(self, error: Frame) -> None:
        super().__init__({"code": error.get("code", error["name"]), **error})
        self.name = error["name"]
        self.sent = error.get("sent")


@asynccontextmanager
async def watching(url: str, *, start: bool = True, **options: Any) -> AsyncIterator[Screen]:
    """Give a client in a program of its own, and see that both end well."""
    options = {"url": url, "backoff": QUICK, **options}
    process = await asyncio.create_subprocess_exec(
        *command(str(PROGRAMS / "client.js"), json.dumps(options)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=_MOST_LINE,
    )
    screen = Screen(process)
    try:
        if start:
            await screen.told("start")
        yield screen
        await screen.stop()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

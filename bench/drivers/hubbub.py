"""Hubbub itself, as an operator starts it: durable, SQLite with sync FULL, limits off."""

import os
import shlex
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from importlib.metadata import version
from itertools import count
from pathlib import Path
from secrets import token_hex

import msgspec
from msgspec import Struct

from bench.drivers.base import BENCH, Driver, Step, Unsupported, message_text
from bench.drivers.http import post_all
from bench.load.wire import text_frame, upgrade_request
from bench.process import ServerProcess

_ROOT = BENCH.parent


class _User(Struct):
    id: int


class _Account(Struct):
    token: str
    user: _User


class _Summary(Struct):
    id: int


class _Created(Struct):
    conversation: _Summary


class _Create(Struct):
    name: str
    members: list[int]
    kind: str = "group"


class _Place(Struct):
    conversation: int
    seq: int


class _Stored(Struct):
    ok: _Place


_STORED = msgspec.json.Decoder(_Stored)


class Hubbub(Driver):
    """The people stay registered through a run (one data directory); every scenario makes its own groups."""

    name = "hubbub"
    title = "Hubbub (durable)"
    durable = True
    reply = b'{"re":"'
    event = b'{"ev":"message.sent"'

    def __init__(self, *, core: int, scratch: Path) -> None:
        super().__init__(core=core, scratch=scratch)
        self._accounts: list[_Account] = []
        self._conversations: list[int] = []
        self._groups = count(1)
        self._run = token_hex(4)

    def versions(self) -> dict[str, str]:
        tried = subprocess.run(
            [*_command(), "--version"], cwd=_ROOT, capture_output=True, text=True, timeout=30, check=False
        )
        if tried.returncode != 0:
            raise Unsupported(f"hubbub does not start: {(tried.stderr or tried.stdout).strip()[-500:]}")
        return {
            "hubbub": tried.stdout.strip(),
            "python": sys.version.split()[0],
            **{package: version(package) for package in ("picows", "uvloop", "msgspec")},
        }

    def launch(self) -> ServerProcess:
        serve = f"serve --host 127.0.0.1 --port {self.port} --registration open --limits off"
        return ServerProcess(
            [*_command(), *serve.split(), "--data", str(self.scratch / "hubbub")],
            core=self.core,
            cwd=_ROOT,
        )

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def prepare(self, people: int, rooms: Sequence[Sequence[int]]) -> None:
        self._register(people)
        self._run = token_hex(4)
        self._conversations = self._create(rooms)

    def upgrade(self, person: int) -> bytes:
        return upgrade_request("/api/v1/ws", {"Authorization": f"Bearer {self._accounts[person].token}"})

    def enter(self, person: int) -> list[Step]:
        return [Step(text_frame(b'{"op":"sync","id":"sync"}'), b'{"re":"sync","ok"')]

    def send(self, person: int, room: int, serial: int) -> bytes:
        return text_frame(
            f'{{"op":"message.send","id":"{serial:012d}","conversation":{self._conversations[room]},'
            f'"client_id":"{self._run}-{serial:012d}","text":"{message_text(serial)}"}}'.encode()
        )

    def stored(self, reply: bytes) -> tuple[int, int]:
        place = _STORED.decode(reply).ok
        return place.conversation, place.seq

    def _register(self, people: int) -> None:
        known = len(self._accounts)
        asked = [(None, f'{{"name":"bench {self._run} {number}"}}') for number in range(known, people)]
        answers = post_all(self.port, "/api/v1/auth.register", asked)
        self._accounts += [msgspec.json.decode(answer, type=_Account) for answer in answers]

    def _create(self, rooms: Sequence[Sequence[int]]) -> list[int]:
        asked = []
        for members in rooms:
            owner, *others = (self._accounts[person] for person in members)
            body = _Create(f"bench {next(self._groups)}", [account.user.id for account in others])
            asked.append((owner.token, msgspec.json.encode(body).decode()))
        answers = post_all(self.port, "/api/v1/conversation.create", asked)
        return [msgspec.json.decode(answer, type=_Created).conversation.id for answer in answers]


def _command() -> list[str]:
    """`BENCH_HUBBUB_COMMAND` measures another installation (another commit's, say) from this one's bench."""
    return shlex.split(os.environ.get("BENCH_HUBBUB_COMMAND", "")) or [sys.executable, "-m", "hubbub"]

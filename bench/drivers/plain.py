"""The peers that speak bare JSON in the original's words: `ws`, uWebSockets.js, Python's `websockets`."""

import platform
import sys
from abc import abstractmethod
from collections.abc import Sequence
from importlib.metadata import version
from typing import ClassVar

from bench.drivers import node
from bench.drivers.base import BENCH, Driver, Rooms, Step, message_text
from bench.load.wire import text_frame, upgrade_request
from bench.process import ServerProcess, listens


class Plain(Driver):
    """INIT names the rooms; MESSAGE goes to a room and is answered by CONFIRM."""

    reply = b'{"type":"CONFIRM"'
    event = b'{"type":"MESSAGE"'

    def prepare(self, people: int, rooms: Sequence[Sequence[int]]) -> None:
        self._rooms = Rooms(rooms)

    def ready(self) -> bool:
        return listens(self.port)

    def launch(self) -> ServerProcess:
        return ServerProcess([*self.command(), str(self.port)], core=self.core, cwd=BENCH / "peers")

    @abstractmethod
    def command(self) -> list[str]:
        """What starts it, without the port."""

    def upgrade(self, person: int) -> bytes:
        return upgrade_request("/", {})

    def enter(self, person: int) -> list[Step]:
        names = ",".join(f'"room-{room}"' for room in self._rooms.of_person.get(person, []))
        init = f'{{"type":"INIT","from_user_id":"{person}","rooms":[{names}]}}'
        return [Step(text_frame(init.encode()), b'{"type":"SYSTEM"')]

    def send(self, person: int, room: int, serial: int) -> bytes:
        return text_frame(classic_message(person, room, serial).encode())


def classic_message(person: int, room: int, serial: int) -> str:
    """A group message with the fields that the original's front end sends."""
    return (
        f'{{"type":"MESSAGE","from_user_id":"{person:05d}","message_id":"-2","message":"{message_text(serial)}",'
        f'"chat_type":"BLOCK","send_time":1700000000000,"block_id":"room-{room}","temp_id":"{serial:013d}"}}'
    )


class Ws(Plain):
    """The original's loop."""

    name = "ws"
    title = "Node ws (the original's loop)"

    def versions(self) -> dict[str, str]:
        return node.versions("ws")

    def command(self) -> list[str]:
        return ["node", "ws.js"]


class UWebSockets(Plain):
    """The C++ server with its own publish and subscribe."""

    name = "uws"
    title = "uWebSockets.js"
    package: ClassVar[str] = "uwebsockets"

    def versions(self) -> dict[str, str]:
        found = node.versions(self.package)
        node.check_loads(self.package)
        return found

    def command(self) -> list[str]:
        return ["node", "uws.js"]


class PythonWebsockets(Plain):
    """The `websockets` library on uvloop."""

    name = "websockets"
    title = "Python websockets"

    def versions(self) -> dict[str, str]:
        return {
            "python": platform.python_version(),
            "websockets": version("websockets"),
            "uvloop": version("uvloop"),
        }

    def command(self) -> list[str]:
        return [sys.executable, "websockets_server.py"]

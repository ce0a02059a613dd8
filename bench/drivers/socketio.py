"""socket.io, spoken as raw Engine.IO frames so that the load costs the same as for everybody else."""

from collections.abc import Sequence

from bench.drivers import node
from bench.drivers.base import BENCH, Driver, Rooms, Step
from bench.drivers.plain import classic_message
from bench.load.wire import text_frame, upgrade_request
from bench.process import ServerProcess, listens


class SocketIo(Driver):
    """Rooms, and an acknowledgement a message."""

    name = "socketio"
    title = "socket.io"
    reply = b"43"
    event = b"42["

    def versions(self) -> dict[str, str]:
        return node.versions("socket.io", "engine.io", "ws")

    def launch(self) -> ServerProcess:
        return ServerProcess(["node", "socketio.js", str(self.port)], core=self.core, cwd=BENCH / "peers")

    def ready(self) -> bool:
        return listens(self.port)

    def prepare(self, people: int, rooms: Sequence[Sequence[int]]) -> None:
        self._rooms = Rooms(rooms)

    def upgrade(self, person: int) -> bytes:
        return upgrade_request("/socket.io/?EIO=4&transport=websocket", {})

    def enter(self, person: int) -> list[Step]:
        names = ",".join(f'"room-{room}"' for room in self._rooms.of_person.get(person, []))
        init = f'420["init",[{names}]]'
        return [Step(text_frame(b"40"), b"40{"), Step(text_frame(init.encode()), b"430[")]

    def send(self, person: int, room: int, serial: int) -> bytes:
        return text_frame(f'42{serial}["message",{classic_message(person, room, serial)}]'.encode())

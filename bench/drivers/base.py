"""What a scenario needs to know of a server, whatever it speaks."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from msgspec import Struct

from bench.process import ServerProcess, free_port

#: Stands once in every message's text and nowhere else: a receiver counts messages by counting a byte.
#: It must be no frame's length either (35, 291, 547 bytes): the frames parsed beside the count would tell.
MARK = b"#"

BENCH = Path(__file__).parent.parent


class Unsupported(Exception):
    """This server cannot be measured here, and why."""


class Step(Struct, frozen=True):
    """One exchange between the upgrade and being ready: what to send, and how the awaited frame starts."""

    frame: bytes
    answer: bytes


def message_text(serial: int) -> str:
    """The same 64 characters for every server: the mark, the serial, and some words."""
    return f"# {serial:012d} the quick brown fox jumps over the lazy dog, again"


def serial_of(payload: bytes) -> int:
    """The serial in the text that the frame carries."""
    at = payload.index(MARK) + 2
    return int(payload[at : at + 12])


class Frames:
    """Send frames of one person into one room, made by formatting: nothing is encoded in the run."""

    __slots__ = ("_serials", "_template")

    _TOKEN = 987_654_321_098

    def __init__(self, driver: "Driver", person: int, room: int) -> None:
        token = b"%012d" % self._TOKEN
        frame = driver.send(person, room, self._TOKEN)
        self._template = frame.replace(b"%", b"%%").replace(token, b"%012d")
        self._serials = frame.count(token)

    def make(self, serial: int) -> bytes:
        """The frame that sends `message_text(serial)`."""
        return self._template % ((serial,) * self._serials)


class Driver(ABC):
    """One server. `start`, `prepare`, then frames; `stop` in any case."""

    name: ClassVar[str]
    title: ClassVar[str]
    durable: ClassVar[bool] = False

    #: How the frame starts that acknowledges a send to its sender, and the one that brings a message.
    reply: ClassVar[bytes]
    event: ClassVar[bytes]

    #: Stands in a reply that says no.
    refusal: ClassVar[bytes] = b'"error"'

    def __init__(self, *, core: int, scratch: Path) -> None:
        self.core = core
        self.scratch = scratch
        self.port = 0
        self._server: ServerProcess | None = None

    @property
    def server(self) -> ServerProcess:
        """The running server."""
        assert self._server is not None, "not started"
        return self._server

    def start(self) -> None:
        """Starts afresh and returns when connections are accepted."""
        self.port = free_port()
        self._server = self.launch()
        self._server.wait_until(self.ready)

    def stop(self) -> None:
        """Ends the server, if it runs."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    @abstractmethod
    def versions(self) -> dict[str, str]:
        """Of what runs; raises Unsupported if it cannot run here."""

    @abstractmethod
    def launch(self) -> ServerProcess:
        """The process, listening on `self.port` soon."""

    @abstractmethod
    def ready(self) -> bool:
        """Whether it serves."""

    @abstractmethod
    def prepare(self, people: int, rooms: Sequence[Sequence[int]]) -> None:
        """Makes people 0..n-1 and the rooms with those members known to the server."""

    @abstractmethod
    def upgrade(self, person: int) -> bytes:
        """The request that opens this person's WebSocket."""

    @abstractmethod
    def enter(self, person: int) -> list[Step]:
        """What makes the connection ready to send and to receive."""

    @abstractmethod
    def send(self, person: int, room: int, serial: int) -> bytes:
        """A frame that sends `message_text(serial)` to the room and asks for an acknowledgement."""

    def stored(self, reply: bytes) -> tuple[int, int]:
        """The conversation and the position in it that an acknowledgement names; only where they are kept."""
        raise Unsupported("this server keeps no positions")


class Rooms:
    """Who is in which room, both ways."""

    def __init__(self, rooms: Sequence[Sequence[int]]) -> None:
        self.of_person: dict[int, list[int]] = {}
        for room, members in enumerate(rooms):
            for person in members:
                self.of_person.setdefault(person, []).append(room)

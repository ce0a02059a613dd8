"""Everybody who is cut off at once and comes back at once: what each does next, and what they hold.

One loop drives all of them without blocking. Who is told when to come back does as told; who is told nothing
waits a little longer each time.
"""

import random
import select
import socket
from collections import Counter
from collections.abc import Sequence
from heapq import heappop, heappush
from time import perf_counter

import msgspec
from msgspec import Struct, field

from bench.drivers.base import Driver
from bench.load.connection import ConnectionFailed
from bench.load.crowd import loopback, reset
from bench.load.wire import PING, SIGN_OF_LIFE, TEXT, text_frame, walk

_READ = 1 << 16
_EVENTS = 512
_IN, _OUT = select.EPOLLIN, select.EPOLLOUT
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 8.0


class _Where(Struct, frozen=True):
    id: int
    head: int


class _Happened(Struct, frozen=True):
    conversation: int = -1
    seq: int = 0


class _Answer(Struct, frozen=True):
    conversations: list[_Where] = field(default_factory=list)
    events: list[_Happened] = field(default_factory=list)
    reset: list[int] = field(default_factory=list)
    more: bool = False


class _Problem(Struct, frozen=True):
    code: str
    retry_after: float | None = None


class _Reply(Struct, frozen=True):
    ok: _Answer | None = None
    error: _Problem | None = None


class _Refusal(Struct, frozen=True):
    error: _Problem


_REPLY = msgspec.json.Decoder(_Reply)
_EVENT = msgspec.json.Decoder(_Happened)
_REFUSAL = msgspec.json.Decoder(_Refusal)


class Lost(Exception):
    """Somebody misses an entry, or was given one out of order."""


class Client:
    """One person: their socket, how far they have come in it, and their position in each conversation."""

    __slots__ = ("attempts", "back", "cursors", "inbox", "person", "sock", "upgraded")

    def __init__(self, person: int) -> None:
        self.person = person
        self.sock: socket.socket | None = None
        self.inbox = bytearray()
        self.cursors: dict[int, int] = {}
        self.upgraded = False
        self.back = False
        self.attempts = 0


class Storm:
    """A crowd and its loop. `told` counts why people were sent away, `frames` what events they were given."""

    def __init__(self, driver: Driver, people: Sequence[int]) -> None:
        self.clients = [Client(person) for person in people]
        self.told: Counter[str] = Counter()
        self.frames: Counter[str] = Counter()
        self.back = 0
        self.returned_after: list[float] = []
        self._driver = driver
        self._upgrades = [driver.upgrade(person) for person in people]
        self._by_fd: dict[int, Client] = {}
        self._due: list[tuple[float, int]] = []
        self._again: list[tuple[float, int]] = []
        self._epoll = select.epoll(len(people) + 1)
        self._began = 0.0

    def come(self) -> None:
        """Has everybody come at once: now is when it begins."""
        self._began = now = perf_counter()
        self.back = 0
        self.returned_after = []
        self._due = [(now, place) for place in range(len(self.clients))]

    def cut(self) -> None:
        """Cuts every connection in the same moment, as a network that goes away does."""
        for client in self.clients:
            self._leave(client)
        self.back = 0

    def poll(self, seconds: float) -> None:
        """Does what can be done now, or waits so long for something."""
        now = perf_counter()
        while self._due and self._due[0][0] <= now:
            self._connect(self.clients[heappop(self._due)[1]])
        while self._again and self._again[0][0] <= now:
            client = self.clients[heappop(self._again)[1]]
            if client.sock is not None and not client.back:
                self._ask(client)
        for fd, events in self._epoll.poll(seconds, _EVENTS):
            client = self._by_fd[fd]
            try:
                if events & _OUT:
                    self._knock(client)
                else:
                    self._read(client)
            except OSError as error:
                self._try_again(client, None, type(error).__name__)

    def behind(self, heads: dict[int, int]) -> list[tuple[int, int, int, int]]:
        """Those who do not hold a conversation up to its head: person, conversation, position, head."""
        return [
            (client.person, room, seq, heads[room])
            for client in self.clients
            for room, seq in client.cursors.items()
            if room in heads and seq != heads[room]
        ]

    def close(self) -> None:
        """Lets everybody go."""
        self.cut()
        self._epoll.close()

    # One client, step by step

    def _connect(self, client: Client) -> None:
        client.attempts += 1
        client.sock = sock = loopback(client.person)
        self._by_fd[sock.fileno()] = client
        self._epoll.register(sock.fileno(), _OUT)
        sock.connect_ex(("127.0.0.1", self._driver.port))

    def _knock(self, client: Client) -> None:
        assert client.sock is not None
        if error := client.sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            self._try_again(client, None, f"errno {error}")
            return
        client.sock.send(self._upgrades[client.person])
        self._epoll.modify(client.sock.fileno(), _IN)

    def _read(self, client: Client) -> None:
        assert client.sock is not None
        received = client.sock.recv(_READ)
        if not received:
            self._try_again(client, None, "closed without a word")
            return
        client.inbox += received
        if client.upgraded or self._is_upgraded(client):
            self._walk(client)

    def _is_upgraded(self, client: Client) -> bool:
        end = client.inbox.find(b"\r\n\r\n")
        if end < 0:
            return False
        if not client.inbox.startswith(b"HTTP/1.1 101"):
            problem = _REFUSAL.decode(client.inbox[end + 4 :]).error
            self._try_again(client, problem.retry_after, f"{client.inbox[9:12].decode()} {problem.code}")
            return False
        del client.inbox[: end + 4]
        client.upgraded = True
        return True

    def _walk(self, client: Client) -> None:
        used = 0
        for first, start, end in walk(client.inbox, len(client.inbox)):
            used = end
            if first == TEXT:
                self._take(client, bytes(client.inbox[start:end]))
            elif first == PING and client.sock is not None:
                client.sock.send(SIGN_OF_LIFE)
            elif first & 0x0F == 0x08:
                self._try_again(
                    client, None, f"close {int.from_bytes(client.inbox[start : start + 2], 'big')}"
                )
            if client.sock is None:
                return
        del client.inbox[:used]

    def _take(self, client: Client, payload: bytes) -> None:
        if payload.startswith(b'{"re":'):
            self._take_reply(client, _REPLY.decode(payload))
            return
        kind = payload[7 : payload.index(b'"', 7)].decode()
        self.frames[kind] += 1
        if kind == "hello":
            if b'"user":null' not in payload:
                self._ask(client)  # else the reason follows
        elif kind == "message.sent" and client.back:
            self._hold(client, _EVENT.decode(payload))

    def _take_reply(self, client: Client, reply: _Reply) -> None:
        if reply.error is not None:
            if not client.cursors and reply.error.code not in ("rate_limited", "unavailable"):
                raise ConnectionFailed(f"refused: {reply.error}")
            self.told[f"sync: {reply.error.code}"] += 1
            heappush(self._again, (perf_counter() + (reply.error.retry_after or _FIRST_PAUSE), client.person))
            return
        answer = reply.ok
        assert answer is not None
        if client.cursors and answer.reset:
            raise Lost(f"{client.person} has to begin {answer.reset} anew")
        for event in answer.events:
            self._hold(client, event)
        if answer.more:
            self._ask(client)
            return
        for place in answer.conversations:
            if client.cursors.setdefault(place.id, place.head) != place.head:
                raise Lost(f"{client.person}: {client.cursors[place.id]} of {place} after syncing")
        client.back = True
        self.back += 1
        self.returned_after.append(perf_counter() - self._began)

    def _hold(self, client: Client, event: _Happened) -> None:
        held = client.cursors.get(event.conversation)
        if held is None or event.seq == held + 1:
            client.cursors[event.conversation] = event.seq
        elif event.seq > held:
            raise Lost(f"{client.person} holds {held} of {event.conversation} and is given {event.seq}")

    def _ask(self, client: Client) -> None:
        assert client.sock is not None
        cursors = ",".join([f'"{room}":{seq}' for room, seq in client.cursors.items()])
        client.sock.send(text_frame(f'{{"op":"sync","id":"sync","cursors":{{{cursors}}}}}'.encode()))

    def _try_again(self, client: Client, seconds: float | None, why: str) -> None:
        self.told[why] += 1
        self._leave(client)
        if seconds is None:
            longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(client.attempts, 10))
            seconds = random.uniform(_FIRST_PAUSE, longest)
        heappush(self._due, (perf_counter() + seconds, client.person))

    def _leave(self, client: Client) -> None:
        if client.sock is not None:
            self._by_fd.pop(client.sock.fileno(), None)
            reset(client.sock)
        if client.back:
            self.back -= 1
        client.sock, client.upgraded, client.back = None, False, False
        client.inbox.clear()

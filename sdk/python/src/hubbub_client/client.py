"""The client: one person on a server, outliving connections, servers and, with files, the program."""

from __future__ import annotations

import asyncio
import ssl as tls
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from msgspec import structs

from hubbub_client import state as states
from hubbub_client.backoff import Backoff
from hubbub_client.connection import ABNORMAL, Ended, Refused, address
from hubbub_client.errors import (
    Closed,
    ConnectionLost,
    HubbubError,
    OutboxError,
    Unauthenticated,
    is_temporary,
)
from hubbub_client.events import Event, LogEvent, SessionRevoked
from hubbub_client.feed import Feed
from hubbub_client.journal import Journal
from hubbub_client.link import Link
from hubbub_client.login import Credentials, Login, log_in
from hubbub_client.models import MessageSendAnswer, User
from hubbub_client.operations import Answer, MessageSend, Operations, Request
from hubbub_client.outbox import Delivery, Letter, Outbox, check_whole, new_client_id
from hubbub_client.session import Session, Shown, place_of
from hubbub_client.state import State
from hubbub_client.status import Connected, Disconnected, Reset, Undeliverable, Unknown
from hubbub_client.wire import Codec, Format, Synced

STABLE_SECONDS: Final = 5.0
"""A connection that lasted so long was a good one: the next attempt is a first one again."""
SAVE_SECONDS: Final = 1.0
"""How often the state is saved while events are taken."""


class Client(Operations):
    """A person's connection to a server, kept up.

    Use it as a context manager, and iterate over it for what happens::

        async with Client("http://localhost:8000", name="ada") as client:
            await client.send("hello, everyone", conversation=0)
            async for event in client:
                print(event)

    Every log event of one's conversations comes once and in order, across reconnects and restarts of the
    server; presence, typing and the like as they come; and among them what the client itself has to say:
    ``Connected``, ``Disconnected``, ``CaughtUp``, ``Reset``, ``Gone``, ``Undeliverable``.

    Events that are not taken wait, up to ``queue`` of them. Then the socket is not read until half have been
    taken: the network and the server hold the rest, and when the server gives up on such a slow reader, what
    was missed is asked for once there is room. A reply that is waited for is read all the same, so that one
    may ask while iterating. Whoever does not iterate says ``events=False``, and events are dropped.

    Parameters:
        url: The server's address, such as ``https://chat.example.org``; never with a name or token in it.
        token: Logs in. If it is no longer valid and there is a name, that is used.
        name: Logs in with the ``password``, if there is one.
        register: Make the account if the name is free; None does so where no password is given.
        device: What to call this login in ``client.auth.sessions``.
        outbox: A file in which ``send`` keeps messages until they are acknowledged. It belongs to one client.
        state: Where to go on: a ``State``, or a file to keep one in. The file is saved about once a second
            and at the end, so a program that is killed sees its last second again.
        format: ``json``, or ``msgpack``, which is somewhat smaller.
        events: Whether events are wanted.
        queue: How many events may wait to be taken.
        window: How many messages to one place may be unanswered at once. With 1 their order is kept whatever
            happens. More are faster, and in order except where the server refuses one for the moment.
        timeout: Seconds that an operation may take, waiting for a connection included.
        connect_timeout: Seconds for one attempt to connect and log in.
        start_timeout: Seconds for the first login, in as many attempts as it takes; None waits for ever,
            0 not at all.
        backoff: The pace of attempts to come back.
        ssl: For ``https``, what to trust instead of the system's certificates.
    """

    def __init__(
        self,
        url: str = "http://localhost:8000",
        *,
        token: str | None = None,
        name: str | None = None,
        password: str | None = None,
        register: bool | None = None,
        invite: str | None = None,
        device: str | None = None,
        outbox: Path | str | None = None,
        state: State | Path | str | None = None,
        format: Format = "json",
        events: bool = True,
        queue: int = 10_000,
        window: int = 1,
        timeout: float = 30.0,
        connect_timeout: float = 15.0,
        start_timeout: float | None = 30.0,
        backoff: Backoff = Backoff(),  # noqa: B008  (frozen)
        ssl: tls.SSLContext | None = None,
    ) -> None:
        super().__init__(self.ask)
        self.url = address(url)
        self.timeout = timeout
        self._state_file = Path(state) if isinstance(state, Path | str) else None
        kept = states.load(self._state_file) if self._state_file is not None else state
        kept = kept if isinstance(kept, State) else State()
        self._credentials = Credentials(
            token or kept.token,
            name,
            password,
            password is None if register is None else register,
            invite,
            device,
        )
        self._connect_timeout = connect_timeout
        self._start_timeout = start_timeout
        self._backoff = backoff
        self._ssl = ssl
        self._codec = Codec(format)
        self._wants_events = events
        self._session = Session(kept.cursors, kept.epoch, kept.user)
        self._outbox = Outbox(None if outbox is None else Journal(Path(outbox), Letter), window)
        self._outbox_kept = outbox is not None
        self._feed = Feed(queue, self._drained)
        self._taken = dict(kept.cursors)
        self._last: Shown | None = None
        self._saved_at = 0.0
        self._keeping: asyncio.Future[None] | None = None
        self._login: Login | None = None
        self._link: Link | None = None
        self._up = asyncio.Event()
        self._syncing = False
        self._sync_failures = 0
        self._pumping = False
        self._saving: asyncio.Task[None] | None = None
        self._timers: set[asyncio.TimerHandle] = set()
        self._runner: asyncio.Task[None] | None = None
        self._failure: Exception | None = None
        self._reason = ""
        self._closing = False

    # Beginning and end

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None and not self._outbox_kept and self._failure is None:
            await self.flush()
        await self.close()

    async def start(self) -> None:
        """Begin, and wait for the first login. Raises what the server has against it, and ConnectionLost."""
        if self._runner is None:  # it may have been started before it is used as a context manager
            self._runner = asyncio.create_task(self._run())
        if self._start_timeout == 0:
            return
        try:
            async with asyncio.timeout(self._start_timeout):
                await self._up.wait()
            if self._failure is not None:
                raise self._failure
        except TimeoutError:
            await self.close()
            raise ConnectionLost(f"no connection to {self.url}: {self._reason or 'no answer'}") from None
        except BaseException:
            await self.close()
            raise

    async def flush(self) -> bool:
        """Wait until the outbox is empty, ``timeout`` seconds at most, and return whether it is."""
        try:
            async with asyncio.timeout(self.timeout):
                while (delivery := next(iter(self._outbox), None)) is not None:
                    await delivery.settled()
        except TimeoutError:
            return False
        return True

    async def close(self) -> None:
        """Say goodbye and let go of everything. Whoever still waits for something gets ``Closed``."""
        if self._closing:
            return
        self._closing = True
        link = self._link
        self._fail(Closed("the client was closed"))
        if link is not None:
            link.close()
            await asyncio.wait([link.ended])
        if self._runner is not None:
            self._runner.cancel()
            await asyncio.wait([self._runner])
        await self._kept()
        self._keep_state()
        await self._kept()

    async def _kept(self) -> None:
        """Wait until the state is saved. Raises OSError if it cannot be."""
        if self._keeping is not None:
            await self._keeping

    # Who and how

    @property
    def me(self) -> User:
        """Who is logged in. Raises ConnectionLost before the first login."""
        if self._login is None:
            raise ConnectionLost("nobody has logged in yet")
        return self._login.user

    @property
    def token(self) -> str | None:
        """What proves who it is, the next time. A secret."""
        return self._credentials.token

    @property
    def connected(self) -> bool:
        """Whether there is a connection that somebody is logged in on."""
        return self._link is not None

    @property
    def epoch(self) -> str | None:
        """Which database the server has."""
        return self._session.epoch

    @property
    def state(self) -> State:
        """What to hand to the next ``Client`` to go on after the last event whose handling is over."""
        user = self._login.user.id if self._login is not None else self._session.me
        return State(self.token, user, self._session.epoch, dict(self._taken))

    @property
    def outbox(self) -> tuple[Delivery, ...]:
        """What has not been acknowledged, in the order in which it was put in."""
        return tuple(self._outbox)

    # Asking

    async def ask(self, request: Request, answer: type[Answer], /) -> Answer:
        """Ask, as the operations' methods do.

        What only reads, and a message with a ``client_id``, is asked again if the connection breaks. Anything
        else raises ConnectionLost then, because the server may have done it.
        """
        return await self._ask_within(self.timeout, None, request, answer)

    def asking(self, *, timeout: float | None = None, retry: bool | None = None) -> Operations:
        """Return the operations with another time limit, or always or never asked again after a break."""
        return Operations(partial(self._ask_within, self.timeout if timeout is None else timeout, retry))

    def send(
        self,
        text: str,
        *,
        conversation: int | None = None,
        to: int | None = None,
        reply_to: int | None = None,
        files: Sequence[str] = (),
        client_id: str | None = None,
    ) -> Delivery:
        """Put a message into the outbox, and return what can be awaited for its acknowledgement.

        It is sent as soon as there is a connection, and again after each break, until the server has
        acknowledged it; the server keeps one. Messages to one place keep their order. With an outbox file it
        is safe from the program's death when this returns, and sent when it is safe from the machine's.
        Raises OutboxError if too many wait, and BadRequest for half of a character, which is no text: it
        could never be sent, nor what waits behind it.
        """
        if (conversation is None) == (to is None):
            raise ValueError("give either conversation or to")
        check_whole(text=text, client_id=client_id or "")
        if self._failure is not None:
            raise self._failure
        user = self._login.user.id if self._login is not None else self._session.me
        letter = Letter(
            client_id or new_client_id(),
            text,
            conversation,
            to,
            reply_to,
            tuple(files),
            self._session.epoch,
            user,
        )
        delivery = self._outbox.put(letter)
        self._pump_soon()
        return delivery

    # Events

    def __aiter__(self) -> AsyncIterator[Shown]:
        return self

    async def __anext__(self) -> Shown:
        self._take_note(self._last)
        self._last = None
        event = await self._feed.take()
        if event is None:
            if self._closing or self._failure is None:
                raise StopAsyncIteration
            raise self._failure
        self._last = event
        return event

    def _take_note(self, event: Shown | None) -> None:
        """The loop is through with an event."""
        if isinstance(event, LogEvent):
            self._taken[event.conversation] = event.seq
        elif isinstance(event, Reset):
            self._taken.pop(event.conversation, None)
        elif isinstance(event, Unknown) and (place := place_of(event)) is not None:
            self._taken[place[0]] = place[1]
        elif event is None:
            return
        now = asyncio.get_running_loop().time()
        if now - self._saved_at >= SAVE_SECONDS:
            self._saved_at = now
            self._keep_state()

    def _keep_state(self) -> None:
        """Save the state, on a thread: it waits for the disk. One at a time."""
        if self._keeping is not None and not self._keeping.done():
            return
        if self._state_file is not None and self.token is not None:
            loop = asyncio.get_running_loop()
            self._keeping = loop.run_in_executor(None, states.save, self._state_file, self.state)

    def _show(self, event: Shown) -> None:
        if self._wants_events:
            self._feed.put(event)

    # Being connected

    async def _run(self) -> None:
        """Connect, stay, come back, until told otherwise: the only task of a client that is up."""
        try:
            failures = 0
            while self._failure is None:
                failures = await self._attempt(failures)
        except Exception as error:  # a defect of ours must not look like silence
            self._fail(Closed(f"a defect of hubbub_client: {error!r}"))
            raise

    async def _attempt(self, failures: int) -> int:
        """Be connected once, wait until it is time to come back, and return how many failures that makes."""
        begun = self._now()
        try:
            ended = await self._stay()
        except (OSError, Refused, ConnectionLost, HubbubError, OutboxError) as error:
            code, self._reason = ABNORMAL, str(error) or type(error).__name__
            wait = self._backoff.after_failure(error, failures)
            known = isinstance(error, HubbubError | OutboxError)
            final: Exception = error if known else Closed(f"{self.url}: {self._reason}")
        else:
            code, self._reason = ended.code, ended.reason or f"close code {ended.code}"
            wait = self._backoff.after_end(ended, failures)
            final = Closed(self._reason)
        lasted = self._now() - begun
        if self._failure is None:
            self._show(Disconnected(self._reason, code, wait))
            if wait is None:
                self._fail(final)
            else:
                await asyncio.sleep(wait)
        return 0 if lasted >= STABLE_SECONDS else failures + 1

    async def _stay(self) -> Ended:
        """Connect, log in, and return how it ended. Raises why it could not begin."""
        link = Link(self._codec, self._told if self._wants_events else None, self._answered)
        try:
            async with asyncio.timeout(self._connect_timeout):
                hello = await link.open(self.url, self._ssl)
                if self._wants_events:
                    self._session.hold()  # events may come right behind the login's reply
                login = await log_in(link.call, self._credentials)
            self._begin(link, login, hello.epoch)
            return await asyncio.shield(link.ended)
        finally:
            link.abort()
            self._leave()

    def _begin(self, link: Link, login: Login, epoch: str) -> None:
        if any(delivery.letter.sender not in (None, login.user.id) for delivery in self._outbox):
            raise OutboxError("the outbox holds messages of another account")
        self._login = login
        self._credentials = structs.replace(self._credentials, token=login.token)
        self._link = link
        self._up.set()
        self._show(Connected(login.user))
        for shown in self._session.begin(epoch, login.user.id):
            if self._wants_events:
                self._feed.put(shown)
            else:
                self._take_note(shown)
        self._keep_state()
        self._sync_if_wanted()
        self._pump_soon()

    def _leave(self) -> None:
        self._link = None
        if self._failure is None:
            self._up.clear()
        self._syncing = False
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        self._session.end()
        self._outbox.return_all()

    def _fail(self, failure: Exception) -> None:
        """End it for good, once."""
        if self._failure is None:
            self._failure = failure
            self._outbox.close(failure)
            self._feed.end()
            self._up.set()

    async def _ready(self) -> Link:
        """Wait for a connection that somebody is logged in on. Raises Closed where there will be none."""
        while True:
            if self._failure is not None:
                raise self._failure
            if self._link is not None and self._link.usable:
                return self._link
            self._up.clear()
            await self._up.wait()

    async def _ask_within(
        self, seconds: float, retry: bool | None, request: Request, answer: type[Answer], /
    ) -> Answer:
        if retry is None:
            retry = not request.changes or _is_keyed(request)
        sent = False
        try:
            async with asyncio.timeout(seconds):
                while True:
                    link = await self._ready()
                    try:
                        return await link.call(request, answer)
                    except ConnectionLost as error:
                        sent = sent or error.sent
                        if error.sent and not retry:
                            raise
        except TimeoutError:
            raise ConnectionLost(
                f"no answer within {seconds:g} seconds", sent=sent or self._link is not None
            ) from None

    # What the link tells

    def _told(self, event: Event | Unknown) -> None:
        if isinstance(event, SessionRevoked):
            self._feed.put(event)
            return
        if self._feed.full:
            self._session.hold()
        for shown in self._session.receive(event):
            self._feed.put(shown)
        if self._session.wants_sync:
            self._sync_if_wanted()
        if self._feed.full:
            self._rest()

    def _answered(self) -> None:
        if self._feed.full:
            self._rest()

    def _rest(self) -> None:
        """Read nothing while too much waits to be taken, unless a reply is waited for."""
        if self._link is not None and not self._link.busy:
            self._link.pause()

    def _drained(self) -> None:
        if self._link is not None:
            self._link.resume()
            self._sync_if_wanted()

    # Catching up

    def _sync_if_wanted(self) -> None:
        if (
            self._session.wants_sync
            and self._wants_events
            and not self._syncing
            and not self._feed.full
            and self._link is not None
        ):
            self._syncing = True
            self._link.ask(self._session.sync_request(), Synced, self._synced)

    def _synced(self, outcome: Synced | Exception) -> None:
        if isinstance(outcome, Synced):
            self._syncing = False
            for shown in self._session.synced(outcome, self._codec.event):
                self._feed.put(shown)
            self._sync_if_wanted()
        elif isinstance(outcome, HubbubError) and is_temporary(outcome):
            self._later(self._backoff.after_refusal(outcome), self._sync_again)
        elif self._link is not None:
            self._link.abort()

    def _sync_again(self) -> None:
        self._syncing = False
        self._session.wants_sync = True
        self._sync_if_wanted()

    # Sending

    def _pump_soon(self) -> None:
        if not self._pumping:
            self._pumping = True
            asyncio.get_running_loop().call_soon(self._pump)

    def _pump(self) -> None:
        """Send what may be sent, and see to it that the rest soon may."""
        self._pumping = False
        link = self._link
        if link is None or not link.usable:
            return
        if self._outbox.unsaved and self._saving is None:
            self._saving = asyncio.create_task(self._save_outbox())
        for delivery in self._outbox.next():
            if delivery.letter.epoch not in (None, self.epoch):
                self._refuse(
                    delivery, OutboxError("the server has another database than when this was written")
                )
            else:
                link.ask(delivery.letter.request(), MessageSendAnswer, partial(self._acknowledged, delivery))

    async def _save_outbox(self) -> None:
        try:
            await self._outbox.save()
        finally:
            self._saving = None
        self._pump_soon()

    def _acknowledged(self, delivery: Delivery, outcome: MessageSendAnswer | Exception) -> None:
        if isinstance(outcome, MessageSendAnswer):
            self._outbox.settle(delivery, outcome)
        elif isinstance(outcome, HubbubError) and is_temporary(outcome):
            self._later(self._backoff.after_refusal(outcome), partial(self._send_again, delivery))
        elif isinstance(outcome, HubbubError) and not isinstance(outcome, Unauthenticated):
            self._refuse(delivery, outcome)
        # else the connection is gone, or goes next: all of it is sent again over another one
        self._pump_soon()

    def _refuse(self, delivery: Delivery, error: Exception) -> None:
        self._outbox.settle(delivery, error)
        self._show(Undeliverable(delivery.client_id, error))

    def _send_again(self, delivery: Delivery) -> None:
        self._outbox.return_one(delivery)
        self._pump_soon()

    # Details

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call back, unless the connection is gone by then."""

        def due() -> None:
            self._timers.discard(timer)
            callback()

        timer = asyncio.get_running_loop().call_later(seconds, due)
        self._timers.add(timer)


def _is_keyed(request: Request) -> bool:
    return isinstance(request, MessageSend) and request.client_id is not None

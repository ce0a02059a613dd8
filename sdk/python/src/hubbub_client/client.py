"""The client: one person on a server, outliving connections, servers and, with files, the program."""

from __future__ import annotations

import asyncio
import ssl as tls
from collections.abc import AsyncIterator, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from msgspec import structs

from hubbub_client import state as states
from hubbub_client.backoff import Backoff
from hubbub_client.connection import ABNORMAL, Ended, Refused, address
from hubbub_client.errors import Closed, ConnectionLost, HubbubError, OutboxError
from hubbub_client.journal import Journal
from hubbub_client.link import Link
from hubbub_client.login import Credentials, Login, log_in
from hubbub_client.models import User
from hubbub_client.operations import Answer, MessageSend, Operations, Request
from hubbub_client.outbox import Delivery, Letter, Outbox, check_whole, new_client_id
from hubbub_client.progress import Progress
from hubbub_client.receiving import Receiver
from hubbub_client.sending import Sender
from hubbub_client.session import Session, Shown
from hubbub_client.state import State
from hubbub_client.status import Connected, Disconnected
from hubbub_client.wire import Codec, Format

STABLE_SECONDS: Final = 5.0
"""A connection that lasted so long was a good one: the next attempt is a first one again."""


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
    may ask while iterating. Whoever does not iterate says ``events=False``: events are dropped, and
    iterating raises RuntimeError.

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
        file = Path(state) if isinstance(state, Path | str) else None
        kept = states.load(file) if file is not None else state
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
        self._progress = Progress(kept.cursors, file, lambda: self.state)
        self._outbox = Outbox(None if outbox is None else Journal(Path(outbox), Letter), window)
        self._outbox_kept = outbox is not None
        self._sender = Sender(self._outbox, backoff, self._show)
        self._receiver = Receiver(self._session, queue, self._codec, backoff)
        self._feed = self._receiver.feed
        self._last: Shown | None = None
        self._login: Login | None = None
        self._link: Link | None = None
        self._up = asyncio.Event()
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
        await self._progress.saved()

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
        return State(self.token, user, self._session.epoch, dict(self._progress.cursors))

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
        return self._sender.post(letter)

    # Events

    def __aiter__(self) -> AsyncIterator[Shown]:
        if not self._wants_events:
            raise RuntimeError("this client was made with events=False: there will be none")
        return self

    async def __anext__(self) -> Shown:
        if self._last is not None:
            self._progress.through(self._last)
            self._last = None
        event = await self._feed.take()
        if event is None:
            if self._closing or self._failure is None:
                raise StopAsyncIteration
            raise self._failure
        self._last = event
        return event

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
        link = Link(self._codec, self._receiver.told if self._wants_events else None, self._receiver.rest)
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
        self._sender.begin(link, login.user.id, epoch)
        self._login = login
        self._credentials = structs.replace(self._credentials, token=login.token)
        self._link = link
        self._up.set()
        self._show(Connected(login.user))
        for shown in self._session.begin(epoch, login.user.id):
            if self._wants_events:
                self._feed.put(shown)
            else:
                self._progress.through(shown)
        self._progress.save()
        if self._wants_events:
            self._receiver.begin(link)

    def _leave(self) -> None:
        self._link = None
        if self._failure is None:
            self._up.clear()
        self._receiver.end()
        self._sender.end()

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

    # Details

    def _now(self) -> float:
        return asyncio.get_running_loop().time()


def _is_keyed(request: Request) -> bool:
    return isinstance(request, MessageSend) and request.client_id is not None

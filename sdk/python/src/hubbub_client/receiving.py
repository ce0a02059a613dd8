"""Receiving: what is told goes through the session into the feed, and what is missing is asked for.

While the feed is full the socket is not read, unless a reply is waited for.
"""

from __future__ import annotations

from collections.abc import Iterable

from hubbub_client.backoff import Backoff
from hubbub_client.errors import HubbubError, is_temporary
from hubbub_client.events import Event, SessionRevoked
from hubbub_client.feed import Feed
from hubbub_client.link import Link
from hubbub_client.session import Session, Shown
from hubbub_client.status import Unknown
from hubbub_client.timers import Timers
from hubbub_client.wire import Codec, Synced


class Receiver:
    """Fills the feed of a reader who wants events, over one connection after another."""

    def __init__(self, session: Session, queue: int, codec: Codec, backoff: Backoff) -> None:
        self.feed = Feed(queue, self._drained)
        self._session = session
        self._codec = codec
        self._backoff = backoff
        self._timers = Timers()
        self._link: Link | None = None
        self._syncing = False

    def begin(self, link: Link) -> None:
        """Catch up over a connection that somebody is logged in on."""
        self._link = link
        self._sync_if_wanted()

    def end(self) -> None:
        """Take note of the connection's end."""
        self._link = None
        self._syncing = False
        self._timers.cancel()
        self._session.end()

    def told(self, event: Event | Unknown) -> None:
        """Take an event as it came."""
        if isinstance(event, SessionRevoked):
            self.feed.put(event)
            return
        if self.feed.full:
            self._session.hold()
        self._put(self._session.receive(event))
        self._sync_if_wanted()
        self.rest()

    def rest(self) -> None:
        """Read nothing while too much waits to be taken, unless a reply is waited for."""
        if self.feed.full and self._link is not None and not self._link.busy:
            self._link.pause()

    # Details

    def _put(self, events: Iterable[Shown]) -> None:
        for event in events:
            self.feed.put(event)

    def _drained(self) -> None:
        if self._link is not None:
            self._link.resume()
            self._sync_if_wanted()

    def _sync_if_wanted(self) -> None:
        if self._link is None or self._syncing or self.feed.full or not self._session.wants_sync:
            return
        self._syncing = True
        self._link.ask(self._session.sync_request(), Synced, self._synced)

    def _synced(self, outcome: Synced | Exception) -> None:
        if isinstance(outcome, Synced):
            self._syncing = False
            self._put(self._session.synced(outcome, self._codec.event))
            self._sync_if_wanted()
        elif isinstance(outcome, HubbubError) and is_temporary(outcome):
            self._timers.later(self._backoff.after_refusal(outcome), self._sync_again)
        elif self._link is not None:
            self._link.abort()

    def _sync_again(self) -> None:
        self._syncing = False
        self._session.wants_sync = True
        self._sync_if_wanted()

"""Sending: what waits in the outbox goes over whatever connection there is, until it is acknowledged."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from hubbub_client.backoff import Backoff
from hubbub_client.errors import HubbubError, OutboxError, Unauthenticated, is_temporary
from hubbub_client.link import Link
from hubbub_client.models import MessageSendAnswer
from hubbub_client.outbox import Delivery, Letter, Outbox
from hubbub_client.status import Undeliverable
from hubbub_client.timers import Timers


class Sender:
    """Sends an outbox's messages, again after each break, and says which cannot be delivered."""

    def __init__(self, outbox: Outbox, backoff: Backoff, show: Callable[[Undeliverable], None]) -> None:
        self._outbox = outbox
        self._backoff = backoff
        self._show = show
        self._timers = Timers()
        self._link: Link | None = None
        self._epoch = ""
        self._pumping = False
        self._saving: asyncio.Task[None] | None = None

    def post(self, letter: Letter) -> Delivery:
        """Take a message, to be sent as soon as it can be. Raises OutboxError if too many wait."""
        delivery = self._outbox.put(letter)
        self._pump_soon()
        return delivery

    def begin(self, link: Link, user: int, epoch: str) -> None:
        """Send over a connection that somebody is logged in on. Raises OutboxError for another's messages."""
        if any(delivery.letter.sender not in (None, user) for delivery in self._outbox):
            raise OutboxError("the outbox holds messages of another account")
        self._link = link
        self._epoch = epoch
        self._pump_soon()

    def end(self) -> None:
        """Take note of the connection's end: what is not acknowledged is to be sent again."""
        self._link = None
        self._timers.cancel()
        self._outbox.return_all()

    # Details

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
            self._saving = asyncio.create_task(self._save())
        for delivery in self._outbox.next():
            if delivery.letter.epoch not in (None, self._epoch):
                self._refuse(
                    delivery, OutboxError("the server has another database than when this was written")
                )
            else:
                link.ask(delivery.letter.request(), MessageSendAnswer, partial(self._acknowledged, delivery))

    async def _save(self) -> None:
        try:
            await self._outbox.save()
        finally:
            self._saving = None
        self._pump_soon()

    def _acknowledged(self, delivery: Delivery, outcome: MessageSendAnswer | Exception) -> None:
        if isinstance(outcome, MessageSendAnswer):
            self._outbox.settle(delivery, outcome)
        elif isinstance(outcome, HubbubError) and is_temporary(outcome):
            self._timers.later(self._backoff.after_refusal(outcome), partial(self._send_again, delivery))
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

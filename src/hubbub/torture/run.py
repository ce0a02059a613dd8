"""A run: people, faults and kills for as long as was asked, and what the checker makes of it."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from msgspec import Struct

from hubbub.torture import comings, company, faults, hostile, people
from hubbub.torture.aftermath import read_back
from hubbub.torture.checker import check
from hubbub.torture.company import Addresses, Company
from hubbub.torture.history import History
from hubbub.torture.plan import LARGE, Plan
from hubbub.torture.proxy import Proxy
from hubbub.torture.rules.pace import check_pace
from hubbub.torture.server import Server
from hubbub.torture.timeline import Blow, Kill, Sample, Timeline
from hubbub.torture.verdict import Verdicts

_UP: Final = (0.01, 0.2, 0.4, 0.6)
"""How long the server is up at least, between two kills, as parts of their pace."""


class Result(Struct):
    """What came of a run."""

    plan: Plan
    history: History
    timeline: Timeline
    verdicts: Verdicts
    seconds: float
    offset: float
    """When people began to talk, by the history's clock in seconds."""
    complaints: list[str]
    """What the server has logged as an error."""


class Run:
    """One run against a server: ours, which may be killed, or one at a URL, which may not."""

    def __init__(
        self, plan: Plan, *, url: str | None = None, server: Server | None = None, run: str | None = None
    ) -> None:
        self.plan = plan
        self.server = server
        self._url = url
        self.history = History(run or secrets.token_hex(3))
        self.timeline = Timeline()
        self.stage = "starting"
        self.company: Company | None = None
        self._over = False
        self._began = 0.0
        self._offset = 0.0

    @property
    def seconds(self) -> float:
        """How long people have been talking."""
        return asyncio.get_running_loop().time() - self._began if self._began else 0.0

    def stopped(self) -> bool:
        """Say whether everything asked for has been reached."""
        plan = self.plan
        if not self._over:
            self._over = (
                self.seconds >= plan.minutes * 60
                and self.history.attempts.acknowledged >= plan.messages
                and (self.server is None or len(self.timeline.kills) >= plan.kills)
            )
        return self._over

    async def go(self) -> Result:
        """Do it all. Raises ServerFailed if the server does not start or ends by itself."""
        async with self._serving() as address:
            where = urlsplit(address)
            proxy = Proxy((where.hostname or "", where.port or 80))
            await proxy.start()
            try:
                await self._torture(proxy, Addresses(address, f"http://127.0.0.1:{proxy.port}"))
            finally:
                await proxy.close()
                await self._put_away()
        self.stage = "checking"
        seconds = self.timeline.samples[-1].at if self.timeline.samples else 0.0
        verdicts = await asyncio.to_thread(check, self.history)
        check_pace(self.history, self.timeline, self._offset, verdicts)
        complaints = [] if self.server is None else self.server.complaints()
        return Result(self.plan, self.history, self.timeline, verdicts, seconds, self._offset, complaints)

    @contextlib.asynccontextmanager
    async def _serving(self) -> AsyncIterator[str]:
        if self.server is None:
            assert self._url is not None
            yield self._url
            return
        try:
            await self.server.start()
            yield f"http://127.0.0.1:{self.server.port}"
        finally:
            await self.server.close()

    async def _torture(self, proxy: Proxy, addresses: Addresses) -> None:
        self.stage = "gathering"
        self.company = company_ = await company.gather(self.plan, self.history, addresses)
        for handset in company_.handsets:
            await handset.take_up()
        self.stage = "torture"
        self._began = asyncio.get_running_loop().time()
        self._offset = self.history.now() / 1e9
        await self._all(
            [
                *self._talkers(company_),
                *self._troubles(company_, addresses),
                self._strike(proxy),
                self._watch(),
            ]
            + ([self._kill()] if self.server is not None else [])
        )
        self.stage = "settling"
        if self.server is not None:
            await self._kill_once(self.server)
        await read_back(company_, self.history, self.plan.patience, self.plan.dice("reading back"))

    def _talkers(self, company_: Company) -> list[Coroutine[Any, Any, None]]:
        return [person.live(self.stopped) for person in company_.people for _ in range(self.plan.window)]

    def _troubles(self, company_: Company, addresses: Addresses) -> list[Coroutine[Any, Any, None]]:
        plan, history, stopped = self.plan, self.history, self.stopped
        large = next(room for room, made in company_.rooms.items() if made.kind == LARGE)
        return [
            *(
                comings.revolve(company_, room, plan.dice("revolve", number), stopped)
                for number, room in enumerate(comings.revolving(company_))
            ),
            *(
                people.wander(handset, plan.dice("wander", handset.device.user), stopped)
                for handset in company_.wanderers
            ),
            comings.end_logins(company_, history, addresses, plan.dice("logins"), stopped),
            hostile.forge(company_, history, plan.dice("forge"), stopped),
            hostile.stall(addresses.direct, company_.people[0], large, plan.dice("stall"), stopped),
            hostile.probe(company_.probe, history, stopped),
        ]

    async def _all(self, coroutines: Sequence[Coroutine[Any, Any, None]]) -> None:
        """Run everything until it has stopped; what fails ends all of it, what hangs is cut off."""
        tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
        try:
            while not self.stopped():
                done, _ = await asyncio.wait(tasks, timeout=0.1, return_when=asyncio.FIRST_EXCEPTION)
                for task in done:
                    task.result()
            self.stage = "last words"
            done, _ = await asyncio.wait(tasks, timeout=self.plan.patience)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    # What goes wrong

    async def _strike(self, proxy: Proxy) -> None:
        dice = self.plan.dice("who is hit")
        for fault in faults.schedule(self.plan.dice("faults")):
            if not await self._wait_until(fault.at):
                return
            hit = proxy.strike(fault, dice)
            self.timeline.blows.append(Blow(fault.at, fault.kind, hit, fault.seconds))

    async def _kill(self) -> None:
        assert self.server is not None
        dice, pace = self.plan.dice("kills"), self.plan.seconds_between_kills
        due = 0.0
        while not self.stopped():
            due += pace * dice.uniform(0.3, 1.7)
            # However slow the machine starts a server, it may serve for a while: or a moment, now and then.
            least = pace * dice.choice(_UP)
            if await self._wait_until(max(due, self.seconds + least)):
                await self._kill_once(self.server)

    async def _wait_until(self, at: float) -> bool:
        """Wait for a moment of the run, and say whether it came before the end."""
        while not self.stopped():
            left = at - self.seconds
            if left <= 0:
                return True
            await asyncio.sleep(min(0.1, left))
        return False

    async def _kill_once(self, server: Server) -> None:
        kill = Kill(self.seconds)
        await server.kill()
        self.timeline.kills.append(kill)
        await server.start()
        kill.back = self.seconds

    async def _watch(self) -> None:
        while True:
            shown = sum(len(track.seqs) for _, _, track in self.history.shown())
            resident = None if self.server is None else self.server.resident_bytes()
            acknowledged = self.history.attempts.acknowledged
            self.timeline.samples.append(Sample(self.seconds, acknowledged, shown, resident))
            if self.stopped():
                return
            await asyncio.sleep(1)

    async def _put_away(self) -> None:
        if self.company is not None:
            await asyncio.gather(
                *(handset.put_away() for handset in self.company.handsets), return_exceptions=True
            )


async def watched(run: Run, show: Callable[[Run], None], every: float = 0.5) -> Result:
    """Go, and show how it goes on the way."""
    going = asyncio.create_task(run.go())
    try:
        while not going.done():
            show(run)
            await asyncio.wait([going], timeout=every)
        return await going
    finally:
        going.cancel()
        await asyncio.wait([going])

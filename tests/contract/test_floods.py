"""R10: what one client can do to the others over plain HTTP, and with a text or a password."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import sys
import termios
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar.config.cors import CORSConfig

from hubbub.delivery.tally import Tally
from hubbub.domain import text as texts
from hubbub.domain.limits import Rate
from hubbub.errors import RateLimited
from hubbub.http.turnstile import Turnstile
from hubbub.services import guesses
from hubbub.services.hashers import Worker
from hubbub.services.passwords import MOST_WAITING, Passwords
from tests.support.people import SECONDS, Caller, Refused, Socket, open_socket, register, unique
from tests.support.server import Server, running
from tests.support.stopwatch import Stopwatch
from tests.support.websocket_peer import until

pytestmark = pytest.mark.anyio

TURNED_AWAY = "too many logins at once"


async def test_who_asks_on_without_reading_answers_is_cut_off(server: Server) -> None:
    """R10: pipelined requests are parsed a few at a time, and their answers do not pile up."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    writer.transport.pause_reading()  # type: ignore[attr-defined]
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n" * 20_000)
    watch = Stopwatch(server.pid)
    async with open_socket(server, name=unique("ada")) as ada:
        await ada.ask("ping")
    assert watch.seconds < SECONDS / 2
    writer.transport.resume_reading()  # type: ignore[attr-defined]
    with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
        await asyncio.wait_for(reader.readexactly(20_000 * 100), SECONDS)
    writer.close()


def test_the_names_a_text_may_mean_are_few_and_quickly_found() -> None:
    """R10: the worst text costs the writer a few milliseconds, not forty."""
    worst = ("@" + "\ufdfa" * 40 + "\n") * 20
    assert len(texts.mention_candidates(worst)) <= texts.MAX_CANDIDATES
    assert all(len(key) <= texts.MAX_KEY for key in texts.mention_candidates(worst))


async def test_a_crowd_of_guesses_is_no_more_than_a_few(server: Server) -> None:
    """DESIGN, Passwords: asking at once gives no more guesses than asking one by one."""
    ada = await register(server, "ada", password="the right password")
    stranger = Caller(server, None, None)

    async def guess(number: int) -> str:
        try:
            await stranger.ask("auth.login", name=ada.name, password=f"wrong password {number}")
        except Refused as refused:
            return refused.code
        return "ok"

    codes = await asyncio.gather(*(guess(number) for number in range(40)))
    assert codes.count("unauthenticated") <= 11
    assert codes.count("rate_limited") == 40 - codes.count("unauthenticated")


async def test_a_guess_that_nobody_looked_at_is_not_counted(data: Path) -> None:
    """DESIGN, Passwords: a bounded queue. Who is turned away by it has not guessed."""
    with running(data) as server:
        ada = await register(server, "ada", password="the right password")
        async with AsyncExitStack() as stack:
            crowd = await asyncio.gather(
                *(stack.enter_async_context(open_socket(server)) for _ in range(MOST_WAITING + 44))
            )

            async def guess(socket: Socket, name: str) -> str:
                with pytest.raises(Refused) as caught:
                    await socket.ask("auth.login", name=name, password="wrong password")
                return caught.value.message

            filling = [asyncio.create_task(guess(each, unique("nobody"))) for each in crowd]
            await asyncio.wait(filling, return_when=asyncio.FIRST_COMPLETED)
            turned_away = [task for task in filling if task.done()]
            assert turned_away, "the premise: the queue is full"
            more = [await stack.enter_async_context(open_socket(server)) for _ in range(30)]
            guessing = [asyncio.create_task(guess(each, ada.name)) for each in more]
            answers: list[str] = []
            for answered in asyncio.as_completed(guessing):  # the few that got a place in the queue come late
                answers.append(await answered)
                if answers.count(TURNED_AWAY) > guesses.WRONG.burst:
                    break
            assert set(answers) <= {TURNED_AWAY, "name or password: wrong"}
            for task in (*filling, *guessing):
                task.cancel()
            await asyncio.gather(*filling, *guessing, return_exceptions=True)


async def test_while_no_password_can_be_looked_at_a_name_alone_still_comes_in(data: Path) -> None:
    """DESIGN, Passwords: `rate_limited` past the queue, at once; for everybody else nothing changes."""
    with running(data, "--limits", "off") as server:
        stranger = Caller(server, None, None)
        ada = await register(server, "ada", password="the right password")
        flood = [
            asyncio.create_task(stranger.post("auth.login", json={"name": unique("x"), "password": "wrong"}))
            for _ in range(2 * MOST_WAITING)
        ]
        answer = next(asyncio.as_completed(flood))
        refusal = await answer
        while refusal.status_code != 429:
            refusal = await next(asyncio.as_completed([task for task in flood if not task.done()]))
        assert refusal.json()["error"]["message"] == TURNED_AWAY
        assert int(refusal.headers["retry-after"]) >= 1
        assert refusal.headers["content-type"] == "application/json"
        assert (await stranger.ask("auth.register", name=unique("guest")))["token"]
        large = {"name": ada.name, "password": "x" * 5_000}
        assert (await stranger.post("auth.login", json=large)).status_code == 400, "read as ever"
        assert not all(task.done() for task in flood), "the premise: the queue is full"
        for task in flood:
            task.cancel()
        await asyncio.gather(*flood, return_exceptions=True)
        assert (await ada.ask("auth.sessions"))["sessions"]


async def test_a_process_that_hashes_is_replaced_when_it_dies_and_ends_with_the_server(data: Path) -> None:
    """Nobody is locked out by the kernel's choice of what to kill, and nothing outlives the server."""
    with running(data) as server:
        ada = await register(server, "ada", password="the right password")
        stranger = Caller(server, None, None)
        known = {"name": ada.name, "password": "the right password"}
        assert hashers(server.pid), "the premise: it is a process"
        for pid in hashers(server.pid):
            os.kill(pid, signal.SIGKILL)
        for _ in range(2):
            assert (await stranger.ask("auth.login", **known))["user"] == ada.user
        left = hashers(server.pid)
        server.kill()
        await until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in left), "they are gone")


async def test_who_waits_for_a_process_that_dies_is_answered_by_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("hubbub.services.hashers.PATIENCE", SECONDS)
    worker, others = Worker(), set(hashers(os.getpid()))
    try:
        kept = worker.ask(None, "the right password")
        (hasher,) = set(hashers(os.getpid())) - others
        os.kill(hasher, signal.SIGSTOP)
        await until(lambda: is_stopped(hasher), "it reads nothing any more")
        fits = asyncio.create_task(asyncio.to_thread(worker.ask, kept, "the right password"))
        await until(lambda: bool(waiting_to_be_read(hasher)), "it is asked")
        os.kill(hasher, signal.SIGKILL)
        assert await fits is True
    finally:
        worker.end()


def is_stopped(process: int) -> bool:
    """Say whether a process has been put aside: a signal takes its time on a busy machine."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "T"


def waiting_to_be_read(hasher: int) -> int:
    """Return how many bytes of questions lie before a process."""
    with Path(f"/proc/{hasher}/fd/0").open("rb", buffering=0) as questions:
        return int.from_bytes(fcntl.ioctl(questions, termios.FIONREAD, bytes(4)), sys.byteorder)


async def test_where_no_time_is_idle_a_password_is_looked_at_in_a_share_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A machine that is busy with something else is no reason to be locked out."""
    monkeypatch.setattr("hubbub.services.hashers.PATIENCE", 0.0)
    passwords = Passwords()
    try:
        kept = await passwords.hash("the right password", "192.0.2.1")
        assert await passwords.verify(kept, "the right password", "192.0.2.1")
        assert not await passwords.verify(kept, "the wrong password", "192.0.2.1")
    finally:
        passwords.close()


def hashers(server: int) -> list[int]:
    """Return the processes that hash for a server."""
    children = Path(f"/proc/{server}/task/{server}/children").parent.parent.glob("*/children")
    found = [int(pid) for each in children for pid in each.read_text().split()]
    return [pid for pid in found if b"hashing" in Path(f"/proc/{pid}/cmdline").read_bytes()]


async def test_a_page_of_an_allowed_origin_can_read_why_it_was_turned_away() -> None:
    """Fetch, 3.2: without these headers a page is told of no answer at all, and not when to come back."""
    passwords, sent = Passwords(), []
    cors = CORSConfig(allow_origins=["https://pages.example"], allow_credentials=True)
    turnstile = Turnstile(_nowhere, passwords, Tally(), cors)

    async def receive() -> Any:
        return {"type": "http.request", "body": b'{"name": "ada", "password": "x"}', "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    crowd = [asyncio.create_task(passwords.verify(None, "no", "192.0.2.1")) for _ in range(MOST_WAITING)]
    await asyncio.sleep(0)  # as many as may wait do
    for origin in (b"https://pages.example", b"https://elsewhere.example"):
        scope: Any = {"path": "/api/v1/auth.login", "method": "POST", "client": ("192.0.2.1", 1)}
        scope["headers"] = [(b"origin", origin)]
        await turnstile(scope, receive, send)
    for task in crowd:
        task.cancel()
    await asyncio.gather(*crowd, return_exceptions=True)
    passwords.close()
    allowed, other = (dict(message["headers"]) for message in sent if "headers" in message)
    assert allowed[b"access-control-allow-origin"] == b"https://pages.example"
    assert (allowed[b"access-control-allow-credentials"], allowed[b"vary"]) == (b"true", b"Origin")
    assert not [name for name in other if name.startswith(b"access-control")]


async def _nowhere(*_: Any) -> None:
    raise AssertionError("nobody comes through")


async def test_one_address_keeps_nobody_else_from_logging_in(data: Path) -> None:
    """R10: whoever fills the queue of logins fills their part of it; others wait, and come in."""
    with running(data, "--limits", "off") as server:
        ada = await register(server, "ada", password="the right password")
        crowd = httpx.AsyncHTTPTransport(local_address="127.0.0.2", limits=httpx.Limits(), verify=False)
        async with httpx.AsyncClient(base_url=server.http, transport=crowd, timeout=60) as elsewhere:

            async def guess() -> int:
                wrong = {"name": unique("nobody"), "password": "wrong password"}
                return (await elsewhere.post("/api/v1/auth.login", json=wrong)).status_code

            flood = {asyncio.create_task(guess()) for _ in range(2 * MOST_WAITING)}
            statuses: set[int] = set()
            while 429 not in statuses:
                done, flood = await asyncio.wait(flood, return_when=asyncio.FIRST_COMPLETED)
                statuses |= {task.result() for task in done}
            right = {"name": ada.name, "password": "the right password"}
            async with httpx.AsyncClient(base_url=server.http, timeout=60) as here:
                assert (await here.post("/api/v1/auth.login", json=right)).status_code == 200
            for task in flood:
                task.cancel()
            await asyncio.gather(*flood, return_exceptions=True)


async def test_what_an_address_holds_of_the_queue_is_no_more_than_is_left() -> None:
    """One address alone gets half of the queue, two get a third each; a place given back is free again."""
    passwords = Passwords()
    waiting: list[asyncio.Task[bool]] = []
    try:

        async def crowd(address: str) -> int:
            tasks = [
                asyncio.create_task(passwords.verify(None, "wrong", address)) for _ in range(2 * MOST_WAITING)
            ]
            await asyncio.sleep(0)  # each has its place now, or none
            sent_away = [task for task in tasks if task.done() and isinstance(task.exception(), RateLimited)]
            waiting.extend(set(tasks) - set(sent_away))
            return len(tasks) - len(sent_away)

        assert await crowd("192.0.2.1") == MOST_WAITING // 2
        assert passwords.is_full_for("192.0.2.1")
        assert not passwords.is_full_for("192.0.2.2")
        assert 0 < await crowd("192.0.2.2") <= MOST_WAITING // 3
        assert not passwords.is_full_for("192.0.2.3")
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert not passwords.is_full_for("192.0.2.1")
    finally:
        passwords.close()


async def test_names_alone_make_so_many_accounts_from_an_address(data: Path) -> None:
    """DESIGN 7: every input has a bound: accounts that cost nothing are not free in any number."""
    with running(data) as server:
        async with open_socket(server, name=(resident := unique("ada"))) as first:
            pass

        async def come() -> str:
            async with open_socket(server, name=unique("newcomer")) as socket:
                if socket.hello["user"] is not None:
                    return "in"
                error = (await socket.frame(lambda frame: "error" in frame))["error"]
                assert error["message"].startswith("name:")
                assert 0 < error["retry_after"] < 60
                return str(error["code"])

        outcomes: list[str] = []
        while "rate_limited" not in outcomes:
            assert len(outcomes) < 2_000, "somewhere is a limit"
            outcomes += await asyncio.gather(*(come() for _ in range(100)))
        assert set(outcomes) == {"in", "rate_limited"}
        assert outcomes.count("in") >= guesses.NEWCOMERS.burst - 1
        async with open_socket(server, name=resident) as again:
            assert again.id == first.id, "who has been here is let in"


def test_buckets_are_kept_only_while_something_is_missing() -> None:
    """R10: asking under ever new names fills no memory, and what was given back is no entry."""
    now = 0.0
    buckets = guesses.Buckets(Rate(burst=10, per_second=0.1), lambda: now)
    for name in range(1_000):
        assert buckets.take(name) == 0
    buckets.give_back(0)
    assert len(buckets) == 999
    now = 100.0
    for name in range(1_000, 1_500):
        buckets.take(name)
    assert len(buckets) == 500, "those of before are full again"
    for _ in range(9):
        assert buckets.take(1_499) == 0
    assert buckets.take(1_499) == pytest.approx(10)
    buckets.give_back(1_499)
    assert buckets.take(1_499) == 0
    assert buckets.take(1_499) > 0, "one was given back, no more"

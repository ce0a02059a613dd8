"""Logins: what lets somebody in, which pages may use it, and how its sockets end with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests.support.people import (
    DOORS,
    Caller,
    Socket,
    nobody,
    open_socket,
    people,
    refused,
    register,
    through,
    unique,
)
from tests.support.server import Server
from tests.support.stopwatch import Stopwatch

pytestmark = pytest.mark.anyio

PASSWORD = "correct horse battery"
FOREIGN = (
    "https://evil.example",
    "null",
    "",
    "http://localhost.evil.example",
    "file://",
    "https://127.0.0.1",
)


async def again(who: Caller) -> Caller:
    """Log somebody in once more, as another device would."""
    answer = await nobody(who.server).ask("auth.login", name=who.name)
    return Caller(who.server, answer["token"], answer["user"])


async def ended(socket: Socket, since: Stopwatch) -> None:
    """Expect that the server closes a socket because its login has ended, within a second."""
    code, _ = await socket.closed()
    assert code == 1008
    assert since.seconds < 1.0, "PROTOCOL: within a second"
    assert socket.events[-1] == {"ev": "session.revoked"}


def own_origin(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


# The end of a login


@pytest.mark.parametrize("door", DOORS)
async def test_logging_out_closes_the_sockets_of_this_login_only(server: Server, door: str) -> None:
    """PROTOCOL, Who you are: a revoked token's sockets are closed within a second."""
    ada = await register(server, "ada")
    phone = await again(ada)
    async with ada.online() as one, ada.online() as two, phone.online() as other:
        before = Stopwatch(server.pid)
        asker = ada if door == "http" else one
        assert await asker.ask("auth.logout") == {}
        await ended(one, before)
        await ended(two, before)
        assert await other.ask("ping") == {}
    with refused("unauthenticated"):
        await ada.ask("sync")
    assert await phone.ask("sync")


@pytest.mark.parametrize("door", DOORS)
async def test_revoking_a_login_closes_its_sockets(server: Server, door: str) -> None:
    """PROTOCOL: auth.revoke; R9: after a revocation is acknowledged, no later message arrives."""
    ada = await register(server, "ada")
    lost = await again(ada)
    sessions = (await ada.ask("auth.sessions"))["sessions"]
    assert sorted(session["current"] for session in sessions) == [False, True]
    (gone,) = (session["id"] for session in sessions if not session["current"])
    async with lost.online() as socket, through(door, ada) as asker:
        before = Stopwatch(server.pid)
        await asker.ask("auth.revoke", session=gone)
        sent = await asker.ask("message.send", conversation=0, text="after the revocation")
        await ended(socket, before)
        assert not socket.heard("message.sent", seq=sent["seq"])
        with refused("not_found", "session"):
            await asker.ask("auth.revoke", session=gone)
    with refused("unauthenticated"):
        await lost.ask("sync")
    assert len((await ada.ask("auth.sessions"))["sessions"]) == 1


@pytest.mark.parametrize("door", DOORS)
async def test_all_other_logins_can_be_ended_at_once(server: Server, door: str) -> None:
    """PROTOCOL: auth.revoke with others: what is left is the login that asks."""
    ada, grace = await people(server, "ada", "grace")
    lost, stolen = await again(ada), await again(ada)
    async with (
        lost.online() as one,
        stolen.online() as other,
        ada.online() as own,
        through(door, ada) as asker,
    ):
        before = Stopwatch(server.pid)
        assert await asker.ask("auth.revoke", others=True) == {}
        await ended(one, before)
        await ended(other, before)
        assert await own.ask("ping") == {}
        (left,) = (await asker.ask("auth.sessions"))["sessions"]
        assert left["current"]
        for fields in ({}, {"others": False}, {"others": True, "session": left["id"]}):
            with refused("bad_request"):
                await asker.ask("auth.revoke", **fields)
    for gone in (lost, stolen):
        with refused("unauthenticated"):
            await gone.ask("sync")
    assert await grace.ask("sync"), "nobody else's ends"


async def test_a_new_password_ends_every_other_login(server: Server) -> None:
    """Changing the password throws out whoever had got in."""
    ada = await register(server, "ada")
    other = await again(ada)
    async with ada.online() as mine, other.online() as theirs, open_socket(server, name=ada.name) as by_name:
        await ada.ask("auth.password", password=PASSWORD)
        before = Stopwatch(server.pid)  # hashing takes what it takes; the others end once it is acknowledged
        await ended(theirs, before)
        await ended(by_name, before)
        assert await mine.ask("ping") == {}


async def test_a_socket_by_name_can_log_out(server: Server) -> None:
    """`auth.logout` ends what let one in, also where that was a name alone."""
    async with open_socket(server, name=unique("ada")) as socket:
        before = Stopwatch(server.pid)
        await socket.ask("auth.logout")
        await ended(socket, before)


@pytest.mark.parametrize("door", DOORS)
async def test_sessions_say_what_they_are(server: Server, door: str) -> None:
    """Somebody has to recognise a login to end it."""
    answer = await nobody(server).ask("auth.register", name=unique("ada"), device="Ada's phone")
    ada = Caller(server, answer["token"], answer["user"])
    async with through(door, ada) as asker:
        (session,) = (await asker.ask("auth.sessions"))["sessions"]
    assert set(session) == {"id", "device", "created_at", "seen_at", "current"}
    assert (session["device"], session["current"]) == ("Ada's phone", True)


async def test_a_token_survives_a_restart(server: Server) -> None:
    """R12: no state of a session lives on one node only."""
    ada = await register(server, "ada")
    server.stop()
    server.start()
    async with ada.online() as socket:
        assert socket.id == ada.id


async def test_tokens_are_random_and_not_kept(server: Server) -> None:
    """DESIGN 7: tokens: 256 random bits, stored hashed."""
    ada = await register(server, "ada")
    assert ada.token is not None
    assert len(ada.token) >= 43
    assert (await again(ada)).token != ada.token
    kept = [path for path in server.data.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in kept)
    for path in kept:
        assert ada.token.encode() not in path.read_bytes(), path.name


# Cookies and origins


async def log_in_as_a_browser(server: Server, origin: str | None = None) -> httpx.Response:
    """Register as a page of this origin does."""
    headers = {"Origin": own_origin(server) if origin is None else origin}
    return await nobody(server).post("auth.register", headers=headers, json={"name": unique("ada")})


def session_cookie(response: httpx.Response) -> dict[str, str]:
    """Return the header a browser would send from now on."""
    (cookie,) = response.headers.get_list("set-cookie")
    return {"Cookie": cookie.partition(";")[0]}


async def test_the_cookie_is_one_that_no_script_and_no_other_site_can_use(server: Server) -> None:
    """DESIGN 7: cookie HttpOnly, SameSite=Lax."""
    response = await log_in_as_a_browser(server)
    (cookie,) = response.headers.get_list("set-cookie")
    attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= attributes
    assert "secure" not in attributes, "this is not TLS"
    assert response.json()["token"] in cookie
    assert response.headers["cache-control"] == "no-store"


async def test_a_cookie_lets_in_over_http(server: Server) -> None:
    """PROTOCOL, Who you are: HTTP: the bearer token or the cookie."""
    answer = await log_in_as_a_browser(server)
    headers = {**session_cookie(answer), "Origin": own_origin(server)}
    found = await nobody(server).post("auth.sessions", headers=headers, json={})
    assert found.status_code == 200
    out = await nobody(server).post("auth.logout", headers=headers, json={})
    assert out.status_code == 200
    (gone,) = out.headers.get_list("set-cookie")
    assert "max-age=0" in gone.lower()
    assert (await nobody(server).post("auth.sessions", headers=headers, json={})).status_code == 401


async def test_a_cookie_lets_in_over_websocket_with_an_allowed_origin_only(server: Server) -> None:
    """PROTOCOL, Who you are: a cookie counts only with an allowed Origin."""
    answer = await log_in_as_a_browser(server)
    cookie = session_cookie(answer)
    async with open_socket(server, headers=cookie, origin=own_origin(server)) as socket:
        assert socket.hello["user"] == answer.json()["user"]
    async with open_socket(server, headers=cookie) as socket:
        assert socket.hello["user"] is None, "no Origin: not a page, and then no cookie counts"
        with refused("unauthenticated"):
            await socket.ask("sync")


async def test_an_ended_cookie_lets_nobody_in(server: Server) -> None:
    """PROTOCOL, Errors: unauthenticated: unknown token."""
    answer = await log_in_as_a_browser(server)
    cookie = session_cookie(answer)
    await Caller(server, answer.json()["token"], None).ask("auth.logout")
    async with open_socket(server, headers=cookie, origin=own_origin(server)) as socket:
        assert socket.hello["user"] is None


@pytest.mark.parametrize("origin", FOREIGN)
async def test_a_page_of_another_origin_cannot_open_a_socket(server: Server, origin: str) -> None:
    """DESIGN 7: exact Origin allow-list before the upgrade; `null` is nobody's."""
    ada = await register(server, "ada")
    headers = {"Origin": origin, "Authorization": f"Bearer {ada.token}"}
    for address in (server.ws, f"{server.ws}?name={unique('ada')}"):
        with pytest.raises(InvalidStatus) as caught:
            async with connected(server, address, headers):
                pass
        assert caught.value.response.status_code == 403
        assert b'"forbidden"' in (caught.value.response.body or b"")


@asynccontextmanager
async def connected(server: Server, address: str, headers: dict[str, str]) -> AsyncIterator[Any]:
    """Open a socket with headers of one's own making."""
    from websockets.asyncio.client import connect

    async with connect(address, additional_headers=headers, compression=None) as connection:
        yield connection


@pytest.mark.parametrize("origin", FOREIGN)
async def test_a_page_of_another_origin_cannot_ask_over_http(server: Server, origin: str) -> None:
    """DESIGN 7: requests from other sites: Origin checked on everything that changes state."""
    ada, name = await register(server, "ada"), unique("eve")
    answer = await ada.post("message.send", headers={"Origin": origin}, json={"conversation": 0, "text": "x"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")
    answer = await nobody(server).post("auth.register", headers={"Origin": origin}, json={"name": name})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers
    assert await nobody(server).ask("auth.register", name=name), "nothing had been registered"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
async def test_a_request_that_a_browser_calls_foreign_is_refused(server: Server, site: str) -> None:
    """DESIGN 7: `Sec-Fetch-Site` is checked where there is no Origin."""
    ada = await register(server, "ada")
    answer = await ada.post("ping", headers={"Sec-Fetch-Site": site}, json={})
    assert answer.status_code == 403
    assert (await ada.post("ping", headers={"Sec-Fetch-Site": "same-origin"}, json={})).status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
async def test_a_form_cannot_act_with_a_cookie(server: Server, kind: str) -> None:
    """DESIGN 7: JSON only: no form of another page can send that."""
    cookie = session_cookie(await log_in_as_a_browser(server))
    text = unique("forged")
    body = f'{{"conversation": 0, "text": "{text}"}}'
    answer = await nobody(server).post("message.send", headers={**cookie, "Content-Type": kind}, content=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")
    ada = await register(server, "ada")
    page = await ada.ask("message.history", conversation=0)
    assert text not in [message["text"] for message in page["messages"]]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
async def test_a_page_of_this_server_may_connect(server: Server, host: str) -> None:
    """DESIGN 7: the server's own pages, under localhost or its address, may always."""
    async with open_socket(server, name=unique("ada"), origin=f"http://{host}:{server.port}") as socket:
        assert socket.hello["user"]


async def test_a_rebound_name_is_not_this_server(server: Server) -> None:
    """DESIGN 7: a name that was made to point here does not vouch for itself."""
    headers = {"Origin": f"http://evil.example:{server.port}", "Host": f"evil.example:{server.port}"}
    answer = await nobody(server).post("ping", headers=headers, json={})
    assert answer.status_code == 403

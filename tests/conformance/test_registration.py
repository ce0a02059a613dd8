"""Who may come in: the four kinds of registration, names and passwords, through both doors."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import quote

import pytest

from hubbub.domain.text import name_key
from tests.support.cli import hubbub
from tests.support.people import (
    DOORS,
    Caller,
    Refused,
    nobody,
    open_socket,
    refused,
    register,
    through,
    unique,
)
from tests.support.server import Server, running

pytestmark = pytest.mark.anyio

MODES = ("open", "password", "invite", "closed")
PASSWORD = "correct horse battery"
RESIDENT = "rosalind"
"""Has an account with the password on every one of the servers."""
BAD_NAMES = (
    *("", "   ", "\u200b", "\u2800", "x" * 41, "x" * 201, "a@b", "a＠b", "all", "a\ue000b"),
    *("a\nb", "a\x00b", "a\x7fb", "a\u202eb", "a\u2028b"),
)


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """Give a server of each kind of registration."""
    with ExitStack() as stack:
        folders = {mode: tmp_path_factory.mktemp(mode) / "data" for mode in MODES}
        servers = {
            mode: stack.enter_context(running(folder, "--registration", mode))
            for mode, folder in folders.items()
        }
        for folder in folders.values():
            hubbub("user", "add", RESIDENT, "--password-from-stdin", "--data", str(folder), stdin=PASSWORD)
        yield servers


def invitation(server: Server, *flags: str) -> str:
    """Return a code, as the operator would get it."""
    return hubbub("invite", "--data", str(server.data), *flags).stdout.strip()


async def refusal(asker: Any, op: str, **fields: Any) -> tuple[str, str]:
    """Return code and message of an error."""
    with pytest.raises(Refused) as caught:
        await asker.ask(op, **fields)
    return caught.value.code, caught.value.message


# Registering


@pytest.mark.parametrize("door", DOORS)
async def test_an_open_server_takes_a_name_alone(servers: dict[str, Server], door: str) -> None:
    """DESIGN 7: `open` (name only, as the original; the default on loopback)."""
    name = unique("ada")
    async with through(door, nobody(servers["open"])) as asker:
        answer = await asker.ask("auth.register", name=name)
    assert set(answer) == {"token", "user"}
    assert answer["user"] == {
        "id": answer["user"]["id"],
        "name": name,
        "display_name": name,
        "avatar": None,
        "kind": "person",
    }
    ada = Caller(servers["open"], answer["token"], answer["user"])
    assert (await ada.ask("user.get", user=ada.id)) == answer["user"]


@pytest.mark.parametrize("door", DOORS)
async def test_a_password_server_wants_a_password(servers: dict[str, Server], door: str) -> None:
    """DESIGN 7: `password`: anyone may make an account, with a password."""
    async with through(door, nobody(servers["password"])) as asker:
        with refused("bad_request", "password"):
            await asker.ask("auth.register", name=unique("ada"))
        assert await asker.ask("auth.register", name=unique("ada"), password=PASSWORD)


@pytest.mark.parametrize("door", DOORS)
async def test_an_invite_server_wants_an_invitation_that_is_good(
    servers: dict[str, Server], door: str
) -> None:
    """DESIGN 7: `invite`: each invitation is good for so many people."""
    server = servers["invite"]
    code = invitation(server)
    async with through(door, nobody(server)) as asker:
        with refused("forbidden", "invite"):
            await asker.ask("auth.register", name=unique("ada"), password=PASSWORD)
        with refused("forbidden", "invite"):
            await asker.ask("auth.register", name=unique("ada"), password=PASSWORD, invite="made up")
        with refused("bad_request", "password"):
            await asker.ask("auth.register", name=unique("ada"), invite=code)
        assert await asker.ask("auth.register", name=unique("ada"), password=PASSWORD, invite=code)
        with refused("forbidden", "invite"):
            await asker.ask("auth.register", name=unique("ada"), password=PASSWORD, invite=code)


async def test_an_invitation_is_not_used_up_by_a_refusal(servers: dict[str, Server]) -> None:
    """A taken name costs nobody their invitation."""
    server = servers["invite"]
    code, name = invitation(server, "--uses", "2"), unique("ada")
    asker = nobody(server)
    assert await asker.ask("auth.register", name=name, password=PASSWORD, invite=code)
    with refused("conflict", "name"):
        await asker.ask("auth.register", name=name, password=PASSWORD, invite=code)
    assert await asker.ask("auth.register", name=unique("grace"), password=PASSWORD, invite=code)


async def test_an_invitation_raced_for_lets_one_in(servers: dict[str, Server]) -> None:
    """One use is one account, however many try in the same instant."""
    server = servers["invite"]
    code = invitation(server)
    tries = [
        nobody(server).ask("auth.register", name=unique("ada"), password=PASSWORD, invite=code)
        for _ in range(8)
    ]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(outcome, dict) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Refused) and outcome.code == "forbidden" for outcome in outcomes) == 7


@pytest.mark.parametrize("door", DOORS)
async def test_a_closed_server_takes_nobody(servers: dict[str, Server], door: str) -> None:
    """DESIGN 7: `closed`: accounts are made by the operator."""
    server = servers["closed"]
    async with through(door, nobody(server)) as asker:
        with refused("forbidden"):
            await asker.ask("auth.register", name=unique("ada"), password=PASSWORD)
        assert await asker.ask("auth.login", name=RESIDENT, password=PASSWORD)


# Names


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("other", ["ADA{}", "  ada{}  ", "ａｄａ{}", "ad\u200ba{}", "ada\u2800{}"], ids=ascii)
async def test_a_name_is_one_persons(servers: dict[str, Server], door: str, other: str) -> None:
    """PROTOCOL, Errors: conflict: name taken. Case, width and what cannot be seen make no other name."""
    ada = await register(servers["open"], "ada")
    same = other.format(ada.name.removeprefix("ada"))
    assert same != ada.name
    async with through(door, nobody(servers["open"])) as asker:
        with refused("conflict", "name"):
            await asker.ask("auth.register", name=same)


async def test_a_name_raced_for_is_one_persons(servers: dict[str, Server]) -> None:
    """A name is unique, however many ask for it in the same instant."""
    name = unique("ada")
    tries = [nobody(servers["open"]).ask("auth.register", name=name) for _ in range(8)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(outcome, dict) for outcome in outcomes) == 1


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", BAD_NAMES, ids=ascii)
async def test_a_name_has_to_be_one(servers: dict[str, Server], door: str, name: str) -> None:
    """PROTOCOL, Errors: bad_request names the field: empty names, control characters, too long."""
    async with through(door, nobody(servers["open"])) as asker:
        with refused("bad_request", "name"):
            await asker.ask("auth.register", name=name)


# Passwords


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("password", ["", "1234567", "x" * 257])
async def test_a_password_has_bounds(servers: dict[str, Server], door: str, password: str) -> None:
    """A new password has between 8 and 256 characters."""
    async with through(door, nobody(servers["open"])) as asker:
        with refused("bad_request", "password"):
            await asker.ask("auth.register", name=unique("ada"), password=password)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("mode", ["open", "password"])
async def test_an_account_with_a_password_is_never_entered_without_it(
    servers: dict[str, Server], mode: str, door: str
) -> None:
    """DESIGN 7: an account with a password can never be entered without it."""
    server = servers[mode]
    ada = await register(server, "ada", password=PASSWORD)
    async with through(door, nobody(server)) as asker:
        for attempt in ({}, {"password": ""}, {"password": PASSWORD + " "}, {"password": PASSWORD.upper()}):
            with refused("unauthenticated"):
                await asker.ask("auth.login", name=ada.name, **attempt)
        assert (await asker.ask("auth.login", name=ada.name, password=PASSWORD))["user"] == ada.user


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("mode", MODES)
async def test_an_unknown_name_and_a_wrong_password_get_the_same_answer(
    servers: dict[str, Server], mode: str, door: str
) -> None:
    """DESIGN 7: a dummy check for unknown names: the answer does not tell who is here."""
    async with through(door, nobody(servers[mode])) as asker:
        unknown = await refusal(asker, "auth.login", name=unique("nobody"), password="wrong password")
        wrong = await refusal(asker, "auth.login", name=RESIDENT, password="wrong password")
        assert unknown == wrong
        assert unknown[0] == "unauthenticated"


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("mode", ["password", "invite", "closed"])
async def test_without_a_password_unknown_and_known_names_get_the_same_answer(
    servers: dict[str, Server], mode: str, door: str
) -> None:
    """DESIGN 7: where a name alone lets nobody in, it tells nobody anything either."""
    async with through(door, nobody(servers[mode])) as asker:
        unknown = await refusal(asker, "auth.login", name=unique("nobody"))
        known = await refusal(asker, "auth.login", name=RESIDENT)
    assert unknown == known
    assert unknown[0] == "unauthenticated"


@pytest.mark.parametrize("door", DOORS)
async def test_the_system_cannot_be_logged_in_as(servers: dict[str, Server], door: str) -> None:
    """User 0 is the system, and nobody."""
    async with through(door, nobody(servers["open"])) as asker:
        for attempt in ({}, {"password": PASSWORD}):
            with refused("unauthenticated"):
                await asker.ask("auth.login", name="system", **attempt)
        with refused("conflict", "name"):
            await asker.ask("auth.register", name="System")


@pytest.mark.parametrize("door", DOORS)
async def test_setting_a_password_closes_the_door_by_name(servers: dict[str, Server], door: str) -> None:
    """DESIGN 7: with a password, the name alone is not enough any more."""
    server = servers["open"]
    ada = await register(server, "ada")
    async with through(door, ada) as asker:
        with refused("bad_request", "password"):
            await asker.ask("auth.password", password="short")
        await asker.ask("auth.password", password=PASSWORD)
        with refused("unauthenticated", "current"):
            await asker.ask("auth.password", password="another password")
        with refused("unauthenticated", "current"):
            await asker.ask("auth.password", password="another password", current="wrong password")
        await asker.ask("auth.password", password="another password", current=PASSWORD)
        assert await asker.ask("ping") == {}
    with refused("unauthenticated"):
        await nobody(server).ask("auth.login", name=ada.name)
    with refused("unauthenticated"):
        await nobody(server).ask("auth.login", name=ada.name, password=PASSWORD)
    assert await nobody(server).ask("auth.login", name=ada.name, password="another password")


# The name in the address


async def test_a_name_in_the_address_registers_and_logs_in(servers: dict[str, Server]) -> None:
    """PROTOCOL: `?name=` logs in (or registers) a name without a password, where `registration` is `open`."""
    name = unique("ada")
    async with open_socket(servers["open"], name=name) as first:
        assert first.user["name"] == name
        assert first.hello["protocol"] == 1
        assert isinstance(first.hello["heartbeat"], int)
        async with open_socket(servers["open"], name=name.upper()) as second:
            assert second.id == first.id


async def test_a_name_raced_for_in_addresses_is_one_person(servers: dict[str, Server]) -> None:
    """Several tabs opened at once are one person."""
    name = unique("ada")

    async def come() -> int:
        async with open_socket(servers["open"], name=name) as socket:
            return socket.id

    assert len(set(await asyncio.gather(*(come() for _ in range(8))))) == 1


@pytest.mark.parametrize("mode", ["password", "invite", "closed"])
async def test_a_name_in_the_address_is_refused_where_registration_is_not_open(
    servers: dict[str, Server], mode: str
) -> None:
    """PROTOCOL: `?name=` ... where `registration` is `open`, and nowhere else."""
    async with open_socket(servers[mode], name=unique("ada")) as socket:
        assert socket.hello["user"] is None
        error = await socket.frame(lambda frame: "error" in frame)
        assert (error["re"], error["error"]["code"]) == (None, "forbidden")
        with refused("unauthenticated"):
            await socket.ask("sync")


async def test_a_name_with_a_password_is_not_entered_through_the_address(servers: dict[str, Server]) -> None:
    """DESIGN 7: an account with a password can never be entered without it."""
    ada = await register(servers["open"], "ada", password=PASSWORD)
    async with open_socket(servers["open"], name=ada.name) as socket:
        assert socket.hello["user"] is None
        error = await socket.frame(lambda frame: "error" in frame)
        assert error["error"]["code"] == "unauthenticated"
        with refused("unauthenticated"):
            await socket.ask("message.send", conversation=0, text="hello")


@pytest.mark.parametrize("name", ["", "%20", "a%40b", "all", "x" * 41, "a%00b"])
async def test_a_bad_name_in_the_address_is_an_error_and_no_login(
    servers: dict[str, Server], name: str
) -> None:
    """PROTOCOL, Errors: bad_request names the field."""
    async with open_socket(servers["open"], name=name) as socket:
        assert socket.hello["user"] is None
        error = await socket.frame(lambda frame: "error" in frame)
        assert error["error"]["code"] == "bad_request"
        assert error["error"]["message"].startswith("name:")


async def test_a_name_that_could_not_be_taken_any_more_still_lets_its_owner_in(
    servers: dict[str, Server],
) -> None:
    """Rules for new names shut nobody out who came before them."""
    ada = await register(servers["open"], "ada")
    name = ada.name.replace("ada", "ad＠a")
    with contextlib.closing(sqlite3.connect(servers["open"].data / "hubbub.db")) as database:
        row = (name, name_key(name), ada.id)
        database.execute("UPDATE users SET name = ?, name_key = ? WHERE id = ?", row)
        database.commit()
    with refused("bad_request", "name"):
        await nobody(servers["open"]).ask("auth.register", name=name + "b")
    async with open_socket(servers["open"], name=quote(name)) as socket:
        assert socket.id == ada.id
    assert (await nobody(servers["open"]).ask("auth.login", name=name))["user"]["id"] == ada.id


# Logging a socket in


async def test_registering_and_logging_in_on_a_socket_make_it_somebodys(servers: dict[str, Server]) -> None:
    """PROTOCOL, Who you are: a WebSocket can begin as nobody's."""
    server, name = servers["open"], unique("ada")
    async with open_socket(server) as socket:
        assert socket.hello["user"] is None
        made = await socket.ask("auth.register", name=name)
        assert (await socket.ask("user.get", user=made["user"]["id"]))["name"] == name
        assert (await socket.ask("message.send", conversation=0, text="hello"))["seq"]
        await socket.event("message.sent", by=made["user"]["id"])
    async with open_socket(server) as socket:
        assert (await socket.ask("auth.login", name=name))["user"] == made["user"]
        assert await socket.ask("conversation.list")


async def test_the_first_frame_can_resume(servers: dict[str, Server]) -> None:
    """PROTOCOL, Who you are: the first frame `{"op": "auth.resume", "token": "..."}`."""
    ada = await register(servers["open"], "ada")
    async with open_socket(servers["open"]) as socket:
        with refused("unauthenticated", "token"):
            await socket.ask("auth.resume", token="made up")
        assert await socket.ask("auth.resume", token=ada.token) == {"user": ada.user}
        assert await socket.ask("auth.resume", token=ada.token) == {"user": ada.user}, "twice is once"
        grace = await register(servers["open"], "grace")
        with refused("conflict", "token"):
            await socket.ask("auth.resume", token=grace.token)
        sent = await socket.ask("message.send", conversation=0, text="hello")
        await socket.event("message.sent", seq=sent["seq"], by=ada.id)


async def test_what_is_pipelined_behind_resume_is_done_as_somebody(servers: dict[str, Server]) -> None:
    """A client need not wait for its login: operations take effect in order."""
    ada = await register(servers["open"], "ada")
    async with open_socket(servers["open"]) as socket:
        await socket.send("auth.resume", token=ada.token)
        synced = await socket.send("sync")
        sent = await socket.send("message.send", conversation=0, text="hello")
        assert (await socket.reply(synced))["conversations"]
        assert (await socket.reply(sent))["seq"]


async def test_a_wrong_bearer_at_the_upgrade_lets_nobody_in(servers: dict[str, Server]) -> None:
    """PROTOCOL, Errors: unauthenticated: no or unknown token."""
    async with open_socket(servers["open"], token="made-up") as socket:
        assert socket.hello["user"] is None
        error = await socket.frame(lambda frame: "error" in frame)
        assert error["error"]["code"] == "unauthenticated"
        with refused("unauthenticated"):
            await socket.ask("sync")


@pytest.mark.parametrize("header", ["Bearer made-up", "Bearer", "Basic YTpi", "made-up", ""])
async def test_a_wrong_bearer_over_http_is_unauthenticated(servers: dict[str, Server], header: str) -> None:
    """PROTOCOL, Errors: unauthenticated, 401; RFC 9110, 11.6.1: with a challenge."""
    response = await nobody(servers["open"]).post("sync", headers={"Authorization": header}, json={})
    assert response.status_code == 401
    assert response.json()["error"]["code"] == "unauthenticated"
    assert response.headers["www-authenticate"].startswith("Bearer")

"""MessagePack: the same objects in binary frames, beside people who speak JSON."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from tests.support.people import MSGPACK, Caller, Socket, group, open_socket, people, refused, register
from tests.support.server import Server

pytestmark = pytest.mark.anyio

BINARY = Subprotocol(MSGPACK)
JSON = Subprotocol("hubbub.v1")


def speaking(caller: Caller) -> Any:
    return caller.online(subprotocols=[BINARY])


async def test_the_subprotocol_is_agreed_on(server: Server) -> None:
    """PROTOCOL, Frames: subprotocol `hubbub.v1` (also the default) or `hubbub.v1.msgpack`."""
    for offered, chosen in (
        ([JSON], JSON),
        ([BINARY], BINARY),
        ([Subprotocol("chat"), BINARY], BINARY),
        ([], None),
    ):
        async with connect(server.ws, subprotocols=offered, compression=None) as connection:
            assert connection.subprotocol == chosen
            message = await connection.recv()
            assert isinstance(message, bytes) == (chosen == BINARY)


async def test_both_formats_hear_the_same_in_one_room(server: Server) -> None:
    """PROTOCOL, Frames: the same objects as MessagePack in binary frames."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    async with speaking(ada) as binary, grace.online() as text:
        assert binary.hello == {**text.hello, "user": ada.user}
        for sender, said in ((binary, "packed"), (text, "plain 日本 😀")):
            sent = await sender.ask("message.send", conversation=room, text=said, client_id=said)
            heard = [
                await each.event("message.sent", seq=sent["seq"], conversation=room)
                for each in (binary, text)
            ]
            assert heard[0] == heard[1]
            assert heard[0]["text"] == said
        await binary.ask("conversation.update", conversation=room, name="New")
        heard = [await each.event("conversation.updated") for each in (binary, text)]
        assert heard[0] == heard[1]


async def test_answers_are_the_same_objects(server: Server) -> None:
    """PROTOCOL, Frames: the same objects, in another format."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    await grace.ask("message.send", conversation=room, text="hello")
    async with speaking(ada) as binary, ada.online() as text:
        asked: list[tuple[str, dict[str, Any]]] = [
            ("sync", {"cursors": {str(room): 0}}),
            ("conversation.list", {}),
            ("message.history", {"conversation": room}),
            ("message.history", {"conversation": room, "at": "2020-01-01T00:00:00Z"}),
            ("member.list", {"conversation": room}),
            ("user.get", {"user": grace.id}),
        ]
        for op, fields in asked:
            assert await binary.ask(op, **fields) == await text.ask(op, **fields), op


async def error_of(socket: Socket, frame: str | bytes) -> dict[str, Any]:
    before = len(socket.frames)
    await socket.send_raw(frame)
    await socket.until(lambda: any("error" in got for got in socket.frames[before:]))
    return dict(next(got["error"] for got in socket.frames[before:] if "error" in got))


BAD: dict[str, tuple[str | bytes, str]] = {
    "text": ('{"op": "ping", "id": 1}', "frame"),
    "nothing": (b"", "frame"),
    "half": (msgspec.msgpack.encode({"op": "ping"})[:-1], "frame"),
    "more": (msgspec.msgpack.encode({"op": "ping"}) + b"\xc0", "frame"),
    "reserved": (b"\xc1", "frame"),
    "huge length": (b"\xdd\xff\xff\xff\xff", "frame"),
    "deep": (b"\x91" * 30_000, "frame"),
    "a list": (msgspec.msgpack.encode(["ping"]), "frame"),
    "a number": (b"\x07", "frame"),
    "a surrogate": (b"\x82\xa2op\xa4ping\xa2id\xa3\xed\xa0\x80", "frame"),
    "bytes for text": (
        msgspec.msgpack.encode({"op": "message.send", "conversation": 0, "text": b"x"}),
        "text",
    ),
    "a field too many": (msgspec.msgpack.encode({"op": "ping", "extra": 1}), "extra"),
    "no operation": (msgspec.msgpack.encode({"op": "no.such"}), "op"),
    "a number for a name": (b"\x81\x01\x02", "frame"),
    "an extension": (b"\x82\xa2op\xa4ping\xa2id\xd4\x01\x00", "id"),
}


@pytest.mark.parametrize(("frame", "field"), BAD.values(), ids=BAD.keys())
async def test_bad_input_is_refused_and_the_connection_lives_on(
    server: Server, frame: str | bytes, field: str
) -> None:
    """PROTOCOL, Errors: bad_request: malformed; `message` names the field."""
    async with open_socket(server, name="mallory", subprotocols=[BINARY]) as socket:
        error = await error_of(socket, frame)
        assert error["code"] == "bad_request"
        assert error["message"].partition(":")[0] == field, error
        assert await socket.ask("ping") == {}


async def test_errors_name_the_id_and_the_code(server: Server) -> None:
    """PROTOCOL, Frames: {"re": <id>, "error": {...}}."""
    ada = await register(server, "ada")
    async with speaking(ada) as socket:
        with refused("not_found", "conversation"):
            await socket.ask("message.send", conversation=2**53 - 1, text="x")
        with refused("too_large", "text"):
            await socket.ask("message.send", conversation=0, text="x" * 10_001)
        await socket.send_raw(msgspec.msgpack.encode({"op": "message.send", "id": "mine"}))
        with refused("bad_request", "text"):
            await socket.reply("mine")


async def test_a_revoked_login_is_told_in_its_own_format(server: Server) -> None:
    """PROTOCOL, Events: session.revoked, then 1008."""
    ada = await register(server, "ada")
    async with speaking(ada) as socket:
        await ada.ask("auth.logout")
        assert (await socket.closed())[0] == 1008
        assert socket.events[-1] == {"ev": "session.revoked"}

"""Bad input: each gets the catalogue's error, naming the field, and everyone lives on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from tests.support.people import (
    DOORS,
    SECONDS,
    STATUS,
    Caller,
    Frame,
    Socket,
    group,
    nobody,
    people,
    refused,
    register,
    through,
    unique,
)
from tests.support.server import Server

pytestmark = pytest.mark.anyio

HUGE = 2**53
"""The first integer that JavaScript cannot tell from its neighbour."""


class Typist:
    """Someone who sends bytes of their own making through a door and reads the error that comes back."""

    def __init__(self, caller: Caller, socket: Socket | None) -> None:
        self.caller = caller
        self.socket = socket

    async def error(self, op: str, body: bytes | str) -> Frame:
        """Send a body that is meant for an operation, and return the error."""
        content = body.encode() if isinstance(body, str) else body
        if self.socket is None:
            response = await self.caller.post(
                op, content=content, headers={"Content-Type": "application/json"}
            )
            answer: Frame = response.json()
            assert response.status_code == STATUS[answer["error"]["code"]]
        else:
            socket = self.socket
            before = len(socket.frames)
            await socket.send_raw(body)
            await socket.until(lambda: any("error" in frame for frame in socket.frames[before:]))
            answer = next(frame for frame in socket.frames[before:] if "error" in frame)
        return dict(answer["error"])

    async def lives_on(self) -> None:
        """Check that the next sensible request is answered as if nothing had been."""
        asker = self.socket or self.caller
        assert await asker.ask("ping") == {}


@asynccontextmanager
async def typing_through(door: str, caller: Caller) -> AsyncIterator[Typist]:
    if door == "http":
        yield Typist(caller, None)
        return
    async with caller.online() as socket:
        yield Typist(caller, socket)


@asynccontextmanager
async def bystanders(server: Server) -> AsyncIterator[None]:
    """Two people who talk meanwhile, and must not notice anything."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    async with ada.online() as one, grace.online() as other:
        yield
        sent = await one.ask("message.send", conversation=room, text="as ever")
        await other.event("message.sent", conversation=room, seq=sent["seq"])


@pytest.fixture(scope="module")
def mallory(server: Server) -> Caller:
    return asyncio.run(register(server, "mallory"))


def named(error: Frame) -> str:
    """Return the field an error names."""
    return str(error["message"].partition(":")[0])


def with_op(op: str, **fields: Any) -> str:
    """Write a request that both doors read the same: over HTTP `op` may be said again."""
    return json.dumps({"op": op, **fields})


# What is no request at all

NOT_JSON: dict[str, bytes | str] = {
    "nothing but spaces": "   ",
    "half an object": '{"op": "ping"',
    "two objects": '{"op": "ping"}{"op": "ping"}',
    "trailing comma": '{"op": "ping",}',
    "single quotes": "{'op': 'ping'}",
    "a comment": '{"op": "ping"} // hello',
    "not a number": '{"op": "ping", "id": NaN}',
    "bare word": "ping",
    "a list": "[]",
    "a string": '"ping"',
    "a number": "7",
    "null": "null",
    "a deep hole": "[" * 30_000,
    "a deep object": '{"op":' * 9_000,
    "a lone surrogate for the operation": '{"op": "\\ud800"}',
    "a NUL": '{"op": "ping"}\x00',
    "a control character in a string": '{"op": "pi\x01ng"}',
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("body", NOT_JSON.values(), ids=NOT_JSON.keys())
async def test_what_is_not_a_json_object_is_refused(
    server: Server, mallory: Caller, door: str, body: str
) -> None:
    """PROTOCOL, Errors: bad_request: malformed; the connection lives on."""
    async with typing_through(door, mallory) as typist:
        error = await typist.error("ping", body)
        assert error["code"] == "bad_request"
        assert named(error) in ("frame", "body", "op")
        await typist.lives_on()


async def test_a_malformed_frame_is_answered_with_re_null(mallory: Caller) -> None:
    """PROTOCOL, Frames: without a readable `id`, "re": null."""
    async with mallory.online() as socket:
        await socket.send_raw("{")
        assert (await socket.frame(lambda frame: "error" in frame))["re"] is None


async def test_an_error_names_the_id_where_it_can_be_read(mallory: Caller) -> None:
    """PROTOCOL, Frames: {"re": <id>, "error": {...}}, also for what cannot be understood otherwise."""
    async with mallory.online() as socket:
        for fields in ({"op": "no.such"}, {"op": "message.send"}, {"op": "ping", "extra": 1}, {}):
            number = unique("mine")
            await socket.send_raw(json.dumps({**fields, "id": number}))
            with refused("bad_request"):
                await socket.reply(number)


@pytest.mark.parametrize("number", [1.5, True, None, [], {}, HUGE, -HUGE, 10**30, "x" * 257], ids=ascii)
async def test_an_id_is_a_string_or_an_integer(mallory: Caller, number: Any) -> None:
    """PROTOCOL, Frames: "id": <any string or integer>."""
    async with mallory.online() as socket:
        await socket.send_raw(json.dumps({"op": "ping", "id": number}))
        reply = await socket.frame(lambda frame: "error" in frame)
        assert reply["re"] is None
        assert reply["error"]["code"] == "bad_request"
        assert named(reply["error"]) == "id"


async def test_binary_where_text_belongs_is_refused(mallory: Caller) -> None:
    """PROTOCOL, Frames: text frames, one JSON object each."""
    async with mallory.online() as socket:
        await socket.send_raw(b'{"op": "ping", "id": 1}')
        error = await socket.frame(lambda frame: "error" in frame)
        assert error["error"]["code"] == "bad_request"
        assert named(error["error"]) == "frame"
        await socket.quiet()


@pytest.mark.parametrize(
    "op", ["no.such", "", "PING", "ping ", "message", "__class__", "../ping", "x" * 1000, 7, None]
)
async def test_an_unknown_operation_is_named(mallory: Caller, op: Any) -> None:
    """PROTOCOL, Errors: bad_request: `op`."""
    async with mallory.online() as socket:
        await socket.send_raw(json.dumps({"op": op, "id": 1}))
        reply = await socket.frame(lambda frame: frame.get("re") == 1)
        assert reply["error"]["code"] == "bad_request"
        assert named(reply["error"]) == "op"
        assert len(reply["error"]["message"]) < 200, "it does not come back whole"


async def test_a_frame_without_an_operation_is_told_so(mallory: Caller) -> None:
    """PROTOCOL, Errors: bad_request names the field."""
    async with mallory.online() as socket:
        await socket.send_raw("{}")
        reply = await socket.frame(lambda frame: "error" in frame)
        assert (reply["error"]["code"], named(reply["error"])) == ("bad_request", "op")


@pytest.mark.parametrize("path", ["no.such", "message.send/", "message", "Ping", "ping%00", "..%2f..%2fetc"])
async def test_an_unknown_operation_over_http_is_not_found(mallory: Caller, path: str) -> None:
    """PROTOCOL, Errors: not_found, 404, in the catalogue's form."""
    response = await mallory.post(path, json={})
    assert response.status_code == 404 or path == "message.send/"
    assert response.json()["error"]["code"] in ("not_found", "bad_request")


async def test_the_address_and_the_body_cannot_ask_for_different_things(mallory: Caller) -> None:
    """Over HTTP the operation is in the address; a body that says another is refused."""
    response = await mallory.post("ping", json={"op": "auth.logout"})
    assert response.status_code == 400
    assert named(response.json()["error"]) == "op"
    assert await mallory.ask("sync"), "nobody was logged out"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
async def test_only_posts_are_operations(server: Server, mallory: Caller, method: str) -> None:
    """PROTOCOL: HTTP at `POST /api/v1/<operation>`: a link cannot change anything."""
    async with httpx.AsyncClient(base_url=server.http, timeout=SECONDS) as http:
        response = await http.request(
            method, "/api/v1/auth.logout", headers={"Authorization": f"Bearer {mallory.token}"}
        )
    assert response.status_code == 405
    assert "POST" in response.headers["allow"].split(", "), "RFC 9110, 15.5.6"
    assert response.json()["error"]["code"] == "bad_request"
    assert await mallory.ask("sync")


@pytest.mark.parametrize("door", DOORS)
async def test_nobody_is_told_to_log_in_whatever_else_is_wrong(server: Server, door: str) -> None:
    """PROTOCOL, Errors: unauthenticated: no token. There is nothing else to mend before that."""
    async with through(door, nobody(server)) as asker:
        for op in ("message.send", "conversation.create", "user.get", "member.role"):
            for fields in ({}, {"no_such_field": 1}, {"conversation": "x", "text": 1}):
                with refused("unauthenticated"):
                    await asker.ask(op, **fields)
        for op in ("auth.login", "auth.resume", "invite.get"):
            with refused("bad_request"):
                await asker.ask(op)


@pytest.mark.parametrize("token", ["unknown", "x" * 500])
async def test_an_unknown_token_is_unauthenticated_whatever_is_asked(server: Server, token: str) -> None:
    """docs/protocol.md, Who you are: an unknown bearer token is `unauthenticated` whatever is asked."""
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=server.http, headers=headers, timeout=SECONDS) as http:
        for body in (b"{}", b"{", b'{"extra": 1}', b"[]"):
            for op in ("ping", "message.send"):
                response = await http.post(f"/api/v1/{op}", content=body)
                assert (response.status_code, response.json()["error"]["code"]) == (401, "unauthenticated")


async def test_who_asks_for_the_websocket_without_an_upgrade_is_told_to_upgrade(server: Server) -> None:
    """PROTOCOL: a WebSocket at `/api/v1/ws`; RFC 9110, 15.5.22: 426 names what to upgrade to."""
    async with httpx.AsyncClient(base_url=server.http, timeout=SECONDS) as http:
        response = await http.get("/api/v1/ws", params={"name": "ada"})
    assert (response.status_code, response.headers["upgrade"]) == (426, "websocket")
    assert response.json()["error"]["code"] == "bad_request"


# Fields

SEND = {"conversation": 0, "text": "x"}
FIELDS: list[tuple[str, dict[str, Any], str]] = [
    ("message.send", {"text": "x", "conversation": "0"}, "conversation"),
    ("message.send", {"text": "x", "conversation": -1}, "conversation"),
    ("message.send", {"text": "x", "conversation": HUGE}, "conversation"),
    ("message.send", {"text": "x", "conversation": 10**40}, "conversation"),
    ("message.send", {"text": "x", "conversation": 0.5}, "conversation"),
    ("message.send", {"text": "x", "conversation": True}, "conversation"),
    ("message.send", {"text": "x", "conversation": None}, "conversation"),
    ("message.send", {"text": "x", "conversation": [0]}, "conversation"),
    ("message.send", {"text": "x", "conversation": {}}, "conversation"),
    ("message.send", {"text": "x"}, "conversation"),
    ("message.send", {"text": "x", "to": -1}, "to"),
    ("message.send", {"text": "x", "to": "ada"}, "to"),
    ("message.send", {"conversation": 0}, "text"),
    ("message.send", {**SEND, "text": None}, "text"),
    ("message.send", {**SEND, "text": 7}, "text"),
    ("message.send", {**SEND, "text": ["x"]}, "text"),
    ("message.send", {**SEND, "text": ""}, "text"),
    ("message.send", {**SEND, "text": " \n\t\u3000"}, "text"),
    ("message.send", {**SEND, "text": "a\x00b"}, "text"),
    ("message.send", {**SEND, "text": "a\x1b[31mb"}, "text"),
    ("message.send", {**SEND, "text": "a\x85b"}, "text"),
    ("message.send", {**SEND, "text": "a\u202eb"}, "text"),
    ("message.send", {**SEND, "text": "a\u2066b"}, "text"),
    ("message.send", {**SEND, "text": "a\uffffb"}, "text"),
    ("message.send", {**SEND, "client_id": ""}, "client_id"),
    ("message.send", {**SEND, "client_id": "x" * 129}, "client_id"),
    ("message.send", {**SEND, "client_id": 7}, "client_id"),
    ("message.send", {**SEND, "client_id": "\x00"}, "client_id"),
    ("message.send", {**SEND, "client_id": "a\x00b"}, "client_id"),
    ("message.send", {**SEND, "reply_to": 0}, "reply_to"),
    ("message.send", {**SEND, "reply_to": "1"}, "reply_to"),
    ("message.send", {**SEND, "colour": "red"}, "colour"),
    ("message.send", {**SEND, "Text": "x"}, "Text"),
    ("message.edit", {"conversation": 0, "seq": 0, "text": "x"}, "seq"),
    ("message.edit", {"conversation": 0, "seq": -5, "text": "x"}, "seq"),
    ("message.edit", {"conversation": 0, "text": "x"}, "seq"),
    ("message.edit", {"conversation": 0, "seq": 1, "text": "a\x07"}, "text"),
    ("message.delete", {"conversation": 0, "seq": HUGE}, "seq"),
    ("receipt.read", {"conversation": 0, "seq": -1}, "seq"),
    ("receipt.read", {"conversation": 0, "seq": "last"}, "seq"),
    ("presence.get", {"users": "1"}, "users"),
    ("presence.get", {"users": [1, "2"]}, "users[1]"),
    ("presence.get", {"users": [[]]}, "users[0]"),
    ("user.get", {"user": -1}, "user"),
    ("user.get", {}, "user"),
    ("user.search", {"query": ""}, "query"),
    ("user.search", {"query": "x" * 101}, "query"),
    ("user.search", {"query": "a\x00"}, "query"),
    ("conversation.search", {"query": "\x00"}, "query"),
    ("conversation.create", {"kind": "group", "name": "a", "topic": "\x00"}, "topic"),
    ("user.update", {"avatar": "/a\x00"}, "avatar"),
    ("user.update", {"display_name": "ＳＹＳＴＥＭ"}, "display_name"),
    ("auth.register", {"name": "a", "display_name": "System"}, "display_name"),
    ("auth.register", {"name": "a\x00"}, "name"),
    ("auth.login", {"name": "ada\x00"}, "name"),
    ("auth.login", {"name": "ada", "device": "a\x00"}, "device"),
    ("auth.resume", {"token": "\x00"}, "token"),
    ("sync", {"epoch": "\x00"}, "epoch"),
    ("user.search", {"query": "x", "limit": 0}, "limit"),
    ("user.search", {"query": "x", "limit": 101}, "limit"),
    ("user.update", {"display_name": "a\u0000b"}, "display_name"),
    ("user.update", {"display_name": 7}, "display_name"),
    ("user.update", {"avatar": "//evil.example/a"}, "avatar"),
    ("user.update", {"avatar": "data:text/html,x"}, "avatar"),
    ("user.update", {"kind": "system"}, "kind"),
    ("user.update", {"name": "root", "display_name": "x"}, "name"),
    ("auth.revoke", {"session": "1"}, "session"),
    ("auth.revoke", {"session": 10**30}, "session"),
    ("auth.revoke", {"session": -(10**30)}, "session"),
    ("auth.login", {"name": 7}, "name"),
    ("auth.login", {"name": "x" * 201}, "name"),
    ("auth.login", {"name": "ada", "password": "x" * 257}, "password"),
    ("auth.login", {"name": "ada", "device": "x" * 121}, "device"),
    ("auth.resume", {"token": 7}, "token"),
    ("auth.resume", {}, "token"),
    ("ping", {"extra": 1}, "extra"),
    ("sync", {"epoch": 7}, "epoch"),
    ("sync", {"epoch": "x" * 101}, "epoch"),
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("op", "fields", "field"), FIELDS, ids=lambda value: ascii(value)[:60])
async def test_a_bad_field_is_named(
    mallory: Caller, door: str, op: str, fields: dict[str, Any], field: str
) -> None:
    """PROTOCOL, Errors: bad_request: malformed or out of bounds; `message` names the field."""
    async with typing_through(door, mallory) as typist:
        error = await typist.error(op, with_op(op, **fields))
        assert (error["code"], named(error)) == ("bad_request", field), error
        await typist.lives_on()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("op", "fields", "field", "choices"),
    [
        ("conversation.create", {"kind": "direct", "name": "x"}, "kind", "channel, group"),
        ("member.role", {"conversation": 0, "user": 1, "role": "king"}, "role", "member, moderator, owner"),
        ("call.start", {"conversation": 0, "media": "smell"}, "media", "audio, video"),
    ],
)
async def test_where_only_some_words_may_stand_they_are_told(
    mallory: Caller, door: str, op: str, fields: dict[str, Any], field: str, choices: str
) -> None:
    """PROTOCOL, Errors: bad_request names the field, and here what it takes."""
    async with typing_through(door, mallory) as typist:
        error = await typist.error(op, with_op(op, **fields))
        told = error["message"].removeprefix(f"{field}: must be one of ").split(", ")
        assert (error["code"], sorted(told)) == ("bad_request", choices.split(", "))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("character", ["x", "日", "\n", "\U0001f600"], ids=ascii)
async def test_a_text_over_its_bound_is_too_large(mallory: Caller, door: str, character: str) -> None:
    """PROTOCOL, Errors: too_large: frame, text or upload over its bound."""
    text = 10_001 * character
    body = json.dumps({"op": "message.send", "conversation": 0, "text": text}, ensure_ascii=False)
    assert len(body.encode()) < 64 * 1024, "the premise: the frame itself is not too large"
    async with typing_through(door, mallory) as typist:
        error = await typist.error("message.send", body)
        assert (error["code"], named(error)) == ("too_large", "text")
        await typist.lives_on()


LONE_SURROGATES = [
    '"\\ud800"',
    '"\\udc00"',
    '"a\\udfff"',
    '"\\ud83d"',
    '"\\ud83d\\u0041"',
    '"\\ude00\\ud83d"',
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("text", LONE_SURROGATES)
async def test_a_lone_surrogate_is_no_text(mallory: Caller, door: str, text: str) -> None:
    """DESIGN 7: every input has a bound; half a character is not text in any encoding."""
    async with typing_through(door, mallory) as typist:
        for field in ("text", "client_id"):
            fields = {"text": '"x"', "client_id": '"c"', field: text}
            body = ", ".join(f'"{name}": {value}' for name, value in fields.items())
            error = await typist.error("message.send", f'{{"op": "message.send", "conversation": 0, {body}}}')
            assert (error["code"], named(error)) == ("bad_request", field)
        for op, name in (("auth.login", "name"), ("user.search", "query"), ("user.update", "display_name")):
            error = await typist.error(op, f'{{"op": "{op}", "{name}": {text}}}')
            assert (error["code"], named(error)) == ("bad_request", name)
        await typist.lives_on()


@pytest.mark.parametrize("text", LONE_SURROGATES)
async def test_who_sends_half_a_character_is_told_which_request_it_was_in(mallory: Caller, text: str) -> None:
    """PROTOCOL, Frames: {"re": <id>, "error": {...}}: it is JSON (RFC 8259, 8.2), so its id can be read."""
    async with mallory.online() as socket:
        number = unique("mine")
        await socket.send_raw(
            f'{{"op": "message.send", "id": "{number}", "conversation": 0, "text": {text}}}'
        )
        with refused("bad_request", "text"):
            await socket.reply(number)
        await socket.send_raw(f'{{"op": "ping", "id": {text}}}')
        reply = await socket.frame(lambda frame: "error" in frame and frame["re"] != number)
        assert (reply["re"], named(reply["error"])) == (None, "id")


async def test_bytes_that_are_not_utf8_are_refused_over_http(mallory: Caller) -> None:
    """Over HTTP they are a malformed body; over WebSocket RFC 6455 has the connection closed (1007)."""
    response = await mallory.post(
        "message.send",
        content=b'{"conversation": 0, "text": "\xff\xfe"}',
        headers={"Content-Type": "application/json"},
    )
    assert (response.status_code, response.json()["error"]["code"]) == (400, "bad_request")


@pytest.mark.parametrize("client_id", ["\x01", "a\tb", "\u202e", "' OR 1=1 --", "😀" * 128, " "])
async def test_any_key_that_is_a_string_is_a_key(mallory: Caller, client_id: str) -> None:
    """R2: a key is the client's own business; only its length is bounded, and it has no U+0000."""
    first = await mallory.ask("message.send", conversation=0, text="x", client_id=client_id)
    assert first["client_id"] == client_id
    assert await mallory.ask("message.send", conversation=0, text="x", client_id=client_id) == first


@pytest.mark.parametrize("door", DOORS)
async def test_texts_that_look_like_commands_are_texts(mallory: Caller, door: str) -> None:
    """What people type is never anything but text."""
    for text in ("'; DROP TABLE messages; --", "%s %d {0} ${x}", "<script>alert(1)</script>", "%", "_"):
        async with typing_through(door, mallory) as typist:
            asker = typist.socket or mallory
            sent = await asker.ask("message.send", conversation=0, text=text)
            page = await asker.ask("message.history", conversation=0, around=sent["seq"], limit=1)
            assert page["messages"][0]["text"] == text
            await asker.ask("user.search", query=text)
            await asker.ask("conversation.search", query=text)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("conversation", [1, 10**6, HUGE - 1])
async def test_an_unknown_conversation_is_not_found(mallory: Caller, door: str, conversation: int) -> None:
    """PROTOCOL, Errors: not_found: does not exist, or not for you."""
    grace, linus = await people(mallory.server, "grace", "linus")
    foreign = await group(grace, linus)
    async with typing_through(door, mallory) as typist:
        for id_ in (conversation + foreign if conversation == 1 else conversation, foreign):
            for op, fields in (
                ("message.send", {"text": "x"}),
                ("message.history", {}),
                ("typing.start", {}),
            ):
                error = await typist.error(op, with_op(op, conversation=id_, **fields))
                assert (error["code"], named(error)) == ("not_found", "conversation")


async def test_one_bad_frame_among_good_ones_spoils_nothing(server: Server) -> None:
    """Each gets its own answer, and everyone else lives on."""
    mallory = await register(server, "mallory")
    room = await group(mallory)
    async with bystanders(server), mallory.online() as socket:
        good = []
        for number in range(50):
            good.append(await socket.send("message.send", conversation=room, text=str(number)))
            await socket.send_raw(unique("nonsense"))
            await socket.send("message.send", conversation=room, text="")
        answers = [await socket.reply(number) for number in good]
        await socket.quiet()
        errors = [frame for frame in socket.frames if "error" in frame]
    assert [answer["seq"] for answer in answers] == list(range(2, 52))
    assert len(errors) == 100


async def test_a_thousand_frames_at_once_are_all_answered(server: Server) -> None:
    """Each frame gets its answer, and everyone else lives on."""
    mallory = await register(server, "mallory")
    async with bystanders(server), mallory.online() as socket:
        frames = [
            json.dumps({"op": "message.send", "id": n, "conversation": 0, "text": "x"}) for n in range(1000)
        ]
        await asyncio.gather(*(socket.send_raw(frame) for frame in frames))
        await socket.until(lambda: len({frame["re"] for frame in socket.frames if "re" in frame}) == 1000)
        replies = [frame for frame in socket.frames if "re" in frame]
        seqs = [frame["ok"]["seq"] for frame in replies if "ok" in frame]
    assert len(replies) == 1000
    assert seqs == sorted(seqs)
    assert all(frame["error"]["code"] == "rate_limited" for frame in replies if "error" in frame)


async def test_a_thousand_bad_frames_at_once_are_all_answered(server: Server) -> None:
    """DESIGN 7: every input has a bound; past it a catalogue error, never a crash, never a silent drop."""
    mallory = await register(server, "mallory")
    async with bystanders(server), mallory.online() as socket:
        await asyncio.gather(*(socket.send_raw("{") for _ in range(1000)))
        await socket.until(lambda: sum("error" in frame for frame in socket.frames) == 1000)
        await socket.quiet()

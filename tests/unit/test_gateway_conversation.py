"""RFC 6455 over real sockets: messages, violations and the closing handshake, one rule a test.

The whole specification is put to the same shell by ``tests/conformance/test_rfc6455.py``; here are the rules
it does not reach (several frames in one read, what the receiver sees) and those whose breaking should name
itself.
"""

from __future__ import annotations

import pytest

from hubbub.gateway import CloseCode, Connection, Gateway, GatewayLimits, Route
from hubbub.wire import frames
from tests.support.websocket_peer import (
    BINARY,
    CLOSE,
    CONTINUATION,
    PING,
    PONG,
    TEXT,
    Recorder,
    frame,
    run,
    serving,
    until,
)

LIMITS = GatewayLimits(message=1000, close_grace=0.2)


def gateway_of(receiver: Recorder, limits: GatewayLimits = LIMITS) -> Gateway:
    return Gateway({"/": Route(lambda upgrade: receiver)}, limits=limits, slot=0.05)


def test_a_message_in_fragments_arrives_whole_and_a_ping_may_come_between() -> None:
    """RFC 6455, section 5.4: "Control frames MAY be injected in the middle of a fragmented message"."""

    async def scenario() -> None:
        receiver = Recorder()
        async with serving(gateway_of(receiver)) as host:
            peer = await host.upgrade()
            peer.send(
                frame(TEXT, b"\xf0\x9d", final=False),
                frame(PING, b"still there?"),
                frame(CONTINUATION, b"\x84\x9e"),
                frame(BINARY, b"\xff"),
            )
            assert await peer.read() == (PONG, b"still there?")
            await until(lambda: len(receiver.messages) == 2, "both messages are there")
            assert receiver.messages == [("𝄞".encode(), False), (b"\xff", True)]

    run(scenario())


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        pytest.param(frame(TEXT, b"x", rsv=4), 1002, id="RSV1 without an extension"),
        pytest.param(frame(PING, rsv=1), 1002, id="RSV3 on a control frame"),
        pytest.param(frame(0x3), 1002, id="a reserved opcode"),
        pytest.param(frame(0xB), 1002, id="a reserved control opcode"),
        pytest.param(frame(TEXT, b"x", masked=False), 1002, id="no mask"),
        pytest.param(frame(PING, b"x" * 126), 1002, id="a long ping"),
        pytest.param(frame(PING, final=False), 1002, id="a fragmented ping"),
        pytest.param(frame(CONTINUATION, b"x"), 1002, id="nothing to continue"),
        pytest.param(frame(TEXT, final=False) + frame(TEXT), 1002, id="a message inside a message"),
        pytest.param(frame(TEXT, final=False) + frame(BINARY, final=False), 1002, id="two begun"),
        pytest.param(frame(TEXT, b"\xff"), 1007, id="text that is not UTF-8"),
        pytest.param(frame(TEXT, b"\xff", final=False), 1007, id="a fragment that is not UTF-8"),
        pytest.param(frame(TEXT, b"\xce", final=False) + frame(CONTINUATION), 1007, id="a cut character"),
        pytest.param(frame(TEXT, b"x" * 1001), 1009, id="too large"),
        pytest.param(frame(TEXT, b"x" * 1001)[:8], 1009, id="a large frame announced"),
        pytest.param(
            frame(BINARY, b"x" * 600, final=False) + frame(CONTINUATION, b"x" * 600),
            1009,
            id="too large in sum",
        ),
        pytest.param(frame(CLOSE, b"\x03"), 1002, id="half a close code"),
        pytest.param(frame(CLOSE, (1005).to_bytes(2, "big")), 1002, id="a close code never sent"),
        pytest.param(frame(CLOSE, (0).to_bytes(2, "big")), 1002, id="close code 0"),
        pytest.param(frame(CLOSE, (1000).to_bytes(2, "big") + b"\xff"), 1007, id="a close reason not UTF-8"),
    ],
)
def test_a_peer_that_breaks_the_rules_is_told_which_and_closed(wrong: bytes, code: int) -> None:
    """RFC 6455, section 7.1.7. What came before in the same read still counts; what comes after does not."""

    async def scenario() -> None:
        receiver = Recorder()
        gateway = gateway_of(receiver)
        async with serving(gateway) as host:
            peer = await host.upgrade()
            peer.send(frame(TEXT, b"before"), wrong, frame(TEXT, b"after"))
            assert (await peer.read_close())[0] == code
            await until(lambda: receiver.ends, "the receiver knows")
            assert receiver.messages == [(b"before", False)]
            assert gateway.closed == {code: 1}
            assert gateway.connections == 0

    run(scenario())


def test_who_sends_far_too_much_can_still_read_why_it_was_closed() -> None:
    """The answer must not be destroyed by the reset that closing a socket with unread input provokes."""

    async def scenario() -> None:
        receiver = Recorder()
        async with serving(gateway_of(receiver, GatewayLimits(message=1000))) as host:
            peer = await host.upgrade()
            peer.send(frame(BINARY, b"x" * 8_000_000))
            await peer.writer.drain()
            assert await peer.read_close() == (1009, "too large")
            assert receiver.messages == []

    run(scenario())


@pytest.mark.parametrize("payload", [b"", b"\x03\xe8", b"\x03\xe8bye", b"\x0f\xa0", b"\x13\x87"])
def test_a_close_is_answered_with_its_own_code_and_nothing_after_it_is_looked_at(payload: bytes) -> None:
    """RFC 6455, section 5.5.1: "it typically echos the status code it received"."""

    async def scenario() -> None:
        receiver = Recorder()
        async with serving(gateway_of(receiver)) as host:
            peer = await host.upgrade()
            peer.send(
                frame(TEXT, b"before"),
                frame(CLOSE, payload),
                frame(TEXT, b"after"),
                frame(PING, b"after"),
                frame(CLOSE, b"\x03\xea"),
            )
            code, reason = await peer.read_close()
            assert (code, reason) == (int.from_bytes(payload[:2], "big") if payload else None, "")
            await until(lambda: receiver.ends, "the receiver knows")
            assert receiver.messages == [(b"before", False)]
            assert receiver.ends == 1

    run(scenario())


def test_a_close_of_ours_waits_for_the_peers_half_and_nothing_is_written_after_it() -> None:
    """RFC 6455, sections 5.5.1 and 7.1.1: no frame after a close; TCP ends when both have said it."""

    async def scenario() -> None:
        receiver = Recorder()
        async with serving(gateway_of(receiver, GatewayLimits(close_grace=60))) as host:
            peer = await host.upgrade()
            await until(lambda: hasattr(receiver, "connection"), "it is connected")
            connection = receiver.connection
            connection.write(frames.text(b"last words"))
            connection.close(4005, "go")
            connection.write(frames.text(b"too late"))
            connection.close(1000, "again")
            assert await peer.read() == (TEXT, b"last words")
            assert await peer.read() == (CLOSE, (4005).to_bytes(2, "big") + b"go")
            peer.send(frame(TEXT, b"from before I knew"), frame(CLOSE, (4005).to_bytes(2, "big")))
            assert await peer.rest() == b""
            await until(lambda: receiver.ends, "the receiver knows")
            assert receiver.messages == []
            connection.write(frames.text(b"much too late"))
            connection.close(1000)

    run(scenario())


def test_a_peer_that_never_answers_a_close_is_cut_off() -> None:
    async def scenario() -> None:
        receiver = Recorder()
        async with serving(gateway_of(receiver)) as host:
            peer = await host.upgrade()
            await until(lambda: hasattr(receiver, "connection"), "it is connected")
            receiver.connection.close(1000)
            await until(lambda: receiver.ends, "the grace is over")
            assert (await peer.read())[0] == CLOSE

    run(scenario())


class Clumsy(Recorder):
    """A receiver with a defect in one place."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where

    def connected(self, connection: Connection) -> None:
        super().connected(connection)
        self.stumble("connected")

    def received(self, message: bytes, binary: bool) -> None:
        super().received(message, binary)
        self.stumble("received")

    def disconnected(self) -> None:
        super().disconnected()
        self.stumble("disconnected")

    def stumble(self, where: str) -> None:
        if where == self.where:
            raise ZeroDivisionError("a defect of the test's own")


@pytest.mark.parametrize(("where", "code"), [("connected", 1011), ("received", 1011), ("disconnected", 1000)])
def test_a_defect_behind_a_connection_ends_it_alone_and_is_logged(
    where: str, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    async def scenario() -> None:
        receiver = Clumsy(where)
        other = Recorder()
        routes = {"/": Route(lambda upgrade: receiver), "/other": Route(lambda upgrade: other)}
        gateway = Gateway(routes, limits=LIMITS, slot=0.05)
        async with serving(gateway) as host:
            bystander, peer = await host.upgrade("/other"), await host.upgrade()
            peer.send(frame(TEXT, b"one"), frame(TEXT, b"two"))
            if where == "disconnected":
                peer.send(frame(CLOSE, (1000).to_bytes(2, "big")))
            opcode, payload = await peer.read()
            assert (opcode, int.from_bytes(payload, "big")) == (CLOSE, code)
            await until(lambda: receiver.ends, "the receiver knows")
            assert receiver.ends == 1
            assert len(receiver.messages) == {"connected": 0, "received": 1, "disconnected": 2}[where]
            bystander.send(frame(PING, b"well?"))
            assert await bystander.read() == (PONG, b"well?")
            assert gateway.connections == 1

    run(scenario())
    assert "a defect of the test's own" in caplog.text


def test_a_socket_that_just_vanishes_is_reported_once() -> None:
    async def scenario() -> None:
        receiver = Recorder()
        gateway = gateway_of(receiver)
        async with serving(gateway) as host:
            peer = await host.upgrade()
            peer.send(frame(TEXT, b"half a frame")[:7])
            await peer.writer.drain()
            peer.writer.transport.abort()
            await until(lambda: receiver.ends, "the receiver knows")
            assert (receiver.ends, gateway.connections, gateway.closed) == (1, 0, {})

    run(scenario())


def test_a_receiver_may_stop_the_peer_and_let_it_go_on() -> None:
    async def scenario() -> None:
        receiver = Recorder()
        async with serving(gateway_of(receiver)) as host:
            peer = await host.upgrade()
            await until(lambda: hasattr(receiver, "connection"), "it is connected")
            receiver.connection.pause_reading()
            fired: list[str] = []
            receiver.connection.expect(0.1, lambda: fired.append("kept"))
            receiver.connection.expect(0.1, lambda: fired.append("cancelled")).cancel()
            peer.send(frame(TEXT, b"hello"))
            await peer.writer.drain()
            await until(lambda: fired, "the deadline has passed")
            assert fired == ["kept"]
            assert receiver.messages == []
            receiver.connection.resume_reading()
            await until(lambda: receiver.messages, "the message arrives")
            receiver.connection.pause_reading()
            receiver.connection.close(CloseCode.NORMAL)
            assert (await peer.read())[0] == CLOSE
            peer.send(frame(CLOSE))
            assert await peer.rest() == b"", "the peer's half is seen though reading was paused"

    run(scenario())

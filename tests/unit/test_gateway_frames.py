"""The framing rules that are plain functions: no socket needed."""

from __future__ import annotations

import pytest

from hubbub.gateway.framing import CloseCode, Fragments, Violation, check_utf8, close_code
from hubbub.wire import frames


@pytest.mark.parametrize(
    ("size", "head"),
    [
        (0, b"\x81\x00"),
        (125, b"\x81\x7d"),
        (126, b"\x81\x7e\x00\x7e"),
        (65535, b"\x81\x7e\xff\xff"),
        (65536, b"\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00"),
    ],
)
def test_a_length_is_written_in_the_shortest_way(size: int, head: bytes) -> None:
    """RFC 6455, section 5.2: "the minimal number of bytes MUST be used to encode the length"."""
    assert frames.text(b"x" * size) == head + b"x" * size
    assert frames.binary(b"x" * size) == b"\x82" + head[1:] + b"x" * size


def test_joined_frames_are_the_frames_one_after_the_other() -> None:
    assert frames.join([frames.text(b"a"), frames.text(b"b")]) == b"\x81\x01a\x81\x01b"


def test_a_long_close_reason_is_cut_at_a_whole_character() -> None:
    frame = frames.close(1000, "é" * 100)
    assert len(frame) <= 2 + 125
    assert frame[4:].decode() == "é" * 61


def test_a_close_without_a_code_is_empty() -> None:
    assert frames.close() == b"\x88\x00"


def test_a_control_frame_over_125_bytes_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="125"):
        frames.ping(b"x" * 126)


@pytest.mark.parametrize("text", ["", "plain", "κόσμε", "𝄞", "\ufffe", "a\x00b"])
def test_utf8_is_accepted(text: str) -> None:
    check_utf8(text.encode())


@pytest.mark.parametrize(
    "payload", [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xce\xba\xe1"]
)
def test_what_is_not_utf8_is_a_violation_1007(payload: bytes) -> None:
    """An impossible byte, an overlong form, a surrogate, too high, cut short."""
    with pytest.raises(Violation) as violation:
        check_utf8(payload)
    assert violation.value.code == CloseCode.INVALID_TEXT


def test_a_character_may_be_cut_by_a_fragment_boundary() -> None:
    fragments = Fragments(binary=False, limit=100)
    for piece, final in ((b"\xf0\x9d", False), (b"", False), (b"\x84\x9e", True)):
        fragments.add(piece, final)
    assert fragments.message() == "𝄞".encode()


@pytest.mark.parametrize("pieces", [[b"ok", b"\xff"], [b"\xe2\x82", b"A"], [b"\xf4\x90"]])
def test_an_impossible_byte_fails_before_the_last_fragment(pieces: list[bytes]) -> None:
    fragments = Fragments(binary=False, limit=100)
    *good, bad = pieces
    for piece in good:
        fragments.add(piece, final=False)
    with pytest.raises(Violation, match="UTF-8"):
        fragments.add(bad, final=False)


def test_a_character_cut_by_the_end_of_the_message_fails() -> None:
    fragments = Fragments(binary=False, limit=100)
    with pytest.raises(Violation, match="UTF-8"):
        fragments.add(b"\xce", final=True)


def test_binary_fragments_may_hold_any_byte() -> None:
    fragments = Fragments(binary=True, limit=100)
    fragments.add(b"\xff", final=True)
    assert fragments.message() == b"\xff"


def test_fragments_together_are_bounded() -> None:
    fragments = Fragments(binary=True, limit=4)
    fragments.add(b"1234", final=False)
    fragments.add(b"", final=False)
    with pytest.raises(Violation) as violation:
        fragments.add(b"5", final=False)
    assert violation.value.code == CloseCode.TOO_LARGE


@pytest.mark.parametrize("code", [1000, 1003, 1007, 1011, 1014, 3000, 3999, 4000, 4999])
def test_a_code_that_may_be_sent_is_read(code: int) -> None:
    assert close_code(code.to_bytes(2, "big") + b"why") == code


@pytest.mark.parametrize("code", [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65535])
def test_a_code_that_may_not_be_sent_is_a_violation(code: int) -> None:
    """RFC 6455, section 7.4."""
    with pytest.raises(Violation) as violation:
        close_code(code.to_bytes(2, "big"))
    assert violation.value.code == CloseCode.PROTOCOL_ERROR


def test_half_a_close_code_is_a_violation_and_none_is_none() -> None:
    assert close_code(b"") is None
    with pytest.raises(Violation):
        close_code(b"\x03")

"""Uploads (tus) with headers of every wrong kind: all are answered, and a refused one changes no upload."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hypothesis import strategies as st

from tests.support.arena import Arena
from tests.support.fuzzing import fuzz
from tests.support.people import register
from tests.support.raw import HttpAnswer, check_answer, dialled

FILES: Final = "/api/v1/files"
SIZE: Final = 9
SPOKEN: Final = {"tus_resumable": "1.0.0"}
ODD: Final = st.one_of(
    st.sampled_from(
        ["", " ", "0", "1", "9", "10", "-1", "+1", "1.5", "1e3", "0x1", "٣", "9" * 15, "9" * 30, "1, 1",
         "1.0.0, 1.0.1", "0.2.2",
         "sha1", "sha1 ", "sha1 !!!", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "md5 x", "filename", "filename ,",
         "filename =", ",,,",
         "filename L2V0Yy9wYXNzd2Q=", "filename AA==", "filename gICA", "filename " + "QUFB" * 400,
         "filetype dGV4dC9odG1s",
         "filetype AA==,filename YQ==", "a b c", "application/offset+octet-stream", "application/json",
         "text/html", "partial",
         "final;/a /b", "PATCH", "DELETE", "bytes=0-1", "\\xff", "\xff"]
    ),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF), max_size=20),
)  # fmt: skip
HEADERS: Final = st.dictionaries(
    st.sampled_from(
        ["tus_resumable", "upload_length", "upload_offset", "upload_metadata", "upload_checksum",
         "upload_defer_length",
         "upload_concat", "content_type", "x_http_method_override", "range", "if_none_match", "if_range",
         "origin", "authorization"]
    ),
    ODD,
    max_size=3,
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A request about an upload, or for a new one."""

    method: str
    place: str
    usual: bool
    headers: dict[str, str]
    body: bytes


STEPS: Final = st.builds(
    Step,
    st.sampled_from(["PATCH"] * 4 + ["POST"] * 4 + ["HEAD", "GET", "DELETE", "OPTIONS", "PUT"]),
    st.sampled_from(["it"] * 6 + ["/", "/" + "A" * 22, "/x", "/%00", "/it/thumbnail", "/it/view", ""]),
    st.sampled_from([True, True, True, False]),
    HEADERS,
    st.binary(max_size=SIZE + 2) | st.just(b"123456789"),
)
USUAL: Final = {
    "PATCH": {"content_type": "application/offset+octet-stream", "upload_offset": "0"},
    "POST": {
        "content_type": "application/offset+octet-stream",
        "upload_length": str(SIZE),
        "upload_metadata": "filename YS50eHQ=",
    },
}


class Uploader:
    """Somebody who uploads."""

    def __init__(self, ring: Arena) -> None:
        self.ring = ring
        caller = ring.run(register(ring.server, "mallory"))
        self._known = {"authorization": f"Bearer {caller.token}"}

    async def try_steps(self, steps: list[Step]) -> None:
        made = await self._ask("POST", f"{FILES}/", b"", {**SPOKEN, "upload_length": str(SIZE)})
        assert made.status == 201, made
        mine = made.headers["location"]
        before = await self._offset(mine)
        for step in steps:
            answer = await self._take(mine, step)
            after = await self._offset(mine)
            assert answer.status < 400 or after == before, (step, answer, before, after)
            before = after
        if before not in (None, str(SIZE)):
            assert (await self._ask("DELETE", mine, b"", SPOKEN)).status == 204, (
                "or there would soon be too many"
            )

    async def _take(self, mine: str, step: Step) -> HttpAnswer:
        target = mine if step.place == "it" else FILES + step.place.replace("it", mine.rpartition("/")[2])
        usual = {**SPOKEN, **USUAL.get(step.method, {})} if step.usual else {}
        answer = await self._ask(step.method, target, step.body, {**usual, **step.headers})
        if answer.status not in (412, 415, 416, 460):
            check_answer(answer)
        if answer.status == 201 and answer.headers["upload-offset"] != str(SIZE):
            await self._ask("DELETE", answer.headers["location"], b"", SPOKEN)
        return answer

    async def _offset(self, upload: str) -> str | None:
        """Return how far an upload has come, or None where it is gone."""
        answer = await self._ask("HEAD", upload, b"", SPOKEN)
        assert answer.status in (200, 404), answer
        return answer.headers.get("upload-offset")

    async def _ask(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> HttpAnswer:
        async with dialled(self.ring.server) as wire:
            return await wire.ask(method, target, body, **{**self._known, **headers})


def test_odd_uploads_are_answered_and_what_is_refused_changes_nothing(ring: Arena, seconds: float) -> None:
    uploader = Uploader(ring)
    fuzz(
        "uploads",
        lambda steps: ring.witnessed(uploader.try_steps(steps)),
        st.lists(STEPS, min_size=1, max_size=4),
        examples=60,
        seconds=seconds,
    )

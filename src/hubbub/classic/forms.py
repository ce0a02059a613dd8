"""The form that a piece of an upload comes in: the piece into a file, for many may come slowly at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from litestar.datastructures import UploadFile
from msgspec import Struct
from multipart import MultipartError, MultipartSegment, PushMultipartParser  # type: ignore[import-untyped]

from hubbub.classic.http import AnyRequest
from hubbub.errors import BadRequest, TooLarge

MOST_PARTS: Final = 16
MOST_FIELD: Final = 8 * 1024
_CHUNK: Final = "chunk"


class Form(Struct):
    """A form as it came: its fields, and the piece, which has to be closed."""

    fields: dict[str, str]
    piece: UploadFile


async def read(request: AnyRequest, most: int) -> Form:
    """Read a form whose piece has at most so many bytes. Raises BadRequest and TooLarge."""
    kind, options = request.content_type
    if kind != "multipart/form-data" or "boundary" not in options:
        raise BadRequest("body: must be multipart/form-data")
    reader = _Reader(most)
    try:
        with PushMultipartParser(options["boundary"], max_segment_count=MOST_PARTS) as parser:
            async for some in request.stream():
                if some:  # nothing at all would mean the end to the parser
                    await reader.take(parser.parse(some))
    except (MultipartError, ValueError) as error:
        await reader.piece.close()
        raise BadRequest(f"body: not a form ({error})") from None
    except BaseException:
        await reader.piece.close()
        raise
    await reader.piece.seek(0)
    fields = {name: bytes(value).decode("utf-8", "replace") for name, value in reader.fields.items()}
    return Form(fields, reader.piece)


class _Reader:
    def __init__(self, most: int) -> None:
        self.fields: dict[str, bytearray] = {}
        self.piece = UploadFile("application/octet-stream", _CHUNK)
        self._most = most
        self._size = 0
        self._name = ""

    async def take(self, parts: Iterable[Any]) -> None:
        for part in parts:
            if isinstance(part, MultipartSegment):
                self._name = part.name
            elif not part:
                continue  # the end of a segment
            elif self._name == _CHUNK:
                await self._take_piece(part)
            else:
                self._take_field(part)

    async def _take_piece(self, part: bytes | bytearray) -> None:
        self._size += len(part)
        if self._size > self._most:
            raise TooLarge(f"{_CHUNK}: at most {self._most} bytes")
        await self.piece.write(bytes(part))

    def _take_field(self, part: bytes | bytearray) -> None:
        field = self.fields.setdefault(self._name, bytearray())
        field += part
        if len(field) > MOST_FIELD:
            raise TooLarge(f"{self._name[:40]}: at most {MOST_FIELD} bytes")

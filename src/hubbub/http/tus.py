"""Resumable uploads, tus 1.0 (https://tus.io/protocols/resumable-upload): the words of the protocol.

Its headers to values and values to its headers; what they mean is services/uploads.py.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Final

from msgspec import Struct

from hubbub.errors import BadRequest
from hubbub.services.intake import ALGORITHMS, Checksum

VERSION: Final = "1.0.0"
EXTENSIONS: Final = "creation,creation-with-upload,checksum,expiration,termination"
REQUEST_HEADERS: Final = (
    "tus-resumable",
    "upload-checksum",
    "upload-length",
    "upload-metadata",
    "upload-offset",
    "x-http-method-override",
)
ANSWER_HEADERS: Final = (
    "Location",
    "Tus-Checksum-Algorithm",
    "Tus-Extension",
    "Tus-Max-Size",
    "Tus-Resumable",
    "Tus-Version",
    "Upload-Expires",
    "Upload-Length",
    "Upload-Metadata",
    "Upload-Offset",
)
OFFSETS: Final = "application/offset+octet-stream"
CHECKSUM_MISMATCH: Final = 460
"""The status that the checksum extension made up."""


class Metadata(Struct, frozen=True):
    """What ``Upload-Metadata`` says of a file; other keys are passed over."""

    filename: str
    filetype: str


def read_metadata(header: str | None) -> Metadata:
    """Read ``Upload-Metadata``: pairs of a key and base64, with commas between. Raises BadRequest."""
    known = {}
    for pair in (header or "").split(","):
        key, _, value = pair.strip().partition(" ")
        try:
            known[key.lower()] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise BadRequest(f"Upload-Metadata: {key[:40]!r} is not base64 of UTF-8") from None
    name = known.get("filename") or known.get("name") or ""
    return Metadata(name, known.get("filetype") or known.get("type") or "")


def write_metadata(name: str, media_type: str) -> str:
    """Return the ``Upload-Metadata`` of what is kept of it."""
    said = {"filename": name, "filetype": media_type}
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items())


def read_count(header: str | None, name: str) -> int:
    """Read a header that is a number of bytes. Raises BadRequest."""
    if header is None or not header.isascii() or not header.isdigit() or len(header) > 15:
        raise BadRequest(f"{name}: must be a number of bytes")
    return int(header)


def read_checksum(header: str | None) -> Checksum | None:
    """Read ``Upload-Checksum``: an algorithm and base64. Raises BadRequest."""
    if header is None:
        return None
    algorithm, _, value = header.strip().partition(" ")
    if algorithm not in ALGORITHMS:
        raise BadRequest(f"Upload-Checksum: must be one of {', '.join(ALGORITHMS)}")
    try:
        digest = base64.b64decode(value, validate=True)
    except binascii.Error:
        raise BadRequest("Upload-Checksum: not base64") from None
    if len(digest) != hashlib.new(algorithm, usedforsecurity=False).digest_size:
        raise BadRequest(f"Upload-Checksum: of another length than a {algorithm}")
    return Checksum(algorithm, digest)


def expires(at: int) -> dict[str, str]:
    """Return the header that says when an upload ends, of milliseconds; a finished one ends never."""
    if not at:
        return {}
    return {"Upload-Expires": format_datetime(datetime.fromtimestamp(at / 1000, UTC), usegmt=True)}

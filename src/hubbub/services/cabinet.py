"""Where files are kept, who looks at pictures, and how much is allowed."""

from __future__ import annotations

from msgspec import Struct

from hubbub.blobs.store import BlobStore
from hubbub.pictures.studio import Studio


class Cabinet(Struct, frozen=True):
    """Where files are kept, who looks at pictures, and how much is allowed: bytes a file and bytes a user."""

    store: BlobStore
    studio: Studio
    largest: int
    quota: int

"""What is known of a picture once it has been looked at."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Side = Annotated[int, Meta(ge=1, le=2**31)]


class Looked(Struct, frozen=True):
    """What a picture turned out to be.

    It comes from a process that has touched a stranger's bytes, so the types say all that is allowed.
    """

    media_type: Annotated[str, Meta(pattern="^image/(png|jpeg|gif|webp)$", max_length=10)]
    """By its bytes, never by its name."""
    width: Side
    """In pixels, as shown: the orientation that a camera noted is applied."""
    height: Side
    blurhash: Annotated[str, Meta(pattern=r"^[0-9A-Za-z#$%*+,\-.:;=?@\[\]^_{|}~]{6,}$", max_length=64)]
    """A placeholder of 4 x 3 components (https://blurha.sh), on white where the picture is transparent."""
    animated: bool
    """Whether its view moves."""

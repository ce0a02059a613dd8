"""The numbers and strings that name things, with their bounds.

Ids are small integers, safe in JSON and JavaScript (at most 2**53 - 1).
"""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

MAX_ID: Final = 2**53 - 1
MAX_CLIENT_ID: Final = 128

UserId = Annotated[int, Meta(ge=0, le=MAX_ID, description="A user's id.")]
ConversationId = Annotated[int, Meta(ge=0, le=MAX_ID, description="A conversation's id; 0 is the lobby.")]
Seq = Annotated[
    int, Meta(ge=1, le=MAX_ID, description="A position in a conversation's log, from 1, without holes.")
]
Cursor = Annotated[
    int, Meta(ge=0, le=MAX_ID, description="A position in a log; 0 is before the first entry.")
]
ClientId = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=MAX_CLIENT_ID,
        description="The sender's key for one message, for safe retries.",
    ),
]
FileId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{22}$", description="A file's id.")]
RequestId = (
    Annotated[int, Meta(ge=-MAX_ID, le=MAX_ID)]
    | Annotated[str, Meta(max_length=256, description="Any string or integer; comes back as `re`.")]
)

SYSTEM: Final = 0
LOBBY: Final = 0

"""What this server is: what somebody has to know before anybody knows who they are."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from hubbub import __version__
from hubbub.domain import text as texts
from hubbub.domain.models import Registration
from hubbub.services import messages, passwords
from hubbub.services.context import Context
from hubbub.wire.operation import Answer, Operation

NAME: Final = "Hubbub"


class Get(Operation, frozen=True, kw_only=True, tag="server.get"):
    """Ask how to come in, and how much of anything this server takes."""


class Lengths(Struct, frozen=True):
    """How many characters a new password may have."""

    shortest: int
    longest: int


class Limits(Struct, frozen=True):
    """The most there may be: characters, of files bytes, and `files` of one message."""

    name: int
    title: int
    topic: int
    text: int
    files: int
    file: int
    quota: int


class Server(Answer, frozen=True):
    """A server. `guests`: whether a name without a password is enough to come in."""

    name: str
    version: str
    registration: Registration
    guests: bool
    password: Lengths
    limits: Limits


async def get(ctx: Context, _: Get) -> Server:
    """Say what this server is."""
    registration, cabinet = ctx.services.registration, ctx.services.cabinet
    return Server(
        name=NAME,
        version=__version__,
        registration=registration,
        guests=registration is Registration.OPEN,
        password=Lengths(passwords.MIN_LENGTH, passwords.MAX_LENGTH),
        limits=Limits(
            name=texts.MAX_NAME,
            title=texts.MAX_TITLE,
            topic=texts.MAX_TOPIC,
            text=texts.MAX_TEXT,
            files=messages.MOST_FILES,
            file=cabinet.largest,
            quota=cabinet.quota,
        ),
    )

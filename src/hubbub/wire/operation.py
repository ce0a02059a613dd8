"""What a client can ask for, as a kind of value: one frozen struct an operation."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from hubbub.domain.ids import RequestId


class Operation(Struct, frozen=True, kw_only=True, tag_field="op", forbid_unknown_fields=True):
    """A request. Its tag is its name on the wire; `id`, if given, comes back as `re`."""

    id: RequestId | UnsetType = UNSET


class Answer(Struct, frozen=True):
    """What an operation answers when it succeeds."""


class Nothing(Answer, frozen=True):
    """Done; there is nothing to say."""


class Changed(Answer, frozen=True):
    """Done; the change stands at `seq` of the conversation's log."""

    seq: int


def name_of(operation: type[Operation]) -> str:
    """Return an operation's name on the wire, such as ``message.send``."""
    return str(operation.__struct_config__.tag)

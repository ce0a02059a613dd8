"""A conversation as a device knows it from an old snapshot and the events since: what R7 compares."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from hubbub_client.events import (
    ConversationUpdated,
    LogEvent,
    MemberJoined,
    MemberLeft,
    MemberRemoved,
    MemberRole,
    MessageDeleted,
    MessageEdited,
    MessageSent,
)
from hubbub_client.models import Summary


class View(Struct):
    """What a snapshot says of a conversation, as far as it follows from the log."""

    head: int
    name: str
    topic: str
    owner: int | None
    members: int
    last: int
    """The seq of the last message, or 0."""
    text: str
    """What that says now."""

    def apply(self, event: LogEvent) -> None:
        """Let something have happened."""
        self.head = event.seq
        match event:
            case MessageSent():
                self.last, self.text = event.seq, event.text
            case MessageEdited(target=target, text=text) if target == self.last:
                self.text = text
            case MessageDeleted(target=target) if target == self.last:
                self.text = ""
            case MemberJoined():
                self.members += 1
            case MemberLeft() | MemberRemoved():
                self.members -= 1
            case MemberRole(user=user, role="owner"):
                self.owner = user
            case ConversationUpdated():
                self.name = event.name or self.name
                self.topic = self.topic if event.topic is None else event.topic

    def differences(self, other: View) -> dict[str, tuple[Any, Any]]:
        """Return what is not the same in another view, by name."""
        return {
            name: (getattr(self, name), getattr(other, name))
            for name in self.__struct_fields__
            if getattr(self, name) != getattr(other, name)
        }


def view_of(summary: Summary) -> View:
    """Begin with a snapshot."""
    last = summary.last_message
    return View(
        summary.head,
        summary.name,
        summary.topic,
        summary.owner,
        summary.members,
        0 if last is None else last.seq,
        "" if last is None else last.text,
    )

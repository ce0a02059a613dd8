"""What a device shows, written down: the only eyes that the checker has."""

from __future__ import annotations

from typing import Any, Final

from hubbub.torture import texts
from hubbub.torture.history import History
from hubbub.torture.records import ERASED, Device, Entry, Skip
from hubbub.torture.views import View, view_of
from hubbub_client.events import Event, LogEvent, MemberLeft, MemberRemoved, MessageSent
from hubbub_client.models import Message
from hubbub_client.status import CaughtUp, LocalEvent, Reset

LOBBY: Final = 0
_DAMAGED: Final = "damaged message"
_FOREIGN: Final = "somebody else's message"


class Recorder:
    """Takes the events of one device in the order in which it shows them."""

    def __init__(self, history: History, device: Device) -> None:
        self._history = history
        self.device = device
        self._views: dict[int, View] = {}
        self._reset: set[int] = set()

    def show(self, event: Event | LocalEvent) -> None:
        """Take the next event."""
        if isinstance(event, LogEvent):
            if event.conversation in self._history.founded:
                self._note(event)
        elif isinstance(event, CaughtUp):
            self._compare(event)
        elif isinstance(event, Reset):
            self._reset.add(event.conversation)
            self._views.pop(event.conversation, None)

    def _note(self, event: LogEvent) -> None:
        room, seq = event.conversation, event.seq
        track = self.device.tracks.get(room) or self.device.track(room)
        if self._reset and room in self._reset:
            self._reset.discard(room)
            track.skips.append(Skip(track.last, seq - 1))
        track.seqs.append(seq)
        track.whats.append(what(self._history, event))
        view = self._views.get(room)
        if view is not None:
            if isinstance(event, MemberLeft | MemberRemoved) and event.user == self.device.user:
                del self._views[room]
            elif seq == view.head + 1:
                view.apply(event)
            else:  # another membership: what was known is of the one before
                del self._views[room]

    def _compare(self, caught_up: CaughtUp) -> None:
        """R7: hold what the device knows against each snapshot, where it has shown exactly as much."""
        for summary in caught_up.conversations:
            if summary.id not in self._history.founded:
                continue
            fresh, mine = view_of(summary), self._views.get(summary.id)
            if mine is None:
                track = self.device.tracks.get(summary.id)
                if track is not None and track.last == fresh.head:
                    self._views[summary.id] = fresh
            elif mine.head == fresh.head:
                different = mine.differences(fresh)
                self._history.judge(
                    "R7",
                    not different,
                    "{} in {} at {}: events say and the snapshot says {}",
                    self.device.name,
                    summary.id,
                    fresh.head,
                    different,
                )


def what(history: History, event: LogEvent) -> int:
    """Return the number of what an event says: a message's key, or an entry's number below 0."""
    if isinstance(event, MessageSent):
        return message(history, event)[0]
    kind = str(type(event).__struct_config__.tag)
    return history.lexicon.number(Entry(kind, event.by, _subject(event)))


def message(history: History, said: MessageSent | Message) -> tuple[int, int]:
    """Return a message's key and its version; what is not to the letter as it was sent is damaged."""
    messages = history.messages
    expected = history.expected.get(said.client_id)
    if expected is not None and said.text == expected[1] and not said.deleted:
        key = expected[0]
        if messages.senders[key] == said.sender and messages.rooms[key] == said.conversation:
            return key, 0
    named = texts.key_of(history.run, said.client_id)
    if named is None or named >= len(messages):
        return history.lexicon.number(Entry(_FOREIGN, said.sender, said.id)), 0
    key = named
    whole = messages.senders[key] == said.sender and messages.rooms[key] == said.conversation
    version = ERASED if said.deleted else _version(history, key, said.text)
    if not whole or version is None or (said.deleted and said.text):
        return history.lexicon.number(Entry(_DAMAGED, said.sender, key)), 0
    return key, version


def _version(history: History, key: int, text: str) -> int | None:
    """Return which version of a message a text is, or None if it is none of them to the letter."""
    version = texts.version_of(history.run, key, text)
    if version is None or (version and (key, version) not in history.edits):
        return None
    mention = history.mention_name(history.mention(key, version))
    return version if text == texts.text(history.run, key, version, mention) else None


def _subject(event: Any) -> int:
    """Return whom or what an entry is about: a user, a message, or nothing."""
    found = getattr(event, "user", None) or getattr(event, "target", None)
    return int(found or 0)

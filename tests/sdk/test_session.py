"""The session without sockets: whatever is lost, doubled or late, a screen shows every entry once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import hypothesis.strategies as st
import msgspec
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec import UNSET

from hubbub_client import (
    CaughtUp,
    LogEvent,
    MemberRemoved,
    MessageSent,
    Reset,
    Shown,
    Summary,
    Typing,
    Unknown,
    parts,
)
from hubbub_client.link import MOST_REQUEST_BYTES
from hubbub_client.session import MOST_HELD, Session
from hubbub_client.wire import Codec, Synced

ME = 7
CODEC = Codec("json")
AT = datetime(2026, 11, 23, tzinfo=UTC)
CONVERSATIONS = (0, 1, 2)
MAX_ID = 2**53 - 1


def entry(conversation: int, seq: int, text: str = "") -> MessageSent:
    return MessageSent(
        conversation=conversation, seq=seq, at=AT, by=1, id=seq, sender=1, text=text, mentions=(),
        files=(), sent_at=AT, deleted=False,
    )  # fmt: skip


def summary(conversation: int, head: int) -> dict[str, Any]:
    words = {"kind": "group", "name": "", "topic": "", "public": False, "role": "member"}
    marks = {"muted": False, "pinned": False, "archived": False}
    numbers = {"head": head, "read": 0, "unread": 0, "mentions": 0, "members": 1}
    return {"id": conversation, "last_at": AT, **words, **marks, **numbers}


def answer(
    heads: dict[int, int], events: list[LogEvent], reset: list[int], *, more: bool, epoch: str
) -> Synced:
    body = {
        "epoch": epoch, "conversations": [summary(*each) for each in heads.items()], "events": events,
        "reset": reset, "more": more,
    }  # fmt: skip
    return msgspec.json.decode(msgspec.json.encode(body), type=Synced)


class Server:
    """What the server does, in as few words as it takes: logs, and pages of them."""

    def __init__(self) -> None:
        self.epoch = "first"
        self.heads = dict.fromkeys(CONVERSATIONS, 0)
        self.between_parts = False
        """Some of a sync has been answered, and some not."""

    def append(self, conversation: int) -> MessageSent:
        self.heads[conversation] += 1
        return self.entry(conversation, self.heads[conversation])

    def entry(self, conversation: int, seq: int) -> MessageSent:
        return entry(conversation, seq, self.epoch)

    def sync(self, session: Session, page: int, most: int) -> Synced:
        request = session.sync_request()
        assert request.epoch == self.epoch, "the session begins with the epoch of hello"
        cursors = {int(conversation): seq for conversation, seq in request.cursors.items()}
        first = 0 if request.first is UNSET else request.first
        last = MAX_ID if request.last is UNSET else request.last
        self.between_parts = request.last is not UNSET
        heads = {id: head for id, head in self.heads.items() if first <= id <= last}
        assert cursors.keys() <= heads.keys(), "they are of what is asked for"
        events: list[LogEvent] = []
        reset = []
        for conversation, head in heads.items():
            after = cursors.get(conversation, 0)
            if after > head or head - after > page:
                reset.append(conversation)
                after = max(0, head - page)
            events += [self.entry(conversation, seq) for seq in range(after + 1, head + 1)]
        given = events[:most]
        begun = {event.conversation for event in given}
        told = [each for each in reset if each in begun or not self.heads[each]]
        return answer(heads, given, told, more=len(given) < len(events), epoch=self.epoch)


class Life(RuleBasedStateMachine):
    """One session through everything that may happen to it."""

    def __init__(self) -> None:
        super().__init__()
        self.server = Server()
        self.session = Session()
        self.online = False
        self.shown: dict[int, list[MessageSent]] = {conversation: [] for conversation in CONVERSATIONS}

    def show(self, shown: Any) -> None:
        for event in shown:
            if isinstance(event, Reset):
                self.shown[event.conversation] = []
            elif isinstance(event, MessageSent):
                self.shown[event.conversation].append(event)
            elif isinstance(event, CaughtUp):
                assert self.heads() == self.server.heads, "caught up is what it says"
                stale = [
                    each for log in self.shown.values() for each in log if each.text != self.server.epoch
                ]
                assert not stale, "nothing of another database is left"

    def heads(self) -> dict[int, int]:
        return {conversation: log[-1].seq if log else 0 for conversation, log in self.shown.items()}

    @precondition(lambda self: not self.online)
    @rule()
    def connect(self) -> None:
        self.online = True
        self.server.between_parts = False
        self.show(self.session.begin(self.server.epoch, ME))

    @precondition(lambda self: self.online)
    @rule()
    def disconnect(self) -> None:
        self.online = False
        self.session.end()

    @rule(conversation=st.sampled_from(CONVERSATIONS), copies=st.integers(0, 2))
    def happens(self, conversation: int, copies: int) -> None:
        event = self.server.append(conversation)
        # What is lost behind its part is found with the next entry only, as behind a whole answer.
        copies = max(copies, self.server.between_parts)
        for _ in range(copies if self.online else 0):
            self.show(self.session.receive(event))

    @precondition(lambda self: self.online)
    @rule(conversation=st.sampled_from(CONVERSATIONS), back=st.integers(0, 5))
    def an_old_event_comes_again(self, conversation: int, back: int) -> None:
        seq = self.server.heads[conversation] - back
        if seq >= 1:
            self.show(self.session.receive(self.server.entry(conversation, seq)))

    @precondition(lambda self: self.online and self.session.wants_sync)
    @rule(page=st.integers(2, 30), most=st.integers(1, 20))
    def sync(self, page: int, most: int) -> None:
        self.show(self.session.synced(self.server.sync(self.session, page, most), CODEC.event))

    @precondition(lambda self: not self.online)
    @rule(heads=st.lists(st.integers(0, 9), min_size=3, max_size=3))
    def the_database_is_another(self, heads: list[int]) -> None:
        self.server.epoch += "!"
        self.server.heads = dict(zip(CONVERSATIONS, heads, strict=True))

    @precondition(lambda self: not self.online)
    @rule(conversation=st.sampled_from(CONVERSATIONS), lost=st.integers(1, 9))
    def a_log_is_shorter_than_it_was(self, conversation: int, lost: int) -> None:
        """A backup that the server did not notice: found out at once, or not at all."""
        head = max(0, self.server.heads[conversation] - lost)
        self.server.heads[conversation] = head
        self.connect()
        self.sync(page=30, most=1000)

    @invariant()
    def every_entry_is_shown_once_and_in_order(self) -> None:
        for log in self.shown.values():
            seqs = [each.seq for each in log]
            assert not seqs or seqs == list(range(seqs[0], seqs[0] + len(seqs)))

    @invariant()
    def nothing_is_missing_unless_it_is_asked_for(self) -> None:
        if self.online and not self.session.wants_sync and not self.session.syncing:
            for conversation, head in self.heads().items():
                assert head == self.session.cursors.get(conversation, 0)

    def teardown(self) -> None:
        if not self.online:
            self.connect()
        for conversation in CONVERSATIONS:
            self.show(self.session.receive(self.server.append(conversation)))
        for _ in range(10_000):
            if not self.session.wants_sync:
                break
            self.sync(page=30, most=7)
        assert self.heads() == self.server.heads, "all of it came in the end"
        self.every_entry_is_shown_once_and_in_order()


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


class LifeInParts(Life):
    """The same where a frame has room for one cursor, or for two: each part is of another moment."""


TestLifeInParts = pytest.mark.usefixtures("_small_frames")(LifeInParts.TestCase)
TestLifeInParts.settings = TestLife.settings


@pytest.fixture(scope="class")
def _small_frames() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MOST_CURSOR_BYTES", 13)
        yield


@pytest.mark.parametrize("format", ["json", "msgpack"])
def test_more_cursors_than_a_frame_has_room_for_are_told_in_parts(format: Any) -> None:
    """PROTOCOL: a frame has at most 64 KiB, and `sync` takes ranges of conversations."""
    known = {10**9 + number: 10**7 for number in range(9_000)}
    session, told, shown = begun(known), list[int](), list[Shown]()
    while not shown:
        request = session.sync_request()
        request.id = 2**53 - 1
        assert len(Codec(format).encode(request)) <= MOST_REQUEST_BYTES
        told += map(int, request.cursors)
        assert len(told) < 2 * len(known)
        present = {int(conversation): seq for conversation, seq in request.cursors.items()}
        shown = list(session.synced(answer(present, [], [], more=False, epoch="e"), CODEC.event))
    assert kinds(shown) == ["CaughtUp"]
    assert told == sorted(known)
    assert isinstance(shown[0], CaughtUp)
    assert len(shown[0].conversations) == len(known), "all of them stand in the one answer"


def crowded() -> Session:
    """Give a session with more cursors than one part has room for."""
    return begun({10**9 + number: 10**7 for number in range(9_000)})


def part(session: Session, *events: LogEvent, more: bool = False) -> list[Shown]:
    """Ask for one part, and take the answer: what of these events is in it."""
    request = session.sync_request()
    heads = {int(conversation): seq for conversation, seq in request.cursors.items()}
    told = [event for event in events if event.conversation in heads]
    return list(session.synced(answer(heads, told, [], more=more, epoch="e"), CODEC.event))


def test_if_any_part_has_more_all_are_asked_again() -> None:
    session = crowded()
    shown = part(session, more=True)
    while session.sync_request().first is not UNSET:
        assert not shown
        shown = part(session)
    assert not shown, "not caught up, since the first part had more"
    assert session.wants_sync or session.syncing


def test_a_break_between_two_parts_begins_with_the_first_again() -> None:
    session = crowded()
    assert not part(session, entry(10**9, 10**7 + 1))
    assert session.sync_request().first is not UNSET, "premise: there is another part"
    session.end()
    list(session.begin("e", ME))
    request = session.sync_request()
    assert request.first is UNSET
    assert request.cursors[str(10**9)] == 10**7, "what was not shown is not known"


def synced(session: Session, heads: dict[int, int], events: list[LogEvent], *reset: int) -> list[Shown]:
    assert session.wants_sync
    session.sync_request()
    return list(session.synced(answer(heads, events, list(reset), more=False, epoch="e"), CODEC.event))


def begun(cursors: dict[int, int] | None = None) -> Session:
    session = Session(cursors, "e", ME)
    assert list(session.begin("e", ME)) == []
    return session


def kinds(shown: list[Shown]) -> list[str]:
    return [type(event).__name__ for event in shown]


def test_what_is_not_in_the_log_keeps_its_place_among_what_is() -> None:
    """PROTOCOL: call events are in order with their conversation's log: all is held while a sync runs."""
    session = begun()
    typing = Typing(conversation=0, user=3)
    assert not list(session.receive(entry(0, 1)))
    assert not list(session.receive(typing))
    assert synced(session, {0: 1}, [entry(0, 1)])[:2] == [entry(0, 1), typing]
    assert list(session.receive(typing)) == [typing]


def test_a_conversation_that_is_no_longer_ours_is_said_to_be_gone_once() -> None:
    session = begun({0: 1, 5: 3})
    assert kinds(synced(session, {0: 1}, [])) == ["Gone", "CaughtUp"]
    session.end()
    list(session.begin("e", ME))
    assert kinds(synced(session, {0: 1}, [])) == ["CaughtUp"]


def test_who_was_removed_while_watching_is_not_told_again() -> None:
    session = begun({0: 1, 5: 3})
    synced(session, {0: 1, 5: 3}, [])
    removed = MemberRemoved(conversation=5, seq=4, at=AT, by=1, user=ME)
    assert list(session.receive(removed)) == [removed]
    session.end()
    list(session.begin("e", ME))
    assert kinds(synced(session, {0: 1}, [])) == ["CaughtUp"]


def test_coming_back_to_a_conversation_shows_nothing_twice() -> None:
    """A gap in what a sync answers is what membership hides."""
    session = begun({5: 3})
    assert kinds(synced(session, {}, [])) == ["Gone", "CaughtUp"]
    assert not list(session.receive(entry(5, 9)))
    shown = synced(session, {5: 9}, [entry(5, 3), entry(5, 8), entry(5, 9)])
    assert [event.seq for event in shown if isinstance(event, LogEvent)] == [8, 9]


def test_what_can_no_longer_be_had_is_not_asked_for_for_ever() -> None:
    """Joined and left again while a sync ran: the entries before are not for us."""
    session = begun()
    list(session.receive(entry(5, 50)))
    assert kinds(synced(session, {}, [])) == []
    assert session.wants_sync
    shown = synced(session, {}, [])
    assert entry(5, 50) in shown
    assert not session.wants_sync


def test_what_is_held_is_bounded() -> None:
    session = begun()
    for seq in range(1, MOST_HELD + 10):
        list(session.receive(entry(0, seq)))
    assert session._held is not None
    assert len(session._held) < MOST_HELD
    assert kinds(synced(session, {0: 1}, [entry(0, 1)])) == ["MessageSent"], (
        "not caught up: some was forgotten"
    )
    assert session.wants_sync


def test_an_event_of_a_later_version_keeps_its_place() -> None:
    """PROTOCOL: clients ignore events that they do not know; their `seq` counts all the same."""
    session = begun()
    later = {"ev": "reaction.added", "conversation": 0, "seq": 1, "at": "2026-11-23T04:42:00.000Z", "by": 2}
    event = CODEC.decode(json.dumps(later).encode())
    assert isinstance(event, Unknown)
    synced(session, {0: 0}, [])
    assert list(session.receive(event)) == [event]
    assert list(session.receive(entry(0, 2))) == [entry(0, 2)]
    assert not session.wants_sync


def test_cursors_of_another_person_are_void() -> None:
    session = Session({0: 5}, "e", 3)
    assert list(session.begin("e", ME)) == [Reset(0)]
    assert session.cursors == {}


def test_fields_that_an_earlier_server_does_not_send_mean_the_least() -> None:
    """PROTOCOL: without `role` one is a member, and nothing is archived."""
    earlier = {
        key: value for key, value in summary(5, 3).items() if key not in ("role", "public", "archived")
    }
    known = msgspec.convert(earlier, Summary)
    assert (known.role, known.public, known.archived) == ("member", False, False)


@pytest.mark.parametrize("format", ["json", "msgpack"])
def test_fields_of_a_later_version_are_ignored(format: Any) -> None:
    """PROTOCOL: later versions may add fields, and words."""
    codec = Codec(format)
    encode: Any = msgspec.json.encode if format == "json" else msgspec.msgpack.encode
    event = {**msgspec.to_builtins(entry(0, 1)), "mood": "fine"}
    assert codec.decode(encode(event)) == entry(0, 1)
    backwards = dict(reversed(event.items()))
    assert codec.decode(encode(backwards)) == entry(0, 1), "whatever comes first in a frame"
    reply = codec.decode(encode({"ok": {"seq": 3, "new": 1}, "re": 1, "took": 4}))
    assert getattr(reply, "re", None) == 1

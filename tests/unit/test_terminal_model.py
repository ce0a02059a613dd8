"""The terminal chat's model: an old snapshot plus events is a fresh snapshot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from hubbub.terminal.chat.conversation import Conversation
from hubbub.terminal.chat.model import Chat, Link
from hubbub.terminal.chat.timeline import Waiting
from hubbub_client import (
    CaughtUp,
    Connected,
    ConversationAdded,
    ConversationUpdated,
    Disconnected,
    LogEvent,
    MemberJoined,
    MemberLeft,
    Message,
    MessageDeleted,
    MessageEdited,
    MessageSent,
    ReceiptRead,
    Reset,
    Summary,
    Typing,
    Undeliverable,
    User,
)

ME, GRACE, LINUS = 1, 2, 3
ROOM = 7
BEGIN = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def user(id: int, name: str) -> User:
    return User(id=id, name=name, display_name=name.title(), kind="person")


class Log:
    """A conversation's log as a server would keep it, and the summary of any moment, counted anew."""

    def __init__(self) -> None:
        self.events: list[LogEvent] = []
        self.reads: dict[int, int] = {}

    def add(self, kind: type[LogEvent], by: int, **fields: object) -> LogEvent:
        seq = len(self.events) + 1
        event = kind(conversation=ROOM, seq=seq, at=BEGIN + timedelta(seconds=seq), by=by, **fields)
        self.events.append(event)
        return event

    def say(self, by: int, text: str = "hello", mentions: tuple[int, ...] = ()) -> LogEvent:
        seq = len(self.events) + 1
        return self.add(
            MessageSent,
            by,
            id=seq,
            sender=by,
            text=text,
            mentions=mentions,
            files=(),
            sent_at=BEGIN + timedelta(seconds=seq),
            deleted=False,
        )

    def messages(self, head: int) -> dict[int, Message]:
        """Return all messages in their state at a moment."""
        found: dict[int, Message] = {}
        for event in self.events[:head]:
            if isinstance(event, MessageSent):
                fields = {name: getattr(event, name) for name in Message.__struct_fields__}
                found[event.seq] = Message(**fields)
            elif isinstance(event, MessageEdited) and not found[event.target].deleted:
                found[event.target] = structs.replace(
                    found[event.target], text=event.text, mentions=event.mentions, edited_at=event.at
                )
            elif isinstance(event, MessageDeleted):
                found[event.target] = structs.replace(found[event.target], text="", mentions=(), deleted=True)
        return found

    def summary(self, head: int, read: int) -> Summary:
        """Count everything anew, as of a moment."""
        messages = self.messages(head)
        unread = [m for m in messages.values() if m.seq > read and m.sender != ME and not m.deleted]
        return Summary(
            id=ROOM,
            kind="group",
            name="crew",
            topic="",
            role="member",
            public=False,
            head=head,
            read=read,
            unread=len(unread),
            mentions=sum(ME in m.mentions for m in unread),
            muted=False,
            pinned=False,
            archived=False,
            last_at=self.events[head - 1].at if head else BEGIN,
            last_message=messages[max(messages)] if messages else None,
            members=3,
        )


@st.composite
def logs(draw: st.DrawFn) -> Log:
    """Draw what people might do in a room."""
    log = Log()
    for _ in range(draw(st.integers(1, 30))):
        by = draw(st.sampled_from((ME, GRACE, LINUS)))
        mentions = draw(st.sampled_from(((), (ME,), (LINUS,), (ME, LINUS))))
        known = list(log.messages(len(log.events)).values())
        what = draw(st.sampled_from(("say", "say", "say", "edit", "delete", "update")))
        standing = [message for message in known if not message.deleted]
        if what == "edit" and standing:
            target = draw(st.sampled_from(standing))
            log.add(MessageEdited, target.sender, target=target.seq, text="changed", mentions=mentions)
        elif what == "delete" and standing:
            target = draw(st.sampled_from(standing))
            log.add(MessageDeleted, target.sender, target=target.seq)
        elif what == "update":
            log.add(ConversationUpdated, by, topic="new")
        else:
            log.say(by, mentions=mentions)
    return log


def counts(room: Conversation | Summary) -> tuple[int, int, int]:
    return room.read, room.unread, room.mentions


@settings(max_examples=150, deadline=None)
@given(log=logs(), choice=st.data())
def test_an_old_summary_plus_the_events_after_it_is_a_fresh_summary(log: Log, choice: st.DataObject) -> None:
    """R7, R8: wherever the summary was taken, whatever is held of before, and whenever one reads."""
    head = len(log.events)
    moment = choice.draw(st.integers(0, head), "the summary's moment")
    told = choice.draw(st.integers(0, moment), "events told before it")
    held = choice.draw(st.integers(0, told), "of which so many are not held")
    late = choice.draw(st.integers(0, head - moment), "events that came before the summary did")
    read = choice.draw(st.integers(0, moment), "read by then")
    early = choice.draw(st.integers(0, moment + late), "read here before the summary came")
    room = Conversation(ROOM, ME)
    room.timeline.more = held > 0
    for event in log.events[held : moment + late]:
        room.happened(event)
    room.read_to(early)
    room.summarised(log.summary(moment, read))
    read = max(read, early)
    for event in log.events[moment + late :]:
        room.happened(event)
        if choice.draw(st.booleans(), "read on"):
            read = max(read, choice.draw(st.integers(0, event.seq), "to"))
            room.read_to(read)
    if room.uncertain:
        assert held or late, "it knows everything and is uncertain"
        room.summarised(log.summary(head, read))
    assert counts(room) == counts(log.summary(head, read))
    assert not room.uncertain


def chat() -> Chat:
    made = Chat(lambda: 100.0)
    made.apply(Connected(user(ME, "ada")))
    return made


def test_a_summary_that_is_older_than_what_was_told_before_it_takes_nothing_back() -> None:
    log, model = Log(), chat()
    for _ in range(3):
        model.apply(log.say(GRACE))
    model.apply(CaughtUp((log.summary(2, 0),)))
    room = model.conversations[ROOM]
    assert counts(room) == (0, 3, 0)
    assert room.last is not None
    assert room.last.seq == 3
    assert model.state.link is Link.ONLINE


def test_what_was_read_on_another_device_is_read_here() -> None:
    log, model = Log(), chat()
    for _ in range(3):
        model.apply(log.say(GRACE, mentions=(ME,)))
    model.apply(CaughtUp((log.summary(3, 0),)))
    model.apply(ReceiptRead(conversation=ROOM, user=ME, seq=2))
    assert counts(model.conversations[ROOM]) == (2, 1, 1)
    model.apply(ReceiptRead(conversation=ROOM, user=GRACE, seq=3))
    assert model.conversations[ROOM].seen == {GRACE: 3}


def test_the_list_is_ordered_by_the_latest_activity_and_pinned_ones_come_first() -> None:
    model, log = chat(), Log()
    log.say(GRACE)
    older = log.summary(1, 0)
    newer = structs.replace(older, id=8, last_at=older.last_at + timedelta(1))
    pinned = structs.replace(older, id=9, pinned=True, last_at=older.last_at - timedelta(1))
    model.apply(CaughtUp((older, newer, pinned)))
    assert [room.id for room in model.listed()] == [9, 8, ROOM]
    model.apply(structs.replace(log.say(GRACE), at=older.last_at + timedelta(2)))
    assert [room.id for room in model.listed()] == [9, ROOM, 8]
    model.current = 8
    room = model.next_unread()
    assert room is not None
    assert room.id == 9


def test_one_who_is_removed_loses_the_conversation_and_one_who_comes_back_finds_it() -> None:
    log, model = Log(), chat()
    model.apply(log.say(GRACE))
    model.apply(CaughtUp((log.summary(1, 0),)))
    model.current = ROOM
    model.apply(log.add(MemberLeft, ME, user=ME))
    assert model.conversations == {}
    assert model.current is None
    assert model.departed == ["crew"]
    joined = log.add(MemberJoined, GRACE, user=ME)
    model.apply(ConversationAdded(conversation=log.summary(3, 0)))
    for event in (log.events[1], joined):  # as they come after coming back
        model.apply(event)
    assert list(model.conversations) == [ROOM]
    assert model.conversations[ROOM].timeline.more


def test_a_message_on_its_way_is_shown_until_its_event_comes() -> None:
    log, model = Log(), chat()
    log.say(GRACE)
    model.apply(CaughtUp((log.summary(1, 0),)))
    model.wrote(Waiting("key", "hello", None, BEGIN), ROOM)
    model.delivered("key", ROOM, 2)
    assert model.conversations[ROOM].timeline.waiting["key"].seq == 2
    model.apply(structs.replace(log.say(ME), client_id="key"))
    assert model.conversations[ROOM].timeline.waiting == {}
    model.wrote(Waiting("other", "hello", None, BEGIN), ROOM)
    model.apply(Undeliverable("other", Exception("no")))
    assert model.conversations[ROOM].timeline.waiting["other"].failure == "no"


def test_a_direct_conversation_comes_to_be_with_its_first_message() -> None:
    log, model = Log(), chat()
    room = model.prospect(user(GRACE, "grace"))
    model.current = room.id
    model.wrote(Waiting("key", "hello", None, BEGIN), room.id)
    direct = structs.replace(log.summary(0, 0), kind="direct", peer=user(GRACE, "grace"))
    model.apply(ConversationAdded(conversation=direct))
    assert model.current == ROOM
    assert [each.id for each in model.listed()] == [ROOM]
    assert "key" in model.conversations[ROOM].timeline.waiting


def test_after_a_reset_nothing_old_is_left() -> None:
    log, model = Log(), chat()
    model.apply(log.say(GRACE))
    model.apply(CaughtUp((log.summary(1, 1),)))
    model.apply(Reset(ROOM))
    room = model.conversations[ROOM]
    assert (len(room.timeline), room.timeline.more, room.read) == (0, True, 0)


def test_typing_ends_by_itself_and_with_a_message_and_presence_with_the_connection() -> None:
    now = 100.0
    log, model = Log(), Chat(lambda: now)
    model.apply(Connected(user(ME, "ada")))
    log.say(GRACE)
    model.apply(CaughtUp((log.summary(1, 0),)))
    room = model.conversations[ROOM]
    for who in (GRACE, LINUS, ME):
        model.apply(Typing(conversation=ROOM, user=who))
    assert model.typing_in(room) == [GRACE, LINUS]
    model.apply(log.say(GRACE))
    assert model.typing_in(room) == [LINUS]
    now += 5.1
    assert model.typing_in(room) == []
    model.apply(Disconnected("gone", 1006, 2.0))
    assert (model.state.link, model.state.retry_at) == (Link.OFFLINE, now + 2.0)
    model.apply(Disconnected("closed", 1008, None))
    assert model.state.link is Link.ENDED

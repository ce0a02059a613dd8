"""The checker on histories made by hand: a right one passes, each broken promise is called by its name."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubbub.torture.checker import check
from hubbub.torture.history import History
from hubbub.torture.logs import FOREVER, Logs
from hubbub.torture.records import ALL, ERASED, NOBODY, Outcome, Skip, Track
from tests.torture.stories import ADA, GRACE, LINUS, ROOM, Story


def told() -> Story:
    """A small story with something of everything, not finished."""
    story = Story()
    story.found(ROOM, ADA, GRACE, LINUS)
    for number in range(6):
        story.send(ROOM, (ADA, GRACE, LINUS)[number % 3], mention=(NOBODY, GRACE, ALL)[number % 3])
    story.send(ROOM, ADA, retries=2)
    story.twist(0)
    story.edit(ROOM, 2, 1, mention=LINUS)
    story.edit(ROOM, 3, 1)
    story.delete(ROOM, 4)
    story.read(ROOM, GRACE, 5)
    story.remove(ROOM, LINUS, by=ADA)
    story.send(ROOM, ADA)
    story.send(ROOM, LINUS)
    story.add(ROOM, LINUS, by=GRACE)
    story.send(ROOM, GRACE, mention=LINUS)
    story.end_login("ada's phone")
    story.send(ROOM, GRACE, mention=ALL)
    return story


def history() -> History:
    """The same, finished."""
    return told().finish()


def test_a_history_of_a_right_server_breaks_nothing() -> None:
    verdicts = check(history())
    assert [(v.rule, v.examples) for v in verdicts.all() if v.broken] == []
    tried = {verdict.rule for verdict in verdicts.all() if verdict.tried}
    assert tried == {"R1", "R2", "R3", "R4", "R8", "R9", "R11"}


# Each breaks one thing in a history that is right otherwise. The key is the promise that must be named.


def track(history: History, name: str) -> Track:
    return next(device for device in history.devices if device.name == name).tracks[ROOM]


def forget_a_message(history: History) -> None:
    """Nobody ever sees the last but one message, which was acknowledged: as if its commit had been lost."""
    for page in history.pages:
        del page.seqs[-2], page.whats[-2], page.versions[-2]
    for _, _, shown in history.shown():
        if 15 in shown.seqs:
            place = shown.seqs.index(15)
            del shown.seqs[place], shown.whats[place]


def forget_a_deletion(history: History) -> None:
    for page in history.pages:
        if 4 in page.seqs:
            page.versions[page.seqs.index(4)] = 0


def forget_an_edit(history: History) -> None:
    page = history.pages[0]
    page.versions[page.seqs.index(2)] = 0


def delete_what_nobody_deleted(history: History) -> None:
    """And the other way round: a message that nobody deleted reads as deleted."""
    page = history.pages[0]
    page.versions[page.seqs.index(7)] = ERASED


def answer_a_retry_otherwise(history: History) -> None:
    attempts = history.attempts
    again = [n for n in range(len(attempts)) if attempts.first(attempts.keys[n]) not in (n, None)]
    attempts.seqs[next(n for n in again if not attempts.twisted[n])] += 1


def take_another_text(history: History) -> None:
    twisted = list(history.attempts.twisted).index(1)
    history.attempts.outcomes[twisted] = Outcome.OK


def store_twice(history: History) -> None:
    """The first message stands where the last one should, too."""
    replace_at(history, 16, 0)


def swap_two(history: History) -> None:
    """Everyone sees two messages the other way round, and so were they answered: only the times tell."""
    replace_at(history, 6, 5)
    replace_at(history, 7, 4)
    history.attempts.seqs[4], history.attempts.seqs[5] = 7, 6


def replace_at(history: History, seq: int, what: int) -> None:
    """Let everybody see something else at a position."""
    columns = [(page.whats, page.seqs) for page in history.pages]
    columns += [(shown.whats, shown.seqs) for _, _, shown in history.shown()]
    for whats, seqs in columns:
        if seq in seqs:
            whats[seqs.index(seq)] = what


def leave_a_hole(history: History) -> None:
    for _, _, shown in history.shown():
        if 10 in shown.seqs:
            place = shown.seqs.index(10)
            del shown.seqs[place], shown.whats[place]
    history.changes = [change for change in history.changes if change.seq != 10]


def see_something_else(history: History) -> None:
    track(history, "grace's desk").whats[3] = 0


def miss_one(history: History) -> None:
    shown = track(history, "grace's desk")
    del shown.seqs[4], shown.whats[4]


def miss_the_last(history: History) -> None:
    shown = track(history, "grace's desk")
    shown.seqs.pop()
    shown.whats.pop()


def miss_the_first(history: History) -> None:
    shown = track(history, "grace's desk")
    del shown.seqs[0], shown.whats[0]


def show_twice(history: History) -> None:
    shown = track(history, "grace's desk")
    shown.seqs.insert(4, shown.seqs[4])
    shown.whats.insert(4, shown.whats[4])


def show_in_another_order(history: History) -> None:
    shown = track(history, "grace's desk")
    shown.seqs[4], shown.seqs[5] = shown.seqs[5], shown.seqs[4]
    shown.whats[4], shown.whats[5] = shown.whats[5], shown.whats[4]


def count_one_more(history: History) -> None:
    history.standings[1].unread += 1


def count_a_mention_less(history: History) -> None:
    next(standing for standing in history.standings if standing.mentions).mentions -= 1


def let_a_cursor_fall(history: History) -> None:
    fallen = next(standing for standing in history.standings if standing.user == GRACE)
    history.standings = [standing for standing in history.standings if standing is not fallen]
    fallen.read, fallen.unread, fallen.mentions = 2, fallen.unread + 1, fallen.mentions + 1
    history.standings.append(fallen)


def answer_a_lower_cursor(history: History) -> None:
    history.reads[0].read = 4


def hear_on_after_removal(history: History) -> None:
    shown = track(history, "linus's desk")
    place = shown.seqs.index(14)
    shown.seqs.insert(place, 13)
    shown.whats.insert(place, 7)


def speak_after_removal(history: History) -> None:
    """What was refused, linus not being in the room, stands in the log all the same."""
    assert history.messages.senders[8] == LINUS
    assert history.attempts.outcomes[history.attempts.keys.index(8)] == Outcome.REFUSED
    replace_at(history, 13, 8)


def hear_after_logout(history: History) -> None:
    shown = track(history, "ada's phone")
    other = track(history, "ada's desk")
    shown.seqs.append(other.seqs[-1])
    shown.whats.append(other.whats[-1])


def swallow_a_reset(history: History) -> None:
    history.judge("R5", False, "a cursor past {} was taken", 16)


BREAKS: list[tuple[str, Callable[[History], None]]] = [
    ("R1", forget_a_message),
    ("R1", forget_a_deletion),
    ("R1", forget_an_edit),
    ("R1", delete_what_nobody_deleted),
    ("R2", answer_a_retry_otherwise),
    ("R2", take_another_text),
    ("R2", store_twice),
    ("R3", swap_two),
    ("R3", leave_a_hole),
    ("R3", see_something_else),
    ("R4", miss_one),
    ("R4", miss_the_last),
    ("R4", miss_the_first),
    ("R4", show_twice),
    ("R4", show_in_another_order),
    ("R5", swallow_a_reset),
    ("R8", count_one_more),
    ("R8", count_a_mention_less),
    ("R8", let_a_cursor_fall),
    ("R8", answer_a_lower_cursor),
    ("R9", hear_on_after_removal),
    ("R9", speak_after_removal),
    ("R9", hear_after_logout),
    ("R11", speak_after_removal),
]


@pytest.mark.parametrize(
    ("rule", "break_"), BREAKS, ids=[f"{rule}-{break_.__name__}" for rule, break_ in BREAKS]
)
def test_each_broken_promise_is_called_by_its_name(rule: str, break_: Callable[[History], None]) -> None:
    broken = history()
    break_(broken)
    verdicts = check(broken)
    assert verdicts[rule].broken, {verdict.rule: verdict.examples for verdict in verdicts.all()}
    assert verdicts[rule].examples


def test_a_skip_that_the_server_announced_is_not_a_hole_in_what_was_shown() -> None:
    announced = history()
    shown = track(announced, "grace's desk")
    del shown.seqs[2:6], shown.whats[2:6]
    shown.skips.append(Skip(2, 6))
    assert check(announced).broken == []


def test_an_unknown_outcome_may_be_stored_or_not() -> None:
    for stored in (True, False):
        story = told()
        key = story.history.messages.add(ADA, ROOM, NOBODY)
        story.history.attempts.begin(key, story.history.now())
        if stored:
            story.rooms[ROOM].whats.append(key)
            story._show(ROOM, story.rooms[ROOM].head)
            story._mention(ROOM, story.rooms[ROOM].head, ADA, NOBODY)
        assert check(story.finish()).broken == []


# The same over stories that nobody thought of


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Any story of a right server."""
    story = Story()
    dice = random.Random(draw(st.integers(0, 2**32)))
    story.found(ROOM, ADA, GRACE, LINUS)
    story.found(ROOM + 1, GRACE, LINUS)
    for _ in range(draw(st.integers(5, 40))):
        _happens(story, dice)
    return story


def _happens(story: Story, dice: random.Random) -> None:
    room = story.rooms[dice.choice((ROOM, ROOM + 1))]
    user = dice.choice((ADA, GRACE, LINUS))
    present = user in room.members
    senders = story.history.messages.senders
    mine = [s for s, what in enumerate(room.whats, 1) if what >= 0 and senders[what] == user]
    mine = [seq for seq in mine if room.versions.get(seq) != ERASED]
    match dice.choice(("send", "send", "send", "read", "edit", "delete", "move")):
        case "send":
            story.send(room.id, user, dice.choice((NOBODY, ALL, ADA, GRACE, LINUS)), dice.randrange(3))
        case "read" if present:
            story.read(room.id, user, dice.randint(room.members[user].since, room.head))
        case "edit" if present and mine:
            seq = dice.choice(mine)
            story.edit(room.id, seq, room.versions.get(seq, 0) + 1, dice.choice((NOBODY, ALL, ADA)))
        case "delete" if present and mine:
            story.delete(room.id, dice.choice(mine))
        case "move" if present and len(room.members) > 1:
            story.remove(room.id, user, by=next(other for other in room.members if other != user))
        case "move" if not present:
            story.add(room.id, user, by=next(iter(room.members)))


@given(stories())
@settings(max_examples=150, deadline=None)
def test_any_history_of_a_right_server_breaks_nothing(story: Story) -> None:
    verdicts = check(story.finish())
    assert not verdicts.broken, {verdict.rule: verdict.examples for verdict in verdicts.all()}


@given(stories(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_a_message_missing_on_any_device_is_found(story: Story, dice: random.Random) -> None:
    """But where the membership is over: a device that was away cannot ask for it any more."""
    history = story.finish()
    device = dice.choice(history.devices)
    room = dice.choice(list(device.tracks))
    shown = device.tracks[room]
    place = dice.randrange(len(shown.seqs))
    stay = Logs(history).stay(room, device.user, shown.seqs[place])
    assert stay is not None
    del shown.seqs[place], shown.whats[place]
    over = stay.last != FOREVER or (device.ended and place == len(shown.seqs))
    assert over or {"R4", "R3"} & set(check(history).broken)


@given(stories(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_a_message_that_is_nowhere_any_more_is_found(story: Story, dice: random.Random) -> None:
    history = story.finish()
    stored = [n for n, outcome in enumerate(history.attempts.outcomes) if outcome == Outcome.OK]
    if not stored:
        return
    lost = dice.choice(stored)
    room, seq = history.attempts.rooms[lost], history.attempts.seqs[lost]
    for page in history.pages:
        if page.room == room and seq in page.seqs:
            place = page.seqs.index(seq)
            del page.seqs[place], page.whats[place], page.versions[place]
    for _, of, shown in history.shown():
        if of == room and seq in shown.seqs:
            place = shown.seqs.index(seq)
            del shown.seqs[place], shown.whats[place]
    assert "R1" in check(history).broken


@given(stories(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_a_count_that_is_off_by_one_is_found(story: Story, dice: random.Random) -> None:
    history = story.finish()
    standing = dice.choice(history.standings)
    standing.unread += dice.choice((-1, 1))
    assert "R8" in check(history).broken


def test_what_a_device_missed_of_a_membership_that_is_over_is_not_for_it_any_more() -> None:
    """It was away, came back just before its owner was removed, and asked too late."""
    missed = history()
    shown = track(missed, "linus's desk")
    removed = shown.seqs.index(12)
    del shown.seqs[4:removed], shown.whats[4:removed]
    assert check(missed).broken == []
    shown = track(missed, "linus's phone")
    del shown.seqs[4:6], shown.whats[4:6]
    last = shown.seqs.index(12)
    del shown.seqs[last], shown.whats[last]
    assert check(missed).broken == ["R4"], "but in the middle of it, what is missing is missing"


@given(stories(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_whatever_was_seen_there_is_a_verdict(story: Story, dice: random.Random) -> None:
    """The checker is for broken servers: nothing that they show may break it."""
    history = story.finish()
    for _ in range(5):
        shown = dice.choice(list(dice.choice(history.devices).tracks.values()))
        place = dice.randrange(len(shown.seqs))
        shown.seqs[place] = dice.choice((shown.seqs[place], 1, 7, 1_000))
        shown.whats[place] = dice.randrange(-len(history.lexicon), len(history.messages))
    if len(history.attempts):
        history.attempts.seqs[dice.randrange(len(history.attempts))] = dice.choice((0, 1, 50, 2_000))
    for verdict in check(history).all():
        assert 0 <= verdict.broken <= verdict.tried

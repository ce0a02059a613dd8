"""What was said there, out of both tables and Redis: each message once, in the order of time and id."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge

from hubbub.importing.mapping import DirectMessages, GroupMessages, Mapping
from hubbub.importing.original import Said, Snapshot, line, moment, whole
from hubbub.importing.undelivered import Scratch


def all_said(direct: Snapshot, group: Snapshot, mapping: Mapping, scratch: Scratch) -> Iterator[Said]:
    """Give the messages of both tables, and those that only Redis has, in the order of their time and id."""
    return merge(
        _direct(direct, mapping.direct_messages),
        _group(group, mapping.group_messages),
        scratch.only_here(),
        key=lambda said: said.order,
    )


def _direct(snapshot: Snapshot, place: DirectMessages) -> Iterator[Said]:
    fields = ("id", "sender", "receiver", "text", "sent_at")
    for number, sender, receiver, text, at in snapshot.rows(place, fields, ("sent_at", "id")):
        yield Said(False, whole(number) or 0, whole(sender), whole(receiver), line(text), moment(at))


def _group(snapshot: Snapshot, place: GroupMessages) -> Iterator[Said]:
    fields = ("id", "sender", "group", "text", "sent_at", "mentioned")
    for number, sender, group, text, at, mentioned in snapshot.rows(place, fields, ("sent_at", "id")):
        who = (whole(number) or 0, whole(sender), whole(group))
        yield Said(True, *who, line(text), moment(at), whole(mentioned))


def find_in_mysql(snapshot: Snapshot, mapping: Mapping, scratch: Scratch) -> None:
    """Note which messages of Redis are in MySQL too: those of the same id, sender and place."""
    for group, place, field in (
        (False, mapping.direct_messages, "receiver"),
        (True, mapping.group_messages, "group"),
    ):
        for run in scratch.numbered(group=group):
            rows = snapshot.those(place, ("id", "sender", field), [said.id for said in run])
            there = {tuple(map(whole, row)) for row in rows}
            scratch.mark_in_mysql([said.key for said in run if (said.id, said.sender, said.place) in there])

"""R4 and R9: what devices showed: all of their membership, once, in order, and nothing after it."""

from __future__ import annotations

from collections.abc import Iterator

from hubbub.torture.history import History
from hubbub.torture.logs import FOREVER, Logs, Stay, is_run
from hubbub.torture.records import Device, Track
from hubbub.torture.rules.storing import when
from hubbub.torture.verdict import Verdict, Verdicts


def check(history: History, logs: Logs, verdicts: Verdicts) -> None:
    """Judge every device, and everybody who spoke."""
    for device, room, track in history.shown():
        if track.seqs:
            _Showing(device, room, track, logs, verdicts).check()
    _check_completeness(history, logs, verdicts["R4"])
    _check_speakers(history, logs, verdicts["R9"])
    _check_ended(history, logs, verdicts["R9"])


class _Showing:
    """One device showing one conversation."""

    def __init__(self, device: Device, room: int, track: Track, logs: Logs, verdicts: Verdicts) -> None:
        self.device = device
        self.room = room
        self.track = track
        self.logs = logs
        self.order, self.silence = verdicts["R4"], verdicts["R9"]

    def check(self) -> None:
        shown_to = self.track.since
        for first, last in runs(self.track):
            self.order.hold(last - first + 1)
            if first != shown_to + 1:
                self._check_break(shown_to, first, last)
            self._check_stay(first, last)
            shown_to = last

    def _check_break(self, before: int, after: int, upto: int) -> None:
        if after <= before:
            self.order.breaks(self._say(f"showed {after} after {before}"))
        elif not self._may_skip(before, after, upto):
            found = self.logs.describe(self.logs.at(self.room, before + 1))
            missing = (
                f"showed {after} after {before}; it never showed {before + 1}..{after - 1} ({found} first)"
            )
            self.order.breaks(self._say(missing), after - before - 1)

    def _may_skip(self, before: int, after: int, upto: int) -> bool:
        """A membership began there, or ended before the device could ask; or the server said so (R5).

        A device that was away is told only what comes after it is back. If that ends with its owner's
        removal, what it had missed before is not for it any more.
        """
        stay = self.logs.stay(self.room, self.device.user, after)
        if stay is not None and (stay.first == after or stay.last <= upto):
            return True
        return any(skip.after <= before and skip.upto >= after - 1 for skip in self.track.skips)

    def _check_stay(self, first: int, last: int) -> None:
        """A run may cross the end of a membership only into the next one that follows at once."""
        while first <= last:
            stay = self.logs.stay(self.room, self.device.user, first)
            if stay is None:
                self.silence.breaks(
                    self._say(
                        f"showed {first}, {self.logs.describe(self.logs.at(self.room, first))}, out of it"
                    )
                )
                first += 1
                continue
            self.silence.hold(stay.last != FOREVER)
            first = stay.last + 1

    def _say(self, what: str) -> str:
        return f"{self.device.name} in {self.room} {what}"


def runs(track: Track) -> Iterator[tuple[int, int]]:
    """Give the stretches in which a device showed one position after the other: first and last."""
    seqs = track.seqs
    if is_run(seqs):
        yield seqs[0], seqs[-1]
        return
    first = before = seqs[0]
    for seq in seqs[1:]:
        if seq != before + 1:
            yield first, before
            first = seq
        before = seq
    yield first, before


def _check_completeness(history: History, logs: Logs, verdict: Verdict) -> None:
    """Who is a member in the end and was given time to catch up has shown the log's end."""
    for device in history.devices:
        if not device.settled or device.ended:
            continue
        for room, log in logs.rooms.items():
            stay = _last_stay(logs, room, device.user)
            if stay is None or stay.last != FOREVER or log.head < stay.first:
                continue
            track = device.tracks.get(room)
            last = 0 if track is None else track.last
            if last < log.head:
                missing = f"{device.name} in {room} showed nothing past {last}; the log goes to {log.head}"
                verdict.breaks(missing, log.head - max(last, stay.first - 1))


def _last_stay(logs: Logs, room: int, user: int) -> Stay | None:
    stays = logs.stays.get((room, user))
    return stays[-1] if stays else None


def _check_speakers(history: History, logs: Logs, verdict: Verdict) -> None:
    """Nobody speaks where they are not a member: the membership is rechecked as the position is taken."""
    senders = history.messages.senders
    for room, log in logs.rooms.items():
        if not _anybody_left(logs, room):
            continue
        for seq, what in enumerate(log.whats):
            if what < 0:
                continue
            if logs.stay(room, senders[what], seq) is None:
                verdict.breaks(f"{room}/{seq} is {logs.describe(what)}, who was not in it then")
            else:
                verdict.hold()


def _anybody_left(logs: Logs, room: int) -> bool:
    stays = [stays for (of, _), stays in logs.stays.items() if of == room]
    return any(len(mine) != 1 or mine[0].last != FOREVER for mine in stays)


def _check_ended(history: History, logs: Logs, verdict: Verdict) -> None:
    """What was sent after the end of a login was acknowledged never reaches its device."""
    attempts = history.attempts
    starts: dict[int, int] = {}
    if any(device.ended for device in history.devices):
        for key, start in zip(attempts.keys, attempts.starts, strict=True):
            starts.setdefault(key, start)
    for device, room, track in history.shown():
        if not device.ended:
            continue
        late = [
            (seq, what)
            for seq, what in zip(track.seqs, track.whats, strict=True)
            if what >= 0 and starts.get(what, 0) > device.ended
        ]
        verdict.hold()
        for seq, what in late:
            verdict.breaks(
                f"{device.name}, whose login ended at {when(device.ended)}, showed {room}/{seq}, "
                f"{logs.describe(what)}, sent at {when(starts[what])}"
            )

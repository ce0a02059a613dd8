"""The checker: what a history says of each promise, in time linear in its length, without any I/O."""

from __future__ import annotations

from hubbub.torture.history import History
from hubbub.torture.logs import Logs
from hubbub.torture.rules import counting, devices, order, storing
from hubbub.torture.verdict import Verdicts


def check(history: History) -> Verdicts:
    """Judge a whole run."""
    verdicts = Verdicts()
    logs = Logs(history)
    storing.check(history, logs, verdicts)
    order.check(history, logs, verdicts)
    devices.check(history, logs, verdicts)
    counting.check(history, logs, verdicts)
    _add_what_was_judged_at_once(history, verdicts)
    return verdicts


def _add_what_was_judged_at_once(history: History, verdicts: Verdicts) -> None:
    """Forged cursors, snapshots against events, delays and memory."""
    for rule, cases in history.kept.items():
        verdicts[rule].hold(cases)
    for breach in history.breaches:
        verdicts[breach.rule].breaks(breach.what)

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
    _check_trials(history, verdicts)
    return verdicts


def _check_trials(history: History, verdicts: Verdicts) -> None:
    """What was judged where it happened: forged cursors, snapshots against events, delays and memory."""
    for trial in history.trials:
        if trial.broken:
            verdicts[trial.rule].breaks(f"{trial.what}: {trial.broken}")
        else:
            verdicts[trial.rule].hold()

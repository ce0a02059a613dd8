"""How a run goes, while it goes: a panel on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from rich.console import Console
from rich.live import Live
from rich.table import Table

from hubbub.torture.run import Run

_SECONDS_A_LINE: Final = 10.0


class Progress:
    """Shows a run whenever it is called."""

    def __init__(self, stream: TextIO) -> None:
        self._console = Console(file=stream, highlight=False)
        self._live: Live | None = None
        self._shown_at = 0.0
        self._stage = ""

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Keep the terminal for it, where there is one."""
        if not self._console.is_terminal:
            yield
            return
        with Live(console=self._console, transient=True, auto_refresh=False) as self._live:
            yield

    def show(self, run: Run) -> None:
        """Show how it stands."""
        if self._live is not None:
            self._live.update(_panel(run), refresh=True)
        elif run.stage != self._stage or time.monotonic() - self._shown_at >= _SECONDS_A_LINE:
            self._shown_at, self._stage = time.monotonic(), run.stage
            self._console.print("  ".join(f"{name} {value}" for name, value in _figures(run)), soft_wrap=True)


def _panel(run: Run) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, value in _figures(run):
        table.add_row(f"[dim]{name}[/dim]", value)
    return table


def _figures(run: Run) -> list[tuple[str, str]]:
    plan, samples = run.plan, run.timeline.samples
    acknowledged = run.history.attempts.acknowledged
    recent = samples[-6:]
    pace = 0.0
    if len(recent) > 1 and recent[-1].at > recent[0].at:
        pace = (recent[-1].acknowledged - recent[0].acknowledged) / (recent[-1].at - recent[0].at)
    figures = [
        ("stage", run.stage),
        ("seconds", f"{run.seconds:.0f} of {plan.minutes * 60:.0f}"),
        ("acknowledged", f"{acknowledged:,}" + (f" of {plan.messages:,}" if plan.messages else "")),
        ("a second", f"{pace:,.0f}"),
        ("shown", f"{samples[-1].shown:,}" if samples else "0"),
        ("connections hurt", f"{sum(blow.links for blow in run.timeline.blows):,}"),
        ("broken so far", f"{len(run.history.breaches)}"),
    ]
    if run.server is not None:
        kills = f"{len(run.timeline.kills)}" + (f" of {plan.kills}" if plan.kills else "")
        figures.insert(4, ("kills", kills))
    return figures

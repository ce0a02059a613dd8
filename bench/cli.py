"""The command: which servers and scenarios, in which order, and what becomes of the results."""

import argparse
import gc
import os
import sys
import tempfile
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bench import machine
from bench.drivers import DRIVERS, Driver
from bench.drivers.base import Unsupported
from bench.figures import Outcome, best_of_rounds
from bench.plan import FULL, QUICK, Plan
from bench.report import Report, publish, summary
from bench.scenarios import SCENARIOS

_RESULTS = Path(__file__).parent / "results"


def main() -> int:
    """Runs what the command line asks for; 1 if anything could not be measured."""
    asked = _arguments()
    plan = QUICK if asked.quick else FULL
    server_core, load_core = machine.split_cores()
    os.sched_setaffinity(0, {load_core})
    gc.disable()  # nothing here makes cycles, and a collection in mid-run would be measured
    started = perf_counter()
    with tempfile.TemporaryDirectory(prefix="hubbub-bench-", dir=asked.scratch) as folder:
        scratch = Path(folder)
        facts = machine.describe(scratch)
        versions: dict[str, dict[str, str]] = {}
        outcomes: list[Outcome] = []
        drivers = [DRIVERS[name](core=server_core, scratch=scratch) for name in asked.peers]
        for _ in range(asked.rounds):
            for driver in drivers:
                outcomes += _measure(driver, asked.only, plan, versions)
    report = Report(
        at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        commit=machine.commit(),
        seconds=round(perf_counter() - started),
        machine=facts,
        plan=plan,
        titles={name: DRIVERS[name].title for name in asked.peers},
        versions=versions,
        rounds=asked.rounds,
        outcomes=best_of_rounds(outcomes),
    )
    print(summary(report))
    if not asked.no_files:
        publish(report, _RESULTS)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def _measure(
    driver: Driver, scenarios: Sequence[str], plan: Plan, versions: dict[str, dict[str, str]]
) -> list[Outcome]:
    try:
        versions[driver.name] = driver.versions()
    except Unsupported as reason:
        _tell(f"{driver.name}: cannot be measured: {reason}")
        return [
            Outcome(scenario=scenario, server=driver.name, figures=[], failed=str(reason))
            for scenario in scenarios
        ]
    return [_run(driver, scenario, plan) for scenario in scenarios]


def _run(driver: Driver, scenario: str, plan: Plan) -> Outcome:
    """One scenario; whatever goes wrong is the outcome, and the figures before it stay."""
    started = perf_counter()
    figures, failed = [], ""
    try:
        for figure in SCENARIOS[scenario](driver, plan):
            figures.append(figure)
            note = f"  ({figure.note})" if figure.note else ""
            _tell(f"{driver.name}: {figure.label}: {figure.value:,.2f} {figure.unit}{note}")
    except Exception as error:
        failed = f"{type(error).__name__}: {error}"
        _tell(f"{driver.name}: {scenario} failed: {failed}")
    finally:
        driver.stop()
    _tell(f"{driver.name}: {scenario} took {perf_counter() - started:.0f} s")
    return Outcome(scenario=scenario, server=driver.name, figures=figures, failed=failed)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", type=_names(SCENARIOS), default=list(SCENARIOS), metavar="SCENARIO,...")
    parser.add_argument("--peers", type=_names(DRIVERS), default=list(DRIVERS), metavar="SERVER,...")
    parser.add_argument("--quick", action="store_true", help="smaller and shorter: under two minutes")
    parser.add_argument(
        "--rounds", type=int, default=1, help="repeat everything and keep each server's best figures"
    )
    parser.add_argument("--no-files", action="store_true", help="print only, leave bench/results as it is")
    parser.add_argument(
        "--scratch", help="where servers store messages; must be a real disk (default: TMPDIR)"
    )
    return parser.parse_args()


def _names(known: Collection[str]) -> Callable[[str], list[str]]:
    """Reads comma-separated names out of the known ones."""

    def read(text: str) -> list[str]:
        names = text.split(",")
        if unknown := [name for name in names if name not in known]:
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: not one of {', '.join(known)}")
        return names

    return read

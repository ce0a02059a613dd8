"""The performance budget of the design, held against a run."""

from msgspec import Struct

from bench.figures import Figure
from bench.report.document import Report
from bench.report.numbers import shown


class Verdict(Struct, frozen=True):
    """One line of the budget."""

    what: str
    found: str
    met: bool


def verdicts(report: Report) -> list[Verdict]:
    """All lines that this run has figures for."""
    servers = {name: report.figures(name) for name in report.titles}
    hubbub = servers.get("hubbub", {})
    return [
        *_costs(hubbub, servers.get("uws", {}), "uWebSockets.js", 1.0),
        *_costs(hubbub, servers.get("ws", {}), "the original's loop", 0.1),
        *_bounds(hubbub),
    ]


def _costs(hubbub: dict[str, Figure], peer: dict[str, Figure], title: str, most: float) -> list[Verdict]:
    """Fan-out to a thousand: the cost of a delivery as a share of the peer's, at each load."""
    keys = [
        key for key in hubbub if key.startswith("fanout.1000.") and key in peer and hubbub[key].unit == "µs"
    ]
    found = []
    for key in keys:
        share = hubbub[key].value / peer[key].value
        found.append(
            Verdict(f"{hubbub[key].label}: at most {most:g} of {title}", f"{share:.2f}", share <= most)
        )
    return found


def _bounds(hubbub: dict[str, Figure]) -> list[Verdict]:
    bounds = [
        ("sends.", ".rate", 20_000.0),
        ("latency.reply", ".p50", 2.0),
        ("latency.reply", ".p99", 10.0),
        ("memory.", "", 16.0),
        ("connects", ".rate", 1_000.0),
    ]
    found = []
    for prefix, suffix, bound in bounds:
        for key, figure in hubbub.items():
            if key.startswith(prefix) and key.endswith(suffix):
                met = figure.value >= bound if figure.better == "higher" else figure.value <= bound
                sign = "at least" if figure.better == "higher" else "at most"
                found.append(
                    Verdict(f"{figure.label}: {sign} {bound:,g} {figure.unit}", shown(figure.value), met)
                )
    return found

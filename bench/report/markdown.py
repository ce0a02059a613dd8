"""The table of ratios, for a terminal and as a page."""

from bench.figures import Figure
from bench.report.budgets import verdicts
from bench.report.document import Report
from bench.report.numbers import ratio, shown


def table(report: Report) -> str:
    """A Markdown table: a row a figure, a column a server, ratios to the first server."""
    servers = list(report.titles)
    columns = {name: report.figures(name) for name in servers}
    marks: dict[str, int] = {}
    rows = [["", "better", *(report.titles[name] for name in servers)]]
    for row in report.rows():
        base = columns[servers[0]].get(row.key)
        cells = [_cell(columns[name].get(row.key), base, marks) for name in servers]
        rows.append([f"{row.label} ({row.unit})", row.better, *cells])
    notes = [f"- [{number}] {note}" for note, number in marks.items()]
    return "\n".join([*_aligned(rows), "", *notes])


def summary(report: Report) -> str:
    """What the terminal shows."""
    return "\n".join([table(report), "", *_verdicts(report), *_failures(report)])


def markdown(report: Report) -> str:
    """The page."""
    facts = report.machine
    return "\n".join(
        [
            f"# Measured {report.at[:10]} at {report.commit}",
            "",
            f"{facts.cpu}, {facts.cores} cores, {facts.memory_gib} GiB, Linux {facts.kernel}, "
            f"{facts.file_system} (a page synced in {facts.sync_ms} ms); "
            f"load average at the start {facts.load_average:.1f}; "
            f"{report.rounds} round{'s' * (report.rounds > 1)} in {report.seconds} s.",
            f"Server on one core, load on another. Ratios (×) are to {next(iter(report.titles.values()))}.",
            "",
            "![chart](latest.svg)",
            "",
            table(report),
            "",
            *_section("## Budget", _verdicts(report)),
            *_section("## Not measured", _failures(report)),
            *_section("## Versions", _versions(report)),
        ]
    )


def _cell(figure: Figure | None, base: Figure | None, marks: dict[str, int]) -> str:
    if figure is None:
        return "-"
    note = f"[{marks.setdefault(figure.note, len(marks) + 1)}]" if figure.note else ""
    return " ".join(part for part in (shown(figure.value), ratio(figure, base), note) if part)


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "| " + " | ".join("-" * width for width in widths) + " |"
    return [lines[0], rule, *lines[1:]]


def _verdicts(report: Report) -> list[str]:
    return [
        f"- {'met' if line.met else '**missed**'}: {line.what}: {line.found}" for line in verdicts(report)
    ]


def _failures(report: Report) -> list[str]:
    return [
        f"- {report.titles[outcome.server]}, {outcome.scenario}: {outcome.failed}"
        for outcome in report.outcomes
        if outcome.failed
    ]


def _versions(report: Report) -> list[str]:
    return [
        f"- {report.titles[name]}: " + ", ".join(f"{package} {version}" for package, version in found.items())
        for name, found in report.versions.items()
    ]


def _section(title: str, lines: list[str]) -> list[str]:
    return [title, "", *lines, ""] if lines else []

"""The report: one HTML file with everything in it, nothing loaded from anywhere."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from hubbub.torture import charts, figures, machine
from hubbub.torture.figures import Totals
from hubbub.torture.run import Result
from hubbub.torture.style import STYLE
from hubbub.torture.verdict import Verdict


def document(result: Result, command: str) -> str:
    """Return the page."""
    broken = result.verdicts.broken
    title = "every promise kept" if not broken else f"broken: {', '.join(broken)}"
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    done = figures.totals(result.history, result.timeline)
    body = "".join(
        [
            f'<header class="{"bad" if broken else "good"}"><p>hubbub torture · {now}</p>',
            f"<h1>{title[0].upper()}{title[1:]}</h1>",
            f"<p>Run it again: <code>{escape(command)}</code></p></header><main>",
            _tiles(result, done),
            _promises(result),
            _pictures(result),
            _faults(result),
            _machine(),
            "</main>",
        ]
    )
    head = f"<title>hubbub torture: {escape(title)}</title><style>{STYLE}</style>"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"{head}</head><body>{body}</body></html>\n"
    )


def summary(result: Result) -> list[str]:
    """Return the same in a few lines, for a terminal."""
    done = figures.totals(result.history, result.timeline)
    verdicts = result.verdicts
    lines = [f"{verdict.rule:>4}  {_said(verdict)}  {verdict.promise}" for verdict in verdicts.all()]
    for verdict in verdicts.all():
        lines += [f"      {verdict.rule} broken: {example}" for example in verdict.examples]
    lines += [f"      logged by the server: {line}" for line in result.complaints[:5]]
    lines.append(
        f"{done.acknowledged:,} acknowledged over {done.kills} kills and {done.faults:,} broken connections "
        f"in {result.seconds:.0f} s: {verdicts['R1'].broken} lost, {verdicts['R2'].broken} doubled, "
        f"{verdicts['R3'].broken} out of order"
    )
    return lines


def _said(verdict: Verdict) -> str:
    state = "BROKEN" if verdict.broken else "kept  " if verdict.tried else "not tried"
    return f"{state}  {verdict.tried:>11,} tried {verdict.broken:>7,} broken"


def _tiles(result: Result, done: Totals) -> str:
    verdicts = result.verdicts
    tiles = [
        (f"{done.acknowledged:,}", "acknowledged", ""),
        (f"{verdicts['R1'].broken:,}", "lost", "R1"),
        (f"{verdicts['R2'].broken:,}", "doubled", "R2"),
        (f"{verdicts['R3'].broken:,}", "out of order", "R3"),
        (f"{done.kills:,}", "SIGKILLs", ""),
        (f"{done.faults:,}", "connections hurt", ""),
        (f"{done.shown:,}", f"events shown on {done.devices} devices", ""),
        (f"{done.rate:,.0f}/s", f"while up; down {done.down:.0f} of {result.seconds:.0f} s", ""),
    ]
    cells = []
    for figure, label, rule in tiles:
        state = "" if not rule else " bad" if verdicts[rule].broken else " good"
        cells.append(f'<div class="tile{state}"><b>{figure}</b><span>{label}</span></div>')
    return f'<section class="tiles">{"".join(cells)}</section>'


def _promises(result: Result) -> str:
    rows = "".join(map(_promise, result.verdicts.all()))
    complaints = "".join(f"<li><code>{escape(line)}</code></li>" for line in result.complaints[:20])
    logged = f"<h3>The server logged errors</h3><ul>{complaints}</ul>" if complaints else ""
    return (
        '<section><h2>The contract</h2><div class="wide"><table class="promises">'
        "<thead><tr><th></th><th>Promise</th><th>Cases</th><th>Broken</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div>{logged}</section>"
    )


def _promise(verdict: Verdict) -> str:
    state = "bad" if verdict.broken else "good" if verdict.tried else "idle"
    examples = "".join(f"<li>{escape(example)}</li>" for example in verdict.examples)
    shown = f"<details open><summary>what broke</summary><ul>{examples}</ul></details>" if examples else ""
    notes = "".join(f"<small>{escape(note)}</small>" for note in verdict.notes)
    return (
        f'<tr class="{state}"><td><b>{verdict.rule}</b></td><td>{escape(verdict.promise)}{notes}{shown}</td>'
        f"<td>{verdict.tried:,}</td><td>{verdict.broken:,}</td></tr>"
    )


def _pictures(result: Result) -> str:
    points = figures.seconds(result.history, result.timeline, result.offset)
    if not points:
        return ""
    axis, timeline = charts.Axis(max(result.seconds, 1.0)), result.timeline
    pictures = [
        ("Messages acknowledged a second", charts.pace_chart(points, timeline, axis)),
        (
            "From a send to its answer: <i>median</i> and <i class='second'>99th percentile</i>",
            charts.delay_chart(points, timeline, axis),
        ),
        ("Connections hurt, by what was done to them", charts.fault_chart(timeline.blows, axis)),
    ]
    if any(point.resident for point in points):
        pictures.append(("The server's memory, MiB", charts.memory_chart(points, timeline, axis)))
    drawn = "".join(
        f'<figure><figcaption>{title}</figcaption><div class="wide">{svg}</div></figure>'
        for title, svg in pictures
    )
    key = '<p class="key"><span></span> the server was dead: from a SIGKILL until it answered again</p>'
    return f"<section><h2>What happened</h2>{key}{drawn}</section>"


def _faults(result: Result) -> str:
    plan = result.plan
    asked = [
        ("Seed", str(plan.seed)),
        ("People", f"{plan.people}, each with two or three devices, {plan.window} sends in flight"),
        ("Rooms", f"{len(result.history.founded)}"),
        ("Sends, retries included", f"{len(result.history.attempts):,}"),
        ("Edits, deletions, comings and goings", f"{len(result.history.changes):,}"),
        ("Reads", f"{len(result.history.reads):,}"),
    ]
    return f"<section><h2>What was asked</h2>{_table(asked)}</section>"


def _machine() -> str:
    return f"<section><h2>Where</h2>{_table(list(machine.facts().items()))}</section>"


def _table(rows: list[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    return f'<div class="wide"><table class="facts"><tbody>{cells}</tbody></table></div>'

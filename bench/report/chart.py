"""A bar chart of the figures people ask for first, as hand-made SVG: a panel a figure, a bar a server."""

from html import escape

from bench.figures import Figure
from bench.report.document import Report
from bench.report.numbers import shown

_WIDTH = 860
_LABEL = 230
_BAR = 16
_GAP = 6
_HEAD = 34
_ROOM_FOR_VALUE = 120
_COLOURS = ("#2563eb", "#94a3b8", "#64748b", "#a8a29e", "#78716c")


def chart(report: Report) -> str:
    """The picture; panels without figures are left out."""
    top, parts = 10, []
    for row in report.rows():
        if not _is_headline(row.key):
            continue
        bars = {name: figure for name in report.titles if (figure := report.figures(name).get(row.key))}
        parts.append(_panel(report, row, bars, top))
        top += _HEAD + len(bars) * (_BAR + _GAP) + 14
    parts.append(f'<text x="10" y="{top + 4}" fill="#64748b">* did not sustain this rate</text>')
    top += 16
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{top}" '
        f'viewBox="0 0 {_WIDTH} {top}" font-family="system-ui, sans-serif" font-size="13">'
        f'<rect width="100%" height="100%" fill="#ffffff"/>'
        f"{''.join(parts)}</svg>\n"
    )


def _is_headline(key: str) -> bool:
    fan_out = key.startswith("fanout.1000.") and not key.endswith(".cost")
    return fan_out or key.endswith((".rate", "reply.p99")) or key.startswith("memory.")


def _panel(report: Report, row: Figure, bars: dict[str, Figure], top: int) -> str:
    longest = max(figure.value for figure in bars.values()) or 1.0
    title = f"{row.label} ({row.unit}, {row.better} is better)"
    parts = [f'<text x="10" y="{top + 16}" font-weight="600" fill="#0f172a">{escape(title)}</text>']
    for place, (name, figure) in enumerate(bars.items()):
        y = top + _HEAD - 6 + place * (_BAR + _GAP)
        width = max(1.0, figure.value / longest * (_WIDTH - _LABEL - _ROOM_FOR_VALUE))
        colour = _COLOURS[list(report.titles).index(name) % len(_COLOURS)]
        flag = " *" if "not sustained" in figure.note else ""
        parts.append(
            f'<g fill="#334155"><text x="{_LABEL - 8}" y="{y + 13}" text-anchor="end">'
            f"{escape(report.titles[name])}</text>"
            f'<rect x="{_LABEL}" y="{y}" width="{width:.1f}" height="{_BAR}" rx="2" fill="{colour}"/>'
            f'<text x="{_LABEL + width + 6:.1f}" y="{y + 13}">{shown(figure.value)}{flag}</text></g>'
        )
    return "".join(parts)

"""Charts by hand, as inline SVG: their colours are the page's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from math import log10
from typing import Final

from msgspec import Struct

from hubbub.torture.faults import Kind
from hubbub.torture.figures import Second
from hubbub.torture.timeline import Blow, Kill, Timeline

WIDTH: Final = 1000
_LEFT: Final = 64
_RIGHT: Final = 12
_HEIGHT: Final = 150
_TOP: Final = 10
_BOTTOM: Final = 24
_LANE: Final = 15
_MiB: Final = 1 << 20


class Axis(Struct, frozen=True):
    """Time from left to right."""

    seconds: float

    def x(self, at: float) -> float:
        """Return where a moment is."""
        return _LEFT + min(1.0, max(0.0, at / self.seconds)) * (WIDTH - _LEFT - _RIGHT)

    def ticks(self) -> list[float]:
        """Return round moments, at most a dozen."""
        step = next(s for s in (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 3600) if self.seconds / s <= 12)
        return [place * step for place in range(int(self.seconds / step) + 1)]


def pace_chart(points: Sequence[Second], timeline: Timeline, axis: Axis) -> str:
    """Messages acknowledged a second, with the times when the server was down behind them."""
    top = _round_up(max((point.acknowledged for point in points), default=1.0))
    y = _linear(top)
    line = [(axis.x(point.at), y(point.acknowledged)) for point in points]
    floor = _TOP + _HEIGHT
    area = (
        f"M{_LEFT},{floor} "
        + " ".join(f"L{x:.1f},{h:.1f}" for x, h in line)
        + f" L{line[-1][0]:.1f},{floor}Z"
    )
    body = f'<path class="area" d="{area}"/>' + _path("line", line)
    return _chart(
        "messages acknowledged a second", axis, timeline.kills, body, _marks(y, [top / 2, top], "{:,.0f}")
    )


def delay_chart(points: Sequence[Second], timeline: Timeline, axis: Axis) -> str:
    """Seconds from a send to its answer, on a logarithmic scale: outages are in it."""
    y = _logarithmic(1e-3, 100.0)
    body = "".join(
        _path(name, [(axis.x(point.at), y(value)) for point in points if (value := take(point)) is not None])
        for name, take in (("line", _p50), ("line second", _p99))
    )
    marks = [(y(value), label) for value, label in _DELAYS]
    return _chart(
        "seconds from a send to its answer: median and 99th percentile", axis, timeline.kills, body, marks
    )


def memory_chart(points: Sequence[Second], timeline: Timeline, axis: Axis) -> str:
    """What the server holds."""
    held = [(point.at, point.resident / _MiB) for point in points if point.resident]
    top = _round_up(max((mib for _, mib in held), default=1.0))
    y = _linear(top)
    body = _path("line", [(axis.x(at), y(mib)) for at, mib in held])
    return _chart(
        "the server's memory in MiB", axis, timeline.kills, body, _marks(y, [top / 2, top], "{:,.0f}")
    )


def fault_chart(blows: Iterable[Blow], axis: Axis) -> str:
    """A lane for each kind of fault: where it struck, how long it lasted, how many it hit."""
    kinds = list(Kind)
    height = len(kinds) * _LANE + 12
    parts = [f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="faults">']
    for place, kind in enumerate(kinds):
        y = 4 + place * _LANE
        parts.append(
            f'<text class="tick" x="{_LEFT - 6}" y="{y + 10}" text-anchor="end">{escape(kind)}</text>'
        )
        parts.append(_grid(y + _LANE - 2))
    for blow in blows:
        lasts = blow.seconds if kinds.index(blow.kind) >= kinds.index(Kind.DELAY) else 0.0
        x = axis.x(blow.at)
        width = max(2.0, axis.x(blow.at + lasts) - x)
        opacity = min(1.0, 0.25 + blow.links / 40)
        y = 4 + kinds.index(blow.kind) * _LANE
        parts.append(
            f'<rect class="fault" x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_LANE - 4}"'
            f' opacity="{opacity:.2f}"><title>{escape(blow.kind)} at {blow.at:.1f} s: '
            f"{blow.links} connections</title></rect>"
        )
    return "".join([*parts, "</svg>"])


def _p50(point: Second) -> float | None:
    return point.p50


def _p99(point: Second) -> float | None:
    return point.p99


_DELAYS: Final = (
    (1e-3, "1 ms"),
    (1e-2, "10 ms"),
    (1e-1, "0.1 s"),
    (1.0, "1 s"),
    (10.0, "10 s"),
    (100.0, "100 s"),
)


def _chart(
    title: str, axis: Axis, kills: Sequence[Kill], body: str, marks: Sequence[tuple[float, str]]
) -> str:
    floor = _TOP + _HEIGHT
    parts = [f'<svg viewBox="0 0 {WIDTH} {floor + _BOTTOM}" role="img" aria-label="{escape(title)}">']
    for kill in kills:
        x = axis.x(kill.at)
        width = max(1.5, axis.x(kill.back or axis.seconds) - x)
        parts.append(
            f'<rect class="down" x="{x:.1f}" y="{_TOP}" width="{width:.1f}" height="{_HEIGHT}">'
            f"<title>killed at {kill.at:.1f} s, back at {kill.back:.1f} s</title></rect>"
        )
    for y, label in marks:
        parts.append(_grid(y))
        parts.append(f'<text class="tick" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    parts.append(f'<line class="floor" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{floor}" y2="{floor}"/>')
    for at in axis.ticks():
        label = f"{at / 60:g} min" if axis.seconds > 180 else f"{at:g} s"
        parts.append(
            f'<text class="tick" x="{axis.x(at):.1f}" y="{floor + 16}" text-anchor="middle">{label}</text>'
        )
    return "".join([*parts, body, "</svg>"])


def _grid(y: float) -> str:
    return f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'


def _path(name: str, points: Sequence[tuple[float, float]]) -> str:
    if not points:
        return ""
    return f'<polyline class="{name}" points="' + " ".join(f"{x:.1f},{y:.1f}" for x, y in points) + '"/>'


def _linear(top: float) -> Callable[[float], float]:
    return lambda value: _TOP + _HEIGHT * (1 - min(1.0, value / top))


def _logarithmic(low: float, high: float) -> Callable[[float], float]:
    span = log10(high) - log10(low)
    return lambda value: (
        _TOP + _HEIGHT * (1 - min(1.0, max(0.0, (log10(max(value, low)) - log10(low)) / span)))
    )


def _marks(y: Callable[[float], float], values: Sequence[float], form: str) -> list[tuple[float, str]]:
    return [(y(value), form.format(value)) for value in values]


def _round_up(value: float) -> float:
    """Return the next of 1, 2, 5, 10, ... that is not below a value."""
    unit = 10.0 ** int(log10(max(value, 1.0)))
    return next(unit * step for step in (1, 2, 5, 10, 20) if unit * step >= value)

"""Logs and metrics: what an operator sees. Never a message's text, never a token."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, TextIO, cast

import structlog
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)
from prometheus_client import generate_latest as write
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

_COMMIT_SIZES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_COMMIT_SECONDS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class _Steady:
    """Standard error, on which nothing depends: where it cannot be written, lines are lost, no more."""

    def write(self, line: str) -> int:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(line)
        return len(line)

    def flush(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.flush()


def configure_logs(*, json: bool, level: str) -> None:
    """Send log lines to standard error, as JSON or for a person to read; uvicorn's too."""
    stream = _Steady()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if json:
        shared += [structlog.processors.format_exc_info]
    colours = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    # Plain tracebacks: the richer ones show local variables, and with them texts and tokens.
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if json
        else structlog.dev.ConsoleRenderer(
            colors=colours, exception_formatter=structlog.dev.plain_traceback, pad_event_to=24
        )
    )
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", stream)),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processor=renderer))
    logging.basicConfig(handlers=[handler], level=max(logging.WARNING, _number(level)), force=True)


def _number(level: str) -> int:
    return int(logging.getLevelNamesMapping()[level.upper()])


class Metrics(Collector):
    """Reads the numbers of a running server when asked, and counts nothing on its own."""

    def __init__(self, gauges: dict[str, tuple[str, Callable[[], float]]]) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.commit_sizes = Histogram(
            "hubbub_commit_entries", "Entries in one commit.", buckets=_COMMIT_SIZES, registry=self.registry
        )
        self.commit_seconds = Histogram(
            "hubbub_commit_seconds", "Time one commit takes.", buckets=_COMMIT_SECONDS, registry=self.registry
        )
        self._gauges = gauges
        self.refusals: Callable[[], dict[str, int]] = dict
        self.counters: dict[str, tuple[str, Callable[[], float]]] = {}
        self.registry.register(self)

    def observe_commit(self, size: int, seconds: float) -> None:
        """Note one commit."""
        self.commit_sizes.observe(size)
        self.commit_seconds.observe(seconds)

    def collect(self) -> Iterator[Metric]:
        """Give the numbers as they are now."""
        for name, (what, read) in self._gauges.items():
            yield GaugeMetricFamily(name, what, value=read())
        for name, (what, read) in self.counters.items():
            yield CounterMetricFamily(name, what, value=read())
        refused = CounterMetricFamily("hubbub_refusals", "Requests refused, by code.", labels=["code"])
        for code, count in self.refusals().items():
            refused.add_metric([code], count)
        yield refused

    def render(self) -> tuple[bytes, str]:
        """Return all metrics in Prometheus' text format, and its content type."""
        return write(self.registry), CONTENT_TYPE_LATEST

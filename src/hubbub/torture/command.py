"""``hubbub torture``: from the flags to the exit code."""

from __future__ import annotations

import socket
import sys
import tempfile
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import uvloop

from hubbub.torture import report
from hubbub.torture.plan import Plan
from hubbub.torture.progress import Progress
from hubbub.torture.run import Run, watched
from hubbub.torture.server import Server, ServerFailed
from hubbub_client import ConnectionLost, HubbubError

_SECONDS_TO_ANSWER: Final = 5.0


def run(plan: Plan, *, url: str | None, page: Path | None) -> int:
    """Torture the server at a URL, or one of our own where none is given; return 1 if a promise broke."""
    if url is not None:
        _check_there(url)
    command = invocation(plan, url)
    print(command, flush=True)
    with tempfile.TemporaryDirectory(prefix="hubbub-torture-") as folder:
        server = Server(Path(folder)) if url is None else None
        going, progress = Run(plan, url=url, server=server), Progress(sys.stderr)
        try:
            with progress.shown():
                result = uvloop.run(watched(going, progress.show))
        except (ServerFailed, HubbubError, ConnectionLost, OSError) as error:
            raise SystemExit(f"hubbub: the run failed: {error}") from None
    print("\n".join(report.summary(result)))
    if page is not None:
        page.write_text(report.document(result, command), encoding="utf-8")
        print(f"The report is in {page}")
    return 1 if result.verdicts.broken else 0


def _check_there(url: str) -> None:
    """Say at once if nothing listens at a URL."""
    where = urlsplit(url)
    if where.scheme != "http" or where.hostname is None:
        raise SystemExit("hubbub: a server under torture is spoken to over http://, for the faults' sake")
    try:
        socket.create_connection((where.hostname, where.port or 80), _SECONDS_TO_ANSWER).close()
    except OSError as error:
        raise SystemExit(f"hubbub: the run failed: nothing answers at {url}: {error}") from None


def invocation(plan: Plan, url: str | None) -> str:
    """Return the command that asks for the same again."""
    words = ["hubbub torture", url or "--self", f"--seed {plan.seed}", f"--minutes {plan.minutes:g}"]
    words += [f"--people {plan.people}"]
    words += [f"--window {plan.window}"] if plan.window != Plan().window else []
    words += [f"--kills {plan.kills}"] if plan.kills else []
    words += [f"--messages {plan.messages}"] if plan.messages else []
    return " ".join(words)

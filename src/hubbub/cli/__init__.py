"""The command ``hubbub``: ``command`` says which commands there are; a module for each family of them."""

from __future__ import annotations

import signal


def main() -> None:
    """Run the command that was asked for, and exit with its status."""
    # Reading the program takes a second, in which Ctrl-C would print where it had got to.
    interrupted = signal.signal(signal.SIGINT, signal.SIG_DFL)
    from .command import main as run

    signal.signal(signal.SIGINT, interrupted)
    run()


__all__ = ["main"]

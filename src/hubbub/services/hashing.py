"""The process that hashes passwords, started by `hashers`: argon2id, a question a line, an answer a line.

A process and not a thread: a thread of low priority that is put aside while it holds the interpreter's lock
puts the event loop aside with it. It imports nothing of the server. `idly` it takes only time that nobody
else wants (SCHED_IDLE, where the kernel has it); else it yields to others and takes its share.

Parameters are those of OWASP's password storage cheat sheet: 19 MiB, two passes, one lane.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Final

import argon2

NICENESS: Final = 10
"""Hashing yields to everything else that this machine has to do."""

READY: Final = b"ready\n"
"""Said when it is loaded: how long that takes says nothing of how much time is idle."""

HASHER: Final = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    return HASHER.hash(password.encode("utf-8", "surrogatepass"))


def fits(kept: str, password: str) -> bool:
    """Say whether a password is the one of which this was kept."""
    try:
        return HASHER.verify(kept, password.encode("utf-8", "surrogatepass"))
    except argon2.exceptions.VerificationError:
        return False


def main() -> None:
    """Answer until the server closes its end, as its death does, too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C at the terminal is the server's to understand
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    if "idly" in sys.argv and sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    else:
        os.nice(NICENESS)
    for line in sys.stdin.buffer:
        kept, password = json.loads(line)
        answer = hashed(password) if kept is None else fits(kept, password)
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

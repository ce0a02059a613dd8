"""Write the generated modules of the client libraries, and the page's copy of the JavaScript one.

Python is laid out by the project's own formatter.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hubbub.http.documents import describe
from hubbub.services.operations import ROWS
from hubbub.wire import python, typescript

ROOT = Path(__file__).parents[1]
PYTHON = ROOT / "sdk" / "python" / "src" / "hubbub_client"
SCRIPT = ROOT / "sdk" / "js" / "src"
VENDORED = ROOT / "src" / "hubbub" / "web" / "vendor" / "hubbub-client"


def generated() -> dict[Path, str]:
    """Return what each generated file holds."""
    described = describe(ROWS)
    modules = python.modules(described)
    return {
        **{PYTHON / f"{name}.py": laid_out(getattr(modules, name)) for name in modules.__struct_fields__},
        SCRIPT / "protocol.d.ts": typescript.declarations(described),
        SCRIPT / "reads.js": typescript.reads(described),
    }


def copied() -> dict[Path, str]:
    """Return what each file of the page's copy holds: it has no build step, and no use for declarations."""
    return {VENDORED / path.name: path.read_text(encoding="utf-8") for path in sorted(SCRIPT.glob("*.js"))}


def laid_out(text: str) -> str:
    """Return Python as the formatter would have it."""
    path = str(PYTHON / "generated.py")  # which decides what is first-party; nothing is there
    for command in (["check", "--fix-only", "--exit-zero", "--quiet"], ["format", "--quiet"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "--stdin-filename", path, "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )
        text = done.stdout
    return text


def write() -> None:
    """Write everything; a copy of what is no longer there goes."""
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")
    VENDORED.mkdir(parents=True, exist_ok=True)
    copies = copied()
    for path in set(VENDORED.iterdir()) - copies.keys():
        path.unlink()
    for path, text in copies.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()

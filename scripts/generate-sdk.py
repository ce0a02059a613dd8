"""Write the generated modules of the Python client, laid out by the project's own formatter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hubbub.http.documents import describe
from hubbub.services.operations import ROWS
from hubbub.wire import python

PACKAGE = Path(__file__).parents[1] / "sdk" / "python" / "src" / "hubbub_client"


def generated() -> dict[Path, str]:
    """Return what each generated file holds."""
    modules = python.modules(describe(ROWS))
    return {PACKAGE / f"{name}.py": laid_out(getattr(modules, name)) for name in modules.__struct_fields__}


def laid_out(text: str) -> str:
    """Return Python as the formatter would have it."""
    path = str(PACKAGE / "generated.py")  # which decides what is first-party; nothing is there
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


if __name__ == "__main__":
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")

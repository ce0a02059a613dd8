"""What the client library's README shows works as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import hubbub_client
from tests.support.server import Server

README = (Path(__file__).parents[2] / "sdk" / "python" / "README.md").read_text(encoding="utf-8")
SECONDS = 30


def examples() -> list[str]:
    """Return the programs: what is fenced as Python and runs something."""
    return [code for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "asyncio.run" in code]


def test_the_quick_start_runs(server: Server, tmp_path: Path) -> None:
    said = []
    for code in examples():
        program = code.replace("http://localhost:8000", server.http)
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", program],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            cwd=tmp_path,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        said.append(done.stdout)
    assert "stored at 1" in said[0]
    assert "user 2: hello, everyone" in said[0]
    assert len(said) >= 2


def test_every_name_in_the_readme_exists() -> None:
    names = set(re.findall(r"`([A-Z][A-Za-z]+)[(`]", README)) - {"None", "False", "True"}
    assert len(names) > 15
    assert names <= set(hubbub_client.__all__)

"""What the README tells newcomers to type works, line by line, and both languages tell the same."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.support.server import running

ROOT = Path(__file__).parents[2]
README, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
CONTRACT = ROOT / "docs" / "contract.md"
DEFAULT_PORT = "localhost:8000"
SECONDS = 10

# Every call's body and exit status are noted, also of those inside `$(...)`, which a shell would forget.
NOTING_CURL = """
curl() {
    local body status=0
    body=$(command curl --show-error --fail-with-body --max-time 5 "$@") || status=$?
    printf '%s %s\\n' "$status" "$body" >> "$CALLS"
    printf '%s' "$body"
    return "$status"
}
"""


def blocks(page: Path) -> list[tuple[str, str]]:
    return re.findall(r"^```(\w*)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_every_curl_line_of_the_readme_is_answered_without_an_error(data: Path, tmp_path: Path) -> None:
    tour = "".join(code for language, code in blocks(README) if language == "sh" and "curl " in code)
    asked = tour.count("curl -s ")
    assert asked >= 8
    assert DEFAULT_PORT in tour
    calls = tmp_path / "calls"
    with running(data) as server:
        script = tour.replace(DEFAULT_PORT, f"localhost:{server.port}")
        ended = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", NOTING_CURL + script],
            env={"PATH": os.environ["PATH"], "CALLS": str(calls)},  # and no proxy
            check=False,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    assert ended.returncode == 0, ended.stderr
    answers = calls.read_text().splitlines()
    assert len(answers) == asked
    for answer in answers:
        status, _, body = answer.partition(" ")
        assert status == "0", answer
        assert "error" not in json.loads(body), answer


@pytest.mark.parametrize("page", [README, CHINESE], ids=["en", "zh"])
def test_every_file_a_readme_links_to_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = set(re.findall(r"\]\((?!https?://|#)([^)#]+)", text))
    assert "docs/protocol.md" in links
    missing = {link for link in links if not (ROOT / link).exists()}
    assert not missing - {"bench/results/latest.md"}  # made by `make bench`


def test_every_test_that_the_contract_names_as_proof_is_there() -> None:
    text = CONTRACT.read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:contract|conformance|unit|sync_law|sdk|torture|fuzz)/\w+\.py)`", text))
    assert len(named) > 10
    assert not {name for name in named if not (ROOT / "tests" / name).exists()}


def test_both_languages_hold_the_same_commands() -> None:
    assert len(blocks(README)) > 10
    assert blocks(CHINESE) == blocks(README)

"""What the web page is made with is what the lock file names, byte for byte, with its licences."""

from __future__ import annotations

import hashlib
import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
VENDOR = resources.files("hubbub") / "web" / "vendor"
SPECIFIER = re.compile(r'\bfrom\s*"([^"]+)"')


def rows() -> list[dict[str, Any]]:
    vendored: list[dict[str, Any]] = json.loads((VENDOR / "VENDORED.json").read_text())
    return vendored


def test_every_vendored_file_has_the_hash_that_was_noted() -> None:
    assert len(rows()) >= 6
    for row in rows():
        assert hashlib.sha256((VENDOR / row["file"]).read_bytes()).hexdigest() == row["sha256"], row["file"]


def test_every_vendored_file_is_noted() -> None:
    folder = Path(str(VENDOR))
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*.js")}
    assert present == {row["file"] for row in rows()}


def test_every_vendored_package_comes_with_its_licence() -> None:
    for row in rows():
        assert row["licence"] in ("MIT", "Apache-2.0"), row["package"]
        assert "permission" in (VENDOR / row["licence_file"]).read_text().lower(), row["package"]


def test_the_versions_are_those_of_the_lock_file_which_names_no_place_to_download_from() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert not [name for name, package in lock.items() if "resolved" in package]
    for row in rows():
        if row["package"] != "hubbub-client":
            assert lock[f"node_modules/{row['package']}"]["version"] == row["version"]


def test_what_vendored_modules_import_is_vendored_too() -> None:
    specifiers = {row["specifier"] for row in rows()}
    for row in rows():
        wanted = set(SPECIFIER.findall((VENDOR / row["file"]).read_text()))
        assert {name for name in wanted if not name.startswith(".")} <= specifiers, row["file"]


def test_the_client_library_is_the_one_of_this_tree() -> None:
    """After a change of the library: `make sdk`. The page does without what only Node has."""
    modules = {path.name: path.read_bytes() for path in (ROOT / "sdk" / "js" / "src").glob("*.js")}
    wanted = {name: body for name, body in modules.items() if b'from "node:' not in body}
    copies = {path.name: path.read_bytes() for path in Path(str(VENDOR / "hubbub-client")).iterdir()}
    assert copies == wanted, "run `make sdk`"


def test_what_was_made_of_a_package_comes_with_its_licence() -> None:
    table = (ROOT / "src" / "hubbub" / "web" / "text" / "emoji_table.js").read_text()
    assert "emojibase-data" in table.splitlines()[0]
    assert "Miles Johnson" in (VENDOR / "licences" / "emojibase-data.txt").read_text()

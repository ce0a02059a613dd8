"""The JavaScript library as a package: types, size, what is generated and copied, and its README."""

from __future__ import annotations

import gzip
import importlib.util
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from hubbub.services.operations import ROWS
from tests.support.node import LIBRARY, ROOT, command
from tests.support.server import Server

SOURCE = LIBRARY / "src"
README = (LIBRARY / "README.md").read_text(encoding="utf-8")
SECONDS = 60
CORE_BYTES = 8_000
"""What the core may weigh: every module that the entry pulls in, gzipped, without its comments."""
READABLE_BYTES = 13_000
"""And as it stands there, with them."""


def run(*arguments: str, folder: Path) -> str:
    done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def script() -> Any:
    spec = importlib.util.spec_from_file_location("generate_sdk", ROOT / "scripts" / "generate-sdk.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the library with what checks it installed; using it takes nothing."""
    if shutil.which("npm") is None:
        pytest.skip("there is no npm command here (Debian: apt-get install nodejs npm)")
    copy = tmp_path_factory.mktemp("library") / "js"
    shutil.copytree(LIBRARY, copy, ignore=shutil.ignore_patterns("node_modules"))
    run("npm", "ci", "--no-fund", "--no-audit", "--prefer-offline", "--ignore-scripts", folder=copy)
    return copy


def core(folder: Path) -> list[Path]:
    """Return every module that the entry pulls in."""
    found: list[Path] = []
    wanted = [folder / "index.js"]
    while wanted:
        module = wanted.pop()
        if module not in found:
            found.append(module)
            wanted += [
                folder / name
                for name in re.findall(
                    r'^(?:import|export) .*?"\./(.+?)";$', module.read_text(), re.MULTILINE
                )
            ]
    return sorted(found)


def weight(modules: list[Path]) -> int:
    return len(gzip.compress(b"".join(module.read_bytes() for module in modules)))


def test_the_page_s_copy_is_the_library(script: Any) -> None:
    """After a change of the library: `make sdk`."""
    copies = script.copied()
    for path, text in copies.items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `make sdk`"
    assert {*script.VENDORED.iterdir()} == copies.keys(), "and nothing else is there"
    assert (script.VENDORED / "client.js").exists()


def test_what_is_generated_is_up_to_date(script: Any) -> None:
    """After a change of the operations table: `make sdk`."""
    for path, text in script.generated().items():
        if path.parent == SOURCE:
            assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `make sdk`"


def test_what_may_be_asked_again_is_what_changes_nothing() -> None:
    reads = set(re.findall(r'^ {2}"([a-z.]+)",$', (SOURCE / "reads.js").read_text(), re.MULTILINE))
    assert reads == {row.name for row in ROWS if not row.changes}
    assert "message.history" in reads
    assert "conversation.create" not in reads


def test_the_types_hold(library: Path) -> None:
    """`tsc --strict` over the sources, and over a program of somebody who uses TypeScript."""
    run("npx", "tsc", "--project", ".", folder=library)


def test_the_core_weighs_less_than_eight_kilobytes(library: Path) -> None:
    """Without comments, which every bundler leaves out; nothing is renamed, and nothing minified."""
    options = ("--noEmit", "false", "--removeComments", "--rootDir", ".", "--outDir", "plain")
    run("npx", "tsc", "--project", ".", *options, folder=library)
    modules = core(library / "plain" / "src")
    assert {module.name for module in modules} >= {"client.js", "session.js", "outbox.js", "link.js"}
    assert not {"file.js", "indexeddb.js"} & {module.name for module in modules}
    assert weight(modules) < CORE_BYTES
    assert weight(core(SOURCE)) < READABLE_BYTES


def test_it_depends_on_nothing_and_needs_no_build(library: Path) -> None:
    """Every import is of a file beside it; what only Node has is in the file that only Node is for."""
    for module in SOURCE.glob("*.js"):
        imports = re.findall(
            r'(?:from|import\() ?"(.+?)"', re.sub(r"/\*\*.*?\*/", "", module.read_text(), flags=re.S)
        )
        foreign = [name for name in imports if not name.startswith("./")]
        assert all(name.startswith("node:") for name in foreign) if module.name == "file.js" else not foreign
    assert '"dependencies"' not in (library / "package.json").read_text()


def test_its_logic_holds() -> None:
    """What needs no server: `node --test`."""
    run("node", "--test", "sdk/js/test", folder=ROOT)


def test_the_readme_s_programs_run(server: Server, tmp_path: Path) -> None:
    """As they stand there, in a project that has the library installed."""
    installed = tmp_path / "node_modules" / "hubbub-client"
    installed.parent.mkdir()
    installed.symlink_to(LIBRARY)
    said = []
    for number, code in enumerate(re.findall(r"```js\n// .*?Node.*?\n(.*?)```", README, re.DOTALL)):
        program = tmp_path / f"example-{number}.mjs"
        program.write_text(code.replace("http://localhost:8000", server.http))
        said.append(run(*command(str(program)), folder=tmp_path))
    assert "stored at 1" in said[0]
    assert "hello, everyone" in said[0]
    assert "hello, engines" in said[1]
    assert "not_found" in said[1]
    assert "sent from an earlier run, or this one" in said[2]


def test_every_event_and_option_in_the_types_is_in_the_readme() -> None:
    types = (SOURCE / "index.d.ts").read_text()
    events = set(re.findall(r'^ {2}"(client\.[a-z_]+)":', types, re.MULTILINE))
    options = set(
        re.findall(r"^ {2}(\w+)\?:", types.split("interface ClientOptions")[1].split("\n}")[0], re.MULTILINE)
    )
    assert len(events) > 8
    assert len(options) > 10
    for name in events | options:
        assert f"`{name}`" in README, name

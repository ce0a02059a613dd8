#!/usr/bin/env python3
"""Copy the modules that the web page is made with from node_modules, and the client library from sdk/js.

What is copied is committed, so that serving the page takes no Node and no download: the bytes that were
tested are the bytes that are shipped. ``VENDORED.json`` says of each where it came from and what its hash
is; the page's import map is made of it. The standard library is enough for this.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
CLIENT = ROOT / "sdk" / "js"
VENDOR = ROOT / "src" / "hubbub" / "web" / "vendor"

SOURCE_MAP = re.compile(rb"\s*//# sourceMappingURL=\S+\s*\Z")
"""Left out: it names a file that is not here."""


class Module(NamedTuple):
    specifier: str
    """What an ``import`` names."""
    package: str
    source: str
    file: str


MODULES = (
    Module("preact", "preact", "dist/preact.mjs", "preact.js"),
    Module("preact/hooks", "preact", "hooks/dist/hooks.mjs", "preact-hooks.js"),
    Module("@preact/signals-core", "@preact/signals-core", "dist/signals-core.mjs", "signals-core.js"),
    Module("@preact/signals", "@preact/signals", "dist/signals.mjs", "signals.js"),
    Module("htm", "htm", "dist/htm.mjs", "htm.js"),
    Module("htm/preact", "htm", "preact/index.mjs", "htm-preact.js"),
)


def main() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    vendored = [_module(module) for module in MODULES]
    if (CLIENT / "package.json").exists():
        vendored += _client()
    (VENDOR / "VENDORED.json").write_text(json.dumps(vendored, indent=2) + "\n")


def _module(module: Module) -> dict[str, str]:
    folder = PACKAGES / module.package
    licence = f"licences/{module.package.removeprefix('@').replace('/', '-')}.txt"
    _keep(licence, (folder / "LICENSE").read_bytes())
    body = SOURCE_MAP.sub(b"\n", (folder / module.source).read_bytes())
    _keep(module.file, body)
    package = json.loads((folder / "package.json").read_text())
    return _row(module.specifier, package, module.file, body, licence)


def _client() -> list[dict[str, str]]:
    """Copy every module that lies beside the library's entry; those that it exports have a name."""
    package = json.loads((CLIENT / "package.json").read_text())
    entry = CLIENT / _entry(package)
    named = {CLIENT / _target(given): f"hubbub-client{path[1:]}" for path, given in _exports(package).items()}
    licence = "licences/hubbub-client.txt"
    _keep(licence, (ROOT / "LICENSE").read_bytes())
    rows = []
    for source in sorted(entry.parent.rglob("*.js")):
        file = f"hubbub-client/{source.relative_to(entry.parent).as_posix()}"
        body = source.read_bytes()
        if b'from "node:' in body:  # not for browsers
            continue
        _keep(file, body)
        rows.append(_row(named.get(source, ""), package, file, body, licence))
    return rows


def _entry(package: dict[str, Any]) -> str:
    return _target(_exports(package)["."])


def _exports(package: dict[str, Any]) -> dict[str, Any]:
    exports = package["exports"]
    return exports if isinstance(exports, dict) and "." in exports else {".": exports}


def _target(given: Any) -> str:
    return str(given if isinstance(given, str) else given.get("import") or given["default"])


def _keep(file: str, body: bytes) -> None:
    path = VENDOR / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)


def _row(specifier: str, package: dict[str, Any], file: str, body: bytes, licence: str) -> dict[str, str]:
    return {
        "specifier": specifier,
        "package": package["name"],
        "version": package["version"],
        "licence": package["license"],
        "licence_file": licence,
        "file": file,
        "sha256": hashlib.sha256(body).hexdigest(),
    }


if __name__ == "__main__":
    main()

"""The web page as it is served: its files read once, their version, and what its HTML is filled in with.

Every file but the page itself lies under an address that holds a hash of them all, so a browser keeps it for
ever and never mixes two versions. Nothing is built: a file is served as it lies in `hubbub/web`, scripts and
styles without comments and indentation, and style sheets in the place of their ``@import``.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import mimetypes
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from posixpath import dirname, join, normpath
from typing import Final

from msgspec import Struct

from hubbub.http import modules
from hubbub.http.slim import slim_script, slim_style

FOLDER: Final = resources.files("hubbub") / "web"
INDEX: Final = "index.html"
WORKER: Final = "sw.js"
MANIFEST: Final = "manifest.webmanifest"
VENDORED: Final = "vendor/VENDORED.json"
_ADDRESSED_BY_NAME: Final = frozenset({INDEX, WORKER, MANIFEST})
_TYPES: Final = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
"""Named here, because what `mimetypes` knows differs between machines."""
_PACKED: Final = frozenset({".png", ".webp", ".jpg", ".woff2"})
_STYLE_IMPORT: Final = re.compile(rb'@import "(\.[^"]+)";\n?')
_INLINE: Final = re.compile(r'<script type="importmap">(.*?)</script>', re.DOTALL)


class Page(Struct, frozen=True):
    """One file, ready to be sent: as it is and, where that is shorter, compressed."""

    media_type: str
    body: bytes
    packed: bytes | None
    tag: str
    """Begins an entity tag; the two forms of a file are two representations (RFC 9110, 8.8.3)."""


class Bundle(Struct, frozen=True):
    """All that is served for the page."""

    version: str
    files: Mapping[str, Page]
    index: Page
    worker: Page
    manifest: Page
    script_hashes: tuple[str, ...]
    """What may run though it stands in the page itself, as sources of a Content-Security-Policy."""


def read(folder: Traversable = FOLDER) -> Bundle:
    """Read the page's files. Raises ValueError for a module that imports what is not there."""
    bodies = _with_imports({path: _shortened(path, body) for path, body in sorted(_walk(folder))})
    version = _version(bodies)
    base = f"/web/{version}/"
    imports = {
        row["specifier"]: f"{base}vendor/{row['file']}"
        for row in json.loads(bodies.get(VENDORED, b"[]"))
        if row["specifier"]
    }
    named = {"version": version, "importmap": json.dumps({"imports": imports}, separators=(",", ":"))}
    index = _fill(bodies[INDEX], named)
    scripts = {base + path: body.decode() for path, body in bodies.items() if path.endswith(".js")}
    index = modules.preloading(index, scripts, _import_map(index))
    kept = ["/", f"/{MANIFEST}", *(base + path for path in bodies if _is_kept(path))]
    return Bundle(
        version=version,
        files={path: _page(path, body) for path, body in bodies.items() if path not in _ADDRESSED_BY_NAME},
        index=_page(INDEX, index.encode()),
        worker=_page(WORKER, _fill(bodies[WORKER], {"version": version, "files": json.dumps(kept)}).encode()),
        manifest=_page(MANIFEST, _fill(bodies[MANIFEST], {"version": version}).encode()),
        script_hashes=tuple(_source(script) for script in _INLINE.findall(index)),
    )


def _walk(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.name.startswith((".", "_")):
            continue
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()


def _shortened(path: str, body: bytes) -> bytes:
    if path.endswith(".js"):
        return slim_script(body.decode()).encode()
    return slim_style(body.decode()).encode() if path.endswith(".css") else body


def _with_imports(bodies: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files with each style sheet in the place of its ``@import``: one request instead of many."""
    imported = set()

    def sheet(path: str) -> bytes:
        def put_in(found: re.Match[bytes]) -> bytes:
            inner = normpath(join(dirname(path), found[1].decode()))
            if inner not in bodies:
                raise ValueError(f"{path} imports {inner}, which is not there")
            imported.add(inner)
            return sheet(inner)

        return _STYLE_IMPORT.sub(put_in, bodies[path])

    whole = {path: sheet(path) if path.endswith(".css") else body for path, body in bodies.items()}
    return {path: body for path, body in whole.items() if path not in imported}


def _version(bodies: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for path, body in bodies.items():
        whole.update(b"%s\0%d\0" % (path.encode(), len(body)))
        whole.update(body)
    return whole.hexdigest()[:12]


def _fill(template: bytes, values: Mapping[str, str]) -> str:
    text = template.decode()
    for name, value in values.items():
        text = text.replace("{{" + name + "}}", value)
    return text


def _import_map(index: str) -> dict[str, str]:
    found = _INLINE.search(index)
    return dict(json.loads(found[1])["imports"]) if found else {}


def _is_kept(path: str) -> bool:
    """Say whether the page needs a file without network."""
    return path not in _ADDRESSED_BY_NAME and path != VENDORED and "/licences/" not in path


def _page(path: str, body: bytes) -> Page:
    ending = path[path.rfind(".") :]
    media_type = _TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    packed = None if ending in _PACKED else gzip.compress(body, 9, mtime=0)
    if packed is not None and len(packed) >= len(body):
        packed = None
    return Page(media_type, body, packed, hashlib.sha256(body).hexdigest()[:16])


def _source(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"

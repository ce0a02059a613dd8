"""Which modules a page needs before it can run: the graph of its static imports.

A browser learns of an import only when it has the file that holds it, so a chain of ten modules takes ten
round trips. Said in the page, all come at once. What is imported with ``import()`` is left for later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Final

_NAMED: Final = re.compile(
    r"""<script type="module" src="(?P<entry>[^"]+)"></script>"""
    r"""|<link rel="modulepreload" href="(?P<later>[^"]+)"(?P<how>[^>]*)>"""
)
# Where a statement may begin, so that words in a comment or a string are none: a line, or after another one.
_IMPORT: Final = re.compile(
    r"""(?:^|[;}])\s*(?:import|export)\b(?:[^"'();]*?\bfrom)?\s*(?P<quote>["'])(?P<name>[^"'\n]+)(?P=quote)""",
    re.MULTILINE,
)


def preloading(index: str, scripts: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Return a page in which each module that it names is followed by what that one imports, nearest first.

    ``scripts`` are texts by address, ``names`` the page's import map. What has been named above is not named
    again, and what follows a ``modulepreload`` has its attributes, such as ``fetchpriority``. Raises
    ValueError for a module that is not there.
    """
    named = dict.fromkeys(found["entry"] for found in _NAMED.finditer(index) if found["entry"])

    def followed(found: re.Match[str]) -> str:
        address = found["entry"] or found["later"]
        if address not in scripts:
            raise ValueError(f"the page names {address}, which is not there")
        needed = [] if found["entry"] else [address]
        needed += _graph(address, scripts, names)
        new = [each for each in dict.fromkeys(needed) if each not in named]
        named.update(dict.fromkeys(new))
        links = [f'<link rel="modulepreload" href="{each}"{found["how"] or ""}>' for each in new]
        return "\n".join([found[0], *links] if found["entry"] else links)

    return _NAMED.sub(followed, index)


def _graph(entry: str, scripts: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    """Return all that a module imports, and that those import."""
    found = {entry: None}
    waiting = [entry]
    while waiting:
        importer = waiting.pop(0)
        for name in imports(scripts[importer]):
            address = _resolve(name, importer, names)
            if address not in scripts:
                raise ValueError(f"{importer} imports {name}, which is not there")
            if address not in found:
                found[address] = None
                waiting.append(address)
    return list(found)[1:]


def imports(script: str) -> list[str]:
    """Return what a module imports when it is loaded, in its order."""
    return [found["name"] for found in _IMPORT.finditer(script)]


def _resolve(name: str, importer: str, names: Mapping[str, str]) -> str:
    if name.startswith("."):
        return normpath(join(dirname(importer), name))
    return names.get(name, name)

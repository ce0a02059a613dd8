"""Which modules a page needs before it can run: the graph of its static imports.

A browser learns of an import only when it has the file that holds it, so a chain of ten modules takes ten
round trips. Said in the page, all come at once. What is imported with ``import()`` is left for later.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from typing import Final

_ENTRY: Final = re.compile(r'<script type="module" src="([^"]+)"')
# Where a statement may begin, so that words in a comment or a string are none: a line, or after another one.
_IMPORT: Final = re.compile(
    r"""(?:^|[;}])\s*(?:import|export)\b(?:[^"'();]*?\bfrom)?\s*(?P<quote>["'])(?P<name>[^"'\n]+)(?P=quote)""",
    re.MULTILINE,
)


def first_load(index: str, scripts: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    """Return the addresses of what the page's scripts import, and what that imports, nearest first.

    ``scripts`` are texts by address, ``names`` the page's import map. The scripts that the page names itself
    are not among them. Raises ValueError for an import of what is not there.
    """
    entries = _ENTRY.findall(index)
    found = dict.fromkeys(entries)
    waiting = list(entries)
    while waiting:
        importer = waiting.pop(0)
        if importer not in scripts:
            raise ValueError(f"the page names {importer}, which is not there")
        for name in imports(scripts[importer]):
            address = _resolve(name, importer, names)
            if address not in scripts:
                raise ValueError(f"{importer} imports {name}, which is not there")
            if address not in found:
                found[address] = None
                waiting.append(address)
    return [address for address in found if address not in entries]


def imports(script: str) -> list[str]:
    """Return what a module imports when it is loaded, in its order."""
    return [found["name"] for found in _IMPORT.finditer(script)]


def _resolve(name: str, importer: str, names: Mapping[str, str]) -> str:
    if name.startswith("."):
        return normpath(join(dirname(importer), name))
    return names.get(name, name)

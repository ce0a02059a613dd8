#!/usr/bin/env python3
"""Write the table of emoji that the web page fetches when somebody wants one.

Their names are those of GitHub and of emojibase; the words one finds them by are in English and Chinese, from
emojibase-data (MIT), a package of the development dependencies. Skin tones are left out: they have the names
of the plain ones. The standard library is enough for this.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "emojibase-data"
TABLE = ROOT / "src" / "hubbub" / "web" / "text" / "emoji_table.js"
COMPONENTS = 2
"""The group of skin tones and hair, which nobody writes alone."""
MOST_WORDS = 8


def main() -> None:
    english = _load("en/compact.json")
    chinese = {emoji["hexcode"]: emoji for emoji in _load("zh/compact.json")}
    github = _load("en/shortcodes/github.json")
    emojibase = _load("en/shortcodes/emojibase.json")
    lines: list[str] = []
    group = None
    for emoji in english:
        if emoji.get("group") in (None, COMPONENTS):
            continue
        if emoji["group"] != group:
            group = emoji["group"]
            lines.append(str(group))
        code = emoji["hexcode"]
        names = _unique(_listed(github.get(code)) + _listed(emojibase.get(code)))
        if names:
            words = _words(emoji, chinese.get(code), names)
            lines.append(f"{emoji['unicode']}|{' '.join(names)}|{words}")
    version = json.loads((SOURCE / "package.json").read_text())["version"]
    notice = f"// Made by scripts/emoji-table.py of emojibase-data {version} (MIT, (c) Miles Johnson).\n"
    TABLE.write_text(f"{notice}export default `{chr(10).join(lines)}`;\n")


def _load(name: str) -> Any:
    return json.loads((SOURCE / name).read_text())


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def _unique(names: list[str]) -> list[str]:
    return list(dict.fromkeys(name.lower() for name in names))


def _words(emoji: dict[str, Any], chinese: dict[str, Any] | None, names: list[str]) -> str:
    """Return what it is found by besides its names; words that a name holds already say nothing new."""
    known = {part for name in names for part in name.split("_")}
    english = [word for word in emoji.get("tags", []) if word not in known]
    other = [chinese["label"], *chinese.get("tags", [])] if chinese else []
    return " ".join(_unique([*english[:MOST_WORDS], *other]))


if __name__ == "__main__":
    main()

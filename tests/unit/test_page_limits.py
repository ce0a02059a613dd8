"""The page's bounds of what is typed are the server's own."""

from __future__ import annotations

import re
from pathlib import Path

from hubbub.domain import text
from hubbub.services import messages
from hubbub.storage import mentions

LIMITS = Path(__file__).parents[2] / "src" / "hubbub" / "web" / "text" / "limits.js"
CONSTANT = re.compile(r"^export const (\w+) = ([\d_]+);$", re.MULTILINE)


def test_the_page_lets_people_type_as_much_as_the_server_takes() -> None:
    assert {name: int(number) for name, number in CONSTANT.findall(LIMITS.read_text())} == {
        "NAME": text.MAX_NAME,
        "TITLE": text.MAX_TITLE,
        "TOPIC": text.MAX_TOPIC,
        "QUERY": text.MAX_QUERY,
        "TEXT": text.MAX_TEXT,
        "FILES": messages.MOST_FILES,
        "CALLED_BY_ALL": mentions.MOST_COUNTED,
    }

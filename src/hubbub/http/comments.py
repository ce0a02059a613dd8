"""Scripts without their comments, which are a quarter of what a first visit would load.

Lines stay where they are, so what a browser says about line 40 is about line 40 of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_TOKEN: Final = re.compile(
    r"""(?P<comment> //[^\n]* | /\*.*?\*/ )
      | (?P<string> "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' )
      | (?P<pattern> /(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/ )
      | (?P<word> [\w$]+ )
      | (?P<other> \S )""",
    re.DOTALL | re.VERBOSE,
)
_TEMPLATE: Final = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*(?P<end>`|\$\{)", re.DOTALL)
_BEFORE_A_VALUE: Final = frozenset("(,=:[!&|?;{}+-*%~^<>") | {
    "return",
    "typeof",
    "case",
    "of",
    "in",
    "=>",
    "",
}
"""What a pattern may follow. After anything else a slash divides."""


def without_comments(script: str) -> str:
    """Return a script without its comments, line for line."""
    kept = []
    end = 0
    for start, stop in _comments(script):
        between = "" if script[stop : stop + 1] in ("", "\n") else " "
        kept += [script[end:start].rstrip(" "), "\n" * script.count("\n", start, stop) or between]
        end = stop
    return "".join([*kept, script[end:]])


def _comments(script: str) -> Iterator[tuple[int, int]]:
    """Give where each comment begins and ends."""
    place, before = 0, ""
    braces: list[int] = []  # how many are open in each `${` that one is in
    while found := _TOKEN.search(script, place):
        kind, text, place = found.lastgroup, found[0], found.end()
        if kind == "comment":
            yield found.span()
            continue
        if kind == "pattern" and before not in _BEFORE_A_VALUE:
            place = found.start() + 1
            text = "/"
        if text == "`" or (text == "}" and braces and not braces[-1]):
            if text == "}":
                braces.pop()
            place = _after_template(script, place, braces)
            text = "`"
        elif text in ("{", "}") and braces:
            braces[-1] += 1 if text == "{" else -1
        before = text


def _after_template(script: str, place: int, braces: list[int]) -> int:
    """Return where a template ends, or what is put into it begins."""
    found = _TEMPLATE.match(script, place)
    if found is None:
        return len(script)
    if found["end"] == "${":
        braces.append(0)
    return found.end()

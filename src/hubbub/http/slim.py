"""Scripts and styles without what only readers need, a quarter of a first visit: comments and indentation.

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
      | (?:\A|\n)(?P<indentation> [ \t]+ )
      | (?P<mark> [`{}/] )""",
    re.DOTALL | re.VERBOSE,
)
"""What matters here; all between is code that stays as it is."""
_LAST: Final = re.compile(r"(?:[\w$]+|\S)\Z")
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


_INDENTATION: Final = re.compile(r"^[ \t]+", re.MULTILINE)
_STYLE: Final = re.compile(r"""(?P<string>"[^"]*"|'[^']*')|/\*.*?\*/""", re.DOTALL)


def slim_script(script: str) -> str:
    """Return a script without its comments and its indentation, line for line; templates stay as they are."""
    return _without(script, list(_superfluous(script)))


def slim_style(style: str) -> str:
    """Return a style sheet without its comments and its indentation."""
    return _INDENTATION.sub("", _STYLE.sub(lambda found: found["string"] or "", style))


def _without(script: str, spans: list[tuple[int, int]]) -> str:
    kept = []
    end = 0
    for start, stop in spans:
        left = script[end:start].rstrip(" ")
        lines = "\n" * script.count("\n", start, stop)
        # What stood on both sides of a comment must not become one word.
        between = " " if left[-1:].strip() and script[stop : stop + 1] not in ("", "\n") else ""
        kept += [left, lines or between]
        end = stop
    return "".join([*kept, script[end:]])


def _superfluous(script: str) -> Iterator[tuple[int, int]]:
    """Give where each comment and each line's indentation begins and ends, in order."""
    place, before = 0, ""
    braces: list[int] = []  # how many are open in each `${` that one is in
    while found := _TOKEN.search(script, place):
        kind, text = found.lastgroup, found[0]
        code, place = script[place : found.start()].rstrip(), found.end()
        if code:
            before = code
        if kind in ("comment", "indentation"):
            yield found.span(kind)
            continue
        if kind == "pattern" and not _may_precede_a_value(before):
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


def _may_precede_a_value(code: str) -> bool:
    last = _LAST.search(code)
    return last is None or last[0] in _BEFORE_A_VALUE


def _after_template(script: str, place: int, braces: list[int]) -> int:
    """Return where a template ends, or what is put into it begins."""
    found = _TEMPLATE.match(script, place)
    if found is None:
        return len(script)
    if found["end"] == "${":
        braces.append(0)
    return found.end()

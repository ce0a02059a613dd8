"""The page's beginning and end: how to start, how to log in, what frames are, and what goes wrong."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template
from typing import Final

from hubbub.errors import HTTP_STATUS, Code
from hubbub.http.docs_page import markup
from hubbub.http.docs_page.reference import HOST
from hubbub.wire import glossary

_WORDS: Final = Template((files(__package__) / "guide.html").read_text(encoding="utf-8"))
_CONSOLE: Final = f"""\
ws = new WebSocket("ws://{HOST}/api/v1/ws?name=ada")
ws.onmessage = e => console.log(e.data)
ws.send('{{"op":"message.send","conversation":0,"text":"hello, everyone"}}')"""
_LOGIN: Final = f"""\
curl http://{HOST}/api/v1/auth.login \\
  -d '{{"name": "ada", "password": "a long enough secret"}}'"""
_FRAMES: Final = """\
{"op": "typing.start", "id": 7, "conversation": 0}
{"re": 7, "ok": {}}
{"re": 7, "error": {"code": "rate_limited",
  "message": "too many of these", "retry_after": 1.5}}
{"ev": "typing", "conversation": 0, "user": 2}"""
_RETRY: Final = """\
{"op": "message.send", "id": 1, "conversation": 0,
  "text": "hello", "client_id": "b1f6c2"}
{"re": 1, "ok": {"conversation": 0, "seq": 42,
  "at": "2026-11-23T04:42:00.000Z", "client_id": "b1f6c2"}}"""
_CATCH_UP: Final = """\
{"op": "sync", "id": 2, "epoch": "c0ffee",
  "cursors": {"0": 128, "7": 40}}"""


def start() -> str:
    """Return how to begin, and the rules that hold for every operation."""
    return _WORDS.substitute(
        console=markup.code_block("Browser console", escape(_CONSOLE, quote=False), here=True),
        login=markup.code_block("curl", escape(_LOGIN, quote=False), here=True),
        frames=markup.code_block("Request, replies, event", markup.coloured(_FRAMES)),
        retry=markup.code_block("A send that can be repeated", markup.coloured(_RETRY)),
        catch_up=markup.code_block("Catching up", markup.coloured(_CATCH_UP)),
    )


def errors() -> str:
    """Return the table of errors."""
    rows = [(code.value, str(HTTP_STATUS[code]), glossary.ERRORS[code]) for code in Code]
    return _table("errors", "Errors", ("code", "HTTP", "when"), rows)


def close_codes() -> str:
    """Return the table of close codes."""
    rows = [(str(code), name, words) for code, (name, words) in glossary.CLOSE_CODES.items()]
    return _table("close-codes", "Close codes", ("code", "name", "what to do"), rows)


def _table(name: str, title: str, heads: tuple[str, ...], rows: list[tuple[str, str, str]]) -> str:
    head = "".join(f'<th scope="col">{words}</th>' for words in heads)
    body = "".join(
        f'<tr><th scope="row"><code>{escape(code)}</code></th><td>{escape(second)}</td>'
        f"<td>{markup.prose(words)}</td></tr>"
        for code, second, words in rows
    )
    return (
        f'<section id="{name}" class="group"><h2>{title}</h2>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{title}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></section>"
    )

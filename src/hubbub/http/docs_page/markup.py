"""Small pieces of HTML. Whatever comes in is text; whatever goes out is escaped."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any, Final

from hubbub.wire.schema import REF, Schema

_CODE: Final = re.compile(r"`([^`]+)`")
_JSON: Final = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*"(?=:))|(?P<str>"(?:[^"\\]|\\.)*")|(?P<lit>-?\d[\d.]*|true|false|null)'
)
WIDTH: Final = 56
"""Characters that fit into a column of code."""
_LARGEST: Final = 2**53 - 1


def prose(words: str) -> str:
    """Escape text and set what stands in backticks as code."""
    return _CODE.sub(r"<code>\1</code>", escape(words))


def code_block(label: str, body: str, *, here: bool = False) -> str:
    """Return a titled block of code that can be copied. ``body`` is HTML; ``here``: it names this server."""
    where = " data-here" if here else ""
    return (
        f'<figure class="code"><figcaption>{escape(label)}'
        '<button type="button" class="copy" hidden>Copy</button></figcaption>'
        f'<pre tabindex="0"{where}><code>{body}</code></pre></figure>'
    )


def pretty(value: Any, indent: str = "", width: int = WIDTH) -> str:
    """Write JSON, over several lines where one would be too long."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= width or not value or not isinstance(value, dict | list):
        return line
    deeper = indent + "  "
    if isinstance(value, list):
        parts = [pretty(item, deeper, width) for item in value]
    else:
        parts = [
            f"{json.dumps(key, ensure_ascii=False)}: {pretty(item, deeper, width)}"
            for key, item in value.items()
        ]
    opening, closing = "[]" if isinstance(value, list) else "{}"
    return f"{opening}\n{deeper}" + f",\n{deeper}".join(parts) + f"\n{indent}{closing}"


def coloured(text: str) -> str:
    """Escape JSON and mark its keys, strings and literals."""
    parts, end = [], 0
    for match in _JSON.finditer(text):
        parts.append(escape(text[end : match.start()], quote=False))
        parts.append(f'<span class="{match.lastgroup}">{escape(match[0], quote=False)}</span>')
        end = match.end()
    return "".join(parts) + escape(text[end:], quote=False)


def type_of(schema: Schema) -> str:
    """Return a schema's type in words, linked where it has a name."""
    if "$ref" in schema:
        name = escape(schema["$ref"].removeprefix(REF))
        return f'<a href="#{name}">{name}</a>'
    if "const" in schema:
        return f"<code>{escape(json.dumps(schema['const']))}</code>"
    if "enum" in schema:
        return " or ".join(f"<code>{escape(json.dumps(value))}</code>" for value in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(type_of(branch) for branch in schema["anyOf"]))
    match schema.get("type"):
        case "array":
            return f"list of {_many(schema['items'])}"
        case "object":
            return f"object of {_many(schema.get('additionalProperties') or {})}"
        case "string" if schema.get("format") == "date-time":
            return "time"
        case str(name):
            return escape(name)
        case _:
            return "anything"


def _many(schema: Schema) -> str:
    if "discriminator" in schema:
        return "events"
    return f"{type_of(schema)}s" if schema.get("type") in ("integer", "string") else type_of(schema)


def bounds_of(schema: Schema) -> str:
    """Return a schema's bounds in words, or nothing."""
    for least, most, unit in (
        ("minimum", "maximum", ""),
        ("minLength", "maxLength", " characters"),
        ("minItems", "maxItems", " entries"),
        ("minProperties", "maxProperties", " entries"),
    ):
        if least in schema or most in schema:
            return _range(schema.get(least), schema.get(most)) + unit
    return next(filter(None, map(bounds_of, schema.get("anyOf", ()))), "")


def _range(least: int | None, most: int | None) -> str:
    if most in (None, _LARGEST):
        return f"from {least:,}" if least is not None else "any"
    return f"up to {most:,}" if least in (None, 0) else f"{least:,} to {most:,}"


def fields(schema: Schema, *, asked: bool, leave_out: tuple[str, ...] = ()) -> str:
    """Return a list of an object's fields. In a request (``asked``) it says which may be left out."""
    required = schema.get("required", ())
    rows = [
        _field(name, property_, optional=name not in required, asked=asked)
        for name, property_ in schema.get("properties", {}).items()
        if name not in leave_out
    ]
    return f'<dl class="fields">{"".join(rows)}</dl>' if rows else ""


def _field(name: str, schema: Schema, *, optional: bool, asked: bool) -> str:
    marks = [type_of(schema)]
    if bounds := bounds_of(schema):
        marks.append(escape(bounds))
    if schema.get("default") not in (None, [], {}, ""):
        marks.append(f"default <code>{escape(json.dumps(schema['default']))}</code>")
    if optional:
        marks.append("<em>optional</em>" if asked else "<em>if it applies</em>")
    said = schema.get("description") or next(
        (branch["description"] for branch in schema.get("anyOf", ()) if "description" in branch), ""
    )
    words = f"<p>{prose(said)}</p>" if said else ""
    return f"<div><dt><code>{escape(name)}</code><span>{' · '.join(marks)}</span></dt><dd>{words}</dd></div>"

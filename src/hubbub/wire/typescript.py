"""TypeScript declarations of everything on the wire, for editors and type checkers of clients."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from hubbub.errors import Code
from hubbub.wire import schema
from hubbub.wire.schema import REF, Described, Schema

_HEAD: Final = """\
// Hubbub protocol, version 1: every operation, answer, event and error. Made from the operations table.

/** Any string or integer; comes back as `re`. */
export type RequestId = number | string;
"""

_FRAMES: Final = """\
/** What a client sends over the socket. */
export type Request = {
  [K in OperationName]: { op: K; id?: RequestId } & Operations[K]["request"];
}[OperationName];

/** The reply to a request that succeeded. */
export interface Success<K extends OperationName = OperationName> {
  re: RequestId;
  ok: Operations[K]["answer"];
}

/** The reply to a request that failed; `re` is null if it had no readable `id`. */
export interface Failure {
  re: RequestId | null;
  error: Problem;
}

/** What a server sends over the socket. */
export type Frame = Success | Failure | Event;
"""


_READS: Final = """\
// Made from the server's operations table by `make sdk`: change that, not this.

/** The operations that change nothing: asking them again is always right. @type {Set<string>} */
"""


def declarations(described: Sequence[Described]) -> str:
    """Return the text of ``hubbub.d.ts``."""
    components = schema.components(described, framed=False)
    requests = set(components.requests.values())
    parts = [_HEAD, _codes()]
    for name, found in components.schemas.items():
        parts.append(_declaration(name, found, leave_out=("op", "id") if name in requests else ()))
    parts += [
        _map(
            "Every operation: what is asked and what is answered.",
            "Operations",
            {
                name: f"{{ request: {request}; answer: {components.answers[name]} }}"
                for name, request in components.requests.items()
            },
        ),
        "export type OperationName = keyof Operations;\n",
        _map("Every event by its name.", "Events", components.events),
        "export type EventName = keyof Events;\n\nexport type Event = Events[EventName];\n",
        _FRAMES,
    ]
    return "\n".join(parts)


def reads(described: Sequence[Described]) -> str:
    """Return the module that names the operations which may be asked again at will."""
    names = "".join(f'  "{each.name}",\n' for each in described if not each.changes)
    return f"{_READS}export const READS = new Set([\n{names}]);\n"


def _codes() -> str:
    codes = " | ".join(json.dumps(code.value) for code in Code)
    return f"/** Every way in which the server says no. */\nexport type ErrorCode = {codes};\n"


def _map(doc: str, name: str, entries: dict[str, str]) -> str:
    lines = "".join(f"  {json.dumps(key)}: {value};\n" for key, value in entries.items())
    return f"/** {doc} */\nexport interface {name} {{\n{lines}}}\n"


def _declaration(name: str, found: Schema, leave_out: tuple[str, ...]) -> str:
    doc = _comment(found.get("description", ""))
    if "properties" not in found and "enum" in found:
        return f"{doc}export type {name} = {_type(found)};\n"
    required = found.get("required", ())
    lines = [
        _property(field if field in required else f"{field}?", property_)
        for field, property_ in found.get("properties", {}).items()
        if field not in leave_out
    ]
    if name == "Problem":
        lines[0] = "  code: ErrorCode;\n"
    return f"{doc}export interface {name} {{\n{''.join(lines)}}}\n"


def _property(field: str, found: Schema) -> str:
    return f"{_comment(found.get('description', ''), '  ')}  {field}: {_type(found)};\n"


def _comment(words: str, indent: str = "") -> str:
    return f"{indent}/** {words.replace('*/', '* /')} */\n" if words else ""


def _type(found: Schema) -> str:
    if "$ref" in found:
        return str(found["$ref"]).removeprefix(REF)
    if "const" in found:
        return json.dumps(found["const"])
    if "enum" in found:
        return " | ".join(json.dumps(value) for value in found["enum"])
    if "anyOf" in found:
        return " | ".join(dict.fromkeys(_type(branch) for branch in found["anyOf"]))
    return _plain(found)


def _plain(found: dict[str, Any]) -> str:
    match found.get("type"):
        case "integer" | "number":
            return "number"
        case "string" | "boolean" | "null" as name:
            return str(name)
        case "array":
            item = _type(found["items"])
            return f"({item})[]" if " | " in item else f"{item}[]"
        case "object":
            return f"Record<string, {_type(found.get('additionalProperties') or {})}>"
        case _:
            return "unknown"

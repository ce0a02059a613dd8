"""The typed half of the Python client (``sdk/python``): models, events, and a method for every operation.

What is read is tolerant, so that a client lives with servers of later versions: what may be null may be
missing, and a word out of a list is a ``str``. A field that servers did not always send says what its absence
means. What is asked is exact: there a word is a ``Literal``.
The text is not laid out; that is the formatter's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from msgspec import Struct

from hubbub.wire import schema
from hubbub.wire.schema import EVENTS, REF, Components, Described, Schema

_MADE: Final = "Made from the server's operations table by `make sdk`: change that, not this."
_LOG_FIELDS: Final = ("conversation", "seq", "at", "by")
_FRAME_FIELDS: Final = ("op", "id", "ev")
_NOT_FOR_PROGRAMS: Final = ("Refusal", "Problem")
_RESERVED: Final = {"from": "from_"}
_LATER: Final = {
    ("Summary", "role"): '"member"',
    ("Summary", "public"): "False",
    ("Summary", "archived"): "False",
}
"""Fields that earlier servers of the same protocol do not send, and what that means: the least."""

_MODELS: Final = f'''\
"""The nouns of the protocol, and what operations answer. Times are aware datetimes in UTC.

{_MADE}
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from msgspec import Struct, field

__all__ = EXPORTED

'''
_EVENTS: Final = f'''\
"""Everything the server tells unasked.

Log events have a place in a conversation's order, ``seq``, and are never lost; the others are the latest
value of something and may be skipped.
{_MADE}
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec import UNSET, Struct, UnsetType, field

from hubbub_client.models import IMPORTED

__all__ = EXPORTED


class Event(Struct, frozen=True, kw_only=True, tag_field="ev"):
    """Anything the server tells unasked."""


class LogEvent(Event, frozen=True, kw_only=True):
    """An entry of a conversation's log: `by` did it at `at`."""

    conversation: int
    seq: int
    at: datetime
    by: int

'''
_OPERATIONS: Final = f'''\
"""Everything a client can ask for: a struct for each request, and a typed method that asks it.

{_MADE}
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal, Protocol, TypeVar

from msgspec import UNSET, Struct, UnsetType

from hubbub_client.events import SyncAnswer
from hubbub_client.models import IMPORTED

Answer = TypeVar("Answer")


class Request(Struct, kw_only=True, omit_defaults=True, tag_field="op"):
    """What is asked. `id` is the connection's to give; `changes` says whether it may change anything."""

    changes: ClassVar[bool] = True

    id: int | UnsetType = UNSET


class Ask(Protocol):
    """How a request becomes an answer. Raises what ``hubbub_client.errors`` holds."""

    async def __call__(self, request: Request, answer: type[Answer], /) -> Answer: ...


class Noun:
    """The operations on one noun."""

    __slots__ = ("_ask",)

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

'''


class Modules(Struct, frozen=True):
    """The text of the generated modules of ``hubbub_client``."""

    models: str
    events: str
    operations: str


def modules(described: Sequence[Described]) -> Modules:
    """Return the generated modules, made of the operations table's rows."""
    components = schema.components(described, framed=True)
    names = {f"{schema.camel(schema.event_name(event))}Event": event.__name__ for event in EVENTS}
    writer = _Writer(components, names)
    return Modules(writer.models(), writer.events(), writer.operations(described))


class _Writer:
    def __init__(self, components: Components, event_names: dict[str, str]) -> None:
        self._schemas = components.schemas
        self._answers = components.answers
        self._requests = components.requests
        self._event_names = event_names
        self._with_events = {
            name
            for name, found in self._schemas.items()
            if name not in event_names
            and {ref.removeprefix(REF) for ref in schema.references(found)} & event_names.keys()
        }

    # Modules

    def models(self) -> str:
        parts = []
        for name in self._model_names():
            found = self._schemas[name]
            parts.append(_literal(name, found) if "enum" in found else self._answer(name, found, "Struct"))
        return _MODELS.replace("EXPORTED", _listed(self._model_names())) + "\n\n".join(parts)

    def events(self) -> str:
        parts = [
            self._event(
                f"{schema.camel(schema.event_name(e))}Event", schema.is_log_event(e), schema.event_name(e)
            )
            for e in EVENTS
        ]
        logged = " | ".join(event.__name__ for event in EVENTS if schema.is_log_event(event))
        others = " | ".join(event.__name__ for event in EVENTS if not schema.is_log_event(event))
        parts.append(f"AnyLogEvent = {logged}\nServerEvent = AnyLogEvent | {others}\n")
        parts += [self._answer(name, self._schemas[name], "Struct") for name in sorted(self._with_events)]
        names = [
            "AnyLogEvent",
            "Event",
            "LogEvent",
            "ServerEvent",
            *self._event_names.values(),
            *self._with_events,
        ]
        return self._importing(_EVENTS.replace("EXPORTED", _listed(names)), "\n\n".join(parts))

    def operations(self, described: Sequence[Described]) -> str:
        requests = [self._request(row) for row in described]
        nouns = dict.fromkeys(row.noun for row in described if "." in row.name)
        classes = [self._noun(noun, [row for row in described if row.noun == noun]) for noun in nouns]
        alone = [row for row in described if "." not in row.name]
        return self._importing(_OPERATIONS, "\n\n".join([*requests, *classes, self._all(list(nouns), alone)]))

    def _model_names(self) -> Iterator[str]:
        requests = set(self._requests.values())
        for name in self._schemas:
            if (
                name not in requests
                and name not in self._event_names
                and name not in self._with_events
                and name not in _NOT_FOR_PROGRAMS
            ):
                yield name

    def _importing(self, head: str, body: str) -> str:
        used = [name for name in self._model_names() if _mentions(body, name)]
        return head.replace("IMPORTED", ", ".join(used)) + body

    # Classes

    def _answer(
        self, name: str, found: Schema, base: str, config: str = "", leave_out: Sequence[str] = ()
    ) -> str:
        lines = [
            f"class {name}({base}, frozen=True, kw_only=True{config}):",
            f'    """{found.get("description", "")}"""',
            "",
        ]
        required = found.get("required", ())
        for field, property_ in found.get("properties", {}).items():
            if field not in (*_FRAME_FIELDS, *leave_out) or (field == "id" and base == "Struct"):
                later = _LATER.get((name, field), "")
                lines.append(f"    {self._field(field, property_, required=field in required, later=later)}")
        return "\n".join(lines) + "\n"

    def _event(self, name: str, logged: bool, tag: str) -> str:
        found = self._schemas[name]
        base, leave_out = ("LogEvent", _LOG_FIELDS) if logged else ("Event", ())
        text = self._answer(self._event_names[name], found, base, f", tag={json.dumps(tag)}", leave_out)
        if "id" in found["properties"]:
            text = f"{text}    id: int\n"
        return text

    def _field(self, name: str, found: Schema, *, required: bool, later: str) -> str:
        kind = self._type(found)
        nullable = kind.endswith("| None")
        if not required:
            kind, default = (_or_unset(kind), "UNSET") if nullable else (f"{kind} | None", "None")
        else:
            default = later or ("None" if nullable else "")
        if name in _RESERVED:
            given = f"default={default}, " if default else ""
            return f'{_RESERVED[name]}: {kind} = field({given}name="{name}")'
        return f"{name}: {kind}" + (f" = {default}" if default else "")

    def _request(self, row: Described) -> str:
        name = self._requests[row.name]
        lines = [f'class {name}(Request, kw_only=True, tag="{row.name}"):', f'    """{row.doc}"""', ""]
        if not row.changes:
            lines += ["    changes: ClassVar[bool] = False", ""]
        lines += [f"    {_declared(*parameter)}" for parameter in self._parameters(name)]
        return "\n".join(lines) + "\n"

    def _noun(self, noun: str, rows: Sequence[Described]) -> str:
        methods = "\n".join(self._method(row) for row in rows)
        head = f'class {noun.title()}Operations(Noun):\n    """Operations on a {noun}."""\n\n'
        return f"{head}    __slots__ = ()\n\n{methods}"

    def _all(self, nouns: Sequence[str], alone: Sequence[Described]) -> str:
        slots = ", ".join(f'"{noun}"' for noun in sorted(nouns))
        attributes = "\n".join(f"        self.{noun} = {noun.title()}Operations(ask)" for noun in nouns)
        methods = "\n".join(self._method(row) for row in alone)
        head = 'class Operations(Noun):\n    """Every operation, by its noun."""\n\n'
        made = f"    def __init__(self, ask: Ask) -> None:\n        super().__init__(ask)\n{attributes}\n\n"
        return f"{head}    __slots__ = ({slots})\n\n{made}{methods}"

    def _method(self, row: Described) -> str:
        request, verb = self._requests[row.name], row.name.rpartition(".")[2]
        parameters = self._parameters(request)
        needed = [_declared(*p) for p in parameters if p[2] is None]
        optional = [_declared(*p) for p in parameters if p[2] is not None]
        signature = ", ".join(["self", *needed, *(["*", *optional] if optional else [])])
        given = ", ".join(f"{name}={name}" for name, _, _ in parameters)
        return (
            f"    async def {verb}({signature}) -> {self._answers[row.name]}:\n"
            f"{self._method_doc(row)}"
            f"        return await self._ask({request}({given}), {self._answers[row.name]})\n"
        )

    def _method_doc(self, row: Described) -> str:
        properties = self._schemas[self._requests[row.name]]["properties"]
        words = [(name, properties[name].get("description", "")) for name in row.fields]
        told = [f"        {name}: {text}" for name, text in words if text]
        doc = row.doc.replace("\n", "\n        ").replace("        \n", "\n")
        if not told:
            return f'        """{doc}"""\n'
        return "\n".join([f'        """{doc}', "", *told, '        """', ""])

    def _parameters(self, request: str) -> list[tuple[str, str, str | None]]:
        """Return the name, type and default of a request's fields; None is no default."""
        found = self._schemas[request]
        parameters: list[tuple[str, str, str | None]] = []
        for name, property_ in found["properties"].items():
            if name in ("op", "id"):
                continue
            kind = self._type(property_, asked=True)
            if name in found["required"]:
                parameters.append((name, kind, None))
            elif "default" in property_:
                parameters.append((name, kind, _default(property_["default"])))
            else:
                parameters.append((name, _or_unset(kind), "UNSET"))
        return parameters

    # Types

    def _type(self, found: Schema, *, asked: bool = False) -> str:
        if "$ref" in found:
            return self._referred(str(found["$ref"]).removeprefix(REF), asked=asked)
        if "enum" in found:
            words = ", ".join(json.dumps(value) for value in found["enum"])
            return f"Literal[{words}]" if asked else "str"
        if "anyOf" in found:
            return self._union(found["anyOf"], asked=asked)
        return self._plain(found, asked=asked)

    def _referred(self, name: str, *, asked: bool) -> str:
        if "enum" in self._schemas[name] and not asked:
            return "str"
        return self._event_names.get(name, name)

    def _union(self, branches: Sequence[Schema], *, asked: bool) -> str:
        kinds = list(dict.fromkeys(self._type(branch, asked=asked) for branch in branches))
        if len(kinds) > 2 and all(kind in self._event_names.values() for kind in kinds):
            return "AnyLogEvent"
        return " | ".join(sorted(kinds, key=lambda kind: kind == "None"))

    def _plain(self, found: dict[str, Any], *, asked: bool) -> str:
        match found.get("type"):
            case "string":
                return "datetime" if found.get("format") == "date-time" else "str"
            case "array":
                item = self._type(found["items"], asked=asked)
                return f"Sequence[{item}]" if asked else f"tuple[{item}, ...]"
            case "object":
                held = found.get("additionalProperties")
                kind = self._type(held, asked=asked) if isinstance(held, dict) and held else "Any"
                return f"Mapping[str, {kind}]" if asked else f"dict[str, {kind}]"
            case name:
                return {"integer": "int", "number": "float", "boolean": "bool", "null": "None"}.get(
                    str(name), "Any"
                )


def _listed(names: Iterable[str]) -> str:
    return f"[{', '.join(json.dumps(name) for name in sorted(names))}]"


def _literal(name: str, found: Schema) -> str:
    words = ", ".join(json.dumps(value) for value in found["enum"])
    return f'{name} = Literal[{words}]\n"""{found.get("description", "")}"""\n'


def _declared(name: str, kind: str, default: str | None) -> str:
    return f"{name}: {kind}" if default is None else f"{name}: {kind} = {default}"


def _default(value: Any) -> str:
    match value:
        case []:
            return "()"
        case {}:
            return "{}"
        case _:
            return repr(value)


def _or_unset(kind: str) -> str:
    if kind.endswith(" | None"):
        return f"{kind.removesuffix(' | None')} | UnsetType | None"
    return f"{kind} | UnsetType"


def _mentions(body: str, name: str) -> bool:
    return re.search(rf"\b{name}\b", body) is not None

"""The JSON Schemas of everything on the wire, from the operations table: what all documents are made of.

Nothing here knows where the table is: its rows come in as ``Described``, and dictionaries come out.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence
from typing import Any, Final, get_args

import msgspec
from msgspec import Struct
from msgspec import inspect as inspection

from hubbub.domain.events import AnyEvent, Event, LogEvent
from hubbub.errors import Code
from hubbub.wire import glossary
from hubbub.wire.codec import Problem, Refusal
from hubbub.wire.operation import Operation, name_of

Schema = dict[str, Any]

REF: Final = "#/components/schemas/"
EVENTS: Final[tuple[type[Event], ...]] = get_args(AnyEvent)


class Described(Struct, frozen=True):
    """An operation as documents need it: what a row of the table says, without its handler."""

    name: str
    request: type[Operation]
    answer: type[Any]
    anonymous: bool
    changes: bool
    burst: int
    per_second: float

    @property
    def noun(self) -> str:
        """The word before the dot: what operations are grouped by."""
        return self.name.partition(".")[0]

    @property
    def doc(self) -> str:
        """What the operation does, in a sentence or two."""
        return inspect.getdoc(self.request) or ""

    @property
    def rate(self) -> str:
        """How often it may be asked, in words."""
        return f"At most {self.burst:,} at once and {self.per_second:g} a second after that"

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the request's own fields."""
        return tuple(field for field in self.request.__struct_fields__ if field != "id")


class Components(Struct, frozen=True):
    """Named schemas, and which of them belongs to which operation and event."""

    schemas: dict[str, Schema]
    requests: dict[str, str]
    answers: dict[str, str]
    events: dict[str, str]


def components(described: Sequence[Described], *, framed: bool) -> Components:
    """Return the schemas of all requests, answers, events and errors.

    A frame has to say its ``op``; the body of an HTTP request need not, its path does (``framed=False``).
    """
    names = _names(described)
    found, schemas = msgspec.json.schema_components(list(names), ref_template=REF + "{name}")
    renamed = {
        schema["$ref"].removeprefix(REF): name for schema, name in zip(found, names.values(), strict=True)
    }
    renamed |= {name: _unqualified(name) for name in schemas if name not in renamed}
    ours = {renamed[name]: _with_names(schema, renamed) for name, schema in schemas.items()}
    requests = {row.name: names[row.request] for row in described}
    for name, schema in ours.items():
        schema["title"] = name
    for row in described:
        _complete_request(ours[requests[row.name]], row, framed=framed)
    omitting = {renamed.get(name, name) for name in _omitting(names)}
    for name in set(ours) - set(requests.values()):
        _complete_answer(ours[name], omits=name in omitting)
    ours["Problem"]["properties"] |= {
        "code": {"type": "string", "enum": [code.value for code in Code]},
        "retry_after": {"type": "number", "description": "Seconds after which it is worth trying again."},
    }
    ours["Problem"]["required"] = ["code", "message"]
    return Components(
        schemas=dict(sorted(ours.items())),
        requests=requests,
        answers={row.name: names[row.answer] for row in described},
        events={event_name(event): names[event] for event in EVENTS},
    )


def event_name(event: type[Event]) -> str:
    """Return an event's name on the wire, such as ``message.sent``."""
    return str(event.__struct_config__.tag)


def is_log_event(event: type[Event]) -> bool:
    """Say whether an event has a place in a conversation's log."""
    return issubclass(event, LogEvent)


def errors_of(row: Described) -> list[Code]:
    """Return the codes an operation may answer.

    What names nothing cannot fail to find it, and what only reads conflicts with nothing.
    """
    impossible = set()
    if not row.fields:
        impossible |= {Code.NOT_FOUND}
    if not row.changes:
        impossible |= {Code.CONFLICT}
    return [code for code in Code if code not in impossible]


def camel(name: str) -> str:
    """Turn ``message.send`` into ``MessageSend``."""
    return "".join(part.title() for part in name.replace("_", ".").split("."))


def _names(described: Sequence[Described]) -> dict[type[Any], str]:
    """Give every request, answer and event a name that is unique and says what it is."""
    names: dict[type[Any], str] = {row.request: camel(name_of(row.request)) for row in described}
    for row in described:
        names.setdefault(
            row.answer, _answer_name(row.answer, [r for r in described if r.answer is row.answer])
        )
    names |= {event: f"{camel(event_name(event))}Event" for event in EVENTS}
    names |= {Refusal: "Refusal", Problem: "Problem"}
    if len(set(names.values())) < len(names):
        raise ValueError("two things on the wire have one name")
    return names


def _answer_name(answer: type[Any], users: Sequence[Described]) -> str:
    if answer.__module__.startswith("hubbub.domain.models"):
        return answer.__name__
    if len(users) == 1:
        return f"{camel(users[0].name)}Answer"
    if len({row.noun for row in users}) == 1:
        return camel(users[0].noun) + answer.__name__
    return answer.__name__


def _unqualified(name: str) -> str:
    """Name what the decoder calls by its module because two are called the same."""
    return name if "." not in name else "".join(part[:1].upper() + part[1:] for part in name.split(".")[-2:])


def _with_names(schema: Any, renamed: dict[str, str]) -> Any:
    if isinstance(schema, dict):
        return {key: _with_names(value, renamed) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_with_names(value, renamed) for value in schema]
    if isinstance(schema, str) and schema.startswith(REF):
        return REF + renamed[schema.removeprefix(REF)]
    return schema


def _complete_request(schema: Schema, row: Described, *, framed: bool) -> None:
    properties = schema["properties"]
    properties["op"] = {"type": "string", "const": row.name}
    if not framed:
        schema["required"] = [name for name in schema.get("required", ()) if name != "op"]
        if not schema["required"]:
            del schema["required"]
    for name, property_ in properties.items():
        property_ |= glossary.bounds(row.name, name)
        _describe(property_, glossary.asked(row.name, name))


def _omitting(types: Iterable[type[Any]]) -> set[str]:
    """Return the names of the structs, among these and all within, that leave out what is their default."""
    found: set[str] = set()
    wanted: list[Any] = list(inspection.multi_type_info(types))
    while wanted:
        kind = wanted.pop()
        if isinstance(kind, inspection.StructType) and kind.cls.__struct_config__.omit_defaults:
            found.add(kind.cls.__name__)
        if isinstance(kind, inspection.Type | inspection.Field):
            wanted += [getattr(kind, name) for name in kind.__struct_fields__]
        elif isinstance(kind, tuple):
            wanted += kind
    return found


def _complete_answer(schema: Schema, *, omits: bool) -> None:
    """Mark as required what is always there: what the server fills in, it does not leave out.

    A struct that ``omits`` its defaults does: then what would be null is not there.
    """
    properties: dict[str, Schema] = schema.get("properties", {})
    required = set(schema.get("required", ()))
    for name, property_ in properties.items():
        if "default" in property_:
            del property_["default"]
            if omits:
                _forbid_null(property_)
            else:
                required.add(name)
        if name == "ev":
            property_["const"] = property_.pop("enum")[0]
            property_["type"] = "string"
        if name in glossary.TIMES:
            _mark_time(property_)
        _describe(property_, glossary.answered(schema["title"], name))
    if properties:
        schema["required"] = [name for name in properties if name in required]


def _forbid_null(schema: Schema) -> None:
    branches = [branch for branch in schema.pop("anyOf", ()) if branch.get("type") != "null"]
    if len(branches) == 1:
        schema |= branches[0]
    elif branches:
        schema["anyOf"] = branches


def _mark_time(schema: Schema) -> None:
    for branch in schema.get("anyOf", [schema]):
        if branch.get("type") == "string":
            branch["format"] = "date-time"


def _describe(schema: Schema, words: str) -> None:
    if words and "$ref" not in schema:
        schema["description"] = words


def references(document: Any) -> Iterable[str]:
    """Yield every ``$ref`` of a document."""
    if isinstance(document, dict):
        for key, value in document.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(document, list):
        for value in document:
            yield from references(value)

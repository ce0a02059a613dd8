"""The WebSocket door as an AsyncAPI 3.0 document: one channel, a message each operation, reply and event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from hubbub.domain.ids import MAX_ID
from hubbub.wire import codec, examples, glossary, schema
from hubbub.wire.schema import REF, Components, Described

CHANNEL: Final = "ws"
ADDRESS: Final = "/api/v1/ws"

_CORRELATION: Final = {"$ref": "#/components/correlationIds/reply"}
_REQUEST_ID: Final[dict[str, Any]] = {
    "anyOf": [
        {"type": "integer", "minimum": -MAX_ID, "maximum": MAX_ID},
        {"type": "string", "maxLength": 256},
    ]
}


def document(described: Sequence[Described], version: str) -> dict[str, Any]:
    """Return the AsyncAPI document of these operations and of every event."""
    components = schema.components(described, framed=True)
    requests = {row.name: _request(row, components) for row in described}
    replies = {f"{row.name}.ok": _reply(row, components) for row in described} | {"failure": _failure()}
    events = {event: _event(event, name, components) for event, name in components.events.items()}
    told = {f"event.{name}": message for name, message in events.items()}
    messages = requests | replies | told
    return {
        "asyncapi": "3.0.0",
        "id": "urn:hubbub:v1",
        "info": {"title": "Hubbub", "version": version, "description": _about()},
        "defaultContentType": "application/json",
        "servers": {
            "here": {
                "host": "{host}",
                "protocol": "ws",
                "description": "The server this document came from; `wss` under TLS.",
                "variables": {"host": {"default": "localhost:8000", "description": "Host and port."}},
            }
        },
        "channels": {
            CHANNEL: {
                "address": ADDRESS,
                "title": "The socket",
                "description": _channel(),
                "servers": [{"$ref": "#/servers/here"}],
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
                "bindings": {"ws": {"method": "GET", "query": _query(), "bindingVersion": "0.1.0"}},
            }
        },
        "operations": {row.name: _operation(row) for row in described} | {"events": _events(list(told))},
        "components": {
            "schemas": _by_property_alone(components.schemas),
            "messages": messages,
            "correlationIds": {
                "request": {"description": "Given by the client.", "location": "$message.payload#/id"},
                "reply": {"description": "The request's `id`.", "location": "$message.payload#/re"},
            },
        },
    }


def _operation(row: Described) -> dict[str, Any]:
    """Return what the server receives and replies; in AsyncAPI's words the application is the server."""
    return {
        "action": "receive",
        "channel": {"$ref": f"#/channels/{CHANNEL}"},
        "title": row.name,
        "summary": row.doc,
        "description": f"{row.rate}, a connection." + (" Needs no login." if row.anonymous else ""),
        "tags": [{"name": row.noun}],
        "messages": [_of_channel(row.name)],
        "reply": {
            "channel": {"$ref": f"#/channels/{CHANNEL}"},
            "messages": [_of_channel(f"{row.name}.ok"), _of_channel("failure")],
        },
    }


def _events(names: list[str]) -> dict[str, Any]:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{CHANNEL}"},
        "title": "events",
        "summary": "What the server tells unasked.",
        "messages": [_of_channel(name) for name in names],
    }


def _of_channel(message: str) -> dict[str, str]:
    return {"$ref": f"#/channels/{CHANNEL}/messages/{message}"}


def _request(row: Described, components: Components) -> dict[str, Any]:
    frame = {"op": row.name, "id": 1, **examples.request(row, components)}
    return {
        "name": row.name,
        "summary": row.doc,
        "correlationId": {"$ref": "#/components/correlationIds/request"},
        "payload": {"$ref": REF + components.requests[row.name]},
        "examples": [{"payload": frame}],
    }


def _reply(row: Described, components: Components) -> dict[str, Any]:
    return {
        "name": f"{row.name}.ok",
        "summary": f"`{row.name}` has succeeded. Comes only if the request had an `id`.",
        "correlationId": _CORRELATION,
        "payload": {
            "type": "object",
            "properties": {"re": _REQUEST_ID, "ok": {"$ref": REF + components.answers[row.name]}},
            "required": ["re", "ok"],
        },
        "examples": [{"payload": {"re": 1, "ok": examples.answer(row, components)}}],
    }


def _failure() -> dict[str, Any]:
    return {
        "name": "failure",
        "summary": "A request has failed. `re` is null if it had no readable `id`.",
        "correlationId": _CORRELATION,
        "payload": {
            "type": "object",
            "properties": {
                "re": {"anyOf": [*_REQUEST_ID["anyOf"], {"type": "null"}]},
                "error": {"$ref": f"{REF}Problem"},
            },
            "required": ["re", "error"],
        },
        "examples": [{"payload": {"re": 1, "error": {"code": "unauthenticated", "message": "log in first"}}}],
    }


def _event(event: str, name: str, components: Components) -> dict[str, Any]:
    return {
        "name": event,
        "summary": components.schemas[name].get("description", ""),
        "payload": {"$ref": REF + name},
        "examples": [{"payload": examples.component(name, components)}],
    }


def _by_property_alone(schemas: Any) -> Any:
    """Let a discriminator be the property's name alone, as AsyncAPI has it."""
    if isinstance(schemas, list):
        return [_by_property_alone(value) for value in schemas]
    if not isinstance(schemas, dict):
        return schemas
    return {
        key: value["propertyName"] if key == "discriminator" else _by_property_alone(value)
        for key, value in schemas.items()
    }


def _query() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "name": {
                "type": "string",
                "description": "Logs in, or registers, a name without a password, if registration is open.",
            }
        },
    }


def _about() -> str:
    return (
        "Everything a client can ask of a Hubbub server, and everything it is told, as frames on one "
        "WebSocket. The same operations are `POST /api/v1/<operation>`: see `/api/openapi.json`."
    )


def _channel() -> str:
    codes = "\n".join(f"- {code} {name}: {words}" for code, (name, words) in glossary.CLOSE_CODES.items())
    return (
        f"Text frames of JSON under the subprotocol `{codec.JSON}` (also the default); the same objects as "
        f"MessagePack in binary frames under `{codec.MSGPACK}`. A frame has at most 64 KiB. The first frame "
        "from the server is the event `hello`. A request without `id` is replied to only if it fails.\n\n"
        f"Close codes:\n\n{codes}\n"
    )

"""Examples for the documents: requests that the decoder accepts, and what such requests are answered."""

from __future__ import annotations

from typing import Any, Final

from hubbub.wire.schema import REF, Components, Described, Schema

_AT: Final = "2026-11-23T04:42:00.000Z"
_VALUES: Final[dict[str, Any]] = {
    "conversation": 7, "user": 2, "seq": 42, "target": 41, "by": 1, "sender": 1, "id": 1815, "owner": 1,
    "text": "hello, everyone", "client_id": "b1f6c2", "reply_to": None, "mentions": [2], "files": [],
    "at": _AT, "sent_at": _AT, "edited_at": None, "last_at": _AT, "created_at": _AT, "seen_at": _AT,
    "name": "Engine room", "display_name": "Ada Lovelace", "avatar": None, "topic": "Notes on the engine",
    "token": "6yKk0m…", "password": "a long enough secret", "current": "the one so far",
    "head": 42, "read": 40, "unread": 2, "deleted": False, "muted": False, "pinned": False, "public": False,
    "members": 3, "joined": True, "joined_seq": 0, "query": "eng", "users": [1, 2], "session": 12,
    "epoch": "c0ffee", "reset": [], "more": False, "has_more": False, "online": True, "protocol": 1,
    "heartbeat": 30, "call": 5, "media": "video", "started_by": 1, "seconds": 84, "outcome": "answered",
    "signal": {"candidate": "…"}, "number": 1, "from": 1, "to": 2, "mine": "in", "lost": False,
    "archived": False, "uses": 10, "hours": 24, "version": "1.0.0", "registration": "open", "guests": True,
    "shortest": 8, "longest": 256, "title": 80, "file": 2_147_483_648, "quota": 10_737_418_240,
    "started_at": _AT, "rings_until": _AT, "answered_at": None, "expires_at": _AT, "username": "1795420920:1",
    "credential": "mP3hRmgqzQ0oq6IURKPLcQiO8SY=", "urls": ["turn:turn.example.org:3478"],
    "device": "Ada's telephone", "code": "not_found", "re": 1, "kind": "group",
    "message": "conversation: there is none of this id for you",
}  # fmt: skip
_CODE: Final = "bm90IGEgcmVhbCBpbnZpdA"
_OF_COMPONENT: Final[dict[str, Any]] = {
    "Registration": "open",
    "Kind": "group",
    "Role": "moderator",
    "UserKind": "person",
}
_OF_FIELD: Final[dict[tuple[str, str], Any]] = {
    ("MessageSendAnswer", "conversation"): 0,
    ("User", "id"): 1,
    ("User", "name"): "ada",
    ("Summary", "id"): 7,
    ("Summary", "mentions"): 1,
    ("Listing", "id"): 7,
    ("Device", "id"): 12,
    ("Attachment", "id"): "Zm9yIHRoaXMgZXhhbXBsZQ",
    ("Attachment", "name"): "engine.png",
    ("Attachment", "type"): "image/png",
    ("Attachment", "size"): 48_213,
    ("Device", "current"): True,
    ("Invite", "id"): "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ("InviteCreateAnswer", "code"): _CODE,
    ("ServerGetAnswer", "name"): "Hubbub",
    ("Limits", "name"): 40,
    ("Limits", "topic"): 500,
    ("Limits", "text"): 10_000,
    ("Limits", "files"): 20,
}
_OPTIONAL: Final = {
    ("IceServer", "username"),
    ("IceServer", "credential"),
    ("ConversationUpdatedEvent", "topic"),
    ("Problem", "retry_after"),
}
_REQUESTS: Final[dict[str, dict[str, Any]]] = {
    "auth.register": {"name": "ada", "password": "a long enough secret"},
    "auth.login": {"name": "ada", "password": "a long enough secret"},
    "auth.password": {"password": "a longer, better secret", "current": "a long enough secret"},
    "sync": {"cursors": {"0": 128, "7": 40}, "epoch": "c0ffee"},
    "message.send": {"conversation": 0, "text": "hello, everyone", "client_id": "b1f6c2"},
    "message.history": {"conversation": 0, "limit": 50},
    "conversation.create": {"kind": "group", "name": "Engine room", "members": [2, 3]},
    "conversation.update": {"conversation": 7, "topic": "Notes on the engine"},
    "user.update": {"display_name": "Ada Lovelace"},
    "user.search": {"query": "grace"},
    "file.offer": {
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "size": 4,
        "name": "a",
    },
    "file.claim": {
        "challenge": "Zm9yIHRoaXMgZXhhbXBsZQ",
        "proof": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    },
    "file.get": {"file": "Zm9yIHRoaXMgZXhhbXBsZQ"},
    "conversation.prefer": {"conversation": 7, "muted": True},
    "invite.create": {"conversation": 7, "uses": 10, "hours": 24},
    "invite.revoke": {"invite": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
    "invite.get": {"code": _CODE},
    "invite.accept": {"code": _CODE},
    "auth.revoke": {"session": 12},
}


def request(row: Described, components: Components) -> dict[str, Any]:
    """Return an example of a request's own fields, without ``op`` and ``id``."""
    if row.name in _REQUESTS:
        return dict(_REQUESTS[row.name])
    schema = components.schemas[components.requests[row.name]]
    required = [name for name in schema.get("required", ()) if name != "op"]
    return {name: _value(name, schema["properties"][name], components) for name in required}


def answer(row: Described, components: Components) -> Any:
    """Return an example of what an operation answers."""
    return component(components.answers[row.name], components)


def component(name: str, components: Components) -> Any:
    """Return an example of a named schema."""
    schema = components.schemas[name]
    if name in _OF_COMPONENT:
        return _OF_COMPONENT[name]
    if "enum" in schema:
        return schema["enum"][0]
    required = schema.get("required", ())
    return {
        field: _OF_FIELD.get((name, field), _value(field, property_, components))
        for field, property_ in schema.get("properties", {}).items()
        if field in required or (name, field) in _OPTIONAL
    }


def _value(name: str, schema: Schema, components: Components) -> Any:
    if "$ref" in schema:
        return component(schema["$ref"].removeprefix(REF), components)
    if "const" in schema:
        return schema["const"]
    if "anyOf" in schema:
        return _choice(name, schema["anyOf"], components)
    known = _VALUES.get(name)
    if known is not None and _fits(known, schema):
        return known
    if "enum" in schema:
        return schema["enum"][0]
    return _made_up(name, schema, components)


def _choice(name: str, branches: list[Schema], components: Components) -> Any:
    nullable = any(branch.get("type") == "null" for branch in branches)
    if nullable and name in _VALUES and _VALUES[name] is None:
        return None
    return _value(name, branches[0], components)


def _made_up(name: str, schema: Schema, components: Components) -> Any:
    match schema.get("type"):
        case "array":
            return [_value(name, schema["items"], components)]
        case "integer":
            return schema.get("minimum", 0)
        case "number":
            return 0
        case "boolean":
            return False
        case "object":
            return {}
        case _:
            return "…"


def _fits(value: Any, schema: Schema) -> bool:
    match schema.get("type"):
        case "array":
            of_integers = bool(schema["items"].get("type") == "integer")
            return value == [] or (isinstance(value, list) and of_integers)
        case "integer" | "number":
            return isinstance(value, int) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "string":
            return isinstance(value, str)
        case None:
            return value in schema.get("enum", ())
        case _:
            return False

"""The HTTP door as an OpenAPI 3.1 document: one POST an operation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from hubbub.errors import HTTP_STATUS, Code
from hubbub.wire import examples, glossary, schema
from hubbub.wire.schema import REF, Components, Described

PREFIX: Final = "/api/v1"
COOKIE: Final = "hubbub_session"

_ABOUT: Final = """\
Everything a client can ask of a Hubbub server, one `POST` an operation. The body is a JSON object of the
operation's fields; an empty body is `{}`, unknown fields are refused. The answer's body is the answer itself,
or `{"error": {...}}`.

The same operations are frames on the WebSocket at `/api/v1/ws`, which tells what happens as well: it is
described in the AsyncAPI document at `/api/asyncapi.json`.
"""


def document(described: Sequence[Described], version: str) -> dict[str, Any]:
    """Return the OpenAPI document of these operations."""
    components = schema.components(described, framed=False)
    nouns = list(dict.fromkeys(row.noun for row in described))
    return {
        "openapi": "3.1.0",
        "info": {"title": "Hubbub", "version": version, "summary": "A chat server.", "description": _ABOUT},
        "servers": [{"url": "/"}],
        "tags": [{"name": noun} for noun in nouns],
        "paths": {f"{PREFIX}/{row.name}": {"post": _operation(row, components)} for row in described},
        "security": [{"bearer": []}, {"cookie": []}],
        "components": {
            "schemas": components.schemas,
            "responses": {code.value: _refusal(code) for code in Code},
            "securitySchemes": {
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The token that `auth.login` or `auth.register` answered.",
                },
                "cookie": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": COOKIE,
                    "description": f"Set by `auth.login` and `auth.register`; `__Host-{COOKIE}` under TLS.",
                },
            },
        },
    }


def _operation(row: Described, components: Components) -> dict[str, Any]:
    summary, _, rest = row.doc.partition("\n\n")
    operation: dict[str, Any] = {
        "operationId": row.name,
        "tags": [row.noun],
        "summary": " ".join(summary.split()),
        "description": f"{rest}\n\n{row.rate}.".strip(),
        "requestBody": {
            "required": "required" in components.schemas[components.requests[row.name]],
            "content": {
                "application/json": {
                    "schema": {"$ref": REF + components.requests[row.name]},
                    "example": examples.request(row, components),
                }
            },
        },
        "responses": {"200": _success(row, components)}
        | {
            str(HTTP_STATUS[code]): {"$ref": f"#/components/responses/{code}"}
            for code in schema.errors_of(row)
        },
    }
    if row.anonymous:
        operation["security"] = []
    return operation


def _success(row: Described, components: Components) -> dict[str, Any]:
    answer = components.answers[row.name]
    success: dict[str, Any] = {
        "description": components.schemas[answer].get("description", "Done."),
        "content": {
            "application/json": {
                "schema": {"$ref": REF + answer},
                "example": examples.answer(row, components),
            }
        },
    }
    if "token" in components.schemas[answer].get("properties", {}):
        success["headers"] = {
            "Set-Cookie": {
                "description": "The session cookie, which holds the token.",
                "schema": {"type": "string"},
            }
        }
    return success


def _refusal(code: Code) -> dict[str, Any]:
    refusal: dict[str, Any] = {
        "description": glossary.ERRORS[code],
        "content": {
            "application/json": {
                "schema": {"$ref": f"{REF}Refusal"},
                "example": {"error": {"code": code.value, "message": glossary.MESSAGES[code]}},
            }
        },
    }
    if code is Code.RATE_LIMITED:
        refusal["content"]["application/json"]["example"]["error"]["retry_after"] = 1.5
        refusal["headers"] = {
            "Retry-After": {
                "description": "Whole seconds to wait.",
                "schema": {"type": "integer", "minimum": 1},
            }
        }
    return refusal

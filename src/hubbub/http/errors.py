"""Errors to answers, in one place: the catalogue's status and its two fields, whatever went wrong."""

from __future__ import annotations

import math
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from hubbub.delivery.tally import Tally
from hubbub.errors import BadRequest, HubbubError, NotFound, RateLimited, TooLarge, Unauthenticated
from hubbub.wire.codec import Refusal, problem
from hubbub.wire.defects import defect

AnyRequest = Request[Any, Any, Any]


def handlers(tally: Tally) -> dict[Any, Any]:
    """Return what Litestar is to call for each kind of exception."""

    def refuse(error: HubbubError, status: int | None = None) -> Response[bytes]:
        tally.refusals[error.code.value] += 1
        return answer(error, status)

    def catalogue(_: AnyRequest, error: HubbubError) -> Response[bytes]:
        return refuse(error)

    def framework(_: AnyRequest, error: HTTPException) -> Response[bytes]:
        refusal = refuse(_translated(error), error.status_code)
        refusal.headers.update(error.headers or {})  # 405 has to say what is allowed (RFC 9110, 15.5.6)
        return refusal

    def anything(request: AnyRequest, error: Exception) -> Response[bytes]:
        return refuse(defect(error, request.url.path))

    return {HubbubError: catalogue, HTTPException: framework, Exception: anything}


def answer(error: HubbubError, status: int | None = None) -> Response[bytes]:
    """Return the answer that says no."""
    headers = {"Cache-Control": "no-store"}
    if isinstance(error, RateLimited) and error.retry_after is not None:
        headers["Retry-After"] = str(math.ceil(error.retry_after))
    if isinstance(error, Unauthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    return Response(
        msgspec.json.encode(Refusal(problem(error))),
        status_code=status or error.status,
        media_type="application/json",
        headers=headers,
    )


def _translated(error: HTTPException) -> HubbubError:
    match error.status_code:
        case 404:
            return NotFound("path: nothing is here")
        case 405:
            return BadRequest("method: not for this path")
        case 413:
            return TooLarge("body: too large")
        case _:
            return BadRequest(f"request: {error.detail}")

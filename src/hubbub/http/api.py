"""The operations as ``POST /api/v1/<name>``: one route a row of the table.

Requests from other sites are refused before anything is done: their Origin has to be allowed, and
what comes with a cookie has to be JSON, which no form can send.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Final

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import Cookie
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler
from msgspec import Struct

from hubbub.domain.addresses import household
from hubbub.domain.limits import Rate, TokenBucket
from hubbub.domain.origins import Origins
from hubbub.errors import BadRequest, Forbidden, RateLimited, Unauthenticated
from hubbub.http import cookies
from hubbub.services.accounts import LoggedIn, LogOut
from hubbub.services.context import Caller
from hubbub.services.operations import ROWS, Desk, Row
from hubbub.storage import tokens
from hubbub.wire import surrogates
from hubbub.wire.codec import explain
from hubbub.wire.operation import Operation

PREFIX: Final = "/api/v1"
MOST_BUCKETS: Final = 20_000

AnyRequest = Request[Any, Any, Any]


class Door(Struct, frozen=True):
    """What the routes share."""

    desk: Desk
    origins: Origins
    limits: Limits | None
    used_tokens: set[int]
    """Where the logins that were used are noted, for whoever writes that down."""


class Limits:
    """Rates a caller and operation; the callers longest unheard of are forgotten."""

    def __init__(self, now: Any) -> None:
        self._now = now
        self._buckets: OrderedDict[tuple[object, str], TokenBucket] = OrderedDict()

    def check(self, who: object, name: str, rate: Rate) -> None:
        """Count a request. Raises RateLimited."""
        key = (who, name)
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = TokenBucket(rate, self._now)
            if len(self._buckets) > MOST_BUCKETS:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(key)
        if seconds := bucket.take():
            raise RateLimited("too many of these", retry_after=round(max(seconds, 0.001), 3))


def router(door: Door) -> Router:
    """Return the routes of every operation."""
    return Router(path=PREFIX, route_handlers=[_want_an_upgrade, *(_route(row, door) for row in ROWS)])


@get("/ws")
async def _want_an_upgrade() -> Response[bytes]:
    """Say what is here to whoever asks without an upgrade; those with one never come this far."""
    # RFC 9110, 15.5.22. What goes with it in `Connection` is the HTTP server's to say: it knows if it closes.
    headers = {"Upgrade": "websocket"}
    raise HTTPException(status_code=426, detail="a WebSocket is here: ask for an upgrade", headers=headers)


def _route(row: Row, door: Door) -> HTTPRouteHandler:
    decoder = msgspec.json.Decoder(row.request)

    async def handle(request: AnyRequest) -> Response[bytes]:
        _check_site(request, door.origins)
        body = await request.body()
        caller = await caller_of(request, door.desk, door.used_tokens)
        try:
            operation = _decode(decoder, row.request, body)
        except BadRequest:
            door.desk.check_asker(caller, row.name)
            raise
        if door.limits is not None:
            who = caller.address if caller.login is None else caller.login.user.id
            door.limits.check(who, row.name, row.rate)
        answer = await door.desk.perform(caller, operation)
        return Response(
            msgspec.json.encode(answer),
            status_code=200,
            media_type="application/json",
            headers={"Cache-Control": "no-store"},
            cookies=_cookies(request, row, answer),
        )

    return post(f"/{row.name}", name=row.name, status_code=200)(handle)


def _decode(decoder: msgspec.json.Decoder[Operation], kind: type[Operation], body: bytes) -> Operation:
    try:
        return decoder.decode(body or b"{}")
    except msgspec.ValidationError as error:
        raise BadRequest(explain(error, kind, "body")) from None
    except (ValueError, RecursionError) as error:
        raise surrogates.explain(body) or BadRequest(f"body: not JSON ({error})") from None


def _check_site(request: AnyRequest, origins: Origins) -> None:
    check_origin(request, origins)
    from_a_browser = "origin" in request.headers or cookies.token_in(request.cookies) is not None
    if from_a_browser and request.content_type[0] != "application/json":
        raise BadRequest("content-type: must be application/json")


def check_origin(request: AnyRequest, origins: Origins) -> None:
    """Raise Forbidden if the request was made by a page of another site."""
    origin = request.headers.get("origin")
    if not origins.permits(origin, request.headers.get("host")):
        raise Forbidden("origin: not allowed here")
    if origin is None and request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise Forbidden("origin: not allowed here")


async def caller_of(request: AnyRequest, desk: Desk, used_tokens: set[int]) -> Caller:
    """Return who asks, by token or cookie, or nobody. Raises Unauthenticated for a token of no use."""
    client = request.client
    caller = Caller(household(client.host) if client else "", request.headers.get("user-agent", ""))
    token = bearer(request.headers.get("authorization")) or cookies.token_in(request.cookies)
    if token is not None:
        services = desk.services
        caller.login = await services.library.read(tokens.find, token, services.clock())
        if caller.login is not None:
            used_tokens.add(caller.login.token_id)
        elif "authorization" in request.headers:
            raise Unauthenticated("token: unknown or ended")
    return caller


def bearer(header: str | None) -> str | None:
    """Return the token of an Authorization header. Raises Unauthenticated for any other scheme."""
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("authorization: must be 'Bearer <token>'")
    return token.strip()


def _cookies(request: AnyRequest, row: Row, answer: Any) -> list[Cookie]:
    secure = cookies.is_secure(request)
    if isinstance(answer, LoggedIn):
        return [cookies.made_of(answer.token, secure=secure)]
    return [cookies.made_of("", secure=secure)] if row.request is LogOut else []

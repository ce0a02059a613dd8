"""The classic HTTP calls: the original's paths, its envelope, and CORS for pages from other origins.

Nothing here knows a secret: who asks is whoever the query names, among those who come in by name alone.
So no cookie is read and every origin may ask.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Final

import msgspec
from litestar import Litestar, Request, Response, get, post
from litestar.datastructures import MutableScopeHeaders
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler

from hubbub.classic.clerk import Clerk
from hubbub.classic.letters import Frame, number
from hubbub.delivery.tally import Tally
from hubbub.domain.addresses import household
from hubbub.domain.models import Kind, Summary, User
from hubbub.domain.text import MAX_QUERY
from hubbub.errors import BadRequest, HubbubError, NotFound, TooLarge
from hubbub.services import conversations
from hubbub.storage.classic import Group
from hubbub.wire.defects import defect

AnyRequest = Request[Any, Any, Any]
Asgi = Callable[[Any, Any, Any], Awaitable[None]]
Base = Callable[[AnyRequest], str]
"""Says where a page finds pictures: an address that ends in a slash."""

METHODS: Final = "GET,HEAD,PUT,POST,DELETE"
MOST_BODY: Final = 64 * 1024


class Envelope(msgspec.Struct, omit_defaults=True):
    """What every answer is wrapped in."""

    code: int
    message: str
    success: bool | None = None
    data: Any = None


def application(clerk: Clerk, base: Base, tally: Tally, others: list[HTTPRouteHandler]) -> Asgi:
    """Return the ASGI application of the classic calls and of ``others``, for pages of any origin."""
    app = Litestar(
        route_handlers=[*_Calls(clerk, base).routes(), *others],
        exception_handlers=_handlers(tally),
        request_max_body_size=MOST_BODY,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
    return _open_to_all(app)


class _Calls:
    def __init__(self, clerk: Clerk, base: Base) -> None:
        self._clerk = clerk
        self._base = base

    def routes(self) -> list[HTTPRouteHandler]:
        return [
            post("/ws/login", status_code=200)(detached(self.log_in)),
            get("/ws/conversation")(detached(self.conversations)),
            get("/ws/profile/contacter")(detached(self.contacts)),
            get("/ws/profile/block")(detached(self.blocks)),
            get("/ws/user")(detached(self.user)),
            get("/ws/block")(detached(self.block)),
            get("/ws/search/contacter")(detached(self.find_users)),
            get("/ws/search/block")(detached(self.find_blocks)),
            get("/ws/contacter/add")(detached(self.add_contact)),
            get("/ws/block/join")(detached(self.join)),
            get("/ws/block/new")(detached(self.create)),
        ]

    async def log_in(self, request: AnyRequest) -> Response[bytes]:
        body = await json_of(request)
        name = body.get("user_name") if body.get("name") is None else body["name"]
        if name is None:  # how the original's page logs out
            return _yes("bye", {})
        if not isinstance(name, str) or not name.strip():
            raise BadRequest("name: must be text of 1 to 20 characters")
        address = household(request.client.host) if request.client else ""
        return _yes("login success", self._user(request, await self._clerk.log_in(address, name)))

    async def conversations(self, request: AnyRequest) -> Response[bytes]:
        mine = await self._clerk.summaries(_id(request, "user_id"))
        return _yes("success", [_where(summary) for summary in mine if summary.kind is not Kind.LOBBY])

    async def contacts(self, request: AnyRequest) -> Response[bytes]:
        found = await self._clerk.contacts(_id(request, "user_id"))
        return _yes("success", [self._user(request, user) for user in found])

    async def blocks(self, request: AnyRequest) -> Response[bytes]:
        user = _id(request, "user_id")
        mine = await self._clerk.summaries(user)
        groups = [summary for summary in mine if summary.kind in (Kind.GROUP, Kind.CHANNEL)]
        return _yes(
            "success",
            [{**self._block(request, _group(summary)), "user_id": user} for summary in groups],
        )

    async def user(self, request: AnyRequest) -> Response[bytes]:
        found = await self._clerk.user(_id(request, "user_id"))
        return _yes("success", [] if found is None else [self._user(request, found)])

    async def block(self, request: AnyRequest) -> Response[bytes]:
        found = await self._clerk.group(_id(request, "block_id"))
        return _yes("success", [] if found is None else [self._block(request, found)])

    async def find_users(self, request: AnyRequest) -> Response[bytes]:
        found = await self._clerk.find_users(_query(request, "user_name"))
        return _yes("success", [self._user(request, user) for user in found])

    async def find_blocks(self, request: AnyRequest) -> Response[bytes]:
        found = await self._clerk.find_groups(_query(request, "block_name"))
        return _yes("success", [self._block(request, group) for group in found])

    async def add_contact(self, request: AnyRequest) -> Response[bytes]:
        async with _softly() as failed:
            await self._clerk.add_contact(_id(request, "user_id"), _id(request, "contacter_id"))
        return failed.answer or _yes("add success")

    async def join(self, request: AnyRequest) -> Response[bytes]:
        async with _softly() as failed:
            asked = conversations.Join(conversation=_id(request, "block_id"))
            await self._clerk.perform(_id(request, "user_id"), asked, conversations.join)
        return failed.answer or _yes("join success")

    async def create(self, request: AnyRequest) -> Response[bytes]:
        user, name = _id(request, "user_id"), request.query_params.get("block_name", "")
        if not name.strip():
            raise BadRequest("block_name: must not be empty")
        asked = conversations.Create(kind="group", name=name, public=True)
        made = (await self._clerk.perform(user, asked, conversations.create)).conversation
        return _yes("create success", {**self._block(request, _group(made)), "owner_id": str(user)})

    def _user(self, request: AnyRequest, user: User) -> Frame:
        picture = self._picture(request, user.avatar, f"person-{user.id}.svg")
        return {"user_id": user.id, "user_name": user.name, "user_img": picture}

    def _block(self, request: AnyRequest, group: Group) -> Frame:
        picture = self._picture(request, group.avatar, f"group-{group.id}.svg")
        return {
            "block_id": group.id,
            "block_name": group.name,
            "owner_id": group.owner or 0,
            "block_img": picture,
        }

    def _picture(self, request: AnyRequest, avatar: str | None, name: str) -> str:
        """Return an address that is never empty: without one, a reload would forget who is logged in."""
        known = avatar is not None and avatar.startswith(("https://", "http://"))
        return avatar if known and avatar is not None else self._base(request) + name


def detached(method: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """Return a function that calls a method: Litestar would copy the object of a bound one."""

    @wraps(method)
    async def call(*args: Any, **named: Any) -> Any:
        return await method(*args, **named)

    return call


class _softly:
    """Adding and joining fail politely: HTTP 200, and the reason with ``code: 500``."""

    answer: Response[bytes] | None = None

    async def __aenter__(self) -> _softly:
        return self

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, HubbubError):
            return False
        self.answer = _no(error, status=200, code=500)
        return True


def _group(summary: Summary) -> Group:
    return Group(summary.id, summary.name, summary.owner, summary.avatar)


def _where(summary: Summary) -> Frame:
    if isinstance(summary.peer, User):
        return {"contacter_id": str(summary.peer.id)}
    return {"block_id": str(summary.id)}


def _id(request: AnyRequest, field: str) -> int:
    return number(dict(request.query_params), field)


def _query(request: AnyRequest, field: str) -> str:
    query = request.query_params.get(field)
    if query is None:
        raise BadRequest(f"{field}: missing")
    if len(query) > MAX_QUERY:
        raise BadRequest(f"{field}: at most {MAX_QUERY} characters")
    if "\0" in query:
        raise BadRequest(f"{field}: character U+0000 is not allowed")
    return str(query)


async def json_of(request: AnyRequest) -> Frame:
    """Return a body that is a JSON object. Raises BadRequest."""
    try:
        body = msgspec.json.decode(await request.body() or b"{}")
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"body: not JSON ({error})") from None
    if not isinstance(body, dict):
        raise BadRequest("body: must be an object")
    return body


def _yes(message: str, data: Any = None) -> Response[bytes]:
    return answer(msgspec.json.encode(Envelope(200, message, data=data)), 200)


def _no(error: HubbubError, *, status: int | None = None, code: int | None = None) -> Response[bytes]:
    status = status or error.status
    envelope = Envelope(code or status, error.message, success=False, data={})
    return answer(msgspec.json.encode(envelope), status)


def answer(body: bytes, status: int) -> Response[bytes]:
    """Return an answer that is JSON."""
    return Response(
        body,
        status_code=status,
        media_type="application/json",
        headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"},
    )


def _handlers(tally: Tally) -> dict[Any, Any]:
    def refuse(error: HubbubError, status: int | None = None) -> Response[bytes]:
        tally.refusals[error.code.value] += 1
        return _no(error, status=status)

    def framework(_: AnyRequest, error: HTTPException) -> Response[bytes]:
        known = {404: NotFound("path: nothing is here"), 413: TooLarge("body: too large")}
        why = known.get(error.status_code, BadRequest("request: not understood"))
        refusal = refuse(why, error.status_code)
        refusal.headers.update(error.headers or {})  # 405 has to say what is allowed (RFC 9110, 15.5.6)
        return refusal

    return {
        HubbubError: lambda _, error: refuse(error),
        HTTPException: framework,
        Exception: lambda request, error: refuse(defect(error, request.url.path)),
    }


def _open_to_all(app: Asgi) -> Asgi:
    """Answer every preflight with yes, and let pages of any origin read every answer. No credentials."""

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        asked = dict(scope["headers"])
        origin = asked.get(b"origin")

        async def send_openly(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                headers["Vary"] = "Origin"
                if origin is not None:
                    headers["Access-Control-Allow-Origin"] = origin.decode("latin-1")
            await send(message)

        if scope["method"] != "OPTIONS":
            await app(scope, receive, send_openly)
            return
        headers = [(b"access-control-allow-methods", METHODS.encode()), (b"access-control-max-age", b"600")]
        if (wanted := asked.get(b"access-control-request-headers")) is not None:
            headers.append((b"access-control-allow-headers", wanted))
        await send_openly({"type": "http.response.start", "status": 204, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    return serve

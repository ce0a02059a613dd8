"""Pictures of people and conversations, at ``/api/v1/avatars/<id>``: for everybody who is logged in."""

from __future__ import annotations

from typing import Any

from litestar import Response, route
from litestar.handlers import HTTPRouteHandler

from hubbub.blobs.store import blob_name
from hubbub.http import api, downloads
from hubbub.http.api import AnyRequest, Door
from hubbub.http.files import SAFE
from hubbub.pictures.studio import RESULT_TYPE
from hubbub.storage import avatars


def handler(door: Door) -> HTTPRouteHandler:
    """Return the route of avatars."""

    @route(f"{avatars.PATH}/{{avatar:str}}", http_method=["GET", "HEAD"])
    async def show(request: AnyRequest, avatar: str) -> Response[Any]:
        """Answer with a picture, which never changes under its address."""
        services = door.desk.services
        caller = await api.caller_of(request, door.desk, door.used_tokens)
        caller.user  # noqa: B018  (raises for those who are nobody)
        sha256, size = await services.library.read(avatars.find, avatar[:64])
        headers = {**SAFE, "Content-Type": RESULT_TYPE, "Content-Disposition": "inline"}
        return downloads.send(
            services.cabinet.store, request, blob_name(sha256), size, f'"{sha256}"', headers
        )

    return show

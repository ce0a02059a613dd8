"""Pictures of people and conversations: a square of an upload, for everybody who is logged in."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import pytest
from PIL import Image

from tests.support.people import DOORS, Caller, group, nobody, people, refused, register, through
from tests.support.server import Server, running
from tests.support.uploads import ask, picture, upload

pytestmark = pytest.mark.anyio


def striped() -> bytes:
    """Return a wide picture: red at its ends, blue in the middle."""
    wide = Image.new("RGB", (900, 600), "red")
    wide.paste("blue", (150, 0, 750, 600))
    held = io.BytesIO()
    wide.save(held, "JPEG", comment=b"taken at home")
    return held.getvalue()


async def shown(address: str, by: Caller) -> Image.Image:
    answer = await ask(by, "GET", address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert b"home" not in answer.content
    return Image.open(io.BytesIO(answer.content)).convert("RGB")


@pytest.mark.parametrize("door", DOORS)
async def test_a_square_of_an_upload_becomes_ones_avatar(server: Server, door: str) -> None:
    ada, grace = await people(server, "ada", "grace")
    file = await upload(ada, striped(), "me.jpg", "image/jpeg")
    async with grace.online() as watching, through(door, ada) as asker:
        changed = await asker.ask("user.update", picture=file, display_name="Ada L.")
        assert (await watching.event("user.updated"))["user"] == changed
    assert changed["display_name"] == "Ada L."
    assert changed["avatar"].startswith("/api/v1/avatars/")
    assert (await grace.ask("user.get", user=ada.id))["avatar"] == changed["avatar"]
    square = await shown(changed["avatar"], by=grace)
    assert square.size == (192, 192)
    for place in ((5, 5), (186, 186), (96, 96)):
        red, _, blue = square.getpixel(place)  # type: ignore[misc]
        assert blue > 200 > 60 > red, "it is cut from the middle"


async def test_a_small_picture_is_not_blown_up(server: Server) -> None:
    ada = await register(server, "ada")
    file = await upload(ada, picture(20, 31), "me.png", "image/png")
    changed = await ada.ask("user.update", picture=file)
    assert (await shown(changed["avatar"], by=ada)).size == (20, 20)


async def test_an_avatar_goes_when_another_comes_or_none(server: Server) -> None:
    ada, grace = await people(server, "ada", "grace")
    files = [await upload(ada, picture(60, 60, c), "me.png", "image/png") for c in ("red", "blue")]
    first = (await ada.ask("user.update", picture=files[0]))["avatar"]
    second = (await ada.ask("user.update", picture=files[1]))["avatar"]
    assert first != second
    assert (await ask(grace, "GET", first)).status_code == 404
    await shown(second, by=grace)
    assert (await ada.ask("user.update", display_name="Ada"))["avatar"] == second
    assert (await ada.ask("user.update", picture=None))["avatar"] is None
    assert (await ask(grace, "GET", second)).status_code == 404
    third = (await ada.ask("user.update", picture=files[0]))["avatar"]
    elsewhere = "https://pictures.example.org/ada.png"
    assert (await ada.ask("user.update", avatar=elsewhere))["avatar"] == elsewhere
    assert (await ask(grace, "GET", third)).status_code == 404


async def test_to_name_anothers_avatar_takes_nothing_from_them(server: Server) -> None:
    ada, mallory = await people(server, "ada", "mallory")
    file = await upload(ada, picture(), "me.png", "image/png")
    avatar = (await ada.ask("user.update", picture=file))["avatar"]
    assert (await mallory.ask("user.update", avatar=avatar))["avatar"] == avatar
    await mallory.ask("user.update", avatar=None)
    await shown(avatar, by=ada)


async def test_who_sends_back_the_avatar_they_were_told_keeps_it(server: Server) -> None:
    """Forms send all of their fields, also those that nobody has touched."""
    ada, grace = await people(server, "ada", "grace")
    room = await group(ada, grace)
    file = await upload(ada, picture(), "me.png", "image/png")
    own = (await ada.ask("user.update", picture=file))["avatar"]
    await ada.ask("conversation.update", conversation=room, picture=file)
    rooms = (await ada.ask("conversation.get", conversation=room))["conversation"]["avatar"]
    assert (await ada.ask("user.update", avatar=own, display_name="Ada L."))["avatar"] == own
    await ada.ask("conversation.update", conversation=room, avatar=rooms, name="ours")
    await shown(own, by=grace)
    await shown(rooms, by=grace)
    await ada.ask("user.update", avatar=rooms)
    assert (await ask(grace, "GET", own)).status_code == 404, "another's address is another avatar"
    await shown(rooms, by=grace)


async def test_a_picture_is_not_looked_at_for_those_who_may_not_change_it(server: Server) -> None:
    """R10: cutting a square costs a process, which is started for nobody whose answer is no anyhow."""
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace)
    for who, code in ((grace, "forbidden"), (linus, "not_found")):
        text = await upload(who, b"not a picture", "us.png", "image/png")
        with refused(code):
            await who.ask("conversation.update", conversation=room, picture=text)


async def test_where_there_is_no_place_to_cut_a_picture_it_is_unavailable(tmp_path: Path) -> None:
    """R11: a full disk is an error of the catalogue, and nothing has changed."""
    place = tmp_path / "tmp"
    place.mkdir()
    with running(tmp_path / "data", env={"TMPDIR": str(place)}) as server:
        ada = await register(server, "ada")
        file = await upload(ada, picture(), "me.png", "image/png")
        place.rmdir()
        with refused("unavailable", "picture"):
            await ada.ask("user.update", picture=file, display_name="Ada L.")
        assert await ada.ask("user.get", user=ada.id) == ada.user


async def test_an_avatar_lives_though_its_file_does_not(server: Server) -> None:
    """Files of no message are swept after a day; the square is a content of its own."""
    ada = await register(server, "ada")
    file = await upload(ada, picture(colour="green"), "me.png", "image/png")
    avatar = (await ada.ask("user.update", picture=file))["avatar"]
    with sqlite3.connect(server.data / "hubbub.db") as store:
        (used,) = store.execute(
            "SELECT count(*) FROM avatars v JOIN files f ON f.blob_hash = v.blob_hash"
            " WHERE f.id = ? AND v.id = ?",
            (file, avatar.rpartition("/")[2]),
        ).fetchone()
    store.close()
    assert used == 0
    await shown(avatar, by=ada)


async def test_a_group_has_a_picture_too(server: Server) -> None:
    ada, grace, linus = await people(server, "ada", "grace", "linus")
    room = await group(ada, grace)
    file = await upload(ada, picture(), "us.png", "image/png")
    async with grace.online() as watching:
        await ada.ask("conversation.update", conversation=room, picture=file)
        event = await watching.event("conversation.updated", conversation=room)
    summary = (await grace.ask("conversation.get", conversation=room))["conversation"]
    assert event["avatar"] == summary["avatar"]
    assert (await shown(summary["avatar"], by=grace)).size == (48, 48)
    with refused("forbidden"):
        await grace.ask("conversation.update", conversation=room, picture=None)
    with refused("not_found"):
        await linus.ask("conversation.update", conversation=room, picture=None)
    await shown(summary["avatar"], by=grace)
    await ada.ask("conversation.update", conversation=room, picture=None)
    assert (await ada.ask("conversation.get", conversation=room))["conversation"]["avatar"] is None
    assert (await ask(grace, "GET", summary["avatar"])).status_code == 404


@pytest.mark.parametrize("door", DOORS)
async def test_what_is_no_picture_of_ones_own_is_refused(server: Server, door: str) -> None:
    ada, mallory = await people(server, "ada", "mallory")
    text = await upload(ada, b"not a picture", "me.png", "image/png")
    file = await upload(ada, picture(), "me.png", "image/png")
    async with through(door, ada) as asker:
        with refused("bad_request", "picture"):
            await asker.ask("user.update", picture=text)
        with refused("bad_request", "picture"):
            await asker.ask("user.update", picture="me.png")
        with refused("bad_request", "picture"):
            await asker.ask("user.update", picture=file, avatar=None)
    async with through(door, mallory) as asker:
        with refused("not_found", "picture"):
            await asker.ask("user.update", picture=file)
    assert (await ada.ask("user.get", user=ada.id))["avatar"] is None


async def test_only_those_who_are_logged_in_see_avatars(server: Server) -> None:
    ada = await register(server, "ada")
    file = await upload(ada, picture(), "me.png", "image/png")
    avatar = (await ada.ask("user.update", picture=file))["avatar"]
    assert (await ask(nobody(server), "GET", avatar)).status_code == 401
    assert (await ask(ada, "GET", avatar[:-1])).status_code == 404
    tag = (await ask(ada, "GET", avatar)).headers["etag"]
    assert (await ask(ada, "GET", avatar, headers={"if-none-match": tag})).status_code == 304

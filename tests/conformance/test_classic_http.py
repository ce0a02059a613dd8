"""The classic calls, row by row: paths, envelopes, statuses, and what a browser asks before it asks."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.classic import ORIGIN, call, fetch, log_in, page
from tests.support.people import register, unique
from tests.support.server import Server

pytestmark = pytest.mark.anyio


async def test_logging_in_registers_who_is_unknown_and_knows_who_is_not(server: Server) -> None:
    name = unique("ada")
    first = await log_in(server, name)
    again = await log_in(server, f"  {name.upper()} ")
    assert isinstance(first["user_id"], int)
    assert first == again
    assert first["user_name"] == name
    assert first["user_img"].startswith(f"{server.http}/images/")
    picture = await call(server, "GET", first["user_img"].removeprefix(server.http))
    assert picture.headers["content-type"].startswith("image/")


async def test_the_first_dialect_calls_the_name_user_name(server: Server) -> None:
    name = unique("ada")
    answer = await call(server, "POST", "/ws/login", json={"user_name": name})
    assert (answer.code, answer.data["user_name"]) == (200, name)


async def test_logging_out_is_a_login_of_nobody(server: Server) -> None:
    answer = await call(server, "POST", "/ws/login", json={})
    assert (answer.status, answer.code, answer.data) == (200, 200, {})


async def test_who_is_new_finds_a_group_a_contact_and_one_welcome(server: Server) -> None:
    ada = await log_in(server, unique("ada"))
    me = ada["user_id"]
    contacts = (await fetch(server, "/ws/profile/contacter", user_id=me)).data
    blocks = (await fetch(server, "/ws/profile/block", user_id=me)).data
    assert [user["user_id"] for user in contacts] == [1]
    assert [(block["block_id"], block["user_id"]) for block in blocks] == [(1, me)]
    talks = (await fetch(server, "/ws/conversation", user_id=me)).data
    assert sorted(map(str, talks)) == ["{'block_id': '1'}", "{'contacter_id': '1'}"]
    await log_in(server, ada["user_name"])
    async with page(server, ada) as socket:
        await socket.message("Welcome")
        await socket.ping()
        assert len(socket.shown) == 1
        assert socket.shown[0]["from_user_id"] == "1"
    async with page(server, ada) as socket:
        await socket.ping()
        assert socket.shown == []


async def test_conversations_come_latest_activity_first_with_ids_as_strings(server: Server) -> None:
    ada, grace = await log_in(server, unique("ada")), await log_in(server, unique("grace"))
    async with page(server, ada) as socket:
        await socket.sent("<p>hi</p>", to=grace["user_id"])
        talks = (await fetch(server, "/ws/conversation", user_id=ada["user_id"])).data
        assert talks[0] == {"contacter_id": str(grace["user_id"])}
        await socket.sent("<p>hi all</p>", block=1)
        talks = (await fetch(server, "/ws/conversation", user_id=ada["user_id"])).data
        assert talks[0] == {"block_id": "1"}


async def test_people_and_groups_are_found_by_part_of_their_name_taken_literally(server: Server) -> None:
    name = unique("per%cent_ada")
    ada = await log_in(server, name)
    await log_in(server, unique("perXcentXada"))
    found = (await fetch(server, "/ws/search/contacter", user_name="per%cent_")).data
    assert [user["user_name"] for user in found] == [name]
    title = unique("50% off")
    made = await fetch(server, "/ws/block/new", user_id=ada["user_id"], block_name=title)
    assert made.data["block_name"] == title
    assert made.data["owner_id"] == str(ada["user_id"])
    assert isinstance(made.data["block_id"], int)
    found = (await fetch(server, "/ws/search/block", block_name=title[1:])).data
    assert [block["block_id"] for block in found] == [made.data["block_id"]]
    assert found[0]["owner_id"] == ada["user_id"]
    mine = (await fetch(server, "/ws/profile/block", user_id=ada["user_id"])).data
    assert made.data["block_id"] in [block["block_id"] for block in mine]


async def test_one_person_and_one_group_are_arrays_of_one_or_none(server: Server) -> None:
    ada = await log_in(server, unique("ada"))
    assert (await fetch(server, "/ws/user", user_id=ada["user_id"])).data == [ada]
    assert (await fetch(server, "/ws/user", user_id=10**9)).data == []
    assert [block["block_id"] for block in (await fetch(server, "/ws/block", block_id=1)).data] == [1]
    assert (await fetch(server, "/ws/block", block_id=10**9)).data == []


async def test_contacts_are_read_both_ways_and_added_once(server: Server) -> None:
    ada, grace = await log_in(server, unique("ada")), await log_in(server, unique("grace"))
    pair = {"user_id": ada["user_id"], "contacter_id": grace["user_id"]}
    added = await fetch(server, "/ws/contacter/add", **pair)
    assert (added.status, added.code) == (200, 200)
    theirs = (await fetch(server, "/ws/profile/contacter", user_id=grace["user_id"])).data
    assert ada["user_id"] in [user["user_id"] for user in theirs]
    for wrong in (pair, {**pair, "contacter_id": ada["user_id"]}, {**pair, "contacter_id": 10**9}):
        again = await fetch(server, "/ws/contacter/add", **wrong)
        assert (again.status, again.code, again.body["success"]) == (200, 500, False)


async def test_joining_a_group_works_once_and_a_private_one_never(server: Server) -> None:
    ada, grace = await log_in(server, unique("ada")), await log_in(server, unique("grace"))
    made = await fetch(server, "/ws/block/new", user_id=ada["user_id"], block_name="g")
    asked = {"user_id": grace["user_id"], "block_id": made.data["block_id"]}
    assert (await fetch(server, "/ws/block/join", **asked)).code == 200
    assert (await fetch(server, "/ws/block/join", **asked)).code == 500
    linus = await register(server, unique("linus"), password="correct horse battery")
    secret = await linus.ask("conversation.create", kind="group", name=unique("secret"))
    room = secret["conversation"]["id"]
    assert (await fetch(server, "/ws/block/join", **{**asked, "block_id": room})).code == 500
    assert (await fetch(server, "/ws/block", block_id=room)).data == []


async def test_pages_of_every_origin_may_ask_after_a_preflight(server: Server) -> None:
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "content-type"}
    for path in ("/ws/conversation", "/ws/login", "/verify", "/upload", "/merge"):
        answer = await call(server, "OPTIONS", path, headers=asked)
        assert answer.status == 204
        assert answer.headers["access-control-allow-origin"] == ORIGIN
        assert answer.headers["access-control-allow-methods"] == "GET,HEAD,PUT,POST,DELETE"
        assert answer.headers["access-control-allow-headers"] == "content-type"
        assert "access-control-allow-credentials" not in answer.headers
    answer = await fetch(server, "/ws/user", user_id=1)
    assert answer.headers["access-control-allow-origin"] == ORIGIN


async def test_every_answer_can_be_read_by_the_page_that_asked(server: Server) -> None:
    """CLASSIC: the Origin echoed, no credentials; with refusals and pictures too, or a page sees nothing."""
    ada = await log_in(server, unique("ada"))
    drawn = ada["user_img"].removeprefix(server.http)
    for method, path, body, status in (
        ("GET", "/ws/user?user_id=1", None, 200),
        ("GET", "/ws/user?user_id=x", None, 400),
        ("GET", "/ws/conversation?user_id=999999999", None, 404),
        ("GET", "/ws/contacter/add?user_id=1&contacter_id=1", None, 200),
        ("GET", "/ws/nothing", None, 404),
        ("DELETE", "/ws/user", None, 405),
        ("POST", "/ws/login", b"{", 400),
        ("POST", "/ws/login", b" " * 70_000, 413),
        ("POST", "/verify", b"{}", 400),
        ("POST", "/upload", b"no form", 400),
        ("POST", "/merge", b"{}", 400),
        ("GET", drawn, None, 200),
        ("GET", "/images/nothing.png", None, 404),
    ):
        cookie = {"Cookie": "hubbub=stolen"}
        answer = await call(server, method, path, content=body, headers=cookie)
        assert answer.status == status, (path, answer.body)
        assert answer.headers["access-control-allow-origin"] == ORIGIN
        assert "access-control-allow-credentials" not in answer.headers
        assert "origin" in answer.headers["vary"].lower()
        if "json" in answer.headers["content-type"] and status != 200:
            assert answer.body.keys() == {"code", "message", "success", "data"}
            assert (answer.code, answer.body["success"], answer.data) == (status, False, {})


async def test_a_preflight_that_names_no_header_gets_none(server: Server) -> None:
    """CLASSIC: requested headers echoed (the uploads' preflight has none)."""
    answer = await call(server, "OPTIONS", "/upload", headers={"Access-Control-Request-Method": "POST"})
    assert (answer.status, answer.content) == (204, b"")
    assert "access-control-allow-headers" not in answer.headers
    wanted = {"Access-Control-Request-Headers": "content-type,x-requested-with"}
    answer = await call(server, "OPTIONS", "/ws/login", headers=wanted)
    assert answer.headers["access-control-allow-headers"] == "content-type,x-requested-with"


async def test_native_doors_stay_closed_to_other_origins(server: Server) -> None:
    for method, path in (("OPTIONS", "/api/v1/message.send"), ("POST", "/api/v1/auth.login"), ("GET", "/")):
        answer = await call(server, method, path, content=b"{}")
        assert "access-control-allow-origin" not in answer.headers, path


async def test_people_and_groups_have_exactly_these_fields(server: Server) -> None:
    """CLASSIC: User `{user_id: int, ...}`; Block `{block_id: int, ..., owner_id: int, ...}`."""
    ada = await log_in(server, unique("ada"))
    me = ada["user_id"]
    made = (await fetch(server, "/ws/block/new", user_id=me, block_name=unique("g"))).data
    assert made["owner_id"] == str(me)
    people = [ada]
    for path, query in (
        ("/ws/profile/contacter", {"user_id": me}),
        ("/ws/user", {"user_id": me}),
        ("/ws/search/contacter", {"user_name": ada["user_name"]}),
    ):
        people += (await fetch(server, path, **query)).data
    assert len(people) == 4
    for person in people:
        assert {key: type(value) for key, value in person.items()} == {
            "user_id": int,
            "user_name": str,
            "user_img": str,
        }
        assert person["user_img"].startswith("http")
    fields = {"block_id": int, "block_name": str, "owner_id": int, "block_img": str}
    listed = (await fetch(server, "/ws/profile/block", user_id=str(me))).data
    for block in listed:
        assert {key: type(value) for key, value in block.items()} == {**fields, "user_id": int}
    found = (await fetch(server, "/ws/search/block", block_name=made["block_name"])).data
    one = (await fetch(server, "/ws/block", block_id=made["block_id"])).data
    for block in found + one:
        assert {key: type(value) for key, value in block.items()} == fields
        assert block["owner_id"] == me
        assert block["block_img"].startswith("http")


async def test_adding_and_joining_answer_without_data(server: Server) -> None:
    ada, grace = await log_in(server, unique("ada")), await log_in(server, unique("grace"))
    added = await fetch(server, "/ws/contacter/add", user_id=ada["user_id"], contacter_id=grace["user_id"])
    assert added.body.keys() == {"code", "message"}
    refused = await fetch(server, "/ws/block/join", user_id=ada["user_id"], block_id=1)
    assert (refused.status, refused.code, refused.body["success"], refused.data) == (200, 500, False, {})


async def test_an_empty_search_finds_everyone_oneself_too(server: Server) -> None:
    ada = await log_in(server, unique("ada"))
    found = (await fetch(server, "/ws/search/contacter", user_name=ada["user_name"][-2:])).data
    assert ada["user_id"] in [user["user_id"] for user in found]
    assert 1 in [user["user_id"] for user in (await fetch(server, "/ws/search/contacter", user_name="")).data]
    assert 1 in [block["block_id"] for block in (await fetch(server, "/ws/search/block", block_name="")).data]


async def test_a_name_that_is_null_gives_way_to_the_other_dialects(server: Server) -> None:
    ada = await log_in(server, unique("ada"))
    for body in (
        {"name": None, "user_name": ada["user_name"]},
        {"name": ada["user_name"], "user_name": None},
    ):
        assert (await call(server, "POST", "/ws/login", json=body)).data == ada
    assert (await call(server, "POST", "/ws/login", json={"name": None, "user_name": None})).data == {}


async def test_a_name_has_at_most_twenty_characters(server: Server) -> None:
    name = unique("n" * 20)[-20:]
    assert (await log_in(server, f"{name}   "))["user_name"] == name
    assert (await call(server, "POST", "/ws/login", json={"name": "n" + name})).code == 400


async def test_ten_first_logins_at_once_make_one_person_and_one_welcome(server: Server) -> None:
    name = unique("ada")
    people = await asyncio.gather(*(log_in(server, name) for _ in range(10)))
    assert {person["user_id"] for person in people} == {people[0]["user_id"]}
    async with page(server, people[0]) as ada:
        await ada.message("Welcome")
        await ada.ping()
        assert len(ada.shown) == 1
    async with page(server, people[0]) as ada:
        await log_in(server, name)
        await ada.ping()
        assert ada.shown == []


async def test_a_private_group_is_found_by_its_number_where_a_page_has_to_show_it(server: Server) -> None:
    """A page asks after each of its conversations, does not say who asks, and takes the first it gets."""
    linus = await register(server, unique("linus"), password="correct horse battery")
    ada = await log_in(server, unique("ada"))
    name = unique("private")
    made = await linus.ask("conversation.create", kind="group", name=name, members=[ada["user_id"]])
    room = made["conversation"]["id"]
    talks = (await fetch(server, "/ws/conversation", user_id=ada["user_id"])).data
    assert {"block_id": str(room)} in talks
    for talk in talks:
        path, query = "/ws/block", talk
        if "contacter_id" in talk:
            path, query = "/ws/user", {"user_id": talk["contacter_id"]}
        assert len((await fetch(server, path, **query)).data) == 1
    assert (await fetch(server, "/ws/search/block", block_name=name)).data == []
    await linus.ask("member.remove", conversation=room, user=ada["user_id"])
    assert (await fetch(server, "/ws/block", block_id=room)).data == []


async def test_a_call_by_another_method_is_told_which_one_is_allowed(server: Server) -> None:
    """RFC 9110, 15.5.6: 405 comes with Allow."""
    answer = await call(server, "PUT", "/ws/login", json={"name": "ada"})
    assert (answer.status, answer.code) == (405, 405)
    assert "POST" in answer.headers["allow"].split(", ")

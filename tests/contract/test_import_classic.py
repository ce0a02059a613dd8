"""`hubbub import classic` takes over what a MutiPersonChat holds: all of it, once, and says so in counts.

The MariaDB and the Redis are real. What is in them is what the original's own programs write.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.support.cli import hubbub
from tests.support.originals import (
    MariaDB,
    Original,
    direct,
    in_group,
    mariadb,
    redis_server,
)
from tests.support.people import SECONDS, Caller, open_socket
from tests.support.server import Server, running

ADA, GRACE, LINUS, MUTE = 1, 2, 3, 4
FAMILY = 1
NOON = 1_640_952_000_000
"""2021-12-31 12:00:00 UTC, in milliseconds."""


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[MariaDB, str]]:
    with mariadb(tmp_path_factory.mktemp("m")) as maria, redis_server(tmp_path_factory.mktemp("r")) as url:
        yield maria, url


@pytest.fixture
def original(stores: tuple[MariaDB, str]) -> Iterator[Original]:
    """Give an installation with three people in one group, and nothing said."""
    maria, url = stores
    with maria.database("chat") as connection:
        found = Original(connection, maria.url("chat"), url)
        found.keys.flushall()
        found.keys.set("message_id", "100")
        found.put(
            "user", (ADA, "ada", None), (GRACE, "grace", "http://x.example/g.png"), (LINUS, "林纳斯", None)
        )
        found.put("block", (FAMILY, "Vze 家族", ADA, None))
        found.put("block_user", *((FAMILY, user) for user in (ADA, GRACE, LINUS)))
        found.put("user_contacter", (GRACE, ADA), (LINUS, ADA))
        yield found
        found.keys.close()


def at(seconds: int) -> str:
    """Return a time of the original's: so many seconds after noon."""
    return f"2021-12-31 12:{seconds // 60:02}:{seconds % 60:02}"


def take(original: Original, data: Path, *flags: str, code: int = 0) -> dict[str, tuple[int, ...]]:
    """Run the command, and return its table: source, taken, already, refused, changed."""
    said = run(original, data, *flags, code=code)
    rows = re.findall(r"^([a-zA-Z, ]+?)((?: +[0-9,]+){5})(?:  DOES NOT ADD UP)?$", said, re.MULTILINE)
    table = {name: tuple(int(n.replace(",", "")) for n in numbers.split()) for name, numbers in rows}
    assert table or code, said
    return table


def run(original: Original, data: Path, *flags: str, code: int = 0) -> str:
    """Run the command, and return what it says."""
    sources = {"--mysql": original.mysql, "--redis": original.redis}
    given = [word for flag, url in sources.items() if flag not in flags for word in (flag, url)]
    done = hubbub("import", "classic", *given, "--data", str(data), *flags, code=code)
    return done.stdout + done.stderr


async def enter(server: Server, name: str) -> Caller:
    """Enter by name alone, as in the original."""
    answer = await Caller(server, None, None).ask("auth.login", name=name)
    return Caller(server, answer["token"], answer["user"])


async def texts(who: Caller, conversation: int) -> list[str]:
    """Return what someone sees of a conversation's history."""
    page = await who.ask("message.history", conversation=conversation, limit=200)
    assert [m["seq"] for m in page["messages"]] == list(range(1, len(page["messages"]) + 1))
    return [m["text"] for m in page["messages"]]


async def summaries(who: Caller) -> dict[int, dict[str, Any]]:
    """Return someone's conversations, by id."""
    return {each["id"]: each for each in (await who.ask("conversation.list"))["conversations"]}


async def peer(who: Caller, other: int) -> dict[str, Any]:
    """Return the direct conversation someone has with another."""
    (found,) = [each for each in (await summaries(who)).values() if each.get("peer", {}).get("id") == other]
    return found


@pytest.mark.anyio
async def test_people_groups_and_what_was_said_are_there_as_they_were(original: Original, data: Path) -> None:
    """Ids, names, contacts both ways, one order by time and id, the original times."""
    original.put(
        "block_message",
        (3, FAMILY, GRACE, None, "<p>second</p>", at(2)),
        (2, FAMILY, ADA, None, "<p>first</p>", at(1)),
        (5, FAMILY, LINUS, ADA, "<p>第三 🎉 100% -- 'q' \"d\"</p>", at(2)),
    )
    original.put("user_contacter_message", (4, GRACE, ADA, "<p>two<br>lines</p><p>three</p>", at(3)))
    counts = take(original, data)
    assert counts["users"] == (3, 3, 0, 0, 0)
    assert counts["messages, in groups"] == (3, 3, 0, 0, 0)
    assert counts["messages, one to one"] == (1, 1, 0, 0, 0)
    with running(data) as server:
        ada = await enter(server, "ADA")
        assert ada.id == ADA
        shown = await summaries(ada)
        assert (shown[FAMILY]["name"], shown[FAMILY]["owner"], shown[FAMILY]["members"]) == (
            "Vze 家族",
            ADA,
            3,
        )
        assert shown[FAMILY]["unread"] == 0, "it was delivered there"
        assert await texts(ada, FAMILY) == ["first", "second", "第三 🎉 100% -- 'q' \"d\""]
        page = await ada.ask("message.history", conversation=FAMILY)
        assert page["messages"][0]["sent_at"] == "2021-12-31T12:00:01.000Z"
        assert page["messages"][2]["mentions"] == [ADA]
        assert await texts(ada, (await peer(ada, GRACE))["id"]) == ["two\nlines\nthree"]
        assert {u["id"] for u in (await ada.ask("contact.list"))["users"]} == {GRACE, LINUS}
        grace = await enter(server, "grace")
        assert grace.user["avatar"] == "http://x.example/g.png"
        assert [u["id"] for u in (await grace.ask("contact.list"))["users"]] == [ADA]
        found = await grace.ask("conversation.search", query="家族")
        assert [each["id"] for each in found["conversations"]] == [FAMILY], "groups are for everyone to find"
        sent = await grace.ask("message.send", conversation=FAMILY, text="and on it goes")
        assert sent["seq"] == 4


@pytest.mark.anyio
async def test_what_is_undelivered_is_taken_once_and_stays_owed(original: Original, data: Path) -> None:
    """Some of it is in MySQL too, by id; what is not has its place by its time."""
    original.put(
        "user_contacter_message",
        (10, ADA, GRACE, "<p>got</p>", at(1)),
        (12, ADA, GRACE, "<p>owed, in both</p>", at(3)),
        (13, ADA, GRACE, "<p>got out of turn</p>", at(4)),
    )
    both = direct(12, ADA, GRACE, "<p>owed, in both</p>", NOON + 3_000, temp_id="7")
    only = direct(11, ADA, GRACE, "<p>it's in Redis only</p>", NOON + 2_000, temp_id="6")
    room = in_group(
        14, LINUS, FAMILY, "<p>to the group</p>", NOON + 5_000, temp_id="8", at_user_id=str(GRACE)
    )
    for message in (only, both, room):
        original.push_undelivered(GRACE, message)
    original.push_undelivered(GRACE, {**only, "message_id": "15"})  # the same, numbered twice
    original.push_undelivered(ADA, room)
    original.push_undelivered(99, room)
    original.keys.lpush("offline:offline_message_2", "not JSON")
    original.keep_unconfirmed(direct(16, GRACE, LINUS, "<p>unconfirmed</p>", NOON + 6_000))
    original.keep_unconfirmed(in_group(17, ADA, FAMILY, "<p>by whom?</p>", NOON + 7_000))
    counts = take(original, data)
    assert counts["messages, one to one"] == (3, 3, 0, 0, 0)
    assert counts["messages, in Redis only"] == (4, 4, 0, 0, 0)
    assert counts["undelivered, for each person"] == (9, 5, 1, 3, 0)
    with running(data) as server:
        ada, grace = await enter(server, "ada"), await enter(server, "grace")
        shown = await peer(grace, ADA)
        assert await texts(grace, shown["id"]) == [
            "got",
            "it's in Redis only",
            "owed, in both",
            "got out of turn",
        ]
        assert (shown["read"], shown["unread"]) == (1, 3), "a cursor is one number: it ends before the first"
        assert (await peer(ada, GRACE))["unread"] == 0
        assert await texts(ada, FAMILY) == ["to the group", "by whom?"]
        groups = [(await summaries(who))[FAMILY] for who in (ada, grace)]
        assert [each["read"] for each in groups] == [0, 0]
        assert [each["mentions"] for each in groups] == [0, 1]
        linus = await enter(server, "林纳斯")
        assert (await peer(linus, GRACE))["unread"] == 1
        assert (await summaries(linus))[FAMILY]["unread"] == 0
    with contextlib.closing(sqlite3.connect(data / "hubbub.db")) as store:
        confirmed = store.execute(
            "SELECT seq FROM classic_confirmed WHERE user_id = ? AND conversation_id = ?",
            (GRACE, shown["id"]),
        )
        assert confirmed.fetchall() == [(4,)], "a classic page gets what it is owed, and nothing twice"


@pytest.mark.anyio
async def test_one_welcome_is_as_many_messages_as_people_were_welcomed(
    original: Original, data: Path
) -> None:
    """The original gives its word of welcome the id 2 each time, and keeps it in Redis only."""
    for user in (GRACE, LINUS):
        original.push_undelivered(user, direct(2, ADA, user, "<p>hi</p>", NOON))
    original.put("user_contacter_message", (2, GRACE, LINUS, "<p>the true number 2</p>", at(0)))
    counts = take(original, data)
    assert counts["messages, in Redis only"] == (2, 2, 0, 0, 0)
    with running(data) as server:
        for name in ("grace", "林纳斯"):
            who = await enter(server, name)
            assert await texts(who, (await peer(who, ADA))["id"]) == ["hi"]


def test_twice_is_once(original: Original, data: Path) -> None:
    """A second run finds everything there; what has been said since is taken, and only that."""
    original.put("block_message", (2, FAMILY, ADA, None, "<p>one</p>", at(1)))
    original.put("user_contacter_message", (3, ADA, GRACE, "<p>two</p>", at(2)))
    original.push_undelivered(LINUS, direct(4, ADA, LINUS, "<p>three</p>", NOON + 3_000))
    first = take(original, data)
    second = take(original, data)
    for name, (source, taken, *_) in first.items():
        assert second[name][:3] == (source, 0, taken + first[name][2]), name
    original.put("block_message", (9, FAMILY, GRACE, None, "<p>since</p>", at(9)))
    original.put("user", (8, "barbara", None))
    third = take(original, data)
    assert third["messages, in groups"] == (2, 1, 1, 0, 0)
    assert third["users"] == (4, 1, 3, 0, 0)


@pytest.mark.anyio
async def test_a_second_run_brings_nobody_back_into_a_group(original: Original, data: Path) -> None:
    """R9: who was removed here stays out, though the original still has them in it."""
    take(original, data)
    with running(data) as server:
        ada = await enter(server, "ada")
        await ada.ask("member.remove", conversation=FAMILY, user=GRACE)
    assert take(original, data)["members of groups"] == (3, 0, 2, 1, 0)
    with running(data) as server:
        ada, grace = await enter(server, "ada"), await enter(server, "grace")
        assert FAMILY not in await summaries(grace)
        members = (await ada.ask("member.list", conversation=FAMILY))["members"]
        assert [each["user"]["id"] for each in members] == [ADA, LINUS]


@pytest.mark.anyio
async def test_names_that_cannot_stay_are_changed_and_said(original: Original, data: Path) -> None:
    """Case and spaces make no other name; nothing, controls, @ and what is kept for others make none."""
    names = [
        "Ada ",
        "ADA",
        "",
        " ",
        "all",
        "system",
        "a@b",
        "tab\there",
        "ada (2)",
        "\u200b",
        "'; DROP--",
        "x" * 20,
    ]
    original.put("user", *((10 + place, name, "javascript:alert(1)") for place, name in enumerate(names)))
    said = run(original, data)
    assert "'ADA', is called 'ADA (3)' here" in said
    assert "'Ada ', is called 'Ada (2)' here" in said
    listed = hubbub("user", "list", "--data", str(data)).stdout
    shown = {int(line[:6]): line[6:50].strip() for line in listed.splitlines()}
    assert [shown[10 + place] for place in range(len(names))] == [
        "Ada (2)",
        "ADA (3)",
        "user 12",
        "user 13",
        "all (2)",
        "system (2)",
        "ab",
        "tab here",
        "ada (2) (2)",
        "user 19",
        "'; DROP--",
        "x" * 20,
    ]
    with running(data) as server:
        assert (await enter(server, "ada")).id == ADA, "who came first keeps the name"
        assert (await enter(server, "'; DROP--")).user["avatar"] is None


@pytest.mark.anyio
async def test_what_was_said_in_html_is_text(original: Original, data: Path) -> None:
    """Scripts and expressions are words; a picture that is not there is named; nothing said is refused."""
    md5 = "0123456789abcdef0123456789abcdef"
    said = [
        "<p><script>alert(1)</script></p>",
        "<p>&#123;&#123;1+1&#125;&#125; {{2}}</p>",
        "<p>a &lt;b&gt; &amp; c</p>",
        f'<p>see</p><a-image class="input-img" src="http://images.example:5700/{md5}.png"/>',
        "%s %d 50% \\ \\n",
        "<p></p>",
        "",
    ]
    rows = [(10 + place, FAMILY, ADA, None, html, at(place)) for place, html in enumerate(said)]
    original.put("block_message", *rows, (50, FAMILY, ADA, None, f"<p>{'长' * 12_000}</p>", at(50)))
    counts = take(original, data)
    assert counts["messages, in groups"] == (8, 6, 0, 2, 1)
    assert counts["pictures in messages"] == (1, 0, 0, 1, 0)
    with running(data) as server:
        shown = await texts(await enter(server, "ada"), FAMILY)
        assert shown[:3] == ["<script>alert(1)</script>", "{{1+1}} {{2}}", "a <b> & c"]
        assert md5 in shown[3]
        assert shown[4] == "%s %d 50% \\ \\n"
        assert shown[5:] == ["长" * 10_000, "长" * 2_000], "too long for one message, and none of it lost"


def test_what_belongs_to_nobody_is_refused_and_counted(original: Original, data: Path) -> None:
    """Years of use leave rows of people and groups that are gone."""
    original.put("user_contacter", (GRACE, 99), (GRACE, GRACE), (ADA, GRACE), (None, ADA))
    original.put("block_user", (FAMILY, 99), (77, ADA), (FAMILY, ADA))
    original.put(
        "block_message", (2, FAMILY, 99, None, "<p>x</p>", at(1)), (3, 77, ADA, None, "<p>x</p>", at(1))
    )
    original.put("user_contacter_message", (4, None, ADA, "<p>x</p>", at(1)), (5, ADA, 99, "<p>x</p>", at(1)))
    original.keys.set("session:12", "x")
    original.keys.set("session:13", "y")
    said = run(original, data)
    counts = take(original, data)
    assert counts["contacts"] == (6, 0, 3, 3, 0)
    assert counts["members of groups"] == (6, 0, 4, 2, 0)
    assert counts["messages, in groups"] == (2, 0, 0, 2, 0)
    assert counts["messages, one to one"] == (2, 0, 0, 2, 0)
    assert "message 2 of user 99: of a sender who is not there" in said
    assert "Redis: 2 keys like session:… were not looked into" in said


@pytest.mark.anyio
async def test_owners_are_members_and_groups_have_owners(original: Original, data: Path) -> None:
    """The original may have neither; here somebody has to be able to look after a group."""
    original.put("block", (5, "left by its owner", LINUS, None), (6, "", 99, None), (7, "empty", 99, None))
    original.put("block_user", (5, ADA), (6, GRACE), (6, ADA))
    assert take(original, data)["groups"] == (4, 4, 0, 0, 3)
    with running(data) as server:
        shown = await summaries(await enter(server, "ada"))
        assert (shown[5]["owner"], shown[5]["members"]) == (LINUS, 2)
        assert (shown[6]["owner"], shown[6]["name"]) == (ADA, "group 6")


@pytest.mark.anyio
async def test_conversations_that_hold_nothing_are_listed_still(original: Original, data: Path) -> None:
    """The original's list of conversations shows whom one could talk to."""
    original.keys.zadd("conversation:chat_room_2", {'{"contacter_id":"1"}': NOON, '{"block_id":"1"}': NOON})
    assert take(original, data)["conversations listed in Redis"] == (1, 1, 0, 0, 0)
    with running(data) as server:
        assert (await peer(await enter(server, "grace"), ADA))["last_at"] == "2021-12-31T12:00:00.000Z"


@pytest.mark.anyio
async def test_accounts_that_are_here_already_are_nobody_elses(original: Original, data: Path) -> None:
    """Ids and names of this server stay its own: who comes gets others."""
    hubbub("user", "add", "grace", "--no-password", "--data", str(data))
    original.put("user_contacter_message", (3, GRACE, ADA, "<p>hello</p>", at(1)))
    said = run(original, data)
    assert "user 1 is user 4 here" in said
    assert "user 2, 'grace', is called 'grace (2)' here" in said
    with running(data) as server:
        grace = await enter(server, "grace (2)")
        assert grace.id == GRACE, "this id was free"
        assert await texts(grace, (await peer(grace, 4))["id"]) == ["hello"]
        assert len(await summaries(await enter(server, "grace"))) == 1, "she is in the lobby only"


def test_a_dry_run_says_everything_and_does_nothing(original: Original, data: Path) -> None:
    """Also where there is no database yet: there is none after it."""
    original.put("block_message", (2, FAMILY, ADA, None, "<p>one</p>", at(1)))
    said = run(original, data, "--dry-run")
    assert 'table = "user_contacter_message"' in said
    assert "This was a dry run: nothing was taken." in said
    assert not (data / "hubbub.db").exists()
    hubbub("migrate", "--data", str(data))
    assert take(original, data, "--dry-run")["users"][1] == 3
    assert take(original, data)["users"][1] == 3


def test_a_server_that_runs_is_not_written_under(original: Original, data: Path) -> None:
    """Live delivery would not hear of it."""
    with running(data):
        assert "stop the server first" in run(original, data, code=1)


def test_other_names_of_tables_are_found_or_told(original: Original, data: Path, tmp_path: Path) -> None:
    """Tables are known by their columns; what fits two tables, or none, has to be told."""
    original.change("RENAME TABLE user TO people, block_user TO joined")
    original.change(
        "CREATE TABLE letters (message_id INT PRIMARY KEY, from_user_id INT, to_user_id INT, message TEXT,"
        " send_time BIGINT, temp_id TEXT)"
    )
    original.change("DROP TABLE user_contacter_message")
    original.put("letters", (3, ADA, GRACE, "<p>in milliseconds</p>", NOON, "1"))
    assert take(original, data)["messages, one to one"] == (1, 1, 0, 0, 0)
    original.change("CREATE TABLE people2 LIKE people")
    said = run(original, data, code=1)
    assert said.startswith("hubbub: mapping: [users] fits people, people2 alike")
    told = tmp_path / "mapping.toml"
    told.write_text('[users]\ntable = "people"\n')
    assert take(original, data, "--mapping", str(told))["users"] == (3, 0, 3, 0, 0)
    told.write_text('[users]\ntable = "people"\nname = "login"\n')
    assert "[users] people lacks login" in run(original, data, "--mapping", str(told), code=1)
    told.write_text('[users]\ntabel = "people"\n')
    assert "tabel" in run(original, data, "--mapping", str(told), code=1)


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--mysql", "mysql://reader:no@127.0.0.1:{port}/chat"), "mysql: Access denied"),
        (("--mysql", "mysql://127.0.0.1:1/chat"), "mysql: Can't connect"),
        (("--mysql", "postgresql://127.0.0.1/chat"), "mysql: write mysql://"),
        (("--redis", "redis://127.0.0.1:1/0"), "redis: "),
        (("--redis", "nonsense"), "redis: "),
        (("--source", "Ada's"), "source: "),
    ],
    ids=str,
)
def test_a_source_that_cannot_be_read_is_a_sentence(
    original: Original, data: Path, flags: tuple[str, str], words: str
) -> None:
    """No traceback, and nothing of the target is touched."""
    port = original.mysql.rsplit(":", 1)[1].split("/")[0]
    said = run(original, data, flags[0], flags[1].format(port=port), code=1)
    assert said.startswith(f"hubbub: {words}")
    assert "Traceback" not in said


@pytest.mark.anyio
async def test_a_time_that_cannot_be_is_another_here(original: Original, data: Path) -> None:
    """Times do not fall along a log and lie in the past: clients wrote those in Redis."""
    future = 9_999_999_999_999
    original.push_undelivered(GRACE, direct(5, ADA, GRACE, "<p>tomorrow</p>", future))
    original.push_undelivered(GRACE, direct(6, ADA, GRACE, "<p>never</p>", 0))
    original.put("user_contacter_message", (4, ADA, GRACE, "<p>now</p>", at(0)))
    counts = take(original, data)
    assert counts["messages, in Redis only"] == (2, 2, 0, 0, 2)
    with running(data) as server:
        async with open_socket(server, name="grace") as grace:
            room = await grace.ask("message.send", to=ADA, text="today")
            page = await grace.ask("message.history", conversation=room["conversation"])
            assert [m["text"] for m in page["messages"]] == ["never", "now", "tomorrow", "today"]
            times = [m["sent_at"] for m in page["messages"]]
            assert times == sorted(times)


def test_an_unconfirmed_message_that_was_answered_is_read(original: Original, data: Path) -> None:
    """The original forgets to drop some: whoever has written since has been there."""
    original.put("user_contacter_message", (5, GRACE, ADA, "<p>answer</p>", at(9)))
    original.keep_unconfirmed(direct(4, ADA, GRACE, "<p>question</p>", NOON))
    assert take(original, data)["undelivered, for each person"] == (1, 0, 0, 1, 0)


@pytest.mark.anyio
async def test_newcomers_meet_whom_they_met_there(original: Original, data: Path) -> None:
    """CLASSIC, HTTP: a new person is in group 1, and has contact 1."""
    take(original, data)
    with running(data) as server:
        async with httpx.AsyncClient(base_url=server.http, timeout=SECONDS) as http:
            entered = (await http.post("/ws/login", json={"name": "barbara"})).json()["data"]
        assert entered["user_id"] > LINUS
        barbara = await enter(server, "barbara")
        assert FAMILY in await summaries(barbara)
        assert [u["id"] for u in (await barbara.ask("contact.list"))["users"]] == [ADA]


def test_where_the_counts_do_not_add_up_nothing_is_taken(original: Original, data: Path) -> None:
    """A log with a hole is seen before the commit; the exit code says it too."""
    hubbub("user", "add", "barbara", "--no-password", "--data", str(data))
    with contextlib.closing(sqlite3.connect(data / "hubbub.db", isolation_level=None)) as store:
        store.execute("UPDATE conversations SET head = 3 WHERE id = 0")
        said = run(original, data, code=1)
        assert "wrong: conversation 0 has 0 entries, its head is 3" in said
        assert "nothing was taken" in said
        assert store.execute("SELECT count(*) FROM users").fetchone() == (2,)


def test_a_run_that_is_killed_has_taken_nothing(original: Original, data: Path) -> None:
    """It is one transaction; the next run takes everything."""
    # More than the writer keeps in memory: it begins to write before it commits.
    rows = [(n, FAMILY, ADA, None, f"<p>{n} {'x' * 9_900}</p>", at(n % 3600)) for n in range(3, 5_003)]
    for start in range(0, len(rows), 500):
        original.put("block_message", *rows[start : start + 500])
    flags = ("--mysql", original.mysql, "--redis", original.redis, "--data", str(data))
    log = data / "hubbub.db-wal"
    hubbub("migrate", "--data", str(data))
    with subprocess.Popen([sys.executable, "-m", "hubbub", "import", "classic", *flags]) as process:
        while not log.exists() or log.stat().st_size < 100_000:  # within the test's time limit
            assert process.poll() is None, "it was too quick to be killed"
            time.sleep(0.001)  # it needs a processor more than this does
        process.kill()
    with contextlib.closing(sqlite3.connect(data / "hubbub.db")) as store:
        assert store.execute("SELECT count(*) FROM users").fetchone() == (1,)
    assert take(original, data)["messages, in groups"] == (5000, 5000, 0, 0, 0)


def test_a_missing_driver_is_named(original: Original, data: Path, tmp_path: Path) -> None:
    """Not everyone takes something over: the drivers are an extra, and the command says which."""
    missing = "raise ModuleNotFoundError('no', name='pymysql')"
    (tmp_path / "pymysql.py").write_text(missing)
    where = {"PYTHONPATH": os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))}
    flags = ("--mysql", original.mysql, "--data", str(data))
    done = hubbub("import", "classic", *flags, env=where, code=1, afresh=True)
    assert done.stderr == "hubbub: pymysql is missing: install hubbub with its extra, hubbub[import]\n"


def picture(folder: Path, colour: str, name: str = "{md5}.png") -> str:
    """Put a picture into the original's folder, and return its MD5."""
    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(drawn, "PNG")
    md5 = hashlib.md5(drawn.getvalue(), usedforsecurity=False).hexdigest()
    folder.mkdir(exist_ok=True)
    (folder / name.format(md5=md5)).write_bytes(drawn.getvalue())
    return md5


@pytest.mark.anyio
async def test_pictures_become_attachments(original: Original, data: Path, tmp_path: Path) -> None:
    """Each content once, for each who sent it; what is not there, or is another, is named in the text."""
    folder = tmp_path / "pictures"
    red, gone = picture(folder, "red"), "0123456789abcdef0123456789abcdef"
    picture(folder, "blue", f"{gone[::-1]}.png")

    def shown(md5: str) -> str:
        return f'<a-image class="input-img" src="http://images.example:5700/{md5}.png"/>'

    original.put(
        "block_message",
        (3, FAMILY, ADA, None, f"<p>look</p>{shown(red)}", at(1)),
        (4, FAMILY, GRACE, None, shown(red), at(2)),
        (5, FAMILY, GRACE, None, f"{shown(gone)}{shown(red)}", at(3)),
        (6, FAMILY, GRACE, None, shown(gone[::-1]), at(4)),
    )
    counts = take(original, data, "--pictures", str(folder), "--dry-run")
    assert counts["pictures in messages"] == (5, 3, 0, 2, 0)
    assert not (data / "files").exists()
    assert take(original, data, "--pictures", str(folder)) == counts
    with running(data) as server:
        ada, linus = await enter(server, "ada"), await enter(server, "林纳斯")
        messages = (await linus.ask("message.history", conversation=FAMILY))["messages"]
        assert [len(m["files"]) for m in messages] == [1, 1, 1, 0]
        assert messages[0]["text"] == "look"
        assert messages[1]["text"] == ""
        assert gone in messages[2]["text"]
        (file,) = messages[0]["files"]
        assert (file["name"], file["type"], file["width"], file["height"]) == (
            f"{red}.png",
            "image/png",
            64,
            48,
        )
        assert messages[1]["files"] == messages[2]["files"] != messages[0]["files"], "one for each sender"
        async with httpx.AsyncClient(base_url=server.http, timeout=SECONDS) as http:
            for who in (ada, linus):
                bearer = {"Authorization": f"Bearer {who.token}"}
                got = await http.get(f"/api/v1/files/{file['id']}", headers=bearer)
                assert hashlib.md5(got.content, usedforsecurity=False).hexdigest() == red
            seen = await http.get(f"/images/{red}.png")
            assert seen.status_code == 200, "classic pages have no login"
    assert len([each for each in (data / "files" / "blobs").rglob("*") if each.is_file()]) == 1


def test_a_folder_that_is_none_is_a_sentence(original: Original, data: Path, tmp_path: Path) -> None:
    """A mistyped folder is not taken for one without pictures."""
    said = run(original, data, "--pictures", str(tmp_path / "nowhere"), code=1)
    assert said.startswith("hubbub: pictures: ")


def test_junk_in_redis_is_counted_and_stops_nothing(original: Original, data: Path) -> None:
    """Anybody who could open a socket could write there, by way of the original."""
    key = "offline:offline_message_2"
    junk = [
        "[]",
        "7",
        '"text"',
        "{",
        "\udcff",
        '{"type":"MESSAGE"}',
        '{"type":"SYSTEM","from_user_id":"1","to_user_id":"2","message":"x"}',
        '{"from_user_id":99999999999999999999,"to_user_id":"2","message":"x"}',
        '{"from_user_id":true,"to_user_id":[2],"message":"x"}',
    ]
    original.keys.rpush(key, *(each.encode("utf-8", "surrogateescape") for each in junk))
    odd = (
        '{"from_user_id":1,"to_user_id":"2","message":["a"],"send_time":"soon","message_id":{},"temp_id":[1]}'
    )
    original.keys.rpush(key, odd, '{"from_user_id":"1","to_user_id":2,"message":"\\ud800 half"}')
    original.keys.set("offline:offline_message_x", "1")
    original.keys.hset("temp:1", "field", '{"from_user_id":"2","to_user_id":"1","message":"in a hash"}')
    counts = take(original, data)
    assert counts["undelivered, for each person"] == (12, 2, 0, 10, 0), "one has been answered"
    assert counts["messages, in Redis only"] == (3, 3, 0, 0, 3), "of no known time"

"""Who may do what: every operation, asked by everyone, through both doors.

The table below is written by hand, apart from the program's own policy: where the two differ, one is
wrong. An operation that is missing from it fails ``test_every_operation_is_in_the_table``.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import pytest

from hubbub.services.operations import ROWS
from tests.support.people import DOORS, Caller, Frame, Refused, nobody, people, register, through, unique
from tests.support.server import Server, running
from tests.support.uploads import prove, upload

pytestmark = pytest.mark.anyio

ACTORS: Final = ("nobody", "stranger", "former", "member", "moderator", "owner")

OK, LOGIN, DENIED, HIDDEN, TAKEN = "ok", "unauthenticated", "forbidden", "not_found", "conflict"


class Cast(NamedTuple):
    """One person for every standing there is, and two more to act upon."""

    nobody: Caller
    stranger: Caller
    former: Caller
    member: Caller
    moderator: Caller
    owner: Caller
    other: Caller
    outsider: Caller


class Scene(NamedTuple):
    """A room, seen by one of the cast: what their requests are made of."""

    cast: Cast
    me: Caller
    room: int
    mine: int
    """A message of the actor's, if they ever could say anything there; else somebody else's."""
    theirs: int
    session: int
    call: int = 0
    """A call in the room, by one who is none of the ACTORS, where the case needs one."""
    file: str = ""
    """A file in a message of the room, by one who is none of the ACTORS, where the case needs one."""
    code: str = ""
    """An invitation to the room by one who is none of the ACTORS, and its id, where the case needs one."""
    invite: str = ""
    claim: Frame = {}
    """What shows that somebody has that file: the actor, or the other if the case says so."""


class Case(NamedTuple):
    """What is asked, and what becomes of it for each of the ACTORS."""

    op: str
    fields: Callable[[Scene], dict[str, Any]]
    outcomes: tuple[str, ...]
    public: bool = False
    about: str = ""

    @property
    def label(self) -> str:
        return f"{self.op} {self.about}".strip()

    @property
    def needs_room(self) -> bool:
        (request,) = (row.request for row in ROWS if row.name == self.op)
        named = {"conversation", "call"} & {*request.__struct_fields__}
        return self.about != "to a person" and (bool(named) or self.needs_invite)

    @property
    def needs_invite(self) -> bool:
        return self.op in ("invite.revoke", "invite.get", "invite.accept")

    @property
    def needs_call(self) -> bool:
        return self.op in ("call.accept", "call.decline", "call.leave", "call.signal", "call.get")

    @property
    def needs_file(self) -> bool:
        return self.op in ("file.get", "file.claim")


ANYONE = (OK,) * 6
LOGGED_IN = (LOGIN, OK, OK, OK, OK, OK)
MEMBERS = (LOGIN, HIDDEN, HIDDEN, OK, OK, OK)
STAFF = (LOGIN, HIDDEN, HIDDEN, DENIED, OK, OK)
OWNER = (LOGIN, HIDDEN, HIDDEN, DENIED, DENIED, OK)
NO_MEMBER = (LOGIN, HIDDEN, HIDDEN, DENIED, DENIED, DENIED)


def nothing(scene: Scene) -> dict[str, Any]:
    return {}


def room(scene: Scene) -> dict[str, Any]:
    return {"conversation": scene.room}


def mine(scene: Scene) -> dict[str, Any]:
    return {"conversation": scene.room, "seq": scene.mine}


def theirs(scene: Scene) -> dict[str, Any]:
    return {"conversation": scene.room, "seq": scene.theirs}


def whom(name: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"conversation": scene.room, "user": getattr(scene.cast, name).id}


def plus(fields: Callable[[Scene], dict[str, Any]], **more: Any) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {**fields(scene), **more}


def ringing(scene: Scene) -> dict[str, Any]:
    return {"call": scene.call}


def signalling(scene: Scene) -> dict[str, Any]:
    return {"call": scene.call, "to": scene.cast.other.id, "signal": {}}


def offering(scene: Scene) -> dict[str, Any]:
    return {"sha256": "0" * 64, "size": 10, "name": "notes.txt"}


def outsider(scene: Scene) -> dict[str, Any]:
    return {"user": scene.cast.outsider.id}


TABLE: Final = (
    Case("auth.register", lambda _: {"name": unique("new")}, ANYONE),
    Case("auth.login", lambda s: {"name": s.cast.outsider.name}, ANYONE),
    Case("auth.resume", lambda s: {"token": s.me.token or "no such token"}, LOGGED_IN),
    Case("auth.logout", nothing, LOGGED_IN),
    Case("auth.sessions", nothing, LOGGED_IN),
    Case("auth.revoke", lambda s: {"session": s.session}, LOGGED_IN),
    Case("auth.password", lambda _: {"password": "correct horse battery"}, LOGGED_IN),
    Case("sync", nothing, LOGGED_IN),
    Case("message.send", plus(room, text="hello"), MEMBERS),
    Case("message.send", lambda s: {"to": s.cast.outsider.id, "text": "hi"}, LOGGED_IN, about="to a person"),
    Case("message.edit", plus(mine, text="better"), MEMBERS, about="of one's own"),
    Case("message.edit", plus(theirs, text="better"), NO_MEMBER, about="of another's"),
    Case("message.delete", mine, MEMBERS, about="of one's own"),
    Case("message.delete", theirs, STAFF, about="of another's"),
    Case("message.history", room, MEMBERS),
    Case("conversation.create", lambda _: {"kind": "group", "name": "mine"}, LOGGED_IN),
    Case("conversation.list", nothing, LOGGED_IN),
    Case("conversation.get", room, MEMBERS),
    Case("conversation.join", room, (LOGIN, HIDDEN, HIDDEN, TAKEN, TAKEN, TAKEN), about="a private one"),
    Case("conversation.join", room, (LOGIN, OK, OK, TAKEN, TAKEN, TAKEN), public=True, about="a public one"),
    Case("conversation.leave", room, MEMBERS),
    Case("conversation.update", plus(room, name="new name"), STAFF),
    Case("conversation.prefer", plus(room, muted=True), MEMBERS),
    Case("conversation.search", lambda _: {"query": "room"}, LOGGED_IN),
    Case("invite.create", room, STAFF, about="to a private room"),
    Case("invite.create", room, MEMBERS, public=True, about="to a public room"),
    Case("invite.list", room, STAFF),
    Case("invite.revoke", lambda s: {"invite": s.invite}, STAFF, about="of another's"),
    Case("invite.get", lambda s: {"code": s.code}, ANYONE),
    Case("invite.accept", lambda s: {"code": s.code}, LOGGED_IN),
    Case("member.list", room, MEMBERS),
    Case("member.add", whom("outsider"), MEMBERS),
    Case("member.remove", whom("other"), STAFF, about="a member"),
    Case("member.remove", whom("owner"), (LOGIN, HIDDEN, HIDDEN, DENIED, DENIED, OK), about="the owner"),
    Case("member.remove", whom("moderator"), (LOGIN, HIDDEN, HIDDEN, DENIED, OK, OK), about="a moderator"),
    Case("member.role", plus(whom("other"), role="moderator"), OWNER),
    Case("receipt.read", theirs, MEMBERS),
    Case("receipt.seen", theirs, MEMBERS),
    Case("typing.start", room, MEMBERS),
    Case("call.start", plus(room, media="audio"), MEMBERS),
    Case("call.accept", ringing, MEMBERS),
    Case("call.decline", ringing, MEMBERS),
    Case("call.leave", ringing, NO_MEMBER, about="from outside"),
    Case("call.signal", signalling, NO_MEMBER, about="from outside"),
    Case("call.get", ringing, MEMBERS),
    Case("call.get", lambda s: {"call": s.call, "after": 0}, NO_MEMBER, about="and its signals"),
    Case("call.list", nothing, LOGGED_IN),
    Case("call.servers", nothing, LOGGED_IN),
    Case("file.offer", offering, LOGGED_IN),
    Case("file.claim", lambda s: s.claim, LOGGED_IN, about="of one's own offer"),
    Case("file.claim", lambda s: s.claim, (LOGIN, *[HIDDEN] * 5), about="of another's"),
    Case("file.get", lambda s: {"file": s.file}, MEMBERS, about="in a room"),
    Case("file.usage", nothing, LOGGED_IN),
    Case("presence.get", lambda s: {"users": [s.cast.outsider.id]}, LOGGED_IN),
    Case("user.get", outsider, LOGGED_IN),
    Case("user.search", lambda _: {"query": "outsider"}, LOGGED_IN),
    Case("user.update", lambda _: {"display_name": "Somebody"}, LOGGED_IN),
    Case("contact.add", outsider, LOGGED_IN),
    Case("contact.remove", outsider, LOGGED_IN),
    Case("contact.list", nothing, LOGGED_IN),
    Case("server.get", nothing, ANYONE),
    Case("ping", nothing, ANYONE),
)
ENDS_LOGINS: Final = {"auth.logout", "auth.revoke", "auth.password"}


@pytest.fixture(scope="module")
def roomy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give a server without rate limits: hundreds of people come from one address here."""
    with running(tmp_path_factory.mktemp("roomy") / "data", "--limits", "off") as server:
        yield server


@pytest.fixture(scope="module")
def cast(roomy: Server) -> Cast:
    return asyncio.run(make_cast(roomy))


async def make_cast(server: Server) -> Cast:
    return Cast(nobody(server), *await people(server, *Cast._fields[1:]))


async def set_scene(cast: Cast, actor: str, case: Case) -> Scene:
    """Make what the case needs: a room in which everyone has their standing, or a login to end."""
    me = getattr(cast, actor)
    if case.needs_room:
        return await set_room(
            cast, me, public=case.public, calling=case.needs_call, inviting=case.needs_invite
        )
    if case.needs_file:
        return await set_file(cast, me, offers=cast.other if case.about == "of another's" else me)
    sessions = (await me.ask("auth.sessions"))["sessions"] if me.token and case.op == "auth.revoke" else []
    return Scene(cast, me, 0, 0, 0, sessions[0]["id"] if sessions else 1)


async def set_room(
    cast: Cast, me: Caller, *, public: bool = False, calling: bool = False, inviting: bool = False
) -> Scene:
    """Make a room with all the cast in their places, and messages by those who could ever speak."""
    owner = cast.owner
    there = [cast.former, cast.member, cast.moderator, cast.other]
    made = await owner.ask(
        "conversation.create", kind="group", name="room", public=public, members=[each.id for each in there]
    )
    place = {"conversation": made["conversation"]["id"]}
    await owner.ask("member.role", **place, user=cast.moderator.id, role="moderator")
    theirs = await cast.other.ask("message.send", **place, text="theirs")
    spoke = me in (*there, owner)
    mine = await me.ask("message.send", **place, text="mine") if spoke else theirs
    await owner.ask("member.remove", **place, user=cast.former.id)
    call = await ring(cast.other, place["conversation"]) if calling else 0
    scene = Scene(cast, me, place["conversation"], mine["seq"], theirs["seq"], session=1, call=call)
    if not inviting:
        return scene
    await owner.ask("member.role", **place, user=cast.other.id, role="moderator")
    made = await cast.other.ask("invite.create", **place)
    return scene._replace(code=made["code"], invite=made["invite"]["id"])


async def set_file(cast: Cast, me: Caller, *, offers: Caller) -> Scene:
    """Make a room that holds a file which everyone who was ever in it could see, and offer it again."""
    content = b"what only the room knows"
    scene = await set_room(cast, cast.other)
    file = await upload(cast.other, content)
    await cast.owner.ask("member.add", conversation=scene.room, user=cast.former.id)
    await cast.other.ask("message.send", conversation=scene.room, text="", files=[file])
    await cast.owner.ask("member.remove", conversation=scene.room, user=cast.former.id)
    if offers.token is None:
        return scene._replace(me=me, file=file, claim={"challenge": "none", "proof": "0" * 64})
    sha256 = hashlib.sha256(content).hexdigest()
    asked = await offers.ask("file.offer", sha256=sha256, size=len(content), name="notes.txt")
    claim = {"challenge": asked["challenge"], "proof": prove(asked, content)}
    return scene._replace(me=me, file=file, claim=claim)


async def ring(caller: Caller, room: int) -> int:
    """Let somebody hang up wherever they are, and call: nobody is in many calls at once."""
    for call in (await caller.ask("call.list"))["calls"]:
        if call["mine"] == "in":
            await caller.ask("call.leave", call=call["id"])
    return int((await caller.ask("call.start", conversation=room, media="audio"))["call"]["id"])


def test_every_operation_is_in_the_table() -> None:
    """DESIGN 7: an operation missing from the table fails the build."""
    assert {case.op for case in TABLE} == {row.name for row in ROWS}


def test_every_outcome_but_success_is_a_refusal_of_the_catalogue() -> None:
    assert all(len(case.outcomes) == len(ACTORS) for case in TABLE)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("case", TABLE, ids=lambda case: case.label)
async def test_only_those_who_may_can(roomy: Server, cast: Cast, case: Case, actor: str, door: str) -> None:
    """DESIGN 7: default deny; "not a member" looks the same as "does not exist"."""
    if case.op in ENDS_LOGINS:
        cast = await make_cast(roomy)
    scene = await set_scene(cast, actor, case)
    async with through(door, scene.me) as asker:
        outcome = "ok"
        try:
            await asker.ask(case.op, **case.fields(scene))
        except Refused as refusal:
            outcome = refusal.code
    assert outcome == case.outcomes[ACTORS.index(actor)]


@pytest.mark.parametrize("door", DOORS)
async def test_a_foreign_room_and_one_that_is_not_there_look_the_same(cast: Cast, door: str) -> None:
    """PROTOCOL, Errors: not_found: does not exist, or not for you."""
    scene = await set_room(cast, cast.stranger, calling=True)
    async with through(door, cast.stranger) as stranger:
        for case in TABLE:
            if case.public or not case.needs_room or case.needs_invite:
                continue
            fields = case.fields(scene)
            answers = []
            named, there = ("call", scene.call) if case.needs_call else ("conversation", scene.room)
            for id_ in (there, 2**53 - 1):
                with pytest.raises(Refused) as refusal:
                    await stranger.ask(case.op, **{**fields, named: id_})
                answers.append((refusal.value.code, refusal.value.message))
            assert answers[0] == answers[1], case.op


async def test_nobodys_session_can_be_ended_by_somebody_else(roomy: Server) -> None:
    """Logins are one's own: another's looks like none."""
    ada, mallory = await people(roomy, "ada", "mallory")
    (session,) = (await ada.ask("auth.sessions"))["sessions"]
    with pytest.raises(Refused) as refusal:
        await mallory.ask("auth.revoke", session=session["id"])
    assert refusal.value.code == "not_found"
    assert await ada.ask("auth.sessions"), "ada is still logged in"


@pytest.mark.parametrize("kind", ["direct", "lobby"])
async def test_direct_conversations_and_the_lobby_are_for_talk_only(roomy: Server, kind: str) -> None:
    """DESIGN 4: a direct chat and a group do not differ in essence; their rules do."""
    ada, grace, linus = await people(roomy, "ada", "grace", "linus")
    sent = await ada.ask("message.send", to=grace.id, text="hello")
    place = {"conversation": sent["conversation"] if kind == "direct" else 0}
    forbidden: list[tuple[str, dict[str, Any]]] = [
        ("conversation.leave", {}),
        ("conversation.update", {"name": "ours"}),
        ("invite.create", {}),
        ("invite.list", {}),
        ("member.add", {"user": linus.id}),
        ("member.remove", {"user": grace.id}),
        ("member.role", {"user": grace.id, "role": "moderator"}),
        ("member.remove", {"user": ada.id}),
    ]
    for op, fields in forbidden:
        with pytest.raises(Refused) as refusal:
            await ada.ask(op, **place, **fields)
        assert refusal.value.code == "forbidden", op
    said = await grace.ask("message.send", **place, text="hello back")
    with pytest.raises(Refused) as refusal:
        await ada.ask("message.delete", **place, seq=said["seq"])
    assert refusal.value.code == "forbidden"


async def test_a_newcomer_is_in_the_lobby_and_nowhere_else(roomy: Server) -> None:
    ada = await register(roomy, "ada")
    rooms = (await ada.ask("conversation.list"))["conversations"]
    assert [room["kind"] for room in rooms] == ["lobby"]

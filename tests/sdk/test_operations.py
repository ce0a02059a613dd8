"""Every operation of the table is a typed method, and what is generated is what the table says."""

from __future__ import annotations

import hashlib
import importlib.util
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from hubbub.services.operations import ROWS
from hubbub_client import Client, Forbidden, NotFound, User
from hubbub_client import operations as generated
from hubbub_client.operations import Request
from tests.support.people import _NO_TLS, SECONDS, unique
from tests.support.server import Server

SCRIPT = Path(__file__).parents[2] / "scripts" / "generate-sdk.py"


def test_what_is_generated_is_up_to_date() -> None:
    """After a change of the operations table: `make sdk`."""
    spec = importlib.util.spec_from_file_location("generate_sdk", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for path, text in script.generated().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `make sdk`"


def test_every_row_of_the_table_has_its_request_and_method() -> None:
    requests = {
        str(kind.__struct_config__.tag): kind
        for kind in vars(generated).values()
        if isinstance(kind, type) and issubclass(kind, Request) and kind is not Request
    }
    client = generated.Operations(lambda *_: None)  # type: ignore[arg-type]
    assert requests.keys() == {row.name for row in ROWS}
    for row in ROWS:
        assert requests[row.name].changes is row.changes
        noun, _, verb = row.name.rpartition(".")
        assert callable(getattr(getattr(client, noun) if noun else client, verb))


class Recording(Client):
    """A client that notes what was asked of it."""

    asked: set[str]

    async def ask(self, request: Request, answer: Any, /) -> Any:
        self.asked.add(str(request.__struct_config__.tag))
        done = await super().ask(request, answer)
        assert type(done) is answer
        return done


def recording(server: Server, name: str, asked: set[str]) -> Recording:
    client = Recording(server.http, name=unique(name), events=False)
    client.asked = asked
    return client


@pytest.mark.anyio
async def test_every_operation_is_asked_and_its_answer_is_of_its_type(server: Server) -> None:
    """Each through its method, over a real socket, with an answer that decodes."""
    asked = {"auth.login", "auth.register", "auth.resume"}  # entering has asked the first two; see below
    async with recording(server, "ada", asked) as ada, recording(server, "grace", asked) as grace:
        await conversing(ada, grace)
        await calling(ada, grace)
        await sharing(server, ada)
        await entering(ada, grace)
    assert asked == {row.name for row in ROWS}


async def conversing(ada: Recording, grace: Recording) -> None:
    room = (
        await ada.conversation.create("group", "Engines", topic="steam", members=[grace.me.id])
    ).conversation.id
    channel = (await ada.conversation.create("channel", "News")).conversation.id
    await ada.conversation.update(room, name="Engines!", avatar=None)
    assert (await ada.conversation.get(room)).conversation.name == "Engines!"
    assert (await ada.conversation.list()).conversations
    assert (await grace.conversation.search("News")).conversations[0].name == "News"
    assert (await ada.conversation.prefer(room, muted=True)).muted
    made = await ada.invite.create(channel, uses=1)
    assert (await grace.invite.get(made.code)).by == ada.me
    assert (await grace.invite.accept(made.code)).conversation.id == channel
    assert (await ada.invite.list(channel)).invites == ()
    await ada.invite.revoke(made.invite.id)
    await grace.conversation.leave(channel)
    await grace.conversation.join(channel)
    await grace.conversation.leave(channel)
    await ada.member.add(channel, grace.me.id)
    await ada.member.role(channel, grace.me.id, "moderator")
    assert [member.role for member in (await ada.member.list(channel)).members] == ["owner", "moderator"]
    await ada.member.remove(channel, grace.me.id)
    sent = await ada.message.send("hello", conversation=room, client_id="k-1")
    await ada.message.edit(room, sent.seq, "hello!")
    page = await grace.message.history(room, at=datetime(2020, 1, 1, tzinfo=UTC))
    assert page.messages[0].text == "hello!"
    assert page.messages[0].edited_at is not None
    assert (await grace.receipt.read(room, sent.seq)).read == sent.seq
    assert grace.me.id in (await ada.receipt.seen(room, sent.seq)).users
    await ada.message.delete(room, sent.seq)
    await ada.typing.start(room)
    assert (await ada.presence.get([grace.me.id])).users[0].online
    assert isinstance(await ada.user.get(grace.me.id), User)
    assert (await ada.user.search(grace.me.name)).users == (grace.me,)
    assert (await ada.user.update(display_name="Ada L.")).display_name == "Ada L."
    await ada.contact.add(grace.me.id)
    assert (await ada.contact.list()).users == (grace.me,)
    await ada.contact.remove(grace.me.id)
    assert (await ada.sync(cursors={"0": 0})).epoch == ada.epoch
    assert (await ada.server.get()).guests
    await ada.ping()


async def calling(ada: Recording, grace: Recording) -> None:
    room = (await ada.message.send("call me", to=grace.me.id)).conversation
    call = (await ada.call.start(room, "audio")).call
    await grace.call.accept(call.id, device="phone")
    await ada.call.signal(call.id, grace.me.id, {"sdp": "..."})
    seen = await grace.call.get(call.id, after=0)
    assert [(signal.from_, signal.signal) for signal in seen.signals] == [(ada.me.id, {"sdp": "..."})]
    assert (await grace.call.list()).calls[0].id == call.id
    await grace.call.leave(call.id)
    await ada.call.servers()
    second = (await ada.call.start(room, "video")).call
    await grace.call.decline(second.id)


async def sharing(server: Server, ada: Recording) -> None:
    content = b"engine" * 1000
    async with httpx.AsyncClient(
        headers={"Authorization": f"Bearer {ada.token}"}, timeout=SECONDS, verify=_NO_TLS
    ) as http:
        headers = {
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(len(content)),
            "Upload-Metadata": "filename YQ==",
        }
        made = await http.post(f"{server.http}/api/v1/files", headers=headers)
        at = {
            "Tus-Resumable": "1.0.0",
            "Upload-Offset": "0",
            "Content-Type": "application/offset+octet-stream",
        }
        await http.patch(httpx.URL(server.http).join(made.headers["location"]), content=content, headers=at)
    file = made.headers["location"].rpartition("/")[2]
    assert (await ada.file.get(file)).file.size == len(content)
    offered = await ada.file.offer(hashlib.sha256(content).hexdigest(), len(content), "again.bin")
    proof = hashlib.sha256(bytes.fromhex(offered.nonce))
    for shown in offered.ranges:
        proof.update(content[shown.start : shown.end])
    claimed = (await ada.file.claim(offered.challenge, proof.hexdigest())).file
    assert (await ada.message.send("", conversation=0, files=[claimed.id])).seq
    assert (await ada.file.usage()).used > 0


async def entering(ada: Recording, grace: Recording) -> None:
    """What `log_in` asks goes by the link and not by `ask`: the methods are tried here."""
    name = unique("linus")
    made = await ada.auth.register(name, password="correct horse", display_name="Linus")
    assert (await ada.auth.login(name, password="correct horse")).user == made.user
    assert (await ada.auth.resume(str(ada.token))).user.id == ada.me.id
    assert len((await ada.auth.sessions()).sessions) == 1
    await ada.auth.password("correct horse battery")
    with pytest.raises(NotFound):
        await ada.auth.revoke(session=987_654_321)
    with pytest.raises(Forbidden):
        await grace.conversation.update(0, name="mine")
    await grace.auth.logout()

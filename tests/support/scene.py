"""A server on an ordinary day: people, groups and messages, to take pictures of."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.support.browsing import Caller
from tests.support.server import Server

PEOPLE = {
    "ada": "Ada Lovelace",
    "grace": "Grace Hopper",
    "linus": "Linus",
    "xiaoming": "李小明",
    "katherine": "Katherine Johnson",
    "wangfang": "王芳",
    "alan": "Alan Turing",
    "margaret": "Margaret Hamilton",
    "barbara": "Barbara Liskov",
}
CODE = """Found it. The table was off by one:

```python
def bernoulli(n: int) -> list[Fraction]:
    # Note G, line 13: the index begins at one
    return [row[0] for row in triangle(n)][1:]
```"""


@dataclass
class Scene:
    """Who is there, and the conversations by name."""

    server: Server
    people: dict[str, Caller] = field(default_factory=dict)
    rooms: dict[str, int] = field(default_factory=dict)

    def make(self, kind: str, name: str, by: str, *members: str, **fields: object) -> int:
        """Make a group or channel."""
        ids = [self.people[member].id for member in members]
        made = self.people[by].ask("conversation.create", kind=kind, name=name, members=ids, **fields)
        self.rooms[name] = int(made["conversation"]["id"])
        return self.rooms[name]

    def direct(self, sender: str, to: str, *texts: str) -> int:
        """Write to somebody, and return the conversation."""
        conversation = -1
        for text in texts:
            answer = self.people[sender].ask("message.send", to=self.people[to].id, text=text)
            conversation = int(answer["conversation"])
        return conversation


@contextlib.contextmanager
def ordinary_day(server: Server) -> Iterator[Scene]:
    """Fill a fresh server, and close everybody's client in the end."""
    scene = Scene(server)
    try:
        for name, title in PEOPLE.items():
            scene.people[name] = Caller(server, name, exactly=True, display_name=title)
        _talk_in_the_lobby(scene)
        _talk_in_rooms(scene)
        _talk_in_pairs(scene)
        _arrange(scene)
        yield scene
    finally:
        for person in scene.people.values():
            person.http.close()


def _talk_in_the_lobby(scene: Scene) -> None:
    scene.people["wangfang"].say("早上好！今天的文档我已经更新了。")
    scene.people["grace"].say("Good morning, everyone.")


def _talk_in_rooms(scene: Scene) -> None:
    people = scene.people
    scene.make("channel", "announcements", "margaret", "ada", topic="What everyone should know")
    people["margaret"].say(
        "Version 1.0 is out. Thanks to everybody!", conversation=scene.rooms["announcements"]
    )
    scene.make("channel", "number theory", "katherine", topic="Primes, and what lies between them")
    scene.make("group", "Night shift", "linus", "ada", "alan")
    people["linus"].say("Anyone awake?", "I am.", conversation=scene.rooms["Night shift"])
    scene.make("group", "Old project", "alan", "ada")
    people["alan"].say("We are done here, thank you all.", conversation=scene.rooms["Old project"])
    scene.make("group", "Design review", "barbara", "ada", "grace", "katherine")
    people["barbara"].say(
        "@ada could you look at the second page?", conversation=scene.rooms["Design review"]
    )
    party = scene.make(
        "group",
        "Launch party",
        "ada",
        "grace",
        "xiaoming",
        "linus",
        "katherine",
        topic="Thursday at six, in the engine room",
    )
    people["ada"].ask("member.role", conversation=party, user=people["grace"].id, role="moderator")
    [asked] = people["grace"].say("Shall we say Thursday at six?", conversation=party)
    people["ada"].say(
        "Thursday works for me.",
        "I can bring the **analytical engine**, if somebody has a *large enough* table.",
        conversation=party,
    )
    people["xiaoming"].say("我带水果和茶。", conversation=party)
    people["grace"].say(CODE, conversation=party)
    people["ada"].ask("message.send", conversation=party, text="Six it is, then.", reply_to=asked)
    [edited] = people["katherine"].say(
        "The table is soted: https://example.org/tables/42 (seats twelve).", conversation=party
    )
    people["katherine"].ask(
        "message.edit",
        conversation=party,
        seq=edited,
        text="The table is sorted: https://example.org/tables/42 (seats twelve).",
    )
    [wrong] = people["linus"].say("wrong room, sorry", conversation=party)
    people["linus"].ask("message.delete", conversation=party, seq=wrong)
    people["ada"].say("Welcome, @linus! 🎉", conversation=party)


def _talk_in_pairs(scene: Scene) -> None:
    scene.direct("alan", "ada", "Can a machine think?")
    scene.direct("ada", "alan", "Ask me again in a hundred years.")
    scene.direct("katherine", "ada", "I have checked the numbers.", "They are right to the last digit.")
    scene.direct("linus", "ada", "Do you have a minute?")
    scene.direct("xiaoming", "ada", "谢谢！明天见。")


def _arrange(scene: Scene) -> None:
    """Read what ada has read, and set what she prefers."""
    ada = scene.people["ada"]
    for summary in ada.ask("conversation.list")["conversations"]:
        title = summary["peer"]["name"] if summary.get("peer") else summary["name"]
        if title not in {"Design review", "linus", "xiaoming", "Night shift"}:
            ada.ask("receipt.read", conversation=summary["id"], seq=summary["head"])
    ada.ask("conversation.prefer", conversation=scene.rooms["Launch party"], pinned=True)
    ada.ask("conversation.prefer", conversation=scene.rooms["Night shift"], muted=True)
    ada.ask("conversation.prefer", conversation=scene.rooms["Old project"], archived=True)
    for friend in ("grace", "xiaoming"):
        ada.ask("contact.add", user=scene.people[friend].id)

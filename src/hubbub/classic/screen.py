"""What one page is shown: messages of the log as the frames that its dialect understands."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import UNSET

from hubbub.classic import letters
from hubbub.classic.letters import Frame
from hubbub.classic.parlour import Parlour
from hubbub.classic.shown import Known, Unconfirmed
from hubbub.domain.events import ConversationAdded, Event, MessageSent
from hubbub.domain.ids import LOBBY
from hubbub.domain.models import Message


class Screen:
    """One page. ``write`` takes frames to it, ``base`` is where it finds pictures.

    ``me`` is always the user of the page, who may change while it stays open.
    """

    __slots__ = ("_base", "_parlour", "_write", "first_dialect", "known", "peers", "unconfirmed")

    def __init__(
        self, write: Callable[[Frame], None], parlour: Parlour, unconfirmed: Unconfirmed, base: str
    ) -> None:
        self._write = write
        self._parlour = parlour
        self._base = base
        self.unconfirmed = unconfirmed
        self.known = Known()
        self.peers: dict[int, int] = {}
        """The other person of each direct conversation."""
        self.first_dialect = False
        """Whether it knows the lobby, where everyone hears everything."""

    def clear(self) -> None:
        """Forget everything about whoever it belonged to."""
        self.known.clear()
        self.unconfirmed.clear()
        self.peers = {}

    def tell(self, me: int, event: Event) -> None:
        """Show a message; nothing else that happens means anything to a classic page."""
        if isinstance(event, ConversationAdded):
            if event.conversation.peer is not UNSET:
                self.peers[event.conversation.id] = event.conversation.peer.id
        elif isinstance(event, MessageSent):
            place = (event.conversation, event.seq)
            if event.conversation == LOBBY:
                self._show_lobby(event)
            elif place not in self.known:
                self.show(me, event, event.sender)

    def show(self, me: int, said: MessageSent | Message, sender: int) -> None:
        """Show a message of a conversation, and expect a confirmation unless it is one's own."""
        place = (said.conversation, said.seq)
        peer = self.peers.get(said.conversation)
        if peer is None:
            where = letters.addressed(sender, block=said.conversation)
        else:
            where = letters.addressed(sender, to=peer if sender == me else me)
        self._write(letters.message(said, where, self._base))
        if sender != me:
            self.unconfirmed.add(place)

    def _show_lobby(self, said: MessageSent) -> None:
        native = said.origin is UNSET or said.origin.protocol != letters.PROTOCOL
        if native and not self.first_dialect:
            return  # later pages know no lobby
        if native:
            self._parlour.name(
                said.sender, lambda name: self._write(letters.lobby_message(said, name, self._base))
            )
        else:
            frame = letters.lobby_message(said, "", self._base)
            if not self.first_dialect:
                # A later page would take it for a word to one person or to a group, whoever is in it.
                frame.pop("chat_type", None)
            self._write(frame)

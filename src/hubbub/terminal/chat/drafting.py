"""The main screen's composer: what is written, edited, replied to and deleted."""

from __future__ import annotations

from textual.widgets import TextArea

from hubbub.terminal.chat import commands
from hubbub.terminal.chat.composing import Draft, TypingNotice
from hubbub.terminal.chat.dialogs import Sure
from hubbub.terminal.chat.orders import carry_out
from hubbub.terminal.chat.rows import Key
from hubbub.terminal.chat.text import clean
from hubbub.terminal.chat.view import View
from hubbub_client import Message


class Drafting(View):
    """What the keys do that have to do with one's own words."""

    def __init__(self) -> None:
        super().__init__()
        self._typing = TypingNotice()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        if self._draft.editing is None and self._typing.due(event.text_area.text, self.chat.clock()):
            self.owner.desk.typing()

    def on_composer_entered(self) -> None:
        text = clean(self.composer.text).strip()
        draft = self._draft
        if draft.editing is not None:
            self._finish_edit(draft, draft.editing, text)
        elif text:
            self._say(draft, text)

    def _say(self, draft: Draft, text: str) -> None:
        match commands.read(text, self.owner.words):
            case commands.Mistake(message):
                self.owner.tell(message)
            case commands.Command() as command:
                if carry_out(command, self.owner):
                    self.composer.put("")
            case commands.Say(said):
                if self.owner.desk.send(said, draft.reply_to):
                    self._sent(draft)

    def _sent(self, draft: Draft) -> None:
        draft.leave()
        self.composer.put("")
        self._typing.sent()
        self._new_after = None
        self.history.select(None)
        self.history.go_to_end()

    def _finish_edit(self, draft: Draft, message: Message, text: str) -> None:
        if not text:
            self.action_delete()
            return
        if text == clean(message.text) or self.owner.desk.edit(message, text):
            self._leave_mode()

    def _leave_mode(self) -> None:
        if self._draft.editing is None:
            self._draft.text = self.composer.text
        self._draft.leave()
        self.composer.put(self._draft.text)
        self.draw_soon()

    def action_leave(self) -> None:
        """Leave what one is in: edit, reply, selection; else say that all of it is read."""
        room = self.chat.opened
        if not self._draft.plain:
            self._leave_mode()
        elif self.history.selected is not None:
            self.history.select(None)
        elif room is not None:
            self._new_after = None
            self.history.go_to_end()
            self.owner.desk.read(room, room.timeline.cursor)
            self.draw_soon()

    def action_reply(self) -> None:
        """Reply to the marked message, or the latest of somebody else."""
        room = self.chat.opened
        message = self._marked() or (
            room.timeline.latest(others=self.chat.my_id) if room is not None else None
        )
        if message is None:
            self.owner.tell(self.owner.words.nothing_to_reply)
            return
        if self._draft.editing is not None:
            self._leave_mode()
        self._draft.text = self.composer.text
        self._draft.reply(message)
        self._begin_mode()

    def action_edit(self) -> None:
        """Edit the marked message, or the last of one's own. A refused one is taken back."""
        if self._take_back():
            return
        message = self._marked() or self._last_own()
        if message is None or message.sender != self.chat.my_id:
            self.owner.tell(self.owner.words.nothing_to_edit)
            return
        if self._draft.editing is None:
            self._draft.text = self.composer.text
        self._draft.edit(message)
        self._begin_mode()
        self.composer.put(clean(message.text))

    def on_composer_wants_last(self) -> None:
        self.action_edit()

    def _begin_mode(self) -> None:
        self.history.select(None)
        self.composer.focus()
        self.draw_soon()

    def _take_back(self) -> bool:
        client_id = self._refused_key()
        waiting = self.owner.desk.discard(client_id) if client_id is not None else None
        if waiting is None:
            return False
        self.composer.put(waiting.text)
        return True

    def _refused_key(self) -> str | None:
        """Return the marked message that was refused; without a mark, the last one."""
        room = self.chat.opened
        if room is None:
            return None
        key: Key | None = self.history.selected
        if key is not None:
            return str(key[1]) if key[0] == "waiting" else None
        refused = [each.client_id for each in room.timeline.waiting.values() if each.failure is not None]
        return refused[-1] if refused else None

    def _marked(self) -> Message | None:
        key, room = self.history.selected, self.chat.opened
        if key is None or room is None or key[0] != "message":
            return None
        return room.timeline.message(int(key[1]))

    def _last_own(self) -> Message | None:
        room = self.chat.opened
        if room is None or self.history.selected is not None:
            return None
        return room.timeline.latest(sender=self.chat.my_id)

    def action_delete(self) -> None:
        """Delete the marked message, or the last of one's own, if the person is sure."""
        client_id = self._refused_key()
        if client_id is not None and self.owner.desk.discard(client_id) is not None:
            return
        message = self._draft.editing or self._marked() or self._last_own()
        if message is None:
            self.owner.tell(self.owner.words.nothing_to_delete)
            return
        words = self.owner.words
        question = Sure(words.delete_sure, clean(message.text)[:300], words.delete_keys)

        def decided(sure: bool | None) -> None:
            if sure:
                self.owner.desk.delete(message)
                self.history.select(None)
                if self._draft.editing is not None:
                    self._leave_mode()

        self.app.push_screen(question, decided)

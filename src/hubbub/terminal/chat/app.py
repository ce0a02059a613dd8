"""The application: puts client, model, desk and screen together, and looks after themes and the end."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from textual import work
from textual.app import App
from textual.binding import Binding

from hubbub.terminal.chat.desk import Desk
from hubbub.terminal.chat.dialogs import Sure
from hubbub.terminal.chat.look import DARK, LIGHT, Look, look_of
from hubbub.terminal.chat.model import Chat
from hubbub.terminal.chat.reception import Reception
from hubbub.terminal.chat.screen import ChatScreen
from hubbub.terminal.chat.text import clean
from hubbub.terminal.chat.words import Words, words_of
from hubbub_client import Client, Closed, HubbubError, OutboxError


class ChatApp(App[None]):
    """A chat over a client that is logged in. ``keeps``: what is not sent yet outlives the program."""

    CSS_PATH = "chat.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [
        Binding("ctrl+q", "quit", show=False, priority=True),
        Binding("f2", "theme", show=False, priority=True),
    ]

    def __init__(
        self, client: Client, *, theme: str = DARK.name, words: Words | None = None, keeps: bool = False
    ) -> None:
        super().__init__()
        self.client = client
        self.words = words or words_of()
        self.server = urlsplit(client.url).netloc or client.url
        self.chat = Chat(time.monotonic)
        self.desk = Desk(client, self.chat, self.words, changed=self._changed, tell=self.tell)
        self.failure: Exception | None = None
        """What has ended it, if that was not the person."""
        self.reception = Reception(self.desk)
        self._keeps = keeps
        for each in (DARK, LIGHT):
            self.register_theme(each)
        self.theme = theme
        self._look: Look | None = None

    @property
    def look(self) -> Look:
        """The styles of the theme that is chosen."""
        if self._look is None or self._look.name != self.theme:
            self._look = look_of(self.current_theme)
        return self._look

    @property
    def chat_screen(self) -> ChatScreen:
        """The main screen, also while a question stands before it."""
        return next(screen for screen in self.screen_stack if isinstance(screen, ChatScreen))

    async def on_mount(self) -> None:
        await self.push_screen(ChatScreen())
        self.theme_changed_signal.subscribe(self, lambda _: self._changed())
        self._live()

    async def on_unmount(self) -> None:
        await self.desk.close()

    @work
    async def _live(self) -> None:
        """Take what comes until the client ends, which is the end of this too."""
        try:
            await self.desk.run()
        except (HubbubError, Closed, OutboxError) as error:
            self.failure = error
            self.exit(return_code=1)

    def tell(self, message: str) -> None:
        """Say something to the person, for a few seconds."""
        self.notify(clean(message), markup=False, timeout=6)

    def _changed(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ChatScreen):
                screen.draw_soon()

    def action_theme(self) -> None:
        """Dark or light."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    async def action_quit(self) -> None:
        """Quit; where messages would be lost, only if the person is sure."""
        waiting = len(self.client.outbox)
        if not waiting or self._keeps or isinstance(self.screen, Sure):
            self.exit()
        else:
            question = Sure(self.words.quit_sure.format(waiting), "", self.words.quit_keys)
            self.push_screen(question, lambda sure: self.exit() if sure else None)

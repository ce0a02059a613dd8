"""``hubbub chat``: log in as one would for the other commands, and chat until one quits."""

from __future__ import annotations

import getpass
import sys
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from hubbub.terminal.account import Account, Keyring, logged_in, state_folder
from hubbub.terminal.chat.app import ChatApp
from hubbub.terminal.chat.look import theme_named
from hubbub_client import Client, OutboxError


async def chat(account: Account, *, theme: str, seconds: float) -> None:
    """Chat. What is not sent at the end is sent the next time.

    Raises what the server has against the login, or what ended the session; ConnectionLost without a server.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ValueError("chat needs a terminal; `hubbub say` and `hubbub tail` do not")
    chosen = theme_named(theme)
    if chosen is None:
        raise ValueError(f"--theme: there is no {theme}; dark, light, or one of Textual's")
    keyring = Keyring(state_folder() / "logins.json")
    name = account.name or keyring.last_name(account.url) or getpass.getuser()
    account = replace(account, name=name)
    async with AsyncExitStack() as stack:
        client, keeps = await _enter(stack, account, outbox_of(account.url, name), seconds)
        app = ChatApp(client, theme=chosen, keeps=keeps)
        await app.run_async()
        if app.failure is not None:
            raise app.failure


async def _enter(
    stack: AsyncExitStack, account: Account, outbox: Path, seconds: float
) -> tuple[Client, bool]:
    """Log in, and say whether what is not sent outlives the program: a second chat at once has no file."""
    options: dict[str, Any] = {"start_timeout": seconds, "device": "hubbub chat"}
    try:
        return await stack.enter_async_context(logged_in(account, outbox=outbox, **options)), True
    except OutboxError:
        return await stack.enter_async_context(logged_in(account, **options)), False


def outbox_of(url: str, name: str) -> Path:
    """Return the file that keeps what somebody has not been able to send to a server yet."""
    return (
        state_folder()
        / "outboxes"
        / f"{quote(urlsplit(url).netloc, safe=':')}.{quote(name, safe='')}.journal"
    )

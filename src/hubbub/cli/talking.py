"""What a person does with a server from a terminal: ``say``, ``tail``, ``chat``."""

from __future__ import annotations

import sys
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from cyclopts.validators import Number

from hubbub.terminal.account import Account

Seconds = Annotated[float, Parameter(validator=Number(gt=0, lte=86_400))]


def say(
    text: str | None = None,
    /,
    *,
    to: str | None = None,
    room: str | None = None,
    outbox: Path | None = None,
    wait: Seconds = 30.0,
    account: Account = Account(),  # noqa: B008  (frozen)
) -> None:
    """Send a message to the lobby, a room or a person, and wait until the server has stored it.

    Parameters
    ----------
    text
        What to say. Without it, each line of standard input is a message.
    to
        The name of the person to say it to.
    room
        The room to say it in: its id, or its name if you are in it.
    outbox
        A file that keeps what could not be sent, for the next time.
    wait
        Seconds to wait for the server.
    """
    from hubbub.terminal import say as saying

    if to is not None and room is not None:
        raise SystemExit("hubbub: give either --to or --room")
    _at_terminal(saying.say(text, account, to=to, room=room, outbox=outbox, seconds=wait))


def tail(
    *,
    room: str | None = None,
    since: Annotated[str, Parameter(name="--from")] = "now",
    json: Annotated[bool, Parameter(negative=())] = False,
    wait: Seconds = 30.0,
    account: Account = Account(),  # noqa: B008  (frozen)
) -> None:
    """Print what happens in your conversations, as it happens.

    Parameters
    ----------
    room
        Only this one: its id, or its name if you are in it.
    since
        Where to begin: now, recent (the newest entries of each), or with --room a position in its log.
    json
        Print events as the protocol has them, one a line, those of people coming and going too.
    wait
        Seconds to wait for the server at the start.
    """
    from hubbub.terminal import tail as tailing

    if since not in (tailing.NOW, tailing.RECENT) and (room is None or not since.isdecimal()):
        raise SystemExit("hubbub: --from: now, recent, or with --room a position in its log")
    _at_terminal(tailing.tail(account, room=room, since=since, json=json, seconds=wait))


def chat(
    url: str | None = None,
    /,
    *,
    theme: str = "dark",
    wait: Seconds = 30.0,
    account: Account = Account(),  # noqa: B008  (frozen)
) -> None:
    """Chat in this terminal.

    Parameters
    ----------
    url
        The server's address; the same as --server.
    theme
        dark, light, or the name of one of Textual's own.
    wait
        Seconds to wait for the server at the start.
    """
    from hubbub.terminal.chat import entry

    if url is not None:
        account = replace(account, server=url)
    _at_terminal(entry.chat(account, theme=theme, seconds=wait))


def _at_terminal(work: Coroutine[Any, Any, None]) -> None:
    """Do what a person does with a server; what the server has against it is one line."""
    import asyncio
    import os

    import hubbub_client

    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:  # whoever read has read enough; nor can what is buffered be written at the exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (
        hubbub_client.HubbubError,
        hubbub_client.ConnectionLost,
        hubbub_client.Closed,
        hubbub_client.OutboxError,
        ValueError,
    ) as error:
        raise SystemExit(f"hubbub: {error}") from None

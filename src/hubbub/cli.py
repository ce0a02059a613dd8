"""The command ``hubbub``: serve, migrate, doctor, and looking after accounts."""

from __future__ import annotations

import getpass
import sqlite3
import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, TypeVar

import cyclopts
from cyclopts import App, Parameter
from sqlalchemy.exc import SQLAlchemyError

from hubbub import __version__
from hubbub.config import ServeSettings, StoreSettings
from hubbub.errors import HubbubError
from hubbub.terminal.account import Account

T = TypeVar("T")

app = App(
    name="hubbub",
    help="A chat server that starts in one command and never loses or doubles a message.",
    version=__version__,
)
user_app = App(name="user", help="Look after accounts, also while the server runs.")
app.command(user_app)
import_app = App(name="import", help="Take over what another chat server holds, while no server runs here.")
app.command(import_app)


@app.meta.default
def launch(
    *tokens: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
    config: Annotated[
        Path | None,
        Parameter(env_var="HUBBUB_CONFIG", help="A TOML file with settings, by their flags' names."),
    ] = None,
) -> Any:
    """Read settings from flags, then HUBBUB_... variables, then the TOML file, and run the command."""
    sources: list[Any] = [cyclopts.config.Env("HUBBUB_", command=False)]
    if config is not None:
        sources.append(
            cyclopts.config.Toml(
                config, must_exist=True, root_keys=(), use_commands_as_keys=False, allow_unknown=False
            )
        )
    app.config = tuple(sources)
    return app(tokens)


@app.command
def serve(settings: ServeSettings = ServeSettings()) -> None:  # noqa: B008  (frozen)
    """Run the server."""
    from hubbub import checkup, server

    for finding in checkup.origins(settings):
        if finding.verdict == "bad":
            raise SystemExit(f"hubbub: --allow-origin {finding.what}: {finding.advice}")
    server.run(settings)


@app.command
def migrate(settings: StoreSettings = StoreSettings()) -> None:  # noqa: B008
    """Bring the database up to date. `serve` does it too, for SQLite."""
    from hubbub.domain.times import now_ms
    from hubbub.storage import schema
    from hubbub.storage.engine import Database

    database = Database(settings.database_url)
    applied = schema.migrate(database, now_ms)
    database.close()
    print(f"migrated: {', '.join(applied)}" if applied else "up to date")


@app.command
def doctor(settings: ServeSettings = ServeSettings()) -> int:  # noqa: B008
    """Check configuration, database and this machine's limits, and say what to change."""
    from hubbub import checkup

    findings = checkup.examine(settings)
    for finding in findings:
        print(f"{finding.verdict:>4}  {finding.subject}: {finding.what}")
        if finding.advice:
            print(f"      -> {finding.advice}")
    return 1 if any(finding.verdict == "bad" for finding in findings) else 0


@app.command
def invite(*, uses: int = 1, days: int = 7, settings: StoreSettings = StoreSettings()) -> None:  # noqa: B008
    """Print an invitation for a server whose registration is by invite.

    Parameters
    ----------
    uses
        How many people may register with it.
    days
        After how many days it ends.
    """
    from hubbub.storage import invites

    print(_write(settings, lambda tx: invites.create(tx, uses=uses, days=days)))


@app.command
def torture(
    url: str | None = None,
    *,
    self_: Annotated[bool, Parameter(name="--self", negative=())] = False,
    seed: int = 1,
    minutes: float = 1.0,
    people: Annotated[int, Parameter(validator=cyclopts.validators.Number(gte=4, lte=1_000))] = 24,
    window: Annotated[int, Parameter(validator=cyclopts.validators.Number(gte=1, lte=60))] = 6,
    messages: int = 0,
    kills: int = 0,
    report: Path | None = None,
) -> int:
    """Try to break the delivery contract, and say whether it held: see docs/torture.md.

    Parameters
    ----------
    url
        A server to torture. Its rate limits count, and it is not killed.
    self_
        Torture a server of our own instead, with SIGKILLs, in a temporary folder.
    seed
        What everything random follows from.
    minutes
        How long, at least.
    people
        How many people talk; each has two or three devices.
    window
        How many things each person does at once.
    messages
        Go on until so many messages have been acknowledged.
    kills
        Go on until the server has been killed so often.
    report
        Write the report into this HTML file.
    """
    if self_ == (url is not None):
        raise SystemExit("hubbub: give the URL of a server, or --self")
    from hubbub.torture import command
    from hubbub.torture.plan import Plan

    plan = Plan(seed=seed, minutes=minutes, people=people, window=window, messages=messages, kills=kills)
    return command.run(plan, url=url, page=report)


@user_app.command(name="add")
def add_user(
    name: str,
    *,
    password_from_stdin: bool = False,
    no_password: bool = False,
    settings: StoreSettings = StoreSettings(),  # noqa: B008
) -> None:
    """Make an account.

    Parameters
    ----------
    name
        The name to log in with.
    password_from_stdin
        Read the password from standard input instead of asking for it.
    no_password
        Make an account that is entered by its name alone, where registration is open.
    """
    from hubbub.domain.text import check_name
    from hubbub.services.accounts import create_person

    hashed = None if no_password else _new_password_hash(password_from_stdin)
    user = _write(settings, lambda tx: create_person(tx, check_name(name), password_hash=hashed))
    print(f"added {user.name} (user {user.id})")


@user_app.command(name="list")
def list_users(settings: StoreSettings = StoreSettings()) -> None:  # noqa: B008
    """List all accounts."""
    from hubbub.storage import users

    for row in _read(settings, users.list_all):
        entry = "system" if row.kind == "system" else "password" if row.password_hash else "name only"
        print(f"{row.id:>6}  {row.name:<40}  {'disabled' if row.deactivated_at else entry}")


@user_app.command(name="disable")
def disable_user(name: str, *, settings: StoreSettings = StoreSettings()) -> None:  # noqa: B008
    """Close an account: its logins end at once, and nobody enters it again until `user enable`."""
    _change_account(settings, name, lambda tx: {"deactivated_at": tx.now}, end_logins=True)
    print(f"disabled {name}")


@user_app.command(name="enable")
def enable_user(name: str, *, settings: StoreSettings = StoreSettings()) -> None:  # noqa: B008
    """Open an account that was disabled."""
    _change_account(settings, name, lambda _: {"deactivated_at": None}, end_logins=False)
    print(f"enabled {name}")


@user_app.command(name="password")
def set_password(
    name: str,
    *,
    password_from_stdin: bool = False,
    settings: StoreSettings = StoreSettings(),  # noqa: B008
) -> None:
    """Give an account a new password; all its logins end.

    Parameters
    ----------
    password_from_stdin
        Read the password from standard input instead of asking for it.
    """
    hashed = _new_password_hash(password_from_stdin)
    _change_account(settings, name, lambda _: {"password_hash": hashed}, end_logins=True)
    print(f"{name} has a new password")


@import_app.command(name="classic")
def import_classic(
    *,
    mysql: str,
    redis: str | None = None,
    pictures: Path | None = None,
    mapping: Path | None = None,
    files: str | None = None,
    source: str = "classic",
    dry_run: Annotated[bool, Parameter(negative=())] = False,
    settings: StoreSettings = StoreSettings(),  # noqa: B008
) -> int:
    """Take over users, contacts, groups, messages and undelivered messages of a MutiPersonChat.

    Parameters
    ----------
    mysql
        Its MySQL or MariaDB, as mysql://user:password@host:3306/database. It is only read.
    redis
        Its Redis, as redis://host:6379/0, which holds undelivered messages. It is only read.
    pictures
        The folder of its uploaded pictures, named <md5><ending>.
    mapping
        A TOML file that says where things are, if they are not where the original has them.
    files
        Where uploaded files are kept here, as for `serve`.
    source
        What to remember this installation by: another one needs another word.
    dry_run
        Do everything, say what came of it, and undo it.
    """
    try:
        from hubbub.importing import classic
    except ModuleNotFoundError as error:
        if error.name not in ("pymysql", "redis"):
            raise
        raise SystemExit(
            f"hubbub: {error.name} is missing: install hubbub with its extra, hubbub[import]"
        ) from None

    sources = classic.Sources(mysql, redis, pictures, mapping, source)
    serving = ServeSettings(data=settings.data, database=settings.database, files=files)
    done = classic.run(sources, serving, dry=dry_run, tell=lambda line: print(line, file=sys.stderr))
    print("\n".join(done.lines()))
    return 0 if done.report.adds_up else 1


@app.command
def say(
    text: str | None = None,
    /,
    *,
    to: str | None = None,
    room: str | None = None,
    outbox: Path | None = None,
    wait: float = 30.0,
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


@app.command
def tail(
    *,
    room: str | None = None,
    since: Annotated[str, Parameter(name="--from")] = "now",
    json: Annotated[bool, Parameter(negative=())] = False,
    wait: float = 30.0,
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


@app.command
def chat(
    url: str | None = None,
    /,
    *,
    theme: str = "dark",
    wait: float = 30.0,
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


def _change_account(
    settings: StoreSettings, name: str, values: Callable[[Any], dict[str, Any]], *, end_logins: bool
) -> None:
    from hubbub.errors import NotFound
    from hubbub.storage import tokens, users

    def work(tx: Any) -> None:
        account = users.account(tx.connection, name)
        if account is None or account.user.kind == "system":
            raise NotFound(f"name: no account is called {name}")
        users.change(tx, account.user.id, **values(tx))
        if end_logins:
            tokens.end_all(tx, account.user.id)

    _write(settings, work)


def _new_password_hash(from_stdin: bool) -> str:
    from hubbub.services.hashing import hashed
    from hubbub.services.passwords import check_password

    if from_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = getpass.getpass("New password: ")
        if getpass.getpass("Again: ") != password:
            raise SystemExit("hubbub: the two are not the same")
    return hashed(check_password(password))


def _write(settings: StoreSettings, work: Callable[[Any], T]) -> T:
    from hubbub.domain.times import now_ms
    from hubbub.storage import schema
    from hubbub.storage.engine import Database
    from hubbub.storage.transaction import Transaction

    database = Database(settings.database_url)
    schema.migrate(database, now_ms)
    with database.writing() as connection:
        return work(Transaction(connection, now_ms()))


def _read(settings: StoreSettings, work: Callable[[Any], T]) -> T:
    from hubbub.domain.times import now_ms
    from hubbub.storage import schema
    from hubbub.storage.engine import Database

    database = Database(settings.database_url)
    schema.migrate(database, now_ms)
    with database.reading() as connection:
        return work(connection)


def main() -> None:
    """Run the command that was asked for; a refusal is one line on standard error and exit code 1."""
    try:
        status = app.meta()
    except HubbubError as error:
        raise SystemExit(f"hubbub: {error.message}") from None
    except (OSError, sqlite3.Error, SQLAlchemyError) as error:
        raise SystemExit(f"hubbub: {str(error).splitlines()[0]}") from None
    raise SystemExit(status if isinstance(status, int) else 0)

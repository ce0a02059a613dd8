"""Who may come in: ``invite``, and accounts with ``user``. In the database, whether a server runs or not."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from cyclopts import App

from hubbub.config import StoreSettings

from .database import read, write

if TYPE_CHECKING:
    from hubbub.storage.transaction import Transaction

user = App(name="user", help="Look after accounts, also while the server runs.")


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

    print(write(settings, lambda tx: invites.create(tx, uses=uses, days=days)))


@user.command(name="add")
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
    user = write(settings, lambda tx: create_person(tx, check_name(name), password_hash=hashed))
    print(f"added {user.name} (user {user.id})")


@user.command(name="list")
def list_users(settings: StoreSettings = StoreSettings()) -> None:  # noqa: B008
    """List all accounts."""
    from hubbub.storage import users

    for row in read(settings, users.list_all):
        entry = "system" if row.kind == "system" else "password" if row.password_hash else "name only"
        print(f"{row.id:>6}  {row.name:<40}  {'disabled' if row.deactivated_at else entry}")


@user.command(name="disable")
def disable_user(name: str, *, settings: StoreSettings = StoreSettings()) -> None:  # noqa: B008
    """Close an account: its logins end at once, and nobody enters it again until `user enable`."""
    _change_account(settings, name, lambda tx: {"deactivated_at": tx.now}, end_logins=True)
    print(f"disabled {name}")


@user.command(name="enable")
def enable_user(name: str, *, settings: StoreSettings = StoreSettings()) -> None:  # noqa: B008
    """Open an account that was disabled."""
    _change_account(settings, name, lambda _: {"deactivated_at": None}, end_logins=False)
    print(f"enabled {name}")


@user.command(name="password")
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


def _change_account(
    settings: StoreSettings, name: str, values: Callable[[Transaction], dict[str, Any]], *, end_logins: bool
) -> None:
    from hubbub.errors import NotFound
    from hubbub.storage import tokens, users

    def work(tx: Transaction) -> None:
        account = users.account(tx.connection, name)
        if account is None or account.user.kind == "system":
            raise NotFound(f"name: no account is called {name}")
        users.change(tx, account.user.id, **values(tx))
        if end_logins:
            tokens.end_all(tx, account.user.id)

    write(settings, work)


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

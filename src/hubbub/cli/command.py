"""Which commands there are, where their settings come from, and how a refusal is said."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from typing import Annotated, Any, Final

import cyclopts
from cyclopts import App, Parameter
from sqlalchemy.exc import SQLAlchemyError

from hubbub import __version__
from hubbub.errors import HubbubError

from . import accounts, importing, serving, talking, torturing

_STANDARD_ERROR: Final = 2
"""The last of the three streams that a program has when it starts."""

app = App(
    name="hubbub",
    help="A chat server that starts in one command and never loses or doubles a message.",
    version=__version__,
)
for _command in (
    serving.serve,
    serving.migrate,
    serving.doctor,
    accounts.invite,
    accounts.user,
    importing.import_,
    talking.say,
    talking.tail,
    talking.chat,
    torturing.torture,
):
    app.command(_command)


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


def _occupy_standard_streams() -> None:
    """Let closed ones lead nowhere: the next file that is opened would take their place, a database too."""
    nowhere = Path(os.devnull)
    while (file := os.open(nowhere, os.O_RDWR)) <= _STANDARD_ERROR:
        pass
    os.close(file)
    sys.stdin = sys.stdin or nowhere.open()
    sys.stdout = sys.stdout or nowhere.open("w")
    sys.stderr = sys.stderr or nowhere.open("w")


def main() -> None:
    """Run the command that was asked for; a refusal is one line on standard error and exit code 1."""
    _occupy_standard_streams()
    try:
        status = app.meta()
    except HubbubError as error:
        raise SystemExit(f"hubbub: {error.message}") from None
    except (OSError, sqlite3.Error, SQLAlchemyError) as error:
        raise SystemExit(f"hubbub: {str(error).splitlines()[0]}") from None
    raise SystemExit(status if isinstance(status, int) else 0)

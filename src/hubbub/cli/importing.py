"""``import classic``: docs/classic-import.md."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from hubbub.config import ServeSettings, StoreSettings

import_ = App(name="import", help="Take over what another chat server holds, while no server runs here.")


@import_.command
def classic(
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
        from hubbub.importing import classic as taking_over
    except ModuleNotFoundError as error:
        if error.name not in ("pymysql", "redis"):
            raise
        raise SystemExit(
            f"hubbub: {error.name} is missing: install hubbub with its extra, hubbub[import]"
        ) from None

    sources = taking_over.Sources(mysql, redis, pictures, mapping, source)
    serving = ServeSettings(data=settings.data, database=settings.database, files=files)
    done = taking_over.run(sources, serving, dry=dry_run, tell=lambda line: print(line, file=sys.stderr))
    print("\n".join(done.lines()))
    return 0 if done.report.adds_up else 1

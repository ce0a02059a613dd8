"""Running a server, and what is done before it runs: ``serve``, ``migrate``, ``doctor``."""

from __future__ import annotations

from hubbub.config import ServeSettings, StoreSettings


def serve(settings: ServeSettings = ServeSettings()) -> None:  # noqa: B008  (frozen)
    """Run the server."""
    from hubbub import checkup, server

    for finding in checkup.origins(settings):
        if finding.verdict == "bad":
            raise SystemExit(f"hubbub: --allow-origin {finding.what}: {finding.advice}")
    server.run(settings)


def migrate(settings: StoreSettings = StoreSettings()) -> None:  # noqa: B008
    """Bring the database up to date. `serve` does it too, for SQLite."""
    from hubbub.domain.times import now_ms
    from hubbub.storage import schema
    from hubbub.storage.engine import Database

    database = Database(settings.database_url)
    applied = schema.migrate(database, now_ms)
    database.close()
    print(f"migrated: {', '.join(applied)}" if applied else "up to date")


def doctor(settings: ServeSettings = ServeSettings()) -> int:  # noqa: B008
    """Check configuration, database and this machine's limits, and say what to change."""
    from hubbub import checkup

    findings = checkup.examine(settings)
    for finding in findings:
        print(f"{finding.verdict:>4}  {finding.subject}: {finding.what}")
        if finding.advice:
            print(f"      -> {finding.advice}")
    return 1 if any(finding.verdict == "bad" for finding in findings) else 0

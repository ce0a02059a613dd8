"""A defect as it is told: to the operator with everything, to the client with nothing but an id."""

from __future__ import annotations

import secrets

import structlog

from hubbub.errors import Internal

logger = structlog.get_logger(__name__)


def defect(error: BaseException, where: str) -> Internal:
    """Log a defect under an id and return the error that names the id."""
    mark = secrets.token_hex(4)
    logger.error("defect", id=mark, operation=where, exc_info=error)
    return Internal(f"a defect, logged as {mark}")

"""What browsers report of pages that tried what their policy forbids: counted, and a little of it logged.

Anybody can send a report, so it is evidence of nothing; but where nobody attacks there are none, which the
tests hold the page to. A report holds nothing that was said, and addresses are logged without queries.
"""

from __future__ import annotations

import time
from typing import Annotated, Any, Final

import msgspec
import structlog
from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from msgspec import Meta, Struct, field

from hubbub.delivery.tally import Tally
from hubbub.domain.limits import Rate, TokenBucket
from hubbub.domain.origins import Origins
from hubbub.errors import BadRequest, RateLimited
from hubbub.http.api import check_origin
from hubbub.http.pages import REPORTS_PATH

LARGEST: Final = 8 * 1024
PACE: Final = Rate(burst=20, per_second=1)
"""Of all browsers together: the first reports of a defect say what all others would."""
MOST_SHOWN: Final = 200

logger = structlog.get_logger(__name__)


class Report(Struct, frozen=True, rename="kebab"):
    """What we read of a report (CSP level 3, section 5.3)."""

    document_uri: str = ""
    effective_directive: str = ""
    violated_directive: str = ""
    blocked_uri: str = ""
    source_file: str = ""
    line_number: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 0


class Envelope(Struct, frozen=True):
    """A report as it is sent to a ``report-uri``."""

    report: Report = field(name="csp-report")


def route(tally: Tally, origins: Origins) -> HTTPRouteHandler:
    """Return the route of reports."""
    decoder = msgspec.json.Decoder(Envelope)
    pace = TokenBucket(PACE, time.monotonic)

    @post(REPORTS_PATH, status_code=204, request_max_body_size=LARGEST)
    async def take(request: Request[Any, Any, Any]) -> None:
        """Count a report."""
        check_origin(request, origins)
        if seconds := pace.take():
            raise RateLimited("too many reports", retry_after=round(seconds, 3))
        try:
            report = decoder.decode(await request.body()).report
        except (msgspec.MsgspecError, ValueError) as error:
            raise BadRequest(f"body: not a report ({error})") from None
        tally.csp_reports += 1
        _log(report)

    return take


def _log(report: Report) -> None:
    logger.warning(
        "a page tried what its policy forbids",
        directive=_shown(report.effective_directive or report.violated_directive),
        blocked=_bare(report.blocked_uri),
        page=_bare(report.document_uri),
        source=_bare(report.source_file),
        line=report.line_number,
    )


def _bare(address: str) -> str:
    return _shown(address.partition("?")[0].partition("#")[0])


def _shown(said: str) -> str:
    """Return what a stranger has written as a terminal may be given it: without what moves its cursor."""
    return "".join(letter for letter in said[:MOST_SHOWN] if letter.isprintable())

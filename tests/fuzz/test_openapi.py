"""HTTP does what the OpenAPI document says: schemathesis asks what it allows and what it does not."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any, Final

import pytest
import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from hubbub.http.documents import describe
from hubbub.services.operations import ROWS
from hubbub.wire import openapi
from tests.support.arena import Arena
from tests.support.fuzzing import MINUTES, fuzz
from tests.support.people import register

AnyCase = schemathesis.Case[Any]
CHECKS: Final = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.unsupported_method,
    checks.allow_header_conformance,
]
ENDING: Final = ("auth.logout", "auth.revoke", "auth.password")
"""Operations after which a token may be of no use."""
REFUSED: Final = ["400", "401", "403", "404", "409", "413"]
"""What a request that the document does not allow may be answered, and 405 for another method."""
DOCUMENT: Final = schemathesis.openapi.from_dict(openapi.document(describe(ROWS), "1.0.0"))
DOCUMENT.config.generation.update(modes=list(GenerationMode), max_examples=1, deterministic=True)
DOCUMENT.config.phases.coverage.unexpected_methods = {"GET", "PUT"}
DOCUMENT.config.checks.negative_data_rejection.expected_statuses = [*REFUSED, "405"]


class Client:
    """Somebody who asks with a token that is good, on one kept connection."""

    def __init__(self, ring: Arena) -> None:
        self._ring = ring
        self._token = ""
        self._asked = itertools.count(1)
        self.session = requests.Session()

    def ask(self, case: AnyCase) -> None:
        """Ask what schemathesis made up, and check the answer by the document."""
        if not self._token:
            self._token = str(self._ring.run(register(self._ring.server, "mallory")).token)
        case.call_and_validate(
            base_url=self._ring.server.http,
            headers={"Authorization": f"Bearer {self._token}"},
            checks=CHECKS,
            session=self.session,
        )
        self.session.cookies.clear()  # logging in sets one
        if case.operation.path.rpartition("/")[2] in ENDING:
            self._token = ""
        if next(self._asked) % 20 == 0:
            self._ring.run(self._ring.talk())
            self._ring.check_log()


@pytest.fixture(scope="module")
def client(ring: Arena) -> Iterator[Client]:
    client = Client(ring)
    yield client
    client.session.close()


CASES: Final = st.one_of(
    *(
        operation.as_strategy(generation_mode=mode)
        for operation in (DOCUMENT[f"{openapi.PREFIX}/{row.name}"]["POST"] for row in ROWS)
        for mode in GenerationMode
    )
)


def test_what_the_document_allows_or_not_is_answered_as_it_says(client: Client, seconds: float) -> None:
    fuzz("openapi", client.ask, CASES, examples=250, seconds=seconds)


if MINUTES:  # making them all up takes ten seconds, which is nothing to do while tests are collected

    @DOCUMENT.parametrize()
    def test_every_bound_of_every_field_is_kept(case: AnyCase, client: Client) -> None:
        """Examples, and values on both sides of each bound and of each kind, one after another."""
        client.ask(case)

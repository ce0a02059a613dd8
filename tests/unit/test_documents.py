"""What is derived from the operations table says all of it, and is valid by the formats' own rules."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

import hubbub_client
from hubbub.config import ServeSettings
from hubbub.domain.calls import IceServer
from hubbub.domain.models import Attachment
from hubbub.errors import Code
from hubbub.gateway.framing import CloseCode
from hubbub.http import docs_page
from hubbub.http.documents import describe
from hubbub.services.operations import ROWS
from hubbub.services.passwords import MIN_LENGTH
from hubbub.wire import asyncapi, examples, glossary, openapi, schema, typescript
from hubbub.wire.operation import Operation
from hubbub.wire.schema import Described

DESCRIBED = describe(ROWS)
NAMES = [row.name for row in DESCRIBED]
EVENTS = [schema.event_name(event) for event in schema.EVENTS]
PROTOCOL = Path(__file__).parents[2] / "docs" / "protocol.md"
EVIL = "<script>alert('&')</script>"


def resolve(document: dict[str, Any], reference: str) -> Any:
    found: Any = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def test_the_openapi_document_is_valid_openapi() -> None:
    OpenAPIV31SpecValidator(openapi.document(DESCRIBED, "1.0.0")).validate()


def test_every_operation_is_one_path_of_the_openapi_document() -> None:
    document = openapi.document(DESCRIBED, "1.0.0")
    assert list(document["paths"]) == [f"/api/v1/{name}" for name in NAMES]
    for row in DESCRIBED:
        post = document["paths"][f"/api/v1/{row.name}"]["post"]
        assert (post.get("security") == []) is row.anonymous
        assert {"200", "400", "401", "403", "413", "429", "500", "503"} <= post["responses"].keys()
    assert "Retry-After" in document["components"]["responses"]["rate_limited"]["headers"]


@pytest.mark.parametrize(
    ("name", "plainest"),
    [("Attachment", Attachment("1", "notes.txt", "text/plain", 3)), ("IceServer", IceServer(("stun:a",)))],
)
def test_what_is_left_out_on_the_wire_is_not_said_to_be_there(name: str, plainest: msgspec.Struct) -> None:
    """A file that is no picture has no width: not null, but nothing."""
    described = schema.components(DESCRIBED, framed=True).schemas[name]
    sent = msgspec.json.decode(msgspec.json.encode(plainest))
    assert set(described["required"]) == set(sent)
    assert set(described["properties"]) > set(sent), "premise: something is left out"
    assert not [each for each in described["properties"].values() if "anyOf" in each], "it is never null"
    client = getattr(hubbub_client.models, name, None)
    assert client is None or msgspec.convert(sent, client)


def test_over_http_no_body_has_to_say_op_or_id() -> None:
    schemas = schema.components(DESCRIBED, framed=False)
    for name in schemas.requests.values():
        assert not {"op", "id"} & set(schemas.schemas[name].get("required", ()))


@pytest.mark.parametrize("make", [openapi.document, asyncapi.document], ids=["openapi", "asyncapi"])
def test_every_reference_leads_somewhere(make: Any) -> None:
    document = make(DESCRIBED, "1.0.0")
    references = set(schema.references(document))
    assert len(references) > len(NAMES)
    for reference in references:
        resolve(document, reference)


def test_the_asyncapi_document_has_each_operation_and_each_event_once() -> None:
    document = asyncapi.document(DESCRIBED, "1.0.0")
    assert [name for name in document["operations"] if name != "events"] == NAMES
    told = document["operations"]["events"]["messages"]
    assert [resolve(document, resolve(document, m["$ref"])["$ref"])["name"] for m in told] == EVENTS
    channel = document["channels"][asyncapi.CHANNEL]
    for name, operation in document["operations"].items():
        asked = [message["$ref"].rpartition("/")[2] for message in operation["messages"]]
        replied = [m["$ref"].rpartition("/")[2] for m in operation.get("reply", {}).get("messages", ())]
        assert name == "events" or (asked, replied) == ([name], [f"{name}.ok", "failure"])
        assert {*asked, *replied} <= channel["messages"].keys()
    for code in CloseCode:
        assert str(code.value) in channel["description"]


def test_a_frame_has_to_say_op() -> None:
    components = schema.components(DESCRIBED, framed=True)
    for name, component in components.requests.items():
        found = components.schemas[component]
        assert "op" in found["required"]
        assert found["properties"]["op"]["const"] == name


@pytest.mark.parametrize("row", DESCRIBED, ids=NAMES)
def test_an_operations_example_is_accepted_and_its_answer_is_what_the_schema_says(row: Described) -> None:
    components = schema.components(DESCRIBED, framed=True)
    msgspec.convert({"op": row.name, **examples.request(row, components)}, row.request)
    msgspec.convert(examples.answer(row, components), row.answer)


@pytest.mark.parametrize("event", schema.EVENTS, ids=EVENTS)
def test_an_events_example_is_such_an_event(event: Any) -> None:
    components = schema.components(DESCRIBED, framed=True)
    example = examples.component(components.events[schema.event_name(event)], components)
    assert msgspec.json.decode(msgspec.json.encode(msgspec.convert(example, event))) == example


def test_what_the_server_always_fills_in_is_required_in_answers() -> None:
    schemas = schema.components(DESCRIBED, framed=True).schemas
    assert {"edited_at", "deleted"} <= set(schemas["MessageSentEvent"]["required"])
    assert "peer" not in schemas["Summary"]["required"]
    assert schemas["Problem"]["required"] == ["code", "message"]


def test_two_operations_of_the_same_class_name_keep_apart() -> None:
    requests = schema.components(DESCRIBED, framed=True).requests
    assert requests["conversation.get"] == "ConversationGet"
    assert requests["user.get"] == "UserGet"


def test_the_declarations_declare_everything_they_name() -> None:
    text = typescript.declarations(DESCRIBED)
    plain = re.sub(r"/\*\*.*?\*/|//[^\n]*", "", text, flags=re.DOTALL)
    for opening, closing in ("{}", "[]", "()"):
        assert plain.count(opening) == plain.count(closing)
    declared = Counter(re.findall(r"export (?:type|interface) (\w+)", plain))
    assert max(declared.values()) == 1
    named = set(re.findall(r"\b[A-Z]\w+", re.sub(r'"[^"]*"', "", plain)))
    assert named - set(declared) == {"Record"}
    for name in (*NAMES, *EVENTS, *(code.value for code in Code)):
        assert f'"{name}"' in plain


class Page(HTMLParser):
    """What matters of a page: ids, links, and anything a strict policy would refuse."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: set[str] = set()
        self.tags: Counter[str] = Counter()
        self.refused: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href" and value and value.startswith("#"):
                self.targets.add(value[1:])
            external = name in ("href", "src", "action") and value and re.match(r"(\w+:)?//|\w+:", value)
            if name == "style" or name.startswith("on") or external:
                self.refused.append(f"{tag} {name}={value}")
        if tag == "style" or (tag == "script" and "src" not in dict(attrs)):
            self.refused.append(tag)


def test_the_page_obeys_the_strictest_policy_and_its_links_lead_somewhere() -> None:
    page = Page(docs_page.render(DESCRIBED, "1.0.0"))
    assert page.refused == []
    assert max(Counter(page.ids).values()) == 1
    assert page.targets <= set(page.ids)
    assert set(NAMES) <= page.targets
    assert page.tags["form"] == len(NAMES)


def test_the_page_says_every_event_error_and_close_code() -> None:
    page = docs_page.render(DESCRIBED, "1.0.0")
    for word in (*EVENTS, *(code.value for code in Code), *(str(code.value) for code in CloseCode)):
        assert f">{word}<" in page


def test_whatever_the_table_says_is_text_on_the_page() -> None:
    class Evil(Operation, frozen=True, kw_only=True, tag=f"evil.{EVIL}"):
        __doc__ = EVIL
        field: str = EVIL

    row = Described(f"evil.{EVIL}", Evil, ROWS[-1].answer, False, True, 1, 1)
    page = docs_page.render([*DESCRIBED, row], EVIL)
    assert "&lt;script&gt;alert(" in page
    assert EVIL not in page
    assert Page(page).tags["script"] == 1


def test_the_pages_files_need_nothing_from_elsewhere() -> None:
    assert set(docs_page.ASSETS) == {"page.css", "page.js"}
    for content_type, body in docs_page.ASSETS.values():
        assert content_type.startswith("text/")
        assert not re.search(rb"https?://\w|@import|url\(|innerHTML|eval\(", body.replace(b'"http://"', b""))


@pytest.mark.parametrize("row", DESCRIBED, ids=NAMES)
def test_docs_protocol_names_the_operation_and_each_of_its_fields(row: Described) -> None:
    line = next((line for line in protocol_rows() if f"`{row.name}`" in line.split("|")[1]), "")
    assert line, f"{row.name} has no row in docs/protocol.md"
    for field in row.fields:
        assert re.search(rf"\b{field}\b", line), f"{row.name} does not name {field}"


@pytest.mark.parametrize("event", schema.EVENTS, ids=EVENTS)
def test_docs_protocol_names_the_event_and_each_of_its_fields(event: Any) -> None:
    name = schema.event_name(event)
    line = next((line for line in protocol_rows("## Events") if f"`{name}`" in line.split("|")[1]), "")
    assert line, f"{name} has no row among the events of docs/protocol.md"
    common = {"conversation", "seq", "at", "by"} if schema.is_log_event(event) else set()
    for field in set(event.__struct_encode_fields__) - common:
        assert re.search(rf"\b{field}\b", line), f"{name} does not name {field}"


def test_docs_protocol_has_every_error_close_code_and_model() -> None:
    text = PROTOCOL.read_text(encoding="utf-8")
    for code in Code:
        assert f"| `{code.value}` |" in text
    for close in CloseCode:
        assert f"| {close.value} |" in text
    components = schema.components(DESCRIBED, framed=True).schemas
    for name in ("User", "Message", "Summary", "Listing", "Member", "Presence", "Device"):
        line = next(line for line in text.splitlines() if line.startswith(f"| `{name}` |"))
        for field in components[name]["properties"]:
            assert re.search(rf"\b{field}\b", line), f"{name} does not name {field}"


def test_the_glossary_describes_codes_and_bounds_that_exist() -> None:
    assert set(glossary.ERRORS) == set(glossary.MESSAGES) == set(Code)
    assert set(glossary.CLOSE_CODES) == {code.value for code in CloseCode}
    assert glossary.bounds("auth.register", "password") == {"minLength": MIN_LENGTH}
    json.dumps(openapi.document(DESCRIBED, "1.0.0"))


def protocol_rows(heading: str = "## Operations") -> list[str]:
    section = PROTOCOL.read_text(encoding="utf-8").partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| `")]


def test_the_operations_page_names_every_setting() -> None:
    """Each flag with its variable, and no setting that is not there."""
    page = (PROTOCOL.parent / "operations.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `--([a-z-]+)` \| `HUBBUB_([A-Z_]+)`", page, re.MULTILINE)
    assert all(flag.replace("-", "_").upper() == variable for flag, variable in named)
    assert Counter(flag.replace("-", "_") for flag, _ in named) == Counter(
        field.name for field in dataclasses.fields(ServeSettings)
    )

"""The page's reference: a section each operation, event and model."""

from __future__ import annotations

import json
from html import escape
from typing import Any, Final

from hubbub.domain.events import Event
from hubbub.errors import HTTP_STATUS
from hubbub.http.docs_page import markup
from hubbub.wire import examples, schema
from hubbub.wire.schema import Components, Described

HOST: Final = "localhost:8000"
"""What examples name; the page's script puts this server's own name in its place."""
_FRAME_ONLY: Final = ("op", "id")


def operation(row: Described, components: Components) -> str:
    """Return an operation's section: what it takes, answers and refuses, and a form to try it."""
    request = components.schemas[components.requests[row.name]]
    asked = markup.fields(request, asked=True, leave_out=_FRAME_ONLY) or "<p>None.</p>"
    codes = " ".join(
        f'<span><a href="#errors"><code>{code.value}</code></a> <small>{HTTP_STATUS[code]}</small></span>'
        for code in schema.errors_of(row)
    )
    login = "no login needed" if row.anonymous else "login needed"
    name = escape(row.name)
    return (
        f'<article id="{name}" class="entry"><div class="told"><h3>{_anchor(name)}</h3>'
        f'<p class="lead">{markup.prose(row.doc)}</p>'
        f'<p class="marks"><span>{login}</span><span>{escape(row.rate.lower())}</span></p>'
        f"<h4>Fields</h4>{asked}{_answer(row, components)}"
        f'<h4>Errors</h4><p class="codes">{codes}</p></div>'
        f'<div class="shown">{_examples(row, components)}{_form(row, components)}</div></article>'
    )


def event(kind: type[Event], components: Components) -> str:
    """Return an event's section."""
    name = schema.event_name(kind)
    component = components.events[name]
    found = components.schemas[component]
    example = markup.coloured(markup.pretty(examples.component(component, components)))
    place = "log entry" if schema.is_log_event(kind) else "latest value, or for you alone"
    common = ("ev", "conversation", "seq", "at", "by") if schema.is_log_event(kind) else ("ev",)
    return (
        f'<article id="{escape(component)}" class="entry"><div class="told"><h3>'
        f"{_anchor(escape(name), escape(component))}</h3>"
        f'<p class="lead">{markup.prose(found.get("description", ""))}</p>'
        f'<p class="marks"><span>{place}</span></p>'
        f"{markup.fields(found, asked=False, leave_out=common)}</div>"
        f'<div class="shown">{markup.code_block("Event", example)}</div></article>'
    )


def model(name: str, components: Components) -> str:
    """Return the section of something that answers and events are made of."""
    found = components.schemas[name]
    said = f'<p class="lead">{markup.prose(found.get("description", ""))}</p>'
    values = f"<p>{markup.type_of(found)}</p>" if "enum" in found else ""
    shown = ""
    if not values:
        example = markup.coloured(
            json.dumps(examples.component(name, components), ensure_ascii=False, indent=2)
        )
        shown = markup.code_block(name, example)
    return (
        f'<article id="{escape(name)}" class="entry"><div class="told"><h3>{_anchor(escape(name))}</h3>'
        f'{said}{values}{markup.fields(found, asked=False)}</div><div class="shown">{shown}</div></article>'
    )


def models(components: Components) -> list[str]:
    """Return the names of what is neither a request nor an event nor one operation's answer."""
    own = {*components.requests.values(), *components.events.values(), "Refusal", "Problem"}
    own |= {name for name in components.answers.values() if not _is_model(name, components)}
    return [name for name in components.schemas if name not in own]


def _is_model(name: str, components: Components) -> bool:
    return any(reference.endswith(f"/{name}") for reference in schema.references(components.schemas))


def _anchor(name: str, target: str | None = None) -> str:
    return f'<a href="#{target or name}">{name}</a>'


def _answer(row: Described, components: Components) -> str:
    name = components.answers[row.name]
    found = components.schemas[name]
    words = markup.prose(found.get("description", ""))
    if _is_model(name, components):
        return f"<h4>Answer</h4><p>{markup.type_of({'$ref': schema.REF + name})}: {words}</p>"
    return f"<h4>Answer</h4><p>{words}</p>{markup.fields(found, asked=False)}"


def _examples(row: Described, components: Components) -> str:
    body = examples.request(row, components)
    answer = examples.answer(row, components)
    return (
        markup.code_block(
            "WebSocket frame", markup.coloured(markup.pretty({"op": row.name, "id": 1, **body}))
        )
        + markup.code_block("curl", _curl(row, body), here=True)
        + markup.code_block("Answer", markup.coloured(markup.pretty(answer)))
    )


def _curl(row: Described, body: dict[str, Any]) -> str:
    lines = [f"curl http://{HOST}/api/v1/{row.name}"]
    if not row.anonymous:
        lines.append('  -H "Authorization: Bearer $TOKEN"')
    quoted = markup.pretty(body, "  ", markup.WIDTH - len("  -d ''")).replace("'", "'\\''")
    lines.append(f"  -d '{quoted}'")
    return escape(" \\\n".join(lines), quote=False)


def _form(row: Described, components: Components) -> str:
    name = escape(row.name)
    body = escape(json.dumps(examples.request(row, components), ensure_ascii=False, indent=2))
    rows = body.count("\n") + 1
    return (
        f'<details class="try"><summary>Try it here</summary><form data-op="{name}">'
        f'<label for="try-{name}">Body</label>'
        f'<textarea id="try-{name}" rows="{rows}" spellcheck="false" autocomplete="off">{body}</textarea>'
        '<p><button type="submit">Send</button> <output class="status" role="status"></output></p>'
        '<pre class="answer" tabindex="0" hidden></pre></form></details>'
    )

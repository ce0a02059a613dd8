"""What people write is shown, and never run: hostile texts, names and links, under the page's own policy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Dialog, Locator, Page, Request, expect

from tests.support.browsing import Caller, Person
from tests.support.server import Server

Visit = Callable[..., Person]
Call = Callable[..., Caller]

HOSTILE = (
    "<script>alert(1)</script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script src=//evil.example/x.js></script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror='alert(1)' /",
    '<img src="x` `<script>alert(1)</script>"` `>',
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    '<svg><script href="data:,alert(1)"></script>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    '<object data="javascript:alert(1)">',
    "<embed src=javascript:alert(1)>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<form action="javascript:alert(1)"><button>x',
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '<link rel=stylesheet href="https://evil.example/x.css">',
    "<style>*{display:none}</style>",
    '<div style="background:url(https://evil.example/x)">x</div>',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<plaintext>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><x>",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)} #{alert(1)} <%= alert(1) %>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "javascript&colon;alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "blob:https://evil.example/x",
    "file:///etc/passwd",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:x) [y](file:///x) [z](//evil.example) [w](/api/v1/auth.logout)",
    '[x](https://a.example" onmouseover="alert(1))',
    "[x](https://a.example'onclick='alert(1))",
    "![x](x) ![x](javascript:alert(1))",
    "<https://a.example/<script>>",
    "https://a.example/<script>alert(1)</script>",
    'https://a.example/"onmouseover="alert(1)',
    "https://user:pass@evil.example\\@good.example/",
    "https://good.example@evil.example/",
    "http://[::1]:80/ http://[",
    "https://",
    "`<img src=x onerror=alert(1)>`",
    "```html\n<script>alert(1)</script>\n```",
    "```<img src=x onerror=alert(1)>\nx\n```",
    "```constructor\nx\n```",
    "```__proto__\nx\n```",
    "> <img src=x onerror=alert(1)>",
    "- <img src=x onerror=alert(1)>\n- **<b>x</b>**",
    "**<script>alert(1)</script>**",
    "@<script>alert(1)</script>",
    ":constructor: :__proto__: :toString:",
    ":<img src=x onerror=alert(1)>:",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#60; &nbsp;",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "__proto__ constructor.prototype",
    '{"__proto__": {"x": 1}}',
    "𝕁𝕒𝕧𝕒𝕤𝕔𝕣𝕚𝕡𝕥:alert(1)",
    "＜script＞alert(1)＜/script＞",
    "e" + "\u0301" * 300,
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u200f and English",
    "a" * 3_000,
    "很" * 3_000,
    "*" * 3_000,
    "[" * 3_000,
    ("> " * 400) + "deep",
    ("- " * 400) + "deep",
)
MARKUP = (
    "#lines :is(script, iframe, object, embed, svg:not(.icon), form, input, style, link, base, meta),"
    "#lines :is(video, audio, math, template, img, [onerror], [onload], [onclick])"
)

WORDS = """words => {
  const copy = words.cloneNode(true);
  for (const link of copy.querySelectorAll('a')) {
    const address = link.getAttribute('href');
    if (link.textContent !== address) link.append(address);
  }
  return copy.textContent;
}"""
"""What an element says, with the addresses of its links."""
WATCH = """
window.reports = [];
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  window.reports.push(`${violatedDirective} ${blockedURI}`);
});
"""


def watched(visit: Visit, server: Server, **options: Any) -> tuple[Person, list[str]]:
    """Give somebody whose page notes every report of the policy, every dialog and every request elsewhere."""
    person = visit(server, **options)
    noted: list[str] = []
    person.context.add_init_script(WATCH)

    def dismiss(dialog: Dialog) -> None:
        noted.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def note(request: Request) -> None:
        if not request.url.startswith((person.page.url.split("#")[0], "data:", "blob:", "ws:")):
            noted.append(request.url)

    person.page.on("dialog", dismiss)
    person.context.on("request", note)
    person.page.reload()
    return person, noted


def reports(page: Page) -> list[str]:
    return list(page.evaluate("window.reports"))


def channel_of(caller: Caller, name: str) -> int:
    return int(caller.ask("conversation.create", kind="channel", name=name)["conversation"]["id"])


def go_to(person: Person, conversation: int) -> None:
    answer = person.context.request.post(
        f"http://localhost:{person.server.port}/api/v1/conversation.join", data={"conversation": conversation}
    )
    assert answer.ok
    expect(person.page.locator(f'#rooms a[href="#/c/{conversation}"]')).to_be_visible()
    person.page.evaluate("id => { location.hash = `#/c/${id}` }", conversation)


def message(page: Page, seq: int) -> Locator:
    return page.locator(f'article[data-seq="{seq}"] .bubble')


def letters(text: str, besides: str) -> str:
    """Return what of a text no mark of Markdown can be, and what of an element is not its button."""
    return re.sub(r"[\W_]", "", re.sub(besides, "", text))


def test_hostile_texts_are_texts(server: Server, visit: Visit, call: Call) -> None:
    """Each comes into view: its text is all there, no element of it is, and nothing is run or fetched."""
    grace = call(server, "grace")
    conversation = channel_of(grace, "hostile")
    ada, noted = watched(visit, server)
    ada.enter("ada")
    go_to(ada, conversation)
    for text in HOSTILE:
        [seq] = grace.say(text, conversation=conversation)
        shown = message(ada.page, seq)
        expect(shown).to_be_visible()
        assert letters(shown.locator(".words").evaluate(WORDS), "Copy") == letters(text, r"```\w+"), text
        expect(ada.page.locator(MARKUP)).to_have_count(0)
    for link in ada.page.locator("#lines a").all():
        assert re.match(r"(https?://|mailto:)", link.get_attribute("href") or "")
        assert link.get_attribute("rel") == "noopener noreferrer"
        assert link.get_attribute("target") == "_blank"
    assert reports(ada.page) == []
    assert noted == []
    assert ada.page.evaluate("({}).x") is None


def test_hostile_names_are_names(server: Server, visit: Visit, call: Call) -> None:
    name = "<img src=x onerror=alert(1)>"
    grace = call(server, "grace", display_name=name)
    conversation = channel_of(grace, "<u onclick=alert(2)>room</u>")
    ada, noted = watched(visit, server)
    ada.enter("ada")
    go_to(ada, conversation)
    [seq] = grace.say("hello", conversation=conversation)
    grace.ask("conversation.update", conversation=conversation, topic="<script>alert(3)</script>")
    expect(ada.page.locator(".sender")).to_have_text(name)
    expect(ada.page.locator("#room-title")).to_have_text("<u onclick=alert(2)>room</u>")
    expect(ada.page.locator(".event").last).to_contain_text("<script>alert(3)</script>")
    message(ada.page, seq).hover()
    ada.page.get_by_role("button", name="Reply").click()
    expect(ada.page.locator(".task")).to_contain_text(name)
    expect(ada.page.locator(MARKUP)).to_have_count(0)
    assert reports(ada.page) == []
    assert noted == []


@pytest.mark.parametrize(
    ("text", "selector", "inner"),
    [
        ("**bold** and *italic*", "strong", "bold"),
        ("~~no~~", "s", "no"),
        ("中**粗体**文", "strong", "粗体"),
        ("`code`", "code", "code"),
        ("> quoted", "blockquote", "quoted"),
        ("- one\n- two", "ul li >> nth=1", "two"),
        ("3. three", "ol[start='3'] li", "three"),
        ("```js\nconst x = 1;\n```", ".c-keyword", "const"),
        (
            "see https://example.org/a_(b)?c=1, ok",
            "a[href='https://example.org/a_(b)?c=1']",
            "https://example.org/a_(b)?c=1",
        ),
        (":tada:", "[role=img]", "🎉"),
    ],
)
def test_marks_become_what_they_mean(
    server: Server, visit: Visit, call: Call, text: str, selector: str, inner: str
) -> None:
    grace = call(server, "grace")
    ada = visit(server).enter("ada")
    [seq] = grace.say(text)
    expect(message(ada.page, seq).locator(selector)).to_have_text(inner)


def test_a_long_text_is_folded_until_it_is_asked_for(server: Server, visit: Visit, call: Call) -> None:
    grace = call(server, "grace")
    ada = visit(server).enter("ada")
    [seq] = grace.say("\n".join(f"line {n}" for n in range(60)))
    bubble = message(ada.page, seq)
    expect(bubble).to_be_visible()
    folded = bubble.bounding_box()
    bubble.get_by_role("button", name="Show more").click()
    unfolded = bubble.bounding_box()
    assert folded is not None
    assert unfolded is not None
    assert unfolded["height"] > 2 * folded["height"]
    bubble.get_by_role("button", name="Show less").click()


def test_code_is_copied_as_it_was_written(server: Server, visit: Visit, call: Call) -> None:
    grace = call(server, "grace")
    ada = visit(server).enter("ada")
    ada.context.grant_permissions(["clipboard-read", "clipboard-write"])
    code = "if a < b:\n    print('*x*')"
    [seq] = grace.say(f"```python\n{code}\n```")
    message(ada.page, seq).hover()
    message(ada.page, seq).get_by_role("button", name="Copy").click()
    assert ada.page.evaluate("navigator.clipboard.readText()") == code

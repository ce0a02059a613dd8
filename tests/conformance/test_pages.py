"""The web page as bytes: one version, for ever; compressed once; nothing inline that its policy forbids."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import httpx
import pytest

from hubbub.http import bundle, modules
from tests.conformance.test_health import metric
from tests.support.server import Server

IMPORT_MAP = re.compile(r'<script type="importmap">(.*?)</script>', re.DOTALL)
REPORT = {"csp-report": {"document-uri": "http://x/?secret", "effective-directive": "img-src"}}


http = httpx.Client(timeout=10)


@pytest.fixture(autouse=True, scope="module")
def _hang_up() -> Iterator[None]:
    yield
    http.close()


def get(server: Server, path: str, **headers: str) -> httpx.Response:
    headers = {"accept-encoding": "identity", **{name.replace("_", "-"): v for name, v in headers.items()}}
    return http.get(f"{server.http}{path}", headers=headers)


def files(server: Server) -> list[str]:
    """Return the addresses of what the page names, and of what its service worker keeps."""
    index, worker = get(server, "/").text, get(server, "/sw.js").text
    kept: list[str] = json.loads(re.findall(r"JSON.parse\('(.*)'\)", worker)[0])
    named: list[str] = re.findall(r'(?:src|href)="(/[^"]+)"', index)
    return sorted(
        {*kept, *named, *json.loads(IMPORT_MAP.findall(index)[0])["imports"].values()} - {"/api/docs"}
    )


def test_everything_that_the_page_names_is_there(server: Server) -> None:
    """No address is left to be filled in, and each leads somewhere."""
    assert len(files(server)) > 10
    for path in ("/", "/sw.js", "/manifest.webmanifest"):
        assert "{{" not in get(server, path).text
    for icon in get(server, "/manifest.webmanifest").json()["icons"]:
        assert get(server, icon["src"]).headers["content-type"] == icon["type"]
    for path in files(server):
        answer = get(server, path)
        assert answer.status_code == 200, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        if path.endswith(".js"):
            assert answer.headers["content-type"] == "text/javascript; charset=utf-8"


def test_what_lies_under_a_version_is_kept_for_ever_and_what_names_it_is_asked_for_anew(
    server: Server,
) -> None:
    """RFC 8246: an address that holds a hash of its content needs no second look."""
    for path in files(server):
        expected = "public, max-age=31536000, immutable" if path.startswith("/web/") else "no-cache"
        assert get(server, path).headers["cache-control"] == expected, path


def test_the_files_of_another_version_are_not_there(server: Server) -> None:
    """A page of an older server must not be given half of a newer one."""
    path = next(path for path in files(server) if path.endswith(".css"))
    version = path.split("/")[2]
    assert get(server, path).status_code == 200
    for other in ("0" * len(version), version.upper(), version[:-1], "latest"):
        if other != version:
            assert get(server, path.replace(version, other)).status_code == 404
    for nothing in (
        "/web/style/base.css",
        f"/web/{version}/",
        f"/web/{version}/index.html",
        f"/web/{version}/../x",
    ):
        assert get(server, nothing).status_code == 404


def test_the_version_follows_from_every_file(tmp_path: Path) -> None:
    """What changes any byte, or the name it is under, changes all addresses."""
    for path in ("index.html", "sw.js", "manifest.webmanifest", "deep/down/one.js"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("")
    seen = [bundle.read(tmp_path).version, bundle.read(tmp_path).version]
    (tmp_path / "deep/down/one.js").write_text("1;")
    seen.append(bundle.read(tmp_path).version)
    (tmp_path / "deep/down/one.js").rename(tmp_path / "deep/down/two.js")
    seen.append(bundle.read(tmp_path).version)
    assert (seen[0] == seen[1], len(set(seen))) == (True, 3)


# What may run


def test_only_the_import_map_may_stand_in_the_page_and_by_its_hash(server: Server) -> None:
    """CSP level 3: an inline script runs if the policy names its hash; there is no other."""
    answer = get(server, "/")
    policy = answer.headers["content-security-policy"]
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", answer.text, re.DOTALL)
    assert inline == IMPORT_MAP.findall(answer.text)
    digest = base64.b64encode(hashlib.sha256(inline[0].encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", answer.text)


def test_the_import_map_names_every_vendored_module(server: Server) -> None:
    names = json.loads(IMPORT_MAP.findall(get(server, "/").text)[0])["imports"]
    vendored = json.loads((resources.files("hubbub") / "web/vendor/VENDORED.json").read_text())
    assert set(names) == {row["specifier"] for row in vendored} - {""}
    assert {"preact", "preact/hooks", "@preact/signals", "htm/preact"} <= set(names)


def test_the_first_load_is_one_round_trip_deep(server: Server) -> None:
    """Every module that is needed outside or inside is named in the page, once, and none besides."""
    index = get(server, "/").text
    names = json.loads(IMPORT_MAP.findall(index)[0])["imports"]
    preloaded = re.findall(r'<link rel="modulepreload" href="([^"]+)"', index)
    entries = re.findall(r'<script type="module" src="([^"]+)">', index)
    entries += [path for path in preloaded if path.endswith(("/views/door.js", "/views/shell.js"))]
    wanted = set(entries)
    waiting = list(entries)
    while waiting:
        importer = waiting.pop()
        for name in modules.imports(get(server, importer).text):
            address = names.get(name) or str(httpx.URL(importer).join(name))
            if address not in wanted:
                wanted.add(address)
                waiting.append(address)
    assert sorted([entries[0], *preloaded]) == sorted(wanted)
    assert index.index("importmap") < index.index("modulepreload"), "after that a map may come too late"


def test_what_is_outside_comes_before_what_is_inside(server: Server) -> None:
    """Whoever is new needs the door, and does not wait for the chat: that comes at a low priority."""
    links = re.findall(r'<link rel="modulepreload" href="/web/\w+/([^"]+)"([^>]*)>', get(server, "/").text)
    first = [path for path, how in links if not how]
    later = [path for path, how in links if how == ' fetchpriority="low"']
    assert links == [(path, "") for path in first] + [(path, ' fetchpriority="low"') for path in later]
    assert "views/door.js" in first
    assert {"views/shell.js", "views/conversation/pane.js"} <= set(later)
    assert len(first) < len(links) / 2 + 10


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('import { a } from "./a.js";', ["./a.js"]),
        ("import a, { b as c } from \"./a.js\";\nimport * as d from 'd';", ["./a.js", "d"]),
        ('import {\n  a,\n  b,\n} from "./a.js";', ["./a.js"]),
        ('import "./a.js";', ["./a.js"]),
        ('export { a } from "./a.js";\nexport * from "./b.js";', ["./a.js", "./b.js"]),
        ('import{a as b}from"a";import{c}from"b/c";let d=1;export{d}', ["a", "b/c"]),
        ('const late = () => import("./late.js");', []),
        ('// import { a } from "./a.js";\n/**\n * import { a } from "./a.js";\n */', []),
        ('export const a = "from";\nconst b = "./a.js";', []),
        ('/** @param {import("./types.js").A} a */\nexport function f(a) {\n  return "a";\n}', []),
    ],
)
def test_the_imports_of_a_module_are_found(script: str, expected: list[str]) -> None:
    assert modules.imports(script) == expected


def test_a_module_that_imports_what_is_not_there_is_noticed_at_the_start() -> None:
    """An address that leads nowhere is found before anybody opens the page."""
    index = '<script type="module" src="/web/1/main.js"></script>'
    with pytest.raises(ValueError, match=r"imports \./gone\.js"):
        modules.preloading(index, {"/web/1/main.js": 'import "./gone.js";'}, {})
    with pytest.raises(ValueError, match=r"names /web/1/main\.js"):
        modules.preloading(index, {}, {})


def test_the_page_is_dressed_in_one_sheet(server: Server, tmp_path: Path) -> None:
    """A style sheet is served with what it imports, and that has no address of its own."""
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)">', get(server, "/").text)
    assert len(sheets) == 1
    assert "@import" not in get(server, sheets[0]).text
    for path, text in {"index.html": "", "sw.js": "", "manifest.webmanifest": ""}.items():
        (tmp_path / path).write_text(text)
    (tmp_path / "style").mkdir()
    (tmp_path / "style.css").write_text(
        '@import "./style/one.css";\n@import "./style/two.css";\np { top: 0 }\n'
    )
    (tmp_path / "style/one.css").write_text("a { top: 1px }\n")
    (tmp_path / "style/two.css").write_text("b { top: 2px }\n")
    files = bundle.read(tmp_path).files
    assert files["style.css"].body == b"a { top: 1px }\nb { top: 2px }\np { top: 0 }\n"
    assert list(files) == ["style.css"]
    (tmp_path / "style/two.css").unlink()
    with pytest.raises(ValueError, match=r"imports style/two\.css"):
        bundle.read(tmp_path)


# How it comes


def test_the_page_comes_compressed_to_whoever_takes_that(server: Server) -> None:
    """RFC 9110, 12.5.3 and 12.5.5; the same bytes, half or a third of them."""
    path = next(path for path in files(server) if path.endswith(".css"))
    plain = get(server, path)
    for accepted in ("gzip", "br, GZIP;q=0.8", "*", "gzip;q=0.001"):
        with http.stream("GET", f"{server.http}{path}", headers={"accept-encoding": accepted}) as answer:
            packed = b"".join(answer.iter_raw())
        assert answer.headers["content-encoding"] == "gzip", accepted
        assert gzip.decompress(packed) == plain.content
        assert len(packed) == int(answer.headers["content-length"]) < len(plain.content) / 2
    for accepted in ("identity", "br", "gzip;q=0", "gzip;q=0.0, *", "", "*;q=0"):
        answer = get(server, path, accept_encoding=accepted)
        assert "content-encoding" not in answer.headers, accepted
        assert answer.content == plain.content
    assert plain.headers["vary"] == "Accept-Encoding"


def test_a_picture_that_is_compressed_already_is_not_compressed_again(server: Server) -> None:
    path = next(path for path in files(server) if path.endswith("192.png"))
    answer = get(server, path, accept_encoding="gzip")
    assert ("content-encoding" in answer.headers, "vary" in answer.headers) == (False, False)


def test_what_a_browser_has_is_not_sent_again(server: Server) -> None:
    """RFC 9110, 13.1.2: If-None-Match; each form has a strong tag of its own."""
    for path in ("/", "/sw.js", "/manifest.webmanifest", files(server)[-1]):
        plain, packed = get(server, path), get(server, path, accept_encoding="gzip")
        tags = [plain.headers["etag"], packed.headers["etag"]]
        assert len(set(tags)) == 2
        assert all(tag.startswith('"') for tag in tags)
        again = get(server, path, if_none_match=f'"other", {tags[0]}')
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tags[0])
        assert again.headers["cache-control"] == plain.headers["cache-control"]
        assert get(server, path, if_none_match=tags[1]).status_code == 200
        assert get(server, path, if_none_match=tags[1], accept_encoding="gzip").status_code == 304


def test_head_says_what_get_would(server: Server) -> None:
    for path in ("/", "/sw.js", files(server)[-1]):
        answer, expected = http.head(f"{server.http}{path}"), http.get(f"{server.http}{path}")
        assert (answer.status_code, answer.content) == (200, b"")
        for name in ("content-type", "etag", "content-encoding", "cache-control"):
            assert answer.headers.get(name) == expected.headers.get(name), (path, name)


# Reports


def report(server: Server, body: bytes, **headers: str) -> httpx.Response:
    kind = {"content-type": "application/csp-report", **headers}
    return http.post(f"{server.http}/api/csp-report", content=body, headers=kind)


def test_a_report_is_counted_and_logged_without_queries(server: Server) -> None:
    """The policy's report-uri: a number for tests and operators, a line to find the cause by."""
    assert get(server, "/").headers["content-security-policy"].endswith("report-uri /api/csp-report")
    before = metric(server, "hubbub_csp_reports_total")
    assert report(server, json.dumps(REPORT).encode()).status_code == 204
    assert metric(server, "hubbub_csp_reports_total") == before + 1
    assert "img-src" in server.log
    assert "?secret" not in server.log


def test_a_report_writes_nothing_into_a_log_but_what_can_be_read(server: Server) -> None:
    """What strangers say goes to an operator's terminal: it moves no cursor there and begins no line."""
    bad = "http://x/\x1b[2J\x9b1m\u2028\u202e\rforged"
    said = dict.fromkeys(("document-uri", "blocked-uri", "source-file", "effective-directive"), bad)
    assert report(server, json.dumps({"csp-report": said}).encode()).status_code == 204
    (line,) = [line for line in server.log.split("\n") if "forged" in line]
    assert line.count("http://x/[2J1mforged") == len(said)
    assert line.isprintable()


def test_what_is_no_report_is_refused_and_not_counted(server: Server) -> None:
    before = metric(server, "hubbub_csp_reports_total")
    for body in (
        b"",
        b"[]",
        b"{}",
        b'{"csp-report": 1}',
        b'{"csp-report": {"line-number": "x"}}',
        b"\xff",
        b'{"csp-report": {"line-number": -1}}',
        b'{"csp-report": {"line-number": 1%s}}' % (b"0" * 5_000),
    ):
        assert report(server, body).status_code == 400, body
    large = json.dumps({"csp-report": {"document-uri": "x" * 8_192}}).encode()
    assert report(server, large).status_code == 413
    assert report(server, json.dumps(REPORT).encode(), origin="https://elsewhere.example").status_code == 403
    assert metric(server, "hubbub_csp_reports_total") == before


def test_a_flood_of_reports_is_refused(server: Server) -> None:
    """R10: anybody may send them, so there is a pace."""
    answers = [report(server, json.dumps(REPORT).encode()) for _ in range(40)]
    refusal = answers[-1]
    assert (refusal.status_code, refusal.json()["error"]["code"]) == (429, "rate_limited")
    assert int(refusal.headers["retry-after"]) >= 1

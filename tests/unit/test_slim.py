"""Scripts and styles are served without comments and indentation, and are otherwise what they were."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from hubbub.http.slim import slim_script, slim_style

ROOT = Path(__file__).parent.parent.parent
WEB = ROOT / "src" / "hubbub" / "web"


@pytest.mark.parametrize(
    ("script", "served"),
    [
        ("// all of it\na();", "\na();"),
        ("  /**\n   * three\n   * lines\n   */\na();", "\n\n\n\na();"),
        ("a(); // behind", "a();"),
        ("f(/** @type {any} */ (x));", "f(  (x));"),
        ("if (a) {\n  b();\n\tc(`\n  kept ${\n  d} `);\n}", "if (a) {\nb();\nc(`\n  kept ${\nd} `);\n}"),
        ("a = 'http://example.org'; // b", "a = 'http://example.org';"),
        ('a = "/* no */"; b = "\\"// no";', 'a = "/* no */"; b = "\\"// no";'),
        ("a = `// no\n// neither`;", "a = `// no\n// neither`;"),
        ("a = `${b /* yes */} // no`;", "a = `${b } // no`;"),
        ("a = `${f({ b: `// ${c} // no` })} // no`; // yes", "a = `${f({ b: `// ${c} // no` })} // no`;"),
        ("a = /[/*`]\\/\\/ /g; // yes", "a = /[/*`]\\/\\/ /g;"),
        ("a = b / c; // `yes\nd = 1; // yes `", "a = b / c;\nd = 1;"),
        ("return /`/.test(a); // yes", "return /`/.test(a);"),
        ("  a = 'one \\\n  string';\n  b();", "a = 'one \\\n  string';\nb();"),
    ],
)
def test_comments_go_and_nothing_else_does(script: str, served: str) -> None:
    assert slim_script(script) == served


def test_a_style_sheet_keeps_its_strings() -> None:
    style = 'a {\n  /* no */\n  content: "/* yes */"; /* no */\n}\n'
    assert slim_style(style) == 'a {\n\ncontent: "/* yes */"; \n}\n'


def emit(compiler: Path, folder: Path) -> None:
    """Write the scripts of ``in`` to ``out`` as TypeScript prints them, without comments."""
    project = folder / "tsconfig.json"
    options = {
        "allowJs": True,
        "checkJs": False,
        "noCheck": True,
        "noResolve": True,
        "removeComments": True,
        "target": "es2024",
        "module": "es2022",
        "moduleResolution": "bundler",
        "types": [],
        "rootDir": "in",
        "outDir": "out",
    }
    project.write_text(json.dumps({"compilerOptions": options, "include": ["in/**/*.js"]}))
    subprocess.run(
        [str(compiler), "--project", str(project)], capture_output=True, text=True, timeout=120, check=False
    )


def test_every_script_of_the_page_means_what_it_meant(tmp_path: Path) -> None:
    """The judge is TypeScript, which takes comments out by its own lights."""
    compiler = ROOT / "node_modules" / ".bin" / "tsc"
    if not compiler.exists() or shutil.which("node") is None:
        pytest.skip("node_modules is not here (make node_modules/.package-lock.json)")
    scripts = [path for path in sorted(WEB.rglob("*.js")) if "vendor" not in path.parts]
    assert scripts
    for folder, shorten in (("whole", str), ("short", slim_script)):
        for script in scripts:
            copy = tmp_path / folder / "in" / script.relative_to(WEB)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(shorten(script.read_text()))
        emit(compiler, tmp_path / folder)
    made = sorted((tmp_path / "whole" / "out").rglob("*.js"))
    assert len(made) == len(scripts), "everything was read"
    for whole in made:
        short = tmp_path / "short" / "out" / whole.relative_to(tmp_path / "whole" / "out")
        assert short.read_text() == whole.read_text(), whole.name

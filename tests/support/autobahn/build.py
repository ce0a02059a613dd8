"""Makes the Autobahn suite run on Python 3.11 or 3.12: downloads it, ports it, gives it an environment.

The published suite is Python 2. ``lib2to3`` (gone in Python 3.13) does most of the porting; the rest is what
``_port`` replaces. Text in its cases is kept as latin-1 strings and becomes bytes at the edge, in
``client.py``.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).parent
CACHE = HERE.parents[2] / ".cache" / "autobahn"

_SHIMS = {
    "__init__.py": "from ._version import __version__\nversion = __version__\n",
    "report.py": 'CSS_COMMON = CSS_DETAIL_REPORT = CSS_MASTER_REPORT = JS_MASTER_REPORT = ""\n',
    "_b2a.py": """import binascii as _b
_x = lambda s: s.encode("latin-1") if isinstance(s, str) else bytes(s)
def b2a_hex(s): return _b.b2a_hex(_x(s)).decode()
hexlify = b2a_hex
def a2b_hex(s): return _b.a2b_hex(s).decode("latin-1")
unhexlify = a2b_hex
""",
}
_EVERYWHERE = {
    "coding=utf-8": "coding=latin-1",
    "(object, Case, )": "(Case, )",
    "pickle.dumps(obj1) == pickle.dumps(obj2)": "obj1 == obj2",
    "debug = debug, debugCodePaths = debug": "",
    "import os, json, binascii, time, textwrap, pkg_resources": (
        "import os, json, time, textwrap, pkg_resources\nfrom autobahntestsuite import _b2a as binascii"
    ),
    "import copy, os, pkg_resources, hashlib, binascii": (
        "import copy, os, pkg_resources, hashlib\nfrom autobahntestsuite import _b2a as binascii"
    ),
}
_IN_FILE = {
    "case10_1_1.py": {"len(self.payload) / self.p": "len(self.payload) // self.p"},
    "case6_x_x.py": {"v.validate(vss[:i])": 'v.validate(vss[:i].encode("latin-1"))'},
    "__init__.py": {"from .case9_9_1 import *": "Case9_9_1=None"},
    "case12_x_x.py": {
        "requestNoContextTakeover": "request_no_context_takeover",
        "requestMaxWindowBits": "request_max_window_bits",
        "acceptNoContextTakeover": "accept_no_context_takeover",
        "acceptMaxWindowBits": "accept_max_window_bits",
    },
}


def can_be_built() -> bool:
    """Whether this Python can port the suite."""
    return sys.version_info < (3, 13)


def build() -> Path:
    """Gives the folder with the suite and its environment, making it first if it is not there.

    Raises ``CalledProcessError`` when the packages cannot be had.
    """
    folder = CACHE / _digest()
    if not folder.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        (CACHE / ".gitignore").write_text("*\n")
        with tempfile.TemporaryDirectory(dir=CACHE) as name:
            being_built = Path(name) / "suite"
            being_built.mkdir()
            _fetch(being_built)
            _port(being_built / "autobahntestsuite")
            _equip(being_built / "environment")
            being_built.rename(folder)
    return folder


def python_of(folder: Path) -> Path:
    """The interpreter that the suite's client runs on."""
    return folder / "environment" / "bin" / "python"


def _digest() -> str:
    recipe = b"".join((HERE / name).read_bytes() for name in ("build.py", "requirements.txt", "suite.txt"))
    return hashlib.sha256(recipe + sys.version.encode()).hexdigest()[:16]


def _fetch(folder: Path) -> None:
    download = folder / "download"
    _pip(sys.executable, "download", "--no-deps", "--no-binary=:all:", "-d", str(download), "-r", "suite.txt")
    (archive,) = download.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    (source,) = folder.glob("autobahntestsuite-*")
    (source / "autobahntestsuite").rename(folder / "autobahntestsuite")
    shutil.rmtree(source)
    shutil.rmtree(download)


def _port(package: Path) -> None:
    _run(sys.executable, "-W", "ignore", "-m", "lib2to3", "-w", "-n", "--no-diffs", str(package))
    for name, text in _SHIMS.items():
        (package / name).write_text(text)
    for path in [*(package / "case").glob("*.py"), package / "fuzzing.py"]:
        text = path.read_text("latin-1")
        for old, new in (_EVERYWHERE | _IN_FILE.get(path.name, {})).items():
            text = text.replace(old, new)
        text = re.sub(
            r"^import binascii\s*$", "from autobahntestsuite import _b2a as binascii", text, flags=re.M
        )
        path.write_text(text, "latin-1")


def _equip(environment: Path) -> None:
    venv.create(environment, with_pip=True, symlinks=os.name != "nt")
    _pip(str(environment / "bin" / "python"), "install", "-r", "requirements.txt")


def _pip(python: str, command: str, *arguments: str) -> None:
    quiet = ("--disable-pip-version-check", "--quiet")
    _run(python, "-m", "pip", *quiet, command, "--require-hashes", *arguments)


def _run(*command: str) -> None:
    subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True, timeout=300)

"""The npm packages of the peers: installed from the lock file once, versions read from what is installed."""

import json
import os
import shutil
import subprocess
from functools import cache

from bench.drivers.base import BENCH, Unsupported

PEERS = BENCH / "peers"
_MODULES = PEERS / "node_modules"


@cache
def install() -> None:
    """Runs `npm ci` if the lock file is newer than what is installed. Raises Unsupported in npm's words."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            raise Unsupported(f"{tool} is not installed")
    stamp = _MODULES / ".package-lock.json"
    if stamp.exists() and stamp.stat().st_mtime >= (PEERS / "package-lock.json").stat().st_mtime:
        return
    done = subprocess.run(
        ["npm", "ci", "--no-fund", "--no-audit"],
        cwd=PEERS,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    if done.returncode != 0:
        raise Unsupported(f"npm ci failed: {done.stderr.strip()[-500:]}")
    os.utime(stamp)


def versions(*packages: str) -> dict[str, str]:
    """Of Node and of the packages."""
    install()
    node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    found = {name: json.loads((_MODULES / name / "package.json").read_text())["version"] for name in packages}
    return {"node": node.removeprefix("v"), **found}


def check_loads(package: str) -> None:
    """Raises Unsupported if Node cannot load the package (a native binary for another version, say)."""
    done = subprocess.run(
        ["node", "--eval", f"require({package!r})"], cwd=PEERS, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Unsupported(f"{package} does not load: {done.stderr.strip()[-500:]}")

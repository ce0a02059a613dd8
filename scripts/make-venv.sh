#!/usr/bin/env bash
# make-venv.sh PYTHON FOLDER: make FOLDER a virtual environment of PYTHON, if it is not one already.
set -euo pipefail
python=$1 folder=$2

fail() { echo "hubbub: $*" >&2; exit 1; }
version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }

wanted=$(version_of "$python") || fail "'$python' does not run; name a Python with: make PYTHON=python3.12"
[ -x "$folder/bin/pip" ] && [ "$(version_of "$folder/bin/python")" = "$wanted" ] && exit 0

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 or newer is needed, '$python' is $wanted; name another with: make PYTHON=python3.12"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
    fail "'$python' lacks the venv module; on Debian and Ubuntu: apt install python3-venv"
"$python" -m venv --clear "$folder"

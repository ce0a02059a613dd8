#!/usr/bin/env bash
# Checks the types of the web page's JavaScript, where npm is. Elsewhere it says so and is content, except with
# CI=true: the server needs no Node, and neither does whoever changes only Python.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v npm >/dev/null; then
    echo "npm is missing: the types of the web page's JavaScript are not checked" >&2
    [ "${CI:-}" != true ]
    exit
fi
make --silent --no-print-directory node_modules/.package-lock.json
node_modules/.bin/tsc --project tsconfig.json
node_modules/.bin/tsc --project tsconfig.worker.json

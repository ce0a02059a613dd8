#!/usr/bin/env bash
# Sees to the programs that tests talk to but pip cannot bring: a browser, Redis, PostgreSQL, MariaDB, a TURN
# relay, Node with npm, a Chinese font, an emoji font.
# Debian as root: installs what is missing. Elsewhere: says what is missing; tests that need it are skipped,
# except with CI=true, where a missing program is an error as a skipped test is.
set -euo pipefail

has_chromium() { command -v chromium; }
# The same browser without menus and bars; not every system has a package of it, and tests do with the other.
has_shell() { command -v chromium-headless-shell || ! apt-cache show chromium-headless-shell; }
has_redis() { command -v redis-server; }
has_postgres() { command -v postgres || compgen -G '/usr/lib/postgresql/*/bin/postgres'; }
has_turn() { command -v turnserver; }
has_mariadb() { command -v mariadbd && command -v mariadb-install-db; }
has_node() { command -v node && command -v npm; }
has_emoji_font() { compgen -G '/usr/share/fonts/*/noto/NotoColorEmoji*' || fc-list :lang=und-zsye | grep .; }
has_cjk_font() { compgen -G '/usr/share/fonts/*/noto/NotoSansCJK*' || fc-list :lang=zh | grep .; }

missing=()
look() {
    missing=()
    has_chromium || missing+=(chromium)
    has_shell || missing+=(chromium-headless-shell)
    has_redis || missing+=(redis-server)
    has_postgres || missing+=(postgresql)
    has_turn || missing+=(coturn)
    has_mariadb || missing+=(mariadb-server)
    has_node || missing+=(nodejs npm)
    has_cjk_font || missing+=(fonts-noto-cjk)
    has_emoji_font || missing+=(fonts-noto-color-emoji)
} >/dev/null 2>&1

is_debian_root() { [ "$(id -u)" = 0 ] && grep -qsx 'ID=debian' /etc/os-release; }

# The tests start their own servers on ports of their own: installing one must not start a service as well.
forbid_services() {
    local policy=/usr/sbin/policy-rc.d
    [ ! -e $policy ] || return 0
    trap "rm -f $policy" EXIT
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
}

look
[ ${#missing[@]} -gt 0 ] || exit 0
if is_debian_root; then
    echo "installing ${missing[*]}"
    forbid_services
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update
    apt-get -qq install --yes --no-install-recommends "${missing[@]}" >/dev/null
    look
    [ ${#missing[@]} -gt 0 ] || exit 0
fi
echo "missing: ${missing[*]} (Debian package names); tests that need them are skipped" >&2
[ "${CI:-}" != true ]

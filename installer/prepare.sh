#!/bin/sh
# Makes this machine ready: the system packages that Qt needs, and .venv from pinned, hashed requirements.
# Usage: installer/prepare.sh runtime|dev
set -eu

wanted=${1:-runtime}
cd "$(dirname "$0")/.."

# What each package is for stands in docs/packages.md.
OFFSCREEN="libglib2.0-0 libgl1 libxkbcommon0 libegl1 libfontconfig1 libdbus-1-3"
WINDOW="libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"

say() { printf '%s\n' "$*" >&2; }

installed() { dpkg-query -W -f '${Status}\n' "$1" 2>/dev/null | grep -q '^install ok installed'; }

# Ubuntu 24.04 calls some of Debian's libraries name + t64.
present() { installed "$1" || installed "${1}t64"; }

missing=""
need() { for package in "$@"; do present "$package" || missing="$missing $package"; done; }

if command -v dpkg-query >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    need $OFFSCREEN
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        # shellcheck disable=SC2086
        need $WINDOW
    fi
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
fi

if [ -n "$missing" ]; then
    say "Installing what is missing:$missing"
    say "(the libraries that the Qt window draws with, and Python's own venv; nothing else on the system is changed)"
    as_root=""
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || { say "This needs root or sudo. Install these packages, then try again:$missing"; exit 1; }
        as_root="sudo"
    fi
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

# The tests of the store for several counters start a server of their own: its programs are wanted, and no cluster.
# Debian's package makes one and starts it, unless this setting says otherwise while it is being installed.
if [ "$wanted" = dev ] && command -v dpkg-query >/dev/null 2>&1 && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    say "Installing PostgreSQL's programs for the tests (no server is set up or started)."
    as_root=""
    [ "$(id -u)" -eq 0 ] || as_root="sudo"
    if $as_root installer/postgresql.sh; then :; else
        say "PostgreSQL could not be installed: the tests that need it are skipped and say so."
    fi
fi

python3 - <<'CHECK' || { say "Python 3.11 or newer is needed."; exit 1; }
import sys
sys.exit(sys.version_info < (3, 11))
CHECK

[ -x .venv/bin/python ] || python3 -m venv .venv

stamp=".venv/.$wanted-$(cat requirements/"$wanted".txt pyproject.toml | cksum | cut -d' ' -f1)"
if [ ! -f "$stamp" ]; then
    say "Installing the Python packages of requirements/$wanted.txt into .venv (checked against their hashes)."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/"$wanted".txt
    if [ "$wanted" = dev ]; then
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    fi
    rm -f .venv/."$wanted"-*
    touch "$stamp"
fi

# A renderer of ZPL that is not ours draws our labels in the tests. It goes into a folder of the tests and nowhere else.
if [ "$wanted" = dev ] && ! cmp -s tests/zpl/package-lock.json tests/zpl/node_modules/.installed; then
    say "Installing zpl-renderer-js for the tests of thermal labels, into tests/zpl/node_modules."
    if (cd tests/zpl && npm ci --silent --ignore-scripts --no-audit --no-fund) >/dev/null 2>&1; then
        cp tests/zpl/package-lock.json tests/zpl/node_modules/.installed
    else
        say "It could not be installed (that takes Node.js with npm, and a line to a package registry): the tests that"
        say "need it are skipped and say so."
    fi
fi

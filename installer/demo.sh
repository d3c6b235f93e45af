#!/bin/sh
# The demonstration: the window on this display, or, without one, the tour offscreen.
set -eu
cd "$(dirname "$0")/.."
export PYTHONPATH=src
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec .venv/bin/python -m dispensary demo
fi
echo "There is no display, so the tour runs offscreen. Its pictures, labels and transcript go to ./tour" >&2
QT_QPA_PLATFORM=offscreen exec .venv/bin/python -m dispensary demo --tour tour

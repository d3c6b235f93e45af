"""Runs a piece of program in a process of its own: a filter on system calls cannot be taken off again."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from tests.faults.seccomp import missing

ROOT = Path(__file__).resolve().parents[2]
filtered = pytest.mark.skipif(bool(missing()), reason=missing() or "it is not")


def run(code: str, *arguments: object) -> str:
    """What that program says."""
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout

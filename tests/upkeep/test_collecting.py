"""Garbage in a running program: seldom looked for, and still found."""

import subprocess
import sys

RUNNING = """
import gc, weakref
from dispensary.keeping.collecting import YOUNG, settle

class Thing: pass

settle()
assert gc.get_freeze_count() > 5_000, "what stands is set aside"
lost = Thing()
lost.itself = lost
seen = weakref.ref(lost)
del lost
held = [[] for _ in range(YOUNG // 2)]
assert seen() is not None, "not looked for yet"
held += [[] for _ in range(YOUNG)]
assert seen() is None, "found"
"""


def test_garbage_is_looked_for_seldom_and_still_found() -> None:
    done = subprocess.run([sys.executable, "-c", RUNNING], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

"""What the machine does by itself takes nothing from whoever works at it."""

import subprocess
import sys

import pytest

SAYS = """
import os
from dispensary.adapters.priority import give_way
before = os.sched_getaffinity(0)
give_way()
after = os.sched_getaffinity(0)
print(os.sched_getscheduler(0) == os.SCHED_IDLE, after < before if len(before) > 1 else after == before, bool(after))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know only of niceness")
def test_a_process_that_gives_way_leaves_processors_alone_and_is_idle_on_the_others() -> None:
    ran = subprocess.run([sys.executable, "-c", SAYS], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "True", "True"]

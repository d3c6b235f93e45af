"""People's work goes first."""

import os
import sys


def give_way() -> None:
    """From now on this process runs only where nobody else has anything to do, as far as the system knows of such a
    thing. A lower priority alone would not do: what waits for a person would still have to wait for its turn.
    """
    if sys.platform == "linux":
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    elif hasattr(os, "nice"):
        os.nice(10)

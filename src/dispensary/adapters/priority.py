"""People's work goes first."""

import contextlib
import os
import sys


def give_way() -> None:
    """From now on this process runs only where nobody else has anything to do, and leaves the first half of the
    processors alone, as far as the system knows of such things.

    A lower priority alone would not do: what somebody waits for would still wait for its turn, and Linux gives even an
    idle process one of some milliseconds now and then.
    """
    # Where the system forbids it the work is still to be done.
    with contextlib.suppress(OSError):
        if sys.platform == "linux":
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
            processors = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(0, processors[len(processors) // 2 :])
        elif hasattr(os, "nice"):
            os.nice(10)

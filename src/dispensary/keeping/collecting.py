"""How seldom Python looks for garbage in the running program, and how often its threads take turns.

What the program keeps as long as it runs (its own code, the knowledge, the short lists of a release) is some hundred
thousand objects. To go through them all once more takes a tenth of a second, in the middle of somebody's work; and the
look at what is new, which Python takes at every 700 objects, makes one look-up of a product in ten longer. Values here
are immutable and hardly ever refer to one another in a circle, so there is little to find.

Of several threads one works at a time. A thread that works for long (proving the journal, writing it out) keeps another
one waiting for five milliseconds, unless told otherwise; and a scan goes through three threads.
"""

import gc
import sys

YOUNG, OLDER = 20_000, 20
"""New objects until Python looks through them, and such looks until it goes through what outlived one: some 2 MiB."""
TURN_SECONDS = 0.0005
"""How long a thread works while another one wants to."""


def settle() -> None:
    """Sets aside for good what stands now; looks for garbage seldom from here on, and lets threads take short turns."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, OLDER, OLDER)
    sys.setswitchinterval(TURN_SECONDS)

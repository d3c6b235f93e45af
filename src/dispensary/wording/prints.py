"""Labels that wait at another counter, in words."""

from collections.abc import Sequence
from datetime import datetime

from dispensary.domain.printing import AwayJob
from dispensary.wording.counter import when_words


def away_words(jobs: Sequence[AwayJob], now: datetime) -> tuple[str, str]:
    """How many, where, since when, and what can be done. All of one counter, none of them begun."""
    first = min(jobs, key=lambda job: job.created_at)
    since = when_words(first.created_at, now)
    which = "1 label waits" if len(jobs) == 1 else f"{len(jobs)} labels wait"
    return (
        f"{which} at {first.workstation} since {since}.",
        "They come out there once its printer works again. Or print them here: none comes out twice.",
    )


def unsure_words(jobs: Sequence[AwayJob], now: datetime) -> tuple[str, str]:
    """The same for labels whose sending had begun."""
    first = min(jobs, key=lambda job: job.created_at)
    since = when_words(first.created_at, now)
    which = "1 label" if len(jobs) == 1 else f"{len(jobs)} labels"
    return (
        f"{which} of {first.workstation} from {since} may be printed already.",
        "Sending was begun there, and nobody knows its end. Look at the printer there before you print again.",
    )


def taken_words(taken: int, gone: int, withheld: Sequence[str] = ()) -> str:
    """After a take-over where somebody was quicker with a part, or a part may not go out; "" where all came. withheld:
    why each of those may not.
    """
    if not gone and not withheld:
        return ""
    came = "1 label comes" if taken == 1 else f"{taken} labels come"
    left = "1 was" if gone == 1 else f"{gone} were"
    quicker = (f"{left} printed or taken over by somebody else meanwhile.",) if gone else ()
    return " ".join((f"{came} out here.", *quicker, *dict.fromkeys(withheld)))


def away_line(jobs: Sequence[AwayJob]) -> str:
    """For `doctor`; "" where none waits elsewhere."""
    if not jobs:
        return ""
    where = ", ".join(dict.fromkeys(job.workstation for job in jobs))
    return f"{len(jobs)} more at other counters ({where}), the oldest since {jobs[0].created_at.isoformat()}"

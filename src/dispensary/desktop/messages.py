"""What reaches the person besides a screen's own words: outages as banners, and the dialog for a bug.

A refusal stands inline where it happened; an outage is a banner with a way to try again; a bug keeps what was
committed, is logged without anything about a patient, and says so calmly.
"""

import logging
import traceback

from dispensary.application.ports.dictionary import DictionaryUnavailable
from dispensary.application.ports.documents import LabelUnreadable
from dispensary.application.ports.eps import EpsUnavailable
from dispensary.application.ports.knowledge import KnowledgeUnavailable
from dispensary.application.ports.printer import PrinterUnavailable
from dispensary.application.ports.store import ChangedElsewhere, StoreUnavailable
from dispensary.domain.refused import AlteredElsewhere
from dispensary.wording.refused import refusal_words

OUTAGES = (
    StoreUnavailable,
    DictionaryUnavailable,
    KnowledgeUnavailable,
    EpsUnavailable,
    PrinterUnavailable,
    LabelUnreadable,
)

_log = logging.getLogger("dispensary")


def outage_words(problem: Exception) -> str | None:
    """The sentence for something outside that is not working, or for a lost race; None for a bug."""
    if isinstance(problem, ChangedElsewhere):
        return refusal_words(AlteredElsewhere())
    if not isinstance(problem, OUTAGES):
        return None
    _log.warning("outage %s", type(problem).__name__)
    return str(problem)


def log_bug(problem: BaseException) -> str:
    """Logs where a bug happened and of which kind, never its text: that could name a patient. Gives the place."""
    frames = traceback.extract_tb(problem.__traceback__)
    own = [frame for frame in frames if "dispensary" in frame.filename] or frames
    where = f"{own[-1].filename.rsplit('/', 1)[-1]}:{own[-1].lineno}" if own else "nowhere"
    trail = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(own[-6:]))
    _log.error("bug %s at %s (%s)", type(problem).__name__, where, trail)
    return f"{type(problem).__name__}, {where}"

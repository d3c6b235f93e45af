"""The bands about labels that wait at another counter, with taking them over, and about those in doubt at this one."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dispensary.application.prints import Fate, TakenOver, settle_labels, take_over
from dispensary.application.queries.counter import CounterState
from dispensary.application.step import Receipt
from dispensary.desktop.components import BannerDeed, BannerStack, BannerWords
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.printing import AwayJob
from dispensary.domain.refusals import Refusal
from dispensary.wording.printing import in_doubt_words
from dispensary.wording.prints import away_words, taken_words, unsure_words
from dispensary.wording.refused import refusal_words

AWAY, UNSURE, IN_DOUBT = "labels-away", "labels-unsure", "labels-in-doubt"
_AWAY_DEEDS = (BannerDeed("take", "Print them here"), BannerDeed("drop", "Not needed any more"))
_IN_DOUBT_DEEDS = (BannerDeed("look", "Show the print queue"),)
_UNSURE_DEEDS = (BannerDeed("take", "Not there: print here"), BannerDeed("there", "Printed there"))


class LabelBands(QObject):
    """One band for labels that certainly wait, one for those that may be printed; of one counter after the other. And
    one for what is in doubt here; go: leads to the print queue.

    Signal: notice(words) for what has no band of its own.
    """

    notice = Signal(str)

    def __init__(
        self, counter: Counter, banners: BannerStack, parent: QWidget, go: Callable[[Go], object] | None = None
    ) -> None:
        super().__init__(parent)
        self._counter, self._banners, self._go = counter, banners, go
        self._shown: dict[str, tuple[AwayJob, ...]] = {}

    def show(self, state: CounterState) -> None:
        """As things stand now; nothing while nobody is signed in who could do anything about it."""
        jobs = state.labels_away if self._counter.user is not None else ()
        sure = _of_one([job for job in jobs if not job.uncertain])
        unsure = _of_one([job for job in jobs if job.uncertain])
        self._say(AWAY, Tone.INFO, sure, away_words(sure, state.now) if sure else None, _AWAY_DEEDS)
        self._say(UNSURE, Tone.REASON, unsure, unsure_words(unsure, state.now) if unsure else None, _UNSURE_DEEDS)
        # What is on its way at this moment is in doubt only until it has arrived.
        doubtful = 0 if self._counter.printing or self._counter.user is None else state.in_doubt
        self._say(IN_DOUBT, Tone.REASON, (), in_doubt_words(doubtful) if doubtful else None, _IN_DOUBT_DEEDS)

    def _say(
        self,
        key: str,
        tone: Tone,
        jobs: tuple[AwayJob, ...],
        words: tuple[str, str] | None,
        deeds: tuple[BannerDeed, ...],
    ) -> None:
        self._shown[key] = jobs
        if words is None:
            self._banners.drop(key)
            return
        said = BannerWords(key, tone, words[0], second=words[1], deeds=deeds)
        if not any(band.words() == said for band in self._banners.banners()):
            self._banners.say(said)

    def deed(self, band: str, deed: str) -> bool:
        """Does what was asked for in one of these bands, to what it showed; False for a band of somebody else."""
        if band == IN_DOUBT:
            if self._go is not None:
                self._go(Go(Where.PHARMACY, page="printers"))
            return True
        if band not in (AWAY, UNSURE):
            return False
        jobs, counter = self._shown.get(band, ()), self._counter
        if not jobs or counter.user is None:
            return True
        place, actor = counter.place, counter.actor
        if deed == "take":
            counter.step(lambda: take_over(place, actor, jobs, looked=band == UNSURE), self._taken, self._refused)
            return True
        fate = Fate.PRINTED if deed == "there" else Fate.NOT_NEEDED
        counter.step(lambda: settle_labels(place, actor, jobs, fate), lambda _: None, self._refused)
        return True

    def _taken(self, done: TakenOver) -> None:
        words = taken_words(done.taken, done.gone, [refusal_words(why) for why in done.withheld])
        if words:
            self.notice.emit(words)

    def _refused(self, _refusal: Refusal, words: str) -> None:
        """Says why, and looks again: what stood in the band is not so any more."""
        self.notice.emit(words)
        self._counter.changed.emit(Receipt(prints=True))


def _of_one(jobs: list[AwayJob]) -> tuple[AwayJob, ...]:
    """Those of the counter whose label has waited longest."""
    return tuple(job for job in jobs if job.workstation == jobs[0].workstation)

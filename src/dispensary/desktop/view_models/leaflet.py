"""One leaflet, or the medicines list to carry: made for the screen as it will print, and then printed."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from dispensary.application.leaflets import (
    Preview,
    Queued,
    preview_leaflet,
    preview_list,
    print_leaflet,
    print_list,
)
from dispensary.application.ports.documents import PageImage
from dispensary.application.workplace import Workplace
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.identifiers import IssueKey, PatientId, UserId
from dispensary.domain.leaflets.leaflet import Kind, NothingToTell
from dispensary.domain.refusals import Refusal
from dispensary.wording.leaflets import queued_words
from dispensary.wording.refused import refusal_words


@dataclass(frozen=True, slots=True)
class Shown:
    """A leaflet on the screen. pages: as they will print."""

    preview: Preview
    pages: tuple[PageImage, ...]
    listed: bool


class LeafletModel(QObject):
    """Signals: making(); shown(Shown); refused(words); queued(words)."""

    making = Signal()
    shown = Signal(object)
    refused = Signal(str)
    queued = Signal(str)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._key: IssueKey | None = None
        self._patient: PatientId | None = None
        self._kind: Kind | None = None
        self._visit = 0
        self._busy = False

    @property
    def listed(self) -> bool:
        """Whether it is about a person's medicines, and not about one prescription."""
        return self._key is None

    def open(self, key: IssueKey | None, patient: PatientId | None) -> None:
        """The leaflet of that prescription; without one, the list of that person's medicines."""
        self._key, self._patient, self._kind = key, patient, None
        self._counter.looked("leaflet", patient=patient, prescription=key)
        self._make()

    def leave(self) -> None:
        """Not shown any more: what comes home later is for nobody."""
        self._visit += 1
        self._key = self._patient = None

    def choose(self, kind: Kind) -> None:
        """Another kind than the person needs, or that again."""
        self._kind = kind
        self._make()

    def _make(self) -> None:
        self._visit += 1
        visit, place, viewer = self._visit, self._counter.place, self._counter.actor
        key, patient, kind, listed = self._key, self._patient, self._kind, self.listed
        self.making.emit()

        def work() -> Shown | Refusal:
            made = _previewed(place, viewer, key, patient, kind)
            if isinstance(made, Refusal):
                return made
            return Shown(made, place.leaflets.documents.images(made.made), listed)

        def done(made: Shown | Refusal) -> None:
            if visit != self._visit:
                return
            if isinstance(made, Refusal):
                self.refused.emit(refusal_words(made))
            else:
                self.shown.emit(made)

        self._counter.read(work, done)

    def print(self) -> None:
        """Queues what is shown for the A4 printer."""
        place, actor, key, patient, kind = (
            self._counter.place,
            self._counter.actor,
            self._key,
            self._patient,
            self._kind,
        )
        work: Callable[[], Queued | Refusal]
        if self._busy or (key is None and patient is None):
            return
        if key is not None:
            work = lambda: print_leaflet(place, actor, key, kind)  # noqa: E731
        else:
            assert patient is not None
            work = lambda: print_list(place, actor, patient, kind)  # noqa: E731
        self._busy = True
        self._counter.step(work, self._printed, self._not_printed)

    def _printed(self, made: Queued) -> None:
        self._busy = False
        self.queued.emit(queued_words(made.pages))

    def _not_printed(self, _refusal: Refusal, words: str) -> None:
        self._busy = False
        self.refused.emit(words)


def _previewed(
    place: Workplace, viewer: UserId, key: IssueKey | None, patient: PatientId | None, kind: Kind | None
) -> Preview | Refusal:
    if key is not None:
        return preview_leaflet(place, key, viewer, kind)
    return preview_list(place, patient, viewer, kind) if patient is not None else NothingToTell()

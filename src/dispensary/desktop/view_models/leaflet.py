"""One leaflet, or the medicines list to carry: made for the screen as it will print, and then printed."""

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
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.identifiers import IssueKey, PatientId, UserId
from dispensary.domain.leaflets.leaflet import Kind, LeafletChanged, NothingToTell
from dispensary.domain.refusals import Refusal
from dispensary.wording.leaflets import NOT_MADE_NOW, queued_words
from dispensary.wording.refused import refusal_words


@dataclass(frozen=True, slots=True)
class Shown:
    """A leaflet on the screen. pages: as they will print."""

    preview: Preview
    pages: tuple[PageImage, ...]
    listed: bool


class LeafletModel(QObject):
    """Signals: making(); shown(Shown); not_made(words); printing(); queued(words); not_printed(words): what is shown
    can still be printed.
    """

    making = Signal()
    shown = Signal(object)
    not_made = Signal(str)
    printing = Signal()
    queued = Signal(str)
    not_printed = Signal(str)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._key: IssueKey | None = None
        self._patient: PatientId | None = None
        self._kind: Kind | None = None
        self._preview: Preview | None = None
        self._visit = self._opened = 0
        self._busy = False
        counter.changed.connect(self._changed)

    @property
    def listed(self) -> bool:
        """Whether it is about a person's medicines, and not about one prescription."""
        return self._key is None

    def open(self, key: IssueKey | None, patient: PatientId | None) -> None:
        """The leaflet of that prescription; without one, the list of that person's medicines."""
        self._key, self._patient, self._kind = key, patient, None
        self._begin()
        self._counter.looked("leaflet", patient=patient, prescription=key)
        self._make()

    def leave(self) -> None:
        """Not shown any more: what comes home later is for nobody."""
        self._key = self._patient = None
        self._begin()

    def _begin(self) -> None:
        """Nothing of what was shown before counts; a copy of it on its way to the printer is no longer waited for."""
        self._visit += 1
        self._opened += 1
        self._preview, self._busy = None, False

    def choose(self, kind: Kind) -> None:
        """Another kind than the person needs, or that again."""
        self._kind = kind
        self._make()

    def _changed(self, receipt: Receipt) -> None:
        """Something that it may say was recorded, here or at another counter."""
        about = self._preview.patient if self._preview is not None else self._patient
        if self._key is None and self._patient is None:
            return
        if self._key in receipt.prescriptions or (about is not None and about in receipt.patients):
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
                self.not_made.emit(refusal_words(made))
            else:
                self._preview = made.preview
                self.shown.emit(made)

        def failed() -> None:
            if visit == self._visit:
                self.not_made.emit(NOT_MADE_NOW)

        self._counter.read(work, done, failed)

    def print(self) -> None:
        """Queues what is shown for the A4 printer, one at a time. It is made again, and refused where that is no longer
        what was shown: then it is shown anew.
        """
        place, key, patient, kind, shown = (
            self._counter.place,
            self._key,
            self._patient,
            self._kind,
            self._preview,
        )
        if self._busy or shown is None:
            return
        actor, opened = self._counter.actor, self._opened

        def work() -> Queued | Refusal:
            if key is not None:
                return print_leaflet(place, actor, key, kind, shown)
            return print_list(place, actor, patient, kind, shown) if patient is not None else NothingToTell()

        def printed(made: Queued) -> None:
            if opened == self._opened:
                self._busy = False
                self.queued.emit(queued_words(made.pages))

        def refused(refusal: Refusal, words: str) -> None:
            if opened == self._opened:
                self._busy = False
                if isinstance(refusal, LeafletChanged):
                    self._make()
                self.not_printed.emit(words)

        self._busy = True
        self.printing.emit()
        self._counter.step(work, printed, refused)


def _previewed(
    place: Workplace, viewer: UserId, key: IssueKey | None, patient: PatientId | None, kind: Kind | None
) -> Preview | Refusal:
    if key is not None:
        return preview_leaflet(place, key, viewer, kind)
    return preview_list(place, patient, viewer, kind) if patient is not None else NothingToTell()

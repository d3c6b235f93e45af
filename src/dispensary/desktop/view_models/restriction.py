"""Restricting one record, saying who else may see it, and lifting the restriction."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from dispensary.application.queries.restriction import Restricting, restricting
from dispensary.application.restricted import lift_restriction, restrict_record
from dispensary.application.step import Receipt
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.identifiers import PatientId, UserId
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import AlteredElsewhere
from dispensary.wording.refused import refusal_words


class RestrictionModel(QObject):
    """Signals: shown(Restricting), refused(words), done()."""

    shown = Signal(object)
    refused = Signal(str)
    done = Signal()

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._patient: PatientId | None = None
        self._version = 0
        self._busy = False

    def open(self, patient: PatientId) -> None:
        """That record. Looking at who may see it is looking at the record."""
        self._patient = patient
        self._counter.looked("restriction", patient=patient)
        self._load(patient)

    def leave(self) -> None:
        self._patient = None

    def _load(self, patient: PatientId) -> None:
        place, viewer = self._counter.place, self._counter.actor

        def loaded(found: Restricting | Refusal) -> None:
            if self._patient != patient:
                return
            if isinstance(found, Refusal):
                self.refused.emit(refusal_words(found))
                return
            self._version = found.patient.version
            self.shown.emit(found)

        self._counter.read(lambda: restricting(place, patient, viewer), loaded)

    def restrict(self, why: str, people: tuple[UserId, ...]) -> None:
        """Restricts it, or says anew who else may see it."""
        place, actor, patient, version = self._counter.place, self._counter.actor, self._patient, self._version
        if patient is not None:
            self._do(lambda: restrict_record(place, actor, patient, why, people, version=version), patient)

    def lift(self, why: str) -> None:
        """Makes it like any other record again."""
        place, actor, patient, version = self._counter.place, self._counter.actor, self._patient, self._version
        if patient is not None:
            self._do(lambda: lift_restriction(place, actor, patient, why, version=version), patient)

    def _do(self, step: Callable[[], Receipt | Refusal], patient: PatientId) -> None:
        if self._busy:
            return
        self._busy = True

        def done(_receipt: Receipt) -> None:
            self._busy = False
            if self._patient == patient:
                self.done.emit()
                self._load(patient)

        def refused(refusal: Refusal, words: str) -> None:
            self._busy = False
            self.refused.emit(words)
            if isinstance(refusal, AlteredElsewhere) and self._patient == patient:
                self._load(patient)

        self._counter.step(step, done, refused)

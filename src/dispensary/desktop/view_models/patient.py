"""The ways into a patient's record: by search, and from a prescription."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from dispensary.application.patient_record import create_patient, from_prescription
from dispensary.application.queries.patients import Whose, whose_record
from dispensary.application.receive import link_patient
from dispensary.application.step import Receipt
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.view_models.patient_search import PatientSearch
from dispensary.desktop.view_models.record_editing import RecordEditing
from dispensary.desktop.view_models.shown_people import ShownPeople
from dispensary.domain.identifiers import IssueKey, PatientId
from dispensary.domain.people import Task
from dispensary.domain.refusals import Refusal
from dispensary.wording.refused import refusal_words


class PatientModel(QObject):
    """The ways into a record: by search, from a prescription that has one, and from one that nobody has linked yet.

    Signals: whose(Whose); linked(PatientId) where the prescription has its record; refused(words); left() goes back.
    """

    whose = Signal(object)
    linked = Signal(object)
    refused = Signal(str)
    left = Signal()

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self.search = PatientSearch(counter, self)
        self.record = RecordEditing(counter, self)
        self._key: IssueKey | None = None
        self._whose: Whose | None = None
        self._text = ""
        self._busy = False
        self._people = ShownPeople(counter, self)
        counter.changed.connect(self._changed)

    def open_for(self, key: IssueKey) -> None:
        """The record of a prescription's patient; where it has none yet, the records that may be theirs."""
        self.leave()
        self._key = key
        self._counter.looked("whose-record", prescription=key)
        self.find("")

    @property
    def may_restrict(self) -> bool:
        """Whether to offer it; the step itself decides."""
        user = self._counter.user
        return user is not None and user.may(Task.OPEN_RESTRICTED, self._counter.place.clock.now().date())

    def leave(self) -> None:
        """Not on the screen any more."""
        self._key = self._whose = None
        self.record.leave()

    def find(self, text: str) -> None:
        """Looks for records by what was typed; with nothing typed, for those that look like the same person."""
        key, place, viewer = self._key, self._counter.place, self._counter.viewer
        self._text = text
        if key is not None:
            work = lambda: whose_record(place, key, text, viewer)  # noqa: E731
            self._counter.read(work, lambda found: self._found(key, text, found))

    def _found(self, key: IssueKey, text: str, found: Whose | PatientId | Refusal) -> None:
        if self._key != key or self._text != text:
            return
        if isinstance(found, PatientId):
            self.linked.emit(found)
            self.record.open(found)
        elif isinstance(found, Refusal):
            self.refused.emit(refusal_words(found))
        else:
            self._whose = found
            self._people.show(text, tuple(candidate.patient.id for candidate in found.candidates))
            self.whose.emit(found)

    def _changed(self, receipt: Receipt) -> None:
        if self._whose is not None and self._whose.key in receipt.prescriptions and not self._busy:
            self.open_for(self._whose.key)

    def link(self, patient: PatientId) -> None:
        """Says that this is their record."""
        self._people.settle()
        if self._whose is not None:
            place, actor, key = self._counter.place, self._counter.actor, self._whose.key
            self._settle(lambda: link_patient(place, actor, key, patient))

    def create(self) -> None:
        """A new record with what the prescription says of the person, and nothing more."""
        if self._whose is not None:
            place, actor, sent = self._counter.place, self._counter.actor, self._whose.prescription
            patient = from_prescription(sent, PatientId(place.ids.uuid()))
            self._settle(lambda: create_patient(place, actor, patient, link=sent.key))

    def _settle(self, work: Callable[[], Receipt | Refusal]) -> None:
        if self._busy:
            return
        self._busy = True

        def done(_receipt: Receipt) -> None:
            self._busy, self._whose = False, None
            self.left.emit()

        def refused(_refusal: Refusal, words: str) -> None:
            self._busy = False
            self.refused.emit(words)

        self._counter.step(work, done, refused)

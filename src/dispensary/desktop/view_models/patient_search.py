"""Finding a patient's record as somebody types."""

from PySide6.QtCore import QObject, Signal

from dispensary.application.queries.patients import search_patients
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.view_models.shown_people import ShownPeople
from dispensary.domain.identifiers import PatientId
from dispensary.domain.patient import Patient


class PatientSearch(QObject):
    """A search as it is typed. Signals: found(text, tuple of Patient), opened(PatientId).

    Enter before the answer is there waits for it: it never opens what an older text found.
    """

    found = Signal(str, object)
    opened = Signal(object)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._text = self._answered = ""
        self._people: tuple[Patient, ...] = ()
        self._chosen: PatientId | None = None
        self._looking = self._wanted = False
        self._shown = ShownPeople(counter, self)

    @property
    def text(self) -> str:
        return self._text

    @property
    def chosen(self) -> PatientId | None:
        """The row that Enter opens; None while the answer to what was typed is still to come."""
        return self._chosen if self._answered == self._text else None

    def begin(self, text: str = "") -> None:
        """Looks afresh for this text."""
        self._answered, self._wanted = "", False
        self._text = text
        self._look()

    def type(self, text: str) -> None:
        if text != self._text:
            self._text, self._wanted = text, False
            self._look()

    def _look(self) -> None:
        if self._looking:
            return
        self._looking = True
        text, place, viewer = self._text, self._counter.place, self._counter.viewer
        self._counter.read(
            lambda: search_patients(place, text, viewer),
            lambda people: self._arrived(text, people),
            self._not_found_out,
        )

    def _not_found_out(self) -> None:
        """The store is out of reach: what is typed next is looked for again."""
        self._looking = False

    def _arrived(self, text: str, people: tuple[Patient, ...]) -> None:
        self._looking = False
        if text != self._text:
            self._look()
            return
        self._answered, self._people = text, people
        self._chosen = people[0].id if people else None
        self._shown.show(text, tuple(patient.id for patient in people))
        self.found.emit(text, people)
        if self._wanted:
            self.enter()

    def choose(self, patient: object) -> None:
        if isinstance(patient, PatientId):
            self._chosen = patient

    def enter(self) -> None:
        """Opens the chosen record, as soon as what was typed has its answer."""
        self._wanted = self._answered != self._text or self._looking
        if not self._wanted and self._chosen is not None:
            self._shown.settle()
            self.opened.emit(self._chosen)

"""The page of the pharmacy's details and limits: read, typed over, saved; nobody's change is written over."""

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from dispensary.application.premises import change_premises
from dispensary.application.queries.counter import CounterState, counter_state
from dispensary.application.step import Receipt
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.identifiers import OdsCode
from dispensary.domain.people import Task
from dispensary.domain.premises import Detail, Premises, PremisesUnfit
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import AlteredElsewhere
from dispensary.domain.supervision import SupervisionRules
from dispensary.wording.labels import date_words
from dispensary.wording.refused import refusal_words
from dispensary.wording.typed import not_a_date, read_date


@dataclass(frozen=True, slots=True)
class PremisesFields:
    """What stands in the fields, as text; own_check: its box is ticked."""

    name: str
    address: str
    phone: str
    ods: str
    lock: str
    absence: str
    technicians: str
    hand_out: str
    verifications: str
    own_check: bool


def fields_of(premises: Premises) -> PremisesFields:
    rules = premises.supervision
    return PremisesFields(
        premises.name,
        premises.address,
        premises.phone,
        str(premises.ods),
        str(premises.lock_minutes),
        str(rules.absence_minutes),
        date_words(rules.technicians_from),
        date_words(rules.hand_out_from),
        str(premises.good_verifications),
        premises.own_check,
    )


class PremisesModel(QObject):
    """Signals: shown(Premises, bool whether this person may change it), refused(words), saved()."""

    shown = Signal(object, bool)
    refused = Signal(str)
    saved = Signal()

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._read: Premises | None = None
        self._open = self._busy = False
        counter.changed.connect(self._changed)

    def begin(self) -> None:
        self._open = True
        self.load()

    def end(self) -> None:
        self._open, self._read = False, None

    def _changed(self, receipt: Receipt) -> None:
        """Somebody else may have changed it. What is being typed here stays; saving it says so."""
        if self._open and receipt.staff and self._read is None:
            self.load()

    def load(self) -> None:
        """What stands there now."""
        place = self._counter.place
        self._counter.read(lambda: counter_state(place), self._loaded)

    def _loaded(self, state: CounterState) -> None:
        user = self._counter.user
        if self._open and user is not None:
            self._read = state.premises
            self.shown.emit(state.premises, user.may(Task.ADMINISTER, state.now.date()))

    def save(self, typed: PremisesFields) -> None:
        before = self._read
        if before is None or self._busy:
            return
        changed = self._understood(before, typed)
        if isinstance(changed, str):
            self.refused.emit(changed)
            return
        place, actor = self._counter.place, self._counter.actor
        self._busy = True

        def done(_receipt: Receipt) -> None:
            self._busy = False
            self.saved.emit()
            self.load()

        def refused(refusal: Refusal, words: str) -> None:
            self._busy = False
            self.refused.emit(words)
            if isinstance(refusal, AlteredElsewhere):
                self.load()

        self._counter.step(lambda: change_premises(place, actor, before, changed), done, refused)

    def _understood(self, before: Premises, typed: PremisesFields) -> Premises | str:
        """The details that were typed, or what cannot be read."""
        lock, absence, verifications = map(_whole, (typed.lock, typed.absence, typed.verifications))
        if lock is None:
            return refusal_words(PremisesUnfit(Detail.LOCK))
        if absence is None:
            return refusal_words(PremisesUnfit(Detail.ABSENCE))
        if verifications is None:
            return refusal_words(PremisesUnfit(Detail.VERIFICATIONS))
        today = self._counter.place.clock.now().date()
        days: list[date] = []
        for words in (typed.technicians, typed.hand_out):
            day = read_date(words, today)
            if day is None:
                return not_a_date(words)
            days.append(day)
        return replace(
            before,
            name=typed.name.strip(),
            address=typed.address.strip(),
            phone=typed.phone.strip(),
            ods=OdsCode(typed.ods.strip().upper()),
            lock_minutes=lock,
            supervision=SupervisionRules(days[0], days[1], absence),
            own_check=typed.own_check,
            good_verifications=verifications,
        )


def _whole(typed: str) -> int | None:
    plain = typed.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 5 else None

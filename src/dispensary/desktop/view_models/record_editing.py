"""One record being read and changed, without losing a word of what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from dispensary.application.patient_record import correct_patient, create_patient, unmatched_allergies
from dispensary.application.queries.patients import PatientRecord, patient_record
from dispensary.application.step import Receipt
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.identifiers import IssueKey, PatientId, UserId
from dispensary.domain.patient import Patient
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import AlteredElsewhere
from dispensary.domain.refused_people import RecordRestricted
from dispensary.wording.own_words import with_purpose, with_question, without_purpose, without_question
from dispensary.wording.record_entry import (
    RecordFields,
    changed_fields,
    field_words,
    fields_of,
    missing_words,
    new_patient,
    read_record,
    with_allergy,
    with_field,
    with_none_known,
    with_refuted,
    with_result,
    without_result,
)
from dispensary.wording.refused import refusal_words


@dataclass(frozen=True, slots=True)
class Editing:
    """The record as it is being typed. changed: the fields that differ, in words; wrong: what is wrong with a field;
    missing: why it cannot be saved now, "" where it can. kept: typed earlier and not saved; elsewhere: somebody else
    saved the record meanwhile. aside: what was set aside can be brought back. said: that it was saved.
    """

    fields: RecordFields
    changed: str
    wrong: Mapping[str, str]
    missing: str
    reason: str
    kept: bool
    elsewhere: bool
    aside: bool
    creating: bool
    said: str


@dataclass
class _Draft:
    """What one person typed into one record and did not save: only the fields they touched."""

    typed: dict[str, object] = field(default_factory=dict)
    aside: dict[str, object] = field(default_factory=dict)
    reason: str = ""


class RecordEditing(QObject):
    """One record being read and changed. Each person's typing is kept for each record until it is saved.

    Signals: shown(PatientRecord, or None for a new one); edited(Editing); refused(words); line_refused(card, words)
    beside a line of a list that was not added; unmatched(frozenset of substances).
    """

    shown = Signal(object)
    edited = Signal(object)
    refused = Signal(str)
    line_refused = Signal(str, str)
    unmatched = Signal(object)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._wanted: PatientId | None = None
        self._base: Patient | None = None
        self._linked: frozenset[IssueKey] = frozenset()
        self._new: PatientId | None = None
        self._drafts: dict[tuple[UserId, PatientId], _Draft] = {}
        self._own: Receipt | None = None
        self._said = ""
        self._busy = self._kept = self._elsewhere = False
        counter.changed.connect(self._changed)

    def open(self, patient: PatientId) -> None:
        """One record. What was typed into it and not saved stands there again."""
        self.leave()
        self._wanted = patient
        draft = self._drafts.get((self._counter.actor, patient))
        self._kept = draft is not None and bool(draft.typed)
        self._counter.looked("patient-record", patient=patient)
        self._load(patient)

    def new(self) -> None:
        """An empty record, to be typed in. One that was begun and not saved is taken up again."""
        self.leave()
        self._new = self._new or PatientId(self._counter.place.ids.uuid())
        self._wanted, self._base = self._new, new_patient(self._new)
        self._kept = bool(self._draft.typed)
        self.shown.emit(None)
        self._tell()

    def leave(self) -> None:
        """Not on the screen any more; drafts stay."""
        self._wanted, self._base, self._linked = None, None, frozenset()
        self._kept = self._elsewhere = False
        self._said = ""

    def _load(self, patient: PatientId) -> None:
        place, viewer = self._counter.place, self._counter.viewer
        self._counter.read(lambda: patient_record(place, patient, viewer), lambda found: self._loaded(patient, found))

    def _loaded(self, patient: PatientId, found: PatientRecord | Refusal) -> None:
        if self._wanted != patient:
            return
        if isinstance(found, RecordRestricted):
            self._counter.restricted.emit(found.patient)
            return
        if isinstance(found, Refusal):
            self.refused.emit(refusal_words(found))
            return
        self._base, self._linked = found.patient, found.prescriptions
        self.shown.emit(found)
        self._keep(self.typed)
        self._match()

    def _changed(self, receipt: Receipt) -> None:
        base = self._base
        if base is None or not base.version or receipt is self._own:
            return
        if base.id in receipt.patients:
            self._elsewhere = True
            self._load(base.id)
        elif self._linked & receipt.prescriptions:
            self._load(base.id)

    @property
    def _draft(self) -> _Draft:
        return self._drafts.setdefault((self._counter.actor, self._held.id), _Draft())

    @property
    def _held(self) -> Patient:
        if self._base is None:
            raise RuntimeError("no record is open")
        return self._base

    @property
    def _today(self) -> date:
        return self._counter.place.clock.now().date()

    @property
    def typed(self) -> RecordFields:
        """The record with what was typed into it. Raises RuntimeError while none is open."""
        return replace(fields_of(self._held), **self._draft.typed)  # type: ignore[arg-type]

    def change(self, name: str, value: object) -> None:
        """A field was typed into, or a choice made."""
        if self._base is not None and getattr(self.typed, name) != value:
            self._draft.aside = {}
            self._keep(with_field(self.typed, fields_of(self._base), name, value))

    def give_reason(self, words: str) -> None:
        if self._base is not None:
            self._draft.reason = words

    def add_allergy(self) -> None:
        """Takes the substance that was typed into the list."""
        if self._base is not None:
            self._line("allergy", with_allergy(self.typed, self._today))

    def know_of_none(self, *, none_known: bool) -> None:
        """Asked, and none known: or taken back."""
        if self._base is not None and none_known != self.typed.no_known_allergies:
            self._line("allergy", with_none_known(self.typed, none_known=none_known))

    def refute(self, at: int) -> None:
        """That allergy is no longer held to be one, or is again."""
        if self._base is not None and 0 <= at < len(self.typed.allergies or ()):
            self._line("allergy", with_refuted(self.typed, at, self._base.facts.allergies or ()))

    def add_result(self) -> None:
        """Takes the result that was typed into the list."""
        if self._base is not None:
            made = with_result(self.typed, self._today)
            self._line("result", made if isinstance(made, RecordFields) else " ".join(made.values()))

    def drop_result(self, at: int) -> None:
        if self._base is not None and 0 <= at < len(self.typed.results):
            self._line("result", without_result(self.typed, at))

    def add_purpose(self) -> None:
        """Takes what a medicine is for, as it was typed, into the list."""
        if self._base is not None:
            self._line("purpose", with_purpose(self.typed, self._today, self._counter.actor))

    def drop_purpose(self, at: int) -> None:
        if self._base is not None and 0 <= at < len(self.typed.purposes):
            self._line("purpose", without_purpose(self.typed, at))

    def add_question(self) -> None:
        """Takes the question that was typed into the list."""
        if self._base is not None:
            self._line("question", with_question(self.typed, self._today, self._counter.actor))

    def drop_question(self, at: int) -> None:
        if self._base is not None and 0 <= at < len(self.typed.questions):
            self._line("question", without_question(self.typed, at))

    def _line(self, card: str, made: RecordFields | str) -> None:
        if isinstance(made, str):
            self.line_refused.emit(card, made)
            self._tell()
            return
        self.line_refused.emit(card, "")
        self._draft.aside = {}
        self._keep(made)
        self._match()

    def _keep(self, after: RecordFields) -> None:
        """Keeps what differs from the record; what the record says by now is no change any more."""
        names = changed_fields(fields_of(self._held), after)
        self._draft.typed = {name: getattr(after, name) for name in names}
        self._tell()

    def set_aside(self) -> None:
        """Puts the record's own words back; a second time brings back what was typed."""
        if self._base is not None:
            draft = self._draft
            draft.typed, draft.aside = draft.aside, draft.typed
            self._kept = False
            self.line_refused.emit("", "")
            self._tell()
            self._match()

    def _tell(self) -> None:
        base = self._base
        if base is None:
            return
        typed, draft = self.typed, self._draft
        names = changed_fields(fields_of(base), typed)
        read = read_record(typed, base, self._today, self._counter.actor) if names else {}
        wrong = {name: words for name, words in read.items() if name in names} if isinstance(read, Mapping) else {}
        self.edited.emit(
            Editing(
                fields=typed,
                changed=field_words(names),
                wrong=wrong,
                missing="saving" if self._busy else missing_words(names, typed, wrong),
                reason=draft.reason,
                kept=self._kept and bool(names),
                elsewhere=self._elsewhere,
                aside=bool(draft.aside) and not names,
                creating=not base.version,
                said=self._said,
            )
        )

    def _match(self) -> None:
        """Which allergies the check cannot see: said as soon as they are typed."""
        allergies, place, about = self.typed.allergies or (), self._counter.place, self._held.id

        def found(substances: frozenset[str]) -> None:
            if self._wanted == about:
                self.unmatched.emit(substances)

        self._counter.read(lambda: unmatched_allergies(place, allergies), found)

    def save(self) -> None:
        """Saves what was typed, with its reason. What is typed meanwhile stays a draft."""
        base = self._base
        if base is None or self._busy:
            return
        place, actor, draft = self._counter.place, self._counter.actor, self._draft
        read = read_record(self.typed, base, self._today, actor)
        if isinstance(read, Mapping) or missing_words(tuple(draft.typed), self.typed, {}):
            return
        patient, reason, sent = read, draft.reason.strip(), dict(draft.typed)
        creating = not base.version
        self._busy = True
        self._tell()

        def work() -> Receipt | Refusal:
            return create_patient(place, actor, patient) if creating else correct_patient(place, actor, patient, reason)

        def done(receipt: Receipt) -> None:
            draft.typed = {name: value for name, value in draft.typed.items() if sent.get(name) != value}
            draft.reason = ""
            self._saved(receipt, patient.id, creating=creating)

        self._counter.step(work, done, self._not_saved)

    def _saved(self, receipt: Receipt, patient: PatientId, *, creating: bool) -> None:
        self._busy, self._own = False, receipt
        self._new = None if creating else self._new
        if self._wanted == patient:
            self._kept = self._elsewhere = False
            self._said = "The record is saved." if creating else "The changes are saved."
            self._load(patient)
        else:
            self._tell()

    def _not_saved(self, refusal: Refusal, words: str) -> None:
        self._busy = False
        self.refused.emit(words)
        self._tell()
        if isinstance(refusal, AlteredElsewhere) and self._base is not None:
            self._elsewhere = True
            self._load(self._base.id)

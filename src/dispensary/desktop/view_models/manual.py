"""A prescription typed in from paper: whose, by whom, what; kept until it is added or set aside."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from dispensary.application.manual import MOST_ITEMS, Added, Entered, EnteredItem, add_prescription
from dispensary.application.queries.patients import PatientRecord, patient_record
from dispensary.application.queries.products import Medicine, medicine, search_products
from dispensary.application.step import Receipt
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.view_models.patient_search import PatientSearch
from dispensary.domain.dictionary import Found
from dispensary.domain.dose.asking import AskedCode, code_asked
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.identifiers import PatientId, SnomedCode, UserId
from dispensary.domain.prescription import Origin
from dispensary.domain.refusals import Refusal
from dispensary.wording.dose import patient_text
from dispensary.wording.labels import date_words
from dispensary.wording.record_entry import read_past
from dispensary.wording.refused import refusal_words
from dispensary.wording.typed import read_amount

NOT_ADDED_YET = "an item is not added yet"


@dataclass(frozen=True, slots=True)
class Reading:
    """Directions as they are read. sentence: what the person would be told, "" where they are not read; asked: the
    code in them that may mean two things.
    """

    directions: str = ""
    reading: DoseReading | None = None
    unit: str | None = None
    sentence: str = ""
    asked: AskedCode | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One item that was added. sentence: what the person would be told, "" where the directions are not read."""

    medicine: Medicine
    quantity: Decimal
    directions: str
    words: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Typed:
    """The prescription as it is being typed; the last fields are the item that was not added yet."""

    origin: Origin = Origin.PAPER
    prescriber: str = ""
    organisation: str = ""
    phone: str = ""
    signed_on: str = ""
    lines: tuple[Line, ...] = ()
    product: str = ""
    medicine: Medicine | None = None
    quantity: str = ""
    quantity_words: str = ""
    directions: str = ""

    @property
    def item_begun(self) -> bool:
        return bool(self.product.strip() or self.quantity.strip() or self.directions.strip())


_NO_ITEM: Mapping[str, object] = {
    "product": "",
    "medicine": None,
    "quantity": "",
    "quantity_words": "",
    "directions": "",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the screen shows. missing: why it cannot be added now, "" where it can; item_missing: the same for the item.
    wrong_date: what is wrong with the date; kept: typed earlier; aside: what was set aside can be brought back.
    """

    typed: Typed
    missing: str
    item_missing: str
    wrong_date: str
    kept: bool
    begun: bool
    aside: bool


@dataclass
class _Draft:
    typed: Typed = field(default_factory=Typed)
    aside: Typed | None = None


class ManualModel(QObject):
    """Signals: person(PatientRecord, or None while nobody is chosen); edited(Entry); products(text, tuple of Found);
    read(Reading); refused(words); item_refused(words); added(IssueKey).

    What is typed is kept for each member of staff and each patient, until it is added or set aside.
    """

    person = Signal(object)
    edited = Signal(object)
    products = Signal(str, object)
    read = Signal(object)
    refused = Signal(str)
    item_refused = Signal(str)
    added = Signal(object)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self.search = PatientSearch(counter, self)
        self._patient: PatientId | None = None
        self._last: dict[UserId, PatientId] = {}
        self._drafts: dict[tuple[UserId, PatientId], _Draft] = {}
        self._reading = Reading()
        self._kept = self._busy = self._add_when_read = False
        counter.changed.connect(self._changed)

    def begin(self, patient: PatientId | None) -> None:
        """For that patient; without one, the prescription that this person began and did not add, if there is one."""
        last = self._last.get(self._counter.actor)
        wanted = patient or last
        if wanted is None or (patient is None and not self._begun(wanted)):
            self._patient = None
            self.person.emit(None)
            self.search.begin(self.search.text)
            return
        self._enter(wanted)

    def _begun(self, patient: PatientId) -> bool:
        draft = self._drafts.get((self._counter.actor, patient))
        return draft is not None and (draft.typed != self._fresh or draft.aside is not None)

    def _enter(self, patient: PatientId) -> None:
        self._patient = patient
        self._last[self._counter.actor] = patient
        self._kept = self._begun(patient)
        self._reading = Reading()
        self._load()

    def choose(self, patient: PatientId) -> None:
        """Whose it is. What was typed so far came from the paper at hand, so it goes with a change of the person."""
        before = self._patient
        if before is not None and before != patient and self._begun(before) and not self._begun(patient):
            self._drafts[self._counter.actor, patient] = self._drafts.pop((self._counter.actor, before))
        self._enter(patient)

    def leave(self) -> None:
        """Not on the screen any more; what was typed stays."""
        self._patient = None

    def _load(self) -> None:
        patient, place, viewer = self._patient, self._counter.place, self._counter.viewer
        if patient is not None:
            work = lambda: patient_record(place, patient, viewer)  # noqa: E731
            self._counter.read(work, lambda found: self._loaded(patient, found))

    def _loaded(self, patient: PatientId, found: PatientRecord | Refusal) -> None:
        if self._patient != patient:
            return
        if isinstance(found, Refusal):
            self.refused.emit(refusal_words(found))
            return
        self.person.emit(found)
        self.tell()
        self._read_directions()

    def _changed(self, receipt: Receipt) -> None:
        if self._patient is not None and self._patient in receipt.patients:
            self._load()

    @property
    def _today(self) -> date:
        return self._counter.place.clock.now().date()

    @property
    def _fresh(self) -> Typed:
        return Typed(signed_on=date_words(self._today))

    @property
    def _draft(self) -> _Draft:
        if self._patient is None:
            raise RuntimeError("nobody is chosen")
        return self._drafts.setdefault((self._counter.actor, self._patient), _Draft(self._fresh))

    @property
    def typed(self) -> Typed:
        """What is typed. Raises RuntimeError while nobody is chosen."""
        return self._draft.typed

    def change(self, name: str, value: object) -> None:
        """A field was typed into, or the kind chosen."""
        if self._patient is None or getattr(self.typed, name) == value:
            return
        self._add_when_read = False
        after = replace(self.typed, **{name: value})  # type: ignore[arg-type]
        if name == "product":
            after = replace(after, medicine=None, quantity_words="")
        self._keep(after)
        if name == "product":
            self._find_products(str(value))
        if name in ("product", "directions"):
            self._read_directions()

    def _keep(self, after: Typed) -> None:
        self._draft.typed, self._draft.aside = after, None
        self.tell()

    def _find_products(self, text: str) -> None:
        place = self._counter.place

        def found(products: tuple[Found, ...]) -> None:
            if self._patient is not None and self.typed.product == text and self.typed.medicine is None:
                self.products.emit(text, products)

        self._counter.read(lambda: search_products(place, text), found)

    def choose_product(self, code: SnomedCode) -> None:
        """That product, with the dictionary's exact name."""
        place, about = self._counter.place, self._patient

        def found(chosen: Medicine | None) -> None:
            if chosen is not None and self._patient is not None and self._patient == about:
                self._keep(replace(self.typed, product=chosen.name, medicine=chosen))
                self._read_directions()

        self._counter.read(lambda: medicine(place, code), found)

    def _read_directions(self) -> None:
        if self._patient is None:
            return
        typed, place = self.typed, self._counter.place
        directions = typed.directions.strip()
        unit, routes = _unit(typed), typed.medicine.routes if typed.medicine is not None else None

        def work() -> Reading:
            if not directions:
                return Reading()
            reading = place.read_dose(directions, unit)
            asked = code_asked(typed.directions, reading, place.dose_codes, unit)
            return Reading(directions, reading, unit, patient_text(reading, unit, routes) or "", asked)

        def found(reading: Reading) -> None:
            now = self.typed if self._patient is not None else None
            if now is not None and now.directions.strip() == directions and _unit(now) == unit:
                self._reading = reading
                self.read.emit(reading)
                if self._add_when_read:
                    self.add_item()

        self._counter.read(work, found)

    def add_item(self) -> None:
        """Takes the item that is typed into the list, as soon as its directions have been read."""
        self._add_when_read = False
        if self._patient is None:
            return
        typed, missing = self.typed, self._item_missing(self.typed)
        if missing or typed.medicine is None:
            self.item_refused.emit(f"Not added: {missing}.")
            return
        quantity, read = read_amount(typed.quantity), self._reading
        if quantity is None:
            return
        if read.directions != typed.directions.strip() or read.unit != _unit(typed):
            self._add_when_read = True
            return
        words = " ".join(typed.quantity_words.split()) if typed.medicine.needs_words else None
        line = Line(typed.medicine, quantity, " ".join(typed.directions.split()), words, read.sentence)
        self.item_refused.emit("")
        self._keep(replace(typed, lines=(*typed.lines, line), **_NO_ITEM))  # type: ignore[arg-type]
        self._read_directions()

    def drop_item(self, at: int) -> None:
        """Takes an item out of the list, back into the fields where those are empty."""
        if self._patient is None or not 0 <= at < len(self.typed.lines):
            return
        typed, line = self.typed, self.typed.lines[at]
        after = replace(typed, lines=typed.lines[:at] + typed.lines[at + 1 :])
        if not typed.item_begun:
            after = replace(
                after,
                product=line.medicine.name,
                medicine=line.medicine,
                quantity=f"{line.quantity:f}",
                quantity_words=line.words or "",
                directions=line.directions,
            )
        self._keep(after)
        self._read_directions()

    def set_aside(self) -> None:
        """Empties the fields; a second time brings back what was typed."""
        if self._patient is None:
            return
        draft = self._draft
        if draft.aside is not None:
            draft.typed, draft.aside = draft.aside, None
        else:
            draft.typed, draft.aside = self._fresh, draft.typed
        self._kept = False
        self.item_refused.emit("")
        self.tell()
        self._read_directions()

    def tell(self) -> None:
        """Says what stands there now."""
        if self._patient is None:
            return
        typed, draft = self.typed, self._draft
        signed = read_past(typed.signed_on, self._today)
        begun = typed != self._fresh
        self.edited.emit(
            Entry(
                typed=typed,
                missing="saving" if self._busy else self._missing(typed),
                item_missing=self._item_missing(typed),
                wrong_date=signed if isinstance(signed, str) else "",
                kept=self._kept and begun,
                begun=begun,
                aside=draft.aside is not None and not begun,
            )
        )

    def _missing(self, typed: Typed) -> str:
        if not typed.prescriber.strip():
            return "prescriber’s name needed"
        if not isinstance(read_past(typed.signed_on, self._today), date):
            return "date needed"
        if typed.item_begun:
            return NOT_ADDED_YET
        return "" if typed.lines else "1 item needed"

    def _item_missing(self, typed: Typed) -> str:
        """What the item lacks, "" where it can be added."""
        if typed.medicine is None:
            return "choose a product from the list" if typed.product.strip() else "product needed"
        if len(typed.lines) >= MOST_ITEMS:
            return f"{MOST_ITEMS} items are the most"
        quantity = read_amount(typed.quantity)
        if quantity is None or quantity <= 0:
            return "quantity needed, as a number"
        return "" if typed.directions.strip() else "directions needed"

    def add(self) -> None:
        """Records the prescription."""
        patient = self._patient
        if patient is None or self._busy or self._missing(self.typed):
            return
        place, actor, typed = self._counter.place, self._counter.actor, self.typed
        dated = read_past(typed.signed_on, self._today)
        if not isinstance(dated, date):
            return
        entered = Entered(
            origin=typed.origin,
            patient=patient,
            prescriber=typed.prescriber,
            prescriber_address=typed.organisation,
            dated=dated,
            items=tuple(
                EnteredItem(line.medicine.code, line.quantity, line.directions, line.words) for line in typed.lines
            ),
            phone=typed.phone,
        )
        self._busy = True
        self.tell()

        def done(made: Added) -> None:
            self._busy = False
            self._drafts.pop((actor, patient), None)
            if self._last.get(actor) == patient:
                del self._last[actor]
            if self._patient == patient:
                self.added.emit(made.dispensing.key)

        def refused(_refusal: Refusal, words: str) -> None:
            self._busy = False
            self.refused.emit(words)
            self.tell()

        self._counter.step(lambda: add_prescription(place, actor, entered), done, refused)


def _unit(typed: Typed) -> str | None:
    return typed.medicine.doses_in if typed.medicine is not None else None

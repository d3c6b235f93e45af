"""The label: product, quantity and directions settled, rendered, read back, and queued for the printer.

The prescriber's words stay beside the label's. Directions whose dose differs from the one that was clinically checked
are recorded and send the item back to the pharmacist; they never reach a label unchecked.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dispensary.application.case import standing, unit_of
from dispensary.application.clinical_check import expiry
from dispensary.application.ports.documents import RenderedLabel
from dispensary.application.step import Receipt, Step, Working
from dispensary.application.workplace import Workplace
from dispensary.domain.barcodes.tokens import label_token
from dispensary.domain.dictionary import Kind, Resolved
from dispensary.domain.dispensing import ChosenProduct, Dispensing, ItemWork, LabelRecord
from dispensary.domain.dose.reading import DoseReading, DoseStep
from dispensary.domain.dose.routes import Routes, routes_of
from dispensary.domain.identifiers import IssueKey, ItemId, LabelNumber, SnomedCode, UserId
from dispensary.domain.labels.content import LabelWarning
from dispensary.domain.labels.geometry import LabelStock
from dispensary.domain.patient import Communication, Patient
from dispensary.domain.people import Task
from dispensary.domain.premises import Premises
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.printing import JobKind, LabelOf, PrintJob
from dispensary.domain.quantity import Quantity
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import DirectionsMissing, DirectionsUnread, OtherProduct, QuantityWrong
from dispensary.domain.refused_labels import DirectionsToConfirm
from dispensary.domain.workflow import Action, NotFromHere, Stage
from dispensary.wording.dose import patient_text
from dispensary.wording.dose_table import dose_table
from dispensary.wording.labels import label_content

COPY = "dd"
"""Typed in place of directions: the prescriber's words as they are."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a label would say: shown while typing, dot for dot as it will print. Nothing is recorded.

    back_to_check: the dose differs from the one checked, so accepting it goes to the pharmacist, not to the printer.
    reading: what was understood of the directions. as_written: printed in the prescriber's own words. printed_on: the
    jobs of which printer it is one of. numbered: the number on it is its own; else one only holds the place.
    """

    directions: str
    reading: DoseReading
    back_to_check: bool
    as_written: bool
    rendered: RenderedLabel
    product: ChosenProduct
    quantity: Quantity
    printed_on: JobKind = JobKind.LABEL
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Labelled:
    """number: what the barcode holds; None where the item went back to the clinical check instead."""

    receipt: Receipt
    number: LabelNumber | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the dispenser asks of a label. None or "" leaves it as prescribed; reason: for rewording by a pharmacist.

    as_written: words that could not be read as a dose, and that somebody has read and lets stand. Other words than just
    these are asked about again.
    """

    directions: str = ""
    product: SnomedCode | None = None
    quantity: Decimal | None = None
    reason: str = ""
    as_written: str = ""


_TO_COME = LabelNumber("70410000")
"""In the place of the number in a preview: a label takes its own when it is printed."""


def draft(place: Workplace, key: IssueKey, item_id: ItemId, wanted: Wanted) -> Draft | Refusal:
    """The label as it would be; what was printed already has its own number and date. Reads only."""
    with place.store.read() as uow:
        held = uow.dispensings.get(key)
        if held is None:
            return DirectionsMissing(str(key))
        item, work = held.prescription.item(item_id), held.work(item_id)
        patient = uow.patients.get(held.patient) if held.patient is not None else None
        paper, premises, label = paper_for(place, patient), uow.premises(), work.label
        if label is not None:
            made = _drafted(place, premises, held, item, work, wanted, label.number, label.at.date(), paper)
            if isinstance(made, Refusal) or _lines(made) == label.texts:
                return made
        made = _drafted(place, premises, held, item, work, wanted, _TO_COME, place.clock.now().date(), paper)
        return made if isinstance(made, Refusal) else replace(made, numbered=False)


def label_item(place: Workplace, actor: UserId, key: IssueKey, item_id: ItemId, wanted: Wanted) -> Labelled | Refusal:
    """Makes the label, records it and queues it for printing, in one transaction."""
    with Step(place, actor) as step:
        found = step.working(Task.LABEL, key, item_id)
        if isinstance(found, Refusal):
            return found
        refused = _may_label(step, found)
        if refused is not None:
            return refused
        number = LabelNumber(str(step.uow.next_number("label")))
        paper, today, premises = paper_for(place, step.patient_of(found.held)), step.now.date(), step.uow.premises()
        made = _drafted(place, premises, found.held, found.item, found.work, wanted, number, today, paper)
        if isinstance(made, Refusal):
            return made
        if made.back_to_check:
            return _back_to_check(step, found, wanted)
        if made.as_written and wanted.as_written != made.directions:
            return DirectionsToConfirm(made.directions)
        return _record(step, found, wanted, made, number)


def paper_for(place: Workplace, patient: Patient | None) -> tuple[LabelStock, JobKind]:
    """What this person's labels are laid out for, large print where they need it, and which printer has it."""
    loaded = place.stocks.loaded()
    return (loaded.large, loaded.large_on) if large_print(patient) else (loaded.label, JobKind.LABEL)


def large_print(patient: Patient | None) -> bool:
    """Whether whatever is printed for this person is set large, as their record says."""
    return patient is not None and Communication.LARGE_PRINT in patient.communication


def _may_label(step: Step, found: Working) -> Refusal | None:
    """What is in a bag stays as it was checked: the bag is opened first, or its other items would go out with this."""
    if found.work.stage is Stage.BAGGED:
        return NotFromHere(found.work.stage, Action.LABEL)
    return standing(step.place, step.uow, found.held, found.work, step.now) or expiry(
        step.place, found.held, found.item, step.now.date()
    )


def _back_to_check(step: Step, found: Working, wanted: Wanted) -> Labelled | Refusal:
    """Keeps the new directions and takes the clinical check away: the pharmacist sees the new dose first."""
    moved = found.work.taking(Action.VOID_CHECK)
    if isinstance(moved, NotFromHere):
        return moved
    work = replace(moved, entered_directions=wanted.directions, approval=None, label=None)
    detail = {"directions": wanted.directions, "prescribed": found.item.dosage_text or ""}
    receipt = step.record("directions-changed", found.held, found.held.with_work(work), detail, item=work.item_id)
    return Labelled(receipt, None)


def _lines(made: Draft) -> tuple[str, ...]:
    """Everything that the label says, its number included."""
    return tuple(line for page in made.rendered.texts for line in page)


def _record(step: Step, found: Working, wanted: Wanted, made: Draft, number: LabelNumber) -> Labelled | Refusal:
    moved = found.work.taking(Action.LABEL)
    if isinstance(moved, NotFromHere):
        return moved
    prescribed = found.item.dosage_text or ""
    record = LabelRecord(
        number=number,
        directions=made.directions,
        prescribed=prescribed,
        quantity=made.quantity,
        by=found.user.id,
        at=step.now,
        texts=_lines(made),
        labels=made.rendered.labels,
        warnings=tuple(warning.id for warning in _warnings(step.place, found.item)),
        typed=wanted.directions,
        reason=wanted.reason,
        unread=made.as_written,
        job=step.message_id(),
    )
    work = replace(
        moved,
        label=record,
        product=made.product,
        supplying=made.quantity,
        scans=(),
        packs_counted=False,
        label_scanned=False,
        assembled_by=None,
        assembled_at=None,
        checked_by=None,
        checked_name="",
        checked_at=None,
    )
    after = found.held.with_work(work)
    job = PrintJob(record.job, made.printed_on, f"Label {number}", made.rendered.pdf, found.held.key, step.now)
    step.uow.prints.add(replace(job, made_for=LabelOf(work.item_id, number)))
    detail: dict[str, object] = {
        "label": number.value,
        "directions": record.directions,
        "prescribed": prescribed,
        "typed": wanted.directions,
        "reason": wanted.reason,
        "quantity": str(made.quantity),
        "product": made.product.name,
        "warnings": list(record.warnings),
        "labels": record.labels,
    }
    if record.unread:
        detail["confirmed_unread"] = True
    receipt = step.record("labelled", found.held, after, detail, item=work.item_id, versions=True)
    return Labelled(receipt, number)


def _drafted(
    place: Workplace,
    premises: Premises,
    held: Dispensing,
    item: PrescribedItem,
    work: ItemWork,
    wanted: Wanted,
    number: LabelNumber,
    today: date,
    paper: tuple[LabelStock, JobKind],
) -> Draft | Refusal:
    product = _product(place, item, work, wanted.product)
    if isinstance(product, Refusal):
        return product
    quantity = _quantity(item, work, wanted.quantity)
    if isinstance(quantity, Refusal):
        return quantity
    worded = _directions(place, item, work, wanted)
    if isinstance(worded, Refusal):
        return worded
    directions, reading, back, as_written = worded
    content = label_content(
        medicine=product.name,
        quantity=quantity,
        directions=directions,
        person=held.prescription.patient.name,
        supplied_on=today,
        premises=premises,
        number=LabelNumber(label_token(number)),
        warnings=_warnings(place, item),
        unread=as_written,
        table=None if as_written else dose_table(reading, *_used(place, item)),
    )
    if isinstance(content, Refusal):
        return content
    stock, printed_on = paper
    rendered = place.documents.labels(content, stock)
    if isinstance(rendered, Refusal):
        return rendered
    return Draft(directions, reading, back, as_written, rendered, product, quantity, printed_on)


def _product(
    place: Workplace, item: PrescribedItem, work: ItemWork, code: SnomedCode | None
) -> ChosenProduct | Refusal:
    """The product that the label names: the one chosen now, or before, or the prescribed one."""
    prescribed = place.dictionary.resolve(item.code) if item.code else None
    if code is None:
        return work.product or _as_prescribed(item, prescribed)
    if code.value == (item.code.value if item.code else ""):
        return _as_prescribed(item, prescribed)
    chosen = place.dictionary.resolve(code)
    if not chosen.known or chosen.kind is None or prescribed is None or not _same_medicine(prescribed, chosen):
        return OtherProduct(chosen.name or code.value, item.name)
    return ChosenProduct(chosen.current, chosen.kind, chosen.name or item.name)


def _as_prescribed(item: PrescribedItem, prescribed: Resolved | None) -> ChosenProduct:
    """An unknown code is kept as it came: marked on every screen, and never a reason to refuse (row 1.8.13)."""
    if prescribed is None or prescribed.kind is None:
        return ChosenProduct(item.code or SnomedCode(""), Kind.VMP, item.name)
    return ChosenProduct(prescribed.current, prescribed.kind, item.name)


def _same_medicine(prescribed: Resolved, chosen: Resolved) -> bool:
    """The same generic product; and where a brand was ordered, that brand."""
    wanted, got = prescribed.virtual_product, chosen.virtual_product
    if wanted is None or got is None or wanted.code != got.code:
        return False
    brand = prescribed.actual or (prescribed.pack.product if prescribed.pack else None)
    if brand is None:
        return True
    other = chosen.actual or (chosen.pack.product if chosen.pack else None)
    return other is not None and other.code == brand.code


def _quantity(item: PrescribedItem, work: ItemWork, asked: Decimal | None) -> Quantity | Refusal:
    """How much goes out now: all that is still due, unless less was asked for."""
    if item.quantity is None:
        return Quantity(asked, "") if asked is not None and asked > 0 else QuantityWrong(None, None)
    due = item.quantity.value - work.supplied
    amount = (
        asked
        if asked is not None
        else (work.supplying.value if work.supplying and work.supplying.value <= due else due)
    )
    if amount <= 0 or amount > due:
        return QuantityWrong(
            Quantity(max(amount, Decimal(0)), item.quantity.unit), Quantity(max(due, Decimal(0)), item.quantity.unit)
        )
    return Quantity(amount, item.quantity.unit)


def _directions(
    place: Workplace, item: PrescribedItem, work: ItemWork, wanted: Wanted
) -> tuple[str, DoseReading, bool, bool] | Refusal:
    """The label's words, what they mean, whether the dose is another than the one checked, and whether they stand as
    sent.
    """
    unit, routes = _used(place, item)
    checked_text = work.entered_directions or item.dosage_text or ""
    checked = place.read_dose(checked_text, unit)
    typed = wanted.directions.strip()
    if typed in ("", COPY):
        return _worded(item, checked_text, checked, patient_text(checked, unit, routes))
    reading = place.read_dose(typed, unit)
    words = patient_text(reading, unit, routes)
    if words is None:
        return DirectionsUnread(reading.unparsed)
    same = checked.parsed and same_dose(reading, checked)
    return words, reading, not same, False


def _used(place: Workplace, item: PrescribedItem) -> tuple[str | None, Routes | None]:
    """What a dose counts, and the ways that the product is used."""
    product = place.dictionary.resolve(item.code) if item.code else None
    return unit_of(item, product), routes_of(product.virtual_product if product is not None else None)


def _worded(
    item: PrescribedItem, text: str, reading: DoseReading, words: str | None
) -> tuple[str, DoseReading, bool, bool] | Refusal:
    if not text.strip():
        return DirectionsMissing(item.name)
    return (text, reading, False, True) if words is None else (words, reading, False, False)


def same_dose(one: DoseReading, other: DoseReading) -> bool:
    """Whether two readings are the same dose, taken the same way: every number, moment, weekday and place agrees.

    At night is not in the morning, and the left eye is not the right: such a change is the pharmacist's to see.
    """

    def numbers(reading: DoseReading) -> tuple[object, ...]:
        return (
            reading.dose_min,
            reading.dose_max,
            reading.per_day_min,
            reading.per_day_max,
            reading.max_24h,
            reading.as_needed,
            reading.as_directed,
            reading.sites,
            reading.site,
            reading.route,
            reading.stops,
            reading.repeat_hours,
            frozenset(reading.extra),
            tuple(_stretch(step) for step in reading.steps),
        )

    ways = {reading.method for reading in (one, other)} - {None}
    return numbers(one) == numbers(other) and len(ways) < 2


def _stretch(step: DoseStep) -> tuple[object, ...]:
    return (
        (step.dose_min, step.dose_max, step.per_day_min, step.per_day_max, step.days),
        (step.times, step.weekdays, step.parts, step.interval_hours_min, step.single, step.days_a_week),
        (step.as_needed, step.divided, step.at_most, step.most),
    )


def _warnings(place: Workplace, item: PrescribedItem) -> tuple[LabelWarning, ...]:
    product = place.dictionary.resolve(item.code) if item.code else None
    virtual = product.virtual_product if product is not None else None
    return place.warnings.for_virtual(virtual) if virtual is not None else place.warnings.for_name(item.name)

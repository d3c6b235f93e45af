"""Documents that speak of a prescription without being one: claims, tasks (return, withdraw) and release requests."""

from dispensary.adapters.eps.reader_items import ITEM_SYSTEM, NameLookup, medicine_of, read_quantity
from dispensary.adapters.eps.reader_people import NHS_SYSTEM, check_people
from dispensary.adapters.eps.reader_prescription import read_id
from dispensary.adapters.eps.reader_repeats import Counts, repeat_counts
from dispensary.adapters.eps.resources import Findings, Node, first_coding
from dispensary.application.ports.documents_in import TREATMENT_NOT_STATED
from dispensary.domain.identifiers import ItemId, NhsNumber, SnomedCode
from dispensary.domain.prescription import (
    PatientAsSent,
    PrescribedItem,
    Prescriber,
    Prescription,
    RepeatInformation,
    Treatment,
)

ORDER_NUMBER_SYSTEM = "https://fhir.nhs.uk/Id/prescription-order-number"
_COURSES = {"acute": Treatment.ACUTE, "continuous": Treatment.REPEAT, "continuous-repeat-dispensing": Treatment.ERD}


def read_claim(claim: Node, names: NameLookup | None) -> Prescription:
    """The prescription that a claim is for, with the items as claimed. A claim carries no dosage and no prescriber."""
    prescription = claim.node("prescription")
    group = prescription.extension("Extension-DM-GroupIdentifier") if prescription is not None else None
    first = next(iter(claim.nodes("item")), None)
    counts = _counts(first)
    items = tuple(
        _claimed(detail, place, names)
        for place, detail in enumerate(
            (detail for item in claim.nodes("item") for detail in item.nodes("detail")), start=1
        )
    )
    return _prescription(
        claim.findings,
        short=_extension_value(group, "shortForm"),
        long=_extension_value(group, "UUID"),
        patient=claim.node("patient"),
        treatment=Treatment.ERD if counts is not None else None,
        counts=counts,
        items=items,
    )


def _counts(holder: Node | None) -> Counts | None:
    information = holder.extension("Extension-EPS-RepeatInformation") if holder is not None else None
    return repeat_counts(information) if information is not None else None


def _extension_value(holder: Node | None, url: str) -> str | None:
    extension = holder.extension(url) if holder is not None else None
    identifier = extension.node("valueIdentifier") if extension is not None else None
    return identifier.text("value") if identifier is not None else None


def _claimed(detail: Node, place: int, names: NameLookup | None) -> PrescribedItem:
    code, name = medicine_of(detail.node("productOrService"), names)
    line = detail.extension("Extension-ClaimMedicationRequestReference")
    reference = line.node("valueReference") if line is not None else None
    identifier = reference.node("identifier") if reference is not None else None
    item = (
        identifier.text("value")
        if identifier is not None and identifier.text("system") in (ITEM_SYSTEM, None)
        else None
    )
    status = first_coding(next(iter(detail.nodes("modifier")), None))
    quantity = detail.node("quantity")
    amount, unit = read_quantity(quantity, f"Item {place}") if quantity is not None else (None, None)
    return PrescribedItem(
        item_id=ItemId(item or ""),
        name=name,
        code=SnomedCode(code) if code else None,
        quantity=amount,
        unit_code=unit,
        line_status=status.text("code") if status is not None else None,
    )


def read_task(task: Node) -> list[Prescription]:
    """The prescription that a task is about; it never holds the items. None where the task names none."""
    group = task.node("groupIdentifier")
    focus = task.node("focus")
    about = focus.node("identifier") if focus is not None else None
    short = group.text("value") if group is not None else None
    if short is None and about is not None and about.text("system") == ORDER_NUMBER_SYSTEM:
        short = about.text("value")
    if short is None:
        return []
    counts = _counts(task)
    returning = task.text("status") == "rejected" and about is not None
    return [
        _prescription(
            task.findings,
            short=short,
            long=_extension_value(group, "Extension-DM-PrescriptionId"),
            patient=task.node("for"),
            treatment=_task_treatment(task) or (Treatment.ERD if counts is not None else None),
            counts=counts,
            release_id=about.text("value") if returning and about is not None else None,
        )
    ]


def _task_treatment(task: Node) -> Treatment | None:
    extension = task.extension("Extension-EPS-Prescription")
    course = extension.extension("courseOfTherapyType") if extension is not None else None
    coding = course.node("valueCoding") if course is not None else None
    return _COURSES.get((coding.text("code") if coding is not None else None) or "")


def read_release_request(parameters: Node) -> list[Prescription]:
    """The prescription that a release request asks for, if it names one."""
    for parameter in parameters.nodes("parameter"):
        identifier = parameter.node("valueIdentifier")
        if parameter.text("name") == "group-identifier" and identifier is not None:
            return [_prescription(parameters.findings, short=identifier.text("value"))]
    return []


def _prescription(
    findings: Findings,
    *,
    short: str | None,
    long: str | None = None,
    patient: Node | None = None,
    treatment: Treatment | None = None,
    counts: Counts | None = None,
    items: tuple[PrescribedItem, ...] = (),
    release_id: str | None = None,
) -> Prescription:
    named = read_id(short, findings)
    identifier = patient.node("identifier") if patient is not None else None
    number = (
        identifier.text("value") if identifier is not None and identifier.text("system") in (NHS_SYSTEM, None) else None
    )
    display = patient.text("display") if patient is not None else None
    person = PatientAsSent(NhsNumber(number) if number else None, display or "")
    prescriber = Prescriber(name="")
    check_people(person, prescriber, findings, whole=False)
    if treatment is None:
        findings.warning(
            TREATMENT_NOT_STATED, "The document does not say whether this is acute, repeat or repeat dispensing."
        )
    if not items:
        findings.error("no-items", "The document names this prescription but does not hold its items.")
    return Prescription(
        id=named,
        treatment=treatment or Treatment.ACUTE,
        patient=person,
        prescriber=prescriber,
        items=items,
        uuid=long,
        repeat=RepeatInformation(counts.issue, counts.authorised) if counts is not None else RepeatInformation(),
        release_id=release_id,
        problems=findings.problems,
    )

"""The lines of one prescription, put together: what they share must agree, and what is wrong is named."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dispensary.adapters.eps.reader_items import Line, NameLookup, course_of, read_item
from dispensary.adapters.eps.reader_people import ODS_SYSTEM, check_people, read_date, read_patient, read_prescriber
from dispensary.adapters.eps.reader_repeats import read_repeats, read_treatment
from dispensary.adapters.eps.resources import Findings, Node, Scope
from dispensary.application.ports.documents_in import NO_ID
from dispensary.domain.identifiers import OdsCode, PrescriptionId
from dispensary.domain.prescription import PrescribedItem, Prescription, Signature, SignatureStatus, Treatment

MOST_ITEMS = 4
_NOT_NOMINATED = "0004"


@dataclass(frozen=True, slots=True)
class Frame:
    """What the message around the lines says of all of them.

    people: the message's kind states patient and prescriber in full. new_order: it comes from the prescriber.
    """

    scope: Scope
    release_id: str | None = None
    signature: Signature = Signature(SignatureStatus.ABSENT)
    people: bool = True
    new_order: bool = False


def read_prescription(
    lines: Sequence[Line], frame: Frame, names: NameLookup | None, findings: Findings
) -> Prescription:
    """One prescription from its lines, of which there is at least one. Every problem found so far comes with it."""
    first = lines[0]
    _check_agreement(lines, findings)
    treatment = read_treatment(lines, findings)
    repeat = read_repeats(first, treatment, new_order=frame.new_order)
    patient = read_patient(first.request.node("subject"), first.scope)
    prescriber = read_prescriber(first.request.node("requester"), first.scope)
    check_people(patient, prescriber, findings, whole=frame.people)
    items = _items(lines, names, findings)
    return Prescription(
        id=read_id(group_value(first.request), findings),
        treatment=treatment,
        patient=patient,
        prescriber=prescriber,
        items=items,
        uuid=_uuid(first.request, findings, whole=first.whole),
        type_code=_type_code(first),
        authored_on=_authored_on(lines, frame),
        nominated=_nominated(first),
        repeat=repeat,
        signature=frame.signature,
        release_id=frame.release_id,
        problems=findings.problems,
        notes_to_patient=_notes(frame.scope),
    )


def read_id(value: str | None, findings: Findings) -> PrescriptionId:
    """The short-form ID, kept as sent; a missing one or one that fails its check is noted."""
    if value is None:
        findings.error(
            "prescription-id-missing", "The prescription ID is missing. EPS cannot be told about this prescription."
        )
        return NO_ID
    found = PrescriptionId(value)
    if not found.is_valid:
        findings.error(
            "prescription-id-invalid",
            f"The prescription ID {value[:40]} fails its check character. It was mistyped or altered. Do not dispense.",
        )
    return found


def group_value(request: Node) -> str | None:
    group = request.node("groupIdentifier")
    return group.text("value") if group is not None else None


def _uuid_value(request: Node) -> str | None:
    group = request.node("groupIdentifier")
    extension = group.extension("Extension-DM-PrescriptionId") if group is not None else None
    identifier = extension.node("valueIdentifier") if extension is not None else None
    return identifier.text("value") if identifier is not None else None


def _uuid(request: Node, findings: Findings, *, whole: bool) -> str | None:
    value = _uuid_value(request)
    if value is None and whole:
        findings.warning("prescription-uuid-missing", "The long form of the prescription ID is missing.")
    return value


def _type_code(line: Line) -> str | None:
    extension = line.request.extension("Extension-DM-PrescriptionType")
    coding = extension.node("valueCoding") if extension is not None else None
    return coding.text("code") if coding is not None else None


def _authored_on(lines: Sequence[Line], frame: Frame) -> date | None:
    """The prescriber's own date, else the day of the signature."""
    dates = [written for line in lines if (written := read_date(line.request, "authoredOn")) is not None]
    if dates:
        return min(dates)
    return frame.signature.signed_at.date() if frame.signature.signed_at is not None else None


def _nominated(line: Line) -> OdsCode | None:
    dispense = line.request.node("dispenseRequest")
    performer = dispense.node("performer") if dispense is not None else None
    if dispense is None or performer is None:
        return None
    site = dispense.extension("Extension-DM-PerformerSiteType")
    coding = site.node("valueCoding") if site is not None else None
    if coding is not None and coding.text("code") == _NOT_NOMINATED:
        return None
    identifier = performer.node("identifier")
    organisation = line.scope.resolve(performer)
    code = identifier.text("value") if identifier is not None else None
    code = code or (organisation.identifier(ODS_SYSTEM) if organisation is not None else None)
    return OdsCode(code) if code else None


def _items(lines: Sequence[Line], names: NameLookup | None, findings: Findings) -> tuple[PrescribedItem, ...]:
    """One item per line; several dispenses of one line (two brands, split packs) are that one line again."""
    items: list[PrescribedItem] = []
    dispensed: dict[str, int] = {}
    for line in lines:
        item = read_item(line, len(items) + 1, names)
        name = item.item_id.value.casefold()
        known = dispensed.get(name) if line.dispense is not None and name else None
        if known is None:
            dispensed[name] = len(items)
            items.append(item)
        elif items[known].line_status != item.line_status:
            said = f"Item {known + 1} ({item.name})"
            findings.warning("inconsistent-line-status", f"{said} is reported with two different statuses.")
            items[known] = replace(items[known], line_status=None)
    times = Counter(item.item_id.value.casefold() for item in items if item.item_id.value)
    for name, count in times.items():
        if count > 1:
            findings.error(
                "duplicate-item-id", f"{count} items carry the same ID ({name[:40]}). EPS cannot tell them apart."
            )
    if len(items) > MOST_ITEMS:
        findings.error(
            "too-many-items", f"There are {len(items)} items; a prescription has at most {MOST_ITEMS}. It is not valid."
        )
    return tuple(items)


def _check_agreement(lines: Sequence[Line], findings: Findings) -> None:
    """What belongs to the whole prescription must be the same on every line; EPS reads it from the first."""
    for code, what, read in _SHARED:
        if len({read(line) for line in lines}) > 1:
            _disagreement(code, what, findings)
    repeating = [line for line in lines if course_of(line.request) == "continuous-repeat-dispensing"]
    if len({_repeat_facts(line) for line in repeating}) > 1:
        _disagreement("inconsistent-repeats", "issue numbers or review dates", findings)


def _disagreement(code: str, what: str, findings: Findings) -> None:
    findings.error(code, f"The items name different {what}. The first item's was taken; ask before dispensing.")


def _folded(text: str | None) -> str | None:
    return text.casefold() if text is not None else None


def _named(line: Line, key: str) -> str | None:
    reference = line.request.node(key)
    if reference is None:
        return None
    identifier = reference.node("identifier")
    return _folded(reference.text("reference") or (identifier.text("value") if identifier is not None else None))


def _repeat_facts(line: Line) -> tuple[object, ...]:
    quiet = line.with_findings(Findings())
    repeat = read_repeats(quiet, Treatment.ERD, new_order=False)
    return repeat.issue, repeat.authorised, repeat.review_date


_SHARED: tuple[tuple[str, str, Callable[[Line], object]], ...] = (
    (
        "inconsistent-prescription-uuid",
        "long forms of the prescription ID",
        lambda line: _folded(_uuid_value(line.request)),
    ),
    ("inconsistent-type", "prescription types", _type_code),
    ("inconsistent-nomination", "nominated pharmacies", _nominated),
    ("inconsistent-patient", "patients", lambda line: _named(line, "subject")),
    ("inconsistent-prescriber", "prescribers", lambda line: _named(line, "requester")),
)


def _notes(scope: Scope) -> tuple[str, ...]:
    """What the prescriber wrote to the patient, and any list of repeat medicines sent with it."""
    notes = []
    for request in scope.resources("CommunicationRequest"):
        for payload in request.nodes("payload"):
            said = payload.text("contentString")
            reference = payload.node("contentReference")
            listed = scope.resolve(reference)
            if said is not None:
                notes.append(said)
            elif reference is not None and listed is not None:
                items = [entry.node("item") for entry in listed.nodes("entry")]
                names = [text for item in items if item is not None and (text := item.text("display"))]
                notes.append(f"{reference.text('display') or 'Repeat medicines'}: {', '.join(names)}")
    return tuple(notes)

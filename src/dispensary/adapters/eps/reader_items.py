"""One MedicationRequest as a prescribed item, with everything that is wrong with it named."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from dispensary.adapters.eps.dosage import disagrees, dosage_text, in_sequence, is_structured
from dispensary.adapters.eps.dosage_elements import DosageError
from dispensary.adapters.eps.resources import Findings, Node, Scope, first_coding
from dispensary.domain.identifiers import ItemId, SnomedCode
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.quantity import Quantity

ITEM_SYSTEM = "https://fhir.nhs.uk/Id/prescription-order-item-number"
SNOMED_SYSTEM = "http://snomed.info/sct"
PRESCRIBER_ENDORSEMENTS = frozenset({"CC", "FS", "ACBS", "SLS", "AF"})

NameLookup = Callable[[SnomedCode], str | None]

_LINE_STATUSES = frozenset(f"{number:04d}" for number in range(1, 9))
_MAX_QUANTITY = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Line:
    """A MedicationRequest where it stands: its references, the dispense it came in, and what its document must say.

    whole: the document's kind states medicine, quantity and dosage. released: EPS sent it at release.
    """

    request: Node
    scope: Scope
    dispense: Node | None = None
    whole: bool = True
    released: bool = False

    def with_findings(self, findings: Findings) -> "Line":
        return replace(self, request=self.request.with_findings(findings))


def read_item(line: Line, place: int, names: NameLookup | None) -> PrescribedItem:
    """The item; `place` counts from 1 and names it in messages."""
    request = line.request
    code, name = _medicine(line, names)
    said = f"Item {place}" + (f" ({name[:120]})" if name else "")
    _check_medicine(line, said, code, name)
    quantity, unit_code = _quantity(line, said)
    text = _free_text(line, said)
    structured = _structured_text(line, said)
    conflict = text is not None and structured is not None and disagrees(text, structured)
    if conflict:
        request.findings.warning(
            "dosage-conflict",
            f"{said}: the dosage in words (“{str(text)[:300]}”) and the structured dosage "
            f"(“{str(structured)[:300]}”) differ. "
            "The words are what was signed. Ask the prescriber if it is not clear.",
        )
    words, schedule = _controlled_drug(request)
    return PrescribedItem(
        item_id=_item_id(line, said),
        name=name,
        code=SnomedCode(code) if code else None,
        quantity=quantity,
        unit_code=unit_code,
        dosage_text=text,
        structured_dosage_text=structured,
        dosage_conflict=conflict,
        endorsements=_endorsements(request, said),
        cd_quantity_words=words,
        cd_schedule=schedule,
        line_status=_status(line, said),
        additional_instructions="\n".join(note for each in request.nodes("note") if (note := each.text("text")))
        or None,
        course=course_of(request),
    )


def course_of(request: Node) -> str | None:
    """The line's own course-of-therapy code: acute, continuous or continuous-repeat-dispensing."""
    coding = first_coding(request.node("courseOfTherapyType"))
    return coding.text("code") if coding is not None else None


def _item_id(line: Line, said: str) -> ItemId:
    value = line.request.identifier(ITEM_SYSTEM)
    if value is None:
        line.request.findings.error(
            "item-id-missing", f"{said}: the item's ID is missing, so EPS cannot be told about it."
        )
    return ItemId(value or "")


def _medicine(line: Line, names: NameLookup | None) -> tuple[str | None, str]:
    concept = line.request.node("medicationCodeableConcept")
    if concept is None:
        scope = line.scope.inside(line.request)
        medication = scope.resolve(line.request.node("medicationReference"))
        concept = medication.node("code") if medication is not None else None
    return medicine_of(concept, names)


def medicine_of(concept: Node | None, names: NameLookup | None) -> tuple[str | None, str]:
    """The dm+d code and the name of a CodeableConcept; the name from `names` where the document has only the code."""
    if concept is None:
        return None, ""
    coding = first_coding(concept, SNOMED_SYSTEM) or first_coding(concept)
    code = coding.text("code") if coding is not None else None
    name = (coding.text("display") if coding is not None else None) or concept.text("text")
    if name is None and code is not None and names is not None:
        name = names(SnomedCode(code))
    return code, name or ""


def _check_medicine(line: Line, said: str, code: str | None, name: str) -> None:
    findings = line.request.findings
    if code is None and not name:
        if line.whole:
            findings.error("medicine-missing", f"{said}: the medicine is missing. Nothing can be dispensed for it.")
    elif code is None:
        findings.error("medicine-code-missing", f"{said}: the medicine has a name but no dm+d code.")
    elif not SnomedCode(code).is_valid:
        findings.error("medicine-code-invalid", f"{said}: the medicine's code {code[:30]} fails its check digit.")
    elif not name:
        findings.warning("medicine-name-missing", f"{said}: the medicine has a code ({code}) but no name.")


def _quantity(line: Line, said: str) -> tuple[Quantity | None, str | None]:
    dispense = line.request.node("dispenseRequest")
    quantity = dispense.node("quantity") if dispense is not None else None
    if quantity is None or not quantity.has("value"):
        if line.whole:
            line.request.findings.error("quantity-missing", f"{said}: the quantity is missing. Ask the prescriber.")
        return None, quantity.text("code") if quantity is not None else None
    return read_quantity(quantity, said)


def read_quantity(quantity: Node, said: str) -> tuple[Quantity | None, str | None]:
    """The exact amount with its unit in words, and the unit's code. A number that cannot be one is noted."""
    unit, code = quantity.text("unit"), quantity.text("code")
    value = exact_number(quantity, "value")
    if value is None or value <= 0 or value > _MAX_QUANTITY:
        sent = str(quantity.raw.get("value"))[:30]
        quantity.findings.error(
            "quantity-invalid", f"{said}: the quantity ({sent}) is not an amount that can be dispensed."
        )
        return None, code
    if value != round(value, 2):
        quantity.findings.warning(
            "quantity-decimals", f"{said}: the quantity has more than two decimal places ({value})."
        )
    if unit is None:
        quantity.findings.warning("unit-missing", f"{said}: the quantity has no unit in words.")
    return Quantity(value, unit or ""), code


def exact_number(holder: Node, key: str) -> Decimal | None:
    """The number under that key, exact. None where there is none, or none of a size that occurs."""
    text = holder.numeral(key)
    if text is None or len(text) > 40:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or (value and abs(value.adjusted()) > 12):
        return None
    # Written out, so that 1e2 becomes 100 and the text of the number carries no exponent.
    return Decimal(format(value, "f"))


def _free_text(line: Line, said: str) -> str | None:
    dosages = line.request.nodes("dosageInstruction")
    texts = [text for dosage in dosages if (text := dosage.text("text"))]
    if len(texts) < len(dosages) or not dosages:
        if line.whole:
            line.request.findings.error(
                "dosage-missing", f"{said}: the dosage in words is missing. Ask the prescriber."
            )
        if not texts:
            return None
    if len(texts) == 1:
        return texts[0]
    sequences = [exact_number(dosage, "sequence") for dosage in dosages if dosage.text("text")]
    known = [sequence for sequence in sequences if sequence is not None]
    if len(known) < len(texts):
        line.request.findings.error(
            "dosage-order-missing", f"{said}: there are several dosage instructions, and their order is not stated."
        )
        return "; ".join(texts)
    return in_sequence(zip(known, texts, strict=True))


def _structured_text(line: Line, said: str) -> str | None:
    dosages = [dosage.raw for dosage in line.request.nodes("dosageInstruction")]
    if not any(is_structured(dosage) for dosage in dosages):
        return None
    try:
        return dosage_text(dosages) or None
    except DosageError as unread:
        line.request.findings.warning(
            "structured-dosage-unreadable", f"{said}: the structured dosage cannot be put into words, because {unread}."
        )
        return None


def _endorsements(request: Node, said: str) -> tuple[str, ...]:
    found = []
    for extension in request.extensions("Extension-DM-PrescriptionEndorsement"):
        concept = extension.node("valueCodeableConcept")
        coding = first_coding(concept)
        code = (coding.text("code") if coding is not None else None) or (
            concept.text("text") if concept is not None else None
        )
        if code is None:
            request.findings.warning("endorsement-unreadable", f"{said}: an endorsement has no code.")
            continue
        found.append(code)
        if code not in PRESCRIBER_ENDORSEMENTS:
            request.findings.warning("endorsement-unknown", f"{said}: {code[:30]} is not a prescriber's endorsement.")
    return tuple(found)


def _controlled_drug(request: Node) -> tuple[str | None, str | None]:
    drug = request.extension("Extension-DM-ControlledDrug")
    words = drug.extension("quantityWords") if drug is not None else None
    schedule = drug.extension("schedule") if drug is not None else None
    coding = schedule.node("valueCoding") if schedule is not None else None
    return (
        words.text("valueString") if words is not None else None,
        coding.text("code") if coding is not None else None,
    )


def _status(line: Line, said: str) -> str | None:
    """The line status code (PROTOCOL section 8): what a dispense notification reports, else what the line says."""
    reported = line.dispense.node("type") if line.dispense is not None else None
    coding = first_coding(reported) or _dispense_status(line.request)
    code = coding.text("code") if coding is not None else None
    if code is None:
        return _status_from_fhir(line, said)
    if code not in _LINE_STATUSES:
        line.request.findings.warning("line-status-unknown", f"{said}: {code[:30]} is not a line status.")
        return None
    return code


def _dispense_status(request: Node) -> Node | None:
    information = request.extension("Extension-EPS-DispensingInformation")
    status = information.extension("dispenseStatus") if information is not None else None
    return status.node("valueCoding") if status is not None else None


def _status_from_fhir(line: Line, said: str) -> str | None:
    """EPS writes 0001 as completed, 0005 as cancelled, 0002 and 0006 as stopped, all others as active.

    A prescription can only be released with lines to be dispensed, cancelled or expired, so stopped then means expired.
    """
    status = line.request.text("status")
    if status == "completed":
        return "0001"
    if status == "cancelled":
        return "0005"
    if status == "stopped" and line.released:
        return "0006"
    if status not in ("active", None):
        line.request.findings.error(
            "line-not-active", f"{said}: its status is {status[:30]}. Do not dispense it before asking."
        )
    return None

"""The signed form of each prescribed line: product, quantity, instructions, endorsements, dosage, repeats."""

from collections.abc import Sequence
from decimal import Decimal

from dispensary.adapters.eps.dosage import in_sequence
from dispensary.adapters.eps.resources import Node, Scope, first_coding
from dispensary.adapters.eps.signature_parts import SNOMED, SNOMED_SYSTEM, CannotRecompute, needed
from dispensary.adapters.eps.signature_xml import HL7, content, element, text_element

ITEM_SYSTEM = "https://fhir.nhs.uk/Id/prescription-order-item-number"
ENDORSEMENT_SYSTEM = "https://fhir.nhs.uk/CodeSystem/medicationrequest-endorsement"
_ACT_CODES = "2.16.840.1.113883.2.1.3.2.4.17.30"
_ENDORSEMENTS = "2.16.840.1.113883.2.1.3.2.4.16.32"
_NOT_SEPARABLE = element("seperatableInd", {"value": "false"})
_PERTINENT = {"typeCode": "PERT", "contextConductionInd": "true"}


def line_items(requests: Sequence[Node], scope: Scope) -> list[str]:
    """One pertinentLineItem per MedicationRequest, in their order. Raises CannotRecompute."""
    repeats = _repeat_number(requests)
    items = []
    for place, request in enumerate(requests):
        notices = _patient_notices(scope) if place == 0 else ""
        items.append(_line_item(request, scope, repeats, notices))
    return items


def _line_item(request: Node, scope: Scope, repeats: str, notices: str) -> str:
    item = needed(request.identifier(ITEM_SYSTEM), "an item's ID")
    instructions = _additional_instructions(request, notices)
    return element(
        "pertinentLineItem",
        {"classCode": "SBADM", "moodCode": "RQO"},
        element("id", {"root": item.upper()}),
        _snomed("225426007", "Administration of therapeutic substance (procedure)"),
        element("effectiveTime", {"nullFlavor": "NA"}),
        repeats,
        _product(request, scope),
        _quantity(request),
        instructions,
        *_endorsements(request),
        _dosage(request),
        xmlns=HL7,
    )


def _snomed(code: str, display: str) -> str:
    return element("code", {"code": code, "codeSystem": SNOMED, "displayName": display})


def _product(request: Node, scope: Scope) -> str:
    concept = request.node("medicationCodeableConcept")
    if concept is None:
        medication = scope.inside(request).resolve(request.node("medicationReference"))
        concept = medication.node("code") if medication is not None else None
    coding = first_coding(concept, SNOMED_SYSTEM)
    if coding is None:
        raise CannotRecompute("an item's medicine is missing")
    code = _snomed(
        needed(coding.text("code"), "a medicine's code"), needed(coding.text("display"), "a medicine's name")
    )
    material = element("manufacturedRequestedMaterial", {"classCode": "MMAT", "determinerCode": "KIND"}, code)
    product = element("manufacturedProduct", {"classCode": "MANU"}, material)
    return element("product", {"typeCode": "PRD", "contextControlCode": "OP"}, product)


def _quantity(request: Node) -> str:
    dispense = request.node("dispenseRequest")
    quantity = dispense.node("quantity") if dispense is not None else None
    if quantity is None:
        raise CannotRecompute("an item's quantity is missing")
    value = needed(quantity.numeral("value"), "an item's quantity")
    unit = {
        "code": needed(quantity.text("code"), "the code of a quantity's unit"),
        "codeSystem": SNOMED,
        "displayName": needed(quantity.text("unit"), "a quantity's unit"),
        "value": value,
    }
    amount = element("quantity", {"unit": "1", "value": value}, element("translation", unit))
    supply = _snomed("373784005", "Dispensing medication (procedure)")
    line = element("lineItemQuantity", {"classCode": "SPLY", "moodCode": "RQO"}, supply, amount)
    return element("component", {"typeCode": "COMP"}, _NOT_SEPARABLE, line)


def _observation(name: str, act: str, value: str) -> str:
    code = element("code", {"code": act, "codeSystem": _ACT_CODES})
    return element(name, {"classCode": "OBS", "moodCode": "EVN"}, code, value)


def _additional_instructions(request: Node, notices: str) -> str:
    drug = request.extension("Extension-DM-ControlledDrug")
    words = drug.extension("quantityWords") if drug is not None else None
    in_words = words.text("valueString") if words is not None else None
    notes = request.nodes("note")
    note = notes[0].text("text") if notes else None
    plain = "\n".join(part for part in (f"CD: {in_words}" if in_words else None, note) if part)
    value = notices + content(plain)
    if not value:
        return ""
    observation = _observation("pertinentAdditionalInstructions", "AI", text_element("value", value))
    return element("pertinentInformation1", _PERTINENT, _NOT_SEPARABLE, observation)


def _patient_notices(scope: Scope) -> str:
    """The medication list and the notes to the patient, which travel inside the first line's instructions."""
    medicines, notes = [], []
    for request in scope.resources("CommunicationRequest"):
        for payload in request.nodes("payload"):
            said = payload.text("contentString")
            notes += [said] if said is not None else []
            listed = scope.resolve(payload.node("contentReference"))
            medicines += _listed(listed) if listed is not None else []
    return "".join(
        [text_element("medication", text) for text in medicines] + [text_element("patientInfo", text) for text in notes]
    )


def _listed(medication_list: Node) -> list[str]:
    items = [entry.node("item") for entry in medication_list.nodes("entry")]
    return [display for item in items if item is not None and (display := item.text("display")) is not None]


def _endorsements(request: Node) -> list[str]:
    found = []
    for extension in request.extensions("Extension-DM-PrescriptionEndorsement"):
        coding = first_coding(extension.node("valueCodeableConcept"), ENDORSEMENT_SYSTEM)
        code = needed(coding.text("code") if coding is not None else None, "an endorsement's code")
        value = element("value", {"code": code, "codeSystem": _ENDORSEMENTS})
        observation = _observation("pertinentPrescriberEndorsement", "PE", value)
        found.append(element("pertinentInformation3", _PERTINENT, _NOT_SEPARABLE, observation))
    return found


def _dosage(request: Node) -> str:
    instructions = _observation("pertinentDosageInstructions", "DI", text_element("value", signed_dosage(request)))
    return element("pertinentInformation2", _PERTINENT, _NOT_SEPARABLE, instructions)


def signed_dosage(request: Node) -> str:
    """The dosage in the prescriber's words; several are joined by their sequence. Raises CannotRecompute."""
    dosages = request.nodes("dosageInstruction")
    if len(dosages) == 1:
        return needed(dosages[0].text("text"), "an item's dosage")
    if not dosages:
        raise CannotRecompute("an item's dosage is missing")
    parts = []
    for dosage in dosages:
        sequence = dosage.numeral("sequence")
        if sequence is None or not (sequence.isascii() and sequence.isdigit() and len(sequence) < 6):
            raise CannotRecompute("one of several dosage instructions has no sequence")
        parts.append((Decimal(sequence), needed(dosage.text("text"), "an item's dosage")))
    return in_sequence(parts)


def _repeat_number(requests: Sequence[Node]) -> str:
    courses = {code for request in requests if (code := _course(request)) is not None}
    if courses == {"continuous"}:
        return _high("1")
    if courses == {"continuous-repeat-dispensing"}:
        return _high(_repeats(requests[0]))
    if courses in ({"acute"}, {"acute", "continuous"}):
        return ""
    raise CannotRecompute("the items' treatment types do not go together")


def _course(request: Node) -> str | None:
    coding = first_coding(request.node("courseOfTherapyType"))
    return coding.text("code") if coding is not None else None


def _high(number: str) -> str:
    return element("repeatNumber", None, element("high", {"value": number}))


def _repeats(request: Node) -> str:
    based_on = [
        repeat for order in request.nodes("basedOn") for repeat in order.extensions("Extension-EPS-RepeatInformation")
    ]
    allowed = [extension for repeat in based_on for extension in repeat.extensions("numberOfRepeatsAllowed")]
    dispense = request.node("dispenseRequest")
    number = dispense.numeral("numberOfRepeatsAllowed") if dispense is not None else None
    if allowed:
        number = allowed[0].numeral("valueInteger") or allowed[0].numeral("valueUnsignedInt")
    if number is None or not (number.isascii() and number.isdigit() and len(number) < 6):
        raise CannotRecompute("the number of repeats allowed is missing")
    return str(int(number) + 1)

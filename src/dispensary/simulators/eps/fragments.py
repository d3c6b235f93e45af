"""The text a prescriber signs: HL7 V3 fragments of the FHIR order, in canonical XML.

Only default namespaces are used, so that the text is written canonically from the start: attributes in order,
empty elements as a pair of tags, no white space between elements.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from dispensary.simulators.eps import fhir
from dispensary.simulators.eps.fhir import Resource

_SNOMED = "2.16.840.1.113883.2.1.3.2.4.15"
_NHS = "2.16.840.1.113883.2.1.3.2."
_ODS_ROOT = "1.2.826.0.1285.0.1.10"
_NAME_USES = {
    "usual": "L", "official": "L", "temp": "A", "anonymous": "A", "nickname": "PREFERRED", "old": "PREVIOUS",
    "maiden": "PREVIOUS-MAIDEN",
}  # fmt: skip
_TELECOM_USES = {"home": "HP", "work": "WP", "temp": "HV", "mobile": "MC"}
_ADDRESS_USES = {"home": "H", "work": "WP", "temp": "TMP", "billing": "PST"}
_GENDERS = {"male": "1", "female": "2", "other": "9", "unknown": "0"}
_PROFESSIONAL_IDS = (
    "https://fhir.hl7.org.uk/Id/gmc-number",
    "https://fhir.hl7.org.uk/Id/gmp-number",
    "https://fhir.hl7.org.uk/Id/nmc-number",
    "https://fhir.hl7.org.uk/Id/gphc-number",
    "https://fhir.hl7.org.uk/Id/hcpc-number",
    "https://fhir.hl7.org.uk/Id/professional-code",
)
_JOB_ROLES = (
    "https://fhir.nhs.uk/CodeSystem/NHSDigital-SDS-JobRoleCode",
    "https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName",
)


def fragments_to_be_hashed(order: Resource, signed_at: datetime) -> str:
    """The canonical FragmentsToBeHashed of a prescription order signed at that moment."""
    requests = fhir.entries(order, "MedicationRequest")
    first = requests[0]
    long_id = fhir.text(fhir.part(_long_id(first), "valueIdentifier"), "value").upper()
    stamp = signed_at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
    signed = [
        _top("time", {"value": stamp}) + _top("id", {"root": long_id}),
        _agent(order, fhir.by_reference(order, fhir.text(first, "requester", "reference"))),
        _record_target(fhir.by_reference(order, fhir.text(first, "subject", "reference"))),
        *(_line_item(order, request, is_first=request is first) for request in requests),
    ]
    return _element("FragmentsToBeHashed", {}, *(_element("Fragment", {}, part) for part in signed))


def _long_id(request: Resource) -> Resource:
    return fhir.extension(fhir.part(request, "groupIdentifier"), fhir.BASE + "Extension-DM-PrescriptionId")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#xD;")


def _escape_attribute(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return escaped.replace("\t", "&#x9;").replace("\n", "&#xA;").replace("\r", "&#xD;")


def _element(name: str, attributes: Mapping[str, str], *content: str, namespace: str = "") -> str:
    declared = f' xmlns="{namespace}"' if namespace else ""
    written = "".join(f' {key}="{_escape_attribute(value)}"' for key, value in sorted(attributes.items()))
    return f"<{name}{declared}{written}>{''.join(content)}</{name}>"


def _top(name: str, attributes: Mapping[str, str], *content: str) -> str:
    return _element(name, attributes, *content, namespace="urn:hl7-org:v3")


def _text_element(name: str, text: str) -> str:
    return _element(name, {}, _escape(text))


def _agent(order: Resource, role: Resource) -> str:
    practitioner = fhir.by_reference(order, fhir.text(role, "practitioner", "reference"))
    organisation = fhir.by_reference(order, fhir.text(role, "organization", "reference"))
    telecoms = fhir.rows(role, "telecom") or fhir.rows(practitioner, "telecom") or fhir.rows(organisation, "telecom")
    return _top(
        "AgentPerson",
        {"classCode": "AGNT"},
        _id("1.2.826.0.1285.0.2.0.67", fhir.identifier(role, "https://fhir.nhs.uk/Id/sds-role-profile-id")),
        _element("code", {"code": _job_role(role), "codeSystem": "1.2.826.0.1285.0.2.1.104"}),
        *(_telecom(row) for row in telecoms),
        _element(
            "agentPerson",
            {"classCode": "PSN", "determinerCode": "INSTANCE"},
            _id("1.2.826.0.1285.0.2.1.54", _professional_code(practitioner)),
            *(_name(row) for row in fhir.rows(practitioner, "name")[:1]),
        ),
        _represented(order, role, organisation),
    )


def _id(root: str, extension: str) -> str:
    return _element("id", {"extension": extension, "root": root})


def _job_role(role: Resource) -> str:
    found = [coding for concept in fhir.rows(role, "code") for coding in fhir.codings(concept)]
    for system in _JOB_ROLES:
        for coding in found:
            if coding.get("system") == system:
                return fhir.text(coding, "code")
    return ""


def _professional_code(practitioner: Resource) -> str:
    for system in _PROFESSIONAL_IDS:
        code = fhir.identifier(practitioner, system)
        if code:
            return code.removeprefix("C") if "gmc" in system else code
    return ""


def _represented(order: Resource, role: Resource, organisation: Resource) -> str:
    service_reference = next((fhir.text(row, "reference") for row in fhir.rows(role, "healthcareService")), "")
    service = fhir.by_reference(order, service_reference)
    named = service or organisation
    addresses = fhir.rows(organisation, "address")
    if service:
        place = next((fhir.text(row, "reference") for row in fhir.rows(service, "location")), "")
        addresses = fhir.rows(fhir.by_reference(order, place), "address")
    return _element(
        "representedOrganization",
        {"classCode": "ORG", "determinerCode": "INSTANCE"},
        _organisation_head(fhir.identifier(named, fhir.ODS), fhir.text(named, "name")),
        *(_telecom(row) for row in fhir.rows(named, "telecom")[:1]),
        *(_address(row) for row in addresses[:1]),
        _licence(organisation),
    )


def _organisation_head(ods: str, name: str) -> str:
    kind = _element("code", {"code": "999", "codeSystem": _NHS + "4.17.94"})
    return _id(_ODS_ROOT, ods) + kind + _text_element("name", name)


def _licence(organisation: Resource) -> str:
    parent = fhir.part(organisation, "partOf")
    ods, name = fhir.identifier(organisation, fhir.ODS), fhir.text(organisation, "name")
    if parent:
        ods, name = fhir.identifier(parent, fhir.ODS), fhir.text(parent, "display")
    head = _organisation_head(ods, name)
    holder = _element("Organization", {"classCode": "ORG", "determinerCode": "INSTANCE"}, head)
    return _element("healthCareProviderLicense", {"classCode": "PROV"}, holder)


def _name(name: Resource) -> str:
    use = _NAME_USES.get(fhir.text(name, "use"))
    attributes = {"use": use} if use else {}
    parts = [
        *(_text_element("prefix", str(part)) for part in name.get("prefix", [])),
        *(_text_element("given", str(part)) for part in name.get("given", [])),
        *([_text_element("family", fhir.text(name, "family"))] if name.get("family") else []),
        *(_text_element("suffix", str(part)) for part in name.get("suffix", [])),
    ]
    return _element("name", attributes, *(parts or [_escape(fhir.text(name, "text"))]))


def _telecom(telecom: Resource) -> str:
    use = _TELECOM_USES.get(fhir.text(telecom, "use"))
    number = "tel:" + "".join(fhir.text(telecom, "value").split())
    return _element("telecom", {"value": number} | ({"use": use} if use else {}))


def _address(address: Resource) -> str:
    use = _ADDRESS_USES.get(fhir.text(address, "use"))
    lines = [*address.get("line", []), *(fhir.text(address, field) for field in ("city", "district", "state"))]
    parts = [_text_element("streetAddressLine", str(line)) for line in lines if line]
    if address.get("postalCode"):
        parts.append(_text_element("postalCode", fhir.text(address, "postalCode")))
    return _element("addr", {"use": use} if use else {}, *parts)


def _record_target(patient: Resource) -> str:
    practice = next((fhir.identifier(row, fhir.ODS) for row in fhir.rows(patient, "generalPractitioner")), "")
    provider = _element("healthCareProvider", {"classCode": "PROV"}, _id(_ODS_ROOT, practice or "V81999"))
    care = _element(
        "patientCareProvision",
        {"classCode": "PCPR", "moodCode": "EVN"},
        _element("code", {"code": "1", "codeSystem": _NHS + "4.17.37"}),
        _element("responsibleParty", {"typeCode": "RESP"}, provider),
    )
    played = _element("playedProviderPatient", {"classCode": "PAT"}, _element("subjectOf", {"typeCode": "SBJ"}, care))
    gender = _GENDERS.get(fhir.text(patient, "gender"), "0")
    person = _element(
        "patientPerson",
        {"classCode": "PSN", "determinerCode": "INSTANCE"},
        *(_name(row) for row in fhir.rows(patient, "name")),
        _element("administrativeGenderCode", {"code": gender, "codeSystem": _NHS + "4.16.25"}),
        _element("birthTime", {"value": fhir.text(patient, "birthDate").replace("-", "")}),
        played,
    )
    held = _element(
        "Patient",
        {"classCode": "PAT"},
        _id("2.16.840.1.113883.2.1.4.1", fhir.identifier(patient, fhir.NHS_NUMBER)),
        *(_address(row) for row in fhir.rows(patient, "address")),
        *(_telecom(row) for row in fhir.rows(patient, "telecom")),
        person,
    )
    return _top("recordTarget", {"typeCode": "RCT"}, held)


def _line_item(order: Resource, request: Resource, *, is_first: bool) -> str:
    instructions = _additional_instructions(order, request, is_first=is_first)
    return _top(
        "pertinentLineItem",
        {"classCode": "SBADM", "moodCode": "RQO"},
        _element("id", {"root": fhir.identifier(request, fhir.ITEM_ID).upper()}),
        _element(
            "code",
            {
                "code": "225426007",
                "codeSystem": _SNOMED,
                "displayName": "Administration of therapeutic substance (procedure)",
            },
        ),
        _element("effectiveTime", {"nullFlavor": "NA"}),
        _repeat_number(request, order),
        _product(medication(order, request)),
        _quantity(fhir.part(request, "dispenseRequest", "quantity")),
        *(
            [_pertinent("1", _annotation("AdditionalInstructions", "AI", "4.17.30", instructions))]
            if instructions
            else []
        ),
        *(_endorsement(row) for row in fhir.rows(request, "extension")),
        _pertinent("2", _annotation("DosageInstructions", "DI", "4.17.30", dosage_text(request))),
    )


def medication(order: Resource, request: Resource) -> Resource:
    """The first coding of the prescribed product, whether it stands in the request or in its own resource."""
    concept = fhir.part(request, "medicationCodeableConcept")
    reference = fhir.text(request, "medicationReference", "reference")
    if not concept and reference:
        held = fhir.contained(request, reference) or fhir.by_reference(order, reference)
        concept = fhir.part(held, "code")
    return next(fhir.codings(concept), {})


def dosage_text(request: Resource) -> str:
    """The directions as one text: instructions of the same sequence joined by "and", later ones by "then"."""
    doses = fhir.rows(request, "dosageInstruction")
    if len(doses) == 1:
        return fhir.text(doses[0], "text")
    steps: dict[int, list[str]] = {}
    for place, dose in enumerate(doses, start=1):
        steps.setdefault(int(dose.get("sequence", place)), []).append(fhir.text(dose, "text"))
    return ", then ".join(", and ".join(steps[step]) for step in sorted(steps))


def _repeat_number(request: Resource, order: Resource) -> str:
    course = fhir.code(fhir.part(request, "courseOfTherapyType"))
    courses = {fhir.code(fhir.part(row, "courseOfTherapyType")) for row in fhir.entries(order, "MedicationRequest")}
    if "acute" in courses:
        return ""
    high = 1
    if course == "continuous-repeat-dispensing":
        high = repeats_allowed(request) + 1
    return _element("repeatNumber", {}, _element("high", {"value": str(high)}))


def repeats_allowed(request: Resource) -> int:
    """Repeats after the first issue: from basedOn if it is there, else from the dispense request."""
    for row in fhir.rows(request, "basedOn"):
        for held in fhir.rows(fhir.extension(row, fhir.REPEAT_INFORMATION), "extension"):
            if held.get("url") == "numberOfRepeatsAllowed":
                return int(fhir.text(held, "valueInteger") or fhir.text(held, "valueUnsignedInt") or 0)
    return int(fhir.part(request, "dispenseRequest").get("numberOfRepeatsAllowed", 0))


def _product(coding: Resource) -> str:
    code = _element(
        "code",
        {"code": fhir.text(coding, "code"), "codeSystem": _SNOMED, "displayName": fhir.text(coding, "display")},
    )
    material = _element("manufacturedRequestedMaterial", {"classCode": "MMAT", "determinerCode": "KIND"}, code)
    product = _element("manufacturedProduct", {"classCode": "MANU"}, material)
    return _element("product", {"contextControlCode": "OP", "typeCode": "PRD"}, product)


def _quantity(quantity: Resource) -> str:
    value = fhir.text(quantity, "value")
    translation = _element(
        "translation",
        {
            "code": fhir.text(quantity, "code"),
            "codeSystem": _SNOMED,
            "displayName": fhir.text(quantity, "unit"),
            "value": value,
        },
    )
    supply = _element(
        "lineItemQuantity",
        {"classCode": "SPLY", "moodCode": "RQO"},
        _element(
            "code",
            {"code": "373784005", "codeSystem": _SNOMED, "displayName": "Dispensing medication (procedure)"},
        ),
        _element("quantity", {"unit": "1", "value": value}, translation),
    )
    return _element("component", {"typeCode": "COMP"}, _separable(), supply)


def _separable() -> str:
    return _element("seperatableInd", {"value": "false"})


def _pertinent(number: str, content: str) -> str:
    attributes = {"contextConductionInd": "true", "typeCode": "PERT"}
    return _element(f"pertinentInformation{number}", attributes, _separable(), content)


def _annotation(kind: str, code: str, system: str, text: str) -> str:
    return _element(
        f"pertinent{kind}",
        {"classCode": "OBS", "moodCode": "EVN"},
        _element("code", {"code": code, "codeSystem": _NHS + system}),
        _text_element("value", text),
    )


def _endorsement(extension: Resource) -> str:
    if extension.get("url") != fhir.BASE + "Extension-DM-PrescriptionEndorsement":
        return ""
    value = {"code": fhir.code(fhir.part(extension, "valueCodeableConcept")), "codeSystem": _NHS + "4.16.32"}
    endorsement = _element(
        "pertinentPrescriberEndorsement",
        {"classCode": "OBS", "moodCode": "EVN"},
        _element("code", {"code": "PE", "codeSystem": _NHS + "4.17.30"}),
        _element("value", value),
    )
    return _pertinent("3", endorsement)


def _additional_instructions(order: Resource, request: Resource, *, is_first: bool) -> str:
    listed = ""
    if is_first:
        medicines = [
            fhir.text(row, "item", "display")
            for held in fhir.entries(order, "List")
            for row in fhir.rows(held, "entry")
        ]
        words = [
            fhir.text(payload, "contentString")
            for held in fhir.entries(order, "CommunicationRequest")
            for payload in fhir.rows(held, "payload")
        ]
        listed = "".join(f"<medication>{_escape(name)}</medication>" for name in medicines if name)
        listed += "".join(f"<patientInfo>{_escape(word)}</patientInfo>" for word in words if word)
    controlled = fhir.extension(request, fhir.CONTROLLED_DRUG)
    quantity_words = fhir.text(fhir.extension(controlled, "quantityWords"), "valueString")
    notes = [f"CD: {quantity_words}"] if quantity_words else []
    notes += [fhir.text(row, "text") for row in fhir.rows(request, "note")[:1]]
    return listed + "\n".join(note for note in notes if note)

"""What a prescriber signs: the HL7 V3 fragments that EPS makes of a FHIR order (reference/eps/SIGNATURE.md).

Order: signing time and prescription UUID; the prescriber; the patient; one line item per MedicationRequest.
"""

from datetime import UTC, datetime

from dispensary.adapters.eps.resources import Node, Scope
from dispensary.adapters.eps.signature_lines import line_items
from dispensary.adapters.eps.signature_parts import ODS, ODS_SYSTEM, CannotRecompute, addresses, names, needed, telecoms
from dispensary.adapters.eps.signature_xml import HL7, element, text_element

_ID_ROOT = "https://fhir.hl7.org.uk/Id/"
_PROFESSIONAL_SYSTEMS = ("gmc-number", "gmp-number", "nmc-number", "gphc-number", "hcpc-number", "professional-code")
_JOB_ROLE_SYSTEMS = (
    "https://fhir.nhs.uk/CodeSystem/NHSDigital-SDS-JobRoleCode",
    "https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName",
)
_GENDER_CODES = {"male": "1", "female": "2", "other": "9", "unknown": "0"}
_UNKNOWN_PRACTICE = "V81999"
_PERSON = {"classCode": "PSN", "determinerCode": "INSTANCE"}
_ORGANISATION = {"classCode": "ORG", "determinerCode": "INSTANCE"}


def fragments_of(bundle: Node, signed_at: datetime) -> str:
    """The canonical FragmentsToBeHashed of an order message signed at that time (aware). Raises CannotRecompute."""
    scope = Scope.of_bundle(bundle)
    requests = scope.resources("MedicationRequest")
    if not requests:
        raise CannotRecompute("the document holds no prescribed item")
    first = requests[0]
    parts = [
        _time(signed_at) + _uuid(first),
        _agent_person(scope, first),
        _record_target(scope, first),
        *line_items(requests, scope),
    ]
    return element("FragmentsToBeHashed", None, *(element("Fragment", None, part) for part in parts))


def _time(signed_at: datetime) -> str:
    return element("time", {"value": f"{signed_at.astimezone(UTC):%Y%m%d%H%M%S}"}, xmlns=HL7)


def _uuid(request: Node) -> str:
    group = request.node("groupIdentifier")
    extension = group.extension("Extension-DM-PrescriptionId") if group is not None else None
    identifier = extension.node("valueIdentifier") if extension is not None else None
    uuid = needed(identifier.text("value") if identifier is not None else None, "the prescription's long ID")
    return element("id", {"root": uuid.upper()}, xmlns=HL7)


def _agent_person(scope: Scope, request: Node) -> str:
    role = scope.resolve(request.node("requester"))
    if role is None:
        raise CannotRecompute("the prescriber's role is missing")
    practitioner = scope.resolve(role.node("practitioner"))
    if practitioner is None:
        raise CannotRecompute("the prescriber is missing")
    organisation = scope.resolve(role.node("organization"))
    profile = needed(role.identifier("https://fhir.nhs.uk/Id/sds-role-profile-id"), "the prescriber's role profile")
    numbers = role.nodes("telecom") or practitioner.nodes("telecom")
    numbers = numbers or (organisation.nodes("telecom") if organisation is not None else ())
    professional = needed(_professional_code(practitioner), "the prescriber's professional number")
    person = element(
        "agentPerson",
        _PERSON,
        element("id", {"root": "1.2.826.0.1285.0.2.1.54", "extension": professional}),
        *names(practitioner.nodes("name")[:1], "the prescriber"),
    )
    return element(
        "AgentPerson",
        {"classCode": "AGNT"},
        element("id", {"root": "1.2.826.0.1285.0.2.0.67", "extension": profile}),
        element("code", {"code": _job_role(role), "codeSystem": "1.2.826.0.1285.0.2.1.104"}),
        *telecoms(numbers, "the prescriber"),
        person,
        _represented(scope, role, organisation),
        xmlns=HL7,
    )


def _job_role(role: Node) -> str:
    codings = [coding for concept in role.nodes("code") for coding in concept.nodes("coding")]
    for system in _JOB_ROLE_SYSTEMS:
        for coding in codings:
            if coding.text("system") == system:
                return needed(coding.text("code"), "the prescriber's job role")
    raise CannotRecompute("the prescriber's job role is missing")


def _professional_code(practitioner: Node) -> str | None:
    for name in _PROFESSIONAL_SYSTEMS:
        value = practitioner.identifier(_ID_ROOT + name)
        if value is not None:
            return value.removeprefix("C") if name == "gmc-number" else value
    return None


def _represented(scope: Scope, role: Node, organisation: Node | None) -> str:
    services = role.nodes("healthcareService")
    service = scope.resolve(services[0]) if services else None
    place = service or organisation
    if place is None:
        raise CannotRecompute("the prescriber's organisation is missing")
    held = _site_addresses(scope, service) if service is not None else place.nodes("address")
    return element(
        "representedOrganization",
        _ORGANISATION,
        _ods(place, "the prescriber's organisation"),
        _ORGANISATION_KIND,
        text_element("name", needed(place.text("name"), "the name of the prescriber's organisation")),
        *telecoms(place.nodes("telecom")[:1], "the prescriber's organisation"),
        *addresses(held[:1], "the prescriber's organisation"),
        _licence(scope, organisation),
    )


_ORGANISATION_KIND = element("code", {"code": "999", "codeSystem": "2.16.840.1.113883.2.1.3.2.4.17.94"})


def _site_addresses(scope: Scope, service: Node) -> tuple[Node, ...]:
    locations = service.nodes("location")
    site = scope.resolve(locations[0]) if locations else None
    address = site.node("address") if site is not None else None
    return (address,) if address is not None else ()


def _ods(organisation: Node, what: str) -> str:
    return element(
        "id", {"root": ODS, "extension": needed(organisation.identifier(ODS_SYSTEM), f"the ODS code of {what}")}
    )


def _licence(scope: Scope, organisation: Node | None) -> str:
    """The parent organisation, or the organisation itself where it has none."""
    if organisation is None:
        raise CannotRecompute("the prescriber's organisation is missing")
    parent = organisation.node("partOf")
    whole = scope.resolve(parent) or (organisation if parent is None else None)
    if whole is not None:
        ods, name = _ods(whole, "the parent organisation"), whole.text("name")
    else:
        identifier = parent.node("identifier") if parent is not None else None
        code = identifier.text("value") if identifier is not None else None
        ods = element("id", {"root": ODS, "extension": needed(code, "the ODS code of the parent organisation")})
        name = parent.text("display") if parent is not None else None
    inner = element(
        "Organization",
        _ORGANISATION,
        ods,
        _ORGANISATION_KIND,
        text_element("name", needed(name, "the name of the parent organisation")),
    )
    return element("healthCareProviderLicense", {"classCode": "PROV"}, inner)


def _record_target(scope: Scope, request: Node) -> str:
    patient = scope.resolve(request.node("subject"))
    if patient is None:
        raise CannotRecompute("the patient is missing")
    number = needed(patient.identifier("https://fhir.nhs.uk/Id/nhs-number"), "the NHS number")
    gender = _GENDER_CODES.get(patient.text("gender") or "")
    born = needed(patient.text("birthDate"), "the patient's date of birth").replace("-", "")
    person = element(
        "patientPerson",
        _PERSON,
        *names(patient.nodes("name"), "the patient"),
        element(
            "administrativeGenderCode",
            {"code": needed(gender, "the patient's gender"), "codeSystem": "2.16.840.1.113883.2.1.3.2.4.16.25"},
        ),
        element("birthTime", {"value": born}),
        _registered_with(patient),
    )
    record = element(
        "Patient",
        {"classCode": "PAT"},
        element("id", {"root": "2.16.840.1.113883.2.1.4.1", "extension": number}),
        *addresses(patient.nodes("address"), "the patient"),
        *telecoms(patient.nodes("telecom"), "the patient"),
        person,
    )
    return element("recordTarget", {"typeCode": "RCT"}, record, xmlns=HL7)


def _registered_with(patient: Node) -> str:
    practices = patient.nodes("generalPractitioner")
    identifier = practices[0].node("identifier") if practices else None
    practice = (identifier.text("value") if identifier is not None else None) or _UNKNOWN_PRACTICE
    provider = element("healthCareProvider", {"classCode": "PROV"}, element("id", {"root": ODS, "extension": practice}))
    care = element(
        "patientCareProvision",
        {"classCode": "PCPR", "moodCode": "EVN"},
        element("code", {"code": "1", "codeSystem": "2.16.840.1.113883.2.1.3.2.4.17.37"}),
        element("responsibleParty", {"typeCode": "RESP"}, provider),
    )
    return element("playedProviderPatient", {"classCode": "PAT"}, element("subjectOf", {"typeCode": "SBJ"}, care))

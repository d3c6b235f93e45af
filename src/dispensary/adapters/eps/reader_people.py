"""The patient and the prescriber, as a document names them."""

from datetime import date

from dispensary.adapters.eps.resources import Findings, Node, Scope
from dispensary.domain.identifiers import NhsNumber, OdsCode
from dispensary.domain.prescription import Address, PatientAsSent, Prescriber

NHS_SYSTEM = "https://fhir.nhs.uk/Id/nhs-number"
ODS_SYSTEM = "https://fhir.nhs.uk/Id/ods-organization-code"
_PROFESSIONAL_SYSTEMS = ("gmc-number", "gmp-number", "nmc-number", "gphc-number", "hcpc-number", "professional-code")


def read_date(holder: Node | None, key: str) -> date | None:
    """The date of a FHIR date or dateTime as written. None where there is none; one that cannot be read is noted."""
    text = holder.text(key) if holder is not None else None
    if holder is None or text is None:
        return None
    day = _whole_date(text)
    if day is None:
        holder.findings.error("date-unreadable", f"{holder.path}.{key} is not a whole date ({text[:30]}).")
    return day


def _whole_date(text: str) -> date | None:
    if len(text) != 10 and text[10:11] != "T":
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def read_patient(subject: Node | None, scope: Scope) -> PatientAsSent:
    """The patient that a line names: the Patient resource, or what the reference itself says of them."""
    number = _identifier_value(subject, NHS_SYSTEM)
    patient = scope.resolve(subject) or _only_patient(scope, number)
    if patient is None:
        display = subject.text("display") if subject is not None else None
        return PatientAsSent(NhsNumber(number) if number else None, display or "")
    number = patient.identifier(NHS_SYSTEM) or number
    if patient.has("deceasedDateTime") or patient.raw.get("deceasedBoolean") is True:
        patient.findings.error("patient-deceased", "The document says that the patient has died. Do not dispense.")
    return PatientAsSent(
        nhs_number=NhsNumber(number) if number else None,
        name=person_name(patient),
        birth_date=read_date(patient, "birthDate"),
        gender=patient.text("gender"),
        address=_best_address(patient.nodes("address")),
    )


def _only_patient(scope: Scope, number: str | None) -> Node | None:
    """The one Patient of the document, unless the line names another person's NHS number."""
    patients = scope.resources("Patient")
    if len(patients) != 1:
        return None
    other = patients[0].identifier(NHS_SYSTEM)
    return patients[0] if number is None or other is None or number == other else None


def _identifier_value(reference: Node | None, system: str) -> str | None:
    identifier = reference.node("identifier") if reference is not None else None
    if identifier is None or identifier.text("system") not in (system, None):
        return None
    return identifier.text("value")


def person_name(person: Node) -> str:
    """The usual name: prefix, given, family, suffix; the name's own text only where nothing is structured."""
    names = person.nodes("name")
    if not names:
        return ""
    ranked = sorted(names, key=lambda name: {"usual": 0, "official": 1, None: 2}.get(name.text("use"), 3))
    name = ranked[0]
    parts = [*name.texts("prefix"), *name.texts("given"), name.text("family") or "", *name.texts("suffix")]
    return " ".join(part for part in parts if part) or name.text("text") or ""


def _best_address(addresses: tuple[Node, ...]) -> Address:
    if not addresses:
        return Address()
    ranked = sorted(addresses, key=lambda address: {"home": 0, "work": 0, None: 1}.get(address.text("use"), 2))
    return read_address(ranked[0])


def read_address(address: Node) -> Address:
    lines = [*address.texts("line"), *(address.text(part) or "" for part in ("city", "district", "state"))]
    return Address(tuple(line for line in lines if line), address.text("postalCode") or "")


def read_prescriber(requester: Node | None, scope: Scope) -> Prescriber:
    """Who prescribed, from which place: the service that the role names, else its organisation (PROTOCOL section 4)."""
    role = scope.resolve(requester)
    if role is None:
        return Prescriber(name=(requester.text("display") or "") if requester is not None else "")
    if role.kind == "Organization":
        return _from_place(role)
    if role.kind == "Practitioner":
        return Prescriber(person_name(role), phone=_phone(role), professional_code=_professional_code(role))
    practitioner = scope.resolve(role.node("practitioner"))
    named = role.node("practitioner")
    display = named.text("display") if named is not None else None
    name = (person_name(practitioner) if practitioner is not None else "") or display or ""
    place, place_reference = _place(role, scope)
    return Prescriber(
        name=name,
        organisation=_organisation(place, place_reference),
        organisation_name=_place_name(place, place_reference),
        phone=_phone(role) or _phone(practitioner) or _phone(place),
        professional_code=_professional_code(practitioner),
        address=_place_address(place, scope),
    )


def _from_place(organisation: Node) -> Prescriber:
    return Prescriber(
        name="",
        organisation=_organisation(organisation, None),
        organisation_name=organisation.text("name") or "",
        phone=_phone(organisation),
        address=_best_address(organisation.nodes("address")),
    )


def _place(role: Node, scope: Scope) -> tuple[Node | None, Node | None]:
    services = role.nodes("healthcareService")
    reference = services[0] if services else role.node("organization")
    return scope.resolve(reference), reference


def _organisation(place: Node | None, reference: Node | None) -> OdsCode | None:
    code = place.identifier(ODS_SYSTEM) if place is not None else None
    code = code or _identifier_value(reference, ODS_SYSTEM)
    return OdsCode(code) if code else None


def _place_name(place: Node | None, reference: Node | None) -> str:
    name = place.text("name") if place is not None else None
    return name or (reference.text("display") if reference is not None else None) or ""


def _place_address(place: Node | None, scope: Scope) -> Address:
    if place is None:
        return Address()
    if place.kind != "HealthcareService":
        return _best_address(place.nodes("address"))
    locations = place.nodes("location")
    site = scope.resolve(locations[0]) if locations else None
    address = site.node("address") if site is not None else None
    return read_address(address) if address is not None else Address()


def _phone(holder: Node | None) -> str | None:
    numbers = holder.nodes("telecom") if holder is not None else ()
    return next((value for number in numbers if _is_phone(number) and (value := number.text("value"))), None)


def _is_phone(telecom: Node) -> bool:
    return telecom.text("system") in ("phone", None)


def _professional_code(practitioner: Node | None) -> str | None:
    if practitioner is None:
        return None
    found = (practitioner.identifier(f"https://fhir.hl7.org.uk/Id/{name}") for name in _PROFESSIONAL_SYSTEMS)
    return next((value for value in found if value is not None), None)


def check_people(patient: PatientAsSent, prescriber: Prescriber, findings: Findings, *, whole: bool) -> None:
    """Notes what is wrong with the people. `whole`: the document is of a kind that states all of it."""
    if patient.nhs_number is None:
        if whole:
            findings.error(
                "nhs-number-missing", "The patient's NHS number is missing. Confirm who the patient is another way."
            )
    elif not patient.nhs_number.is_valid:
        findings.error(
            "nhs-number-invalid",
            f"The NHS number {patient.nhs_number.value[:30]} fails its check digit. "
            "Confirm who the patient is before anything else.",
        )
    if whole and not patient.name:
        findings.error("patient-name-missing", "The patient's name is missing.")
    if whole and patient.birth_date is None:
        findings.warning("birth-date-missing", "The patient's date of birth is missing or cannot be read.")
    if whole and not prescriber.name and prescriber.organisation is None:
        findings.error("prescriber-missing", "The document does not say who prescribed this.")
    if prescriber.organisation is not None and not prescriber.organisation.is_valid:
        findings.warning(
            "organisation-code-invalid",
            f"The prescriber's organisation code {prescriber.organisation.value[:30]} is no ODS code.",
        )

"""Taking in a prescription order: what makes one acceptable, and the state it starts in."""

import calendar
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from dispensary.simulators.eps import fhir, states
from dispensary.simulators.eps.fhir import Resource
from dispensary.simulators.eps.fragments import medication, repeats_allowed
from dispensary.simulators.eps.outcomes import Refused
from dispensary.simulators.eps.prescriptions import Issue, Line, Prescription

_SHORT_FORM = re.compile(r"[A-F0-9]{6}-[A-Z0-9]{6}-[A-F0-9]{5}[A-Z0-9+]")
_BASE37 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ+"
_COURSES = {"acute": "acute", "continuous": "repeat", "continuous-repeat-dispensing": "erd"}
_ENDORSEMENTS = frozenset({"CC", "FS", "ACBS", "SLS", "AF"})
_INTENTS = frozenset({"order", "original-order", "instance-order"})
_STANDARD_MONTHS = {"acute": 6, "repeat": 6, "erd": 12}
_CD_DAYS = 28
_SHORT_LIVED = frozenset({"CD2", "CD3", "CD4"})


def check_character(short_form: str) -> str:
    """The ISO 7064 MOD 37-2 check character of a prescription ID, from the 17 characters before it."""
    total = 0
    for character in short_form.replace("-", "")[:17]:
        total = (total + int(character, 36)) * 2
    return _BASE37[(38 - total % 37) % 37]


def is_prescription_id(short_form: str) -> bool:
    """True if the short form has its shape and its check character fits."""
    return bool(_SHORT_FORM.fullmatch(short_form)) and short_form[-1] == check_character(short_form)


def is_nhs_number(digits: str) -> bool:
    """True for ten digits whose modulus 11 check digit fits."""
    if not (len(digits) == 10 and digits.isascii() and digits.isdigit()):
        return False
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check != 10 and check % 11 == int(digits[9])


def is_order(resource: Resource) -> bool:
    """True for a message Bundle whose event is prescription-order."""
    header = next(iter(fhir.entries(resource, "MessageHeader")), {})
    return (
        resource.get("resourceType") == "Bundle"
        and resource.get("type") == "message"
        and fhir.text(header, "eventCoding", "code") == "prescription-order"
    )


def signed_at(order: Resource) -> datetime | None:
    """When the prescriber signed, if a Provenance says so."""
    for held in fhir.entries(order, "Provenance"):
        for signature in fhir.rows(held, "signature"):
            return _moment(fhir.text(signature, "when"))
    return None


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def accept_order(order: Resource, now: datetime) -> Prescription:
    """The prescription that this order makes, ready to be released. Raises Refused where EPS would not take it.

    An order that would already have expired is taken as if it were sent now, so that old examples can be used.
    """
    requests = fhir.entries(order, "MedicationRequest")
    if not 1 <= len(requests) <= 4:
        raise Refused("INVALID_NUMBER_MEDICATIONREQUESTS", f"{len(requests)} items")
    _check_same(requests)
    short_form = fhir.text(requests[0], "groupIdentifier", "value")
    if not is_prescription_id(short_form):
        raise Refused("FAILURE_TO_PROCESS_MESSAGE", f"{short_form} has an invalid checksum")
    for request in requests:
        _check_line(order, request)
    items = [fhir.identifier(request, fhir.ITEM_ID).lower() for request in requests]
    if len(set(items)) != len(items):
        raise Refused("DUPLICATE_MEDICATIONREQUEST_ID", short_form)
    patient = fhir.by_reference(order, fhir.text(requests[0], "subject", "reference"))
    nhs_number = fhir.identifier(patient, fhir.NHS_NUMBER)
    if not is_nhs_number(nhs_number):
        raise Refused("INVALID_RESOURCE_ID", f"NHS number {nhs_number}")
    return _prescription(order, requests, items, nhs_number, now)


def _check_same(requests: list[Resource]) -> None:
    for what, read in _SAME.items():
        if len({read(request) for request in requests}) > 1:
            raise Refused("INVALID_VALUE", f"the items differ in {what}")


def _type_code(request: Resource) -> str:
    held = fhir.extension(request, fhir.BASE + "Extension-DM-PrescriptionType")
    return fhir.text(held, "valueCoding", "code")


def _course(request: Resource) -> str:
    return fhir.code(fhir.part(request, "courseOfTherapyType"))


_SAME: dict[str, Callable[[Resource], object]] = {
    "groupIdentifier": lambda row: fhir.text(row, "groupIdentifier", "value"),
    "requester": lambda row: fhir.text(row, "requester", "reference"),
    "subject": lambda row: fhir.text(row, "subject", "reference"),
    "performer": lambda row: fhir.identifier(fhir.part(row, "dispenseRequest", "performer"), fhir.ODS),
    "prescription type": _type_code,
    "repeat dispensing": lambda row: _course(row) == "continuous-repeat-dispensing",
}


def _check_line(order: Resource, request: Resource) -> None:
    if request.get("status") != "active" or request.get("intent") not in _INTENTS:
        raise Refused("INVALID_VALUE", "an item must be an active order")
    if _course(request) not in _COURSES:
        raise Refused("INVALID_VALUE", "courseOfTherapyType")
    required = {
        "item number": fhir.identifier(request, fhir.ITEM_ID),
        "medication": fhir.text(medication(order, request), "code"),
        "dosageInstruction": fhir.rows(request, "dosageInstruction"),
        "dispenseRequest.quantity": fhir.text(request, "dispenseRequest", "quantity", "value"),
    }
    missing = [name for name, value in required.items() if not value]
    if missing:
        raise Refused("MISSING_FIELD", ", ".join(missing))
    for held in fhir.rows(request, "extension"):
        if held.get("url") == fhir.BASE + "Extension-DM-PrescriptionEndorsement":
            endorsement = fhir.code(fhir.part(held, "valueCodeableConcept"))
            if endorsement not in _ENDORSEMENTS:
                raise Refused("INVALID_VALUE", f"endorsement {endorsement}")


def _prescription(
    order: Resource, requests: list[Resource], items: list[str], nhs_number: str, now: datetime
) -> Prescription:
    first = requests[0]
    treatment = _treatment(requests)
    dispense_request = fhir.part(first, "dispenseRequest")
    start = _moment(fhir.text(dispense_request, "validityPeriod", "start"))
    prescribed = max(filter(None, (start, signed_at(order))), default=now)
    short_lived = _is_short_lived(requests)
    expires = expiry(prescribed, treatment, is_short_lived=short_lived)
    if expires < now:
        prescribed, expires = now, expiry(now, treatment, is_short_lived=short_lived)
    site = fhir.extension(dispense_request, fhir.BASE + "Extension-DM-PerformerSiteType")
    nominated = fhir.identifier(fhir.part(dispense_request, "performer"), fhir.ODS)
    is_nominated = bool(nominated) and fhir.text(site, "valueCoding", "code") != "0004"
    days = fhir.part(dispense_request, "expectedSupplyDuration").get("value")
    authorised = repeats_allowed(first) + 1 if treatment == "erd" else 1
    group = fhir.part(first, "groupIdentifier")
    long_id = fhir.part(fhir.extension(group, fhir.BASE + "Extension-DM-PrescriptionId"), "valueIdentifier")
    is_future = prescribed.date() > now.date()
    prescription = Prescription(
        prescription_id=fhir.text(group, "value"),
        uuid=fhir.text(long_id, "value").lower(),
        nhs_number=nhs_number,
        treatment=treatment,
        bundle=fhir.render(order),
        prescribed_at=prescribed,
        expires_at=expires,
        issues=[],
        nominated=nominated if is_nominated else None,
        days_supply=int(days) if days is not None else None,
    )
    opening = states.FUTURE_DATED if is_future else states.TO_BE_DISPENSED
    prescription.issues = [
        Issue(
            number=number,
            status=opening if number == 1 else states.FUTURE_ISSUE,
            lines=[Line(item, states.LINE_TO_BE_DISPENSED) for item in items],
            available_on=available_on(prescription, number),
        )
        for number in range(1, authorised + 1)
    ]
    return prescription


def _treatment(requests: list[Resource]) -> str:
    """Of a mixed acute and repeat prescription the whole counts as acute."""
    courses = {_COURSES[_course(request)] for request in requests}
    return "acute" if "acute" in courses else courses.pop()


def _is_short_lived(requests: list[Resource]) -> bool:
    """True if every item is a schedule 2, 3 or 4 controlled drug: the prescription lives 28 days."""
    schedules = [
        fhir.text(fhir.extension(fhir.extension(request, fhir.CONTROLLED_DRUG), "schedule"), "valueCoding", "code")
        for request in requests
    ]
    return all(schedule in _SHORT_LIVED for schedule in schedules)


def expiry(prescribed: datetime, treatment: str, *, is_short_lived: bool) -> datetime:
    """The last second of validity: whole months (28 days for schedule 2, 3 and 4), the first day not counted."""
    day = prescribed.date()
    if is_short_lived and treatment != "erd":
        last = day + timedelta(days=_CD_DAYS)
    else:
        last = _months_later(day, _STANDARD_MONTHS[treatment])
    return datetime.combine(last, time(23, 59, 59), tzinfo=UTC)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def available_on(prescription: Prescription, number: int) -> date:
    """The nominated download date of an issue: a week before the supply before it runs out; issue 1 at once."""
    prescribed = prescription.prescribed_at.date()
    if number == 1 or prescription.days_supply is None:
        return prescribed
    return prescribed + timedelta(days=prescription.days_supply * (number - 1) - 7)

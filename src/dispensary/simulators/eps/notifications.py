"""Dispense notifications: what one must say, and what it does to the prescription."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from dispensary.simulators.eps import fhir, states
from dispensary.simulators.eps.fhir import BASE, Resource
from dispensary.simulators.eps.outcomes import Refused
from dispensary.simulators.eps.prescriptions import Issue, LogEntry, Notification, Prescription, State
from dispensary.simulators.eps.tasks import reopen
from dispensary.simulators.eps.timers import open_next

_AUTHORITIES = frozenset({"T1450", "RQFZ1"})


def notify(state: State, bundle: Resource, request_id: str, now: datetime) -> None:
    """Takes in a dispense notification, or an amendment of the latest one. Raises Refused."""
    header = next(iter(fhir.entries(bundle, "MessageHeader")), {})
    bundle_id = fhir.plain_id(fhir.text(bundle, "identifier", "value"))
    dispenses = fhir.entries(bundle, "MedicationDispense")
    _check_message(bundle, header, bundle_id, dispenses)
    prescription, issue = _meant(state, dispenses)
    _check_sender(state, header, issue)
    _check_lines(dispenses, prescription, issue)
    if any(held.bundle_id == bundle_id for held in issue.notifications):
        raise Refused("DUPLICATE_MEDICATIONREQUEST_ID", f"message {bundle_id} was accepted before")
    replaced = _replaced(header, issue)
    before = (replaced.status_before, replaced.lines_before) if replaced else (issue.status, issue.line_statuses())
    status = _prescription_status(dispenses)
    lines = _changed_lines(dispenses, before[1])
    _check_change(state, before[0], status, lines)
    if replaced:
        reopen(prescription, issue)
        issue.notifications.pop()
    issue.notifications.append(
        Notification(
            bundle_id=bundle_id,
            at=now,
            handed_over=_handed_over(dispenses),
            status_before=before[0],
            lines_before=before[1],
            status_after=status,
            lines_after=lines,
            quantities=_quantities(dispenses),
        )
    )
    issue.status = status
    issue.set_lines(lines)
    issue.last_dispensed = issue.notifications[-1].handed_over.date()
    issue.completed_at = now if status in states.COMPLETE else None
    if status in states.COMPLETE:
        open_next(prescription, issue, now)
    act = "amendment" if replaced else "notification"
    state.log.append(LogEntry(now, act, request_id, bundle_id, issue.holder, [prescription.prescription_id]))


def _check_message(bundle: Resource, header: Resource, bundle_id: str, dispenses: list[Resource]) -> None:
    missing = [
        name
        for name, value in {
            "Bundle.identifier": bundle_id,
            "MessageHeader.sender": fhir.text(header, "sender", "identifier", "value"),
            "MessageHeader.response.identifier": fhir.text(header, "response", "identifier"),
            "MedicationDispense": dispenses,
            "reimbursementAuthority": _reimbursement_authority(bundle),
        }.items()
        if not value
    ]
    if missing:
        raise Refused("MISSING_FIELD", ", ".join(missing))
    if _reimbursement_authority(bundle) not in _AUTHORITIES:
        raise Refused("INVALID_VALUE", "reimbursementAuthority")
    for dispense in dispenses:
        _check_dispense(dispense)
    for what, read in _SAME.items():
        if len({read(dispense) for dispense in dispenses}) > 1:
            raise Refused("INVALID_VALUE", f"{what} must be the same on every MedicationDispense")


def _reimbursement_authority(bundle: Resource) -> str:
    for organisation in fhir.entries(bundle, "Organization"):
        held = fhir.extension(organisation, BASE + "Extension-ODS-OrganisationRelationships")
        authority = fhir.extension(held, "reimbursementAuthority")
        if authority:
            return fhir.text(authority, "valueIdentifier", "value")
    return ""


def _check_dispense(dispense: Resource) -> None:
    concept, reference = dispense.get("medicationCodeableConcept"), dispense.get("medicationReference")
    missing = [
        name
        for name, value in {
            "whenHandedOver": dispense.get("whenHandedOver"),
            "subject": _nhs_number(dispense),
            "type": _line_status(dispense),
            "authorizingPrescription": _item_id(dispense),
            "quantity": fhir.text(dispense, "quantity", "value"),
            "medication": concept or reference,
            "identifier": fhir.identifier(dispense, "https://fhir.nhs.uk/Id/prescription-dispense-item-number"),
        }.items()
        if not value
    ]
    if missing:
        raise Refused("MISSING_FIELD", ", ".join(missing))
    if concept and reference:
        raise Refused("INVALID_VALUE", "both medicationCodeableConcept and medicationReference")
    if len(fhir.rows(dispense, "performer")) != 1:
        raise Refused("INVALID_VALUE", "one performer")
    if _line_status(dispense) not in states.LINE_DISPLAY:
        raise Refused("INVALID_VALUE", f"type {_line_status(dispense)}")
    if _line_status(dispense) == states.LINE_NOT_DISPENSED and not fhir.code(
        fhir.part(dispense, "statusReasonCodeableConcept")
    ):
        raise Refused("MISSING_FIELD", "statusReasonCodeableConcept of an item not dispensed")
    try:
        amount = Decimal(fhir.text(dispense, "quantity", "value"))
    except InvalidOperation:
        raise Refused("INVALID_VALUE", "quantity") from None
    if not amount.is_finite() or amount < 0:
        raise Refused("INVALID_VALUE", "quantity")


def _nhs_number(dispense: Resource) -> str:
    return fhir.text(dispense, "subject", "identifier", "value")


def _line_status(dispense: Resource) -> str:
    return fhir.code(fhir.part(dispense, "type"))


def _request(dispense: Resource) -> Resource:
    reference = next((fhir.text(row, "reference") for row in fhir.rows(dispense, "authorizingPrescription")), "")
    return fhir.contained(dispense, reference)


def _item_id(dispense: Resource) -> str:
    return fhir.identifier(_request(dispense), fhir.ITEM_ID).lower()


def _business_status(dispense: Resource) -> str:
    return fhir.text(fhir.extension(dispense, fhir.BUSINESS_STATUS), "valueCoding", "code")


def _reason(dispense: Resource) -> str:
    held = fhir.extension(dispense, BASE + "Extension-DM-PrescriptionNonDispensingReason")
    return fhir.text(held, "valueCoding", "code")


def _performer(dispense: Resource) -> str:
    reference = next((fhir.text(row, "actor", "reference") for row in fhir.rows(dispense, "performer")), "")
    role = fhir.contained(dispense, reference)
    return fhir.identifier(role, "https://fhir.nhs.uk/Id/sds-role-profile-id")


def _counts(dispense: Resource) -> tuple[int, int] | None:
    based_on = next(iter(fhir.rows(_request(dispense), "basedOn")), {})
    return fhir.repeat_counts(dispense) or fhir.repeat_counts(based_on)


_SAME: dict[str, Callable[[Resource], object]] = {
    "whenHandedOver": lambda row: row.get("whenHandedOver"),
    "NHS number": _nhs_number,
    "repeat information": _counts,
    "performer": _performer,
    "prescription status": _business_status,
    "non-dispensing reason": _reason,
    "prescription ID": lambda row: fhir.text(_request(row), "groupIdentifier", "value"),
}


def _handed_over(dispenses: list[Resource]) -> datetime:
    try:
        moment = datetime.fromisoformat(fhir.text(dispenses[0], "whenHandedOver"))
    except ValueError:
        raise Refused("INVALID_VALUE", "whenHandedOver") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _meant(state: State, dispenses: list[Resource]) -> tuple[Prescription, Issue]:
    prescription = state.prescriptions.get(fhir.text(_request(dispenses[0]), "groupIdentifier", "value"))
    if prescription is None:
        raise Refused("PRESCRIPTION_NOT_FOUND")
    if _nhs_number(dispenses[0]) != prescription.nhs_number:
        raise Refused("INVALID_VALUE", "NHS number")
    if not prescription.is_erd:
        return prescription, prescription.issues[0]
    counts = _counts(dispenses[0])
    if counts is None:
        raise Refused("MISSING_FIELD", "Extension-EPS-RepeatInformation")
    issue = prescription.issue(counts[1] + 1)
    if counts[0] + 1 != len(prescription.issues) or issue is None:
        raise Refused("MISMATCH_AUTHORISED_REPEAT_COUNT", f"{counts[0] + 1} authorised, issue {counts[1] + 1}")
    return prescription, issue


def _check_sender(state: State, header: Resource, issue: Issue) -> None:
    if issue.holder is None:
        raise Refused("PRESCRIPTION_INVALID_STATE_TRANSITION", f"{issue.status}: no dispenser holds it")
    sender = fhir.text(header, "sender", "identifier", "value")
    if sender != issue.holder:
        raise Refused("PRESCRIPTION_WITH_ANOTHER_DISPENSER", f"held by {issue.holder}, not {sender}")
    answered = fhir.plain_id(fhir.text(header, "response", "identifier"))
    if state.strict and answered != issue.release_id:
        raise Refused("INVALID_MESSAGE", f"this issue was released as {issue.release_id}, not {answered}")


def _check_lines(dispenses: list[Resource], prescription: Prescription, issue: Issue) -> None:
    named = {_item_id(dispense) for dispense in dispenses}
    held = set(issue.line_statuses())
    if named != held:
        raise Refused(
            "MEDICATIONREQUEST_NOT_FOUND", f"{prescription.prescription_id} has {len(held)} items, all needed"
        )
    for item in named:
        if len({_line_status(dispense) for dispense in dispenses if _item_id(dispense) == item}) > 1:
            raise Refused("INVALID_VALUE", "one item with two statuses")


def _replaced(header: Resource, issue: Issue) -> Notification | None:
    extension = fhir.extension(header, fhir.REPLACEMENT_OF)
    if not extension:
        return None
    replaced = fhir.plain_id(fhir.text(extension, "valueIdentifier", "value"))
    if not issue.notifications or issue.notifications[-1].bundle_id != replaced:
        raise Refused("DISPENSE_AMEND_IDENTIFIER_MISMATCH", replaced)
    if issue.status in {states.CLAIMED, states.NO_CLAIMED}:
        raise Refused("PRESCRIPTION_INVALID_STATE_TRANSITION", "claimed; amend the claim")
    return issue.notifications[-1]


def _prescription_status(dispenses: list[Resource]) -> str:
    status = _business_status(dispenses[0])
    if status not in states.NOTIFIABLE:
        raise Refused("INVALID_VALUE", f"prescription status {status or 'missing'}")
    return status


def _changed_lines(dispenses: list[Resource], before: dict[str, str]) -> dict[str, str]:
    lines = {_item_id(dispense): _line_status(dispense) for dispense in dispenses}
    for item, status in lines.items():
        if status not in states.LINE_CHANGES[before[item]]:
            raise Refused("MEDICATIONREQUEST_INVALID_STATE_TRANSITION", f"{item}: {before[item]} to {status}")
    return lines


def _check_change(state: State, before: str, status: str, lines: dict[str, str]) -> None:
    if before not in states.HELD:
        raise Refused("PRESCRIPTION_INVALID_STATE_TRANSITION", f"{before} to {status}")
    if state.strict and not states.lines_fit(status, list(lines.values())):
        raise Refused("PRESCRIPTION_INVALID_STATE_TRANSITION", f"{status} with items {sorted(lines.values())}")


def _quantities(dispenses: list[Resource]) -> dict[str, str]:
    totals: dict[str, Decimal] = {}
    for dispense in dispenses:
        amount = Decimal(fhir.text(dispense, "quantity", "value"))
        totals[_item_id(dispense)] = totals.get(_item_id(dispense), Decimal(0)) + amount
    return {item: str(amount) for item, amount in totals.items()}

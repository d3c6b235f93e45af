"""Release: who may have a prescription, and how it becomes theirs."""

from datetime import datetime

from dispensary.simulators.eps import fhir, outcomes, signing, states, wire
from dispensary.simulators.eps.fhir import Resource
from dispensary.simulators.eps.outcomes import Refused
from dispensary.simulators.eps.prescriptions import Issue, LogEntry, Prescription, State
from dispensary.simulators.eps.tasks import free_issue

PAGE = 25
"""The most prescriptions that one nominated release gives."""


def requested_id(parameters: Resource) -> str | None:
    """The prescription ID in a release request, or None for a nominated release."""
    found = _parameter(parameters, "group-identifier")
    return fhir.text(found, "valueIdentifier", "value") if found else None


def _parameter(parameters: Resource, name: str) -> Resource:
    return next((row for row in fhir.rows(parameters, "parameter") if row.get("name") == name), {})


def release(state: State, parameters: Resource, request_id: str, now: datetime) -> Resource:
    """Answers a release request and makes its effect. Raises Refused."""
    owner = _owner(parameters)
    short_form = requested_id(parameters)
    release_id = wire.derived_id("release", request_id)
    if short_form is not None:
        chosen = [_by_id(state, short_form, fhir.identifier(owner, fhir.ODS))]
    else:
        chosen = _nominated(state, fhir.identifier(owner, fhir.ODS))
        if not chosen:
            return outcomes.no_more_prescriptions(now)
    return _hand_over(state, chosen, owner, release_id, request_id, now)


def _owner(parameters: Resource) -> Resource:
    if parameters.get("resourceType") != "Parameters":
        raise Refused("INVALID_MESSAGE", "a release request is a Parameters resource")
    owner = fhir.part(_parameter(parameters, "owner"), "resource")
    agent = fhir.part(_parameter(parameters, "agent"), "resource")
    missing = [
        name
        for name, value in {
            "owner": fhir.identifier(owner, fhir.ODS),
            "status": _parameter(parameters, "status").get("valueCode") == "accepted",
            "agent": fhir.identifier(agent, "https://fhir.nhs.uk/Id/sds-role-profile-id"),
            "agent.telecom": fhir.rows(agent, "telecom"),
        }.items()
        if not value
    ]
    if missing:
        raise Refused("MISSING_FIELD", ", ".join(missing))
    if "reference" in fhir.part(agent, "practitioner"):
        raise Refused("INVALID_VALUE", "agent.practitioner must be an identifier, not a reference")
    return owner


def _by_id(state: State, short_form: str, ods: str) -> tuple[Prescription, Issue]:
    prescription = state.prescriptions.get(short_form)
    if prescription is None:
        raise Refused("RESOURCE_NOT_FOUND", short_form)
    issue = prescription.current()
    if issue.status == states.CANCELLED:
        raise Refused("PRESCRIPTION_CANCELLED", short_form)
    if issue.status == states.EXPIRED:
        raise Refused("PRESCRIPTION_EXPIRED", short_form)
    if issue.status in states.HELD and issue.holder != ods:
        organisation = fhir.parse(issue.holder_organisation) if issue.holder_organisation else None
        raise Refused("PRESCRIPTION_WITH_ANOTHER_DISPENSER", short_form, holder=organisation)
    if issue.status in states.COMPLETE:
        raise Refused("PRESCRIPTION_DISPENSED", short_form)
    if issue.status in {states.FUTURE_DATED, states.FUTURE_ISSUE}:
        raise Refused("FAILURE_TO_PROCESS_MESSAGE", f"{short_form} may not be released yet")
    return prescription, issue


def _nominated(state: State, ods: str) -> list[tuple[Prescription, Issue]]:
    waiting = [
        (prescription, issue)
        for prescription in state.prescriptions.values()
        for issue in prescription.issues
        if prescription.nominated == ods and issue.status == states.TO_BE_DISPENSED
    ]
    waiting.sort(key=lambda pair: (pair[1].available_on, pair[0].prescribed_at, pair[0].prescription_id))
    return waiting[:PAGE]


def _hand_over(
    state: State,
    chosen: list[tuple[Prescription, Issue]],
    owner: Resource,
    release_id: str,
    request_id: str,
    now: datetime,
) -> Resource:
    ods = fhir.identifier(owner, fhir.ODS)
    passed: list[Resource] = []
    failed: list[Resource] = []
    for prescription, issue in chosen:
        _take(issue, owner, release_id, now)
        bundle = wire.released_order(prescription, issue, issue.release_id or release_id, ods)
        if signing.signature_errors(fhir.parse(prescription.bundle), state.trusted):
            failed.append(bundle)
            free_issue(prescription, issue)
        else:
            passed.append(bundle)
    state.log.append(
        LogEntry(now, "release", request_id, release_id, ods, [pair[0].prescription_id for pair in chosen])
    )
    return wire.release_response(release_id, passed, failed, now)


def _take(issue: Issue, owner: Resource, release_id: str, now: datetime) -> None:
    """Gives the issue to the owner; one that the owner holds already is given again, as it stands."""
    if issue.status in states.HELD:
        return
    issue.status = states.WITH_DISPENSER
    issue.set_lines({line.item_id: states.line_on_release(line.status) for line in issue.lines})
    issue.holder = fhir.identifier(owner, fhir.ODS)
    issue.holder_organisation = fhir.render(owner)
    issue.release_id = release_id
    issue.released_at = now

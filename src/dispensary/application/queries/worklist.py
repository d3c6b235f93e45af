"""The worklist: every prescription that still needs somebody, by where it stands and what to look out for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dispensary.application.case import case_with, history_of
from dispensary.application.clinical_check import last_day_of, needs_check
from dispensary.application.ports.store import UnitOfWork
from dispensary.application.schedules import schedule_of
from dispensary.application.workplace import Workplace
from dispensary.domain.clinical.case import HistoryItem
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import Cause, Tier
from dispensary.domain.dispensing import Dispensing, Service, stage_of
from dispensary.domain.eps_status import CLOSED_AT_RELEASE
from dispensary.domain.identifiers import IssueKey, PatientId
from dispensary.domain.patient import Communication, Patient
from dispensary.domain.prescription import PrescribedItem
from dispensary.domain.workflow import SETTLED, Stage

SOON_DAYS = 7


class Tab(StrEnum):
    """Where somebody looks for work."""

    NEW = "new"
    CLINICAL_CHECK = "clinical-check"
    TO_LABEL = "to-label"
    TO_ASSEMBLE = "to-assemble"
    ACCURACY_CHECK = "accuracy-check"
    BAGGED = "bagged"
    OWING = "owing"
    QUERY = "query"
    TO_CLAIM = "to-claim"


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of the worklist. Times are moments; words for them are made where they are shown.

    stops: stop findings nobody has settled; not_checked: doses that could not be read; controlled: the highest schedule
    (the lowest number) on it; days_left: days until the first item expires, None where no date was sent.
    """

    key: IssueKey
    tab: Tab
    stage: Stage
    name: str
    birth_date: date | None
    nhs_number: str
    items: int
    service: Service
    received_at: datetime
    promised_at: datetime | None
    stops: int = 0
    reasons: int = 0
    unread_doses: int = 0
    controlled: int | None = None
    owing: int = 0
    days_left: int | None = None
    communication: tuple[Communication, ...] = ()
    failed: str = ""
    linked: bool = True
    cancelled: int = 0
    shelf: str = ""
    bag: str = ""
    claimed: bool = False


def worklist(place: Workplace) -> Sequence[WorkRow]:
    """Every open prescription: what was promised for a time, soonest first, then the rest, oldest first. Reads only."""
    with place.store.read() as uow:
        now = place.clock.now()
        waiting = uow.dispensings.open()
        people = uow.patients.those({held.patient for held in waiting if held.patient is not None})
        theirs: dict[PatientId | None, list[Dispensing]] = {}
        for held in reversed(waiting):
            theirs.setdefault(held.patient, []).append(held)
        rows = [
            _row(place, uow, held, now, people.get(held.patient) if held.patient else None, theirs[held.patient])
            for held in waiting
        ]
    return sorted(
        rows,
        key=lambda row: (row.promised_at is None, row.promised_at or row.received_at, row.received_at, str(row.key)),
    )


def _row(
    place: Workplace,
    uow: UnitOfWork,
    held: Dispensing,
    now: datetime,
    patient: Patient | None,
    theirs: Sequence[Dispensing],
) -> WorkRow:
    """The line for one prescription. theirs: all that are open for the same person, newest first."""
    history = history_of(place, uow, held, patient, now, theirs) if patient is not None else ()
    tab = tab_of(place, uow, held, now, history)
    stops, reasons, unread = _findings(place, held, patient, tab, now, history)
    sent = held.prescription
    open_items = [item for item, work in held.pairs() if work.stage not in SETTLED]
    return WorkRow(
        key=held.key,
        tab=tab,
        stage=stage_of(held),
        name=sent.patient.name,
        birth_date=sent.patient.birth_date,
        nhs_number=sent.patient.nhs_number.spaced if sent.patient.nhs_number else "",
        items=len(held.items),
        service=held.service,
        received_at=held.received_at,
        promised_at=held.promised_at,
        stops=stops,
        reasons=reasons,
        unread_doses=unread,
        controlled=_controlled(place, held),
        owing=sum(work.stage is Stage.OWING for work in held.items),
        days_left=min(
            (days for item in open_items if (days := _days(place, held, item, now)) is not None), default=None
        ),
        communication=patient.communication if patient is not None else (),
        failed=held.failed,
        linked=patient is not None,
        cancelled=sum(item.line_status in ("0005", "0006") for item in sent.items),
        shelf=held.bag.shelf if held.bag else "",
        bag=held.bag.number.value if held.bag else "",
        claimed=held.claim is not None,
    )


def _days(place: Workplace, held: Dispensing, item: PrescribedItem, now: datetime) -> int | None:
    last = last_day_of(place, held, item)
    return None if last is None else (last - now.date()).days


def _controlled(place: Workplace, held: Dispensing) -> int | None:
    drugs = (schedule_of(place, item) for item in held.prescription.items)
    return min((drug.schedule for drug in drugs if drug is not None and drug.schedule is not None), default=None)


def tab_of(
    place: Workplace, uow: UnitOfWork, held: Dispensing, now: datetime, history: tuple[HistoryItem, ...] | None = None
) -> Tab:
    """Where the prescription is looked for: at the earliest thing that still has to be done to any item.

    history: `history_of` the same dispensing, where it was read before.
    """
    if held.failed or any(work.stage is Stage.QUERIED for work in held.items):
        return Tab.QUERY
    if held.patient is None:
        return Tab.NEW
    alive = [work for item, work in held.pairs() if _alive(item.line_status)]
    if any(needs_check(place, uow, held, work, now, history) for work in alive):
        return Tab.CLINICAL_CHECK
    return _TABS.get(_earliest(held), Tab.TO_CLAIM)


def _alive(line_status: str | None) -> bool:
    return line_status not in CLOSED_AT_RELEASE


def _earliest(held: Dispensing) -> Stage | None:
    stages = [work.stage for item, work in held.pairs() if _alive(item.line_status) and work.stage not in SETTLED]
    return min(stages, key=list(_TABS).index, default=None)


_TABS: dict[Stage | None, Tab] = {
    Stage.RECEIVED: Tab.CLINICAL_CHECK,
    Stage.CLINICALLY_CHECKED: Tab.TO_LABEL,
    Stage.LABELLED: Tab.TO_ASSEMBLE,
    Stage.ASSEMBLED: Tab.ACCURACY_CHECK,
    Stage.ACCURACY_CHECKED: Tab.ACCURACY_CHECK,
    Stage.BAGGED: Tab.BAGGED,
    Stage.OWING: Tab.OWING,
}


def _findings(
    place: Workplace,
    held: Dispensing,
    patient: Patient | None,
    tab: Tab,
    now: datetime,
    history: tuple[HistoryItem, ...],
) -> tuple[int, int, int]:
    """Stops and reasons waiting, and doses nobody could read, while the prescription waits for its clinical check."""
    if tab is not Tab.CLINICAL_CHECK or patient is None:
        return 0, 0, 0
    result = check(case_with(place, held, patient, now, history), place.knowledge)
    unread = sum(len(entry.items) or 1 for entry in result.not_checked if entry.cause is Cause.UNREAD_DOSE)
    return (
        sum(found.tier is Tier.STOP for found in result.findings),
        sum(found.tier is Tier.REASON for found in result.findings),
        unread,
    )

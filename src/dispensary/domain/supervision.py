"""The law of supervision as data, and what follows from it: whether a task may be done now, and who may give it.

Pure: who is responsible, who is absent and which day it is are arguments.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dispensary.domain.identifiers import UserId
from dispensary.domain.people import (
    Absence,
    AbsentTooLong,
    Authorisation,
    AuthorisationEnded,
    AuthorisationNotBegun,
    AuthorisationRevoked,
    Basis,
    LawNotInForce,
    NoResponsiblePharmacist,
    NotAuthorised,
    NotOnRegister,
    OnDuty,
    OnlyWhileResponsible,
    PharmacistNeeded,
    Register,
    ResponsibleAbsent,
    Task,
    User,
)
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_people import AuthorisationUnfit, NotByThisPerson, NotToOneself, Unfit


@dataclass(frozen=True, slots=True)
class SupervisionRules:
    """What the law fixes and may change by order, so it is kept as configuration.

    technicians_from: reg 220A in force (by a separate commencement order). hand_out_from: reg 220B in force.
    absence_minutes: how long responsible pharmacists may be absent in one day, all together (SI 2008/2789 reg 3).
    """

    technicians_from: date = date(2026, 12, 10)
    hand_out_from: date = date(2026, 1, 7)
    absence_minutes: int = 120


@dataclass(frozen=True, slots=True)
class Enabling:
    """What one regulation lets a pharmacist authorise. register: only for people on it (None: any competent member of
    the team). in_absence: it holds while the responsible pharmacist is absent too. source: where that stands.
    """

    regulation: str
    tasks: frozenset[Task]
    register: Register | None
    in_absence: bool
    source: str


ENABLING: Mapping[Basis, Enabling] = {
    Basis.REG_220A: Enabling(
        "regulation 220A",
        frozenset({Task.LABEL, Task.ASSEMBLE, Task.ACCURACY_CHECK, Task.HAND_OUT}),
        Register.TECHNICIAN,
        # Whether it reaches into an absence is not read in the regulation itself, so nothing rests on it here.
        in_absence=False,
        source="Human Medicines Regulations 2012, reg 220A; Medicines Act 1968, ss 10 and 10A",
    ),
    Basis.REG_220B: Enabling(
        "regulation 220B",
        frozenset({Task.HAND_OUT}),
        None,
        in_absence=True,
        source="Human Medicines Regulations 2012, reg 220B: checked and bagged items",
    ),
}

FOR_PHARMACISTS = frozenset({Task.CLINICAL_CHECK, Task.SUPERVISE})
"""What is a pharmacist's only, whatever was authorised."""
BY_LAW = FOR_PHARMACISTS | {Task.LABEL, Task.ASSEMBLE, Task.ACCURACY_CHECK, Task.HAND_OUT}
"""What a pharmacist may do by being one, and so may take up without anybody else."""
PROFESSIONAL = BY_LAW | {Task.OPEN_RESTRICTED}
"""What only a pharmacist gives; who runs the accounts does not."""
ON_ITEMS = frozenset({Task.LABEL, Task.ASSEMBLE, Task.ACCURACY_CHECK, Task.HAND_OUT})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How things stand at this moment. minutes_absent: of today, all responsible pharmacists together."""

    now: datetime
    rules: SupervisionRules = SupervisionRules()
    duty: OnDuty | None = None
    away: Absence | None = None
    minutes_absent: int = 0

    @property
    def day(self) -> date:
        return self.now.date()

    @property
    def responsible(self) -> UserId | None:
        return self.duty.user if self.duty is not None else None


def in_force(basis: Basis, rules: SupervisionRules) -> date | None:
    """The first day of the regulation; None for what rests on none."""
    return {Basis.REG_220A: rules.technicians_from, Basis.REG_220B: rules.hand_out_from}.get(basis)


def decide(user: User, task: Task, at: Circumstances, *, on_duty: bool = True) -> Authorisation | Refusal:
    """The authorisation under which this person may do it now, or why they may not.

    on_duty: it needs a responsible pharmacist, who is present unless the authorisation holds in an absence too. Where
    several authorisations fail, the one that comes nearest says why.
    """
    if task in FOR_PHARMACISTS and not user.pharmacist:
        return PharmacistNeeded(user.name)
    refusals: list[Refusal] = []
    standing: list[Authorisation] = []
    for held in user.authorisations:
        if held.task is task and _reaches(held):
            refused = lapsed(user, held, at)
            if refused is None:
                standing.append(held)
            else:
                refusals.append(refused)
    if not standing:
        return min(refusals, key=_distance, default=NotAuthorised(task, user.name))
    return _supervised(standing, at) if on_duty else standing[0]


def _reaches(held: Authorisation) -> bool:
    """Whether the regulation that it rests on lets anybody authorise this task; nobody can give another."""
    enabling = ENABLING.get(held.basis)
    return enabling is None or held.task in enabling.tasks


def lapsed(user: User, held: Authorisation, at: Circumstances) -> Refusal | None:
    """Why one authorisation does not stand now, apart from who is present."""
    if held.revoked is not None:
        return AuthorisationRevoked(held.task, user.name, held.revoked.at.date())
    if held.until is not None and at.day > held.until:
        return AuthorisationEnded(held.task, user.name, held.until)
    enabling, begins = ENABLING.get(held.basis), in_force(held.basis, at.rules)
    if enabling is not None and begins is not None:
        if enabling.register is not None and user.register is not enabling.register:
            return NotOnRegister(user.name, enabling.register)
        if at.day < begins:
            return LawNotInForce(held.task, user.name, enabling.regulation, begins)
    if at.day < held.since:
        return AuthorisationNotBegun(held.task, user.name, held.since)
    bound = held.conditions
    if bound.responsible is not None and bound.responsible != at.responsible:
        return OnlyWhileResponsible(held.task, user.name, bound.responsible_name or bound.responsible.value)
    return None


_NEAREST: tuple[type[Refusal], ...] = (
    OnlyWhileResponsible,
    LawNotInForce,
    NotOnRegister,
    AuthorisationNotBegun,
    AuthorisationEnded,
    AuthorisationRevoked,
)


def _distance(refused: Refusal) -> tuple[int, int]:
    """The nearest kind first; of two that ended, the one that ended last."""
    ended = refused.on if isinstance(refused, AuthorisationEnded | AuthorisationRevoked) else date.min
    return _NEAREST.index(type(refused)), -ended.toordinal()


def _supervised(standing: Sequence[Authorisation], at: Circumstances) -> Authorisation | Refusal:
    if at.duty is None:
        return NoResponsiblePharmacist()
    if at.away is None:
        return standing[0]
    for held in standing:
        enabling = ENABLING.get(held.basis)
        if enabling is not None and enabling.in_absence:
            over = at.minutes_absent > at.rules.absence_minutes
            return AbsentTooLong(at.duty.name, at.rules.absence_minutes) if over else held
    return ResponsibleAbsent(at.duty.name, at.away.left_at)


def time_absent(absences: Iterable[Absence], now: datetime) -> timedelta:
    """How long responsible pharmacists were absent on the day of `now`, so far; what overlaps counts once.

    Counted from leaving to returning, while somebody is signed on as responsible: outside business hours nobody is.
    """
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    spans = sorted((max(each.left_at, start), min(each.returned_at or now, now)) for each in absences)
    total, reached = timedelta(), start
    for left, back in spans:
        total += max(timedelta(), back - max(left, reached))
        reached = max(reached, back)
    return total


def may_give(giver: User, receiver: User, wanted: Authorisation, today: date) -> Refusal | None:
    """Whether this person may authorise that one so. Only a pharmacist gives what is professional, whoever runs the
    accounts; nobody gives themselves more than the law does; nothing is dated back.
    """
    task = wanted.task
    if task in FOR_PHARMACISTS and not receiver.pharmacist:
        return PharmacistNeeded(receiver.name)
    if task in PROFESSIONAL and not giver.pharmacist:
        return NotByThisPerson(task, giver.name, pharmacist=True)
    if task not in PROFESSIONAL and not giver.may(Task.ADMINISTER, today):
        return NotByThisPerson(task, giver.name, pharmacist=False)
    if giver.id == receiver.id and not (giver.pharmacist and task in BY_LAW):
        return NotToOneself(task, giver.name)
    return _fits(receiver, wanted, today)


def _fits(receiver: User, wanted: Authorisation, today: date) -> Refusal | None:
    enabling = ENABLING.get(wanted.basis)
    if enabling is not None and wanted.task not in enabling.tasks:
        return AuthorisationUnfit(wanted.task, Unfit.REGULATION)
    if enabling is not None and enabling.register is not None and receiver.register is not enabling.register:
        return NotOnRegister(receiver.name, enabling.register)
    if wanted.since < today or (wanted.until is not None and wanted.until < wanted.since):
        return AuthorisationUnfit(wanted.task, Unfit.DATES)
    bound = wanted.conditions
    if bound.bagged_only and wanted.task is not Task.HAND_OUT:
        return AuthorisationUnfit(wanted.task, Unfit.BAGGED_ONLY)
    if bound.no_controlled_drugs and wanted.task not in ON_ITEMS:
        return AuthorisationUnfit(wanted.task, Unfit.CONTROLLED_DRUGS)
    return None


def may_take_back(taker: User, held: Authorisation, today: date) -> bool:
    """Whether this person may revoke it: a pharmacist what is professional, who runs the accounts any. Taking away is
    never the dangerous direction.
    """
    return taker.may(Task.ADMINISTER, today) or (held.task in PROFESSIONAL and taker.pharmacist)


def is_lasting_administrator(user: User, today: date) -> bool:
    """Whether this person can be relied on to run the accounts: no end of the account or of the task is fixed."""
    if user.system or user.until is not None or not user.open_on(today):
        return False
    return any(
        held.task is Task.ADMINISTER and held.until is None and held.holds_on(today) for held in user.authorisations
    )


def leaves_nobody(staff: Iterable[User], changed: User, today: date) -> bool:
    """Whether after this change nobody would be left to run the accounts, where somebody was before."""
    before = list(staff)
    after = [changed if user.id == changed.id else user for user in before]
    had = any(is_lasting_administrator(user, today) for user in before)
    return had and not any(is_lasting_administrator(user, today) for user in after)


def revoked(user: User, which: Authorisation, mark: Authorisation) -> User:
    """The person with one authorisation replaced by its revoked form; the rest, and the history, stay."""
    return replace(user, authorisations=tuple(mark if held == which else held for held in user.authorisations))

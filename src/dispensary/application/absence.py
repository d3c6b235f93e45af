"""The responsible pharmacist's absences: leaving, coming back, and how much of the day's allowance is left.

SI 2008/2789 regs 3 and 5: two hours a day for all responsible pharmacists together, each absence with its times. While
it lasts, only what reg 220B allows goes on: `domain.supervision` decides.
"""

from dispensary.application.step import Receipt, Step, whole_minutes
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Absence, NoResponsiblePharmacist, ResponsibleAbsent, Task
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_people import NoAbsenceLeft, NotAbsent
from dispensary.domain.supervision import time_absent


def begin_absence(place: Workplace, actor: UserId) -> Receipt | Refusal:
    """The responsible pharmacist leaves. Any pharmacist who may be responsible can record it; refused where nothing is
    left of the day's allowance.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.SUPERVISE, on_duty=False, pharmacist=True)
        if isinstance(user, Refusal):
            return user
        duty, away = step.uow.duty.current(), step.uow.duty.away()
        if duty is None:
            return NoResponsiblePharmacist()
        if away is not None:
            return ResponsibleAbsent(away.name, away.left_at)
        allowed = step.uow.premises().supervision.absence_minutes
        used = minutes_absent(step)
        if used >= allowed:
            return NoAbsenceLeft(allowed)
        step.uow.duty.leave(Absence(duty.user, duty.name, step.now))
        step.note("absence-began", {"user": duty.user.value}, {"name": duty.name, "minutes_left": allowed - used})
        step.uow.commit()
        return Receipt(staff=True)


def end_absence(place: Workplace, actor: UserId) -> Receipt | Refusal:
    """The responsible pharmacist is back. Never refused for being late: what was is recorded as it was."""
    with Step(place, actor) as step:
        user = step.authorise(Task.SUPERVISE, on_duty=False, pharmacist=True)
        if isinstance(user, Refusal):
            return user
        if not close_absence(step):
            return NotAbsent()
        step.uow.commit()
        return Receipt(staff=True)


def close_absence(step: Step) -> bool:
    """Ends the absence that is under way, in the caller's transaction; whether one was."""
    away = step.uow.duty.away()
    if away is None:
        return False
    step.uow.duty.come_back(step.now)
    step.note("absence-ended", {"user": away.user.value}, {"name": away.name, "minutes_today": minutes_absent(step)})
    return True


def minutes_absent(step: Step) -> int:
    """How long responsible pharmacists were absent today so far, in minutes begun."""
    return whole_minutes(time_absent(step.uow.duty.absences(step.now), step.now))

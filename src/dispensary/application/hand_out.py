"""Handing a bag over: who it is for, what is paid, what is still owed; then EPS is told.

The screen asks; this step refuses unless every question that the bag raises has been answered.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dispensary.application.bag import needs_identity
from dispensary.application.case import standing
from dispensary.application.clinical_check import expiry
from dispensary.application.cold import from_fridge
from dispensary.application.notify import notify
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.charges import PAID, ChargeDecision, Evidence, available, exempt_by_age, fits_age
from dispensary.domain.dispensing import Dispensing, ItemWork, Supply
from dispensary.domain.identifiers import IssueKey, MessageId, UserId
from dispensary.domain.patient import ClinicalFacts, Patient
from dispensary.domain.people import Task
from dispensary.domain.prescription import Origin
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import ChargeSettled, ExemptionNotValid, NotAnswered, NotBagged, PackOutOfDate
from dispensary.domain.workflow import Action, NotFromHere, Stage


class Collector(StrEnum):
    """Who takes a controlled drug away (Misuse of Drugs Regulations 2001, reg 16(6))."""

    PATIENT = "patient"
    REPRESENTATIVE = "representative"
    PROFESSIONAL = "healthcare-professional"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was asked and answered at the counter. identity_matches: they said their name and address, and both fit.

    fetched: what stands in the fridge was fetched.
    """

    identity_matches: bool = False
    charge: ChargeDecision | None = None
    collector: Collector | None = None
    id_asked: bool = False
    id_seen: bool = False
    counselled: bool = False
    fetched: bool = False


def questions(place: Workplace, held: Dispensing) -> tuple[str, ...]:
    """What has to be asked for this bag."""
    asked = ["identity"]
    if any(needs_identity(place, held, work) for work in held.items):
        asked.append("collector")
    if from_fridge(place, held):
        asked.append("fridge")
    if held.prescription.origin is not Origin.PRIVATE:
        asked.append("charge")
    return tuple(asked)


def hand_out(place: Workplace, actor: UserId, key: IssueKey, answers: Answers) -> Receipt | Refusal:
    """Hands the bag over and queues the dispense notification, in one transaction. Part supplies leave an owing."""
    with Step(place, actor) as step:
        found = step.holding(Task.HAND_OUT, key)
        if isinstance(found, Refusal):
            return found
        user, held = found.user, found.held
        bagged = [work for work in held.items if work.stage is Stage.BAGGED]
        refused = _may_go(step, held, bagged) or _answered(step, held, answers) or _settled_before(held, answers)
        if refused is not None:
            return refused
        message = MessageId(step.message_id())
        after = held
        for work in bagged:
            done = _out(step, held, work, message)
            if isinstance(done, Refusal):
                return done
            after = after.with_work(done)
        after = replace(
            after,
            bag=None,
            charge=answers.charge or held.charge,
            notifications=(*held.notifications, message)
            if held.prescription.origin is Origin.EPS
            else held.notifications,
        )
        notify(step, after, user, message)
        return step.record("handed-out", held, after, _detail(answers, bagged))


def may_hand_out(place: Workplace, actor: UserId, key: IssueKey) -> Refusal | None:
    """Whether this person may hand this bag out now, and if not, why; before anything is asked. Reads only."""
    with Step(place, actor) as step:
        found = step.holding(Task.HAND_OUT, key)
        if isinstance(found, Refusal):
            return found
        held = found.held
        return _may_go(step, held, [work for work in held.items if work.stage is Stage.BAGGED])


def age_of(held: Dispensing, patient: Patient | None, today: date) -> int | None:
    """The age in years by the date of birth as it was sent, else by the record; None where nobody knows."""
    facts = patient.facts if patient is not None else ClinicalFacts()
    born = held.prescription.patient.birth_date or facts.birth_date
    return replace(facts, birth_date=born).age_on(today)


def by_age(held: Dispensing, patient: Patient | None, today: date) -> ChargeDecision | None:
    """What the date of birth settles about payment: nothing to pay, or None where it settles nothing."""
    return exempt_by_age(age_of(held, patient, today))


def _may_go(step: Step, held: Dispensing, bagged: list[ItemWork]) -> Refusal | None:
    if not bagged or held.bag is None:
        return NotBagged()
    for work in bagged:
        item = held.prescription.item(work.item_id)
        refused = standing(step.place, step.uow, held, work, step.now) or expiry(
            step.place, held, item, step.now.date()
        )
        if refused is not None:
            return refused
        for pack in work.scans:
            if pack.expiry is not None and pack.expiry < step.now.date():
                return PackOutOfDate(item.name, pack.expiry)
    return None


def _settled_before(held: Dispensing, answers: Answers) -> ChargeSettled | None:
    """Refuses to settle the payment anew when a further part goes out: there is one charge for the whole item, and one
    claim. What may still be added is that the evidence was seen after all.
    """
    before, now = held.charge, answers.charge
    if before is None or now is None or before == now:
        return None
    seen_since = before.exemption == now.exemption and now.evidence is Evidence.SEEN
    return None if seen_since else ChargeSettled(before.exemption)


def _answered(step: Step, held: Dispensing, answers: Answers) -> Refusal | None:
    given = {
        "identity": answers.identity_matches,
        "charge": answers.charge is not None,
        "collector": answers.collector is not None and answers.id_asked,
        "fridge": answers.fetched,
    }
    open_questions = tuple(asked for asked in questions(step.place, held) if not given[asked])
    if open_questions:
        return NotAnswered(open_questions)
    charge = answers.charge
    return None if charge is None else charge_refused(step, held, charge)


def charge_refused(step: Step, held: Dispensing, charge: ChargeDecision) -> Refusal | None:
    """Whether what was said about payment cannot be claimed. What counts is the day of the first supply, however much
    later the rest is fetched or the claim is made.
    """
    if charge.exemption == PAID:
        return None
    day = _first_supply(held) or step.now.date()
    patient = step.patient_of(held)
    shown = by_age(held, patient, day)
    if shown is not None and shown.exemption == charge.exemption:
        return None
    codes = {exemption.code for exemption in available(day)}
    if (
        charge.exemption not in codes
        or charge.evidence is None
        or not fits_age(charge.exemption, age_of(held, patient, day))
    ):
        return ExemptionNotValid(charge.exemption)
    return None


def _first_supply(held: Dispensing) -> date | None:
    return min((supply.at.date() for work in held.items for supply in work.supplies), default=None)


def _out(step: Step, held: Dispensing, work: ItemWork, message: MessageId) -> ItemWork | Refusal:
    """The item once it is over the counter: finished, or with the rest of it owed."""
    if work.supplying is None or work.product is None or work.label is None:
        return NotBagged()
    item = held.prescription.item(work.item_id)
    supply = Supply(work.supplying, work.product, step.now, step.actor, message, work.label.directions, work.scans)
    part = work.leaves_owing(item)
    moved = work.taking(Action.HAND_OUT_PART if part else Action.HAND_OUT)
    if isinstance(moved, NotFromHere):
        return moved
    return replace(moved, supplies=(*work.supplies, supply), supplying=None, scans=(), completed=not part)


def _detail(answers: Answers, bagged: list[ItemWork]) -> dict[str, object]:
    return {
        "charge": answers.charge.exemption if answers.charge else None,
        "evidence": answers.charge.evidence.value if answers.charge and answers.charge.evidence else None,
        "collector": answers.collector.value if answers.collector else None,
        "id_asked": answers.id_asked,
        "id_seen": answers.id_seen,
        "counselled": answers.counselled,
        "fetched": answers.fetched,
        "items": [
            {
                "item": work.item_id.value,
                "quantity": str(work.supplying),
                "product": work.product.name if work.product else "",
            }
            for work in bagged
        ],
    }

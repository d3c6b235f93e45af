"""Near misses: noted at the moment of the mistake, completed when there is time, learnt from together."""

from dataclasses import replace

from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.dispensing import HeldPack
from dispensary.domain.identifiers import UserId
from dispensary.domain.near_misses import (
    NOBODY_SAID,
    NOTHING_YET,
    Learning,
    NearMissKind,
    NearMissRecord,
    Staffing,
)
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound

SERIES = "near-miss"


def near_miss_id(number: int) -> str:
    """How the store names it."""
    return f"{number:08}"


def keep_near_miss(step: Step, kind: NearMissKind, prescribed: str, found: str, **more: object) -> NearMissRecord:
    """Adds one in a step that records more than this."""
    number = step.uow.next_number(SERIES)
    made = NearMissRecord(number, step.now, kind, prescribed, found, step.actor, **more)  # type: ignore[arg-type]
    step.uow.near_misses.add(made)
    return made


def of_held_pack(step: Step, stopped: HeldPack, kind: NearMissKind, prescribed: str, **more: object) -> NearMissRecord:
    """From a pack that was stopped at the bench: finished by whoever says what was wrong with it."""
    return keep_near_miss(
        step, kind, prescribed, stopped.name or stopped.scan.raw, item=stopped.item, reasons=stopped.reasons,
        finished=step.now, **more,
    )  # fmt: skip


def note_near_miss(
    place: Workplace, actor: UserId, kind: NearMissKind, prescribed: str, found: str, learning: Learning = NOTHING_YET
) -> Receipt | Refusal:
    """A mistake that no scan found. Anybody who works here may note one, at any time."""
    with Step(place, actor) as step:
        user = step.acting()
        if isinstance(user, Refusal):
            return user
        made = keep_near_miss(step, kind, prescribed.strip(), found.strip(), learning=learning)
        step.note("near-miss-noted", {}, _told(made))
        step.uow.commit()
        return Receipt(bench=True)


def complete_near_miss(
    place: Workplace,
    actor: UserId,
    number: int,
    kind: NearMissKind,
    learning: Learning,
    staffing: Staffing = NOBODY_SAID,
    dispensed_by: UserId | None = None,
    checked_by: UserId | None = None,
) -> Receipt | Refusal:
    """What a person adds later. The journal keeps each version."""
    with Step(place, actor) as step:
        user = step.acting()
        if isinstance(user, Refusal):
            return user
        held = step.uow.near_misses.get(near_miss_id(number))
        if held is None:
            return NotFound("That near miss")
        changed = replace(
            held, kind=kind, learning=learning, staffing=staffing, dispensed_by=dispensed_by, checked_by=checked_by,
            finished=held.finished or step.now,
        )  # fmt: skip
        step.uow.near_misses.save(changed)
        step.note("near-miss-completed", {}, _told(changed))
        step.uow.commit()
        return Receipt(bench=True)


def _told(miss: NearMissRecord) -> dict[str, object]:
    learning = miss.learning
    return {
        "number": miss.number,
        "kind": miss.kind.value,
        "prescribed": miss.prescribed,
        "found": miss.found,
        "cause": learning.cause,
        "consider": learning.consider,
        "effect": learning.effect,
        "action": learning.action,
        "discussed": learning.discussed,
    }

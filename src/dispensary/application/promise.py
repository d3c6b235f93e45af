"""What the patient was told: whether they wait, come back or get it delivered, and by when."""

from dataclasses import replace
from datetime import datetime

from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.dispensing import Service
from dispensary.domain.identifiers import IssueKey, UserId
from dispensary.domain.people import Task
from dispensary.domain.refusals import Refusal


def promise(
    place: Workplace, actor: UserId, key: IssueKey, service: Service, until: datetime | None
) -> Receipt | Refusal:
    """Records how the bag goes to the patient and the time that was promised (None: no time was said)."""
    with Step(place, actor) as step:
        found = step.holding(Task.RECEIVE, key, on_duty=False)
        if isinstance(found, Refusal):
            return found
        held = found.held
        after = replace(held, service=service, promised_at=until)
        detail = {"service": service.value, "until": until.isoformat() if until else None}
        return step.record("promised", held, after, detail)

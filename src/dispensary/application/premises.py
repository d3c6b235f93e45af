"""The pharmacy's details and limits: changed by whoever runs the settings, never over somebody else's change."""

from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Task
from dispensary.domain.premises import Premises, differences, premises_unfit
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import AlteredElsewhere


def change_premises(place: Workplace, actor: UserId, read: Premises, changed: Premises) -> Receipt | Refusal:
    """Saves changed details. The next label, bag and message carry them; what was printed stays as it was printed.

    read: what stood there when somebody began to change it. Refused where that is not what stands there now, and where
    the details cannot stand so (PremisesUnfit). The journal keeps each value of before and after.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.ADMINISTER, on_duty=False)
        if isinstance(user, Refusal):
            return user
        if step.uow.premises() != read:
            return AlteredElsewhere()
        refused = premises_unfit(changed)
        if refused is not None:
            return refused
        made = differences(read, changed)
        if not made:
            return Receipt()
        step.uow.set_premises(changed)
        told = {name: {"before": before, "after": after} for name, (before, after) in made.items()}
        step.note("premises-changed", {}, told)
        step.uow.commit()
        return Receipt(staff=True)

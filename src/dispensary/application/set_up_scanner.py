"""Setting up the scanner of this workstation: its port, how it frames a scan, what tells its keys from typing."""

from dispensary.application.ports.scanner import ScannerSetups
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Task
from dispensary.domain.refusals import Refusal
from dispensary.domain.scanners import ScannerSetup, differences, scanner_unfit


def set_up_scanner(place: Workplace, actor: UserId, setups: ScannerSetups, setup: ScannerSetup) -> Receipt | Refusal:
    """Keeps how the scanner is set up, on this workstation alone. It takes whoever runs the settings: a scanner that is
    set up wrongly reads nothing, or takes typing for a scan.

    Refused where it cannot stand so (ScannerUnfit). The journal keeps each value of before and after. Raises
    StoreUnavailable.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.ADMINISTER, on_duty=False)
        if isinstance(user, Refusal):
            return user
        refused = scanner_unfit(setup)
        if refused is not None:
            return refused
        made = differences(setups.read(), setup)
        if not made:
            return Receipt()
        step.note("scanner-set-up", {}, {name: {"before": was, "after": now} for name, (was, now) in made.items()})
        step.uow.commit()
        # After the journal: it is never changed without an entry that says by whom.
        setups.keep(setup)
        return Receipt()

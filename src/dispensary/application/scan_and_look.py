"""A scan during the accuracy check, and what the bench is after it, in one go: somebody stands there and waits."""

from dataclasses import dataclass

from dispensary.application.accuracy_check import PackJudged, Scanned, scan_at_bench
from dispensary.application.ports.store import StoreUnavailable
from dispensary.application.queries.bench import Bench, bench_of
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import IssueKey, UserId
from dispensary.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Seen:
    """What a scan came to, and the bench after it; None where the scan was recorded and could not be looked at."""

    done: Scanned
    bench: Bench | None

    @property
    def receipt(self) -> Receipt:
        """What was recorded."""
        return self.done.receipt


def scan_and_look(place: Workplace, actor: UserId, key: IssueKey, raw: str) -> Seen | Refusal:
    """`scan_at_bench`, and `bench` after it, without asking again what the scan has just found to be in order."""
    done = scan_at_bench(place, actor, key, raw)
    if isinstance(done, Refusal):
        return done
    try:
        return Seen(done, _after(place, actor, key, done))
    except StoreUnavailable:
        # The scan stands: to pass this on would say that it does not.
        return Seen(done, None)


def _after(place: Workplace, actor: UserId, key: IssueKey, done: Scanned) -> Bench | None:
    verdict = done.verdict if isinstance(done, PackJudged) and done.stopped else None
    with place.store.read() as uow:
        held = uow.dispensings.get(key)
        return bench_of(place, uow, actor, held, None, verdict) if held is not None else None

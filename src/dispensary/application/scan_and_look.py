"""A scan during the accuracy check, and what the bench is after it, in one step: somebody stands there and waits."""

from dataclasses import dataclass

from dispensary.application.accuracy_check import PackJudged, Scanned, take_scan
from dispensary.application.queries.bench import Bench, bench_of
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import IssueKey, UserId
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound


@dataclass(frozen=True, slots=True)
class Seen:
    """What a scan came to, and the bench after it."""

    done: Scanned
    bench: Bench

    @property
    def receipt(self) -> Receipt:
        """What was recorded."""
        return self.done.receipt


def scan_and_look(place: Workplace, actor: UserId, key: IssueKey, raw: str) -> Seen | Refusal:
    """`scan_at_bench`, and `bench` after it, without asking again what the scan has just found to be in order."""
    with Step(place, actor) as step:
        done = take_scan(step, key, raw)
        if isinstance(done, Refusal):
            return done
        held = step.uow.dispensings.get(key)
        if held is None:
            return NotFound(str(key.prescription))
        verdict = done.verdict if isinstance(done, PackJudged) and done.stopped else None
        return Seen(done, bench_of(place, step.uow, actor, held, None, verdict))

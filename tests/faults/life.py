"""One life of the worker: the counter is opened, held against the ledger, and worked at until something ends it."""

import os
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from tests.builders import NOW
from tests.faults.day import JOURNALS_REFUSALS, REOPEN, SEVERAL, Act, Day, Ids, keys_of, orders_of
from tests.faults.oracle import Ledger, Picture, disagreements, eps_disagreements, picture
from tests.journeys.main_job import Bench, opened

from dispensary.adapters.store import cipher
from dispensary.application.ports.store import StoreStopped, StoreUnavailable
from dispensary.domain.refusals import Refusal

MOST_ACTS = 2000
MOST_OUTAGES = 500
COMMITS = 4
"""The log is written back into the file after so many steps: in a life of a few acts that must happen too."""
STOPPED = 75
"""The exit code of a life in which the disk did not confirm what was written."""


@dataclass(frozen=True)
class Life:
    """What one life needs to know. `acts`: after so many it lies down and is ended at rest."""

    folder: Path
    url: str
    seed: str
    number: int
    people: int
    acts: int = MOST_ACTS
    read_on: bool = False

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.folder.parent / f"{self.folder.name}.ledger")


class Wrong(AssertionError):
    """Something is lost, half done or there twice."""


def live(life: Life) -> None:
    """Audits, works and reports. Returns once the day is over and everything was found right at both ends."""
    chance = random.Random(f"{life.seed}/{life.number}")
    keys = keys_of(orders_of(life.seed, life.people))
    left = iter(range(life.acts))
    cipher.COMMITS = COMMITS
    for _ in range(MOST_OUTAGES):
        try:
            with _opened(life, chance) as bench:
                day = Day(bench, keys, chance)
                with day.looking:
                    over = _work(life, day, left)
            if over:
                return
        except StoreStopped:
            os._exit(STOPPED)
        except StoreUnavailable as outage:
            # The counter cannot even look: somebody closes the program and opens it again.
            life.ledger.write("closed", act="", words=str(outage))
    raise Wrong("the store never came back")


def _work(life: Life, day: Day, left: Iterator[int]) -> bool:
    """Works until the program is closed, which is False, or the day is over, which is True."""
    _audit(life, day.bench, day)
    while (act := day.next_act()) is not None:
        if act.name == REOPEN:
            return False
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        _do(life, day, act)
    _end(life, day.bench, day)
    return True


@contextmanager
def _opened(life: Life, chance: random.Random) -> Iterator[Bench]:
    with opened(life.folder, life.url, NOW + timedelta(minutes=life.number)) as bench:
        yield replace(bench, place=replace(bench.place, ids=Ids(chance)))


def _audit(life: Life, bench: Bench, day: Day) -> None:
    """Before anything else is done."""
    seen = picture(bench, day.keys)
    wrong = disagreements(bench, day.keys, seen, life.ledger)
    wrong += eps_disagreements(seen, life.url, day.keys, over=False)
    _right(life, wrong)
    life.ledger.write("checked", act="the check after opening", tip=seen.tip, mark=seen.mark)


def _do(life: Life, day: Day, act: Act) -> None:
    """One act, with what was meant before it and what came of it after it."""
    before = life.ledger.last_known()
    assert before is not None
    life.ledger.write("meant", act=act.name, life=life.number)
    try:
        result = act.do()
    except StoreStopped as outage:
        life.ledger.write("uncertain", act=act.name, words=str(outage))
        raise
    except StoreUnavailable as outage:
        _refused_by_disk(life, day, act, before, str(outage))
        return
    seen = picture(day.bench, day.keys)
    said = "refused" if isinstance(result, Refusal) else "done"
    if said == "refused" and act.name not in JOURNALS_REFUSALS:
        _unchanged(before, seen, act)
    life.ledger.write(said, act=act.name, tip=seen.tip, mark=seen.mark)


def _refused_by_disk(life: Life, day: Day, act: Act, before: dict[str, object], words: str) -> None:
    """Nothing of the step was recorded, as the words say: now, and after a restart."""
    try:
        seen = picture(day.bench, day.keys)
    except StoreUnavailable:
        # Nobody can look. Of several steps the first may have been recorded before the disk gave up.
        life.ledger.write("uncertain" if act.name in SEVERAL else "outage", act=act.name, words=words)
        return
    if act.name not in SEVERAL:
        _unchanged(before, seen, act)
    life.ledger.write("outage", act=act.name, words=words, tip=seen.tip, mark=seen.mark)


def _unchanged(before: dict[str, object], seen: Picture, act: Act) -> None:
    if [list(seen.tip), seen.mark] != [before["tip"], before["mark"]]:
        raise Wrong(f"{act.name} was refused and yet changed something")


def _end(life: Life, bench: Bench, day: Day) -> None:
    seen = picture(bench, day.keys)
    wrong = disagreements(bench, day.keys, seen, life.ledger)
    wrong += eps_disagreements(seen, life.url, day.keys, over=True)
    files = len(list(bench.printed.glob("*.pdf")))
    sent = sum(row["kind"] in ("sent-to-printer", "print-found") for row in seen.entries)
    if files != sent:
        wrong.append(f"{files} labels were printed, {sent} were sent")
    _right(life, wrong)
    life.ledger.write("over", act="the day is over", tip=seen.tip, mark=seen.mark)


def _right(life: Life, wrong: list[str]) -> None:
    if wrong:
        last = [" ".join(str(line[part]) for part in ("said", "act")) for line in life.ledger.lines()[-8:]]
        raise Wrong(f"{'; '.join(wrong)}. Before: {', '.join(last)}")

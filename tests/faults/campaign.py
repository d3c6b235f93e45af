"""Days at the counter on which something goes wrong all the time; each in a process that is ended again and again.

    python -m tests.faults.campaign kills:1000 cuts:200 --seed 7

One JSON line for each day. A day that was found wrong says how to try it again. What is loaded once here is shared by
the workers that are forked from this process, so that another life costs milliseconds.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tests.builders import starter
from tests.faults.day import orders_of
from tests.faults.disk import Disk
from tests.faults.life import MOST_ACTS, STOPPED, Life, live
from tests.faults.supervisor import CHANGING, LINE, Ended, Policy, supervise
from tests.faults.trouble import End, KillAt, Sick, Trouble
from tests.journeys.main_job import Eps, furnish, simulator

PEOPLE = 4
MOST_LIVES = 400


ENDS: tuple[tuple[int, str, int], ...] = (
    (5, "pwrite64 wal", 300),
    (5, "fsync wal", 14),
    (3, "pwrite64 db", 90),
    (2, "fsync db", 2),
    (1, "ftruncate db", 2),
    (1, "ftruncate wal", 2),
    (1, "unlink wal", 2),
    (1, "openat wal", 2),
    (1, "fsync folder", 1),
    (2, "sendto", 6),
    (2, "recvfrom", 6),
    (1, "fsync printed", 4),
    (1, "rename printed", 4),
    (8, "time", 600),
    (2, "rest", 12),
)
"""How often each way to end is chosen, and how far at the most it is counted."""
NEVER = End("never", 0)
LONGEST_LIFE = 25
"""Acts, where the chosen end never comes."""


def random_end(chance: random.Random) -> End:
    _, what, most = chance.choices(ENDS, [row[0] for row in ENDS])[0]
    return End(what, chance.randint(1, most))


@dataclass
class Told:
    """What became of one day."""

    seed: str
    people: int
    ends: list[list[object]] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    failed: int = 0
    stops: int = 0
    outages: Counter[str] = field(default_factory=Counter)
    problem: str = ""

    @property
    def kills(self) -> int:
        return len(self.ends)


class Site:
    """Where days take place: one EPS, one furnished store to begin each day with."""

    def __init__(self, scratch: Path, eps: Eps, people: int = PEOPLE) -> None:
        self._scratch = scratch
        self.people = people
        self.eps = eps
        self._template = scratch / "template"
        self._template.mkdir()
        furnish(self._template)
        self._rehearse()

    def _rehearse(self) -> None:
        """Loads what a day needs into this process, and leaves nothing open that a forked child must not share."""
        life = self.begin("rehearsal", 1)
        live(life)
        self.end(life)
        starter().close()  # type: ignore[attr-defined]
        starter.cache_clear()

    def begin(self, seed: str, people: int) -> Life:
        self.eps.prepare(*orders_of(seed, people))
        folder = Path(tempfile.mkdtemp(dir=self._scratch)) / "home"
        shutil.copytree(self._template, folder)
        return Life(folder, self.eps.url, seed, 0, people)

    def end(self, life: Life) -> None:
        shutil.rmtree(life.folder.parent)


@dataclass(frozen=True)
class Kind:
    """What goes wrong on a day. troubles: one of them in each life; power: how many of the ends are power cuts, and not
    only the end of the process.
    """

    troubles: tuple[Trouble, ...] = (Trouble.NONE,)
    power: float = 0


KINDS = {
    "kills": Kind(),
    "cuts": Kind(power=0.7),
    "full": Kind((Trouble.FULL,)),
    "read-only": Kind((Trouble.READ_ONLY,)),
    "fsync": Kind((Trouble.FSYNC,)),
    "fsync-cuts": Kind((Trouble.FSYNC,), power=0.7),
    "everything": Kind(tuple(Trouble), power=0.5),
}


def day_of(site: Site, kind: Kind, seed: str, ends: Sequence[End] = (), most: int = MOST_LIVES) -> Told:
    """One day whose worker is ended again and again until the day is over; at the most so many times."""
    told, life = Told(seed, site.people), site.begin(seed, site.people)
    chance = random.Random(f"{seed}/ends")
    disk = Disk(life.folder, random.Random(f"{seed}/disk")) if kind.power else None
    for number in range(most + 1):
        end = ends[number] if number < len(ends) else random_end(chance) if number < most else NEVER
        if disk is not None and end.what == "time":
            # The disk must know whether the last call was carried out; by the clock nobody can tell.
            end = End("any", end.nth)
        luck = random.Random(f"{seed}/{number}/luck")
        policy = Sick(luck.choice(kind.troubles), luck, KillAt(end), disk)
        ended = one_life(life_of(life, number, end), end, policy)
        told.seen += ended.seen
        told.failed += policy.failed
        if ended.code == STOPPED:
            told.stops += 1
        elif not ended.killed:
            told.problem = "" if ended.code == 0 else f"life {number} ended with {ended.code}"
            break
        told.ends.append(_as_it_was(end, ended))
        if disk is not None:
            if untold := disk.untold():
                told.problem = f"the store's files are not what the disk was told: {'; '.join(untold)}"
                break
            if luck.random() < kind.power:
                disk.cut()
    told.outages = Counter(line["words"] for line in life.ledger.lines() if "words" in line)
    site.end(life)
    return told


def life_of(life: Life, number: int, end: End) -> Life:
    acts = {"rest": end.nth, "never": MOST_ACTS}.get(end.what, LONGEST_LIFE)
    return replace(life, number=number, acts=acts)


def one_life(life: Life, end: End, policy: Policy) -> Ended:
    return supervise(
        lambda: live(life),
        life.folder,
        policy,
        calls=(*CHANGING, *LINE),
        kill_after=end.nth / 1000 if end.what == "time" else None,
    )


def _as_it_was(end: End, ended: Ended) -> list[object]:
    """The end in a form that comes again: a moment in time as the number of calls on files of ours until then."""
    ours = sum(times for what, times in ended.seen.items() if " " in what)
    return ["any", ours + 1] if end.what == "time" else [end.what, end.nth]


def days(site: Site, kind: Kind, seed: str, wanted: int) -> Iterator[Told]:
    """Days until the worker was ended so many times, or something was found wrong."""
    done = day = 0
    while done < wanted:
        told = day_of(site, kind, f"{seed}.{day}", most=wanted - done)
        done += max(told.kills, 1)
        day += 1
        yield told
        if told.problem:
            return


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("kinds", nargs="+", metavar="KIND:TIMES", help=f"how often to end it, of {', '.join(KINDS)}")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--people", type=int, default=PEOPLE, help="prescriptions a day, each for somebody else")
    parser.add_argument("--ends", type=json.loads, help="a day that was told, to try it again: how its lives ended")
    wish = parser.parse_args(arguments)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="faults-") as scratch, simulator() as eps:
        site = Site(Path(scratch), eps, wish.people)
        for name, _, times in (kind.partition(":") for kind in wish.kinds):
            if wish.ends is None:
                found = days(site, KINDS[name], wish.seed, int(times))
            else:
                found = iter([day_of(site, KINDS[name], wish.seed, [End(*end) for end in wish.ends])])
            for told in found:
                _say(name, told, began)
                if told.problem:
                    return 1
    return 0


def _say(kind: str, told: Told, began: float) -> None:
    line: dict[str, Any] = {
        "kind": kind,
        "seed": told.seed,
        "kills": told.kills,
        "ends": Counter(str(what) for what, _ in told.ends),
        "seen": told.seen,
        "failed": told.failed,
        "stops": told.stops,
        "outages": told.outages,
        "seconds": round(time.monotonic() - began, 1),
    }
    if told.problem:
        again = f"{kind} --seed {told.seed} --people {told.people} --ends '{json.dumps(told.ends)}'"
        line |= {"problem": told.problem, "again": again}
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

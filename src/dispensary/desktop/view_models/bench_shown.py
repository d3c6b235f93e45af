"""What the accuracy check shows at one moment."""

from dataclasses import dataclass

from dispensary.application.accuracy_check import LabelMatched, PackJudged
from dispensary.application.queries.bench import Bench, BenchLine
from dispensary.desktop.view_models.bench_entry import Entry
from dispensary.domain.dispensing import PackScan
from dispensary.domain.identifiers import ItemId
from dispensary.domain.near_misses import NearMissKind
from dispensary.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Refused:
    """A step that was refused, with its sentence."""

    refusal: Refusal
    words: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A step that was no scan: the loose count, the packs counted, the pack accepted by eye or set aside. notes: what
    came of it that has to be known.
    """

    entry: Entry
    item: ItemId | None
    notes: tuple[str, ...] = ()


Said = PackJudged | LabelMatched | Refused | Noted | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screen shows. stop: the bench as it was when a wrong pack stopped it, until somebody leaves the stop;
    cause: what they said was wrong. current: the item at work. may_accept: this person may accept a pack by eye;
    choosing: and says which of several items it is for. rest: the opened pack whose rest has no label yet.
    """

    bench: Bench
    said: Said
    current: BenchLine | None
    entry: Entry
    stop: Bench | None
    cause: NearMissKind | None
    may_accept: bool
    choosing: bool
    checker: str
    rest: PackScan | None = None

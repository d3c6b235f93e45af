"""What an import of a dm+d release is told beforehand, says on its way, and found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Vouched:
    """What somebody vouches for: that the release is much smaller than the one before, or has many faults."""

    smaller: bool = False
    faults: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is. share: 0 to 1 of what there is to read. doing: the kind of record that is read now."""

    share: float
    doing: str


@dataclass(frozen=True, slots=True)
class Change:
    """Of one kind of product, against the release before. moved: AMPs that belong to another VMP now."""

    new: int
    gone: int
    renamed: int
    moved: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought.

    orphans: rows whose parent the release lacks; they are kept, and counted here. ambiguous: GTINs of several packs.
    changes: by kind, where there was a release before. warnings: whatever was odd, in sentences.
    """

    name: str
    dated: date
    counts: Mapping[str, int]
    orphans: Mapping[str, int]
    ambiguous: int = 0
    changes: Mapping[str, Change] = field(default_factory=dict)
    warnings: Sequence[str] = ()

"""What changed at another counter of the same store, heard of while it happens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from dispensary.domain.identifiers import IssueKey, PatientId


@dataclass(frozen=True, slots=True)
class Changes:
    """What one committed unit of work wrote. `staff`: somebody's account, or who is responsible pharmacist; `bench`:
    recalls, near misses, barcodes that were mapped.
    """

    prescriptions: frozenset[IssueKey] = frozenset()
    patients: frozenset[PatientId] = frozenset()
    staff: bool = False
    outbox: bool = False
    prints: bool = False
    bench: bool = False

    def __bool__(self) -> bool:
        return bool(self.prescriptions or self.patients or self.staff or self.outbox or self.prints or self.bench)


class ChangeFeed(Protocol):
    """Tells of other counters' changes, on a thread of its own, until stopped. Never of this counter's own."""

    def start(self, told: Callable[[Changes], None]) -> None:
        """Begins to listen. After a break in the line `told` hears of everything that changed meanwhile."""

    def stop(self) -> None:
        """Ends the thread; `told` is not called any more."""

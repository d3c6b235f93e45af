"""What one unit of work has written, so that the other counters can be told at its commit."""

from dataclasses import dataclass, field

from dispensary.application.ports.changes import Changes
from dispensary.domain.dispensing import Dispensing
from dispensary.domain.identifiers import IssueKey, PatientId


@dataclass(slots=True)
class Touched:
    """Filled by the repositories as they write."""

    prescriptions: set[IssueKey] = field(default_factory=set)
    patients: set[PatientId] = field(default_factory=set)
    staff: bool = False
    outbox: bool = False
    prints: bool = False
    bench: bool = False

    def dispensing(self, held: Dispensing) -> None:
        """The prescription, and the record that it belongs to: that shows it too."""
        self.prescriptions.add(held.key)
        if held.patient is not None:
            self.patients.add(held.patient)

    def changes(self) -> Changes:
        return Changes(
            frozenset(self.prescriptions), frozenset(self.patients), self.staff, self.outbox, self.prints, self.bench
        )

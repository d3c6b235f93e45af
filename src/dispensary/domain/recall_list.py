"""Everybody whom a recall concerns, and the packs of it that are still in the pharmacy: the list to ring from."""

from dataclasses import dataclass
from datetime import date, datetime

from dispensary.domain.identifiers import PatientId
from dispensary.domain.premises import Premises
from dispensary.domain.recalls import Recall


@dataclass(frozen=True, slots=True)
class RecallLine:
    """One pack and whose it is.

    patient: None where the prescription was linked to nobody, or the record is closed to whoever looks (closed), who is
    then told no name. at: when it was handed over; None while it is in the pharmacy. amount: in words of the record.
    sure: False where its batch or expiry is not known.
    """

    patient: PatientId | None
    name: str
    born: date | None
    phone: str
    closed: bool
    product: str
    amount: str
    batch: str | None
    expiry: date | None
    at: datetime | None
    sure: bool


@dataclass(frozen=True, slots=True)
class RecallList:
    """waiting: packs that are still here; supplied: those that went out, the newest first. entered_by, ended_by: names
    of staff, "" where nobody knows. at: the moment it was looked up.
    """

    premises: Premises
    recall: Recall
    entered_by: str
    ended_by: str
    waiting: tuple[RecallLine, ...]
    supplied: tuple[RecallLine, ...]
    at: datetime

    @property
    def lines(self) -> tuple[RecallLine, ...]:
        """All of them: those that can still be kept back first."""
        return (*self.waiting, *self.supplied)

    @property
    def patients(self) -> tuple[PatientId, ...]:
        """Everybody whose name is shown, each once."""
        return tuple(dict.fromkeys(line.patient for line in self.lines if line.patient is not None))

"""The store: everything this pharmacy must not lose, read and written in units of work.

A unit of work rolls back unless `commit` is called. What goes in and comes out are domain values; no row, session or
connection leaves it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

if TYPE_CHECKING:
    from dispensary.application.ports.changes import ChangeFeed
    from dispensary.domain.accuracy.mapped import MappedBarcode
    from dispensary.domain.barcodes.scan import BasketNumber
    from dispensary.domain.dispensing import Dispensing
    from dispensary.domain.identifiers import (
        BagNumber,
        IssueKey,
        LabelNumber,
        MessageId,
        NhsNumber,
        PatientId,
        UserId,
    )
    from dispensary.domain.journal import Entry, Event, Sought
    from dispensary.domain.messages import OutboxMessage
    from dispensary.domain.near_misses import NearMissRecord
    from dispensary.domain.packs_out import PackOut, PacksSought
    from dispensary.domain.patient import Patient
    from dispensary.domain.people import Absence, OnDuty, User
    from dispensary.domain.premises import Premises
    from dispensary.domain.printing import AwayJob, JobState, PrintJob, QueueLine
    from dispensary.domain.recalls import Recall
    from dispensary.domain.seals import Accepted, Checkpoint, Proof
    from dispensary.domain.supplies import PastMedicine, PastSupply


class StoreUnavailable(Exception):
    """The store cannot be read or written now (disk full, file locked, wrong key): nothing of this step was
    recorded, unless it is OutcomeUnknown.
    """


class OutcomeUnknown(StoreUnavailable):
    """The one outage of which nobody can say whether the step was recorded: the store took it and never answered."""


class StoreStopped(StoreUnavailable):
    """The disk did not confirm what was written, so this process must not go on with the store. Whether the step that
    met it was recorded is known once the program was started again; nothing was recorded since.
    """


class RecordExchanged(StoreUnavailable):
    """The record that this process opened was put aside, and another is in its place: nothing was recorded in either,
    and this process must not go on with what it has read.
    """


class WrongKey(StoreUnavailable):
    """The key does not open this store."""


class ChangedElsewhere(Exception):
    """Somebody else changed the same record since it was read; nothing was overwritten."""


class Dispensings(Protocol):
    def get(self, key: IssueKey) -> Dispensing | None: ...

    def add(self, dispensing: Dispensing) -> None: ...

    def save(self, dispensing: Dispensing) -> None:
        """Writes a changed one over the version it was read at. Raises ChangedElsewhere."""

    def keep_document(self, key: IssueKey, document: bytes) -> None:
        """Keeps the prescription exactly as it was received (row 1.4.1)."""

    def document(self, key: IssueKey) -> bytes | None: ...

    def open(self) -> Sequence[Dispensing]:
        """All that still need somebody: not settled, waiting to be claimed, or refused at release and not yet seen."""

    def open_of_patient(self, patient: PatientId) -> Sequence[Dispensing]:
        """Those of `open` that are linked to this patient, newest first."""

    def supplies_to(self, patient: PatientId) -> Sequence[PastSupply]:
        """All that this patient was supplied with, newest first."""

    def medicines_of(self, patient: PatientId, *, since: datetime, besides: IssueKey) -> Sequence[PastMedicine]:
        """What went out to this patient since then on any other issue, each medicine and way of taking it once."""

    def packs_out(self, sought: PacksSought) -> Sequence[PackOut]:
        """Every such pack that was handed over, newest first; of a batch that is sought also those whose batch is not
        known.
        """

    def of_patient(self, patient: PatientId, *, since: datetime, besides: IssueKey) -> Sequence[Dispensing]:
        """Every other issue of this patient that came since then, newest first, whatever became of it."""

    def with_label(self, number: LabelNumber) -> Dispensing | None: ...

    def with_bag(self, number: BagNumber) -> Dispensing | None: ...

    def in_basket(self, number: BasketNumber) -> Dispensing | None: ...


class Patients(Protocol):
    def get(self, patient: PatientId) -> Patient | None: ...

    def those(self, patients: Collection[PatientId]) -> Mapping[PatientId, Patient]:
        """Several at once; one that the store does not hold is left out."""

    def with_nhs_number(self, number: NhsNumber) -> Sequence[Patient]: ...

    def search(self, text: str, limit: int = 20) -> Sequence[Patient]: ...

    def add(self, patient: Patient) -> None: ...

    def save(self, patient: Patient) -> None:
        """Raises ChangedElsewhere."""


class Staff(Protocol):
    def get(self, user: UserId) -> User | None: ...

    def all(self) -> Sequence[User]: ...

    def add(self, user: User, secret: str) -> None:
        """`secret` is the hash of the PIN, made by the credentials port."""

    def save(self, user: User) -> None:
        """Writes a changed one over the version it was read at. Raises ChangedElsewhere."""

    def set_secret(self, user: UserId, secret: str) -> None: ...

    def secret(self, user: UserId) -> str | None: ...

    def record_attempt(self, user: UserId, *, failed: bool, at: datetime) -> None: ...

    def failures(self, user: UserId) -> tuple[int, datetime | None]:
        """Failed tries since the last success, and when the last was."""


class Duty(Protocol):
    def current(self) -> OnDuty | None: ...

    def begin(self, duty: OnDuty) -> None: ...

    def end(self, at: datetime) -> None: ...

    def record(self, since: datetime) -> Sequence[OnDuty]:
        """Every stretch that had not ended by then, oldest first."""

    def leave(self, absence: Absence) -> None: ...

    def come_back(self, at: datetime) -> None:
        """Ends the absence that is under way, if one is."""

    def away(self) -> Absence | None:
        """The absence that is under way."""

    def absences(self, since: datetime) -> Sequence[Absence]:
        """Every absence that began on the day of `since` or later, or is under way, oldest first."""


class JournalLog(Protocol):
    def append(self, event: Event, *, actor: UserId, authority: str, at: datetime) -> None:
        """Adds an entry to this workstation's chain, in this unit of work."""

    def entries(self) -> Iterator[Entry]: ...

    def search(self, sought: Sought, limit: int) -> Sequence[Entry]:
        """The newest entries that fit, newest first."""

    def sealed(self) -> Mapping[str, int]:
        """Up to which entry each workstation's chain carries a seal. Whether the seal fits is for the proof to say."""

    def checkpoint(self) -> Checkpoint | None:
        """Seals everything up to now for good. Gives the last checkpoint; None where nothing is
        sealed here.
        """


class Outbox(Protocol):
    def add(self, message: OutboxMessage) -> None: ...

    def due(self, at: datetime, limit: int = 50) -> Sequence[OutboxMessage]:
        """Pending messages to try now, oldest first, at most one for each prescription issue: later ones wait for
        it.
        """

    def get(self, message: MessageId) -> OutboxMessage | None: ...

    def save(self, message: OutboxMessage) -> None: ...

    def unfinished(self) -> Sequence[OutboxMessage]:
        """Everything pending, rejected or to be verified, oldest first."""


class PrintQueue(Protocol):
    def add(self, job: PrintJob) -> None: ...

    def waiting(self) -> Sequence[PrintJob]:
        """What certainly waits here, oldest first: no try of it stands open."""

    def queue(self, done: int = 0) -> Sequence[QueueLine]:
        """What waits here or is in doubt, oldest first, after the newest `done` that were sent and as many given up."""

    def settle(self, line: QueueLine, state: JobState, problem: str = "") -> bool:
        """What a person decided about a job; False where it is not as it was read."""

    def get(self, job: str) -> PrintJob | None: ...

    def save(self, job: PrintJob) -> None: ...

    def begin_sending(self, job: PrintJob) -> PrintJob | None:
        """Counts a try, before it is made; None where the job does not wait here any more as it was read."""

    def waiting_of(self, key: IssueKey) -> Sequence[PrintJob]:
        """What certainly waits for that prescription, at whichever counter, oldest first."""

    def withdraw(self, job: PrintJob, problem: str) -> bool:
        """It is given up, for that reason; False where it does not wait as it was read."""

    def end_sending(self, job: PrintJob) -> bool:
        """Records what became of that try; False where somebody else has decided about the job meanwhile."""

    def away(self) -> Sequence[AwayJob]:
        """What waits for the printers of other counters, oldest first."""

    def take(self, job: AwayJob) -> bool:
        """From now on it waits here, as if no try had been made; False where it is not as it was read."""

    def put_away(self, job: AwayJob, state: JobState) -> bool:
        """It waits no more; False where it is not as it was read."""


Held = TypeVar("Held")


class Documents(Protocol[Held]):
    """A small collection: each has an id (a number in 8 digits, a GTIN) and is open or done."""

    def get(self, which: str) -> Held | None: ...

    def open(self) -> Sequence[Held]:
        """The last id first."""

    def all(self) -> Sequence[Held]:
        """The last id first."""

    def add(self, held: Held) -> None: ...

    def save(self, held: Held) -> None:
        """Writes a changed one over the version it was read at. Raises ChangedElsewhere."""


class UnitOfWork(Protocol):
    """One transaction. Leaving the `with` block without `commit` undoes everything."""

    @property
    def dispensings(self) -> Dispensings: ...

    @property
    def patients(self) -> Patients: ...

    @property
    def staff(self) -> Staff: ...

    @property
    def duty(self) -> Duty: ...

    @property
    def journal(self) -> JournalLog: ...

    @property
    def outbox(self) -> Outbox: ...

    @property
    def prints(self) -> PrintQueue: ...

    @property
    def recalls(self) -> Documents[Recall]: ...

    @property
    def near_misses(self) -> Documents[NearMissRecord]: ...

    @property
    def mapped_barcodes(self) -> Documents[MappedBarcode]: ...

    def premises(self) -> Premises: ...

    def set_premises(self, premises: Premises) -> None: ...

    def next_number(self, series: str) -> int:
        """The next number of a series ("label", "bag"); never the same twice, even across counters."""

    def skip_numbers(self, series: str, beyond: int) -> None:
        """The next number of that series is more than `beyond`; never fewer than it would have been."""

    def commit(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Store(Protocol):
    """Opens units of work: `begin` to write, `read` for long or frequent reads that must not hold a writer up."""

    @property
    def workstation(self) -> str:
        """What this counter is called: its chain of the journal, and the labels that come out here, go by it."""

    @property
    def shared(self) -> bool:
        """Whether other counters may be at work on it."""

    def begin(self, *, light: bool = False) -> UnitOfWork:
        """light: it need not be on the disk when it is committed; a power cut may take the last of these, and never
        anything else. For notes about looking, which must not cost what a recorded step costs.
        """

    def read(self) -> UnitOfWork: ...

    def changes(self) -> ChangeFeed | None:
        """Word of what other counters change; None where no other counter can."""

    @property
    def untidy(self) -> bool:
        """Whether so much was recorded that it is time to tidy."""

    def tidy(self) -> None:
        """Puts what was recorded where it is to stay, while nobody waits. Whoever calls it once is trusted to go on
        doing so between the steps; without it a step does that itself, and is the slower for it.
        """

    def prove(self, accept: Accepted | None = None) -> Proof:
        """Goes through the whole journal: every entry, every seal, and what was known outside the store.

        It burns the processor for as long as it takes: on a thread that nobody waits for. accept: what was not
        known on this machine, and somebody vouches for.
        """

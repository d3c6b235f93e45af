"""Counters with a printer each, whose paper can be looked at, over one store."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from tests.builders import NIA, StandingClock

from dispensary.application.ports.printer import NotPrintable, Printer, PrinterUnavailable, PrinterUncertain, Sent
from dispensary.application.print_queue import cancel_print, it_printed, print_again, print_queue
from dispensary.application.prints import send_prints, take_over
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import IssueKey, PrescriptionId
from dispensary.domain.printing import AwayJob, JobKind, JobState, PrintJob, QueueLine
from dispensary.domain.refused_prints import BagOpened, LabelReplaced, LabelTakenBack

RAMIPRIL = IssueKey(PrescriptionId("9F3C71-FZZ99A-44B0E"))


class Died(BaseException):
    """The program of that counter ends in the middle."""


@dataclass
class Paper(Printer):
    """A printer whose paper can be looked at. how: "ok", "down", "unsure", or the program dies before or after. begins:
    is told which job, before anything else happens.
    """

    how: str = "ok"
    came_out: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None
    begins: Callable[[str], object] = lambda _: None

    def send(self, job_id: str, document: bytes, title: str) -> Sent:
        del document, title
        self.begins(job_id)
        self.meanwhile()
        if self.how == "unfit":
            raise NotPrintable("Its barcode does not read.")
        if self.how == "down":
            raise PrinterUnavailable("There is no paper.")
        if self.how == "dies before":
            raise Died
        self.came_out.append(job_id)
        if self.how == "dies after":
            raise Died
        if self.how == "unsure":
            raise PrinterUncertain("The line broke. Look at the printer.")
        return Sent(job_id, "paper")


@dataclass
class Till:
    """One counter with its printer."""

    place: Workplace
    paper: Paper = field(default_factory=Paper)

    def prints(self, how: str = "ok") -> None:
        self.paper.how = how
        try:
            send_prints(self.place, dict.fromkeys(JobKind, self.paper))
        except Died:
            return

    def away(self) -> tuple[AwayJob, ...]:
        with self.place.store.read() as uow:
            return tuple(uow.prints.away())

    def makes(self, *names: str) -> None:
        with self.place.store.begin() as uow:
            for name in names:
                at = self.place.clock.now()
                uow.prints.add(PrintJob(name, JobKind.LABEL, f"Label {name}", b"%PDF", RAMIPRIL, at))
            uow.commit()

    def takes(self, jobs: tuple[AwayJob, ...] | None = None, *, looked: bool = False) -> object:
        return take_over(self.place, NIA, self.away() if jobs is None else jobs, looked=looked)

    def queue(self) -> list[tuple[str, str]]:
        return [(line.id, line.state.value) for line in print_queue(self.place) if line.state is not JobState.SENT]

    def line(self, job: str) -> QueueLine:
        return next(line for line in print_queue(self.place) if line.id == job)

    def looks(self, there: Collection[str]) -> None:
        """Somebody goes to the printer and says of each that is in doubt what they found. A label that was replaced,
        or whose bag was opened, is given up.
        """
        for line in print_queue(self.place):
            if line.state is JobState.IN_DOUBT:
                done = (it_printed if line.id in there else print_again)(self.place, NIA, line)
                if isinstance(done, BagOpened | LabelReplaced | LabelTakenBack):
                    done = cancel_print(self.place, NIA, line)
                assert isinstance(done, Receipt)

    def told(self, kind: str) -> int:
        with self.place.store.read() as uow:
            return sum(f'"kind":"{kind}"' in entry.body for entry in uow.journal.entries())


@dataclass
class Shop:
    """Three counters of one pharmacy."""

    one: Till
    two: Till
    three: Till
    clock: StandingClock

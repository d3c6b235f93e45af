"""A label printer that speaks ZPL: asked how it is before it gets anything, and again until nothing waits in it."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Final, Protocol

from dispensary.adapters.printing.host_status import ASK, MOST, HostStatus, NotAStatus, read_status, status_in, whole
from dispensary.adapters.printing.lines import Connect, Line
from dispensary.application.ports.printer import PrinterUnavailable, PrinterUncertain, Sent
from dispensary.wording.printing import BUSY

_LOOK: Final = "Look at the printer before you print again."
_MOST_LEFT: Final = 65_536
_BREATH: Final = 0.1
"""Between two questions while it prints."""
_SILENT: Final = 0.2
"""One that did not say how it is when it was met, is given no longer to begin."""


class Heard(Protocol):
    """What is remembered of one printer, longer than a program lives: one that hangs is told from one that never
    speaks.
    """

    def heard(self) -> bool:
        """Whether it has ever said how it is, since it was set up."""

    def note(self) -> None:
        """It has."""


class Met:
    """Remembers as long as the program lives."""

    def __init__(self) -> None:
        self._heard = False

    def heard(self) -> bool:
        return self._heard

    def note(self) -> None:
        self._heard = True


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds. answer: how long a printer may take to say how it is; first: when it is met, as it may have to wake
    up; printing: to print a job. turn: how long who only asks waits for a job that is on its way.
    """

    answer: float = 1.0
    first: float = 3.0
    printing: float = 20.0
    turn: float = 3.0


class ThermalPrinter:
    """One printer behind one line. encode: a document in the printer's own language and dots; may raise NotPrintable.
    turn: held while the line is open, and the same for all that use this printer: most take one connection at a time.

    A printer that never says how it is gets its labels all the same. One that has said it once (`heard`) is expected to
    say it: only its own word that nothing waits in it any more makes a job sent.
    """

    def __init__(
        self,
        connect: Connect,
        where: str,
        encode: Callable[[bytes], bytes],
        patience: Patience = Patience(),
        turn: "Lock | None" = None,
        heard: Heard | None = None,
    ) -> None:
        self._connect, self._where, self._encode, self._patience = connect, where, encode, patience
        self._turn = turn if turn is not None else Lock()
        self._heard: Heard = heard if heard is not None else Met()
        self._silent = False

    def send(self, job_id: str, document: bytes, title: str) -> Sent:  # noqa: ARG002
        """Raises NotPrintable before anything is sent, PrinterUnavailable where it can print nothing now, and
        PrinterUncertain where the line broke, or it stopped with the job in it.
        """
        label = self._encode(document)
        with self._turn, closing(self._open()) as line:
            self._begin(line)
            try:
                line.write(label)
                if self._heard.heard() or self._speaks_late(line):
                    self._until_printed(line)
            except OSError as problem:
                raise PrinterUncertain(f"The line to the label printer at {self._where} broke. {_LOOK}") from problem
        return Sent(job_id, self._where)

    def state(self) -> str:
        """How it is, in words: that it is ready, or busy with a job. Raises PrinterUnavailable with what hinders it."""
        if not self._turn.acquire(timeout=self._patience.turn):
            return BUSY
        try:
            with closing(self._open()) as line:
                self._begin(line)
        finally:
            self._turn.release()
        return (
            "The printer is ready." if self._heard.heard() else "The printer is connected. It does not say how it is."
        )

    def _open(self) -> Line:
        try:
            return self._connect()
        except (OSError, ValueError) as problem:
            raise PrinterUnavailable(
                f"The label printer at {self._where} does not answer. Check that it is on and connected."
            ) from problem

    def _begin(self, line: Line) -> None:
        """Nothing has been sent yet, so whatever is wrong here, the job simply waits."""
        try:
            said = self._asked(line)
        except NotAStatus:
            raise PrinterUnavailable(
                f"What the label printer at {self._where} says cannot be understood. Switch it off and on, and check "
                "that it is set to ZPL."
            ) from None
        except OSError as problem:
            raise PrinterUnavailable(f"The label printer at {self._where} hung up. Check that it is on.") from problem
        if said is None:
            if self._heard.heard():
                raise PrinterUnavailable(
                    f"The label printer at {self._where} does not say how it is any more. Switch it off and on. If it "
                    "is another printer now, save it anew in Pharmacy, Printers."
                )
            self._silent = True
            return
        self._heard.note()
        if said.hindrance:
            raise PrinterUnavailable(f"The label printer at {self._where}: {said.hindrance} The labels wait.")

    def _asked(self, line: Line) -> HostStatus | None:
        """What it says of itself; None where it says nothing. Bounded in time and in size.

        What was said before the question does not answer it. Raises NotAStatus, OSError.
        """
        _clear(line)
        line.write(ASK)
        return self._answer(line, self._long_enough())

    def _long_enough(self) -> float:
        if self._heard.heard():
            return self._patience.answer
        return min(self._patience.answer, _SILENT) if self._silent else self._patience.first

    def _answer(self, line: Line, patience: float) -> HostStatus | None:
        until, answer = monotonic() + patience, b""
        while not whole(answer) and (left := until - monotonic()) > 0:
            answer = status_in(answer + line.read(left))
        return read_status(answer[:MOST]) if answer else None

    def _speaks_late(self, line: Line) -> bool:
        """Whether a printer that was taken for one that says nothing answers after all, or hangs up: it was only slow.
        Raises OSError.
        """
        try:
            late = self._answer(line, self._patience.answer) is not None
        except NotAStatus:
            return False
        if late:
            self._heard.note()
        return late

    def _until_printed(self, line: Line) -> None:
        """A printer that stops with labels in it prints them later, or loses them when it is switched off."""
        until = monotonic() + self._patience.printing
        while True:
            try:
                said = self._asked(line)
            except NotAStatus:
                said = None
            if said is None:
                raise PrinterUncertain(f"The label printer at {self._where} took a label and says no more. {_LOOK}")
            if said.idle:
                return
            if said.hindrance:
                raise PrinterUncertain(
                    f"The label printer at {self._where} took a label, and then {said.hindrance} The label may come "
                    f"then. {_LOOK}"
                )
            if monotonic() >= until:
                raise PrinterUncertain(f"The label printer at {self._where} does not come to an end. {_LOOK}")
            line.read(_BREATH)


def _clear(line: Line) -> None:
    """Takes off the line what lies there; of a printer that never ends, no more than there could be of sense."""
    taken = 0
    while taken < _MOST_LEFT and (left := line.read(0)):
        taken += len(left)

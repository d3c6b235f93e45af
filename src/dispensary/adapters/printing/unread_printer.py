"""A printer that was set up, and nobody can read how."""

from collections.abc import Callable

from dispensary.application.ports.printer import Printer, PrinterUnavailable, Sent
from dispensary.domain.printing import JobKind
from dispensary.wording.printing import unread_words


class UnreadPrinter:
    """Takes nothing: what is for it waits, and says why.

    again: that printer once it can be read, None until then. It is asked for every job: another program may only have
    held the file for a moment, and somebody may put it right by hand.
    """

    def __init__(self, kind: JobKind, again: Callable[[], Printer | None]) -> None:
        self._kind, self._again = kind, again

    def send(self, job_id: str, document: bytes, title: str) -> Sent:
        """As the printer itself, once there is one. Raises PrinterUnavailable until then."""
        printer = self._again()
        if printer is None:
            raise PrinterUnavailable(unread_words(self._kind))
        return printer.send(job_id, document, title)

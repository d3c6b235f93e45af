"""A printer: where a document goes. Sent is not printed; only a person with the label in hand knows that."""

from dataclasses import dataclass
from typing import Protocol


class PrinterUnavailable(Exception):
    """The printer took nothing. The job may be sent again. The message says what happened and what to do."""


class NotPrintable(Exception):
    """This document may not be printed there, however often it is tried: its barcode does not read in that printer's
    dots. Nothing was sent. The message says what to do.
    """


class PrinterUncertain(PrinterUnavailable):
    """The printer may have taken some or all of it. Somebody looks at the printer before the job is sent again."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The document left us. where: the printer in people's words; reference: its name for the job, if any."""

    job_id: str
    where: str
    reference: str = ""


class Printer(Protocol):
    """One place that documents go to. Sending a job only once is the print queue's promise, not the printer's."""

    def send(self, job_id: str, document: bytes, title: str) -> Sent:
        """Hands over a document. `title` is seen by others and never names a patient.

        Raises PrinterUnavailable, PrinterUncertain where part of it may have arrived, or NotPrintable.
        """

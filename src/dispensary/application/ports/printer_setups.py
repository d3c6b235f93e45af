"""Where one workstation keeps how its printers are set up: they are the machine's, not the pharmacy's."""

from typing import Protocol

from dispensary.domain.printers import PrinterPlan


class PrinterSetups(Protocol):
    """A small note beside the record."""

    def read(self) -> PrinterPlan:
        """As they were set up; into a folder what nobody has set up, or what cannot be read."""

    def keep(self, plan: PrinterPlan) -> None:
        """Raises StoreUnavailable."""

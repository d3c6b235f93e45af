"""Where one workstation keeps how its printers are set up and loaded: they are the machine's, not the pharmacy's."""

from typing import Protocol

from dispensary.domain.labels.geometry import SheetStock
from dispensary.domain.labels.stock import Papers, Stocks
from dispensary.domain.printers import PrinterPlan
from dispensary.domain.printing import JobKind


class PrinterSetups(Protocol):
    """A small note beside the record."""

    def read(self) -> PrinterPlan:
        """As they were set up; into a folder what nobody has set up, and UNREAD what was and cannot be read."""

    def keep(self, plan: PrinterPlan) -> None:
        """Raises StoreUnavailable."""


class StockRoom(Protocol):
    """What labels are laid out for."""

    @property
    def papers(self) -> Papers:
        """Every roll and sheet that there is."""

    def loaded(self) -> Stocks:
        """What is in this counter's printers now."""


class SheetPlaces(Protocol):
    """How far each sheet of labels has been printed on."""

    def free(self, kind: JobKind, sheet: SheetStock) -> int:
        """The place (1 is the first) that comes next on the sheet in the printer for these jobs."""

    def put(self, kind: JobKind, sheet: SheetStock, place: int) -> None:
        """Raises StoreUnavailable."""

    def move(self, kind: JobKind, sheet: SheetStock, first: int, place: int) -> bool:
        """The same, only where `first` still comes next: whether it was. Nobody comes between the look and the note.
        Raises StoreUnavailable.
        """

"""How the printers of this workstation are set up, noted in a small file in its home, outside the record."""

import json
from pathlib import Path
from typing import Any

from dispensary.adapters.system.files import write_whole
from dispensary.application.ports.store import StoreUnavailable
from dispensary.domain.labels.stock import LargePrintOn
from dispensary.domain.printers import PrinterKind, PrinterPlan, PrinterSetup, printer_unfit
from dispensary.domain.printing import JobKind

FILE = "printers.json"


class PrintersFile:
    """Implements the port for one home."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def keep(self, plan: PrinterPlan) -> None:
        held = {
            kind.value: {
                "kind": setup.kind.value,
                "queue": setup.queue,
                "host": setup.host,
                "port": setup.port,
                "device": setup.device,
                "speed": setup.speed,
                "dots_per_mm": setup.dots_per_mm,
                "paper": setup.paper,
                "large": setup.large.value,
            }
            for kind, setup in plan.setups.items()
        }
        try:
            write_whole(self._path, json.dumps(held, ensure_ascii=False, indent=1).encode() + b"\n")
        except OSError as problem:
            raise StoreUnavailable(
                f"How the printer is set up could not be noted: {problem.strerror}. Try again."
            ) from None

    def read(self) -> PrinterPlan:
        """What is missing there, or cannot stand so, prints into the folder: a bad note stops no dispensing."""
        try:
            held = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return PrinterPlan()
        if not isinstance(held, dict):
            return PrinterPlan()
        found = {kind: _setup(kind, held.get(kind.value)) for kind in JobKind}
        return PrinterPlan({kind: setup for kind, setup in found.items() if setup is not None})


def _setup(kind: JobKind, held: Any) -> PrinterSetup | None:
    try:
        setup = PrinterSetup(
            PrinterKind(held["kind"]),
            str(held["queue"]),
            str(held["host"]),
            int(held["port"]),
            str(held["device"]),
            int(held["speed"]),
            int(held["dots_per_mm"]),
            # Set up before there was a choice: the usual paper.
            str(held.get("paper", "")),
            LargePrintOn(held.get("large", LargePrintOn.SAME)),
        )
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        return None
    return setup if printer_unfit(kind, setup) is None else None

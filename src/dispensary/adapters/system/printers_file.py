"""How the printers of this workstation are set up, noted in a small file in its home, outside the record."""

import json
from pathlib import Path
from typing import Any

from dispensary.adapters.system.files import write_whole
from dispensary.adapters.system.heard_file import forget_heard
from dispensary.application.ports.store import StoreUnavailable
from dispensary.domain.labels.stock import LargePrintOn
from dispensary.domain.printers import UNREAD, PrinterKind, PrinterPlan, PrinterSetup, printer_unfit
from dispensary.domain.printing import JobKind

FILE = "printers.json"


class PrintersFile:
    """Implements the port for one home."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def keep(self, plan: PrinterPlan) -> None:
        """What is unread stays as somebody wrote it: it may be put right by hand, and is no less unread meanwhile."""
        before = self._held() or {}
        held = {
            kind.value: before.get(kind.value, _noted(setup)) if setup.kind is PrinterKind.UNREAD else _noted(setup)
            for kind, setup in plan.setups.items()
        }
        try:
            write_whole(self._path, json.dumps(held, ensure_ascii=False, indent=1).encode() + b"\n")
            forget_heard(self._path.parent)
        except OSError as problem:
            raise StoreUnavailable(
                f"How the printer is set up could not be noted: {problem.strerror}. Try again."
            ) from None

    def read(self) -> PrinterPlan:
        """What is missing there was never set up; what is there and cannot stand so is unread, and nothing else."""
        held = self._held()
        if held is None:
            return PrinterPlan(dict.fromkeys(JobKind, UNREAD))
        return PrinterPlan({kind: _setup(kind, held[kind.value]) for kind in JobKind if kind.value in held})

    def _held(self) -> dict[str, Any] | None:
        """The entries; None where there is a file, and nobody can tell what they are."""
        try:
            held = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError):
            return None
        return held if isinstance(held, dict) else None


def _noted(setup: PrinterSetup) -> dict[str, Any]:
    return {
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


def _setup(kind: JobKind, held: Any) -> PrinterSetup:
    try:
        setup = PrinterSetup(
            PrinterKind(held["kind"]),
            _text(held["queue"]),
            _text(held["host"]),
            _number(held["port"]),
            _text(held["device"]),
            _number(held["speed"]),
            _number(held["dots_per_mm"]),
            # Set up before there was a choice, or a paper that there is not: `paper_in` takes the usual one.
            str(held.get("paper", "")),
            _large(held.get("large")),
        )
    except (KeyError, TypeError, ValueError):
        return UNREAD
    return setup if printer_unfit(kind, setup) is None else UNREAD


def _text(value: object) -> str:
    """What is no text is nothing that was set up: read as one, nothing at all would be a printer called None."""
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    # To Python, true is a number too.
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _large(value: Any) -> LargePrintOn:
    """Harmless where it is not known: large print comes out on the labels of everybody, as before it is said."""
    try:
        return LargePrintOn(value)
    except ValueError:
        return LargePrintOn.SAME

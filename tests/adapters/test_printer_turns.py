"""Most label printers take one connection at a time: whoever asks one how it is keeps out of the way of its labels."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.adapters.test_labels_pdf import rendered, worded
from tests.adapters.test_thermal_printer import WELL, Scripted, encode

from dispensary.adapters.printing.lines import Line
from dispensary.adapters.printing.thermal_printer import Patience, ThermalPrinter
from dispensary.application.ports.printer import PrinterUnavailable
from dispensary.domain.printers import PrinterKind, PrinterPlan, PrinterSetup
from dispensary.domain.printing import JobKind
from dispensary.keeping import equipment
from dispensary.keeping.home import Home
from dispensary.wording.printing import BUSY

MADE = rendered(worded())
AT_ONCE = Patience(answer=0.3, first=0.3, printing=1.0, turn=0.0)


@dataclass
class Watched:
    """A line of which each use is seen, and whose turn it was then."""

    turn: threading.Lock
    line: Scripted
    in_turn: list[bool] = field(default_factory=list)

    def connect(self) -> Line:
        self.in_turn.append(self.turn.locked())
        return self

    def write(self, data: bytes) -> None:
        self.in_turn.append(self.turn.locked())
        self.line.write(data)

    def read(self, seconds: float) -> bytes:
        return self.line.read(seconds)

    def close(self) -> None:
        self.in_turn.append(self.turn.locked())


def watched(*answers: bytes) -> tuple[Watched, ThermalPrinter]:
    turn = threading.Lock()
    line = Watched(turn, Scripted(*answers))
    return line, ThermalPrinter(line.connect, "there", encode, AT_ONCE, turn)


def test_a_printer_is_this_ones_from_the_first_word_to_the_last_and_then_anybodys() -> None:
    line, printer = watched(WELL, b"", WELL)
    printer.send("job-1", MADE.pdf, "Label")
    assert (set(line.in_turn), line.turn.locked()) == ({True}, False)
    line, printer = watched(WELL)
    assert printer.state() == "The printer is ready."
    assert (set(line.in_turn), line.turn.locked()) == ({True}, False)


def test_it_is_anybodys_again_after_it_did_not_answer() -> None:
    line, printer = watched(b"nonsense\x03\x03\x03")
    with pytest.raises(PrinterUnavailable):
        printer.state()
    assert not line.turn.locked()


def test_nobody_asks_while_a_label_is_on_its_way() -> None:
    line, printer = watched(WELL)
    with line.turn:
        assert printer.state() == BUSY
    assert line.in_turn == []


class Held:
    """A turn that somebody else has, and that is not waited for."""

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        return False


@pytest.mark.parametrize("host", ["zebra", "ZEBRA"])
def test_labels_and_bag_labels_of_one_printer_are_one_printer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    for name in ("LABEL", "BAG"):
        monkeypatch.delenv(f"DISPENSARY_{name}_PRINTER", raising=False)
    setup = PrinterSetup(PrinterKind.NETWORK, host=host)
    monkeypatch.setattr(equipment, "_TURNS", {"zebra:9100": Held()})
    printing = equipment.printing(Home(tmp_path))
    assert {printing.state(kind, setup) for kind in (JobKind.LABEL, JobKind.BAG_LABEL)} == {BUSY}


@pytest.fixture
def deaf() -> Iterator[int]:
    """The port of a printer that takes no connection, and does not say so either."""
    with closing(socket.socket()) as listening, closing(socket.socket()) as first, closing(socket.socket()) as second:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for each in (first, second):
            each.setblocking(False)
            each.connect_ex(listening.getsockname())
        yield listening.getsockname()[1]


def test_asking_is_given_up_sooner_than_sending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deaf: int) -> None:
    given: list[float] = []
    connect = socket.create_connection

    def noted(address: tuple[str, int], timeout: float) -> socket.socket:
        given.append(timeout)
        return connect(address, 0.05)

    monkeypatch.delenv("DISPENSARY_LABEL_PRINTER", raising=False)
    monkeypatch.setattr(socket, "create_connection", noted)
    setup = PrinterSetup(PrinterKind.NETWORK, host="127.0.0.1", port=deaf)
    printing = equipment.printing(Home(tmp_path))
    printing.setups.keep(PrinterPlan({JobKind.LABEL: setup}))
    with pytest.raises(PrinterUnavailable, match="does not answer"):
        printing.state(JobKind.LABEL, setup)
    with pytest.raises(PrinterUnavailable, match="does not answer"):
        printing.made()[JobKind.LABEL].send("j", MADE.pdf, "Label")
    assert given == [equipment._ASKING, 5.0]
    assert equipment._ASKING < 5.0

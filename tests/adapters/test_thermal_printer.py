"""Label printers over a real socket and a real pseudo-terminal, against the simulated one, and against worse."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.adapters.test_labels_pdf import rendered, worded

from dispensary.adapters.documents.zpl import zpl_of
from dispensary.adapters.printing.host_status import HostStatus, NotAStatus, read_status
from dispensary.adapters.printing.lines import SerialLine, TcpLine
from dispensary.adapters.printing.thermal_printer import Patience, ThermalPrinter
from dispensary.application.ports.printer import NotPrintable, PrinterUnavailable, PrinterUncertain, Sent
from dispensary.simulators.label_printer import Fault, LabelPrinter, SerialLabelPrinter

SHORT = Patience(answer=0.3, first=0.3, printing=1.0)
MADE = rendered(worded())
Setting = tuple[ThermalPrinter, LabelPrinter | SerialLabelPrinter]


def encode(document: bytes) -> bytes:
    return zpl_of(document, 8)


def over_tcp(port: int, patience: Patience = SHORT, encode: Callable[[bytes], bytes] = encode) -> ThermalPrinter:
    return ThermalPrinter(partial(TcpLine, "127.0.0.1", port, 2.0), f"127.0.0.1:{port}", encode, patience)


@pytest.fixture(params=["network", "serial"])
def setting(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Setting]:
    if request.param == "network":
        with LabelPrinter(tmp_path / "printer") as there:
            yield over_tcp(there.port), there
        return
    if os.name != "posix":
        pytest.skip("there are no pseudo-terminals here")
    with SerialLabelPrinter(tmp_path / "printer") as on_line:
        connect = partial(SerialLine, on_line.device, 115200, 2.0)
        yield ThermalPrinter(connect, on_line.device, encode, SHORT), on_line


def came_out(there: LabelPrinter | SerialLabelPrinter) -> list[str]:
    """What is on the labels that lie in the printer's tray."""
    return [found.text for path in there.engine.labels() for found in zxingcpp.read_barcodes(Image.open(path))]


def test_a_label_comes_out_dot_for_dot_as_it_was_previewed(setting: Setting) -> None:
    printer, there = setting
    assert printer.send("job-1", MADE.pdf, "Label").job_id == "job-1"
    (path,) = there.engine.labels()
    assert Image.open(path).tobytes() == MADE.pages[0].dots
    assert printer.state() == "The printer is ready."


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.PAPER_OUT, "out of labels. Put a roll in"),
        (Fault.RIBBON_OUT, "ribbon is used up"),
        (Fault.HEAD_OPEN, "head is open. Close it"),
        (Fault.PAUSED, "paused. Press its pause key"),
        (Fault.BUFFER_FULL, "memory is full"),
        (Fault.NONSENSE, "cannot be understood"),
    ],
)
def test_what_hinders_the_printer_is_said_in_words_and_nothing_is_sent(
    setting: Setting, fault: Fault, words: str
) -> None:
    printer, there = setting
    there.engine.set_fault(fault)
    with pytest.raises(PrinterUnavailable, match=words) as caught:
        printer.send("job-1", MADE.pdf, "Label")
    assert not isinstance(caught.value, PrinterUncertain)
    there.engine.set_fault(Fault.NONE)
    assert came_out(there) == []
    printer.send("job-1", MADE.pdf, "Label")
    assert came_out(there) == list(MADE.codes)


def test_a_printer_that_does_not_say_how_it_is_prints_all_the_same(setting: Setting) -> None:
    printer, there = setting
    there.engine.set_fault(Fault.SILENT)
    assert printer.state() == "The printer is connected. It does not say how it is."
    assert isinstance(printer.send("job-1", MADE.pdf, "Label"), Sent)
    wait_for(there, 1)


def wait_for(there: LabelPrinter | SerialLabelPrinter, labels: int) -> None:
    """Until so many lie in the tray: nobody tells us when."""
    ready = threading.Event()
    for _ in range(250):
        if len(there.engine.labels()) >= labels:
            return
        ready.wait(0.02)
    raise AssertionError(f"{len(there.engine.labels())} labels, and not {labels}")


def test_a_printer_that_used_to_say_how_it_is_and_does_not_any_more_gets_nothing(setting: Setting) -> None:
    printer, there = setting
    printer.send("job-1", MADE.pdf, "Label")
    there.engine.set_fault(Fault.SILENT)
    with pytest.raises(PrinterUnavailable, match="does not say how it is any more"):
        printer.send("job-2", MADE.pdf, "Label")
    assert len(there.engine.labels()) == 1


@pytest.mark.parametrize("fault", [Fault.CLOSES_MID_JOB, Fault.CLOSES_AFTER_JOB])
def test_a_printer_that_hangs_up_leaves_the_outcome_open(tmp_path: Path, fault: Fault) -> None:
    with LabelPrinter(tmp_path / "printer") as there:
        there.engine.set_fault(fault)
        with pytest.raises(PrinterUncertain, match="Look at the printer"):
            over_tcp(there.port).send("job-1", MADE.pdf, "Label")
        assert len(there.engine.labels()) == (fault is Fault.CLOSES_AFTER_JOB)


def test_a_slow_printer_gets_all_of_it(tmp_path: Path) -> None:
    with LabelPrinter(tmp_path / "printer") as there:
        there.engine.set_fault(Fault.SLOW)
        over_tcp(there.port, Patience(answer=20.0, first=20.0)).send("job-1", MADE.pdf, "Label")
        assert came_out(there) == list(MADE.codes)


def test_a_printer_that_runs_out_with_the_label_in_it_is_in_doubt(tmp_path: Path) -> None:
    """It prints it once there is paper again, or loses it when it is switched off: nobody can tell from here."""
    with LabelPrinter(tmp_path / "printer") as there:
        printer = over_tcp(there.port)
        take = there.engine.take
        there.engine.take = lambda label: (there.engine.set_fault(Fault.PAPER_OUT), take(label))[1]  # type: ignore[method-assign]
        with pytest.raises(PrinterUncertain, match=r"out of labels\. Put a roll in\. The label may come then"):
            printer.send("job-1", MADE.pdf, "Label")
        assert came_out(there) == []
        there.engine.set_fault(Fault.NONE)
        wait_for(there, 1)
        assert came_out(there) == list(MADE.codes)


def test_nothing_is_sent_of_a_label_that_does_not_read(tmp_path: Path) -> None:
    def unfit(_: bytes) -> bytes:
        raise NotPrintable("Its barcode does not read.")

    with LabelPrinter(tmp_path / "printer") as there:
        with pytest.raises(NotPrintable):
            over_tcp(there.port, encode=unfit).send("job-1", MADE.pdf, "Label")
        assert there.engine.labels() == []


def test_a_printer_that_is_off_is_unavailable_until_it_is_on_again(tmp_path: Path) -> None:
    with LabelPrinter(tmp_path / "printer") as there:
        printer = over_tcp(there.port)
        printer.send("job-1", MADE.pdf, "Label")
        there.engine.set_fault(Fault.OFF)
        there.noticed(Fault.OFF)
        with pytest.raises(PrinterUnavailable, match="Check that it is on") as caught:
            printer.send("job-2", MADE.pdf, "Label")
        assert not isinstance(caught.value, PrinterUncertain)


def test_a_port_that_is_not_there_is_said(tmp_path: Path) -> None:
    printer = ThermalPrinter(partial(SerialLine, str(tmp_path / "none"), 9600, 1.0), "COM9", encode)
    with pytest.raises(PrinterUnavailable, match="at COM9 does not answer"):
        printer.send("job-1", MADE.pdf, "Label")


def test_a_printer_that_stops_taking_leaves_the_outcome_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        connect = partial(TcpLine, "127.0.0.1", server.getsockname()[1], 0.2)
        printer = ThermalPrinter(connect, "there", lambda _: b"x" * 50_000_000, SHORT)
        with pytest.raises(PrinterUncertain, match="Look at the printer"):
            printer.send("job-1", b"", "Label")


@given(answer=st.binary(max_size=600))
def test_whatever_comes_back_is_a_status_or_is_said_not_to_be(answer: bytes) -> None:
    with pytest.raises(NotAStatus):
        read_status(answer)


def test_a_printers_answer_is_read_as_its_maker_describes_it() -> None:
    lines = ("030,1,0,0280,002,0,0,0,000,0,0,0", "000,0,1,0,0,2,4,0,00000003,1,000", "0000,0")
    answer = "".join(f"\x02{line}\x03\r\n" for line in lines).encode()
    assert read_status(answer) == HostStatus(paper_out=True, formats=2, head_open=True, remaining=3)


def test_noise_without_end_ends() -> None:
    """A line that says rubbish faster than anybody reads it."""
    ended = threading.Event()

    def babble(server: socket.socket) -> None:
        line, _ = server.accept()
        with line:
            try:
                while not ended.is_set():
                    line.sendall(b"\x02rubbish " * 4096)
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=babble, args=(server,))
        thread.start()
        with pytest.raises(PrinterUnavailable, match="cannot be understood"):
            over_tcp(server.getsockname()[1]).send("job-1", MADE.pdf, "Label")
        ended.set()
        thread.join(10)


WELL = b"\x02030,0,0,0280,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x020000,0\x03"
STUCK = b"\x02030,1,0,0280,001,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000001,1,000\x03\r\n\x020000,0\x03"


class Scripted:
    """A line whose other end answers whatever it gets with what is next; what is left over stays on the line."""

    def __init__(self, *answers: bytes) -> None:
        self.answers, self.waiting, self.taken = list(answers), b"", b""

    def write(self, data: bytes) -> None:
        self.taken += data
        self.waiting += self.answers.pop(0) if self.answers else b""

    def read(self, seconds: float) -> bytes:
        if not self.waiting and not self.answers and seconds > 0:
            raise ConnectionResetError("nothing more will come")
        data, self.waiting = self.waiting[:7], self.waiting[7:]
        return data

    def close(self) -> None:
        return None


def scripted(*answers: bytes) -> ThermalPrinter:
    return ThermalPrinter(lambda: Scripted(*answers), "there", encode, SHORT)


def test_the_end_of_a_line_that_comes_late_does_not_put_a_label_in_doubt() -> None:
    assert isinstance(scripted(WELL, b"", b"\r\n" + WELL).send("job-1", MADE.pdf, "Label"), Sent)


def test_what_a_printer_said_before_the_label_does_not_answer_for_after_it() -> None:
    """It says once more that it is well while it gets the label, and then it runs out."""
    with pytest.raises(PrinterUncertain, match="out of labels"):
        scripted(WELL + b"\r\n", WELL + b"\r\n", STUCK + b"\r\n").send("job-1", MADE.pdf, "Label")


def test_half_a_status_after_the_label_leaves_it_in_doubt() -> None:
    with pytest.raises(PrinterUncertain):
        scripted(WELL + b"\r\n", b"", WELL[:40]).send("job-1", MADE.pdf, "Label")


def test_half_a_status_before_the_label_sends_nothing() -> None:
    line = Scripted(WELL[:40], b"")
    with pytest.raises(PrinterUnavailable) as caught:
        ThermalPrinter(lambda: line, "there", encode, SHORT).send("job-1", MADE.pdf, "Label")
    assert not isinstance(caught.value, PrinterUncertain)
    assert line.taken == b"~HS"

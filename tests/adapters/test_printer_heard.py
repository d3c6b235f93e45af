"""A printer that has spoken once and hangs now is told from one that never speaks, over restarts and till it is set up
anew.
"""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Thread

import pytest

from dispensary.adapters.printing.lines import TcpLine
from dispensary.adapters.printing.thermal_printer import Patience, ThermalPrinter
from dispensary.adapters.system.heard_file import FILE, HeardFile
from dispensary.adapters.system.printers_file import PrintersFile
from dispensary.application.ports.printer import PrinterUnavailable, PrinterUncertain, Sent
from dispensary.domain.printers import PrinterPlan

LABEL = b"^XA^FDlabel^FS^XZ"
READY = b"\x02030,0,0,0280,000,0,0,0,000,0,0,0\x03\r\n\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x020000,0\x03\r\n"
NO_PAPER = READY.replace(b"030,0,0,0280,000", b"030,1,0,0280,001")
SHORT = Patience(answer=0.3, first=0.3, printing=2.0)
Talk = Callable[[socket.socket], None]


@contextmanager
def printer_on(talk: Talk) -> Iterator[int]:
    """A printer that takes one connection after the other; its port."""
    with socket.create_server(("127.0.0.1", 0)) as there:

        def serve() -> None:
            while True:
                try:
                    line, _ = there.accept()
                    with line:
                        talk(line)
                except OSError:
                    if there.fileno() < 0:
                        return

        Thread(target=serve, daemon=True).start()
        yield there.getsockname()[1]
        there.shutdown(socket.SHUT_RDWR)


def answering(status: bytes, before: bytes = b"") -> Talk:
    """Says how it is whenever it is asked."""

    def talk(line: socket.socket) -> None:
        while came := line.recv(65_536):
            line.sendall((before + status) * came.count(b"~HS"))

    return talk


def silent(line: socket.socket) -> None:
    while line.recv(65_536):
        pass


def a_program(home: Path, port: int, where: str = "counter") -> ThermalPrinter:
    """The printer as a program that was just started has it."""
    connect = partial(TcpLine, "127.0.0.1", port, 2.0)
    return ThermalPrinter(connect, where, lambda _: LABEL, SHORT, heard=HeardFile(home, where))


def test_a_printer_that_hangs_gets_nothing_although_the_program_was_started_anew(tmp_path: Path) -> None:
    with printer_on(answering(READY)) as port:
        assert isinstance(a_program(tmp_path, port).send("1", b"", "Label"), Sent)
    with printer_on(silent) as port, pytest.raises(PrinterUnavailable, match="any more"):
        a_program(tmp_path, port).send("2", b"", "Label")


def test_one_that_nobody_accepts_a_connection_of_gets_nothing_either(tmp_path: Path) -> None:
    HeardFile(tmp_path, "counter").note()
    with socket.create_server(("127.0.0.1", 0)) as hung, pytest.raises(PrinterUnavailable, match="any more"):
        a_program(tmp_path, hung.getsockname()[1]).send("1", b"", "Label")


def test_another_printer_that_never_speaks_prints_once_it_is_set_up(tmp_path: Path) -> None:
    HeardFile(tmp_path, "counter").note()
    PrintersFile(tmp_path).keep(PrinterPlan())
    with printer_on(silent) as port:
        assert isinstance(a_program(tmp_path, port).send("1", b"", "Label"), Sent)


def test_what_one_printer_said_is_not_held_against_another(tmp_path: Path) -> None:
    HeardFile(tmp_path, "bench").note()
    with printer_on(silent) as port:
        assert isinstance(a_program(tmp_path, port).send("1", b"", "Label"), Sent)
    assert HeardFile(tmp_path, "BENCH").heard()


def test_one_that_is_only_slow_to_say_that_it_has_no_paper_leaves_the_label_in_doubt(tmp_path: Path) -> None:
    def wakes_up_with_the_label(line: socket.socket) -> None:
        asked = 0
        while came := line.recv(65_536):
            asked += came.count(b"~HS")
            if b"^XZ" in came or asked > 1:
                line.sendall(NO_PAPER)

    with printer_on(wakes_up_with_the_label) as port:
        with pytest.raises(PrinterUncertain, match="out of labels"):
            a_program(tmp_path, port).send("1", b"", "Label")
        assert HeardFile(tmp_path, "counter").heard()


def test_one_that_hangs_up_with_the_label_in_it_leaves_it_in_doubt(tmp_path: Path) -> None:
    def hangs_up(line: socket.socket) -> None:
        while b"^X" not in line.recv(3):
            pass

    with printer_on(hangs_up) as port, pytest.raises(PrinterUncertain, match="Look at the printer"):
        a_program(tmp_path, port).send("1", b"", "Label")


def test_a_word_of_the_printers_own_before_its_answer_is_not_in_the_way(tmp_path: Path) -> None:
    with printer_on(answering(READY, before=b"ALERT: PAPER LOW\r\n")) as port:
        assert isinstance(a_program(tmp_path, port).send("1", b"", "Label"), Sent)


@pytest.mark.parametrize("held", [b"", b"{", b"null", b'{"counter": 1}', b"[1, null]", json.dumps(["x"]).encode()])
def test_a_note_that_cannot_be_read_holds_no_label_up(tmp_path: Path, held: bytes) -> None:
    (tmp_path / FILE).write_bytes(held)
    with printer_on(answering(READY)) as port:
        assert isinstance(a_program(tmp_path, port).send("1", b"", "Label"), Sent)
    assert HeardFile(tmp_path, "counter").heard()

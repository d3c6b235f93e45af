"""EPS and the printers have a thread each, and so has who only asks a printer how it is: none waits for another, and
closing waits for all.
"""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import printers, staff, workplace
from tests.simulators.eps_dispenser import NOON, order, prescription_id

from dispensary.adapters.eps.gateway import HttpEps
from dispensary.adapters.printing.lines import TcpLine
from dispensary.adapters.printing.thermal_printer import Patience, ThermalPrinter
from dispensary.application.ports.eps import EpsGateway
from dispensary.application.print_queue import print_queue
from dispensary.application.workplace import Workplace
from dispensary.desktop.app import Desk, build
from dispensary.domain.identifiers import IssueKey, PrescriptionId
from dispensary.domain.printing import JobKind, JobState, PrintJob
from dispensary.keeping import equipment
from dispensary.keeping.home import Home
from dispensary.simulators.eps.server import EpsServer
from dispensary.simulators.eps.signing import SigningAuthority
from dispensary.simulators.eps.spine import Spine

LONGER_THAN_ANY_TEST = 600.0


class Silent:
    """Takes a connection and what comes over it, and says nothing, until it is told to hang up."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        self.asked, self._enough = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._listen, name="silent")
        self._thread.start()

    def _listen(self) -> None:
        try:
            line, _ = self._server.accept()
        except OSError:
            return
        with line:
            line.recv(4096)
            self.asked.set()
            self._enough.wait()

    def hang_up(self) -> None:
        self._enough.set()

    def close(self) -> None:
        self.hang_up()
        with closing(socket.socket()) as knock:
            knock.connect_ex(("127.0.0.1", self.port))
        self._thread.join()
        self._server.close()


class Window:
    """The real window, somebody being signed in."""

    def __init__(self, qtbot: QtBot, place: Workplace) -> None:
        self.place = place
        self.desk: Desk = build(place, {})
        self.bugs: list[object] = []
        self._qtbot = qtbot
        self.desk.counter.bug.connect(self.bugs.append)
        qtbot.addWidget(self.desk.window)
        self.desk.window.begin()
        self.desk.window.show()
        self.settle()
        self.desk.counter.sign_on(staff(place))
        self.settle()

    def until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition)

    def settle(self) -> None:
        self.until(lambda: not self.desk.counter.tasks.busy)

    def make_a_label(self) -> None:
        with self.place.store.begin() as uow:
            uow.prints.add(PrintJob("label-1", JobKind.LABEL, "Label 1", b"%PDF", None, self.place.clock.now()))
            uow.commit()
        self.desk.counter.print_waiting()

    def label(self) -> JobState:
        (line,) = print_queue(self.place)
        return line.state

    def journal(self, kind: str) -> int:
        with self.place.store.read() as uow:
            return sum(json.loads(entry.body)["kind"] == kind for entry in uow.journal.entries())


@contextmanager
def opened(qtbot: QtBot, folder: Path, eps: EpsGateway | None = None, silent: Silent | None = None) -> Iterator[Window]:
    """silent: who is waited for; it hangs up before the window closes, so that a test that fails comes to an end."""
    place = workplace(folder, eps=eps)
    made = Window(qtbot, place)
    try:
        yield made
    finally:
        if silent is not None:
            silent.hang_up()
        made.desk.window.close()
        place.store.close()
    assert made.bugs == []


@pytest.fixture
def silent() -> Iterator[Silent]:
    with closing(Silent()) as made:
        yield made


@pytest.fixture
def eps() -> Iterator[HttpEps]:
    """The line to a simulated EPS in which one prescription is nominated to this pharmacy."""
    spine = Spine(clock=lambda: NOON, authority=SigningAuthority())
    assert spine.load([order()]) == []
    with EpsServer(0, spine, []) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        gateway = HttpEps(f"http://127.0.0.1:{server.port}", simulated=True)
        yield gateway
        gateway.close()
        server.shutdown()
        thread.join()


def a_label_printer(at: Silent, patience: Patience) -> ThermalPrinter:
    return ThermalPrinter(lambda: TcpLine("127.0.0.1", at.port, 5.0), "the bench", lambda document: document, patience)


def test_a_prescription_arrives_while_a_printer_does_not_answer(
    qtbot: QtBot, themed: QApplication, tmp_path: Path, eps: HttpEps, silent: Silent
) -> None:
    with opened(qtbot, tmp_path, eps, silent) as window:
        counter = window.desk.counter
        beyond = Patience(answer=LONGER_THAN_ANY_TEST, first=LONGER_THAN_ANY_TEST)
        counter.use_printers({JobKind.LABEL: a_label_printer(silent, beyond)})
        window.make_a_label()
        window.until(silent.asked.is_set)
        counter.ask_eps()
        key = IssueKey(PrescriptionId(prescription_id(1)), 1)

        def has_come() -> bool:
            with window.place.store.read() as uow:
                return uow.dispensings.get(key) is not None

        window.until(has_come)
        assert counter.printing
        assert not silent._enough.is_set()
        silent.hang_up()
        window.settle()
        assert window.label() is JobState.WAITING


def test_a_label_prints_while_eps_does_not_answer(
    qtbot: QtBot, themed: QApplication, tmp_path: Path, silent: Silent
) -> None:
    gateway = HttpEps(f"http://127.0.0.1:{silent.port}", simulated=True, timeout=LONGER_THAN_ANY_TEST)
    with closing(gateway), opened(qtbot, tmp_path, gateway, silent) as window:
        counter = window.desk.counter
        counter.use_printers(printers(tmp_path))
        counter.ask_eps()
        window.until(silent.asked.is_set)
        window.make_a_label()
        window.until(lambda: window.label() is JobState.SENT)
        assert counter.tasks.busy
        silent.hang_up()
        window.settle()
        with window.place.store.read() as uow:
            (message,) = uow.outbox.unfinished()
        assert message.attempts == 1


def test_a_label_prints_while_another_printer_does_not_say_how_it_is(
    qtbot: QtBot, themed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, silent: Silent
) -> None:
    """Whoever only looks at the settings delays nobody's labels."""
    for name in ("LABEL", "BAG", "PAGE"):
        monkeypatch.delenv(f"DISPENSARY_{name}_PRINTER", raising=False)
    bags = a_label_printer(silent, Patience(answer=LONGER_THAN_ANY_TEST, first=LONGER_THAN_ANY_TEST))
    with opened(qtbot, tmp_path, silent=silent) as window:
        printers = replace(equipment.printing(Home(tmp_path)), state=lambda _kind, _setup: bags.state())
        model = window.desk.printers
        model.use(printers)
        model.ask_state(JobKind.BAG_LABEL)
        window.until(silent.asked.is_set)
        window.make_a_label()
        window.until(lambda: window.label() is JobState.SENT)
        assert window.desk.counter.tasks.busy
        silent.hang_up()
        window.settle()


def test_closing_the_window_lets_the_printer_come_to_its_end_and_records_what_became_of_it(
    qtbot: QtBot, themed: QApplication, tmp_path: Path, silent: Silent
) -> None:
    place = workplace(tmp_path)
    window = Window(qtbot, place)
    window.desk.counter.use_printers({JobKind.LABEL: a_label_printer(silent, Patience(answer=0.2, first=0.2))})
    window.make_a_label()
    window.until(silent.asked.is_set)
    window.desk.window.close()
    assert [each.name for each in threading.enumerate() if each.name.startswith("dispensary-")] == []
    assert window.label() is JobState.SENT
    assert window.journal("sent-to-printer") == 1
    assert window.bugs == []
    place.store.close()


def test_what_was_queued_begins_on_no_lane_once_the_window_is_closing(
    qtbot: QtBot, themed: QApplication, tmp_path: Path, silent: Silent
) -> None:
    """One label is with the printer, a second round waits: it is not begun by the closing, and waits for the start."""
    place = workplace(tmp_path)
    window = Window(qtbot, place)
    counter = window.desk.counter
    counter.use_printers({JobKind.LABEL: a_label_printer(silent, Patience(answer=0.2, first=0.2))})
    window.make_a_label()
    window.until(silent.asked.is_set)
    with place.store.begin() as uow:
        uow.prints.add(PrintJob("label-2", JobKind.LABEL, "Label 2", b"%PDF", None, place.clock.now()))
        uow.commit()
    counter.print_waiting()
    window.desk.window.close()
    assert {line.id: line.state for line in print_queue(place)} == {
        "label-1": JobState.SENT,
        "label-2": JobState.WAITING,
    }
    place.store.close()


def test_an_older_look_that_comes_home_after_a_newer_one_is_not_shown(
    qtbot: QtBot, themed: QApplication, tmp_path: Path
) -> None:
    """Two readers: a state of before would otherwise stand there as that of now."""
    shown: list[str] = []
    newer_is_shown = threading.Event()

    def older() -> str:
        newer_is_shown.wait()
        return "in doubt"

    def show(said: str) -> None:
        shown.append(said)
        newer_is_shown.set()

    with opened(qtbot, tmp_path) as window:
        window.desk.counter.read(older, show, newest="queue")
        window.desk.counter.read(lambda: "sent", show, newest="queue")
        window.settle()
        assert shown == ["sent"]
        window.desk.counter.read(lambda: "waits", show, newest="queue")
        window.settle()
    assert shown == ["sent", "waits"]

"""Labels queued, a printer that is switched off and on, and a program that is killed: each label comes out once, or is
visibly in doubt, and none is lost.

The printer is the simulated one, on a real socket; the program is a process of its own that is ended with SIGKILL.
"""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event, Thread

import zxingcpp
from PIL import Image
from tests.adapters.test_labels_pdf import rendered, worded
from tests.builders import KEY, NIA, StandingClock, a_counter, workplace

from dispensary.adapters.documents.zpl import zpl_of
from dispensary.adapters.printing.lines import TcpLine
from dispensary.adapters.printing.thermal_printer import Patience, ThermalPrinter
from dispensary.adapters.store.cipher import open_store
from dispensary.application.print_queue import it_printed, print_again
from dispensary.application.prints import send_prints
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import LabelNumber
from dispensary.domain.printing import JobKind, JobState, PrintJob, QueueLine
from dispensary.simulators.label_printer import Fault, LabelPrinter

ROOT = Path(__file__).resolve().parents[2]
TROUBLE = (
    *(Fault.OFF,) * 4,
    Fault.PAPER_OUT,
    Fault.PAUSED,
    Fault.HEAD_OPEN,
    Fault.NONSENSE,
    Fault.SLOW,
    Fault.CLOSES_MID_JOB,
    Fault.CLOSES_AFTER_JOB,
)
"""Switched off more often than anything else."""
PATIENCE = Patience(answer=2.0, printing=5.0)


def code_of(number: int) -> str:
    return str(30_000_000 + number)


@contextmanager
def counter(folder: Path, *, create: bool = False) -> Iterator[Workplace]:
    store = open_store(folder / "store.db", KEY, "Counter 1", create=create)
    try:
        yield workplace(folder, store=store) if create else a_counter(store, StandingClock())
    finally:
        store.close()


def queue_up(folder: Path, labels: int) -> None:
    with counter(folder, create=True) as place, place.store.begin() as uow:
        for number in range(labels):
            pdf = rendered(worded(number=LabelNumber(code_of(number)))).pdf
            at = place.clock.now() + timedelta(seconds=number)
            uow.prints.add(PrintJob(f"job-{number}", JobKind.LABEL, f"Label {code_of(number)}", pdf, None, at))
        uow.commit()


def work(folder: Path, port: int) -> None:
    """The program: sends what waits until nothing does. Whoever started it ends it sooner, as often as not."""
    printer = ThermalPrinter(partial(TcpLine, "127.0.0.1", port, 5.0), "here", partial(zpl_of, dots_per_mm=8), PATIENCE)
    pause = Event()
    with counter(folder) as place:
        print("ready", flush=True)
        while True:
            send_prints(place, dict.fromkeys(JobKind, printer))
            with place.store.read() as uow:
                if not uow.prints.waiting():
                    return
            pause.wait(0.01)


def lines(folder: Path) -> list[QueueLine]:
    with counter(folder) as place, place.store.read() as uow:
        return list(uow.prints.queue(100_000))


@dataclass
class Soak:
    """One run of it."""

    folder: Path
    labels: int
    seed: int
    kills: int = 0
    troubles: Counter[str] = field(default_factory=Counter)

    def run(self) -> Counter[str]:
        """How the jobs stand at the end of the trouble; what is wrong raises AssertionError."""
        self.folder.mkdir()
        queue_up(self.folder, self.labels)
        with LabelPrinter(self.folder / "printer") as printer:
            over = Event()
            spoiler = Thread(target=self._spoil, args=(printer, over))
            spoiler.start()
            try:
                self._lives(printer)
            finally:
                over.set()
                spoiler.join()
            printer.engine.set_fault(Fault.NONE)
            printer.noticed(Fault.NONE)
            stands = self._judge(printer)
            self._settle(printer)
        return stands

    def _spoil(self, printer: LabelPrinter, over: Event) -> None:
        chance = random.Random(self.seed)
        while not over.is_set():
            over.wait(chance.uniform(0.05, 0.6))
            fault = chance.choice(TROUBLE)
            self.troubles[fault.value] += 1
            printer.engine.set_fault(fault)
            over.wait(chance.uniform(0.02, 0.3))
            printer.engine.set_fault(Fault.NONE)

    def _lives(self, printer: LabelPrinter) -> None:
        """Starts the program again and again, and kills it while it prints, until nothing waits any more."""
        chance, pause = random.Random(self.seed + 1), Event()
        while True:
            program = self._start(printer.port)
            assert program.stdout is not None
            try:
                assert program.stdout.readline() == "ready\n", program.stderr
                pause.wait(chance.uniform(0.0, 1.2))
                if program.poll() is None:
                    os.kill(program.pid, signal.SIGKILL)
                    self.kills += 1
            finally:
                program.communicate()
            if program.returncode == 0:
                return
            assert program.returncode == -signal.SIGKILL, program.returncode

    def _start(self, port: int) -> "subprocess.Popen[str]":
        paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.prints", str(self.folder), str(port)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": paths},
            stdout=subprocess.PIPE,
            text=True,
        )

    def _judge(self, printer: LabelPrinter) -> Counter[str]:
        out, held = came_out(printer), lines(self.folder)
        assert len(held) == self.labels, "a job is lost"
        twice = [code for code, times in out.items() if times > 1]
        assert not twice, f"printed twice: {twice}"
        for line in held:
            times = out[line.title.removeprefix("Label ")]
            assert line.state in (JobState.SENT, JobState.IN_DOUBT), f"{line.title} is {line.state.value}"
            assert line.state is JobState.IN_DOUBT or times == 1, f"{line.title} was sent and printed {times} times"
        return Counter(line.state.value for line in held)

    def _settle(self, printer: LabelPrinter) -> None:
        """Somebody looks at the labels and says; then every one of them is there, once."""
        out = came_out(printer)
        with counter(self.folder) as place:
            with place.store.read() as uow:
                doubtful = [line for line in uow.prints.queue() if line.state is JobState.IN_DOUBT]
            for line in doubtful:
                there = out[line.title.removeprefix("Label ")] == 1
                assert isinstance((it_printed if there else print_again)(place, NIA, line), Receipt)
        program = self._start(printer.port)
        program.communicate(timeout=120)
        assert program.returncode == 0
        assert came_out(printer) == Counter({code_of(number): 1 for number in range(self.labels)})
        assert all(line.state is JobState.SENT for line in lines(self.folder))


def came_out(printer: LabelPrinter) -> Counter[str]:
    """What is on the labels in the tray."""
    return Counter(found.text for path in printer.engine.labels() for found in zxingcpp.read_barcodes(Image.open(path)))


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]))

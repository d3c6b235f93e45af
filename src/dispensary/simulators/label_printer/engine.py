"""The printer behind its line: what it was told to have wrong with it, what waits in its buffer, what came out."""

import contextlib
from enum import StrEnum
from pathlib import Path
from typing import Final

from dispensary.simulators.label_printer.drawing import NotDrawable, draw

FAULT_FILE: Final = "fault.txt"
_MOST_HELD: Final = 2_000_000


class Fault(StrEnum):
    """What can be wrong with it. A fault stands until it is set to something else.

    off: nobody answers, and what was in its buffer is gone. silent: prints, and does not answer ~HS. nonsense: answers
    ~HS with anything. slow: takes a little at a time. closes-mid-job: hangs up in the middle and prints nothing of it.
    closes-after-job: prints, and hangs up before it can be asked.
    """

    NONE = ""
    OFF = "off"
    PAPER_OUT = "paper-out"
    RIBBON_OUT = "ribbon-out"
    HEAD_OPEN = "head-open"
    PAUSED = "paused"
    BUFFER_FULL = "buffer-full"
    SILENT = "silent"
    NONSENSE = "nonsense"
    SLOW = "slow"
    CLOSES_MID_JOB = "closes-mid-job"
    CLOSES_AFTER_JOB = "closes-after-job"


FAULTS: Final = tuple(fault.value for fault in Fault)
_STOPS: Final = frozenset({Fault.PAPER_OUT, Fault.RIBBON_OUT, Fault.HEAD_OPEN, Fault.PAUSED})


class Engine:
    """What came out lies in `folder`, numbered; its fault stands in the file fault.txt there, so that anybody can set
    it while it runs.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._buffer: list[bytes] = []
        self._printed = len(self.labels())
        self.misunderstood = self.switched_off = 0

    @property
    def fault(self) -> Fault:
        try:
            said = (self.folder / FAULT_FILE).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return Fault.NONE
        with contextlib.suppress(ValueError):
            return Fault(said)
        return Fault.NONE

    def set_fault(self, fault: Fault) -> None:
        draft = self.folder / f"{FAULT_FILE}.part"
        draft.write_text(fault.value, encoding="utf-8")
        draft.replace(self.folder / FAULT_FILE)

    def labels(self) -> list[Path]:
        """What came out, in its order."""
        return sorted(self.folder.glob("label-*.png"))

    def take(self, label: bytes) -> None:
        """A whole format has come."""
        self._buffer.append(label)
        self.work()

    def work(self) -> None:
        """Prints what is in the buffer, if nothing stops it."""
        fault = self.fault
        if fault is Fault.OFF:
            self._buffer.clear()
            self.switched_off += 1
        if fault is Fault.OFF or fault in _STOPS:
            return
        while self._buffer:
            self._print(self._buffer.pop(0))

    def _print(self, label: bytes) -> None:
        try:
            picture = draw(label)
        except NotDrawable:
            self.misunderstood += 1
            return
        for _ in range(picture.copies):
            self._printed += 1
            draft = self.folder / "label.part"
            draft.write_bytes(picture.png())
            draft.replace(self.folder / f"label-{self._printed:05}.png")

    def status(self) -> bytes:
        """The answer to ~HS: three lines (ZPL II Programming Guide, ~HS Host Status Return)."""
        fault = self.fault
        if fault in (Fault.SILENT, Fault.OFF):
            return b""
        if fault is Fault.NONSENSE:
            return b"\x02\xff\x00OK?\x03\r\n" + b"HELLO 1,2,3 " * 40
        paper, pause, full, head, ribbon = (
            int(fault is each)
            for each in (Fault.PAPER_OUT, Fault.PAUSED, Fault.BUFFER_FULL, Fault.HEAD_OPEN, Fault.RIBBON_OUT)
        )
        lines = (
            f"030,{paper},{pause},0280,{len(self._buffer):03},{full},0,0,000,0,0,0",
            f"000,0,{head},{ribbon},0,2,4,0,00000000,1,000",
            "0000,0",
        )
        return b"".join(b"\x02" + line.encode() + b"\x03\r\n" for line in lines)


class Conversation:
    """What one line has brought so far."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held = b""
        self._powered = engine.switched_off
        self._hung_up = False

    @property
    def over(self) -> bool:
        """The printer hung up, or was switched off meanwhile."""
        return self._hung_up or self._engine.switched_off != self._powered

    def feed(self, data: bytes) -> bytes:
        """Takes bytes; what is to be sent back."""
        self._held = (self._held + data)[-_MOST_HELD:]
        answer = b""
        while not self.over:
            ask, begins = self._held.find(b"~HS"), self._held.find(b"^XA")
            if ask >= 0 and (begins < 0 or ask < begins):
                self._held = self._held[ask + 3 :]
                self._engine.work()
                answer += self._engine.status()
                continue
            if begins < 0:
                break
            if self._engine.fault is Fault.CLOSES_MID_JOB:
                self._hung_up = True
                break
            ends = self._held.find(b"^XZ", begins)
            if ends < 0:
                break
            label, self._held = self._held[begins : ends + 3], self._held[ends + 3 :]
            self._engine.take(label)
            self._hung_up = self._engine.fault is Fault.CLOSES_AFTER_JOB
        return b"" if self.over else answer

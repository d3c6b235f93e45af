"""Hands and eyes: keys, scans and waiting, as a person has them, and the transcript of what was done."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dispensary.application.workplace import Workplace
from dispensary.desktop.app import Desk
from dispensary.desktop.views.screen import Where
from dispensary.domain.identifiers import IssueKey

PATIENCE_MS = 30_000
TYPING_MS = 60
WEDGE_GAP_MS = 4
PRINTED = "printed"
"""The folder in the tour's folder where what was printed lies, one PDF a job."""


class TourFailed(Exception):
    """A step did not come to pass; the message says which and what was waited for."""


@dataclass(frozen=True, slots=True)
class StepDone:
    """One line of the transcript. document: what was printed then, as it lies in the tour's folder."""

    number: int
    what: str
    by: str
    ok: bool
    picture: str | None = None
    prescription: str | None = None
    detail: str = ""
    document: str | None = None


class Hands:
    """At the real window. Every wait ends in what was waited for, or in TourFailed with a picture."""

    def __init__(self, app: QApplication, desk: Desk, place: Workplace, folder: Path) -> None:
        self._app, self._desk, self._place, self._folder = app, desk, place, folder
        self._steps: list[StepDone] = []
        self._pictures = 0
        self._bugs: list[str] = []
        self._person = ""
        self.whole = False
        self._scans = 0
        self._clock = QElapsedTimer()
        self._clock.start()
        desk.counter.bug.connect(lambda problem: self._bugs.append(type(problem).__name__))

    def _screen(self, where: Where) -> Any:
        """A screen with its form and its view-model, whichever it is."""
        return self._desk.window.screens[where]

    def _at(self, where: Where) -> bool:
        return self._desk.window.current is self._desk.window.screens[where]

    def _handle(self) -> QWindow:
        """The window as the system sees it: keys come in here, as from a real keyboard."""
        handle = self._desk.window.windowHandle()
        assert handle is not None
        return handle

    def _press(
        self,
        key: Qt.Key,
        widget: QWidget | None = None,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        if widget is not None:
            QTest.keyClick(widget, key, modifier)
        else:
            QTest.keyClick(self._handle(), key, modifier)
        self._turn()

    def _type(self, words: str, widget: QWidget | None = None) -> None:
        for letter in words:
            if widget is not None:
                QTest.keyClick(widget, letter)  # type: ignore[call-overload]
            else:
                QTest.keyClick(self._handle(), letter)  # type: ignore[call-overload]
                QTest.qWait(TYPING_MS)
        self._turn()

    def _scan(self, raw: str) -> None:
        """As a keyboard-wedge scanner sends it: a key every few milliseconds by its own clock, then Enter."""
        handle = self._handle()
        at = self._clock.elapsed() + 1000 * (self._scans + 1)
        self._scans += 1
        keys = [(Qt.Key(ord(letter)), letter) for letter in raw] + [(Qt.Key.Key_Return, "\r")]
        for place, (key, text) in enumerate(keys):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
                event.setTimestamp(at + WEDGE_GAP_MS * place)
                QCoreApplication.sendEvent(handle, event)
        self._turn()

    def _turn(self) -> None:
        self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def _wait(self, come: Callable[[], bool], what: str) -> None:
        clock = QElapsedTimer()
        clock.start()
        while not come():
            if clock.elapsed() > PATIENCE_MS or self._bugs:
                self._picture("failed")
                raise TourFailed(f"waited in vain for {what}" + (f" ({self._bugs[0]})" if self._bugs else ""))
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def _rest(self) -> None:
        """Until nothing is under way: what is on the screen is what is in the store."""
        self._wait(lambda: not self._desk.counter.tasks.busy, "the counter to come to rest")
        QTest.qWait(30)
        self._wait(lambda: not self._desk.counter.tasks.busy, "the counter to come to rest")

    def _picture(self, name: str) -> str:
        self._pictures += 1
        file = f"{self._pictures:02d}-{name}.png"
        self._desk.window.grab().save(str(self._folder / file))
        return file

    def _picture_of(self, name: str, what: str, key: IssueKey | None) -> None:
        self._done(what, key, picture=name)

    def _done(
        self,
        what: str,
        key: IssueKey | None = None,
        *,
        picture: str | None = None,
        detail: str = "",
        document: str | None = None,
    ) -> None:
        if picture:
            self._rest()
        file = self._picture(picture) if picture else None
        self._steps.append(
            StepDone(len(self._steps) + 1, what, self._person, True, file, str(key) if key else None, detail, document)
        )

    def failed(self, words: str) -> None:
        self._steps.append(StepDone(len(self._steps) + 1, words, self._person, False))
        self.whole = False

    def write(self) -> None:
        """transcript.json: what was done, by whom, and with which picture."""
        document = {
            "ok": self.whole,
            "steps": [asdict(step) for step in self._steps],
            "bugs": self._bugs,
            "program": self._place.version,
        }
        (self._folder / "transcript.json").write_text(
            json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8"
        )

    def summary(self) -> str:
        last = self._steps[-1] if self._steps else None
        if self.whole:
            return f"The tour is whole: {len(self._steps)} steps, {self._pictures} pictures in {self._folder}."
        return f"The tour ended early: {last.what if last else 'it did not begin'}."

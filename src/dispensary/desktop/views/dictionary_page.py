"""The dictionary's page: which release is in use, bringing another in while work goes on, going back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from dispensary.application.queries.dictionary_state import DictionaryState
from dispensary.desktop.forms.ui_dictionary_page import Ui_DictionaryPage
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.dictionary import PUTTING_IN_USE, STOPPING, DictionaryModel
from dispensary.desktop.views.question import Question
from dispensary.domain.dictionary_import import ImportReport, Progress
from dispensary.wording.dictionary import (
    NOT_HERE,
    NOT_YOURS,
    progress_words,
    report_facts,
    state_facts,
)

AskSource = Callable[[QWidget], str]
"""Asks for a release, beside which window; "" for nothing chosen."""


def ask_zip(parent: QWidget) -> str:
    """The system's own window for a file."""
    kinds = "dm+d release (*.zip);;Every file (*)"
    return QFileDialog.getOpenFileName(parent, "Import a dm+d release", QDir.homePath(), kinds)[0]


def ask_folder(parent: QWidget) -> str:
    """The system's own window for a folder."""
    return QFileDialog.getExistingDirectory(parent, "Import an unpacked dm+d release", QDir.homePath())


class DictionaryPage(QWidget):
    """ask_zip, ask_folder: where the release is. Signals: product() asks for the search; notice(words) tells what
    became of an import whose page is not shown any more.
    """

    product = Signal()
    notice = Signal(str)

    def __init__(
        self,
        model: DictionaryModel,
        parent: QWidget | None = None,
        *,
        ask_zip: AskSource = ask_zip,
        ask_folder: AskSource = ask_folder,
    ) -> None:
        super().__init__(parent)
        self.model, self.ask_zip, self.ask_folder = model, ask_zip, ask_folder
        ui = self.ui = Ui_DictionaryPage()
        ui.setupUi(self)
        self._state: DictionaryState | None = None
        self.question = Question(ui.question, self)
        ui.scroll.set_margins(16, 14, 16, 14, gap=10)
        ui.scroll.set_cards((ui.said_row, ui.work_card, ui.card, ui.report_card, ui.where))
        ui.parts.hide()
        ui.work_card.hide()
        ui.report_card.hide()
        ui.file.clicked.connect(lambda: self._import(self.ask_zip))
        ui.folder.clicked.connect(lambda: self._import(self.ask_folder))
        ui.roll_back.clicked.connect(self._ask_back)
        ui.product.clicked.connect(self.product)
        ui.work_card.stop_asked.connect(model.give_up)
        model.shown.connect(self._show)
        model.progress.connect(self._progress)
        model.reported.connect(self._report)
        model.lacks.connect(self._lacks)
        model.refused.connect(lambda words: self._tell(words, Tone.STOP))
        model.said.connect(lambda words: self._tell(words, Tone.PASS))

    def begin(self) -> None:
        """What is being read in, and what became of the last one, stays on the page."""
        self.question.close()
        self.model.begin()
        self._focus()

    def closes(self) -> bool:
        """Esc closes an open question first."""
        if not self.question.open:
            return False
        self._left()
        return True

    def _show(self, state: DictionaryState) -> None:
        self._state = state
        ui = self.ui
        ui.facts.show_facts("In use", state_facts(state.release, state.previous, state.today))
        here = NOT_HERE if not self.model.imports else NOT_YOURS
        ui.not_allowed.say("" if state.may and self.model.imports else here, Tone.INFO)
        self._deeds()

    def _deeds(self) -> None:
        ui, state = self.ui, self._state
        may = state is not None and state.may and self.model.imports
        for button in (ui.file, ui.folder):
            button.setVisible(may)
        ui.roll_back.setVisible(may and state is not None and state.previous is not None)
        free = not self.model.busy and not self.question.open
        missing = "one is being read in" if self.model.busy else "answer first"
        for button in (ui.file, ui.folder, ui.roll_back):
            if free:
                button.free()
            else:
                button.hold(missing)

    def _import(self, ask: AskSource) -> None:
        path = ask(self)
        if path:
            self._forget()
            self.model.bring_in(Path(path))

    def _forget(self) -> None:
        ui = self.ui
        ui.refusal.clear()
        ui.said.clear()
        ui.report_card.hide()
        self.question.close()

    def _progress(self, progress: Progress | None) -> None:
        ui = self.ui
        ui.work_card.setVisible(progress is not None)
        if progress is not None:
            words = progress_words(progress.share, progress.doing) if progress.doing else "Beginning"
            ui.work_card.show_progress("Reading the release in", words, int(progress.share * 100), 100)
            if progress.doing in (STOPPING, PUTTING_IN_USE):
                ui.work_card.stop.hold("a moment")
            else:
                ui.work_card.stop.free()
        self._deeds()

    def _report(self, report: ImportReport) -> None:
        self.ui.report.show_facts("What it brought", report_facts(report))
        self.ui.report_card.show()

    def _lacks(self, words: str, lacks: str) -> None:
        self._tell(words, Tone.STOP)
        if not self.model.open:
            return
        answers = (("Leave it", self._left), ("Read it in all the same", lambda: self._vouched(lacks)))
        self.question.ask("This release", "was refused", answers)
        self._deeds()

    def _left(self) -> None:
        self._forget()
        self._deeds()
        self._focus()

    def _focus(self) -> None:
        ui = self.ui
        free = ui.file.isEnabled() and ui.file.isVisibleTo(self)
        (ui.file if free else ui.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def _vouched(self, lacks: str) -> None:
        self._forget()
        self.model.vouch(lacks)

    def _ask_back(self) -> None:
        state = self._state
        if state is None or state.previous is None:
            return
        self._forget()
        earlier = state.previous.name
        answers = (("Stay with this one", self._left), (f"Go back to {earlier}", self._back))
        self.question.ask("Going back", "changes the dictionary for everybody at this counter", answers)
        self._deeds()

    def _back(self) -> None:
        self._forget()
        self.model.roll_back()

    def _tell(self, words: str, tone: Tone) -> None:
        ui = self.ui
        if not self.model.open:
            self.notice.emit(words)
        good = tone is Tone.PASS
        (ui.refusal if good else ui.said).clear()
        (ui.said if good else ui.refusal).say(words, tone)
        self._deeds()

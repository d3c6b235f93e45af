"""Recalls on the screen: those that stand, and whom the chosen one concerns; a form to enter one from its notice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dispensary.desktop.components import Cell, Emptiness, IconWords, TwoLines
from dispensary.desktop.forms.ui_recalls_page import Ui_RecallsPage
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.saving import AskPath, ask_path
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.recall_entry import RecallEntryModel
from dispensary.desktop.view_models.recalls import RecallsModel
from dispensary.desktop.views.recall_entry import RecallEntry
from dispensary.domain.recall_list import RecallLine, RecallList
from dispensary.domain.recalls import Recall
from dispensary.wording.labels import date_words
from dispensary.wording.recalls import (
    BLIND_SPOT,
    MINE_TO_END,
    NONE_YET,
    NONE_YET_HOW,
    REALLY_END,
    RECORD,
    about_words,
    amount_words,
    batch_words,
    count_words,
    phone_words,
    recall_facts,
    recorded_words,
    state_words,
    when_words,
    who_words,
)

_ONE_LINE = 40


class RecallsPage(QWidget):
    """ask: where the list is saved to. Signal: standing(int), how many recalls stand."""

    standing = Signal(int)

    def __init__(
        self, model: RecallsModel, entry: RecallEntryModel, parent: QWidget | None = None, ask: AskPath = ask_path
    ) -> None:
        super().__init__(parent)
        self.model, self.ask = model, ask
        ui = self.ui = Ui_RecallsPage()
        ui.setupUi(self)
        self.entry = RecallEntry(entry, ui.entry_place)
        place = QVBoxLayout(ui.entry_place)
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self.entry)
        self._recalls: tuple[Recall, ...] = ()
        self._read = False
        self.rows = RowModel(("Recall", "Entered", "State"), self)
        ui.recalls.setModel(self.rows)
        ui.recalls.set_columns((0, 116, 96))
        self.people = RowModel(("Who", "What", "Batch", "Telephone, when"), self)
        ui.people.setModel(self.people)
        ui.people.set_columns((0, 0, 146, 176))
        self._wire()

    def _wire(self) -> None:
        ui, model = self.ui, self.model
        ui.recalls.moved.connect(self._moved)
        ui.save.clicked.connect(self._save)
        ui.enter.clicked.connect(self._enter)
        ui.end.clicked.connect(self._ask_why)
        ui.accept.clicked.connect(self._accept)
        ui.reason.returnPressed.connect(self._accept)
        model.standing.connect(self.standing)
        model.listed.connect(self._listed)
        model.shown.connect(self._show)
        model.refused.connect(self._refused)
        model.said.connect(self._said)
        model.ended.connect(self._close)
        self.entry.model.recorded.connect(self._recorded)

    def begin(self) -> None:
        """Nothing that somebody else has looked up or begun."""
        ui = self.ui
        for words in (ui.refusal, ui.said):
            words.clear()
        self.entry.clear()
        self._blank()
        self._recalls, self._read = (), False
        self.rows.show_rows([], [])
        self._close()
        self.model.begin()

    def end(self) -> None:
        """No name stays for the next person."""
        self.model.end()
        self.entry.clear()
        self._blank()

    def closes(self) -> bool:
        """Esc closes the form or the question why; what was typed stays."""
        if not (self.entering or self.ending):
            return False
        self._close()
        return True

    @property
    def entering(self) -> bool:
        """The form is open."""
        return self.ui.pages.currentWidget() is self.ui.entry_page

    @property
    def ending(self) -> bool:
        """Somebody is asked why the recall is over."""
        return not self.ui.ending.isHidden()

    def on_scan(self, raw: str) -> bool:
        """A pack scanned into the form is one of the recall's; anywhere else a scan means nothing here."""
        return self.entering and self.entry.model.scan(raw)

    def _blank(self) -> None:
        self.people.show_rows([], [])
        self.ui.detail.show_facts("", ())
        self.ui.found.setText("")
        self.ui.nobody.clear()

    def _listed(self, recalls: tuple[Recall, ...]) -> None:
        ui, before = self.ui, self._number()
        self._recalls, self._read = recalls, True
        self.rows.show_rows([_recall_row(each) for each in recalls], [each.number for each in recalls])
        if not self.entering:
            self._show_list()
        ui.empty.say(Emptiness.NOTHING_YET, NONE_YET, NONE_YET_HOW)
        if not recalls:
            self._blank()
            return
        row = self.rows.place_of(before) or 0
        if ui.recalls.currentIndex().row() == row:
            self.model.choose(recalls[row].number)
        else:
            ui.recalls.selectRow(row)
        self._deeds()

    def _show_list(self) -> None:
        ui = self.ui
        ui.pages.setCurrentWidget(ui.empty_page if self._read and not self._recalls else ui.list_page)
        if self._recalls and not self.ending:
            ui.recalls.setFocus(Qt.FocusReason.OtherFocusReason)

    def _number(self) -> object:
        at = self.ui.recalls.currentIndex().row()
        return self._recalls[at].number if 0 <= at < len(self._recalls) else None

    def _chosen(self) -> Recall | None:
        number = self._number()
        return next((each for each in self._recalls if each.number == number), None)

    def _moved(self, number: object) -> None:
        if isinstance(number, int):
            self._blank()
            self.model.choose(number)
            self._deeds()

    def _show(self, found: RecallList) -> None:
        ui = self.ui
        ui.detail.show_facts(found.recall.title, recall_facts(found))
        ui.found.setText(count_words(found))
        ui.nobody.say(BLIND_SPOT, Tone.NOT_CHECKED)
        lines = found.lines
        self.people.show_rows([_line_row(line) for line in lines], list(range(len(lines))))
        ui.people.setVisible(bool(lines))
        self._deeds()

    def _deeds(self) -> None:
        """Which deeds there are now; one of them is filled."""
        ui, chosen = self.ui, self._chosen()
        asking = self.entering or self.ending
        ui.accept.setVisible(asking)
        ui.accept.setText(REALLY_END.format(number=chosen.number) if self.ending and chosen is not None else RECORD)
        ui.enter.setVisible(not asking)
        ui.save.setVisible(not asking and self.model.found is not None)
        ui.end.setVisible(not asking and chosen is not None and chosen.active)
        if self.model.may_end:
            ui.end.free()
        else:
            ui.end.hold("a pharmacist does it")
            ui.end.setToolTip(MINE_TO_END)

    def _enter(self) -> None:
        ui = self.ui
        ui.said.clear()
        ui.pages.setCurrentWidget(ui.entry_page)
        self._deeds()
        self.entry.begin()

    def _ask_why(self) -> None:
        ui = self.ui
        ui.refusal.clear()
        ui.said.clear()
        ui.ending.show()
        self._deeds()
        ui.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        if self.entering:
            self.entry.record()
        elif self.ending:
            self.ui.refusal.clear()
            self.model.end_it(self.ui.reason.text())

    def _close(self) -> None:
        self.ui.ending.hide()
        self._show_list()
        self._deeds()

    def _recorded(self, recall: Recall) -> None:
        self.entry.clear()
        self._close()
        self._said(recorded_words(recall))
        self.ui.recalls.clearSelection()

    def _save(self) -> None:
        found = self.model.found
        if found is None:
            return
        path = self.ask(self, "Save the list of the recall", f"recall-{found.recall.number}.pdf", "PDF (*.pdf)")
        if path:
            self.model.save(path)

    def _refused(self, words: str) -> None:
        self.ui.said.clear()
        self.ui.refusal.say(words)

    def _said(self, words: str) -> None:
        self.ui.refusal.clear()
        self.ui.reason.clear()
        self.ui.said.say(words, Tone.PASS)


def _recall_row(recall: Recall) -> tuple[Cell, ...]:
    stands = recall.active
    return (
        TwoLines(recall.title, about_words(recall)),
        IconWords(date_words(recall.at.date()), tone=Tone.TEXT2),
        IconWords(state_words(recall), "stop" if stands else "pass", Tone.STOP if stands else Tone.TEXT2),
    )


def _line_row(line: RecallLine) -> tuple[Cell, ...]:
    here, doubt = line.at is None, Tone.TEXT2 if line.sure else Tone.NOT_CHECKED
    when = ("pack", Tone.REASON) if here else ("", Tone.TEXT2)
    return (
        TwoLines(*who_words(line)),
        TwoLines(*_product(line)),
        TwoLines(*batch_words(line), "" if line.sure else "not-checked", doubt),
        TwoLines(phone_words(line), when_words(line), *when),
    )


def _product(line: RecallLine) -> tuple[str, str]:
    """A long name goes on in the second line: it is not cut as long as there is room."""
    name, amount = line.product, amount_words(line)
    at = name.rfind(" ", 0, _ONE_LINE) if len(name) > _ONE_LINE else -1
    return (name, amount) if at < 0 else (name[:at], ", ".join(filter(None, (name[at + 1 :], amount))))

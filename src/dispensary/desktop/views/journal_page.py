"""The journal on the screen: fields to narrow it, entries newest first, and the chosen one in full."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from dispensary.application.queries.staff import StaffList
from dispensary.application.read_journal import Told
from dispensary.desktop.components import Cell, Emptiness, IconWords, TwoLines
from dispensary.desktop.forms.ui_journal_page import Ui_JournalPage
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.saving import AskPath, ask_path
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.journal import JournalModel, Typed
from dispensary.wording.duty import moment_words
from dispensary.wording.journal_entries import KINDS, authority_brief, authority_words, detail_lines, kind_words

SEALED, UNSEALED = "Sealed", "Not sealed yet: the next recorded step seals it"
_LONGEST = 16
EXPORTS = "JSON Lines, one entry a line (*.jsonl);;Table for a spreadsheet (*.csv)"


class JournalPage(QWidget):
    """ask: where a file is saved to."""

    def __init__(self, model: JournalModel, parent: QWidget | None = None, ask: AskPath = ask_path) -> None:
        super().__init__(parent)
        self.model, self.ask = model, ask
        ui = self.ui = Ui_JournalPage()
        ui.setupUi(self)
        self.rows = RowModel(("When", "What", "About", "Who"), self)
        ui.entries.setModel(self.rows)
        ui.entries.set_columns((164, 0, 190, 126))
        _fill(ui.kind, [("Anything", ""), *sorted((words, kind) for kind, words in KINDS.items())])
        _fill(ui.person, [("Anybody", "")])
        for box in (ui.kind, ui.person):
            # The longest choice would push the fields beside it together.
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        ui.search.clicked.connect(self._search)
        ui.more.clicked.connect(model.more)
        ui.check.clicked.connect(model.check)
        ui.checkpoint.clicked.connect(self._checkpoint)
        ui.export.clicked.connect(self._export)
        ui.entries.moved.connect(self._chosen)
        for field in ui.sought.findChildren(QLineEdit):
            field.returnPressed.connect(self._search)
        model.found.connect(self._found)
        model.closed.connect(self._closed)
        model.refused.connect(self._refused)
        model.said.connect(lambda words, good: ui.proof.say(words, Tone.PASS if good else Tone.STOP))
        model.busy.connect(self._busy)
        model.people.connect(self._people)

    def begin(self) -> None:
        """Nothing that somebody else has narrowed."""
        ui = self.ui
        for field in ui.sought.findChildren(QLineEdit):
            field.clear()
        for box in (ui.kind, ui.person):
            box.setCurrentIndex(0)
        ui.refusal.clear()
        self._clear()
        self._open(open_=True)
        self.model.begin()
        ui.patient.setFocus()

    def end(self) -> None:
        """Not a line of it stays for the next person."""
        self.model.end()
        self._clear()
        self.ui.proof.clear()

    def _clear(self) -> None:
        self.rows.show_rows([], [])
        self.ui.detail.show_facts("", ())
        self.ui.count.setText("")
        self.ui.more.hide()

    def _people(self, staff: StaffList) -> None:
        box, chosen = self.ui.person, self.ui.person.currentData()
        people = [(each.user.name, each.user.id.value) for each in staff.people]
        _fill(box, [("Anybody", ""), *people])
        box.setCurrentIndex(max(0, box.findData(chosen)))

    def _search(self) -> None:
        ui = self.ui
        ui.refusal.clear()
        self.model.search(
            Typed(
                ui.patient.text(),
                ui.product.text(),
                ui.prescription.text(),
                ui.batch.text(),
                ui.person.currentData() or "",
                ui.kind.currentData() or "",
                ui.since.text(),
                ui.until.text(),
            )
        )

    def _found(self, told: tuple[Told, ...], more: bool) -> None:  # noqa: FBT001 - a signal's arguments
        ui = self.ui
        chosen = ui.entries.currentIndex().row() if len(told) > self.rows.rowCount() > 0 else 0
        self.rows.show_rows([_cells(each) for each in told], [each.mark for each in told])
        ui.list.setCurrentWidget(ui.found_page if told else ui.empty_page)
        ui.count.setText(f"{len(told)} shown, newest first" + ("" if more or not told else "; that is all of them"))
        ui.more.setVisible(more)
        if told:
            ui.entries.selectRow(chosen)
        else:
            ui.detail.show_facts("", ())
            ui.empty.say(Emptiness.NO_MATCH, "No entry fits", "Take something out of the fields, or other days.")

    def _closed(self, words: str) -> None:
        """Whoever may not read it is told so, in the place of the list."""
        self._clear()
        self._open(open_=False)
        self.ui.list.setCurrentWidget(self.ui.empty_page)
        self.ui.empty.say(Emptiness.NOT_ALLOWED, "The journal is not open to you", words)

    def _open(self, *, open_: bool) -> None:
        ui = self.ui
        for part in (ui.sought, ui.side, ui.search, ui.check, ui.checkpoint, ui.export):
            part.setVisible(open_)

    def _chosen(self, mark: object) -> None:
        told = next((each for each in self.model.told if each.mark == mark), None)
        if told is not None:
            self.ui.detail.show_facts(kind_words(told.kind), _facts(told))

    def _refused(self, words: str) -> None:
        self.ui.refusal.say(words)

    def _busy(self, words: str) -> None:
        ui = self.ui
        if words:
            ui.proof.say(words, Tone.INFO)
        for button in (ui.check, ui.checkpoint, ui.export):
            button.setEnabled(not words)

    def _checkpoint(self) -> None:
        path = self.ask(self, "Save the checkpoint's page", "journal-checkpoint.pdf", "PDF (*.pdf)")
        if path:
            self.model.checkpoint(path)

    def _export(self) -> None:
        path = self.ask(self, "Save the whole journal", "journal.jsonl", EXPORTS)
        if path:
            self.model.export(path)


def _fill(box: QComboBox, choices: list[tuple[str, str]]) -> None:
    box.clear()
    for words, value in choices:
        box.addItem(words, value)


def _cells(told: Told) -> tuple[Cell, ...]:
    about = told.patient or told.subject.get("prescription", "")
    if not about and "user" in told.subject:
        about = told.names.get(told.subject["user"], told.subject["user"])
    under = authority_brief(told.authority, told.names)
    return (
        IconWords(moment_words(told.at), tone=Tone.TEXT2),
        TwoLines(kind_words(told.kind), under),
        TwoLines(about, told.product) if told.product else IconWords(about),
        IconWords(told.who),
    )


def _facts(told: Told) -> list[tuple[str, str]]:
    subject, entry = told.subject, told.entry
    facts = [
        ("When", f"{moment_words(told.at)}:{told.at:%S}"),
        ("Who", told.who),
        ("Under", authority_words(told.authority, told.names)),
    ]
    named = {"patient": told.patient, "product": told.product}
    shown = {"user": "Account", "product": "Medicine"}
    for name, value in sorted(subject.items()):
        words = named.get(name) or told.names.get(value, value)
        facts.append((shown.get(name, name.capitalize()), _breakable(words)))
    facts += [(name, _breakable(words)) for name, words in detail_lines(told.detail, told.names)]
    facts += [
        ("Entry", f"{entry.sequence} of {entry.workstation}"),
        ("Seal", SEALED if told.sealed else UNSEALED),
        ("Digest", " ".join(entry.digest[at : at + 4] for at in range(0, len(entry.digest), 4))),
    ]
    return facts


def _breakable(words: str) -> str:
    """Words as long as an id may go on in the next line: a pane that they do not fit would cut them off."""
    return " ".join(
        "\N{ZERO WIDTH SPACE}".join(word[at : at + _LONGEST] for at in range(0, len(word), _LONGEST))
        for word in words.split(" ")
    )

"""The pharmacy's details and limits: read by everybody, changed by whoever runs the settings."""

from PySide6.QtWidgets import QLineEdit, QWidget

from dispensary.desktop.forms.ui_premises_page import Ui_PremisesPage
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.premises import PremisesFields, PremisesModel, fields_of
from dispensary.domain.premises import Premises
from dispensary.wording.premises import absence_note

SAVED = "Saved. The next label and message carry it; the journal keeps what stood there before."
NOT_YOURS = "Whoever runs the staff accounts and the settings can change this. Here it is to be read."


class PremisesPage(QWidget):
    """Fields in two cards; what was typed stays until it is saved or put back."""

    def __init__(self, model: PremisesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        ui = self.ui = Ui_PremisesPage()
        ui.setupUi(self)
        self._stands: PremisesFields | None = None
        self._fields: dict[str, QLineEdit] = {
            name: getattr(ui, name)
            for name in (
                "name", "address", "phone", "ods", "lock", "absence", "technicians", "hand_out", "verifications",
            )
        }  # fmt: skip
        ui.own_check.toggled.connect(self._typed)
        for field in self._fields.values():
            field.textChanged.connect(self._typed)
            field.returnPressed.connect(self._save)
        ui.save.clicked.connect(self._save)
        ui.again.clicked.connect(self._put_back)
        model.shown.connect(self._show)
        model.refused.connect(self._refused)
        model.saved.connect(self._saved)

    def begin(self) -> None:
        for words in (self.ui.refusal, self.ui.said):
            words.clear()
        self._stands = None
        self.model.begin()

    def _show(self, premises: Premises, may: bool) -> None:  # noqa: FBT001 - a signal's arguments
        typed = self._fields_typed() if self._stands is not None and self._fields_typed() != self._stands else None
        self._stands = fields_of(premises)
        if typed is None or not may:
            self._put_back()
        for field in self._fields.values():
            field.setReadOnly(not may)
            field.setEnabled(may)
        self.ui.own_check.setEnabled(may)
        self.ui.not_allowed.say("" if may else NOT_YOURS, Tone.INFO)
        self.ui.save.setVisible(may)
        self._typed()
        if may:
            self.ui.name.setFocus()

    def _fields_typed(self) -> PremisesFields:
        typed = {name: field.text() for name, field in self._fields.items()}
        return PremisesFields(**typed, own_check=self.ui.own_check.isChecked())

    def _typed(self) -> None:
        changed = self._stands is not None and self._fields_typed() != self._stands
        self.ui.again.setVisible(changed)
        absence = self.ui.absence.text().strip()
        self.ui.absence_note.say(absence_note(int(absence)) if absence.isascii() and absence.isdigit() else "")
        if changed:
            self.ui.said.clear()
            self.ui.save.free()
        else:
            self.ui.save.hold("nothing changed")

    def _put_back(self) -> None:
        """What stands in the record."""
        if self._stands is None:
            return
        self.ui.refusal.clear()
        for name, field in self._fields.items():
            field.setText(getattr(self._stands, name))
            field.setCursorPosition(0)
        self.ui.own_check.setChecked(self._stands.own_check)

    def _save(self) -> None:
        if self.ui.save.isEnabled():
            self.ui.refusal.clear()
            self.model.save(self._fields_typed())

    def _saved(self) -> None:
        self._stands = None
        self.ui.refusal.clear()
        self.ui.said.say(SAVED, Tone.PASS)

    def _refused(self, words: str) -> None:
        self.ui.refusal.say(words)

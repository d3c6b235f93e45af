"""What may stand before the window: setting up a record where there is none, and unlocking one under a passphrase."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dispensary.desktop.components import BrandMark, CheckBox, Inline, KeyButton, Text, TextField
from dispensary.desktop.keymap import Action
from dispensary.desktop.tasks import Lane, Tasks

MOST_IN_A_COLUMN = 7

Try = Callable[[Mapping[str, str]], str]
"""Takes the answers and does it; "" where it is done, else why not, in words."""


class FirstPage(QDialog):
    """Some fields, one deed. `fields`: key, words and whether it is hidden as it is typed. The deed is tried on another
    thread, for a passphrase takes its time; the page stays until it is done or left.
    """

    def __init__(
        self,
        title: str,
        words: str,
        fields: tuple[tuple[str, str, bool], ...],
        deed: str,
        attempt: Try,
        *,
        question: tuple[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._attempt = attempt
        self._tasks = Tasks(self)
        self.setWindowTitle(title)
        self.setMinimumWidth(560 if len(fields) <= MOST_IN_A_COLUMN else 960)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(BrandMark(self))
        head.addWidget(Text(title, self, role="title"), 1)
        column.addLayout(head)
        column.addWidget(Text(words, self, tone="text2").wrapped())
        forms = QHBoxLayout()
        forms.setSpacing(24)
        self.fields: dict[str, TextField] = {}
        # A low window shows no more than so many under each other.
        for first in range(0, len(fields), MOST_IN_A_COLUMN):
            form = QFormLayout()
            form.setSpacing(8)
            form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
            for key, label, hidden in fields[first : first + MOST_IN_A_COLUMN]:
                self.fields[key] = self._field(form, label, hidden=hidden)
            forms.addLayout(form, 1)
        column.addLayout(forms)
        self.question = CheckBox(self)
        self._question = question
        self.question.setText(question[1] if question else "")
        self.question.setVisible(question is not None)
        column.addWidget(self.question)
        self.refusal = Inline(self)
        column.addWidget(self.refusal)
        last = QHBoxLayout()
        last.addStretch(1)
        self.deed = KeyButton(deed, self, action=Action.CONFIRM, variant="filled")
        self.deed.clicked.connect(self._try)
        last.addWidget(self.deed)
        column.addLayout(last)
        self.setAccessibleDescription(words)
        next(iter(self.fields.values())).setFocus()

    def _field(self, form: QFormLayout, label: str, *, hidden: bool) -> TextField:
        field = TextField(self)
        if hidden:
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
            field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        field.setAccessibleName(label)
        form.addRow(Text(label, self), field)
        return field

    def answers(self) -> dict[str, str]:
        """What stands in the fields; the question as "yes" or ""."""
        given = {key: field.text() for key, field in self.fields.items()}
        if self._question is not None:
            given[self._question[0]] = "yes" if self.question.isChecked() else ""
        return given

    def _try(self) -> None:
        answers = self.answers()
        self.deed.setEnabled(False)
        self.refusal.clear()
        self._tasks.do(Lane.WRITE, lambda: self._attempt(answers), self._tried, self._broke)

    def _tried(self, words: str) -> None:
        self.deed.setEnabled(True)
        if words:
            self.refusal.say(words)
            return
        self.accept()

    def _broke(self, problem: Exception) -> None:
        self.reject()
        raise problem

    def done(self, result: int) -> None:
        """Waits for what is under way, and forgets what was typed."""
        self._tasks.stop()
        super().done(result)


def unlock_page(attempt: Try) -> FirstPage:
    """Asks for the record's passphrase until it is right."""
    return FirstPage(
        "Unlock the record",
        "This pharmacy’s record is encrypted. Type its passphrase to open it at this computer.",
        (("passphrase", "Passphrase", True),),
        "Unlock",
        attempt,
    )


def backups_page(attempt: Try) -> FirstPage:
    """Asks for the passphrase of the backups of a record on a server; leaving it opens the window without backups."""
    return FirstPage(
        "Unlock the backups",
        "The record is on the server, and this counter makes its backups. Type the passphrase of their key. "
        "With Esc the window opens too, but makes no backup.",
        (("passphrase", "Passphrase", True),),
        "Unlock",
        attempt,
    )


def set_up_page(attempt: Try) -> FirstPage:
    """Asks for what a new record needs."""
    return FirstPage(
        "Set up this pharmacy’s record",
        "There is no record on this computer yet. These details stand on labels and in messages. "
        "Keep the passphrase in the safe: without it nobody can open the record, or a backup of it.",
        (
            ("name", "Pharmacy", False),
            ("address", "Address", False),
            ("postcode", "Postcode", False),
            ("phone", "Telephone", False),
            ("ods", "ODS code", False),
            ("person_name", "Your name", False),
            ("user", "You sign in as (a short name)", False),
            ("title", "Your job", False),
            ("registration", "Your GPhC number, if you have one", False),
            ("pin", "Your PIN, 4 figures or more", True),
            ("pin_again", "Your PIN again", True),
            ("passphrase", "Passphrase of the record", True),
            ("passphrase_again", "Passphrase again", True),
        ),
        "Set up",
        attempt,
        question=("pharmacist", "I am a pharmacist"),
    )

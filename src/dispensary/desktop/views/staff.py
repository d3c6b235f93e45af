"""Staff: who may do what and until when, and everything that is done to accounts and authorisations."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from dispensary.application.queries.staff import HeldTask, Person
from dispensary.desktop.components import Cell, Chip, IconWords, PinField, RowTable, TwoLines
from dispensary.desktop.forms.ui_staff import Ui_Staff
from dispensary.desktop.row_model import RowModel
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.staff import StaffModel, StaffShown
from dispensary.desktop.views.screen import Go, Screen
from dispensary.desktop.views.staff_entry import StaffEntry
from dispensary.domain.people import AccountEnded, AccountLocked, AuthorisationEnded, AuthorisationRevoked, PinToChange
from dispensary.wording.labels import date_words
from dispensary.wording.staff import (
    PIN_RULE,
    TASK_NAMES,
    account_words,
    condition_words,
    last_given_words,
    person_words,
    standing_words,
)

SAVES = {
    "give_page": "Give this task",
    "why_page": "Record it",
    "pin_page": "Set this PIN",
    "person_page": "Add this person",
    "own_page": "Change my PIN",
}


class StaffView(Screen):
    """The staff screen. One form at a time stands open under the list; Esc closes it, then leaves.

    Signal: pin_changed() once one's own PIN is another.
    """

    pin_changed = Signal()
    task = False

    def __init__(self, model: StaffModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        ui = self.ui = Ui_Staff()
        ui.setupUi(self)
        for pin in self.findChildren(PinField):
            pin.setProperty("pin", False)  # as high as the fields beside it
        self.entry = StaffEntry(ui)
        self._shown: StaffShown | None = None
        self._why: Callable[[str], None] | None = None
        self.must_change = False
        self.people = RowModel(("Who", "Account"), self)
        self.tasks = RowModel(("Task", "From", "Until", "Given by", "Now"), self)
        ui.people.setModel(self.people)
        ui.people.set_columns((0, 128))
        ui.tasks.setModel(self.tasks)
        ui.tasks.set_columns((0, 104, 104, 128, 176))
        ui.people.moved.connect(self._chosen)
        ui.tasks.moved.connect(model.choose_task)
        ui.back.clicked.connect(self._back)
        ui.own.clicked.connect(self._own_pin)
        ui.add.clicked.connect(self._add)
        ui.give.clicked.connect(self._give)
        ui.take.clicked.connect(lambda: self._ask_why("Why is it taken back?", model.take_back))
        ui.reset.clicked.connect(lambda: self._open(ui.pin_page, ui.pin))
        ui.unlock.clicked.connect(model.unlock)
        ui.end.clicked.connect(self._end)
        ui.save.clicked.connect(self._save)
        ui.own_words.setText(PIN_RULE)
        for field in self.findChildren(QLineEdit):
            field.returnPressed.connect(self._save)
        model.shown.connect(self._show)
        model.refused.connect(self._refused)
        model.done.connect(self._done)

    def enter(self, about: Go) -> None:
        del about
        self._close()
        self.model.begin()
        self.ui.people.setFocus()

    def change_own_pin(self, told: str) -> None:
        """Somebody signed in with a PIN that another person gave them: first of all they choose their own. told: who
        gave it and when.
        """
        self.must_change = True
        self._own_pin()
        self.ui.own_words.setText(f"{told} {PIN_RULE}".strip())

    def _own_pin(self) -> None:
        """With oneself on the screen, so that nobody types their PIN beside another's name."""
        self.model.choose_self()
        self.ui.own_words.setText(PIN_RULE)
        self._open(self.ui.own_page, self.ui.old_pin)

    def leave(self) -> None:
        self.must_change = False
        self._close()
        self.model.end()

    def _chosen(self, key: object) -> None:
        if not self.must_change:
            self._close()
        self.model.choose(key)

    def _back(self) -> None:
        if self.ui.forms.currentWidget() is self.ui.blank_page:
            self.back.emit()
            return
        self._close()
        self.ui.people.setFocus()

    def closes(self) -> bool:
        """Esc closes an open form first."""
        if self.ui.forms.currentWidget() is self.ui.blank_page:
            return False
        self._back()
        return True

    # What is shown.

    def _show(self, shown: StaffShown) -> None:
        self._shown = shown
        ui, person = self.ui, shown.chosen
        rows = [_person_cells(each) for each in shown.staff.people]
        self.people.show_rows(rows, [each.user.id for each in shown.staff.people])
        if person is not None:
            self._select(ui.people, self.people.place_of(person.user.id))
            ui.person.setText(person.user.name)
            said = (person_words(person.user), last_given_words(person.user))
            ui.person_words.setText(". ".join(filter(None, said)))
            self.tasks.show_rows(
                [_task_cells(task) for task in person.tasks],
                [(person.user.id.value, at) for at in range(len(person.tasks))],
            )
            words = account_words(person.barred, person.user)
            ui.state.setVisible(bool(words))
            ui.state.show_chip(Chip(words, _account_tone(person)))
        conditions = condition_words(shown.task.held) if shown.task is not None else ""
        ui.task_words.setText(conditions)
        ui.task_words.setVisible(bool(conditions))
        self._deeds(shown)

    def _select(self, table: RowTable, row: int | None) -> None:
        if row is not None and table.currentIndex().row() != row:
            table.selectRow(row)

    def _deeds(self, shown: StaffShown) -> None:
        ui, may = self.ui, shown.deeds
        page = ui.forms.currentWidget()
        filling = page is not None and page is not ui.blank_page
        # While a form stands open it is the one thing to do: what else could be done waits until it is closed.
        given = not self.must_change and not filling
        ui.back.setVisible(not self.must_change)
        ui.own.setVisible(given)
        ui.add.setVisible(given and may.add)
        ui.give.setVisible(given and may.give)
        ui.take.setVisible(given and may.take)
        ui.reset.setVisible(given and may.reset)
        ui.unlock.setVisible(given and may.unlock)
        ui.end.setVisible(given and (may.end or may.reopen))
        ui.end.setText("Open again" if may.reopen else "End account")
        ui.save.setVisible(filling)
        ui.save.setText(SAVES.get(page.objectName() if page is not None else "", "Save"))

    # The form that is open.

    def _open(self, page: QWidget, first: QWidget) -> None:
        self._close()
        self.ui.forms.setCurrentWidget(page)
        self.ui.forms.show()
        first.setFocus()
        if self._shown is not None:
            self._deeds(self._shown)

    def _close(self) -> None:
        ui = self.ui
        ui.refusal.clear()
        self.entry.clear()
        self._why = None
        ui.forms.setCurrentWidget(ui.blank_page)
        ui.forms.hide()
        if self._shown is not None:
            self._deeds(self._shown)

    def _give(self) -> None:
        if self._shown is not None and self._shown.chosen is not None:
            self._open(self.ui.give_page, self.ui.task)
            self.entry.begin_task(self._shown.staff)

    def _add(self) -> None:
        self._open(self.ui.person_page, self.ui.name)
        self.entry.begin_person()

    def _ask_why(self, heading: str, then: Callable[[str], None]) -> None:
        self._open(self.ui.why_page, self.ui.why)
        self.ui.why_page_heading.setText(heading)
        self._why = then

    def _end(self) -> None:
        shown = self._shown
        if shown is None or shown.chosen is None:
            return
        name = shown.chosen.user.name
        if not shown.deeds.reopen:
            self._ask_why(f"Why does {name}'s account end?", self.model.end_account)
        elif shown.chosen.user.locum:
            self._ask_why(f"{name} is a locum: until which day?", self._reopen)
        else:
            self.model.reopen(None)

    def _reopen(self, typed: str) -> None:
        day = self.entry.day(typed, self._today())
        if isinstance(day, str):
            self._refused(day)
        else:
            self.model.reopen(day)

    def _today(self) -> date:
        assert self._shown is not None
        return self._shown.staff.now.date()

    def _save(self) -> None:
        ui, page = self.ui, self.ui.forms.currentWidget()
        ui.refusal.clear()
        if self._shown is None or page is ui.blank_page:
            return
        if page is ui.why_page and self._why is not None:
            self._why(ui.why.text())
        elif page is ui.pin_page:
            self.model.reset(ui.pin.text())
        elif page is ui.own_page:
            self._own()
        elif page is ui.give_page:
            wanted = self.entry.authorisation(self._today())
            self._refused(wanted) if isinstance(wanted, str) else self.model.give(wanted)
        elif page is ui.person_page:
            made = self.entry.person(self._today())
            self._refused(made) if isinstance(made, str) else self.model.add(made, ui.first_pin.text())

    def _own(self) -> None:
        ui = self.ui
        if ui.new_pin.text() != ui.again_pin.text():
            self._refused("The new one was not typed alike twice. Type it again.")
            ui.new_pin.clear()
            ui.again_pin.clear()
            ui.new_pin.setFocus()
            return
        self.model.change_pin(ui.old_pin.text(), ui.new_pin.text())

    def _refused(self, words: str) -> None:
        self.ui.refusal.say(words)

    def _done(self) -> None:
        own = self.ui.forms.currentWidget() is self.ui.own_page
        self.must_change = False
        self._close()
        self.ui.people.setFocus()
        if own:
            self.pin_changed.emit()


def _person_cells(person: Person) -> tuple[Cell, ...]:
    words = account_words(person.barred, person.user)
    icon = "reason" if isinstance(person.barred, AccountLocked | PinToChange) else ""
    tone = Tone.REASON if icon else Tone.TEXT2
    return TwoLines(person.user.name, person.user.title), IconWords(words, icon, tone)


def _account_tone(person: Person) -> Tone:
    if isinstance(person.barred, AccountEnded):
        return Tone.PLAIN
    return Tone.REASON if person.barred is not None else Tone.PLAIN


def _task_cells(task: HeldTask) -> tuple[Cell, ...]:
    held, why = task.held, task.lapsed
    icon, tone = "pass", Tone.TEXT2
    if isinstance(why, AuthorisationEnded | AuthorisationRevoked):
        icon, tone = "cross", Tone.TEXT2
    elif why is not None:
        icon, tone = "clock", Tone.REASON
    return (
        TwoLines(TASK_NAMES[held.task], condition_words(held)),
        IconWords(date_words(held.since)),
        IconWords(date_words(held.until) if held.until is not None else "no end"),
        IconWords(task.given_by or "not recorded"),
        IconWords(standing_words(why), icon, tone),
    )

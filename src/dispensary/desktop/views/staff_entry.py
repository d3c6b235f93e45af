"""What is typed on the Staff screen, read strictly: an authorisation, a new person, a day."""

from datetime import date

from PySide6.QtWidgets import QComboBox

from dispensary.application.queries.staff import StaffList
from dispensary.desktop.forms.ui_staff import Ui_Staff
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Authorisation, Basis, Conditions, Register, Task, User
from dispensary.wording.staff import BASIS_NAMES, TASK_NAMES
from dispensary.wording.typed import not_a_date, read_date

REGISTERS = {
    Register.NONE: "not on the register",
    Register.PHARMACIST: "pharmacist",
    Register.TECHNICIAN: "pharmacy technician",
}


class StaffEntry:
    """The fields of the forms. What cannot be read comes back as words for the person."""

    def __init__(self, ui: Ui_Staff) -> None:
        self.ui = ui
        _fill(ui.task, [(words, task) for task, words in TASK_NAMES.items()])
        _fill(ui.basis, [(words, basis) for basis, words in BASIS_NAMES.items()])
        _fill(ui.register_, [(words, register) for register, words in REGISTERS.items()])

    def clear(self) -> None:
        """Nothing typed is left for the next person; no PIN stays in a field."""
        ui = self.ui
        for field in (
            *(ui.since, ui.until, ui.words, ui.why, ui.name, ui.title_, ui.short, ui.gphc, ui.last_day),
            *(ui.pin, ui.first_pin, ui.old_pin, ui.new_pin, ui.again_pin),
        ):
            field.clear()
        ui.no_controlled.setChecked(False)
        ui.locum.setChecked(False)

    def begin_task(self, staff: StaffList) -> None:
        """A task, from today, under nobody in particular."""
        ui = self.ui
        ui.task.setCurrentIndex(0)
        ui.basis.setCurrentIndex(0)
        today = staff.now.date()
        pharmacists = [
            (each.user.name, each.user.id) for each in staff.people if each.user.pharmacist and each.user.open_on(today)
        ]
        _fill(ui.supervisor, [("whoever is responsible", None), *pharmacists])
        ui.since.setText(f"{today.day}/{today.month}/{today.year}")

    def begin_person(self) -> None:
        self.ui.register_.setCurrentIndex(0)

    def day(self, typed: str, today: date) -> date | str | None:
        """The day; None for nothing typed; words for what is no date."""
        if not typed.strip():
            return None
        return read_date(typed, today) or not_a_date(typed)

    def authorisation(self, today: date) -> Authorisation | str:
        ui = self.ui
        since, until = self.day(ui.since.text(), today), self.day(ui.until.text(), today)
        for read in (since, until):
            if isinstance(read, str):
                return read
        assert not isinstance(since, str)
        assert not isinstance(until, str)
        task, basis, named = Task(ui.task.currentData()), Basis(ui.basis.currentData()), ui.supervisor.currentData()
        conditions = Conditions(
            responsible=UserId(named.value) if named is not None else None,
            bagged_only=basis is Basis.REG_220B,
            no_controlled_drugs=ui.no_controlled.isChecked(),
            words=ui.words.text().strip(),
        )
        return Authorisation(task, since or today, until, basis=basis, conditions=conditions)

    def person(self, today: date) -> User | str:
        ui = self.ui
        last = self.day(ui.last_day.text(), today)
        if isinstance(last, str):
            return last
        register = Register(ui.register_.currentData())
        return User(
            UserId(ui.short.text().strip().casefold()),
            ui.name.text().strip(),
            ui.title_.text().strip(),
            pharmacist=register is Register.PHARMACIST,
            technician=register is Register.TECHNICIAN,
            registration=ui.gphc.text().strip() or None,
            locum=ui.locum.isChecked(),
            until=last,
        )


def _fill(box: QComboBox, choices: list[tuple[str, object]]) -> None:
    box.clear()
    for words, value in choices:
        box.addItem(words, value)

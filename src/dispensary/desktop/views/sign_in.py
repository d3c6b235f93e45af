"""Sign-in: a number, a PIN, Enter. No patient is visible."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from dispensary.application.queries.counter import CounterState
from dispensary.desktop.components import StaffMember
from dispensary.desktop.forms.ui_sign_in import Ui_SignIn
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.sign_in import SignInModel
from dispensary.desktop.views.screen import Go, Screen, Where
from dispensary.domain.people import OnDuty, User
from dispensary.wording.staff import minutes_words
from dispensary.wording.times import clock_words, long_day_words

DEMO_HINT = "Demonstration: every PIN is 1234"


class SignInView(Screen):
    """The first page, and the one that F11 brings back."""

    task = False

    def __init__(self, model: SignInModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.ui = Ui_SignIn()
        self.ui.setupUi(self)
        self.ui.use_password.hide()
        self.ui.refusal.setContentsMargins(0, 0, 0, 8)
        self.ui.staff.chosen.connect(model.choose)
        self.ui.pin.returnPressed.connect(self._enter)
        self.ui.sign_in.clicked.connect(self._enter)
        model.loaded.connect(self._show)
        model.chosen.connect(self._chosen)
        model.refused.connect(self._refused)
        model.welcome.connect(self._welcome)
        self._minute = QTimer(self)
        self._minute.setInterval(20_000)
        self._minute.timeout.connect(model.load)

    def enter(self, about: Go) -> None:
        del about
        self.ui.pin.clear()
        self.ui.refusal.clear()
        self.model.load()
        self._minute.start()

    def leave(self) -> None:
        self._minute.stop()
        self.ui.pin.clear()

    def _show(self, state: CounterState) -> None:
        ui, premises = self.ui, state.premises
        ui.time.setText(clock_words(state.now))
        ui.day.setText(long_day_words(state.now.date()))
        ui.premises.setText(premises.name)
        ui.address.setText(premises.address)
        ui.counter.setText(state.counter)
        ui.hint.setText(DEMO_HINT if premises.training else "Press a number")
        self._show_duty(state)
        ui.staff.set_staff(_member(user, state) for user in state.staff)
        chosen = self.model.user
        if chosen is not None:
            ui.staff.choose(chosen.id.value)
        elif state.staff:
            self.model.choose(state.staff[0].id.value)

    def _show_duty(self, state: CounterState) -> None:
        duty = state.duty
        there = duty is not None and state.away is None
        self.ui.responsible_icon.show_icon("pass" if there else "reason", Tone.PASS if there else Tone.REASON)
        self.ui.responsible.setText(duty.name if duty else "Nobody")
        words = (
            _duty_words(duty, state)
            if duty
            else "A pharmacist signs in and takes over. Until then nothing is checked or supplied."
        )
        self.ui.responsible_words.setText(words)

    def _chosen(self, user: User) -> None:
        self.ui.staff.choose(user.id.value)
        self.ui.pin_heading.setText(f"{user.name.split()[0]}’s PIN")
        self.ui.refusal.clear()
        self.ui.pin.clear()
        self.ui.pin.setFocus()

    def _enter(self) -> None:
        self.ui.refusal.clear()
        self.model.enter(self.ui.pin.text())

    def _refused(self, words: str) -> None:
        self.ui.pin.clear()
        self.ui.refusal.say(words)
        self.ui.pin.setFocus()

    def _welcome(self, _user: User) -> None:
        self.go.emit(Go(Where.WORKLIST))


def _member(user: User, state: CounterState) -> StaffMember:
    task = f"{user.title}, GPhC {user.registration}" if user.registration and user.pharmacist else user.title
    note = "Responsible pharmacist" if state.duty and state.duty.user == user.id else ""
    if note and state.away is not None:
        note = f"Responsible, absent since {clock_words(state.away.left_at)}"
    if user.id in state.locked:
        note = "Locked after wrong PINs"
    return StaffMember(user.id.value, user.name, task, note)


def _duty_words(duty: OnDuty, state: CounterState) -> str:
    """Since when, and how much of the day's absence is used."""
    if state.away is not None:
        return f"Absent since {clock_words(state.away.left_at)}, {minutes_words(state.minutes_left)} left today."
    allowed = state.premises.supervision.absence_minutes
    used = minutes_words(allowed - state.minutes_left)
    return f"Since {clock_words(duty.since)}. Absent {used} today, {minutes_words(allowed)} allowed."

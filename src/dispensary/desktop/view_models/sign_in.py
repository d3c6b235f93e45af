"""The sign-in page: who may stand at this counter, and letting them in."""

from PySide6.QtCore import QObject, Signal

from dispensary.application.queries.counter import CounterState, counter_state
from dispensary.application.sign_in import become_responsible_pharmacist, sign_in
from dispensary.application.step import Receipt
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.people import User
from dispensary.domain.refusals import Refusal


class SignInModel(QObject):
    """Signals: loaded(CounterState), chosen(User), refused(words), welcome(User)."""

    loaded = Signal(object)
    chosen = Signal(object)
    refused = Signal(str)
    welcome = Signal(object)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._state: CounterState | None = None
        self._chosen: User | None = None

    @property
    def user(self) -> User | None:
        return self._chosen

    def load(self) -> None:
        self._counter.read(lambda: counter_state(self._counter.place), self._loaded)

    def _loaded(self, state: CounterState) -> None:
        self._state = state
        self.loaded.emit(state)

    def choose(self, user: str) -> None:
        """Somebody says who they are."""
        found = next((held for held in self._state.staff if held.id.value == user), None) if self._state else None
        if found is not None:
            self._chosen = found
            self.chosen.emit(found)

    def enter(self, pin: str) -> None:
        """The PIN was typed."""
        chosen = self._chosen
        if chosen is None:
            return
        place = self._counter.place
        self._counter.step(lambda: sign_in(place, chosen.id, pin), self._welcome, self._refused)

    def _welcome(self, user: User) -> None:
        self._counter.sign_on(user)
        self.welcome.emit(user)
        self._counter.ask_eps()

    def _refused(self, _refusal: Refusal, words: str) -> None:
        self.refused.emit(words)

    def take_duty(self) -> None:
        """The person who is signed in becomes the responsible pharmacist."""
        place, actor = self._counter.place, self._counter.actor
        self._counter.step(lambda: become_responsible_pharmacist(place, actor), self._on_duty, self._refused)

    def _on_duty(self, _receipt: Receipt) -> None:
        self.load()

"""People whom a search showed, journalled once the typing has come to rest: not after every letter."""

from PySide6.QtCore import QObject, QTimer

from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.identifiers import PatientId, UserId

AT_REST_MS = 1500


class ShownPeople(QObject):
    """What is shown now; it is journalled when it has stood for AT_REST_MS, or when somebody picks one of them."""

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._shown: tuple[UserId, str, tuple[PatientId, ...]] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(AT_REST_MS)
        self._rest.timeout.connect(self.settle)

    def show(self, text: str, people: tuple[PatientId, ...]) -> None:
        user = self._counter.user
        self._shown = (user.id, text, people) if user is not None else None
        self._rest.start()

    def settle(self) -> None:
        """Journals what is shown, if that was not done yet."""
        shown, self._shown = self._shown, None
        self._rest.stop()
        if shown is not None:
            self._counter.looked_for(*shown)

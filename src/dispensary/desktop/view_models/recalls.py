"""The page of the recalls: which stand, whom the chosen one concerns, and the same as pages of paper."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dispensary.application.queries.recall_list import recall_list
from dispensary.application.queries.recalls import recalls
from dispensary.application.recalls import end_recall
from dispensary.application.step import Receipt
from dispensary.desktop.saving import save_whole
from dispensary.desktop.tasks import Lane
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.recall_list import RecallList
from dispensary.domain.recalls import Recall
from dispensary.domain.refusals import Refusal
from dispensary.wording.recalls import ended_words, saved_words


class RecallsModel(QObject):
    """Signals: standing(int) how many recalls stand; listed(tuple of Recall), those that stand first; shown(RecallList)
    of the chosen one; refused(words); said(words); ended().
    """

    standing = Signal(int)
    listed = Signal(object)
    shown = Signal(object)
    refused = Signal(str)
    said = Signal(str)
    ended = Signal()

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._open = False
        self._chosen: int | None = None
        self._found: RecallList | None = None
        counter.changed.connect(self._changed)
        counter.user_changed.connect(self.end)

    @property
    def found(self) -> RecallList | None:
        """What is shown of the chosen recall."""
        return self._found

    @property
    def may_end(self) -> bool:
        """Whether whoever is signed in is a pharmacist."""
        user = self._counter.user
        return user is not None and user.pharmacist

    def count(self) -> None:
        """How many stand, for whoever shows no more of them."""
        place = self._counter.place
        self._counter.read(lambda: recalls(place), self._listed)

    def begin(self) -> None:
        """The page is shown."""
        self._open = True
        self.count()

    def end(self) -> None:
        """Not shown any more: what comes home later is for nobody."""
        self._open, self._chosen, self._found = False, None, None

    def _changed(self, receipt: Receipt) -> None:
        """A new recall, or a pack of one that was scanned or went out."""
        if receipt.bench or (self._open and receipt.prescriptions):
            self.count()

    def _listed(self, found: Sequence[Recall]) -> None:
        self.standing.emit(sum(recall.active for recall in found))
        if self._open and self._counter.user is not None:
            self.listed.emit(tuple(sorted(found, key=lambda recall: not recall.active)))

    def choose(self, number: int) -> None:
        """Looks up whom that one concerns, and has the look at these people journalled."""
        viewer = self._counter.viewer
        if viewer is None:
            return
        place, self._chosen = self._counter.place, number
        if self._found is not None and self._found.recall.number != number:
            self._found = None

        def loaded(found: RecallList) -> None:
            if self._open and self._chosen == number:
                self._found = found
                self._counter.looked_for(viewer, f"recall {number}", found.patients)
                self.shown.emit(found)

        self._counter.step(lambda: recall_list(place, viewer, number), loaded, self._not_done, Lane.READ)

    def _not_done(self, _refusal: Refusal, words: str) -> None:
        self.refused.emit(words)

    def save(self, path: str) -> None:
        """The list that is shown, as pages to ring from."""
        place, found = self._counter.place, self._found
        if found is None:
            return

        def work() -> str | Refusal:
            return save_whole(path, (place.pages.recall(found),)) or Path(path).name

        def done(name: str) -> None:
            self.said.emit(saved_words(name))

        self._counter.looked_for(self._counter.actor, f"recall {found.recall.number}, list saved", found.patients)
        self._counter.step(work, done, self._not_done, Lane.LONG)

    def end_it(self, reason: str) -> None:
        """A pharmacist says why the chosen one is over."""
        place, number = self._counter.place, self._chosen
        if number is None:
            return
        actor = self._counter.actor

        def done(_receipt: Receipt) -> None:
            self.ended.emit()
            self.said.emit(ended_words(number))

        self._counter.step(lambda: end_recall(place, actor, number, reason), done, self._not_done)

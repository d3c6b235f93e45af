"""The dictionary's page: which release is in use, one that is being read in, what became of it, and going back."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from dispensary.application.dictionary_releases import begin_import, put_release_in_use, roll_back_release
from dispensary.application.queries.dictionary_state import DictionaryState, dictionary_state
from dispensary.application.step import Receipt
from dispensary.desktop.release_import import Ended, ReleaseImport
from dispensary.desktop.tasks import Lane
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.dictionary_import import ImportReport, Progress, Vouched
from dispensary.domain.identifiers import UserId
from dispensary.domain.refusals import Refusal
from dispensary.wording.dictionary import GIVEN_UP, PUT_BACK, put_in_use_words

NOTHING = Vouched()
STOPPING, PUTTING_IN_USE = "stopping", "use"
"""What an import is doing once it can no longer be stopped."""


class DictionaryModel(QObject):
    """Signals: shown(DictionaryState); progress(Progress), None once nothing is read in; reported(ImportReport);
    lacks(words, "smaller" or "faults") where somebody has to vouch for a release; refused(words); said(words).

    An import goes on when the page is left, and with whoever began it: it is put in use in their name.
    """

    shown = Signal(object)
    progress = Signal(object)
    reported = Signal(object)
    lacks = Signal(str, str)
    refused = Signal(str)
    said = Signal(str)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._imports: ReleaseImport | None = None
        self._by: UserId | None = None
        self._path: Path | None = None
        self._vouched = NOTHING
        self._share = 0.0
        self.open = False
        """The page is shown."""

    def use(self, imports: ReleaseImport) -> None:
        """From now on releases can be brought in here."""
        self._imports = imports
        imports.progress.connect(self._on_the_way)
        imports.ended.connect(self._ended)

    @property
    def imports(self) -> bool:
        """Releases can be brought in here."""
        return self._imports is not None

    @property
    def busy(self) -> bool:
        """A release is being read in or put in use."""
        return self._by is not None

    def begin(self) -> None:
        self.open = True
        self._load()

    def end(self) -> None:
        self.open = False

    def _load(self) -> None:
        place, viewer = self._counter.place, self._counter.viewer
        releases = self._imports.means.releases if self._imports is not None else None

        def loaded(state: DictionaryState) -> None:
            if self.open and viewer == self._counter.viewer:
                self.shown.emit(state)

        self._counter.read(lambda: dictionary_state(place, releases, viewer), loaded)

    def bring_in(self, path: Path, vouched: Vouched = NOTHING) -> None:
        """Reads that zip or folder in, aside, and puts it in use once it is whole."""
        imports, place = self._imports, self._counter.place
        if imports is None or self.busy:
            return
        actor = self._by = self._counter.actor
        self._path, self._vouched = path, vouched

        def begun(_receipt: Receipt) -> None:
            self._on_the_way(Progress(0, ""))
            imports.start(path, vouched)

        self._counter.step(lambda: begin_import(place, actor, path.name, vouched), begun, self._not_done)

    def vouch(self, lacks: str) -> None:
        """Reads the same in again, with that vouched for as well."""
        if self._path is not None:
            before = self._vouched
            self.bring_in(self._path, Vouched(before.smaller or lacks == "smaller", before.faults or lacks == "faults"))

    def give_up(self) -> None:
        """The import hears it at its next step, which may be some seconds off: that it was heard is said at once."""
        if self._imports is not None and self._imports.busy:
            self._imports.give_up()
            self.progress.emit(Progress(self._share, STOPPING))

    def _on_the_way(self, progress: Progress) -> None:
        self._share = progress.share
        self.progress.emit(progress)

    def _ended(self, ended: Ended) -> None:
        imports, actor, place = self._imports, self._by, self._counter.place
        if imports is None or actor is None:
            return
        report = ended.report
        if report is None:
            self._not_read_in(ended)
            return
        releases = imports.means.releases
        self.progress.emit(Progress(1, PUTTING_IN_USE))

        def used(_receipt: Receipt) -> None:
            self._in_use(report)

        work = lambda: put_release_in_use(place, actor, releases, ended.prepared)  # noqa: E731
        self._counter.step(work, used, self._not_done, Lane.LONG)

    def _in_use(self, report: ImportReport) -> None:
        self._over()
        self.reported.emit(report)
        self.said.emit(put_in_use_words(report))

    def _not_read_in(self, ended: Ended) -> None:
        self._over()
        if ended.lacks:
            self.lacks.emit(ended.refused, ended.lacks)
        elif ended.refused:
            self.refused.emit(ended.refused)
        else:
            self.said.emit(GIVEN_UP)

    def _not_done(self, _refusal: Refusal, words: str) -> None:
        self._over()
        self.refused.emit(words)

    def _over(self) -> None:
        self._by = None
        self.progress.emit(None)
        self._load()

    def roll_back(self) -> None:
        """Puts the release before this one back in use."""
        imports, place = self._imports, self._counter.place
        if imports is None or self.busy:
            return
        actor, releases = self._counter.actor, imports.means.releases

        def back(_receipt: Receipt) -> None:
            self._load()
            self.said.emit(PUT_BACK)

        work = lambda: roll_back_release(place, actor, releases)  # noqa: E731
        self._counter.step(work, back, lambda _, words: self.refused.emit(words), Lane.LONG)

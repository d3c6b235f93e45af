"""The bands about the record itself: its file, its disk, its backups. They are there for whoever stands there."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dispensary.desktop.backup_watch import BackupWatch
from dispensary.desktop.components import BannerStack, BannerWords
from dispensary.desktop.record_watch import RecordWatch
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.views.backup_bands import BAND, BackupBands
from dispensary.domain.upkeep import Part


class UpkeepBands(QObject):
    """What the window says of the record's upkeep, signed in or not."""

    def __init__(self, counter: Counter, banners: BannerStack, parent: QWidget) -> None:
        super().__init__(parent)
        self._counter, self._banners = counter, banners
        self.backups = BackupBands(counter, banners, parent)

    def watch_record(self, watch: RecordWatch) -> None:
        watch.found.connect(self._record_found)
        watch.start(self._counter.tasks)

    def watch_backups(self, watch: BackupWatch) -> None:
        self.backups.watch(watch)

    def deed(self, band: str, deed: str) -> bool:
        """Does what was asked for in one of these bands; False for a band of somebody else."""
        if band == BAND:
            self.backups.deed(deed)
            return True
        return False

    def _record_found(self, part: Part) -> None:
        key = f"record: {part.name}"
        if part.well:
            self._banners.drop(key)
            return
        tone = Tone.STOP if part.urgent else Tone.REASON
        first, stop, more = part.words.partition(". ")
        self._banners.say(BannerWords(key, tone, first + stop.rstrip(), second=more))

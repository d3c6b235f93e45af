"""What is said about scanners wherever somebody stands: how one is, what was thrown away, a scan that did nothing."""

from PySide6.QtCore import QElapsedTimer, QObject
from PySide6.QtWidgets import QWidget

from dispensary.application.ports.scanner import Arrival, Loss, ScannerState
from dispensary.desktop.components import BannerDeed, BannerStack, BannerWords, HealthItem, StatusBar
from dispensary.desktop.scanning import ScanFilter
from dispensary.desktop.sounds import Sound, Sounds
from dispensary.desktop.theme import Tone
from dispensary.desktop.views.health import scanner_item
from dispensary.wording.scanners import LOST, UNDER_A_QUESTION, Sentences

_UNUSED, _LOST = "scan-unused", "scan-lost"
_TONE_EVERY_MS = 300


class ScannerBands(QObject):
    """A scan that somebody made and that did nothing is seen and heard: they would take it for done."""

    def __init__(self, banners: BannerStack, status: StatusBar, parent: QWidget, sounds: Sounds | None = None) -> None:
        super().__init__(parent)
        self._banners, self._status = banners, status
        self._sounds = sounds if sounds is not None else Sounds()
        self._state: ScannerState | None = None
        self._said: dict[str, Sentences] = {}
        self._sounded = QElapsedTimer()
        self.lost = 0
        """How often something was thrown away since somebody last saw it."""

    def follow(self, scans: ScanFilter) -> None:
        """From now on what happens there is said here."""
        scans.state_changed.connect(self._changed)
        scans.missed.connect(self._missed)
        scans.lost.connect(self._thrown)

    def item(self) -> HealthItem:
        """The status bar's item."""
        return scanner_item(self._state, self.lost)

    def unused(self, said: Sentences) -> None:
        """Something was scanned and nothing came of it."""
        self._say(_UNUSED, said)

    def used(self) -> None:
        """The next scan did what it should."""
        self._drop(_UNUSED)

    def deed(self, band: str, _deed: str) -> bool:
        """Somebody has seen it."""
        if band not in (_UNUSED, _LOST):
            return False
        if band == _LOST:
            self.lost = 0
            self._show_item()
        self._drop(band)
        return True

    def _drop(self, band: str) -> None:
        if self._said.pop(band, None) is not None:
            self._banners.drop(band)

    def _say(self, band: str, said: Sentences) -> None:
        """A line full of noise says the same over and over: one band, and no more tones than can be told apart."""
        if not self._sounded.isValid() or self._sounded.elapsed() >= _TONE_EVERY_MS:
            self._sounded.start()
            self._sounds.play(Sound.ASK)
        if self._said.get(band) == said:
            return
        self._said[band] = said
        first, second = said
        deeds = (BannerDeed("seen", "Seen"),)
        self._banners.say(BannerWords(band, Tone.REASON, first, second=second, icon="scanner", deeds=deeds))

    def _changed(self, state: ScannerState | None) -> None:
        self._state = state
        self._show_item()

    def _missed(self, _arrival: Arrival) -> None:
        self.unused(UNDER_A_QUESTION)

    def _thrown(self, loss: Loss) -> None:
        self.lost += loss.times
        self._say(_LOST, LOST[loss.why.value])
        self._show_item()

    def _show_item(self) -> None:
        try:
            self._status.set_item(self.item())
        except KeyError:
            return  # the bar shows nothing yet; what it shows first is as things stand then

"""The list of all actions: type a few letters, Enter does it, Esc closes and nothing is lost."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from dispensary.desktop.components import Icon, Inline, KeyCap, Text, rule
from dispensary.desktop.components.deed_list import DeedList, DeedRow
from dispensary.desktop.components.over import OverPanel
from dispensary.desktop.deeds import Deed, same_deed
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone
from dispensary.wording.keys import ALL_ACTIONS, ASK, GONE, HOW, KEYS_OF_SCREEN, NO_DEED, held_words

_WIDTH, _MOST_OF_LIST = 640, 420
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _Letters(QLineEdit):
    """What is typed; Tab stays in it."""

    def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: FBT001
        return True


class Palette(OverPanel):
    """Shows what `look` finds, and does the chosen deed after it has gone."""

    def __init__(self, window: QWidget, above: QWidget, look: Callable[[], tuple[Deed, ...]]) -> None:
        super().__init__(window, above, _WIDTH)
        self._look = look
        self._deeds: list[Deed] = []
        self.setAccessibleName(ALL_ACTIONS)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Icon(self.panel, name="search", tone=Tone.TEXT))
        head.addWidget(Text(ASK, self.panel, role="lead-strong"), 1)
        head.addWidget(KeyCap(self.panel, action=Action.ALL_ACTIONS))
        self.column.addLayout(head)
        self.letters = _Letters(self.panel)
        self.letters.setAccessibleName(ASK)
        self.letters.textChanged.connect(self._filter)
        self.column.addWidget(self.letters)
        self.refusal = Inline(self.panel)
        self.column.addWidget(self.refusal)
        self.list = DeedList(self.panel)
        self.list.setAccessibleName(ALL_ACTIONS)
        self.list.clicked.connect(self._clicked)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(rule(self.panel))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Text(HOW, self.panel, tone="text2"), 1)
        foot.addWidget(Text(KEYS_OF_SCREEN, self.panel, tone="text2"))
        foot.addWidget(KeyCap(self.panel, action=Action.HELP))
        self.column.addLayout(foot)

    def keys_to(self) -> QWidget:
        return self.letters

    def open(self) -> None:
        """Opens with everything that can be done now, the next step first."""
        if self.isVisible():
            return
        self.letters.blockSignals(True)
        self.letters.clear()
        self.letters.blockSignals(False)
        self._show()
        super().open()
        self._place()

    def deeds(self) -> tuple[Deed, ...]:
        """What it shows, in order."""
        return tuple(self._deeds)

    def _filter(self) -> None:
        self._show()
        self._place()

    def _show(self, refusal: str = "") -> None:
        typed = self.letters.text().casefold().split()
        fitting = [deed for deed in self._look() if deed.listed and all(part in _searched(deed) for part in typed)]
        self._deeds = sorted(fitting, key=lambda deed: _rank(deed, typed))
        self.list.show_rows(
            DeedRow(deed.words, deed.found.value, deed.key, held_words(deed.held) if deed.held else "")
            for deed in self._deeds
        )
        words = refusal or (NO_DEED if not self._deeds else "")
        self.refusal.say(words, Tone.REASON if refusal else Tone.INFO)

    def wanted_height(self, width: int) -> int:
        return self.around(width, without=self.list) + max(44, min(_MOST_OF_LIST, self.list.needed() + 4))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.list.mark(self.list.marked + _STEPS[key])
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.list.mark(self.list.marked + self.list.page() * (1 if key is Qt.Key.Key_PageDown else -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.do_marked()
        super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        self.list.mark(index.row())
        self.do_marked()

    def do_marked(self) -> None:
        """Does the marked deed, on the screen as it stands now. A held one stays and says why; one that has gone
        meanwhile is not done, nor anything in its place.
        """
        if not 0 <= self.list.marked < len(self._deeds):
            return
        chosen = self._deeds[self.list.marked]
        if chosen.held:
            return
        now = same_deed(chosen, self._look())
        if now is None:
            self._show(GONE)
            self._place()
            return
        self.close_over()
        now.do()

    def row_at(self, words: str) -> QPoint:
        """Where a row stands in the list, for a click."""
        at = next(at for at, deed in enumerate(self._deeds) if deed.words == words)
        return self.list.visualRect(self.list.model().index(at, 0)).center()


def _searched(deed: Deed) -> str:
    return f"{deed.words} {deed.key} {deed.found.value}".casefold()


def _rank(deed: Deed, typed: list[str]) -> tuple[int, bool]:
    """What begins with the letters first, then what has a word that does, the held ones after those that can be done;
    among the like the order of the window stays.
    """
    if not typed:
        return 0, False
    words = deed.words.casefold()
    if words.startswith(" ".join(typed)):
        return 0, bool(deed.held)
    begins = all(any(word.startswith(part) for word in words.split()) for part in typed)
    return (1 if begins else 2), bool(deed.held)

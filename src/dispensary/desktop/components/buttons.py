"""Buttons that show their key. One filled button a screen, bottom right, saying the deed; held, what is missing."""

from PySide6.QtCore import Property, QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QWidget

from dispensary.desktop import icons
from dispensary.desktop.components.painting import key_cap_size, metrics, paint_key_cap
from dispensary.desktop.keymap import Action, active_keys
from dispensary.desktop.theme import active, restyle

_GAP = 9
_ICON_GAP = 9
_FIRST_GAP = 8
_WINDOWS_OWN = (Action.BACK, Action.ALL_ACTIONS, Action.PRODUCT)


class KeyButton(QPushButton):
    """A button with its key painted in it, and that key as its shortcut while it is on the screen and not held.

    Dynamic properties, set in the form: `variant` "filled", "plain" or "quiet"; `action` a name of keymap.Action;
    `drawing` an icon before the words; `bench` for the accuracy check; `small` for choices within a card, `tight` for a
    quiet deed on a line of words.
    `keyFirst` puts the cap before the words. A key of the window's own (the one that leads back,
    the one of all actions) is shown only.
    """

    def __init__(
        self,
        words: QWidget | str | None = None,
        parent: QWidget | None = None,
        *,
        action: Action | None = None,
        key: str = "",
        variant: str = "plain",
        drawing: str = "",
        small: bool = False,
        tight: bool = False,
        bench: bool = False,
        key_first: bool = False,
    ) -> None:
        super().__init__(words if isinstance(words, QWidget) else parent)
        self._action, self._key, self._drawing, self._key_first = action, key, drawing, key_first
        self._words, self._missing, self._key_shown = "", "", True
        self._shortcuts: list[QShortcut] = []
        self.setProperty("variant", variant)
        self.setProperty("small", small)
        self.setProperty("tight", tight)
        self.setProperty("bench", bench)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        if isinstance(words, str):
            self.setText(words)
        self.take_keys()

    def setText(self, words: str) -> None:
        self._words = words
        self._say()

    def text(self) -> str:
        """The words on the button: the deed, and after it what is missing while it is held."""
        return f"{self._words}, {self._missing}" if self._missing else self._words

    def hold(self, missing: str) -> None:
        """Holds the deed and says what is missing: "2 left to settle". Neither key nor click does it meanwhile."""
        self._missing = missing
        self.setEnabled(False)
        self._say()

    def free(self) -> None:
        """The deed can be done."""
        self._missing = ""
        self.setEnabled(True)
        self._say()

    @property
    def held(self) -> bool:
        """It is held, and says what is missing."""
        return bool(self._missing)

    @property
    def missing(self) -> str:
        """What is missing while it is held, else ""."""
        return self._missing

    @property
    def deed_words(self) -> str:
        """The deed alone, without what is missing."""
        return self._words

    def set_action(self, action: Action) -> None:
        """The deed in the key map, whose key it shows and takes."""
        self._action = action
        self.take_keys()

    def take_keys(self) -> None:
        """Looks its keys up in the map in force. Called again after a remapping."""
        self._drop_shortcuts()
        for key in self._own_keys():
            # Not QAbstractButton's own shortcut: that waits 100 ms before it clicks, and repeats while held.
            shortcut = QShortcut(QKeySequence(key), self, self.click)
            shortcut.setAutoRepeat(False)
            self._shortcuts.append(shortcut)
        self._say()

    def _own_keys(self) -> tuple[str, ...]:
        """A key of the window's own belongs to it alone: with two owners Qt would let neither have it."""
        if self._action in _WINDOWS_OWN:
            return ()
        return active_keys().of(self._action) if self._action else ((self._key,) if self._key else ())

    def _drop_shortcuts(self) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []

    def show_key(self, *, shown: bool) -> None:
        """Shows or hides its cap; the shortcut goes with it."""
        self._key_shown = shown
        if shown:
            self.take_keys()
        else:
            self._drop_shortcuts()
            self._say()

    def key(self) -> str:
        """The words on the cap, "" where it has no key."""
        if not self._key_shown:
            return ""
        return active_keys().drawn(self._action) if self._action else self._key

    def _say(self) -> None:
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(f"Key {self.key()}" if self.key() else "")
        self.updateGeometry()
        self.update()

    def _get_words(self) -> str:
        return self._words

    def _get_action(self) -> str:
        return self._action.value if self._action else ""

    def _set_action(self, action: str) -> None:
        self.set_action(Action(action))

    def _get_drawing(self) -> str:
        return self._drawing

    def _set_drawing(self, drawing: str) -> None:
        self._drawing = drawing
        self.updateGeometry()

    words = Property(str, _get_words, setText)
    action = Property(str, _get_action, _set_action)
    drawing = Property(str, _get_drawing, _set_drawing)

    def _bench(self) -> bool:
        return bool(self.property("bench"))

    def _pad(self) -> int:
        if self.property("variant") == "quiet":
            return 10 if self._bench() else 8
        if self._key_first:
            return 9 if self._bench() else 5
        return 14 if self._bench() else 12

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        width = metrics(self.font()).horizontalAdvance(self.text()) + 2 * (self._pad() + 1) + 1
        if self._drawing:
            width += active().tokens.bands.icon + _ICON_GAP
        key = self.key()
        if not key:
            return QSize(width, self._height())
        cap = key_cap_size(key, bench=self._bench()).width()
        if self._key_first:
            return QSize(width + cap + _FIRST_GAP + 4, self._height())
        return QSize(width + cap + _GAP + 9 - self._pad() - 1, self._height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _height(self) -> int:
        if self._bench():
            return 52
        if self.property("tight"):
            return 22
        return 30 if self.property("small") else active().tokens.bands.control

    def _inks(self) -> tuple[QColor, QColor]:
        """Of the words, and of the cap's line."""
        c = active().colours
        if not self.isEnabled():
            return c.text3, c.control
        if self.property("variant") == "filled":
            return c.on_accent, c.on_accent
        return (c.text2 if self.property("variant") == "quiet" else c.text), c.control

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        ink, line = self._inks()
        left, right = self._pad() + 1, self.width() - self._pad() - 1
        left, right = self._paint_cap(painter, left, right, ink, line)
        if self._drawing:
            side = active().tokens.bands.icon
            where = QRect(left, (self.height() - side) // 2, side, side)
            icons.paint(painter, self._drawing, where, ink)
            left += side + _ICON_GAP
        painter.setFont(self.font())
        painter.setPen(ink)
        where = QRect(left, 0, right - left + 1, self.height() - 1)
        painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()

    def _paint_cap(self, painter: QPainter, left: int, right: int, ink: QColor, line: QColor) -> tuple[int, int]:
        key = self.key()
        if not key:
            return left, right
        size = key_cap_size(key, bench=self._bench())
        top = (self.height() - size.height()) // 2
        at = left if self._key_first else self.width() - 9 - size.width()
        filled = self.property("variant") == "filled" or not self.isEnabled()
        ground = None if filled else active().colours.surface
        cap_ink = ink if filled else active().colours.text2
        paint_key_cap(
            painter, QRect(at, top, size.width(), size.height()), key, cap_ink, line, ground=ground, bench=self._bench()
        )
        if self._key_first:
            return at + size.width() + _FIRST_GAP, right + self._pad()
        return left, at - 4

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()


class CardDeed(KeyButton):
    """A quiet deed within a card: it shows its key, and the card that has the focus reads it."""

    def take_keys(self) -> None:
        """The card reads the key; the button only shows it."""
        self._say()


class ChoiceButton(KeyButton):
    """One of a few numbered or lettered answers. Checked, it is bold and ringed. It takes no shortcut of its own:
    the card that holds it reads the key, so the same number answers only where the focus is."""

    def __init__(
        self,
        words: QWidget | str | None = None,
        parent: QWidget | None = None,
        *,
        key: str = "",
        action: Action | None = None,
        bench: bool = False,
    ) -> None:
        super().__init__(words, parent, key=key, action=action, small=not bench, bench=bench, key_first=True)
        self.setCheckable(True)

    def take_keys(self) -> None:
        """A card reads the key; the button only shows it."""
        self._say()

    def show_key(self, *, shown: bool) -> None:
        self._key_shown = shown
        self._key_first = shown
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def answer(self, *, given: bool) -> None:
        """Shows that this answer is the one given."""
        self.setChecked(given)
        restyle(self)

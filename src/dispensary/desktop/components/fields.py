"""Fields. Words go above them, never inside; the whole value is selected on entry; the focus is a 2 px ring."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Property, QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from dispensary.desktop import icons
from dispensary.desktop.components.key_deed import KeyDeed
from dispensary.desktop.components.painting import key_cap_size, metrics, paint_key_cap
from dispensary.desktop.keymap import Action, active_keys
from dispensary.desktop.theme import Tone, active, restyle

_INSIDE = 12
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TextField(QLineEdit):
    """A line of text. `say` puts a state at its end, with an icon: "matched". In a form: `action` shows a key there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._words, self._tone = "", "", Tone.TEXT2
        self._action: Action | None = None
        self._typed = False
        self.textEdited.connect(self._edited)

    def say(self, icon: str = "", words: str = "", tone: Tone = Tone.PASS) -> None:
        """Puts a state at the end of the field, or takes it away."""
        self._icon, self._words, self._tone = icon, words, tone
        self.setAccessibleDescription(words)
        self._make_room()

    def miss(self, *, missing: bool) -> None:
        """Marks that an answer is needed here."""
        restyle(self, missing=missing)

    def _get_action(self) -> str:
        return self._action.value if self._action else ""

    def _set_action(self, action: str) -> None:
        self._action = Action(action)
        KeyDeed(self._action, "", self.setFocus, self)
        self._make_room()

    action = Property(str, _get_action, _set_action)

    def _tail_width(self) -> int:
        width = 0
        if self._words:
            width += metrics(active().font()).horizontalAdvance(self._words) + 23
        if self._action:
            width += key_cap_size(active_keys().drawn(self._action)).width()
        return width

    def _make_room(self) -> None:
        self.setTextMargins(0, 0, self._tail_width(), 0)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter that is held down counts once: what comes after this field is another deed."""
        if event.isAutoRepeat() and event.key() in _ENTER:
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            # After the click that brought the focus, which would take the selection away again.
            self._typed = False
            QTimer.singleShot(0, self, self._select)

    def _select(self) -> None:
        """Unless somebody typed since: the next key would take the place of the first ones."""
        if not self._typed:
            self.selectAll()

    def _edited(self) -> None:
        self._typed = True

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        width = self._tail_width()
        if not width:
            return
        theme = active()
        painter = QPainter(self)
        left = self.width() - _INSIDE - width + 2
        if self._words:
            icons.paint(
                painter, self._icon, QRect(left, (self.height() - 16) // 2, 16, 16), theme.ink(self._tone), stroke=2
            )
            painter.setFont(theme.font())
            painter.setPen(theme.ink(self._tone))
            where = QRect(left + 21, 0, width, self.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)
        if self._action:
            key = active_keys().drawn(self._action)
            size = key_cap_size(key)
            where = QRect(
                self.width() - 10 - size.width(), (self.height() - size.height()) // 2, size.width(), size.height()
            )
            paint_key_cap(painter, where, key, theme.colours.text2, theme.colours.control, ground=theme.colours.surface)
        painter.end()


class SearchField(QLineEdit):
    """The search of the top bar: a lens, its words, its key. Esc empties it and gives the focus back."""

    left_empty = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("Find a patient or prescription")
        self.setAccessibleName("Find a patient or prescription")
        self.setTextMargins(25, 0, 24, 0)
        self._shortcut = KeyDeed(Action.SEARCH, "", self._enter, self)

    def take_keys(self) -> None:
        """Looks its key up again after a remapping."""
        self._shortcut.setKey(QKeySequence(active_keys().of(Action.SEARCH)[0]))
        self.update()

    def _enter(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        """Esc is asked for here before the window takes it: it leaves the search, not the screen."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left_empty.emit()
            self.clearFocus()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        c = active().colours
        painter = QPainter(self)
        icons.paint(painter, "search", QRect(11, (self.height() - 18) // 2, 18, 18), c.text2)
        key = active_keys().drawn(Action.SEARCH)
        size = key_cap_size(key)
        where = QRect(self.width() - 7 - size.width(), (self.height() - 20) // 2, size.width(), 20)
        paint_key_cap(painter, where, key, c.text2, c.control, ground=c.surface)
        painter.end()


class PinField(QLineEdit):
    """A PIN: dots only, never spoken, never on the clipboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pin", True)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhDigitsOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAccessibleName("PIN")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a word stands in what was typed: from the first character, how many."""

    start: int
    length: int


class _Unread(QSyntaxHighlighter):
    """The amber underline of words that were not read."""

    def __init__(self, field: QPlainTextEdit) -> None:
        super().__init__(field.document())
        self.spans: tuple[Span, ...] = ()

    def highlightBlock(self, text: str) -> None:
        line = QTextCharFormat()
        line.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        line.setUnderlineColor(active().colours.reason_line)
        line.setForeground(active().colours.reason)
        for span in self.spans:
            self.setFormat(span.start, span.length, line)


class DirectionsField(QPlainTextEdit):
    """The line of directions. Words that were not read get an amber underline and stay as typed; never a guess.

    Signals: changed(text) as it is typed; accepted() on Enter. Tab leaves the field.
    """

    changed = Signal(str)
    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unread = _Unread(self)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(active().tokens.bands.control)
        self.document().setDocumentMargin(4)
        self.setAccessibleName("Directions")
        self._said = ""
        self.textChanged.connect(self._tell)

    def _tell(self) -> None:
        if self.text() != self._said:
            self._said = self.text()
            self.changed.emit(self._said)

    def text(self) -> str:
        """What stands there, on one line."""
        return " ".join(self.toPlainText().splitlines())

    def setText(self, words: str) -> None:
        """Puts these words there, the caret at their end."""
        self.setPlainText(words)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def put(self, span: Span, words: str) -> None:
        """Puts these words in place of a piece of what stands there, the caret after them; Ctrl+Z takes it back."""
        # A cursor counts in UTF-16, where an emoji is two.
        start, end = (len(self.text()[:at].encode("utf-16-le")) // 2 for at in (span.start, span.start + span.length))
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)
        self.setTextCursor(cursor)

    def underline(self, unread: Iterable[Span]) -> None:
        """The words that were not read."""
        self._unread.spans = tuple(unread)
        self._unread.rehighlight()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            if not event.isAutoRepeat():
                self.accepted.emit()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source) -> None:  # type: ignore[no-untyped-def]
        """What is pasted stays on one line."""
        self.insertPlainText(" ".join(source.text().split()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """One piece of directions as it was read: "om" to "in the morning"."""

    typed: str
    read: str


_LINE = 24


class ReadBack(QWidget):
    """Directions read back piece by piece, and at the right whether every part was understood."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: tuple[ReadPiece, ...] = ()
        self._state = ("", "", Tone.PASS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_reading(self, pieces: Iterable[ReadPiece], icon: str, words: str, tone: Tone) -> None:
        """Shows how it was read and what that means: ("pass", "every part understood", Tone.PASS)."""
        self._pieces = tuple(pieces)
        self._state = (icon, words, tone)
        self.setAccessibleName(", ".join(f"{p.typed} {p.read}" for p in self._pieces) + f". {words}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = {row for _, row, _ in self._places()}
        return QSize(400, _LINE * max(1, len(rows)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _places(self) -> list[tuple[int, int, ReadPiece]]:
        """Where each piece begins, and on which line: what does not fit beside the verdict goes under it."""
        places, left, row = [], 0, 0
        room = self.width() - self._verdict_width() - 12
        for piece in self._pieces:
            needed = self._width_of(piece)
            if left and left + needed > (room if row == 0 else self.width()):
                left, row = 0, row + 1
            places.append((left, row, piece))
            left += needed + 14
        return places

    def _verdict_width(self) -> int:
        words = self._state[1]
        return metrics(active().font()).horizontalAdvance(words) + 22 if words else 0

    def _width_of(self, piece: ReadPiece) -> int:
        theme = active()
        typed = metrics(theme.font(weight=600)).horizontalAdvance(piece.typed)
        return typed + 6 + metrics(theme.font()).horizontalAdvance(piece.read)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        icon, words, tone = self._state
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if words:
            right = self.width() - self._verdict_width()
            icons.paint(painter, icon, QRect(right, (_LINE - 16) // 2, 16, 16), theme.ink(tone), stroke=2)
            painter.setFont(theme.font())
            painter.setPen(theme.ink(tone))
            painter.drawText(QRect(right + 21, 0, self.width(), _LINE), middle, words)
        self._paint_pieces(painter, middle)
        painter.end()

    def _paint_pieces(self, painter: QPainter, middle: Qt.AlignmentFlag) -> None:
        theme = active()
        typed_font, read_font = theme.font(weight=600), theme.font()
        for left, row, piece in self._places():
            top = row * _LINE
            width = metrics(typed_font).horizontalAdvance(piece.typed)
            painter.setFont(typed_font)
            painter.setPen(theme.colours.text)
            painter.drawText(QRect(left, top, width + 2, _LINE - 2), middle, piece.typed)
            painter.fillRect(QRect(left, top + _LINE - 2, width, 2), theme.colours.accent)
            painter.setFont(read_font)
            painter.setPen(theme.colours.text2)
            painter.drawText(QRect(left + width + 6, top, self.width(), _LINE - 2), middle, piece.read)


class CheckBox(QCheckBox):
    """A tick box, its tick painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        where = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        _paint_box(self, where, on=self.isChecked())


def _paint_box(widget: QWidget, where: QRect, *, on: bool) -> None:
    c = active().colours
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(c.accent if on else c.control))
    painter.setBrush(c.accent if on else c.surface)
    box = where.adjusted(0, 0, -1, -1)
    painter.drawRoundedRect(box, 3, 3)
    if on:
        icons.paint(painter, "check", box.adjusted(1, 1, 0, 0), c.on_accent, stroke=3)
    painter.end()


class ChoiceBox(QComboBox):
    """A choice from a list, its arrow painted. A wheel scrolls the page and never changes the choice under it: some are
    in use at once.
    """

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        c = active().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = painter.pen()
        pen.setColor(c.text2)
        pen.setWidthF(1.75)
        painter.setPen(pen)
        x, y = self.width() - 18, self.height() // 2 - 2
        painter.drawLine(x - 4, y, x, y + 4)
        painter.drawLine(x, y + 4, x + 4, y)
        painter.end()

"""Words on the page: plain text always, so that a name or a direction is never read as markup."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Property, QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from dispensary.desktop import icons
from dispensary.desktop.components.painting import key_cap_size, paint_key_cap, paint_redaction
from dispensary.desktop.keymap import Action, active_keys
from dispensary.desktop.theme import Tone, active, restyle

_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words within a line, with its own weight and tone."""

    words: str
    strong: bool = False
    tone: Tone | None = None


class Text(QLabel):
    """A label. `role` and `tone` are dynamic properties that the stylesheet selects on; set them in the form."""

    def __init__(self, words: QWidget | str | None = None, parent: QWidget | None = None, **properties: object) -> None:
        self._parts: tuple[Part, ...] = ()
        super().__init__(words if isinstance(words, QWidget) else parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        for name, value in properties.items():
            self.setProperty(name, value)
        if isinstance(words, str):
            self.setText(words)

    def setText(self, words: str) -> None:
        self._parts = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        super().setText(words)

    def set_parts(self, parts: Iterable[Part]) -> None:
        """Words of different weights on one line or paragraph; a line break in them is one. Every part is escaped."""
        self._parts = tuple(parts)
        self._show_parts()

    def set_tone(self, tone: Tone) -> None:
        """Changes the tone."""
        self.set_look(tone=tone.value)

    def set_look(self, **properties: str) -> None:
        """Changes role, tone or emphasis. Where they are so already nothing is done: to look again at the stylesheet
        takes as long as to paint the words.
        """
        if any(self.property(name) != value for name, value in properties.items()):
            restyle(self, **properties)

    def wrapped(self) -> "Text":
        """The same label, taking as many lines as it needs."""
        self.setWordWrap(True)
        return self

    def figures(self) -> "Text":
        """The same label with numerals of one width."""
        font = self.font()
        font.setFeature(QFont.Tag("tnum"), 1)
        self.setFont(font)
        return self

    def spoken(self) -> str:
        """The words alone, as an assistive technology should say them."""
        return "".join(part.words for part in self._parts) if self._parts else self.text()

    def _show_parts(self) -> None:
        if not any(part.strong or part.tone is not None for part in self._parts):
            # Words of one kind need no document of their own, which takes longer to make than to paint.
            self.setTextFormat(Qt.TextFormat.PlainText)
            super().setText(self.spoken())
            self.setAccessibleName(self.spoken())
            return
        runs = []
        for part in self._parts:
            style = "font-weight:600;" if part.strong else ""
            if part.tone is not None:
                style += f"color:{active().ink(part.tone).name()};"
            runs.append(f'<span style="{style}">{escape(part.words).replace(_BREAK, "<br>")}</span>')
        self.setTextFormat(Qt.TextFormat.RichText)
        super().setText("".join(runs))
        self.setAccessibleName(self.spoken())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._parts:
            self._show_parts()


class Icon(QWidget):
    """One icon in a tone. Beside it always stand words, so assistive technology passes it by."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        name: str = "info",
        tone: Tone = Tone.TEXT2,
        size: int = 18,
        stroke: float = 1.75,
    ) -> None:
        super().__init__(parent)
        self._name, self._tone, self._size, self._stroke = name, tone, size, stroke
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, tone: Tone | None = None, size: int | None = None) -> None:
        """Shows another drawing."""
        before = (self._name, self._tone, self._size)
        self._name, self._tone, self._size = name, tone or self._tone, size or self._size
        if (self._name, self._tone, self._size) != before:
            self.updateGeometry()
            self.update()

    def ink(self) -> QColor:
        """The colour it is drawn in."""
        return active().ink(self._tone)

    def _get_icon(self) -> str:
        return self._name

    def _set_icon(self, name: str) -> None:
        self.show_icon(name)

    def _get_tone(self) -> str:
        return self._tone.value

    def _set_tone(self, tone: str) -> None:
        self.show_icon(self._name, Tone(tone))

    def _get_side(self) -> int:
        return self._size

    def _set_side(self, side: int) -> None:
        self.show_icon(self._name, None, side)

    drawing = Property(str, _get_icon, _set_icon)
    tone = Property(str, _get_tone, _set_tone)
    side = Property(int, _get_side, _set_side)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self._name, self.rect(), self.ink(), stroke=self._stroke)
        painter.end()


class IconText(QWidget):
    """An icon and its words, in one tone."""

    def __init__(
        self,
        icon: str = "info",
        words: str = "",
        tone: Tone = Tone.TEXT2,
        parent: QWidget | None = None,
        *,
        role: str = "body",
        size: int = 18,
        words_tone: Tone | None = None,
    ) -> None:
        super().__init__(parent)
        self.icon = Icon(self, name=icon, tone=tone, size=size)
        self.words = Text(words, self, role=role, tone=(words_tone or tone).value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8 if size >= 18 else 6)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        self.setAccessibleName(words)

    def show_words(self, icon: str, words: str, tone: Tone, role: str | None = None) -> None:
        """Says something else."""
        self.icon.show_icon(icon, tone)
        self.words.setText(words)
        look = {"tone": tone.value} if role is None else {"tone": tone.value, "role": role}
        self.words.set_look(**look)
        self.setAccessibleName(words)

    def wrapped(self) -> "IconText":
        """The same, taking as many lines as it needs, the icon beside the first."""
        self.words.wrapped()
        layout = self.layout()
        if layout is not None:
            layout.setAlignment(self.icon, Qt.AlignmentFlag.AlignTop)
        self.icon.setContentsMargins(0, 1, 0, 0)
        return self


class KeyCap(QWidget):
    """A key standing by itself beside words: "Hold Space to see". words: what it does, for the page of the keys; none
    where a button or a shortcut says so.
    """

    def __init__(
        self, parent: QWidget | None = None, *, action: Action | None = None, key: str = "", words: str = ""
    ) -> None:
        super().__init__(parent)
        self.words = words
        self._action, self._key, self._bench = action, key, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _get_action(self) -> str:
        return self._action.value if self._action else ""

    def _set_action(self, action: str) -> None:
        self._action = Action(action)
        self.updateGeometry()

    def _get_key(self) -> str:
        return self._key

    def _set_key(self, key: str) -> None:
        self._key = key
        self.updateGeometry()

    def _get_bench(self) -> bool:
        return self._bench

    def _set_bench(self, bench: bool) -> None:  # noqa: FBT001 - a Qt property setter
        self._bench = bench
        self.updateGeometry()

    action = Property(str, _get_action, _set_action)
    key = Property(str, _get_key, _set_key)
    bench = Property(bool, _get_bench, _set_bench)

    def drawn(self) -> str:
        """The words on the cap."""
        return active_keys().drawn(self._action) if self._action else self._key

    def sizeHint(self) -> QSize:
        return key_cap_size(self.drawn(), bench=self._bench)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = active().colours
        painter = QPainter(self)
        size = self.sizeHint()
        where = QRect(0, (self.height() - size.height()) // 2, size.width(), size.height())
        paint_key_cap(painter, where, self.drawn(), c.text2, c.control, ground=c.surface, bench=self._bench)
        painter.end()


class Redacted(QWidget):
    """Bars in the place of hidden words."""

    def __init__(self, parent: QWidget | None = None, lengths: tuple[int, ...] = (88, 64, 0, 36, 112, 70)) -> None:
        super().__init__(parent)
        self._lengths = lengths
        self.setAccessibleName("Hidden on this screen")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(sum(self._lengths) + 14 * self._lengths.count(0) + 6 * len(self._lengths), 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_redaction(painter, self.rect().topLeft(), self._lengths)
        painter.end()


def rule(parent: QWidget | None = None, *, upright: bool = False) -> QFrame:
    """A hairline."""
    line = QFrame(parent)
    line.setProperty("rule", "upright" if upright else "true")
    return line


class Inline(QWidget):
    """A refusal or a remark where it belongs: beside the field, with its icon. Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = IconText("reason", "", Tone.REASON, self, role="medium").wrapped()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._line)
        self.setVisible(False)

    def say(self, words: str, tone: Tone = Tone.REASON) -> None:
        """Says it, with the icon of its state."""
        icon = active().tokens.state_icons.get(tone, "info")
        self._line.show_words(icon, words, tone)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def clear(self) -> None:
        """Nothing to say any more."""
        self.say("")

    def words(self) -> str:
        """What it says, "" for nothing."""
        return self._line.words.text()

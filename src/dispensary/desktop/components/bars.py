"""The bands of the window: top bar, action bar, status bar. Fixed heights, lower in a low window."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Property, QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from dispensary.desktop.components.fields import SearchField
from dispensary.desktop.components.painting import metrics
from dispensary.desktop.components.text import Icon, KeyCap, Part, Text, rule
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone, active

_BENCH_BAR = 72


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the program: "worklist", "Worklist". A place that does nothing yet is not given."""

    key: str
    words: str
    action: Action | None = None
    """Whose key leads there, where one does."""


@dataclass(frozen=True, slots=True)
class HealthItem:
    """One item of the status bar: what it is about, in words, with an icon; `strong` is the part in bold after it.

    short: what it says instead where the bar has no room. whole: it is never cut, however little room there is.
    """

    key: str
    icon: str
    words: str
    tone: Tone = Tone.TEXT2
    strong: str = ""
    action: Action | None = None
    short: str = ""
    whole: bool = False


class BrandMark(QWidget):
    """The sign of the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(22, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = active().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.accent)
        painter.drawRoundedRect(QRectF(0, 0, 22, 22), 5, 5)
        painter.setBrush(c.on_accent)
        painter.drawRoundedRect(QRectF(9.3, 4, 3.4, 14), 1.7, 1.7)
        painter.drawRoundedRect(QRectF(4, 9.3, 14, 3.4), 1.7, 1.7)
        painter.drawEllipse(QRectF(14.6, 4, 3.6, 3.6))
        painter.end()


class PlaceTab(QAbstractButton):
    """One place in the top bar: the one where you are is bold and underlined."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = place
        self.setCheckable(True)
        self.setText(place.words)
        self.setAccessibleName(place.words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def say(self, words: str) -> None:
        """Shows other words for it: its name with a number."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = metrics(active().font(weight=600)).horizontalAdvance(self.text())
        return QSize(width + 22, active().tokens.bands.top_bar)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = active().colours
        here = self.isChecked()
        painter = QPainter(self)
        painter.setFont(active().font(weight=600 if here else 400))
        painter.setPen(c.text if here else c.text2)
        painter.drawText(self.rect().adjusted(0, -1, 0, -1), Qt.AlignmentFlag.AlignCenter, self.text())
        if here:
            painter.fillRect(QRect(0, self.height() - 3, self.width(), 3), c.accent)
        if self.hasFocus():
            painter.setPen(focus_pen())
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 5, -1, -5), 6, 6)
        painter.end()


def focus_pen() -> QPen:
    """The 2 px ring of the focus."""
    return QPen(active().colours.focus, 2)


class Avatar(QWidget):
    """Initials in a round; `solid` for the one who is chosen."""

    def __init__(
        self, parent: QWidget | None = None, *, initials: str = "", side: int = 30, solid: bool = False
    ) -> None:
        super().__init__(parent)
        self._initials, self._side, self._solid = initials, side, solid
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_initials(self, initials: str, *, solid: bool = False) -> None:
        """Shows these letters."""
        self._initials, self._solid = initials, solid
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = active().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.accent if self._solid else c.accent_tint)
        painter.drawEllipse(self.rect())
        painter.setPen(c.on_accent if self._solid else c.accent)
        small = self._side < 40
        painter.setFont(active().font_of(10 if small else 14, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)
        painter.end()


def initials_of(name: str) -> str:
    """The first letters of the first and the last name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


class TopBar(QFrame):
    """The sign, the places, the search and who is signed in. Signals: place_chosen(key), search_asked(text)."""

    place_chosen = Signal(str)
    search_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "top")
        self.setFixedHeight(active().tokens.bands.top_bar)
        self._tabs: list[PlaceTab] = []
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(0)
        row.addWidget(BrandMark(self))
        row.addSpacing(9)
        row.addWidget(Text("Dispensary", self, role="lead-strong"))
        row.addSpacing(21)
        self._places = QHBoxLayout()
        self._places.setSpacing(3)
        row.addLayout(self._places)
        row.addStretch(1)
        self.search = SearchField(self)
        self.search.setFixedWidth(326)
        self.search.returnPressed.connect(lambda: self.search_asked.emit(self.search.text()))
        row.addWidget(self.search)
        row.addSpacing(16)
        self.avatar = Avatar(self)
        row.addWidget(self.avatar)
        row.addSpacing(8)
        self.user = Text("", self, role="medium")
        row.addWidget(self.user)

    def set_places(self, places: Iterable[Place]) -> None:
        """The places that this person may go to, in order."""
        for old in self._tabs:
            self._group.removeButton(old)
            self._places.removeWidget(old)
            old.deleteLater()
        self._tabs = [PlaceTab(place, self) for place in places]
        for tab in self._tabs:
            self._group.addButton(tab)
            self._places.addWidget(tab)
            tab.clicked.connect(lambda _=False, key=tab.place.key: self.place_chosen.emit(key))

    def show_place(self, key: str) -> None:
        """Marks where we are."""
        for tab in self._tabs:
            tab.setChecked(tab.place.key == key)

    def show_user(self, name: str) -> None:
        """Who is signed in; "" for nobody."""
        self.user.setText(name)
        self.avatar.show_initials(initials_of(name))
        self.avatar.setVisible(bool(name))


class ActionBar(QFrame):
    """The deeds of a screen: the lesser ones left, the one next step last on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "action")
        self._bench = False
        self.set_compact(compact=False)

    def set_compact(self, *, compact: bool) -> None:
        """The lower band of a low window."""
        tokens = active().tokens
        height = (tokens.compact_bands if compact else tokens.bands).action_bar
        self.setFixedHeight(_BENCH_BAR if self._bench else height)

    def _get_bench(self) -> bool:
        return self._bench

    def _set_bench(self, bench: bool) -> None:  # noqa: FBT001 - a Qt property setter
        self._bench = bench
        self.set_compact(compact=False)

    bench = Property(bool, _get_bench, _set_bench)


class StatusBar(QFrame):
    """How the day stands: responsible pharmacist, user, EPS, printer, scanner, dictionary, what waits to be sent.

    Signal: chosen(key) when an item is pressed.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "status")
        self.setFixedHeight(active().tokens.bands.status_bar)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(0)
        self._items: dict[str, StatusItem] = {}

    def set_items(self, items: Iterable[HealthItem]) -> None:
        """Shows these, in order. Where they are the same ones as before, only what says something new is touched."""
        wanted = list(items)
        if [(item.key, item.action) for item in wanted] == [
            (shown.item.key, shown.item.action) for shown in self._items.values()
        ]:
            for item in wanted:
                self.set_item(item)
            return
        while self._row.count():
            taken = self._row.takeAt(0)
            old = taken.widget() if taken is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._items = {}
        for position, item in enumerate(wanted):
            if position:
                self._row.addSpacing(8)
                line = rule(self, upright=True)
                line.setFixedHeight(18)
                self._row.addWidget(line)
                self._row.addSpacing(8)
            shown = StatusItem(item, self)
            shown.clicked.connect(lambda _=False, key=item.key: self.chosen.emit(key))
            self._items[item.key] = shown
            self._row.addWidget(shown)
        self._row.addStretch(1)

    def set_item(self, item: HealthItem) -> None:
        """Says something new in its place. KeyError for an item that is not shown."""
        shown = self._items[item.key]
        if shown.item != item:
            shown.show_item(item)

    def _fit(self) -> None:
        """Says less where there is no room for all of it, what saves most first."""
        items = list(self._items.values())
        lacking = self._row.sizeHint().width() - self.width() + sum(each.saving for each in items if each.shortened)
        for each in sorted(items, key=lambda item: item.saving, reverse=True):
            each.shorten(short=lacking > 0 and each.saving > 0)
            if each.shortened:
                lacking -= each.saving

    def event(self, event: QEvent) -> bool:
        done = bool(super().event(event))
        # An item that is new, or says something new, has its width only now.
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def item(self, key: str) -> HealthItem:
        """What one item says."""
        return self._items[key].item

    def set_compact(self, *, compact: bool) -> None:
        """The lower band of a low window."""
        tokens = active().tokens
        self.setFixedHeight((tokens.compact_bands if compact else tokens.bands).status_bar)


class StatusItem(QAbstractButton):
    """One item of the status bar."""

    def __init__(self, item: HealthItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A button would ask for its full width at least; here most may be squeezed, for what is whole.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._icon = Icon(self, size=18)
        self._words = Text("", self)
        row.addWidget(self._icon)
        row.addSpacing(5)
        row.addWidget(self._words)
        if item.action is not None:
            row.addSpacing(6)
            row.addWidget(KeyCap(self, action=item.action))
        self.show_item(item)

    def show_item(self, item: HealthItem) -> None:
        """Says this, in its full words."""
        self.item = item
        self.shortened = False
        self._icon.show_icon(item.icon, item.tone)
        self._say(item.words)

    @property
    def saving(self) -> int:
        """How many pixels its short words save."""
        measure = metrics(active().font())
        short = self.item.short
        return measure.horizontalAdvance(self.item.words) - measure.horizontalAdvance(short) if short else 0

    def shorten(self, *, short: bool) -> None:
        """Says it in short or in full; in short, the full words stay where the pointer rests."""
        if short == self.shortened:
            return
        self.shortened = short
        self._say(self.item.short if short else self.item.words)

    def _say(self, words: str) -> None:
        item = self.item
        parts = [Part(words, tone=item.tone)]
        if item.strong:
            parts += [Part(" "), Part(item.strong, strong=True, tone=item.tone)]
        self._words.set_parts(parts)
        self.setAccessibleName(f"{item.words} {item.strong}".strip())
        self.setToolTip(self.accessibleName() if self.shortened else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """What is not to be cut asks for its room; the rest takes what is left."""
        wanted = self.sizeHint()
        return wanted if self.item.whole else QSize(0, wanted.height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return bool(super().event(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        return None

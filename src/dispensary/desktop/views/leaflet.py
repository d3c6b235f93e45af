"""The leaflet as it will print, page by page; the kind is the one that the person needs, and another can be chosen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from dispensary.desktop.components import ChoiceButton, Inline, KeyButton, Text
from dispensary.desktop.components.cards import clear_layout
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.leaflet import LeafletModel, Shown
from dispensary.desktop.views.screen import Go, Screen
from dispensary.domain.leaflets.leaflet import Kind
from dispensary.wording.leaflets import KIND_NAMES, MAKING, PREVIEW_LIST, PREVIEW_OF, page_words

_SIDE, _DIMMED = 330, 0.35


class LeafletView(Screen):
    """Left what is to know and to do, right the pages. Esc leads back; nothing is printed before it is asked for."""

    def __init__(self, model: LeafletModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._made = False
        whole = QHBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(24)
        side = QWidget(self)
        side.setFixedWidth(_SIDE)
        whole.addWidget(side)
        self._side(side)
        self.paper = QScrollArea(self)
        self.paper.setWidgetResizable(True)
        self.paper.setAccessibleName(PREVIEW_OF)
        self.paper.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        whole.addWidget(self.paper, 1)
        model.making.connect(self._making)
        model.shown.connect(self._show)
        model.not_made.connect(self._not_made)
        model.printing.connect(self._printing)
        model.queued.connect(self._queued)
        model.not_printed.connect(self._not_printed)

    def _side(self, side: QWidget) -> None:
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.heading = Text("", side, role="heading")
        self.heading.setWordWrap(True)
        column.addWidget(self.heading)
        self.kinds: dict[Kind, ChoiceButton] = {}
        for number, kind in enumerate(Kind, 1):
            button = ChoiceButton(KIND_NAMES[kind], side, key=str(number))
            button.clicked.connect(lambda _=False, kind=kind: self.model.choose(kind))
            self.kinds[kind] = button
            column.addWidget(button)
        self.state = Text("", side, tone="text2")
        self.state.setWordWrap(True)
        column.addWidget(self.state)
        self.notes = QVBoxLayout()
        self.notes.setSpacing(8)
        column.addLayout(self.notes)
        column.addStretch(1)
        self.refusal, self.said = Inline(side), Inline(side)
        column.addWidget(self.refusal)
        column.addWidget(self.said)
        self.print_it = KeyButton("Print", side, action=Action.ACCEPT, variant="filled")
        self.print_it.clicked.connect(self.model.print)
        column.addWidget(self.print_it)
        self.another = KeyButton("Print another copy", side, action=Action.REPRINT)
        self.another.clicked.connect(self.model.print)
        self.another.hide()
        column.addWidget(self.another)
        away = KeyButton("Back", side, action=Action.BACK, variant="quiet")
        away.clicked.connect(self.back)
        column.addWidget(away)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The number of a kind chooses it, wherever the focus is."""
        for number, kind in enumerate(Kind, 1):
            if event.text() == str(number):
                if not event.isAutoRepeat():
                    self.model.choose(kind)
                return
        super().keyPressEvent(event)

    def enter(self, about: Go) -> None:
        self._blank()
        self.model.open(about.key, about.patient)
        self.paper.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.model.leave()
        self._blank()

    def _blank(self) -> None:
        """Nothing of another person stays in sight."""
        self._made = False
        self.another.hide()
        for words in (self.refusal, self.said):
            words.clear()
        self.heading.setText("")
        self.state.setText("")
        self._note(())
        self.paper.setWidget(QWidget(self))
        self.paper.setAccessibleDescription("")

    def _making(self) -> None:
        """What is shown may be another kind's, or no longer so: it is dimmed, and cannot be printed."""
        self.refusal.clear()
        self.said.clear()
        self._made = False
        self.another.hide()
        self.print_it.hold("making it")
        self.state.setText(MAKING)
        pages = self.paper.widget()
        if pages is not None:
            dim = QGraphicsOpacityEffect(pages)
            dim.setOpacity(_DIMMED)
            pages.setGraphicsEffect(dim)

    def _show(self, shown: Shown) -> None:
        preview = shown.preview
        self.heading.setText(PREVIEW_LIST if shown.listed else PREVIEW_OF)
        self.state.setText(page_words(preview.kind, len(shown.pages)))
        for kind, button in self.kinds.items():
            button.answer(given=kind is preview.kind)
        self._note(preview.notes)
        pages = QWidget(self)
        column = QVBoxLayout(pages)
        column.setSpacing(16)
        for number, page in enumerate(shown.pages, 1):
            # The bytes belong to the page, which may be gone before the picture: it takes a copy.
            image = QImage(page.dots, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888).copy()
            label = QLabel(pages)
            label.setPixmap(QPixmap.fromImage(image))
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setAccessibleName(f"Page {number} of {len(shown.pages)}")
            column.addWidget(label)
        self.paper.setWidget(pages)
        self.paper.setAccessibleDescription(" ".join(preview.made.words))
        self._made = True
        self.print_it.free()

    def _note(self, notes: tuple[str, ...]) -> None:
        clear_layout(self.notes)
        for words in notes:
            line = Inline(self)
            line.say(words)
            self.notes.addWidget(line)

    def _not_made(self, words: str) -> None:
        """There is nothing to print, so nothing is shown."""
        self._blank()
        self.refusal.say(words)
        self.print_it.hold("it cannot be made so")

    def _printing(self) -> None:
        self.refusal.clear()
        self.said.clear()
        self.another.hide()
        self.print_it.hold("on its way")

    def _queued(self, words: str) -> None:
        """Print is done: the same key once more prints no second one. A further copy has a key of its own."""
        self.said.say(words, Tone.PASS)
        self.another.setVisible(self._made)

    def _not_printed(self, words: str) -> None:
        """What is shown can be printed as before."""
        self.refusal.say(words)
        if self._made:
            self.print_it.free()

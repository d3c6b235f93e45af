"""Restricting one record: what will be hidden from whom, who else may see it, why; and lifting it again."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dispensary.application.queries.restriction import Restricting
from dispensary.desktop.components import CheckBox
from dispensary.desktop.forms.ui_restriction import Ui_Restriction
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.restriction import RestrictionModel
from dispensary.desktop.views.screen import Go, Screen
from dispensary.domain.identifiers import UserId
from dispensary.wording.restriction import HIDDEN, SEEN, always_words, opened_words, state_words


class RestrictionView(Screen):
    """Esc leads back to the record; nothing is hidden before it is said and given a reason."""

    def __init__(self, model: RestrictionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        ui = self.ui = Ui_Restriction()
        ui.setupUi(self)
        self.boxes: dict[UserId, CheckBox] = {}
        ui.hidden.setText(HIDDEN)
        ui.seen.setText(SEEN)
        ui.leave.clicked.connect(self.back)
        ui.save.clicked.connect(self._save)
        ui.lift.clicked.connect(lambda: model.lift(ui.why.text()))
        ui.why.returnPressed.connect(self._save)
        model.shown.connect(self._show)
        model.refused.connect(self._refused)
        model.done.connect(self._done)

    def enter(self, about: Go) -> None:
        ui = self.ui
        for words in (ui.refusal, ui.said):
            words.clear()
        ui.why.clear()
        ui.save.hold("reading")
        ui.lift.hide()
        if about.patient is not None:
            self.model.open(about.patient)

    def leave(self) -> None:
        self.model.leave()
        self.ui.heading.setText("")
        self.ui.why.clear()
        self._list(())

    def _show(self, found: Restricting) -> None:
        ui, held = self.ui, found.patient.restriction
        ui.heading.setText(f"Who may see the record of {found.patient.name}")
        ui.state.setText(state_words(found.by, held.at if held else None, held.why if held else ""))
        ui.always.setText(always_words([user.name for user in found.always]))
        self._list([(user.id, f"{user.name}, {user.title}") for user in found.others])
        for user, box in self.boxes.items():
            box.setChecked(held is not None and user in held.people)
        ui.opened.setText(opened_words([(each.who, each.at, each.why) for each in found.opened]))
        ui.opened.setVisible(bool(found.opened))
        ui.save.setText("Keep it restricted so" if held is not None else "Restrict this record")
        ui.save.free()
        ui.lift.setVisible(held is not None)
        if not ui.why.text():
            ui.why.setFocus()

    def _list(self, people: Sequence[tuple[UserId, str]]) -> None:
        """A box for each person; those that stand there already keep their place in the order of the keys."""
        layout = self.ui.people.layout()
        assert isinstance(layout, QVBoxLayout)
        if [user for user, _ in people] == list(self.boxes):
            return
        for box in self.boxes.values():
            layout.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {}
        for user, words in people:
            box = CheckBox(self.ui.people)
            box.setText(words)
            layout.addWidget(box)
            self.boxes[user] = box
        self.ui.people_heading.setText("Who else may see it" if people else "Everybody here may see it by their task")

    def _save(self) -> None:
        self.model.restrict(self.ui.why.text(), tuple(user for user, box in self.boxes.items() if box.isChecked()))

    def _refused(self, words: str) -> None:
        self.ui.said.clear()
        self.ui.refusal.say(words)

    def _done(self) -> None:
        self.ui.refusal.clear()
        self.ui.why.clear()
        self.ui.said.say("Recorded. It holds at once, at every counter.", Tone.PASS)

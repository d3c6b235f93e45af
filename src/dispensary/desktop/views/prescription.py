"""The prescription: as it was sent (left), the line at work with its label (centre), the person (right)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from dispensary.application.label import Draft
from dispensary.application.queries.detail import Detail, ItemDetail
from dispensary.application.queries.prescription import Next, alive, can_label, may, may_return
from dispensary.desktop.components import (
    AboutPerson,
    BannerPerson,
    CardColumn,
    FactsCard,
    KeyDeed,
    ReadPiece,
    alert_card,
)
from dispensary.desktop.components.cards import clear_layout
from dispensary.desktop.forms.ui_prescription import Ui_Prescription
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.label_entry import Drafted
from dispensary.desktop.view_models.prescription import ASKS_DOSE, PrescriptionModel, Shown
from dispensary.desktop.view_models.prescription_steps import BACK_TO_CHECK, Line
from dispensary.desktop.views.code_question import CodeQuestion
from dispensary.desktop.views.more_labels import MoreLabels
from dispensary.desktop.views.moved_question import MovedQuestion
from dispensary.desktop.views.person import about_person, banner_of, sent_facts, sent_items
from dispensary.desktop.views.prescription_parts import (
    ACCEPT,
    alert_of,
    image_of,
    label_deed_of,
    mark_of,
    recorded_now,
    show_product,
    stock_of,
    tab_of,
    understood,
    unread_of,
)
from dispensary.desktop.views.prescription_questions import LineQuestions
from dispensary.desktop.views.question import Question, is_escape, is_typing
from dispensary.desktop.views.screen import Go, InHand, Screen, Where
from dispensary.desktop.views.standing_parts import standing_facts, standing_title
from dispensary.desktop.views.type_ahead import TypeAhead
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.refusals import Refusal
from dispensary.domain.workflow import Action as Deed
from dispensary.domain.workflow import Stage
from dispensary.wording import keys
from dispensary.wording.directions import read_back
from dispensary.wording.label_kinds import MORE_LABELS, TYPING
from dispensary.wording.prescription_steps import MOVED_HOLDS, TYPED_TOO_EARLY, held_words

_GOES = {
    Next.RECORD: Where.PATIENT,
    Next.CHECK: Where.CLINICAL_CHECK,
    Next.BENCH: Where.ACCURACY_CHECK,
    Next.HAND_OUT: Where.HAND_OUT,
}


class PrescriptionView(Screen):
    """Screen 2. Page Up and Page Down turn to another line; `Esc` closes a question first, then the screen."""

    def __init__(self, model: PrescriptionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._shown: Shown | None = None
        ui = self.ui = Ui_Prescription()
        ui.setupUi(self)
        for idle in (ui.warnings, ui.warnings_label, ui.history, ui.batch):
            idle.hide()
        ui.layout_12.addStretch(0)
        ui.product.setReadOnly(True)
        ui.product.installEventFilter(self)
        self.standing = FactsCard(self)
        self.standing.hide()
        ui.layout_12.insertWidget(2, self.standing)
        self.question = Question(ui.which_reading, self)
        self.questions = LineQuestions(self.question, model.steps, self._give_part)
        self.which = CodeQuestion(ui.directions, ui.layout_11, ui.read_back)
        self.moved = MovedQuestion(ui.layout_11, ui.read_back, model.take_recorded, model.take_typed)
        self.more = MoreLabels(ui, self.question, model.steps, self._show_question, self.setFocus)
        self.ahead = TypeAhead((ui.directions, ui.supply, ui.product), self._accept_ahead, self)
        self._wire()
        self._keys = self._shortcuts()

    def _wire(self) -> None:
        ui, model = self.ui, self.model
        ui.directions.changed.connect(model.type_directions)
        ui.directions.accepted.connect(ui.accept.click)
        ui.supply.textEdited.connect(model.type_supply)
        ui.supply.returnPressed.connect(ui.accept.click)
        ui.words.returnPressed.connect(ui.accept.click)
        ui.items.chosen.connect(model.choose)
        ui.as_sent.item_chosen.connect(model.choose)
        ui.accept.clicked.connect(self._accept)
        ui.owing.clicked.connect(lambda: self._ask(self.questions.owing))
        ui.not_supplied.clicked.connect(lambda: self._ask(self.questions.not_supplied))
        ui.undo.clicked.connect(lambda: self._ask(self.questions.undo))
        ui.look_up.clicked.connect(lambda: self.go.emit(Go(Where.PRODUCT)))
        ui.all_products.clicked.connect(self._next_product)
        ui.back.clicked.connect(self._back)
        model.shown.connect(self._show)
        model.drafting.connect(ui.label.stale)
        model.drafted.connect(self._drafted)
        model.to_confirm.connect(self._ask_as_written)
        model.left.connect(lambda: self.go.emit(Go(Where.WORKLIST)))

    def _shortcuts(self) -> dict[str, KeyDeed]:
        return {
            "patient": KeyDeed(Action.PATIENT, keys.RECORD, self._patient, self),
            "history": KeyDeed(Action.HISTORY, keys.RECORD, self._patient, self),
            "leaflet": KeyDeed(Action.LEAFLET, keys.LEAFLET, self._leaflet, self),
            "more": KeyDeed(Action.REPRINT, MORE_LABELS, lambda: self.more.ask(self._shown), self),
            "panel": KeyDeed(Action.NEXT_PANEL, keys.NEXT_PANEL, self._next_panel, self, listed=False),
            "next": KeyDeed("PgDown", keys.NEXT_ITEM, lambda: self.model.turn(1), self),
            "previous": KeyDeed("PgUp", keys.PREVIOUS_ITEM, lambda: self.model.turn(-1), self),
        }

    def enter(self, about: Go) -> None:
        self._shown = None
        self.ahead.drop()
        self.more.leave()
        self._clear()
        if about.key is not None:
            self.model.open(about.key)

    def on_scan(self, raw: str) -> bool:
        """A basket takes what is shown; anything else means nothing here."""
        basket = read_scan(raw).basket
        if basket is not None:
            self.model.steps.put_in_basket(basket)
        return basket is not None

    def in_hand(self) -> InHand | None:
        shown = self._shown
        if shown is None:
            return None
        item, product = shown.current.item, shown.products[shown.chosen]
        # As it was sent where it goes out as prescribed: what became of that code is to be seen too.
        return InHand(product.code, product.name) if shown.chosen else InHand(item.code, item.name)

    def _clear(self) -> None:
        """Nothing of another person stays in sight while this prescription is read."""
        ui = self.ui
        ui.patient_banner.show_person(BannerPerson(""))
        ui.as_sent.show_sent((), ())
        ui.items.set_items((), "")
        ui.person.show_person(AboutPerson(""))
        for band in (ui.entry, ui.label_column, ui.person, ui.accept, self.standing):
            band.hide()
        ui.words.clear()
        ui.label.clear()

    def leave(self) -> None:
        self.ahead.drop()
        self.model.close()

    def _show(self, shown: Shown) -> None:
        before, self._shown = self._shown, shown
        found, current = shown.sheet.detail, shown.current
        new = before is None or before.sheet is not shown.sheet
        if new:
            self._show_around(shown)
        turned = before is None or before.current.item.item_id != current.item.item_id
        if turned or shown.moved:
            self.which.ask(None)
            self.ui.label.clear()
        if turned or before is None or before.current.work.stage is not current.work.stage:
            self.more.leave()
        self.ui.items.set_items([tab_of(found, entry, current) for entry in found.items], current.item.item_id.value)
        self.ui.as_sent.mark_item(current.item.item_id.value)
        self._show_alert(found, current)
        self._show_fields(shown)
        self.ui.refusal.say(shown.notice)
        self._show_deeds(shown)
        # Where something was just printed the focus stands on nothing, and stays there: one more Enter does no deed.
        if turned or (new and not self.question.open and not self.hasFocus() and not is_typing()):
            self._focus()
        if self.ahead.follow(shown):
            self.model.say(TYPED_TOO_EARLY)

    def _show_around(self, shown: Shown) -> None:
        found = shown.sheet.detail
        self.ui.patient_banner.show_person(banner_of(found))
        marks = {item: mark_of(change) for item, change in shown.sheet.changes.items()}
        self.ui.as_sent.show_sent(sent_facts(found), sent_items(found, marks))
        self.ui.person.show_person(about_person(found))
        self.ui.person.show()
        self.ui.entry.show()

    def _show_alert(self, found: Detail, current: ItemDetail) -> None:
        clear_layout(self.ui.alert_box)
        said = alert_of(found, current)
        self.ui.alert.setVisible(said is not None)
        if said is not None:
            self.ui.alert_box.addWidget(alert_card(*said, self.ui.alert))

    def _show_fields(self, shown: Shown) -> None:
        ui, current = self.ui, shown.current
        works = can_label(shown.sheet.detail, current) and not self.question.open
        fields = (
            *(ui.product_label, ui.product, ui.supply_label, ui.supply, ui.directions_label),
            *(ui.copy_cap, ui.copy_words, ui.directions, ui.read_back),
        )
        for field in fields:
            field.setVisible(works)
        ui.read_back.setVisible(works and not shown.moved)
        self.which.stand(stands=works)
        self.moved.stand(stands=works and shown.moved)
        ui.label_column.setVisible(works)
        facts = () if works or self.question.open else standing_facts(shown)
        self.standing.setVisible(bool(facts))
        self.standing.show_facts(standing_title(shown), facts)
        queried = shown.next is Next.ANSWER
        ui.words_label.setVisible(queried)
        ui.words.setVisible(queried)
        if ui.directions.text() != shown.entry.directions:
            ui.directions.setText(shown.entry.directions)
        if ui.supply.text() != shown.entry.supply:
            ui.supply.setText(shown.entry.supply)
        show_product(ui.product, shown)

    def _show_deeds(self, shown: Shown) -> None:
        ui, found, current = self.ui, shown.sheet.detail, shown.current
        works = can_label(found, current)
        owed = current.work.stage is Stage.OWING
        open_now = not found.held.failed and found.patient is not None and alive(current)
        ui.owing.setText("Stock arrived" if owed else "Owing or part")
        ui.owing.setVisible(open_now and (works or owed) and shown.next is not Next.STOCK)
        ui.all_products.setVisible(works and len(shown.products) > 1)
        ui.not_supplied.setText("Not supplied")
        ui.not_supplied.setVisible((open_now and may(current, Deed.NOT_DISPENSE)) or may_return(found))
        bagged = may(current, Deed.UNBAG)
        ui.undo.setText("Open the bag" if bagged else "Assemble again")
        ui.undo.setVisible(bagged or current.work.stage is Stage.ACCURACY_CHECKED)
        self._keys["patient"].setEnabled(shown.next is not Next.RECORD)
        accept = ui.accept
        accept.setVisible(shown.next is not Next.NOTHING)
        if shown.next is Next.NOTHING:
            return
        words, action = ACCEPT[shown.next]
        accept.set_action(action)
        accept.setText(label_deed_of(found, current) if shown.next is Next.LABEL else words)
        if self.question.open:
            ui.refusal.clear()
            accept.hold("answer first")
        elif self.more.typing:
            accept.hold(TYPING)
        elif shown.busy:
            accept.hold("a moment")
        elif shown.moved:
            accept.hold(MOVED_HOLDS)
            ui.refusal.say(recorded_now(shown), Tone.REASON)
        elif shown.asks_dose:
            accept.hold("dose needed")
            ui.refusal.say(shown.notice or ASKS_DOSE)
        else:
            accept.free()

    def _drafted(self, drafted: Drafted) -> None:
        shown = self._shown
        if shown is None or shown.current.item.item_id != drafted.item:
            return
        self.which.ask(drafted.asked)
        if isinstance(drafted.made, Draft):
            self._show_draft(shown, drafted.made)
            return
        self.ui.directions.underline(unread_of(shown.entry.directions, drafted.made))
        self.ui.read_back.show_reading((), "reason", held_words(drafted.made), Tone.REASON)
        self.ui.refusal.say(shown.notice or ("" if drafted.asked else drafted.words))
        if isinstance(drafted.made, Refusal):
            self.ui.label.clear()
        else:
            self.ui.label.unreadable(drafted.words)
        if shown.next is Next.LABEL and not shown.busy:
            self.ui.accept.hold(held_words(drafted.made))

    def _show_draft(self, shown: Shown, made: Draft) -> None:
        ui = self.ui
        images = tuple(image_of(page) for page in made.rendered.pages)
        words = " ".join(line for page in made.rendered.texts for line in page)
        stock = stock_of(made.rendered.pages[0])
        ui.label.show_labels(images, stock=stock, words=words, numbered=made.numbered)
        ui.directions.underline(())
        pieces = [ReadPiece(what, said) for what, said in read_back(made.reading, made.quantity.unit)]
        ui.read_back.show_reading(pieces, *understood(made))
        if shown.next is Next.LABEL and made.back_to_check:
            ui.accept.setText("Send to the pharmacist")
            ui.refusal.say(shown.notice or BACK_TO_CHECK)

    def _ask(self, about: Callable[[Shown], None]) -> None:
        if self._shown is not None:
            about(self._shown)
            self._show_question()

    def _show_question(self) -> None:
        """An open question stands in the place of the fields and the label, and nothing else is done meanwhile."""
        if shown := self._shown:
            self._show_fields(shown)
            self._show_deeds(shown)

    def _ask_as_written(self, line: Line, words: str) -> None:
        """Not while something else is asked: the number pressed next is meant for that."""
        if not self.question.open:
            self.questions.as_written(words, partial(self.model.let_stand, line))
            self._show_question()

    def _give_part(self) -> None:
        """The amount is typed; what is left is owed when the rest has gone out."""
        self._show_question()
        self.ui.supply.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ui.refusal.say("Type what goes out now. The rest is owed at hand-out.", Tone.INFO)

    def _next_product(self) -> None:
        self.ui.product.setFocus(Qt.FocusReason.OtherFocusReason)
        self.model.turn_product(1)

    def _accept(self) -> None:
        shown = self._shown
        if shown is None or self.question.open:
            return
        if shown.next in _GOES:
            self.go.emit(Go(_GOES[shown.next], key=self.model.key))
        elif shown.next is Next.ANSWER:
            self._keep_answer()
        else:
            self.model.accept()

    def _accept_ahead(self) -> None:
        """The key was pressed before this line was shown: it does what it is drawn for now, or nothing."""
        if self._shown is not None and ACCEPT[self._shown.next][1] is Action.ACCEPT:
            self.ui.accept.click()

    def _keep_answer(self) -> None:
        words = self.ui.words.text().strip()
        self.ui.words.miss(missing=not words)
        if not words:
            self.ui.words.setFocus()
            return
        self.ui.words.clear()
        self.model.steps.answer(words)

    def _leaflet(self) -> None:
        self.go.emit(Go(Where.LEAFLET, key=self.model.key))

    def _patient(self) -> None:
        self.go.emit(Go(Where.PATIENT, key=self.model.key))

    def _back(self) -> None:
        if self.question.open:
            self._leave_question()
        elif self.more.typing:
            self.more.put_away()
            self._leave_question()
        else:
            self.back.emit()

    def _leave_question(self) -> None:
        self.question.close()
        self._show_question()
        if self._shown is not None and self._shown.notice:
            self.ui.refusal.say(self._shown.notice)
        self._focus()

    def _focus(self) -> None:
        ui = self.ui
        for widget in (self.more.field, ui.directions, ui.words, ui.accept):
            if widget.isVisibleTo(self):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _next_panel(self) -> None:
        """F6: from the work to the prescription, to the person, and back; the arrows scroll what has the focus."""
        panes = [column for pane in (self.ui.as_sent, self.ui.person) for column in pane.findChildren(CardColumn)]
        for pane in panes:
            pane.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        here = next((at for at, pane in enumerate(panes) if pane.hasFocus()), -1)
        if here + 1 < len(panes):
            panes[here + 1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._focus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the product's field turn to another product; Enter goes on to the directions."""
        if watched is self.ui.product and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.model.turn_product(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.ui.directions.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Esc closes an open question; without one it goes back. Taken here, before any shortcut of the window."""
        if is_escape(event, override=True):
            event.accept()
            return True
        if is_escape(event, override=False):
            self._back()
            return True
        return super().event(event)

"""The clinical check: what changed, what was found by tier, and everything that was looked at."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QWidget

from dispensary.desktop.components import BannerPerson, ChangesCard, FindingCard, HiddenFindings, QuietFindings
from dispensary.desktop.forms.ui_clinical_check import Ui_ClinicalCheck
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.clinical_check import Checking, ClinicalModel
from dispensary.desktop.views.clinical_lines import quiet_lines
from dispensary.desktop.views.clinical_parts import (
    ASK,
    KEEP,
    before_words,
    change_columns,
    changes_title,
    checked_lines,
    finding_of,
    hidden_words,
    not_checked_cards,
    not_run_words,
    sent_cards,
)
from dispensary.desktop.views.person import banner_of
from dispensary.desktop.views.question import is_escape
from dispensary.desktop.views.screen import Go, InHand, Screen, Where
from dispensary.domain.clinical.gate import NEED_WORDS, ReasonCode
from dispensary.domain.identifiers import ItemId
from dispensary.wording.clinical import keep_words


class ClinicalView(Screen):
    """Screen 3. Down moves from card to card, numbers answer the one with the focus, `E` shows what it rests on."""

    def __init__(self, model: ClinicalModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._checking: Checking | None = None
        self._cards: dict[str, FindingCard] = {}
        ui = self.ui = Ui_ClinicalCheck()
        ui.setupUi(self)
        ui.history.hide()
        ui.cards.set_margins(16, 12, 16, 12)
        self.changes = ChangesCard(ui.cards)
        self.quiet = QuietFindings(ui.cards)
        self.hidden = HiddenFindings(ui.cards)
        self.hidden.asked.connect(model.turn_hidden)
        ui.note.clicked.connect(lambda: self._open_ask(about_item=False))
        ui.query.clicked.connect(lambda: self._open_ask(about_item=True))
        ui.ask_words.returnPressed.connect(self._asked)
        ui.patient.clicked.connect(lambda: self.go.emit(Go(Where.PATIENT, key=model.key)))
        ui.approve.clicked.connect(self._approve)
        ui.back.clicked.connect(self._back)
        ui.look_up.clicked.connect(lambda: self.go.emit(Go(Where.PRODUCT)))
        ui.alerts.clicked.connect(lambda: self.go.emit(Go(Where.PHARMACY, page="alerts")))
        model.shown.connect(self._show)
        model.approved.connect(lambda key: self.go.emit(Go(Where.PRESCRIPTION, key=key)))
        model.left.connect(lambda: self.go.emit(Go(Where.PRESCRIPTION, key=model.key)))

    def enter(self, about: Go) -> None:
        self._checking = None
        self._clear()
        self._close_ask()
        self.ui.approve.hold("checking")
        if about.key is not None:
            self.model.open(about.key)

    def in_hand(self) -> InHand | None:
        """The item that the chosen finding is about, else the first that waits for the check."""
        checking = self._checking
        if checking is None:
            return None
        items = [entry.item for entry in checking.sheet.waiting or checking.sheet.detail.items]
        focused = self._focused_item()
        item = next((each for each in items if each.item_id.value == focused), items[0] if items else None)
        return InHand(item.code, item.name) if item is not None else None

    def _clear(self) -> None:
        """Nothing of another person stays in sight while this one's check runs."""
        self._cards = {}
        self.ui.patient_banner.show_person(BannerPerson(""))
        self.changes.show_changes("Checking", (), more="")
        self.quiet.show_findings(())
        self._place_cards(())
        self.ui.checked.show_checks("What was checked", ())
        self.ui.goal.show_goal("Their goal", "")
        self.ui.before.setText("")
        self._say("")

    def leave(self) -> None:
        self.model.close()

    def _show(self, checking: Checking) -> None:
        first = self._checking is None
        self._checking = checking
        ui, sheet = self.ui, checking.sheet
        ui.patient_banner.show_person(banner_of(sheet.detail))
        self._show_cards(checking)
        rules = f"Rules, version {sheet.rules}"
        ui.checked.show_checks("What was checked", checked_lines(checking), rules, not_run=not_run_words(checking))
        patient = sheet.detail.patient
        ui.goal.show_goal("Their goal", patient.goal.words if patient is not None and patient.goal is not None else "")
        ui.before.setText(before_words(checking))
        ui.query.setVisible(bool(sheet.waiting))
        self._say(checking.notice)
        ui.approve.setText(keep_words(checking.keepable) or "Approve")
        if checking.held:
            ui.approve.hold(checking.held)
        else:
            ui.approve.free()
        if first:
            # The cards have no place on the screen yet, and only what is visible takes the focus.
            QTimer.singleShot(0, self, self._to_next)

    def _show_cards(self, checking: Checking) -> None:
        """Cards stay where they are; only what changed in one is shown anew."""
        sheet = checking.sheet
        self.changes.show_changes(changes_title(sheet.changes), change_columns(sheet.changes), more="")
        folded = checking.carried if checking.hidden else {}
        asked = [found for found in sheet.checked.result.findings if found.tier.interrupts and found.hash not in folded]
        wanted = [
            *sent_cards(checking),
            *(finding_of(checking, found) for found in asked),
            *not_checked_cards(checking),
        ]
        kept: dict[str, FindingCard] = {}
        for finding in wanted:
            card = self._cards.get(finding.key) or self._new_card()
            if card.finding != finding:
                card.show_finding(finding)
                card.words.setText(self.model.words_for(finding.key))
            kept[finding.key] = card
        self._cards = kept
        self.quiet.show_findings(quiet_lines(checking))
        self.hidden.show_words(hidden_words(checking))
        self._place_cards(tuple(kept.values()))

    def _place_cards(self, asked: tuple[FindingCard, ...]) -> None:
        """What changed, what asks, what was answered before in one line, and what needs nobody."""
        self.ui.cards.set_cards([self.changes, *asked, self.hidden, self.quiet])
        checking = self._checking
        self.hidden.setVisible(checking is not None and bool(checking.carried))
        self.quiet.setVisible(not self.quiet.is_empty)

    def _approve(self) -> None:
        """A pharmacist approves; whoever labels takes the check of an earlier issue."""
        if self._checking is not None and self._checking.keepable:
            self.model.keep()
        else:
            self.model.approve()

    def _new_card(self) -> FindingCard:
        card = FindingCard(self.ui.cards)
        card.answered.connect(self._answered)
        card.evidence_asked.connect(self._evidence)
        card.change_asked.connect(self._change)
        card.words.textEdited.connect(lambda words: self.model.keep_words(card.finding.key, words))
        return card

    def _answered(self, key: str, code: str, words: str) -> None:
        checking = self._checking
        if checking is None:
            return
        if code == ASK:
            self._open_ask(about_item=True, item=self._item_of(key))
        elif checking.refusing == key:
            self._refuse(code)
        else:
            self.model.answer(key, code, words)
            self._after_answer(key, code)

    def _refuse(self, code: str) -> None:
        key = self._checking.refusing if self._checking is not None else ""
        if code == KEEP:
            self.model.keep_supplying()
            self._focus_card(key)
        else:
            self.model.refuse(ItemId(code))

    def _after_answer(self, key: str, code: str) -> None:
        """An answer that needs words gets them; one that is done lets the next card have the focus."""
        card = self._cards.get(key)
        if card is None or card.finding.settled is not None:
            self._to_next()
        elif ReasonCode(code) in NEED_WORDS:
            card.choose(code)
        else:
            self._focus_card(key)

    def _evidence(self, key: str) -> None:
        self.model.turn_evidence(key)
        self._focus_card(key)

    def _change(self, key: str) -> None:
        self.model.change(key)
        self._focus_card(key)

    def _focus_card(self, key: str) -> None:
        card = self._cards.get(key)
        if card is not None and card.finding.reasons:
            card.first_answer().setFocus(Qt.FocusReason.TabFocusReason)
            self.ui.cards.ensureWidgetVisible(card)

    def _to_next(self) -> None:
        """The next finding that needs a person, else the approval."""
        checking = self._checking
        if checking is None:
            return
        waiting = [found.hash for found in checking.left if found.hash in self._cards]
        if waiting and checking.pharmacist:
            self._focus_card(waiting[0])
        elif self.ui.approve.isEnabled():
            self.ui.approve.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.ui.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _item_of(self, key: str) -> str:
        """The item that a card is about, the first where it is about several; "" where it is about none."""
        checking = self._checking
        if checking is None:
            return ""
        positions = [found.items for found in checking.sheet.checked.result.findings if found.hash == key]
        parts = key.split(":")
        if not positions and len(parts) == 3:
            positions = [tuple(int(at) for at in parts[1].split(",") if at)]
        items = checking.sheet.items_of(positions[0]) if positions else ()
        return items[0].value if items else ""

    def _open_ask(self, *, about_item: bool, item: str = "") -> None:
        """A question for the prescriber about one item, or a note on all of it."""
        checking, ui = self._checking, self.ui
        if checking is None:
            return
        ui.ask_item.setVisible(about_item)
        ui.ask_item.clear()
        if about_item:
            for entry in checking.sheet.waiting:
                ui.ask_item.addItem(entry.item.name, entry.item.item_id.value)
            ui.ask_item.setCurrentIndex(max(0, ui.ask_item.findData(item or self._focused_item())))
        heading = "Ask the prescriber, and set the item aside until they answer" if about_item else "Note for everybody"
        ui.ask_heading.setText(heading)
        ui.ask_words.setPlaceholderText("Enter keeps it, Esc closes this")
        ui.ask_words.setAccessibleName(heading)
        ui.ask.show()
        ui.ask_words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused_item(self) -> str:
        inside: QWidget | None = self.focusWidget()
        if inside is None:
            return ""
        return next((self._item_of(key) for key, card in self._cards.items() if card.isAncestorOf(inside)), "")

    def _asked(self) -> None:
        ui = self.ui
        words = ui.ask_words.text().strip()
        ui.ask_words.miss(missing=not words)
        if not words:
            return
        about_item = ui.ask_item.isVisibleTo(ui.ask)
        item = ui.ask_item.currentData()
        self._close_ask()
        if about_item and item:
            self.model.ask(ItemId(item), words)
        elif not about_item:
            self.model.note(words)

    def _close_ask(self) -> None:
        self.ui.ask_words.clear()
        self.ui.ask_words.miss(missing=False)
        self.ui.ask.hide()

    def _say(self, words: str) -> None:
        self.ui.refusal.say(words, Tone.REASON)
        self.ui.said.setVisible(bool(words))

    def _back(self) -> None:
        if self.ui.ask.isVisibleTo(self):
            self._leave_ask()
        else:
            self.back.emit()

    def _leave_ask(self) -> None:
        self._close_ask()
        self._to_next()

    def event(self, event: QEvent) -> bool:
        """Esc closes an open question; without one it goes back. Taken here, before any shortcut of the window."""
        if is_escape(event, override=True):
            event.accept()
            return True
        if is_escape(event, override=False):
            self._back()
            return True
        return super().event(event)

"""The hand-out: ask, settle from top to bottom, hand over. Names are hidden; Space shows them while it is held."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from dispensary.application.hand_out import Collector
from dispensary.application.queries.collection import Collection
from dispensary.desktop.components import Chip, KeyButton, Saying, Step, StepCard, StepChoice, need_chip
from dispensary.desktop.forms.ui_hand_out import Ui_HandOut
from dispensary.desktop.keymap import Action, active_keys
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.hand_out import BY_AGE, HandOutModel, Shown
from dispensary.desktop.views.screen import Go, Screen, Where
from dispensary.domain.charges import Evidence
from dispensary.wording.counter import (
    ASK_WHO,
    HOW_ARE_YOU,
    age_words,
    charge_words,
    owed_words,
    when_words,
)
from dispensary.wording.labels import date_words, quantity_words
from dispensary.wording.refused import refusal_words
from dispensary.wording.times import clock_words
from dispensary.wording.work import NEEDS, items_words

_PAGE = 7
_PAID, _MORE, _BACK = "paid", "more", "back"
_COLLECTORS = (
    (Collector.PATIENT, "Patient"),
    (Collector.REPRESENTATIVE, "Someone for them"),
    (Collector.PROFESSIONAL, "Health professional"),
)


class HandOutView(Screen):
    """The counter. `Esc` puts the bag back; `F12` hands it out once every step is settled."""

    def __init__(self, model: HandOutModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._shown: Shown | None = None
        self._names = self._second_page = False
        self._cards: dict[str, StepCard] = {}
        self._current: StepCard | None = None
        ui = self.ui = Ui_HandOut()
        ui.setupUi(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        ui.steps.set_margins(16, 16, 20, 16)
        ui.owing.hide()
        ui.call.hide()
        ui.say.wants.hide()
        # Space is for the names: nothing here may be pressed by it. Esc belongs to the window.
        for button in (ui.back, ui.prescription, ui.hand_out, ui.say.said_it):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ui.back.clicked.connect(self.back)
        ui.hand_out.clicked.connect(model.hand_out)
        ui.prescription.clicked.connect(lambda: self.go.emit(Go(Where.PRESCRIPTION, key=model.key)))
        ui.say.said.connect(model.say)
        model.shown.connect(self._show)
        model.refused.connect(self._refused)
        model.unavailable.connect(self._unavailable)
        model.opened.connect(lambda key: self.go.emit(Go(Where.HAND_OUT, key=key)))
        model.handed_out.connect(lambda _key: self.go.emit(Go(Where.WORKLIST)))
        self._clear()

    def enter(self, about: Go) -> None:
        self._clear()
        if about.key is not None:
            self.model.enter(about.key)
        self.setFocus()

    def leave(self) -> None:
        self._clear()
        self.model.leave()

    def on_scan(self, raw: str) -> bool:
        """A bag label, here or while another screen is shown: its bag is opened, or confirmed."""
        return self.model.scan(raw)

    def _clear(self) -> None:
        """Nothing of the bag before is left, and no name."""
        self._shown, self._second_page = None, False
        self._show_names(shown=False)
        self.ui.refusal.clear()
        self.ui.steps.set_cards(())
        self._cards, self._current = {}, None
        self.ui.patient_banner.show_bag("", "", ())
        self.ui.say.hide()
        self.ui.facts.show_facts("", ())
        self.ui.prescription.hide()
        self.ui.hand_out.hold("nothing on the counter")

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        if shown.payment.exemption is not None:
            self._second_page = False
        found = shown.collection
        scanned = f"Bag scanned {clock_words(shown.scanned_at)}" if shown.scanned_at else "Opened from the list"
        words = "Names are hidden while the counter can be seen"
        self.ui.patient_banner.show_bag(scanned, _bag_words(found), _chips(shown), hidden_words=words)
        self.ui.prescription.show()
        self._show_steps()
        self._show_saying(shown)
        self.ui.facts.show_facts("Checked and bagged", _facts(shown))
        self._show_deed(shown)

    def _show_steps(self) -> None:
        shown = self._shown
        if shown is None:
            return
        current = None if shown.collection.barred is not None else next(iter(shown.left), None)
        steps = self._steps(shown)
        self._cards = {step.key: self._cards.get(step.key) or self._card(step) for step in steps}
        for step in steps:
            card = self._cards[step.key]
            if card.step != step:
                card.show_step(step)
            if (step.key == current) != (card is self._current):
                card.mark_current(current=step.key == current)
            card.reveal(shown=self._names)
        self._current = self._cards.get(current or "")
        self.ui.steps.set_cards(self._cards.values())
        self._focus(current)

    def _card(self, step: Step) -> StepCard:
        card = StepCard(None, step)
        card.deed_asked.connect(self._deed)
        card.chosen.connect(self._chosen)
        card.names_held.connect(lambda held: self._show_names(shown=held))
        return card

    def _focus(self, current: str | None) -> None:
        card = self._cards.get(current or "")
        buttons = card.findChildren(KeyButton) if card is not None else []
        able = next((button for button in buttons if card is not None and button.isVisibleTo(card)), None)
        (able or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def _steps(self, shown: Shown) -> list[Step]:
        found = shown.collection
        if found.barred is not None:
            words = refusal_words(found.barred)
            return [Step("barred", "stop", "This bag stays here", words, Tone.STOP)]
        steps = [_identity(shown)]
        if "collector" in found.asked:
            steps.append(_collector(shown))
        if "fridge" in found.asked:
            steps.append(_fridge(shown))
        if found.owed:
            steps.append(_owing(shown, names=self._names))
        if "charge" in found.asked:
            steps.append(_settled_charge(shown) if shown.charge is not None else self._open_charge(shown))
        return steps

    def _open_charge(self, shown: Shown) -> Step:
        """Paid, or one of the exemptions: seven on a page, so that each has a number."""
        given = shown.payment.exemption
        named = next((known for known in shown.exemptions if known.code == given), None)
        if named is not None:
            answers = _yes_no(given=None)
            return Step(
                "charge",
                "prescription",
                f"Exempt: {named.words}",
                deed="Change payment",
                deed_action=Action.PAYMENT,
                question="Evidence seen?",
                answers=answers,
            )
        pages = shown.exemptions[:_PAGE], shown.exemptions[_PAGE:]
        listed = pages[1] if self._second_page else pages[0]
        first = [] if self._second_page else [(_PAID, "Paid")]
        last = [(_BACK, "Back")] if self._second_page else ([(_MORE, "Another reason")] if pages[1] else [])
        offered = [*first, *((known.code, known.words) for known in listed), *last]
        choices = tuple(StepChoice(key, words, number=at) for at, (key, words) in enumerate(offered, 1))
        return Step("charge", "prescription", "Paid, or exempt?", choices=choices)

    def _show_saying(self, shown: Shown) -> None:
        found = shown.collection
        goal = found.patient.goal if found.patient is not None else None
        words = found.new_directions or (HOW_ARE_YOU if goal is not None else "")
        self.ui.say.setVisible(bool(words) and found.barred is None)
        if words:
            heading = "One thing to say: this one is new" if found.new_directions else "One thing to say"
            self.ui.say.show_saying(Saying(words, f"Their goal: “{goal.words}”" if goal else "", heading))
        self.ui.say.said_it.answer(given=shown.given.said)

    def _show_deed(self, shown: Shown) -> None:
        button, left = self.ui.hand_out, len(shown.left)
        button.setText("Hand out and tell EPS" if shown.collection.from_eps else "Hand out")
        if shown.collection.barred is not None:
            button.hold("not now")
        elif left:
            button.hold(f"{left} left to settle")
        else:
            button.free()

    def _deed(self, step: str) -> None:
        if step == "identity":
            self.model.match()
        elif step == "fridge":
            self.model.fetch()
        elif step == "charge":
            self.model.change_payment()

    def _chosen(self, step: str, choice: str) -> None:
        self.ui.refusal.clear()
        if step == "collector":
            if choice in ("yes", "no"):
                self.model.see_id(seen=choice == "yes")
            else:
                self.model.collect(Collector(choice))
        elif choice in ("yes", "no"):
            self.model.see_evidence(seen=choice == "yes")
        elif choice in (_MORE, _BACK):
            self._second_page = choice == _MORE
            self._show_steps()
        elif choice == _PAID:
            self.model.pay()
        else:
            self.model.exempt(choice)

    def _refused(self, words: str) -> None:
        self.ui.refusal.say(words)

    def _unavailable(self, words: str) -> None:
        self._clear()
        self.ui.refusal.say(words)

    def _show_names(self, *, shown: bool) -> None:
        """Names, and those of the medicines owed, while the key is held; bars otherwise."""
        self._names = shown
        for card in self._cards.values():
            card.reveal(shown=shown)
        found, owing = self._shown, self._cards.get("owing")
        if found is not None and owing is not None:
            owing.show_step(_owing(found, names=shown))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space for the names; a letter or number for the step at work, wherever the focus is."""
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._show_names(shown=True)
            return
        typed = event.text().upper()
        card = self._cards.get(self._shown.left[0]) if self._shown is not None and self._shown.left else None
        answer = card.answers_to(typed) if card is not None and typed else None
        if card is not None and answer is not None:
            card.choose(answer)
        elif typed and typed in active_keys().of(Action.SAID_IT) and not self.ui.say.isHidden():
            self.model.say()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._show_names(shown=False)
            return
        super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Whoever looks away from this window leaves no name behind: the key's release would not be heard."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self._show_names(shown=False)
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._show_names(shown=False)


def _bag_words(found: Collection) -> str:
    bag = found.bag
    if bag is None:
        return "No bag"
    return f"Shelf {bag.shelf}, bag {bag.number}" if bag.shelf else f"Bag {bag.number}"


def _chips(shown: Shown) -> tuple[Chip, ...]:
    found = shown.collection
    chips = []
    if found.bag is not None and shown.scanned_at is None:
        chips.append(Chip("Bag not scanned", Tone.REASON, "scanner"))
    if "collector" in found.asked:
        chips.append(Chip("Controlled drug", Tone.INFO, "cd"))
    if found.cold:
        chips.append(Chip("Fridge", Tone.INFO, "fridge"))
    if found.owed:
        chips.append(Chip("Owing", Tone.REASON, "owing"))
    needs = ", ".join(NEEDS[need] for need in found.patient.communication) if found.patient is not None else ""
    return (*chips, need_chip(needs)) if needs else tuple(chips)


def _identity(shown: Shown) -> Step:
    sent = shown.collection.held.prescription.patient
    step = Step("identity", "patient", ASK_WHO, hidden=True, revealed=f"{sent.name}, {sent.address}")
    if shown.given.matches:
        return replace(step, icon="pass", tone=Tone.PASS, state="They match", state_tone=Tone.PASS)
    return replace(step, deed="They match", deed_action=Action.ACCEPT, deed_filled=True)


def _collector(shown: Shown) -> Step:
    given = shown.given
    settled = given.collector is not None and given.id_seen is not None
    return Step(
        "collector",
        "cd",
        "Controlled drug: who is collecting?",
        tone=Tone.PASS if settled else Tone.INFO,
        choices=tuple(
            StepChoice(who.value, words, number=at, given=who is given.collector)
            for at, (who, words) in enumerate(_COLLECTORS, 1)
        ),
        question="ID seen?",
        answers=_yes_no(given.id_seen),
    )


def _fridge(shown: Shown) -> Step:
    """Named, unlike the rest: whoever fetches it has to find it."""
    cold = shown.collection.cold
    title = "Fetch it from the fridge" if len(cold) == 1 else f"Fetch {len(cold)} from the fridge"
    step = Step("fridge", "fridge", title, "; ".join(cold), Tone.INFO)
    if shown.given.fetched:
        return replace(step, icon="pass", tone=Tone.PASS, state="Fetched", state_tone=Tone.PASS)
    if shown.left[:1] != ("fridge",):
        return step  # its key belongs to the step at work
    return replace(step, deed="It is here", deed_action=Action.ACCEPT, deed_filled=True)


def _yes_no(given: bool | None) -> tuple[StepChoice, ...]:  # noqa: FBT001 an answer, not a switch
    return (
        StepChoice("yes", "Yes", Action.YES, given=given is True),
        StepChoice("no", "No", Action.NO, given=given is False),
    )


def _owing(shown: Shown, *, names: bool) -> Step:
    owed = shown.collection.owed
    under = "Tell them what is still to come. It is on the bag label."
    if names:
        lines = (f"{quantity_words(one.quantity)} of {one.name}" if one.quantity else one.name for one in owed)
        under = "; ".join(lines)
    return Step("owing", "owing", owed_words(tuple(one.quantity for one in owed)), under, Tone.REASON)


def _settled_charge(shown: Shown) -> Step:
    found, charge = shown.collection, shown.charge
    assert charge is not None
    by_age = charge.exemption == BY_AGE and found.by_age is not None
    title = "Nothing to pay" if by_age else charge_words(charge, found.exemptions)
    seen = {Evidence.SEEN: "Evidence seen.", Evidence.NOT_SEEN: "No evidence seen.", None: ""}[charge.evidence]
    before = "As settled when a part was handed out." if found.said_before == charge and not by_age else ""
    under = age_words(found.age) if by_age else " ".join(part for part in (seen, before) if part)
    return Step(
        "charge",
        "pass",
        title,
        under,
        Tone.PASS,
        state="Settled",
        state_tone=Tone.PASS,
        deed="Change payment",
        deed_action=Action.PAYMENT,
    )


def _facts(shown: Shown) -> tuple[tuple[str, str], ...]:
    found = shown.collection
    facts = [("Items", items_words(len(found.bagged)))]
    approvals = [work.approval for work in found.bagged if work.approval is not None]
    if approvals:
        last = max(approvals, key=lambda approval: approval.at)
        facts.append(("Clinical check", f"{last.name}, {when_words(last.at, found.now)}"))
    checks = [(work.checked_at, work.checked_name) for work in found.bagged if work.checked_at is not None]
    if checks:
        at, name = max(checks)
        facts.append(("Accuracy check", f"{name}, {when_words(at, found.now)}"))
    if found.barred is None:
        facts.append(("Hand-out", f"{shown.hands_out} is authorised"))
    if found.last_day is not None:
        facts.append(("Prescription", f"Valid until {date_words(found.last_day)}"))
    return tuple(facts)

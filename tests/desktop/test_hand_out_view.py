"""The hand-out at the counter, on a real store: what is asked, what is hidden, and what EPS is told."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from tests.builders import (
    AMARA,
    NIA,
    StandingClock,
    a_patient,
    a_prescription,
    an_item,
    assembled,
    bag_scan,
    bagged,
    checked,
    held,
    label_scan,
    medicine,
    received,
    staff,
    workplace,
)
from tests.fakes.fake_eps import FakeEps

from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.queries.scans import by_scan
from dispensary.application.workplace import Workplace
from dispensary.desktop.components import KeyButton, StepCard
from dispensary.desktop.tasks import Tasks
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.view_models.hand_out import HandOutModel
from dispensary.desktop.views.hand_out import HandOutView
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.barcodes.tokens import label_token
from dispensary.domain.charges import PAID, ChargeDecision, Evidence
from dispensary.domain.identifiers import IssueKey, LabelNumber, UserId
from dispensary.domain.messages import DispenseNotification, MessageKind
from dispensary.domain.patient import Communication, Patient
from dispensary.domain.people import OnDuty
from dispensary.domain.prescription import Origin
from dispensary.domain.printing import JobKind
from dispensary.domain.quantity import Quantity
from dispensary.domain.refused import NotAnswered, NotFound, Unusable
from dispensary.domain.workflow import Stage

RAMIPRIL, MORPHINE = "Ramipril 5mg capsules", "Morphine 10mg modified-release tablets"
EYE_DROPS = "Latanoprost 50micrograms/ml eye drops"
EDIE = UserId("edie")
GROWN_UP = date(1981, 5, 2)


class CounterDesk:
    """One counter with the hand-out on it, and where it asked to go."""

    def __init__(self, place: Workplace, eps: FakeEps, folder: Path) -> None:
        self.place, self.eps = place, eps
        printer = FilePrinter(folder)
        self.counter = Counter(place, Tasks(), dict.fromkeys(JobKind, printer))
        self.bugs: list[object] = []
        self.counter.bug.connect(self.bugs.append)
        self.model = HandOutModel(self.counter)
        self.view = HandOutView(self.model)
        self.went: list[Go] = []
        self.view.go.connect(self.went.append)

    @property
    def ui(self):  # type: ignore[no-untyped-def]
        return self.view.ui

    def card(self, key: str) -> StepCard:
        return next(card for card in self.ui.steps.cards() if card.step.key == key)

    def steps(self) -> list[str]:
        return [card.step.key for card in self.ui.steps.cards()]

    def words(self) -> str:
        """Everything that can be read on the screen, once the window has drawn itself."""
        QApplication.processEvents()
        return " | ".join(label.text() for label in self.view.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication, tmp_path: Path, clock: StandingClock) -> Iterator[CounterDesk]:
    eps = FakeEps()
    place = workplace(tmp_path, eps=eps, clock=clock)
    made = CounterDesk(place, eps, tmp_path / "printed")
    qtbot.add_widget(made.view)
    made.view.resize(1366, 700)
    made.view.show()
    made.view.activateWindow()
    yield made
    qtbot.waitUntil(lambda: not made.counter.tasks.busy)
    made.counter.tasks.stop()
    place.store.close()
    assert made.bugs == []


def on_the_shelf(
    desk: CounterDesk,
    *names: str,
    patient: Patient | None = None,
    supply: dict[str, int] | None = None,
    number: str = "9F3C71-FZZ99A-44B0E",
    **more: object,
) -> IssueKey:
    whose = patient or a_patient()
    items = [an_item(name) for name in names or (RAMIPRIL,)]
    items = [replace(one, quantity=Quantity(Decimal("2.5"), "ml")) if one.name == EYE_DROPS else one for one in items]
    key = received(desk.place, a_prescription(*items, patient=whose, number=number, **more), whose)
    return bagged(desk.place, checked(desk.place, assembled(desk.place, key, supply=supply)))


def settle(qtbot: QtBot, desk: CounterDesk) -> None:
    qtbot.waitUntil(lambda: not desk.counter.tasks.busy)


def opened(qtbot: QtBot, desk: CounterDesk, key: IssueKey, user: UserId = NIA) -> None:
    desk.counter.sign_on(staff(desk.place, user))
    desk.view.enter(Go(Where.HAND_OUT, key=key))
    settle(qtbot, desk)


def press(qtbot: QtBot, desk: CounterDesk, key: Qt.Key) -> None:
    """A key as it reaches whatever has the focus, once the window has drawn what the last one changed."""
    QApplication.processEvents()
    qtbot.keyClick(QApplication.focusWidget() or desk.view, key)


def test_with_nothing_to_prompt_it_is_scan_f10_f12(qtbot: QtBot, desk: CounterDesk) -> None:
    key = on_the_shelf(desk)
    desk.counter.sign_on(staff(desk.place, NIA))
    assert desk.view.on_scan(bag_scan(desk.place, key))
    settle(qtbot, desk)
    assert desk.went == [Go(Where.HAND_OUT, key=key)]
    opened(qtbot, desk, key)
    assert "Bag scanned 10:42" in desk.words()
    assert desk.ui.hand_out.text() == "Hand out and tell EPS, 1 left to settle"
    press(qtbot, desk, Qt.Key.Key_F10)
    assert not desk.ui.hand_out.held
    press(qtbot, desk, Qt.Key.Key_F12)
    settle(qtbot, desk)
    done = held(desk.place, key)
    assert done.items[0].stage is Stage.HANDED_OUT
    assert done.charge == ChargeDecision("0002")
    assert desk.went[-1] == Go(Where.WORKLIST)
    assert [type(message) for message in desk.eps.composed] == [DispenseNotification]
    assert [kind for kind, _, _ in desk.eps.sent] == [MessageKind.NOTIFICATION]


def test_names_are_seen_only_while_space_is_held(qtbot: QtBot, desk: CounterDesk) -> None:
    key = on_the_shelf(desk, RAMIPRIL, supply={RAMIPRIL: 14})
    opened(qtbot, desk, key)
    for private in ("Hartnoll", "Quarry Steps", "Ramipril"):
        assert private not in desk.words()
    focus = QApplication.focusWidget()
    qtbot.keyPress(focus, Qt.Key.Key_Space)
    assert "Mrs Beryl Hartnoll, 3 Quarry Steps" in desk.words()
    qtbot.waitUntil(lambda: f"14 capsules of {RAMIPRIL}" in desk.words())
    qtbot.keyRelease(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert "Hartnoll" not in desk.words()
    assert "Ramipril" not in desk.words()


def test_an_address_that_is_shown_pushes_no_button_out_of_the_window(qtbot: QtBot, desk: CounterDesk) -> None:
    living = a_patient(name="Mrs Wilhelmina Featherstonehaugh-Cholmondeley of Upper Harwick")
    desk.view.resize(1280, 620)
    opened(qtbot, desk, on_the_shelf(desk, RAMIPRIL, patient=living))
    qtbot.keyPress(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert "Featherstonehaugh" in desk.words()
    assert "Hidden on this screen" not in desk.words()
    for button in desk.card("identity").findChildren(KeyButton):
        assert button.visibleRegion().boundingRect() == button.rect()


def test_names_do_not_stay_when_the_window_loses_the_keyboard(qtbot: QtBot, desk: CounterDesk) -> None:
    opened(qtbot, desk, on_the_shelf(desk))
    qtbot.keyPress(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert "Hartnoll" in desk.words()
    QApplication.sendEvent(desk.view, QEvent(QEvent.Type.WindowDeactivate))
    assert "Hartnoll" not in desk.words()


def test_space_hands_nothing_out_once_everything_is_settled(qtbot: QtBot, desk: CounterDesk) -> None:
    key = on_the_shelf(desk)
    opened(qtbot, desk, key)
    press(qtbot, desk, Qt.Key.Key_F10)
    assert not desk.ui.hand_out.held
    press(qtbot, desk, Qt.Key.Key_Space)
    settle(qtbot, desk)
    assert held(desk.place, key).items[0].stage is Stage.BAGGED


def test_a_controlled_drug_asks_who_collects_it_and_whether_they_were_identified(
    qtbot: QtBot, desk: CounterDesk
) -> None:
    key = on_the_shelf(desk, MORPHINE)
    opened(qtbot, desk, key)
    assert desk.steps() == ["identity", "collector", "charge"]
    assert "Controlled drug" in desk.words()
    press(qtbot, desk, Qt.Key.Key_F10)
    press(qtbot, desk, Qt.Key.Key_2)
    assert desk.ui.hand_out.text().endswith("1 left to settle")
    press(qtbot, desk, Qt.Key.Key_N)
    assert not desk.ui.hand_out.held
    press(qtbot, desk, Qt.Key.Key_F12)
    settle(qtbot, desk)
    with desk.place.store.read() as uow:
        last = [entry.body for entry in uow.journal.entries() if '"kind":"handed-out"' in entry.body]
    assert '"collector":"representative"' in last[0]
    assert '"id_asked":true,"id_seen":false' in last[0]


def test_what_stands_in_the_fridge_is_named_and_fetched_before_the_bag_goes(qtbot: QtBot, desk: CounterDesk) -> None:
    key = on_the_shelf(desk, RAMIPRIL, EYE_DROPS)
    opened(qtbot, desk, key)
    assert desk.steps() == ["identity", "fridge", "charge"]
    assert desk.card("fridge").step.under == EYE_DROPS
    press(qtbot, desk, Qt.Key.Key_F10)
    assert desk.ui.hand_out.text().endswith("1 left to settle")
    unfetched = Answers(identity_matches=True, charge=ChargeDecision(PAID))
    assert hand_out(desk.place, NIA, key, unfetched) == NotAnswered(("fridge",))
    press(qtbot, desk, Qt.Key.Key_F10)
    press(qtbot, desk, Qt.Key.Key_F12)
    settle(qtbot, desk)
    assert held(desk.place, key).items[1].stage is Stage.HANDED_OUT
    with desk.place.store.read() as uow:
        last = [entry.body for entry in uow.journal.entries() if '"kind":"handed-out"' in entry.body]
    assert '"fetched":true' in last[0]


def test_what_is_still_owed_is_said_and_kept(qtbot: QtBot, desk: CounterDesk) -> None:
    key = on_the_shelf(desk, RAMIPRIL, supply={RAMIPRIL: 14})
    opened(qtbot, desk, key)
    assert desk.card("owing").step.title == "14 capsules still owed"
    press(qtbot, desk, Qt.Key.Key_F10)
    press(qtbot, desk, Qt.Key.Key_F12)
    settle(qtbot, desk)
    assert held(desk.place, key).items[0].stage is Stage.OWING


def test_somebody_of_working_age_pays_or_names_an_exemption_with_evidence(qtbot: QtBot, desk: CounterDesk) -> None:
    key = on_the_shelf(desk, patient=a_patient(born=GROWN_UP))
    opened(qtbot, desk, key)
    offered = [choice.words for choice in desk.card("charge").step.choices]
    assert offered[0] == "Paid"
    assert "Under 16, or 60 or over" not in offered
    assert "Income-based Jobseeker's Allowance" not in offered
    press(qtbot, desk, Qt.Key.Key_F10)
    choice = offered.index("Prescription prepayment certificate") + 1
    press(qtbot, desk, Qt.Key(Qt.Key.Key_0 + choice))
    assert desk.card("charge").step.title == "Exempt: Prescription prepayment certificate"
    assert desk.ui.hand_out.held
    press(qtbot, desk, Qt.Key.Key_Y)
    assert desk.card("charge").step.under == "Evidence seen."
    press(qtbot, desk, Qt.Key.Key_F12)
    settle(qtbot, desk)
    assert held(desk.place, key).charge == ChargeDecision("0007", Evidence.SEEN)


def test_the_rarer_exemptions_are_one_key_away(qtbot: QtBot, desk: CounterDesk) -> None:
    opened(qtbot, desk, on_the_shelf(desk, patient=a_patient(born=GROWN_UP)))
    press(qtbot, desk, Qt.Key.Key_F10)
    first = desk.card("charge").step.choices
    assert len(first) == 9
    press(qtbot, desk, Qt.Key.Key_9)
    second = desk.card("charge").step.choices
    assert len(second) <= 9
    assert "Pension Credit Guarantee Credit" in [choice.words for choice in second]
    press(qtbot, desk, Qt.Key(Qt.Key.Key_0 + len(second)))
    assert desk.card("charge").step.choices == first


def test_what_the_date_of_birth_settles_can_be_changed_and_is_kept_when_put_back(
    qtbot: QtBot, desk: CounterDesk
) -> None:
    key = on_the_shelf(desk)
    opened(qtbot, desk, key)
    assert desk.card("charge").step.under.startswith("Aged 60 or over, shown by the date of birth.")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: desk.card("charge").step.title == "Paid, or exempt?")
    press(qtbot, desk, Qt.Key.Key_F10)
    press(qtbot, desk, Qt.Key.Key_1)
    assert desk.card("charge").step.title == "Charge paid"
    desk.view.leave()
    opened(qtbot, desk, key)
    assert desk.card("charge").step.title == "Charge paid"
    assert desk.card("identity").step.deed == "They match"
    assert desk.ui.hand_out.held


def test_a_private_prescription_has_no_charge_and_nothing_for_eps(qtbot: QtBot, desk: CounterDesk) -> None:
    key = on_the_shelf(desk, origin=Origin.PRIVATE)
    opened(qtbot, desk, key)
    assert desk.steps() == ["identity"]
    press(qtbot, desk, Qt.Key.Key_F10)
    assert desk.ui.hand_out.text() == "Hand out"
    press(qtbot, desk, Qt.Key.Key_F12)
    settle(qtbot, desk)
    assert held(desk.place, key).items[0].stage is Stage.HANDED_OUT
    assert desk.eps.composed == []


def test_one_thing_is_said_about_a_new_medicine_and_recorded_as_said(qtbot: QtBot, desk: CounterDesk) -> None:
    key = on_the_shelf(desk)
    opened(qtbot, desk, key)
    assert "“Take 1 om”" in desk.words()
    assert "Beacon Hill" in desk.words()
    press(qtbot, desk, Qt.Key.Key_G)
    assert desk.ui.say.said_it.isChecked()
    press(qtbot, desk, Qt.Key.Key_F10)
    press(qtbot, desk, Qt.Key.Key_F12)
    settle(qtbot, desk)
    with desk.place.store.read() as uow:
        assert any('"counselled":true' in entry.body for entry in uow.journal.entries())


def test_a_medicine_they_had_before_is_not_called_new(qtbot: QtBot, desk: CounterDesk) -> None:
    patient = a_patient(medicines=(medicine(RAMIPRIL, "1 om"),))
    opened(qtbot, desk, on_the_shelf(desk, patient=patient))
    assert "this one is new" not in desk.words()
    assert "How are you getting on" in desk.words()


def test_how_to_reach_them_is_on_the_page(qtbot: QtBot, desk: CounterDesk) -> None:
    patient = replace(a_patient(), communication=(Communication.LIP_READING,))
    opened(qtbot, desk, on_the_shelf(desk, patient=patient))
    assert "Reads lips" in [chip.words for chip in desk.ui.patient_banner.shown_chips()]


def test_a_bag_opened_from_the_list_says_that_it_was_not_scanned(qtbot: QtBot, desk: CounterDesk) -> None:
    key = on_the_shelf(desk)
    opened(qtbot, desk, key)
    assert "Bag not scanned" in [chip.words for chip in desk.ui.patient_banner.shown_chips()]
    desk.view.on_scan(bag_scan(desk.place, key))
    settle(qtbot, desk)
    assert "Bag scanned 10:42" in desk.words()
    assert desk.went == []


def test_another_bag_opens_instead_and_is_asked_for_afresh(qtbot: QtBot, desk: CounterDesk) -> None:
    mine = on_the_shelf(desk)
    other = a_patient(number="9990218463", name="Mr Tomasz Wrona", goal="")
    theirs = on_the_shelf(desk, patient=other, number="24F5DA-FZZ99A-7EFE6")
    opened(qtbot, desk, mine)
    desk.view.go.connect(lambda go: (desk.view.leave(), desk.view.enter(go)))
    press(qtbot, desk, Qt.Key.Key_F10)
    desk.view.on_scan(bag_scan(desk.place, theirs))
    settle(qtbot, desk)
    assert desk.went == [Go(Where.HAND_OUT, key=theirs)]
    assert "Another bag was scanned" in desk.ui.refusal.words()
    assert desk.card("identity").step.deed == "They match"
    press(qtbot, desk, Qt.Key.Key_F12)
    settle(qtbot, desk)
    assert held(desk.place, theirs).items[0].stage is Stage.BAGGED


def test_a_bag_nobody_knows_and_other_barcodes(qtbot: QtBot, desk: CounterDesk) -> None:
    key = on_the_shelf(desk)
    opened(qtbot, desk, key)
    scan = bag_scan(desk.place, key)
    press(qtbot, desk, Qt.Key.Key_F10)
    press(qtbot, desk, Qt.Key.Key_F12)
    settle(qtbot, desk)
    desk.view.on_scan(scan)
    settle(qtbot, desk)
    assert desk.ui.refusal.words() == "Bag 1 is not here."
    assert not desk.view.on_scan("5012345678900")


def test_a_medicine_label_leads_to_its_prescription_and_a_pack_to_none(desk: CounterDesk) -> None:
    key = on_the_shelf(desk)
    assert by_scan(desk.place, label_scan(desk.place, key, RAMIPRIL)) == key
    assert by_scan(desk.place, bag_scan(desk.place, key)) == key
    assert isinstance(by_scan(desk.place, label_token(LabelNumber("70419999"))), NotFound)
    assert isinstance(by_scan(desk.place, "5012345678900"), Unusable)


def test_who_may_not_hand_out_is_told_so_before_anything_is_asked(qtbot: QtBot, desk: CounterDesk) -> None:
    opened(qtbot, desk, on_the_shelf(desk), EDIE)
    assert desk.steps() == ["barred"]
    assert "Edie Lascelles is not authorised to hand out" in desk.words()
    assert desk.ui.hand_out.text() == "Hand out and tell EPS, not now"
    press(qtbot, desk, Qt.Key.Key_F10)
    press(qtbot, desk, Qt.Key.Key_F12)


def test_the_pharmacist_going_off_duty_holds_the_bag_at_the_last_moment(
    qtbot: QtBot, desk: CounterDesk, clock: StandingClock
) -> None:
    key = on_the_shelf(desk)
    opened(qtbot, desk, key)
    with desk.place.store.begin() as uow:
        uow.duty.end(clock.now())
        uow.commit()
    press(qtbot, desk, Qt.Key.Key_F10)
    press(qtbot, desk, Qt.Key.Key_F12)
    settle(qtbot, desk)
    assert "no responsible pharmacist" in desk.ui.refusal.words()
    assert desk.steps() == ["barred"]
    assert held(desk.place, key).items[0].stage is Stage.BAGGED
    with desk.place.store.begin() as uow:
        uow.duty.begin(OnDuty(AMARA, "Amara Whitlock", "2999041", clock.now()))
        uow.commit()
    desk.model.load()
    settle(qtbot, desk)
    assert desk.steps() == ["identity", "charge"]


def test_eps_out_of_reach_does_not_keep_the_bag(qtbot: QtBot, desk: CounterDesk) -> None:
    desk.eps.go_down()
    key = on_the_shelf(desk)
    opened(qtbot, desk, key)
    press(qtbot, desk, Qt.Key.Key_F10)
    press(qtbot, desk, Qt.Key.Key_F12)
    settle(qtbot, desk)
    assert held(desk.place, key).items[0].stage is Stage.HANDED_OUT
    with desk.place.store.read() as uow:
        assert len(uow.outbox.unfinished()) == 1


def test_f4_leads_from_the_bag_to_its_prescription(qtbot: QtBot, desk: CounterDesk) -> None:
    key = on_the_shelf(desk)
    assert not desk.ui.prescription.isVisible()
    opened(qtbot, desk, key)
    press(qtbot, desk, Qt.Key.Key_F4)
    assert desk.went == [Go(Where.PRESCRIPTION, key=key)]

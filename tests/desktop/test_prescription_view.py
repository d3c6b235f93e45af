"""The prescription screen on a real workplace: the keys of a dispenser, and what stands in the store afterwards."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot
from tests.builders import (
    AMARA,
    NIA,
    NOW,
    a_patient,
    a_prescription,
    an_item,
    approved,
    assembled,
    bagged,
    checked,
    held,
    medicine,
    printers,
    received,
    staff,
    workplace,
)
from tests.fakes.fake_eps import FakeEps

from dispensary.application.claim import owe
from dispensary.application.clinical_check import query
from dispensary.application.label import Draft, Wanted, draft
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.desktop.components import SentItem
from dispensary.desktop.tasks import Tasks
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.view_models.prescription import ASKS_DOSE, PrescriptionModel
from dispensary.desktop.view_models.prescription_steps import BACK_TO_CHECK
from dispensary.desktop.views.person import banner_person, sent_facts, sent_items
from dispensary.desktop.views.prescription import PrescriptionView
from dispensary.desktop.views.screen import Go, Where
from dispensary.desktop.views.standing_parts import standing_facts
from dispensary.domain.charges import ChargeDecision
from dispensary.domain.dictionary import Kind
from dispensary.domain.dispensing import ChosenProduct, Dispensing, ItemWork, Supply
from dispensary.domain.identifiers import IssueKey, MessageId, SnomedCode
from dispensary.domain.messages import Claim, NotDispensedReason, ReturnReason, ReturnRequest
from dispensary.domain.prescription import Prescription, RepeatInformation, Signature, SignatureStatus, Treatment
from dispensary.domain.quantity import Quantity
from dispensary.domain.workflow import Stage

RAMIPRIL, SIMVASTATIN = "Ramipril 5mg capsules", "Simvastatin 40mg tablets"


class Desk:
    """A dispenser at the prescription screen."""

    def __init__(self, tmp_path: Path, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.place: Workplace = workplace(tmp_path)
        self.counter = Counter(self.place, Tasks(), printers(tmp_path))
        self.bugs: list[object] = []
        self.counter.bug.connect(self.bugs.append)
        self.counter.sign_on(staff(self.place, NIA))
        self.view = PrescriptionView(PrescriptionModel(self.counter))
        self.went: list[Go] = []
        self.view.go.connect(self.went.append)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.view)
        self.window.resize(1366, 680)
        qtbot.addWidget(self.window)

    def open(self, key: IssueKey) -> None:
        self.key = key
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.view.enter(Go(Where.PRESCRIPTION, key=key))
        self.settle()

    def settle(self) -> None:
        """Until everything asked for has been done, the label included."""
        drafts = self.view.model._drafts
        self.qtbot.waitUntil(lambda: not self.counter.tasks.busy and not drafts._rest.isActive(), timeout=10_000)

    def press(self, key: Qt.Key) -> None:
        target = QApplication.focusWidget() or self.view
        self.qtbot.keyClick(target, key)
        self.settle()

    def type(self, words: str) -> None:
        self.qtbot.keyClicks(self.view.ui.directions, words)
        self.settle()

    def stages(self) -> list[Stage]:
        return [work.stage for work in held(self.place, self.key).items]

    def close(self) -> None:
        self.view.leave()
        self.counter.stop()
        self.counter.tasks.stop()
        self.place.store.close()
        assert not self.bugs


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, themed: QApplication) -> Iterator[Desk]:
    made = Desk(tmp_path, qtbot)
    yield made
    made.close()


def ready(desk: Desk, *items: object) -> IssueKey:
    """A prescription that a pharmacist has checked."""
    patient = a_patient()
    prescription = a_prescription(*(items or (an_item(),)), patient=patient)  # type: ignore[arg-type]
    return approved(desk.place, received(desk.place, prescription, patient))


def test_a_repeat_of_two_items_is_labelled_and_picked_by_keys_alone(desk: Desk) -> None:
    desk.open(ready(desk, an_item(RAMIPRIL), an_item(SIMVASTATIN, 28, "1 on")))
    assert desk.view.ui.accept.text() == "Accept and next"
    desk.press(Qt.Key.Key_F10)
    assert desk.view.ui.accept.text() == "Accept, finish labels"
    desk.type("dd")
    assert desk.view.ui.directions.text() == "1 on"
    desk.press(Qt.Key.Key_F10)
    assert desk.stages() == [Stage.LABELLED, Stage.LABELLED]
    assert desk.view.ui.accept.text() == "Picked and labelled"
    desk.press(Qt.Key.Key_F10)
    assert desk.stages() == [Stage.ASSEMBLED, Stage.ASSEMBLED]
    assert desk.went == [Go(Where.WORKLIST)]
    label = held(desk.place, desk.key).items[1].label
    assert label is not None
    assert (label.prescribed, label.directions) == ("1 on", "Take 1 tablet at night.")


def test_the_preview_is_the_printers_raster_dot_for_dot(desk: Desk) -> None:
    key = ready(desk)
    desk.open(key)
    item = held(desk.place, key).items[0].item_id
    made = draft(desk.place, key, item, Wanted())
    assert isinstance(made, Draft)
    page, shown = made.rendered.pages[0], desk.view.ui.label._labels[0]
    assert (shown.width(), shown.height()) == (page.width, page.height)
    rows = [bytes(shown.constScanLine(y))[: page.width] for y in range(page.height)]
    assert b"".join(rows) == page.dots
    assert desk.view.ui.label.current


def test_another_dose_goes_back_to_the_pharmacist_and_says_so(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.type("1bd")
    assert desk.view.ui.accept.text() == "Send to the pharmacist"
    desk.press(Qt.Key.Key_F10)
    work = held(desk.place, desk.key).items[0]
    assert (work.stage, work.entered_directions, work.label) == (Stage.RECEIVED, "1bd", None)
    assert desk.view.ui.refusal.words() == BACK_TO_CHECK
    assert (desk.view.ui.accept.text(), desk.view.ui.accept.key()) == ("Clinical check", "F4")
    desk.press(Qt.Key.Key_F4)
    assert desk.went == [Go(Where.CLINICAL_CHECK, key=desk.key)]


def test_words_that_cannot_be_read_are_underlined_and_make_no_label(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.type("1om frobnicate")
    ui = desk.view.ui
    assert [(span.start, span.length) for span in ui.directions._unread.spans] == [(4, 10)]
    assert "frobnicate" in ui.refusal.words()
    assert ui.accept.held
    desk.press(Qt.Key.Key_F10)
    assert desk.stages() == [Stage.CLINICALLY_CHECKED]
    assert not ui.label.current


def test_an_unread_dose_is_asked_for_and_only_dd_prints_it_as_written(desk: Desk) -> None:
    desk.open(ready(desk, an_item("Prednisolone 5mg tablets", 42, "reduce as per plan")))
    ui = desk.view.ui
    assert (ui.accept.held, ui.refusal.words()) == (True, ASKS_DOSE)
    desk.view.model.accept()
    desk.settle()
    assert desk.stages() == [Stage.CLINICALLY_CHECKED]
    desk.type("dd")
    assert not ui.accept.held
    desk.press(Qt.Key.Key_F10)
    assert desk.stages() == [Stage.CLINICALLY_CHECKED]
    assert desk.view.question.open
    desk.press(Qt.Key.Key_Escape)
    assert (desk.view.question.open, desk.stages()) == (False, [Stage.CLINICALLY_CHECKED])
    desk.press(Qt.Key.Key_F10)
    desk.press(Qt.Key.Key_1)
    label = held(desk.place, desk.key).items[0].label
    assert label is not None
    assert (label.directions, label.unread) == ("reduce as per plan", True)


def test_what_was_typed_is_still_there_after_leaving(desk: Desk) -> None:
    key = ready(desk)
    desk.open(key)
    desk.type("1 om with food")
    desk.view.leave()
    desk.view.enter(Go(Where.PRESCRIPTION, key=key))
    desk.settle()
    assert desk.view.ui.directions.text() == "1 om with food"


def test_a_part_can_go_out_and_more_than_is_due_cannot(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.view.ui.supply.setFocus()
    desk.view.ui.supply.selectAll()
    desk.qtbot.keyClicks(desk.view.ui.supply, "56")
    desk.settle()
    assert "28 capsules are still due" in desk.view.ui.refusal.words()
    assert desk.view.ui.accept.held
    desk.view.ui.supply.selectAll()
    desk.qtbot.keyClicks(desk.view.ui.supply, "14")
    desk.settle()
    desk.press(Qt.Key.Key_F10)
    assert held(desk.place, desk.key).items[0].supplying == Quantity(Decimal(14), "capsule")


def test_an_amount_in_words_is_refused_beside_the_field(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.view.ui.supply.selectAll()
    desk.qtbot.keyClicks(desk.view.ui.supply, "ten")
    desk.settle()
    assert "figures" in desk.view.ui.refusal.words()
    desk.press(Qt.Key.Key_F10)
    assert desk.stages() == [Stage.CLINICALLY_CHECKED]


def test_an_item_is_owed_and_comes_back_when_the_stock_arrives(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_1)
    assert desk.stages() == [Stage.OWING]
    assert (desk.view.ui.accept.text(), desk.view.ui.accept.key()) == ("Stock arrived", "F2")
    desk.press(Qt.Key.Key_F2)
    assert desk.stages() == [Stage.CLINICALLY_CHECKED]


def test_an_item_is_given_up_with_the_reason_of_the_key(desk: Desk) -> None:
    key = ready(desk, an_item(RAMIPRIL), an_item(SIMVASTATIN, 28, "1 on"))
    desk.open(key)
    desk.press(Qt.Key.Key_F9)
    desk.press(Qt.Key.Key_1)
    desk.press(Qt.Key.Key_2)
    first = held(desk.place, key).items[0]
    assert (first.stage, first.not_dispensed) == (Stage.NOT_DISPENSED, NotDispensedReason.CLINICALLY_UNSUITABLE)
    shown = desk.view._shown
    assert shown is not None
    assert shown.current.item.name == SIMVASTATIN


def test_the_whole_prescription_is_sent_back_with_a_reason(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.press(Qt.Key.Key_F9)
    desk.press(Qt.Key.Key_2)
    desk.press(Qt.Key.Key_1)
    assert desk.stages() == [Stage.RETURNED]
    eps = desk.place.eps
    assert isinstance(eps, FakeEps)
    (request,) = [message for message in eps.composed if isinstance(message, ReturnRequest)]
    assert request.reason is ReturnReason.PATIENT_REQUEST
    assert desk.went == [Go(Where.WORKLIST)]


def test_escape_closes_the_question_and_gives_nothing_up(desk: Desk) -> None:
    backs: list[None] = []
    desk.view.back.connect(lambda: backs.append(None))
    desk.open(ready(desk))
    desk.press(Qt.Key.Key_F9)
    assert desk.view.question.open
    desk.press(Qt.Key.Key_F10)
    assert desk.stages() == [Stage.CLINICALLY_CHECKED]
    desk.press(Qt.Key.Key_Escape)
    assert not desk.view.question.open
    assert not backs
    assert desk.view.ui.label.isVisible()
    assert desk.stages() == [Stage.CLINICALLY_CHECKED]
    desk.press(Qt.Key.Key_Escape)
    assert len(backs) == 1


def test_without_a_record_the_next_step_is_to_choose_one(desk: Desk) -> None:
    desk.open(received(desk.place, a_prescription()))
    assert (desk.view.ui.accept.text(), desk.view.ui.accept.key()) == ("Choose the record", "F3")
    assert not desk.view.ui.directions.isVisible()
    desk.press(Qt.Key.Key_F3)
    assert desk.went == [Go(Where.PATIENT, key=desk.key)]


def test_one_that_eps_did_not_pass_can_only_be_looked_at(desk: Desk) -> None:
    key = received(desk.place, a_prescription(), a_patient(), failed="The signature is not valid", kept_by_eps=True)
    desk.open(key)
    ui = desk.view.ui
    assert ui.alert.isVisible()
    assert not any(button.isVisible() for button in (ui.owing, ui.not_supplied, ui.all_products))
    assert ui.accept.text() == "Seen, take off the list"
    desk.press(Qt.Key.Key_F10)
    assert held(desk.place, key).failed_seen
    with desk.place.store.read() as uow:
        assert not uow.dispensings.open()


def test_one_that_is_not_valid_as_sent_goes_back_to_eps_with_the_same_key(desk: Desk) -> None:
    desk.open(received(desk.place, a_prescription(), a_patient(), failed="It has five items"))
    assert desk.view.ui.accept.text() == "Send it back to EPS"
    desk.press(Qt.Key.Key_F10)
    with desk.place.store.read() as uow:
        assert not uow.dispensings.open()
    eps = desk.place.eps
    assert isinstance(eps, FakeEps)
    (told,) = [message for message in eps.composed if isinstance(message, ReturnRequest)]
    assert told.reason is ReturnReason.INVALID


def test_a_query_is_answered_here_and_goes_to_the_clinical_check(desk: Desk) -> None:
    key = ready(desk)
    item = held(desk.place, key).items[0].item_id
    assert isinstance(query(desk.place, NIA, key, item, "Is 5 mg meant?"), Receipt)
    desk.open(key)
    desk.press(Qt.Key.Key_F10)
    assert desk.stages() == [Stage.QUERIED]
    desk.qtbot.keyClicks(desk.view.ui.words, "Yes, 5 mg")
    desk.press(Qt.Key.Key_F10)
    after = held(desk.place, key)
    assert (after.items[0].stage, after.notes[-1].words) == (Stage.RECEIVED, "Yes, 5 mg")


def test_another_suppliers_product_is_chosen_and_stands_on_the_label(desk: Desk) -> None:
    desk.open(ready(desk))
    desk.press(Qt.Key.Key_F8)
    name = desk.view.ui.product.text()
    assert name.startswith("Ramipril 5mg capsules (")
    desk.press(Qt.Key.Key_Up)
    assert desk.view.ui.product.text() == RAMIPRIL
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_F10)
    product = held(desk.place, desk.key).items[0].product
    assert product is not None
    assert (product.name, product.kind) == (name, Kind.AMP)


def test_page_down_turns_to_the_next_item_and_round(desk: Desk) -> None:
    desk.open(ready(desk, an_item(RAMIPRIL), an_item(SIMVASTATIN, 28, "1 on")))
    for expected in (SIMVASTATIN, RAMIPRIL):
        desk.press(Qt.Key.Key_PageDown)
        shown = desk.view._shown
        assert shown is not None
        assert shown.current.item.name == expected


def test_a_step_somebody_else_took_shows_at_once(desk: Desk) -> None:
    key = ready(desk)
    desk.open(key)
    item = held(desk.place, key).items[0].item_id
    desk.counter.step(lambda: owe(desk.place, NIA, key, item), lambda _: None, lambda *_: None)
    desk.settle()
    assert desk.view.ui.accept.text() == "Stock arrived"


def test_a_finished_issue_is_claimed_with_f12(desk: Desk) -> None:
    patient = a_patient()
    prescription = a_prescription(patient=patient)
    key = received(desk.place, prescription, patient)
    done = supplied(held(desk.place, key), prescription)
    with desk.place.store.begin() as uow:
        uow.dispensings.save(done)
        uow.commit()
    desk.open(key)
    assert (desk.view.ui.accept.text(), desk.view.ui.accept.key()) == ("Claim", "F12")
    desk.qtbot.waitUntil(lambda: "Next" in standing(desk))
    said = standing(desk)
    assert said["Supplied"] == "Ramipril 5mg capsules, 28 capsules. Nia Rhys, 10:42"
    assert said["Paid"].startswith("Nothing to pay: ")
    assert "claim" in said["Next"]
    desk.press(Qt.Key.Key_F12)
    eps = desk.place.eps
    assert isinstance(eps, FakeEps)
    assert [type(message) for message in eps.composed] == [Claim]
    assert held(desk.place, key).claim is not None


def standing(desk: Desk) -> dict[str, str]:
    """What the card says where no label is to be made: headings with their words."""
    card = desk.view.standing
    assert card.isVisible()
    lines = [line.accessibleName() for line in card.findChildren(QWidget) if line.isVisible()]
    return {heading: words for heading, _, words in (line.partition(": ") for line in lines) if words}


def test_before_the_check_and_while_a_label_is_made_no_card_of_facts_stands_there(desk: Desk) -> None:
    desk.open(ready(desk))
    assert not desk.view.standing.isVisible()
    desk.press(Qt.Key.Key_F10)
    assert not desk.view.standing.isVisible()


def supplied(before: Dispensing, prescription: Prescription) -> Dispensing:
    """All of it handed over, and EPS told."""
    message, item = MessageId("44444444-4444-4444-8444-444444444444"), prescription.items[0]
    assert item.quantity is not None
    product = ChosenProduct(item.code or SnomedCode(""), Kind.VMP, item.name)
    supply = Supply(item.quantity, product, NOW, NIA, message)
    work = ItemWork(item.item_id, Stage.HANDED_OUT, supplies=(supply,), completed=True)
    return replace(before, items=(work,), notifications=(message,), charge=ChargeDecision("0002"))


def shown_as_sent(desk: Desk, prescription: Prescription) -> tuple[dict[str, str], tuple[SentItem, ...]]:
    desk.open(received(desk.place, prescription, a_patient()))
    shown = desk.view._shown
    assert shown is not None
    found = shown.sheet.detail
    return {fact.heading: f"{fact.words} {fact.state}".strip() for fact in sent_facts(found)}, sent_items(found)


def test_a_repeat_dispensing_head_says_issue_and_review_within_four_weeks(desk: Desk) -> None:
    repeat = RepeatInformation(3, 6, review_date=NOW.date() + timedelta(days=28))
    facts, _ = shown_as_sent(desk, a_prescription(treatment=Treatment.ERD, repeat=repeat))
    assert facts["Kind"] == "Repeat dispensing, issue 3 of 6, 1 item"
    assert facts["Review"] == "21 Dec 2026 within 4 weeks"
    assert facts["Phone"] == "01632 960210"
    assert facts["Written by"] == "Doctor, primary care"


def test_a_review_a_day_later_raises_no_alert(desk: Desk) -> None:
    repeat = RepeatInformation(1, 6, review_date=NOW.date() + timedelta(days=29))
    facts, _ = shown_as_sent(desk, a_prescription(treatment=Treatment.ERD, repeat=repeat))
    assert facts["Review"] == "22 Dec 2026"


def test_a_signature_that_does_not_hold_is_said(desk: Desk) -> None:
    facts, _ = shown_as_sent(desk, a_prescription(signature=Signature(SignatureStatus.INVALID, ("digest",))))
    assert facts["Signed"] == "22 Nov 2026 not valid"


def test_a_controlled_quantity_stands_in_words_and_figures(desk: Desk) -> None:
    item = an_item(
        "Morphine 10mg modified-release tablets", 28, "1 bd", code="9999999", cd_quantity_words="twenty-eight"
    )
    _, (sent,) = shown_as_sent(desk, a_prescription(item))
    assert "CD: twenty-eight (28 tablets)" in sent.notes


def test_an_unknown_code_is_marked_and_can_still_be_labelled(desk: Desk) -> None:
    key = ready(desk, an_item("Quite Unknown 5mg tablets", 28, "1 od", code="999999999"))
    desk.open(key)
    shown = desk.view._shown
    assert shown is not None
    (sent,) = sent_items(shown.sheet.detail)
    assert any("Not in the dictionary (code 999999999)" in note for note in sent.notes)
    desk.press(Qt.Key.Key_F10)
    assert desk.stages() == [Stage.LABELLED]


def test_a_cancelled_line_says_so_and_has_no_deed(desk: Desk) -> None:
    patient = a_patient()
    prescription = a_prescription(an_item(line_status="0005"), patient=patient)
    desk.open(received(desk.place, prescription, patient))
    shown = desk.view._shown
    assert shown is not None
    (sent,) = sent_items(shown.sheet.detail)
    assert "EPS: Cancelled by the prescriber" in sent.notes
    assert not desk.view.ui.owing.isVisible()
    assert not desk.view.ui.accept.isVisible()


def test_what_is_new_is_marked_on_the_prescription(desk: Desk) -> None:
    patient = a_patient(medicines=(medicine("Ramipril 2.5mg capsules", "1 om"), medicine(SIMVASTATIN, "1 on")))
    items = (an_item(RAMIPRIL), an_item(SIMVASTATIN, 28, "1 on"), an_item("Prednisolone 5mg tablets", 28, "1 om"))
    desk.open(received(desk.place, a_prescription(*items, patient=patient), patient))
    shown = desk.view._shown
    assert shown is not None
    kinds = [shown.sheet.changes[item.item_id].kind.value for item in items]
    assert kinds == ["dose-up", "same", "new"]


def test_allergies_that_nobody_asked_about_do_not_look_like_none() -> None:
    sent = a_prescription().patient
    never_asked = banner_person(a_patient(allergies=None), sent, date(2026, 11, 23))
    none_known = banner_person(a_patient(), sent, date(2026, 11, 23))
    assert [chip.words for chip in never_asked.chips] == ["Allergies not recorded"]
    assert [chip.words for chip in none_known.chips] == ["No known allergies"]


def test_a_bag_is_opened_again_with_a_reason_and_its_items_are_assembled_anew(desk: Desk) -> None:
    """By the pharmacist: whoever opens a bag may check one."""
    patient = a_patient()
    key = received(desk.place, a_prescription(an_item(), patient=patient), patient)
    bagged(desk.place, checked(desk.place, assembled(desk.place, key)))
    desk.counter.sign_on(staff(desk.place, AMARA))
    desk.open(key)
    ui = desk.view.ui
    assert (ui.undo.isVisible(), ui.undo.text(), ui.undo.key()) == (True, "Open the bag", "Ctrl+U")
    desk.qtbot.keyClick(QApplication.focusWidget() or desk.view, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert desk.view.question.open
    assert desk.stages() == [Stage.BAGGED]
    desk.press(Qt.Key.Key_1)
    assert desk.stages() == [Stage.ACCURACY_CHECKED]
    assert held(desk.place, key).bag is None
    assert ui.undo.text() == "Assemble again"
    assert any("Print the bag label" in words for _, words in standing_facts(desk.view._shown))
    desk.qtbot.mouseClick(ui.undo, Qt.MouseButton.LeftButton)
    desk.press(Qt.Key.Key_2)
    work = held(desk.place, key).items[0]
    assert (work.stage, work.scans, work.checked_by) == (Stage.LABELLED, (), None)
    assert not ui.undo.isVisible()
    with desk.place.store.read() as uow:
        entries = [json.loads(entry.body) for entry in uow.journal.entries()]
    said = [(entry["kind"], entry["detail"]["words"]) for entry in entries if "words" in entry["detail"]]
    assert said == [("unbagged", "Nobody collected it"), ("rejected", "Damaged or out of date")]


def test_esc_leaves_the_bag_closed(desk: Desk) -> None:
    patient = a_patient()
    key = received(desk.place, a_prescription(an_item(), patient=patient), patient)
    desk.open(bagged(desk.place, checked(desk.place, assembled(desk.place, key))))
    desk.qtbot.mouseClick(desk.view.ui.undo, Qt.MouseButton.LeftButton)
    desk.press(Qt.Key.Key_Escape)
    assert not desk.view.question.open
    assert desk.stages() == [Stage.BAGGED]


def test_who_may_not_check_cannot_open_a_bag_and_is_told(desk: Desk) -> None:
    patient = a_patient()
    key = received(desk.place, a_prescription(an_item(), patient=patient), patient)
    desk.open(bagged(desk.place, checked(desk.place, assembled(desk.place, key))))
    desk.qtbot.mouseClick(desk.view.ui.undo, Qt.MouseButton.LeftButton)
    desk.press(Qt.Key.Key_1)
    assert desk.stages() == [Stage.BAGGED]
    assert "Nia Rhys" in desk.view.ui.refusal.words()


def test_the_label_of_the_item_before_never_stands_under_another(desk: Desk) -> None:
    desk.open(ready(desk, an_item(RAMIPRIL), an_item(SIMVASTATIN, 28, "1 on")))
    preview = desk.view.ui.label
    desk.view.ui.supply.setFocus()
    desk.view.ui.supply.selectAll()
    desk.qtbot.keyClicks(desk.view.ui.supply, "2x")
    desk.settle()
    assert preview._labels == ()
    desk.press(Qt.Key.Key_PageDown)
    assert preview.current
    desk.press(Qt.Key.Key_PageUp)
    assert preview._labels == ()
    assert RAMIPRIL in desk.view.ui.product.text()


def test_a_label_that_was_printed_shows_the_number_it_has_until_it_is_changed(desk: Desk) -> None:
    key = ready(desk)
    desk.open(key)
    assert desk.view.ui.label.caption().endswith("with a number of its own")
    desk.press(Qt.Key.Key_F10)
    label = held(desk.place, key).items[0].label
    assert label is not None
    assert desk.view.ui.label.accessibleDescription() == " ".join(label.texts)
    assert desk.view.ui.label.caption().endswith("as it will print")
    desk.view.ui.supply.setFocus()
    desk.view.ui.supply.selectAll()
    desk.qtbot.keyClicks(desk.view.ui.supply, "14")
    desk.settle()
    assert not set(desk.view.ui.label.accessibleDescription().split()).issuperset(" ".join(label.texts).split())
    assert desk.view.ui.label.caption().endswith("with a number of its own")

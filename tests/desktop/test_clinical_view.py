"""The clinical check screen on a real workplace: what a pharmacist sees, decides and leaves behind."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
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
    held,
    medicine,
    printers,
    received,
    staff,
    workplace,
)

from dispensary.application.patient_record import correct_patient
from dispensary.desktop.components import FindingCard, Text
from dispensary.desktop.tasks import Tasks
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.clinical_check import Checking, ClinicalModel
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.views.clinical_check import ClinicalView
from dispensary.desktop.views.clinical_lines import quiet_lines
from dispensary.desktop.views.clinical_parts import change_columns, checked_lines, not_run_words
from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.clinical.findings import Check
from dispensary.domain.clinical.gate import ReasonCode
from dispensary.domain.identifiers import IssueKey, SnomedCode, UserId
from dispensary.domain.messages import NotDispensedReason
from dispensary.domain.patient import Allergy, Patient
from dispensary.domain.prescription import PrescribedItem, Problem, Severity, Treatment
from dispensary.domain.workflow import Stage
from dispensary.wording.clinical import CHECKS

SIMVASTATIN = an_item("Simvastatin 40mg tablets", 28, "1 on")
CLARITHROMYCIN = an_item("Clarithromycin 500mg tablets", 14, "1 bd for 7 days")
RAMIPRIL = an_item("Ramipril 5mg capsules", 28, "1 om")
PREDNISOLONE = an_item("Prednisolone 5mg tablets", 42, "reduce as per plan")


class Desk:
    """Somebody at the clinical check screen."""

    def __init__(self, tmp_path: Path, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.place = workplace(tmp_path)
        self.counter = Counter(self.place, Tasks(), printers(tmp_path))
        self.bugs: list[object] = []
        self.counter.bug.connect(self.bugs.append)
        self.view = ClinicalView(ClinicalModel(self.counter))
        self.went: list[Go] = []
        self.backs: list[None] = []
        self.view.go.connect(self.went.append)
        self.view.back.connect(lambda: self.backs.append(None))
        self.window = QMainWindow()
        self.window.setCentralWidget(self.view)
        self.window.resize(1366, 680)
        qtbot.addWidget(self.window)

    def check(
        self,
        *items: PrescribedItem,
        patient: Patient | None = None,
        user: UserId = AMARA,
        treatment: Treatment = Treatment.ACUTE,
    ) -> IssueKey:
        """A prescription for that person, with its clinical check open."""
        person = patient or a_patient()
        sent = a_prescription(*items, patient=person, treatment=treatment, authored_on=self.place.clock.now().date())
        self.key = received(self.place, sent, person)
        self.open(user)
        return self.key

    def open(self, user: UserId = AMARA) -> None:
        self.counter.sign_on(staff(self.place, user))
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()
        self.view.enter(Go(Where.CLINICAL_CHECK, key=self.key))
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.counter.tasks.busy, timeout=10_000)
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.focus(), key, modifiers)
        self.settle()

    def type(self, words: str) -> None:
        self.qtbot.keyClicks(self.focus(), words)
        self.settle()

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.view

    @property
    def checking(self) -> Checking:
        assert self.view._checking is not None
        return self.view._checking

    def cards(self, tone: Tone) -> list[FindingCard]:
        return [card for card in self.view._cards.values() if card.finding.tone is tone]

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


def test_a_prescription_without_findings_is_approved_with_one_key(desk: Desk) -> None:
    key = desk.check(RAMIPRIL)
    assert desk.view.ui.before.text() == "Nothing is left to settle."
    desk.press(Qt.Key.Key_F10)
    work = held(desk.place, key).items[0]
    assert work.stage is Stage.CLINICALLY_CHECKED
    assert work.approval is not None
    assert work.approval.by == AMARA
    assert desk.went == [Go(Where.PRESCRIPTION, key=key)]


def test_a_stop_takes_a_reason_and_words_before_anything_is_approved(desk: Desk) -> None:
    key = desk.check(SIMVASTATIN, CLARITHROMYCIN)
    ui = desk.view.ui
    (card,) = desk.cards(Tone.STOP)
    assert card.isAncestorOf(desk.focus())
    assert ui.approve.text() == "Approve, 1 left to settle"
    desk.press(Qt.Key.Key_F10)
    assert held(desk.place, key).items[0].stage is Stage.RECEIVED
    desk.press(Qt.Key.Key_2)
    assert desk.focus() is card.words
    desk.press(Qt.Key.Key_Return)
    assert card.finding.settled is None
    desk.type("Paused for the course, agreed with Dr Farrant")
    desk.press(Qt.Key.Key_Return)
    assert card.finding.settled == "Prescriber confirms it"
    assert ui.approve.text() == "Approve"
    desk.press(Qt.Key.Key_F10)
    approval = held(desk.place, key).items[0].approval
    assert approval is not None
    (decision,) = approval.decisions
    assert decision.text == "Paused for the course, agreed with Dr Farrant"
    assert (decision.reason_code, decision.by, decision.by_pharmacist) == (ReasonCode.PRESCRIBER_CONFIRMS, AMARA, True)


def test_numbers_stand_only_on_the_card_with_the_focus_and_down_moves_on(desk: Desk) -> None:
    desk.check(SIMVASTATIN, CLARITHROMYCIN, patient=a_patient(medicines=(medicine("Amlodipine 5mg tablets", "1 od"),)))
    stop, reason = desk.cards(Tone.STOP)[0], desk.cards(Tone.REASON)[0]
    assert [button.key() for button in stop._buttons][:2] == ["1", "2"]
    assert not any(button.key() for button in reason._buttons)
    desk.press(Qt.Key.Key_Down)
    assert reason.isAncestorOf(desk.focus())
    assert not any(button.key() for button in stop._buttons)


def test_other_asks_for_words_even_where_a_key_would_do(desk: Desk) -> None:
    desk.check(SIMVASTATIN, patient=a_patient(medicines=(medicine("Amlodipine 5mg tablets", "1 od"),)))
    (card,) = [card for card in desk.cards(Tone.REASON) if card.isAncestorOf(desk.focus())]
    last = len(card.finding.reasons) - 1
    assert card.finding.reasons[last].code == ReasonCode.OTHER.value
    left = len(desk.checking.left)
    desk.press(Qt.Key(Qt.Key.Key_1 + last))
    assert card.finding.settled is None
    assert desk.focus() is card.words
    desk.type("Tried before, no harm")
    desk.press(Qt.Key.Key_Return)
    assert card.finding.settled == "Tried before, no harm"
    assert len(desk.checking.left) == left - 1


def test_evidence_stands_on_the_card_until_it_is_hidden_again(desk: Desk) -> None:
    desk.check(SIMVASTATIN, CLARITHROMYCIN)
    (card,) = desk.cards(Tone.STOP)
    assert "Source:" not in card.finding.message
    desk.press(Qt.Key.Key_E)
    found = desk.checking.left[0]
    assert f"Source: {found.source}" in card.finding.message
    desk.press(Qt.Key.Key_E)
    assert "Source:" not in card.finding.message


def test_who_is_no_pharmacist_sees_everything_and_can_approve_nothing(desk: Desk) -> None:
    key = desk.check(SIMVASTATIN, CLARITHROMYCIN, user=NIA)
    (card,) = desk.cards(Tone.STOP)
    assert card.finding.reasons == ()
    assert desk.view.ui.approve.text() == "Approve, a pharmacist approves"
    desk.press(Qt.Key.Key_F10)
    assert held(desk.place, key).items[0].stage is Stage.RECEIVED


def test_do_not_supply_gives_the_item_up_and_keeps_what_was_said(desk: Desk) -> None:
    key = desk.check(SIMVASTATIN, CLARITHROMYCIN)
    desk.press(Qt.Key.Key_3)
    desk.type("Paused for 7 days")
    desk.press(Qt.Key.Key_Return)
    assert held(desk.place, key).items[0].stage is Stage.RECEIVED
    (card,) = desk.cards(Tone.STOP)
    place = [reason.words for reason in card.finding.reasons].index("Do not supply Simvastatin 40mg tablets")
    desk.press(Qt.Key(Qt.Key.Key_1 + place))
    after = held(desk.place, key)
    assert (after.items[0].stage, after.items[0].not_dispensed) == (
        Stage.NOT_DISPENSED,
        NotDispensedReason.CLINICALLY_UNSUITABLE,
    )
    assert [note.words for note in after.notes] == ["Paused for 7 days"]
    assert not desk.cards(Tone.STOP)
    assert not desk.view.ui.approve.held


def test_do_not_supply_can_be_thought_better_of(desk: Desk) -> None:
    key = desk.check(SIMVASTATIN, CLARITHROMYCIN)
    desk.press(Qt.Key.Key_3)
    desk.type("No")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_3)
    (card,) = desk.cards(Tone.STOP)
    assert "Prescriber confirms it" in [reason.words for reason in card.finding.reasons]
    assert all(work.stage is Stage.RECEIVED for work in held(desk.place, key).items)


def test_an_item_is_queried_with_its_question(desk: Desk) -> None:
    key = desk.check(RAMIPRIL, PREDNISOLONE)
    desk.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    desk.view.ui.ask_item.setCurrentText("Prednisolone 5mg tablets")
    desk.type("What is the plan?")
    desk.press(Qt.Key.Key_Return)
    work = held(desk.place, key).items[1]
    assert (work.stage, work.note) == (Stage.QUERIED, "What is the plan?")
    assert not desk.view.ui.ask.isVisible()


def test_escape_closes_the_question_first(desk: Desk) -> None:
    desk.check(RAMIPRIL)
    desk.press(Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert desk.view.ui.ask.isVisible()
    desk.press(Qt.Key.Key_Escape)
    assert not desk.view.ui.ask.isVisible()
    assert not desk.backs
    desk.press(Qt.Key.Key_Escape)
    assert len(desk.backs) == 1


def test_a_note_is_kept_for_everybody(desk: Desk) -> None:
    key = desk.check(RAMIPRIL)
    desk.press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    desk.type("Ask about the cough")
    desk.press(Qt.Key.Key_Return)
    assert [note.words for note in held(desk.place, key).notes] == ["Ask about the cough"]


def test_decisions_in_progress_survive_leaving_the_screen(desk: Desk) -> None:
    desk.check(SIMVASTATIN, CLARITHROMYCIN)
    desk.press(Qt.Key.Key_2)
    desk.type("Agreed")
    desk.view.leave()
    desk.open()
    (card,) = desk.cards(Tone.STOP)
    assert card.words.text() == "Agreed"
    desk.press(Qt.Key.Key_2)
    assert card.finding.settled == "Prescriber confirms it"
    desk.view.leave()
    desk.open()
    assert desk.cards(Tone.STOP)[0].finding.settled == "Prescriber confirms it"


def test_an_answer_can_be_taken_back(desk: Desk) -> None:
    desk.check(SIMVASTATIN, CLARITHROMYCIN)
    desk.press(Qt.Key.Key_2)
    desk.type("Agreed")
    desk.press(Qt.Key.Key_Return)
    (card,) = desk.cards(Tone.STOP)
    card.change_asked.emit(card.finding.key)
    assert card.finding.settled is None
    assert desk.view.ui.approve.text() == "Approve, 1 left to settle"


def test_every_check_is_listed_and_none_that_did_not_run_is_called_clear(desk: Desk) -> None:
    desk.check(RAMIPRIL)
    ran = desk.checking.sheet.checked.result.ran
    lines, missing = checked_lines(desk.checking), not_run_words(desk.checking)
    shown = [line.name.split(",")[0] for line in lines]
    full = [CHECKS[check] for check in Check if check in ran]
    assert len(shown) == len(full)
    assert all(name.startswith(short) for name, short in zip(full, shown, strict=True))
    listed = desk.view.ui.checked.findChildren(Text)
    assert (missing in {text.text() for text in listed}) == bool(missing)
    for check in Check:
        assert check in ran or CHECKS[check].casefold() in missing.casefold(), check
    result = desk.checking.sheet.checked.result
    assert any(line.key == "not-run" for line in quiet_lines(desk.checking)) == (len(result.ran) < len(Check))


def test_an_unread_dose_is_loud_but_holds_nothing_up(desk: Desk) -> None:
    key = desk.check(PREDNISOLONE)
    (card,) = desk.cards(Tone.NOT_CHECKED)
    assert card.finding.title == "Dose of Prednisolone 5mg tablets"
    assert "“reduce as per plan”" in card.finding.message
    assert "01632 960210" in card.finding.reasons[0].words
    assert not desk.view.ui.approve.held
    desk.press(Qt.Key.Key_F10)
    assert held(desk.place, key).items[0].stage is Stage.CLINICALLY_CHECKED


def test_a_product_nobody_knows_is_one_card_that_names_what_was_not_checked(desk: Desk) -> None:
    desk.check(an_item("Quite Unknown 5mg tablets", 28, "1 od", code="999999999"))
    (card,) = desk.cards(Tone.NOT_CHECKED)
    assert card.finding.title == "Not in the dictionary: Quite Unknown 5mg tablets"
    assert all(word in card.finding.message for word in ("allergy", "interaction", "dose", "duplicate"))


def test_what_changed_since_last_time_stands_first(desk: Desk) -> None:
    before = (
        medicine("Ramipril 2.5mg capsules", "1 om"),
        medicine("Amlodipine 5mg tablets", "1 od"),
    )
    desk.check(RAMIPRIL, CLARITHROMYCIN, patient=a_patient(medicines=before))
    columns = {
        column.heading: [part.words for line in column.lines for part in line]
        for column in change_columns(desk.checking.sheet.changes)
    }
    assert columns["New"] == ["Clarithromycin 500mg tablets"]
    assert columns["Dose up"] == ["Ramipril 5mg capsules", "2.5mg to 5mg a day"]
    assert columns["Not ordered"][0] == "Amlodipine 5mg tablets"


def test_an_allergy_recorded_meanwhile_is_found_at_once(desk: Desk) -> None:
    amoxicillin = an_item("Amoxicillin 500mg capsules", 15, "1 tds for 5 days")
    patient = a_patient()
    desk.check(amoxicillin, patient=patient)
    assert not desk.view.ui.approve.held
    with desk.place.store.read() as uow:
        stored = uow.patients.get(patient.id)
    assert stored is not None
    facts = replace(stored.facts, allergies=(Allergy("Penicillin", "anaphylaxis"),), no_known_allergies=False)
    changed = replace(stored, facts=facts)
    desk.counter.step(lambda: correct_patient(desk.place, AMARA, changed), lambda _: None, lambda *_: None)
    desk.settle()
    assert desk.cards(Tone.STOP)
    assert desk.view.ui.approve.text() == "Approve, 1 left to settle"


def test_without_a_record_the_way_leads_to_choosing_one(desk: Desk) -> None:
    desk.key = received(desk.place, a_prescription(RAMIPRIL))
    desk.open()
    assert desk.went == [Go(Where.PRESCRIPTION, key=desk.key)]


def test_a_title_names_the_two_sides_that_meet(desk: Desk) -> None:
    desk.check(
        an_item("Warfarin 1mg tablets", 28, "as directed"),
        an_item("Warfarin 3mg tablets", 28, "as directed"),
        an_item("Ibuprofen 400mg tablets", 24, "1 tds"),
    )
    (stop,) = desk.cards(Tone.STOP)
    sides = "Warfarin 1mg tablets and Warfarin 3mg tablets with Ibuprofen 400mg tablets"
    assert stop.finding.title == f"Interaction: {sides}"


def test_what_waits_on_another_prescription_is_never_said_to_have_been_had_on_that_day(desk: Desk) -> None:
    """It was had 25 days ago, and ordered again this morning on a prescription of its own."""
    person = a_patient(medicines=(medicine("Lansoprazole 30mg gastro-resistant capsules", "1 daily"),))
    other = an_item("Lansoprazole 30mg gastro-resistant capsules", 28, "1 daily")
    received(desk.place, a_prescription(other, number="11AA22-FZZ99A-00001", patient=person), person)
    desk.check(RAMIPRIL, patient=person)
    changes = desk.checking.sheet.changes
    assert changes.since == NOW.date() - timedelta(days=25)
    (column,) = [column for column in change_columns(changes) if column.heading == "Not ordered"]
    words = ["".join(part.words for part in line) for line in column.lines]
    assert words == ["Lansoprazole 30mg gastro-resistant capsules", "on another prescription here"]


def test_what_is_wrong_with_the_prescription_as_sent_stands_before_the_pharmacist(desk: Desk) -> None:
    person = a_patient()
    problem = Problem(Severity.ERROR, "patient-deceased", "EPS says that the patient has died.")
    note = Problem(Severity.WARNING, "birth-date-missing", "No date of birth was sent.")
    sent = a_prescription(RAMIPRIL, patient=person, problems=(problem, note))
    desk.key = received(desk.place, sent, person)
    desk.open()
    (card,) = [card for card in desk.view._cards.values() if card.finding.key == "as-sent"]
    assert card.isVisible()
    assert card.finding.message == "EPS says that the patient has died."


def test_a_code_that_dmd_has_changed_is_for_information_and_asks_nobody(desk: Desk) -> None:
    """Every second code of an old system is one: asked about each, nobody would read the one that matters."""
    desk.check(replace(RAMIPRIL, code=SnomedCode("318902004")))
    (line,) = [line for line in quiet_lines(desk.checking) if line.key.startswith("dictionary:")]
    assert line.tone is Tone.INFO
    assert line.message == "Sent as code 318902004; dm+d has it as 42381611000001104 now."
    assert not desk.checking.held


def test_a_code_that_dmd_has_for_a_moiety_is_to_be_looked_at(desk: Desk) -> None:
    desk.check(replace(RAMIPRIL, code=SnomedCode("777395009")))
    (line,) = [line for line in quiet_lines(desk.checking) if line.key.startswith("dictionary:")]
    assert (line.tone, line.tag) == (Tone.REASON, "Look at this")
    assert "make sure what is meant" in line.message


def test_where_there_is_nothing_to_note_no_empty_frame_stands(desk: Desk) -> None:
    desk.check(RAMIPRIL)
    assert desk.view.quiet.isVisible() == bool(quiet_lines(desk.checking))
    desk.view.quiet.show_findings(())
    desk.view._place_cards(())
    assert not desk.view.quiet.isVisible()

"""The clinical check screen with a past: reasons given before, and the check of an earlier issue."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import AMARA, NIA, a_patient, a_prescription, approved, held, received, staff
from tests.desktop.test_clinical_view import RAMIPRIL, Desk
from tests.unit.application.test_earlier_checks import AMLODIPINE, SPIRONOLACTONE

from dispensary.application.clinical_check import CheckedCase, decided, look_at
from dispensary.desktop.theme import Tone
from dispensary.desktop.views.clinical_lines import _unknown, quiet_lines
from dispensary.desktop.views.screen import Where
from dispensary.domain.clinical.findings import Cause, Check, NotChecked
from dispensary.domain.clinical.gate import ReasonCode, unsettled
from dispensary.domain.clinical.retained import NotKept
from dispensary.domain.dictionary import Kind
from dispensary.domain.dispensing import ChosenProduct, Supply
from dispensary.domain.identifiers import IssueKey, SnomedCode
from dispensary.domain.prescription import PrescribedItem, RepeatInformation, Treatment
from dispensary.domain.workflow import Stage


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, themed: QApplication) -> Iterator[Desk]:
    made = Desk(tmp_path, qtbot)
    yield made
    made.close()


def before(desk: Desk, *items: PrescribedItem, treatment: Treatment = Treatment.REPEAT, number: int = 0) -> IssueKey:
    """A prescription that was checked, every question answered, and handed out."""
    person = a_patient()
    sent = a_prescription(*items, patient=person, treatment=treatment, number=f"{number:06X}-FZZ99A-44B0E")
    sent = replace(sent, repeat=RepeatInformation(issue=1) if treatment is Treatment.ERD else sent.repeat)
    key = received(desk.place, sent, person)
    seen = look_at(desk.place, key)
    assert isinstance(seen, CheckedCase)
    amara, now = staff(desk.place, AMARA), desk.place.clock.now()
    made = (decided(found, ReasonCode.MONITORED, "", amara, now) for found in unsettled(seen.result, ()))
    approved(desk.place, key, tuple(made))
    done = held(desk.place, key)
    for item, work in done.pairs():
        assert item.quantity is not None
        product = ChosenProduct(item.code or SnomedCode(""), Kind.VMP, item.name)
        had = Supply(item.quantity, product, now, NIA, directions="Take 1")
        done = done.with_work(replace(work, stage=Stage.HANDED_OUT, supplies=(had,)))
    with desk.place.store.begin() as uow:
        uow.dispensings.save(done)
        uow.commit()
    desk.place.clock.at += timedelta(days=28)  # type: ignore[attr-defined]
    return key


def test_what_was_accepted_before_is_one_line_and_one_key_away(desk: Desk) -> None:
    before(desk, RAMIPRIL, SPIRONOLACTONE)
    desk.check(RAMIPRIL, SPIRONOLACTONE)
    assert desk.cards(Tone.REASON) == []
    assert desk.view.hidden.isVisibleTo(desk.view)
    assert "1 finding was accepted before" in desk.view.hidden.accessibleName()
    assert desk.view.ui.approve.isEnabled()
    desk.press(Qt.Key.Key_H)
    (card,) = desk.cards(Tone.REASON)
    assert card.finding.settled == "Being monitored. Amara Whitlock, 23 Nov 2026"
    desk.press(Qt.Key.Key_H)
    assert desk.cards(Tone.REASON) == []


def test_an_earlier_answer_can_be_taken_back(desk: Desk) -> None:
    before(desk, RAMIPRIL, SPIRONOLACTONE)
    desk.check(RAMIPRIL, SPIRONOLACTONE)
    desk.press(Qt.Key.Key_H)
    (card,) = desk.cards(Tone.REASON)
    card.change_asked.emit(card.finding.key)
    desk.settle()
    assert not desk.view.ui.approve.isEnabled()
    assert not desk.view.hidden.isVisibleTo(desk.view)
    (card,) = desk.cards(Tone.REASON)
    assert card.finding.reasons


def test_without_a_past_there_is_no_line(desk: Desk) -> None:
    desk.check(RAMIPRIL, SPIRONOLACTONE)
    assert not desk.view.hidden.isVisibleTo(desk.view)
    assert len(desk.cards(Tone.REASON)) == 1


def test_a_dispenser_keeps_the_check_of_the_last_issue(desk: Desk) -> None:
    first = before(desk, RAMIPRIL, AMLODIPINE)
    desk.check(RAMIPRIL, AMLODIPINE, user=NIA, treatment=Treatment.REPEAT)
    (line,) = [line for line in quiet_lines(desk.checking) if line.key.startswith("earlier")]
    assert line.title == "Ramipril 5mg capsules and Amlodipine 5mg tablets"
    assert line.message == "Checked on 23 Nov 2026 by Amara Whitlock. Nothing has changed since."
    assert desk.view.ui.approve.text() == "Keep the check of 23 Nov 2026"
    desk.press(Qt.Key.Key_F10)
    assert [went.where for went in desk.went] == [Where.PRESCRIPTION]
    work = held(desk.place, desk.key).items[0]
    assert work.stage is Stage.CLINICALLY_CHECKED
    assert work.approval is not None
    assert work.approval.kept is not None
    assert work.approval.kept.earlier == first


def test_a_pharmacist_makes_a_new_check_and_a_changed_item_says_what_changed(desk: Desk) -> None:
    before(desk, RAMIPRIL)
    desk.check(replace(RAMIPRIL, dosage_text="2 om"), treatment=Treatment.REPEAT)
    assert desk.view.ui.approve.text() == "Approve"
    (earlier,) = desk.checking.sheet.checked.earlier.values()
    assert earlier.why is NotKept.CHANGED
    (line,) = [line for line in quiet_lines(desk.checking) if line.key.startswith("earlier")]
    assert "Since then the directions" in line.message
    assert line.message.endswith("have changed.")


def missed(check: Check, why: str) -> NotChecked:
    return NotChecked(check, (0,), Cause.UNKNOWN_FACT, why)


def test_many_unknown_facts_stand_together_and_none_is_left_out() -> None:
    several = [missed(check, f"{check.value} is not known") for check in list(Check)[:6]]
    (line,) = _unknown(several)
    assert line.tone is Tone.NOT_CHECKED
    assert line.title == "6 checks lack a fact"
    assert all(f"{check.value} is not known." in line.message for check in list(Check)[:6])


def test_few_unknown_facts_have_a_line_each_and_one_check_has_one() -> None:
    lines = _unknown(
        [missed(Check.RENAL, "eGFR unknown"), missed(Check.RENAL, "weight unknown"), missed(Check.AGE, "x")]
    )
    assert [line.message for line in lines] == ["eGFR unknown. Weight unknown.", "X."]

"""The accuracy check at the bench, on a real store with the real dictionary: what passes, what stops, what is kept."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import (
    AMARA,
    JOSEPH,
    NIA,
    StandingClock,
    a_patient,
    a_prescription,
    an_item,
    assembled,
    held,
    label_scan,
    medicine,
    pack_scan,
    plain_scan,
    received,
    staff,
    workplace,
)

from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.application.workplace import Workplace
from dispensary.desktop.sounds import Sound, Sounds
from dispensary.desktop.tasks import Tasks
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.accuracy_check import AccuracyModel
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.views.accuracy_check import AccuracyView
from dispensary.desktop.views.screen import Go, Where
from dispensary.desktop.views.verdicts import marked
from dispensary.domain.identifiers import IssueKey, UserId
from dispensary.domain.near_misses import NearMissKind
from dispensary.domain.people import OnDuty
from dispensary.domain.printing import JobKind
from dispensary.domain.workflow import Stage

RAMIPRIL, WEAKER = "Ramipril 5mg capsules", "Ramipril 2.5mg capsules"
AMLODIPINE, PARACETAMOL = "Amlodipine 5mg tablets", "Paracetamol 500mg tablets"
MORPHINE = "Morphine 10mg modified-release tablets"


class BenchDesk:
    """One counter with the bench on it, and what it sounded and where it asked to go."""

    def __init__(self, place: Workplace, folder: Path) -> None:
        self.place = place
        printer = FilePrinter(folder)
        self.counter = Counter(place, Tasks(), dict.fromkeys(JobKind, printer))
        self.bugs: list[object] = []
        self.counter.bug.connect(self.bugs.append)
        self.model = AccuracyModel(self.counter)
        self.view = AccuracyView(self.model, sounds=Sounds(0))
        self.sounds: list[Sound] = []
        self.model.sounded.connect(self.sounds.append)
        self.went: list[Go] = []
        self.view.go.connect(self.went.append)
        self.left = 0
        self.view.back.connect(self._back)

    def _back(self) -> None:
        self.left += 1

    @property
    def ui(self):  # type: ignore[no-untyped-def]
        return self.view.ui

    @property
    def said(self) -> str:
        return self.ui.verdict.accessibleName()

    @property
    def stopped(self) -> bool:
        return self.view.pages.currentWidget() is self.ui.stop


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication, tmp_path: Path, clock: StandingClock) -> Iterator[BenchDesk]:
    place = workplace(tmp_path, clock=clock)
    made = BenchDesk(place, tmp_path / "printed")
    qtbot.add_widget(made.view)
    made.view.resize(1366, 768)
    made.view.show()
    made.view.activateWindow()
    yield made
    qtbot.waitUntil(lambda: not made.counter.tasks.busy)
    made.counter.tasks.stop()
    place.store.close()
    assert made.bugs == []


def basket(desk: BenchDesk, *names: str, quantity: int = 28, medicines=()) -> IssueKey:  # type: ignore[no-untyped-def]
    patient = a_patient(medicines=medicines)
    items = [an_item(name, quantity) for name in names or (RAMIPRIL,)]
    return assembled(desk.place, received(desk.place, a_prescription(*items, patient=patient), patient))


def settle(qtbot: QtBot, desk: BenchDesk) -> None:
    qtbot.waitUntil(lambda: not desk.counter.tasks.busy)


def entered(qtbot: QtBot, desk: BenchDesk, key: IssueKey, user: UserId = JOSEPH) -> None:
    desk.counter.sign_on(staff(desk.place, user))
    desk.view.enter(Go(Where.ACCURACY_CHECK, key=key))
    settle(qtbot, desk)


def scan(qtbot: QtBot, desk: BenchDesk, *raws: str) -> None:
    for raw in raws:
        assert desk.view.on_scan(raw)
    settle(qtbot, desk)


def journal(desk: BenchDesk, kind: str) -> list[dict[str, object]]:
    with desk.place.store.read() as uow:
        entries = [json.loads(entry.body) for entry in uow.journal.entries()]
    return [entry["detail"] for entry in entries if entry["kind"] == kind]


def press(qtbot: QtBot, desk: BenchDesk, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget() or desk.view, key)
    settle(qtbot, desk)


def test_the_right_pack_is_green_and_asks_for_its_label(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk, RAMIPRIL, AMLODIPINE)
    entered(qtbot, desk, key)
    assert "Scan the first pack" in desk.said
    assert desk.ui.scans.text() == "0 of 4 scans"
    assert desk.ui.name.text() == "Mrs Beryl Hartnoll"
    assert desk.ui.check_state.text() == "Clinical check stands"
    scan(qtbot, desk, pack_scan(RAMIPRIL))
    verdict = desk.ui.verdict.verdict()
    assert (verdict.tone, verdict.word, verdict.medicine) == (Tone.PASS, "Right pack", RAMIPRIL)
    assert "Batch TR4071, use by 31 Aug 2028" in desk.said
    assert "label" in verdict.next_scan
    assert desk.sounds == [Sound.PASS]
    assert desk.ui.scans.text() == "1 of 4 scans"


def test_everything_scanned_the_bag_label_is_printed_and_the_shelf_is_remembered(
    qtbot: QtBot, desk: BenchDesk, tmp_path: Path
) -> None:
    key = basket(desk)
    entered(qtbot, desk, key)
    assert desk.ui.finish.text() == "Print bag label, 2 scans left"
    scan(qtbot, desk, pack_scan(RAMIPRIL), label_scan(desk.place, key, RAMIPRIL))
    assert desk.ui.verdict.verdict().word == "All checked"
    work = held(desk.place, key).items[0]
    assert (work.stage, work.checked_name) == (Stage.ACCURACY_CHECKED, "Joseph Pell")
    assert not desk.ui.finish.held
    desk.ui.finish.click()
    assert "shelf" in desk.ui.entry_refusal.text()
    qtbot.keyClicks(desk.ui.entry_number, "c3")
    desk.ui.finish.click()
    settle(qtbot, desk)
    bag = held(desk.place, key).bag
    assert bag is not None
    assert bag.shelf == "C3"
    assert desk.went == [Go(Where.WORKLIST)]
    assert len(list((tmp_path / "printed").iterdir())) == 1
    assert desk.model.shelf == "C3"


def test_another_strength_stops_in_red_with_only_the_difference_in_the_boxes(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk, AMLODIPINE, RAMIPRIL, medicines=(medicine(WEAKER, "1 om", days_ago=21),))
    entered(qtbot, desk, key)
    scan(qtbot, desk, pack_scan(WEAKER))
    assert desk.stopped
    stop = desk.ui.stop
    assert stop.word.text() == "Stop. Wrong strength"
    assert stop.person.text() == "Mrs Beryl Hartnoll"
    assert stop.place.text() == "Item 2 of 2, checking: Joseph Pell"
    assert f"Prescribed {RAMIPRIL}, 28" in stop.accessibleName()
    assert f"Scanned {WEAKER}" in stop.accessibleName()
    assert stop.note.text() == f"On 2 Nov 2026 they were given {WEAKER}."
    assert desk.sounds == [Sound.STOP]


def test_a_held_pack_is_dismissed_by_its_cause_alone_and_another_scan_only_sounds(
    qtbot: QtBot, desk: BenchDesk
) -> None:
    key = basket(desk)
    entered(qtbot, desk, key)
    scan(qtbot, desk, pack_scan(WEAKER))
    scan(qtbot, desk, pack_scan(RAMIPRIL, serial="S2"))
    assert desk.sounds == [Sound.STOP, Sound.STOP]
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert desk.stopped
    assert held(desk.place, key).items[0].scans == ()
    press(qtbot, desk, Qt.Key.Key_S)
    assert [note["kind"] for note in journal(desk, "near-miss")] == ["S"]
    assert desk.stopped
    press(qtbot, desk, Qt.Key.Key_F)
    assert desk.ui.stop.given == "strength"
    assert len(journal(desk, "near-miss")) == 1
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert not desk.stopped
    assert desk.ui.verdict.verdict().word == "Set aside"
    scan(qtbot, desk, pack_scan(RAMIPRIL, serial="S2"))
    assert desk.ui.verdict.verdict().word == "Right pack"
    assert desk.left == 0


def test_after_the_cause_the_next_right_scan_goes_on_without_escape(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk)
    entered(qtbot, desk, key)
    scan(qtbot, desk, pack_scan(WEAKER))
    press(qtbot, desk, Qt.Key.Key_S)
    scan(qtbot, desk, pack_scan(RAMIPRIL))
    assert not desk.stopped
    assert desk.ui.verdict.verdict().word == "Right pack"


def test_a_held_pack_survives_leaving_and_meets_whoever_comes_next(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk)
    entered(qtbot, desk, key)
    scan(qtbot, desk, pack_scan(WEAKER))
    desk.view.leave()
    again = AccuracyModel(desk.counter)
    shown = []
    again.shown.connect(shown.append)
    desk.counter.sign_on(staff(desk.place, AMARA))
    again.enter(key)
    settle(qtbot, desk)
    assert shown[-1].stop is not None
    again.settle(NearMissKind.STRENGTH)
    settle(qtbot, desk)
    assert held(desk.place, key).held_pack is None


def test_two_packs_without_serial_numbers_are_counted_by_a_person(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk, quantity=56)
    entered(qtbot, desk, key)
    assert desk.ui.scans.text() == "0 of 3 scans"
    scan(qtbot, desk, plain_scan(RAMIPRIL))
    assert "28 of 56 capsules" in desk.ui.verdict.verdict().next_scan
    assert "not checked" in desk.said
    scan(qtbot, desk, plain_scan(RAMIPRIL))
    scan(qtbot, desk, label_scan(desk.place, key, RAMIPRIL))
    assert desk.ui.verdict.verdict().word == "Count the packs"
    assert desk.ui.entry.isVisible()
    assert QApplication.focusWidget() is desk.ui.entry_number
    qtbot.keyClicks(desk.ui.entry_number, "3")
    desk.ui.entry_done.click()
    settle(qtbot, desk)
    assert "does not fit" in desk.ui.entry_refusal.text()
    desk.ui.entry_number.setText("2")
    desk.ui.entry_done.click()
    settle(qtbot, desk)
    assert not desk.ui.entry.isVisible()
    scan(qtbot, desk, label_scan(desk.place, key, RAMIPRIL))
    assert held(desk.place, key).items[0].stage is Stage.ACCURACY_CHECKED


def test_too_much_in_the_pack_asks_how_many_go_out(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk, PARACETAMOL, quantity=20)
    entered(qtbot, desk, key)
    scan(qtbot, desk, pack_scan(PARACETAMOL, size=32))
    assert desk.ui.verdict.verdict().word == "Count what goes out"
    assert desk.ui.entry.isVisible()
    assert "20 tablets go out" in desk.ui.entry_words.text()
    desk.ui.entry_number.setText("a few")
    desk.ui.entry_done.click()
    assert "figures" in desk.ui.entry_refusal.text()
    desk.ui.entry_number.setText("20")
    desk.ui.entry_done.click()
    settle(qtbot, desk)
    assert held(desk.place, key).items[0].packs_complete
    assert "label" in desk.ui.verdict.verdict().next_scan


def test_a_controlled_drug_counted_once_is_not_shown_as_right(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk, MORPHINE, quantity=10)
    entered(qtbot, desk, key)
    scan(qtbot, desk, pack_scan(MORPHINE))
    for tone, word in ((Tone.REASON, "Count again"), (Tone.PASS, "Counted")):
        desk.ui.entry_number.setText("10")
        desk.ui.entry_done.click()
        settle(qtbot, desk)
        assert (desk.ui.verdict.verdict().tone, desk.ui.verdict.verdict().word) == (tone, word)
        assert ("Count again" in desk.ui.verdict.verdict().next_scan) is (tone is Tone.REASON)


def test_a_part_pack_without_a_leaflet_is_said_and_holds_nothing_up(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk, RAMIPRIL, quantity=10)
    entered(qtbot, desk, key)
    scan(qtbot, desk, pack_scan(RAMIPRIL))
    desk.ui.entry_number.setText("10")
    desk.ui.entry_done.click()
    settle(qtbot, desk)
    assert desk.ui.verdict.verdict().word == "Counted"
    assert "No manufacturer’s leaflet is kept here for Ramipril 5mg capsules" in desk.said
    assert "label" in desk.ui.verdict.verdict().next_scan


def test_a_pack_too_many_is_taken_out_again(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk)
    entered(qtbot, desk, key)
    scan(qtbot, desk, pack_scan(RAMIPRIL), pack_scan(RAMIPRIL, serial="S2"))
    assert desk.ui.verdict.verdict().word == "Count what goes out"
    desk.ui.set_aside.click()
    settle(qtbot, desk)
    assert [scan.serial for scan in held(desk.place, key).items[0].scans] == ["S1"]
    assert "label" in desk.ui.verdict.verdict().next_scan


def test_one_pull_of_the_trigger_read_twice_counts_once(qtbot: QtBot, desk: BenchDesk, clock: StandingClock) -> None:
    key = basket(desk, quantity=56)
    entered(qtbot, desk, key)
    scan(qtbot, desk, pack_scan(RAMIPRIL), pack_scan(RAMIPRIL))
    assert not desk.stopped
    assert len(held(desk.place, key).items[0].scans) == 1
    clock.pass_by(seconds=2)
    scan(qtbot, desk, pack_scan(RAMIPRIL))
    assert desk.stopped
    assert desk.ui.stop.word.text() == "Stop. Same pack twice"


def test_an_unknown_pack_is_set_aside_and_only_a_pharmacist_may_accept_it(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk)
    unknown = "5012345678900"
    entered(qtbot, desk, key)
    scan(qtbot, desk, unknown)
    assert desk.ui.verdict.verdict().tone is Tone.NOT_CHECKED
    assert not desk.stopped
    assert desk.ui.set_aside.isVisible()
    assert not desk.ui.accept.isVisible()
    assert desk.sounds == [Sound.ASK]
    desk.ui.set_aside.click()
    settle(qtbot, desk)
    assert held(desk.place, key).held_pack is None
    assert journal(desk, "near-miss") == []
    scan(qtbot, desk, unknown)
    entered(qtbot, desk, key, AMARA)
    assert desk.ui.accept.isVisible()
    desk.ui.accept.click()
    desk.ui.entry_number.setText("28")
    desk.ui.entry_done.click()
    assert "why" in desk.ui.entry_refusal.text()
    qtbot.keyClicks(desk.ui.entry_reason, "Name, strength and form read on the box")
    press(qtbot, desk, Qt.Key.Key_Escape)
    assert not desk.ui.entry.isVisible()
    assert desk.left == 0
    desk.ui.accept.click()
    assert desk.ui.entry_reason.text() == "Name, strength and form read on the box"
    desk.ui.entry_number.setText("28")
    desk.ui.entry_done.click()
    settle(qtbot, desk)
    kept = held(desk.place, key).items[0].scans
    assert [pack.override for pack in kept] == ["Name, strength and form read on the box"]
    assert desk.ui.verdict.verdict().word == "Accepted by eye"


def test_a_pharmacist_says_which_item_an_unknown_pack_is_for(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk, RAMIPRIL, AMLODIPINE)
    entered(qtbot, desk, key, AMARA)
    scan(qtbot, desk, "5012345678900")
    desk.ui.accept.click()
    assert "capsules for the marked item" in desk.ui.entry_words.text()
    press(qtbot, desk, Qt.Key.Key_Down)
    assert "tablets for the marked item" in desk.ui.entry_words.text()
    desk.ui.entry_number.setText("28")
    desk.ui.entry_reason.setText("Read on the box")
    desk.ui.entry_done.click()
    settle(qtbot, desk)
    ramipril, amlodipine = held(desk.place, key).items
    assert ramipril.scans == ()
    assert amlodipine.packs_complete


def test_a_pack_accepted_by_eye_does_not_stop_the_next_right_pack(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk, quantity=56)
    entered(qtbot, desk, key, AMARA)
    scan(qtbot, desk, "5012345678900")
    desk.ui.accept.click()
    desk.ui.entry_number.setText("28")
    desk.ui.entry_reason.setText("Read on the box")
    desk.ui.entry_done.click()
    settle(qtbot, desk)
    scan(qtbot, desk, pack_scan(RAMIPRIL))
    assert held(desk.place, key).held_pack is None
    assert held(desk.place, key).items[0].packs_complete


@pytest.mark.parametrize(
    ("scanned", "word"),
    [("own-label", "Packs first"), ("other-label", "Wrong label"), ("bag", "Not a pack"), ("rubbish", "Not a pack")],
)
def test_what_is_no_pack_is_refused_large_and_in_its_own_words(
    qtbot: QtBot, desk: BenchDesk, scanned: str, word: str
) -> None:
    other_patient = a_patient(number="9990218463", name="Mr Tomasz Wrona", goal="")
    other = a_prescription(an_item(AMLODIPINE), number="24F5DA-FZZ99A-7EFE6", patient=other_patient)
    theirs = assembled(desk.place, received(desk.place, other, other_patient))
    key = basket(desk)
    raws = {
        "own-label": label_scan(desk.place, key, RAMIPRIL),
        "other-label": label_scan(desk.place, theirs, AMLODIPINE),
        "bag": "8000001184",
        "rubbish": "HELLO WORLD",
    }
    entered(qtbot, desk, key)
    scan(qtbot, desk, raws[scanned])
    assert desk.ui.verdict.verdict().word == word
    assert "Wrona" not in desk.said
    assert desk.sounds == [Sound.STOP if word == "Wrong label" else Sound.ASK]


def test_who_assembled_it_is_told_so_before_anything_is_scanned(qtbot: QtBot, desk: BenchDesk) -> None:
    patient = a_patient()
    key = received(desk.place, a_prescription(patient=patient), patient)
    assembled(desk.place, key, by=JOSEPH)
    entered(qtbot, desk, key)
    assert desk.ui.verdict.verdict().word == "Somebody else checks"
    assert "Joseph Pell assembled Ramipril 5mg capsules" in desk.said
    assert desk.ui.finish.text() == "Print bag label, not now"
    scan(qtbot, desk, pack_scan(RAMIPRIL))
    assert held(desk.place, key).items[0].scans == ()


def test_a_dispenser_may_not_check(qtbot: QtBot, desk: BenchDesk) -> None:
    entered(qtbot, desk, basket(desk), NIA)
    assert desk.ui.verdict.verdict().word == "Not authorised"


def test_an_allergy_recorded_meanwhile_voids_the_check_and_is_named(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk)
    with desk.place.store.begin() as uow:
        patient = uow.patients.get(a_patient().id)
        assert patient is not None
        uow.patients.save(replace(patient, facts=replace(patient.facts, pregnant=True)))
        uow.commit()
    entered(qtbot, desk, key)
    verdict = desk.ui.verdict.verdict()
    assert (verdict.tone, verdict.word) == (Tone.STOP, "Clinical check void")
    assert desk.ui.check_state.text() == "Cannot be checked now"


def test_without_a_responsible_pharmacist_nothing_is_checked(
    qtbot: QtBot, desk: BenchDesk, clock: StandingClock
) -> None:
    key = basket(desk)
    with desk.place.store.begin() as uow:
        uow.duty.end(clock.now())
        uow.commit()
    entered(qtbot, desk, key)
    assert desk.ui.verdict.verdict().word == "No pharmacist"
    with desk.place.store.begin() as uow:
        uow.duty.begin(OnDuty(AMARA, "Amara Whitlock", "2999041", clock.now()))
        uow.commit()
    desk.model.load()
    settle(qtbot, desk)
    assert "Scan the first pack" in desk.said


def test_an_item_not_assembled_yet_keeps_the_bag_open(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk, RAMIPRIL, AMLODIPINE)
    with desk.place.store.begin() as uow:
        found = uow.dispensings.get(key)
        assert found is not None
        uow.dispensings.save(found.with_work(replace(found.items[1], stage=Stage.LABELLED)))
        uow.commit()
    entered(qtbot, desk, key)
    scan(qtbot, desk, pack_scan(RAMIPRIL), label_scan(desk.place, key, RAMIPRIL))
    assert desk.ui.verdict.verdict().word == "Checked so far"
    assert AMLODIPINE in desk.said
    assert desk.ui.finish.text() == "Print bag label, 1 item not assembled"


def test_leaving_keeps_the_place_and_shows_no_name_to_the_next(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk, quantity=56)
    entered(qtbot, desk, key)
    scan(qtbot, desk, pack_scan(RAMIPRIL))
    desk.ui.leave.click()
    assert desk.left == 1
    desk.view.leave()
    desk.view.enter(Go(Where.ACCURACY_CHECK))
    assert desk.ui.name.text() == ""
    entered(qtbot, desk, key)
    verdict = desk.ui.verdict.verdict()
    assert (verdict.word, verdict.medicine) == ("Go on here", RAMIPRIL)
    assert "28 of 56 capsules" in verdict.next_scan


@pytest.mark.parametrize(
    ("whole", "differs", "bold"),
    [
        ("Ramipril 5mg capsules, 28", "5 mg", ["5mg"]),
        ("Ramipril 2.5mg capsules", "5 mg", []),
        ("Co-codamol 15mg/500mg tablets", "15 mg", ["15mg"]),
        ("Amlodipine 5mg tablets", "Amlodipine 5mg tablets", ["Amlodipine 5mg tablets"]),
        ("Salbutamol 100micrograms/dose inhaler", "Tablet", []),
        ("Folic acid 5mg tablets", "", []),
    ],
)
def test_only_the_part_that_differs_is_bold(whole: str, differs: str, bold: list[str]) -> None:
    parts = marked(whole, differs)
    assert "".join(part.words for part in parts) == whole
    assert [part.words for part in parts if part.strong] == bold


def test_f4_leads_from_the_bench_to_the_prescription(qtbot: QtBot, desk: BenchDesk) -> None:
    key = basket(desk, RAMIPRIL)
    entered(qtbot, desk, key)
    press(qtbot, desk, Qt.Key.Key_F4)
    assert desk.went == [Go(Where.PRESCRIPTION, key=key)]

"""What a pharmacy does all day, in its own words: real store, real dictionary, real labels, and EPS on the line."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.builders import AMARA, JOSEPH, NIA, NOW, a_prescription, an_item
from tests.fakes.fake_eps import FakeEps
from tests.journeys.main_job import (
    PARTS,
    SENT_BACK,
    SUPPLIED,
    Bench,
    Eps,
    begin_the_day,
    claim_for,
    dispense,
    dispense_once,
    furnish,
    key_of,
    ok,
    one_step_on,
    opened,
    order,
    pack_scan,
    release_all,
    simulator,
)

from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.application.accuracy_check import LabelMatched, PackJudged, scan_at_bench, settle_wrong_pack
from dispensary.application.assemble import assemble
from dispensary.application.bag import bag
from dispensary.application.claim import claim, not_dispense, owe, stock_arrived
from dispensary.application.clinical_check import approve, query
from dispensary.application.deliver_outbox import deliver_outbox
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.label import Wanted, label_item
from dispensary.application.patient_record import correct_patient
from dispensary.application.ports.eps import EpsUnavailable, Failed, Received, ReleaseAnswer
from dispensary.application.prints import send_prints
from dispensary.application.queries.detail import Detail, detail
from dispensary.application.queries.journal import journal_state
from dispensary.application.queries.worklist import Tab, worklist
from dispensary.application.receive import ask_for_nominated, ask_for_one, link_patient
from dispensary.application.send_back import return_prescription
from dispensary.domain.barcodes.tokens import label_token
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.eps_status import PrescriptionStatus
from dispensary.domain.identifiers import IssueKey, LabelNumber, PatientId, PrescriptionId, SnomedCode
from dispensary.domain.messages import Accepted, NotDispensedReason, ReturnReason
from dispensary.domain.near_misses import Learning, NearMissKind
from dispensary.domain.patient import Allergy, Patient
from dispensary.domain.printing import JobKind
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import CheckVoid, NotClinicallyChecked, PackHeld, PatientNotLinked, StillInHand
from dispensary.domain.refused_eps import AlreadyClaimed, FailedAtRelease, NotFinished
from dispensary.domain.workflow import Stage
from dispensary.wording.refused import refusal_words

PAYS = Answers(identity_matches=True, charge=ChargeDecision(PAID))


@pytest.fixture(scope="module")
def eps() -> Iterator[Eps]:
    with simulator() as running:
        yield running


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    furnish(folder)
    return folder


Opening = Callable[..., AbstractContextManager[Bench]]


@pytest.fixture
def counter(eps: Eps, template: Path, tmp_path: Path) -> Opening:
    """Opens the counter with these prescriptions waiting at EPS. Opened again, it is the same counter."""

    @contextmanager
    def open_counter(*names: str, sign: str = "always", days: int = 0) -> Iterator[Bench]:
        home = tmp_path / "home"
        fresh = not home.exists()
        if fresh:
            shutil.copytree(template, home)
            eps.prepare(*(order(name) for name in names), sign=sign)
        with opened(home, eps.url, NOW + timedelta(days=days)) as bench:
            if fresh:
                begin_the_day(bench)
            yield bench
            assert journal_state(bench.place).broken is None

    return open_counter


def the_patient(bench: Bench, name: str) -> Patient:
    with bench.place.store.read() as uow:
        found = uow.patients.get(PatientId(name))
    assert found is not None
    return found


def stages(bench: Bench, key: IssueKey) -> list[Stage]:
    return [work.stage for work in bench.held(key).items]


def until(bench: Bench, key: IssueKey, stage: Stage) -> None:
    """Takes every item as far as that stage, and no further."""
    while stage not in stages(bench, key):
        assert one_step_on(bench, key)


def steps(bench: Bench, key: IssueKey) -> dict[str, object]:
    """Every step that somebody could try on a prescription, tried."""
    place, item = bench.place, bench.held(key).items[0].item_id
    return {
        "approve": approve(place, AMARA, key),
        "label": label_item(place, NIA, key, item, Wanted("dd")),
        "assemble": assemble(place, NIA, key, item),
        "scan": scan_at_bench(place, JOSEPH, key, "09520000040703"),
        "bag": bag(place, JOSEPH, key, "C4"),
        "hand out": hand_out(place, NIA, key, PAYS),
        "claim": claim(place, NIA, key),
    }


def more_steps(bench: Bench, key: IssueKey) -> dict[str, object]:
    """The steps that set a prescription aside."""
    place, item = bench.place, bench.held(key).items[0].item_id
    return {
        "query": query(place, NIA, key, item, "Is this meant?"),
        "owe": owe(place, NIA, key, item),
        "stock": stock_arrived(place, NIA, key, item),
        "not dispense": not_dispense(place, NIA, key, item, NotDispensedReason.BOUGHT),
        "return": return_prescription(place, NIA, key, ReturnReason.INVALID),
    }


def test_a_day_from_the_download_to_the_claim(eps: Eps, counter: Opening) -> None:
    with counter() as bench:
        eps.admin("load", demo="FX999")
        release_all(bench)
        rows = worklist(bench.place)
        assert len(rows) >= 60
        assert len([row for row in rows if row.failed]) == 1
        releases = [row for row in eps.state()["log"] if row["act"] == "release"]
        assert [len(row["prescriptions"]) for row in releases] == [25, 25, len(rows) - 50]
        clean = next(
            row
            for row in rows
            if row.tab is Tab.CLINICAL_CHECK and row.items == 1 and not (row.stops or row.reasons or row.unread_doses)
            if row.controlled is None and has_whole_pack(bench, row.key)
        )
        dispense(bench, clean.key)
        claim_for(bench, clean.key)
        issue = eps.issue(clean.key)
        assert issue["status"] == "0008"
        assert [line["status"] for line in issue["lines"]] == ["0001"]
        assert eps.acts(clean.key) == ["release", "notification", "claim"]
        assert clean.key not in {row.key for row in worklist(bench.place)}
        printed = sorted(path.suffix for path in bench.printed.iterdir())
        assert printed == [".pdf", ".pdf"]
        assert not send_prints(bench.place, bench.printers).sent
        assert isinstance(claim(bench.place, NIA, clean.key), AlreadyClaimed)


def has_whole_pack(bench: Bench, key: IssueKey) -> bool:
    (item,) = bench.held(key).prescription.items
    packs = bench.place.dictionary.packs_of(item.code) if item.code else ()
    return any(pack.quantity == item.quantity and bench.place.dictionary.gtins_of(pack.code) for pack in packs)


def test_half_goes_out_today_the_rest_follows_and_then_it_is_claimed(eps: Eps, counter: Opening) -> None:
    key = key_of(order(SUPPLIED))
    with counter(SUPPLIED) as bench:
        release_all(bench)
        dispense_once(bench, key, PARTS)
        issue = eps.issue(key)
        assert issue["status"] == "0003"
        assert [(line["status"], line["supplied"]) for line in issue["lines"]] == [("0003", ["15"]), ("0001", ["28"])]
        assert stages(bench, key) == [Stage.OWING, Stage.HANDED_OUT]
        assert isinstance(claim(bench.place, NIA, key), NotFinished)
        assert [row.tab for row in worklist(bench.place)] == [Tab.OWING]
    with counter(days=2) as bench:
        dispense(bench, key)
        issue = eps.issue(key)
        assert issue["status"] == "0006"
        supplied = [(line["status"], line["supplied"]) for line in issue["lines"]]
        assert supplied == [("0001", ["15", "15"]), ("0001", ["28", "0"])]
        assert [row.tab for row in worklist(bench.place)] == [Tab.TO_CLAIM]
        claim_for(bench, key)
        assert eps.issue(key)["status"] == "0008"
        assert worklist(bench.place) == []


def test_what_was_owed_and_never_fetched_is_given_up_and_the_rest_is_claimed(eps: Eps, counter: Opening) -> None:
    key = key_of(order(SUPPLIED))
    with counter(SUPPLIED) as bench:
        release_all(bench)
        dispense_once(bench, key, PARTS)
        owed = bench.held(key).items[0].item_id
        ok(not_dispense(bench.place, NIA, key, owed, NotDispensedReason.NOT_COLLECTED))
        bench.deliver()
        issue = eps.issue(key)
        assert (issue["status"], [line["status"] for line in issue["lines"]]) == ("0006", ["0001", "0001"])
        claim_for(bench, key)
        assert eps.issue(key)["status"] == "0008"


def test_one_item_is_not_wanted_and_the_other_is_supplied(eps: Eps, counter: Opening) -> None:
    key = key_of(order(SUPPLIED))
    with counter(SUPPLIED) as bench:
        release_all(bench)
        unwanted = bench.held(key).items[0].item_id
        ok(not_dispense(bench.place, NIA, key, unwanted, NotDispensedReason.NOT_REQUIRED))
        assert eps.issue(key)["notifications"] == []
        dispense(bench, key)
        assert [line["status"] for line in eps.issue(key)["lines"]] == ["0002", "0001"]
        claim_for(bench, key)
        assert eps.issue(key)["status"] == "0008"


def test_an_item_owed_from_the_start_keeps_the_prescription_with_us(eps: Eps, counter: Opening) -> None:
    key = key_of(order(SUPPLIED))
    with counter(SUPPLIED) as bench:
        release_all(bench)
        ok(approve(bench.place, AMARA, key))
        first = bench.held(key).items[0].item_id
        ok(owe(bench.place, NIA, key, first, "None at the wholesaler"))
        for _ in range(4):
            assert isinstance(bag(bench.place, JOSEPH, key, "C4"), StillInHand)
            second = bench.held(key).items[1]
            place = bench.place
            match second.stage:
                case Stage.CLINICALLY_CHECKED:
                    ok(label_item(place, NIA, key, second.item_id, Wanted("dd")))
                case Stage.LABELLED:
                    ok(assemble(place, NIA, key, second.item_id))
                case _:
                    _scan_next(bench, key)
        ok(bag(bench.place, JOSEPH, key, "C4"))
        ok(hand_out(bench.place, NIA, key, PAYS))
        bench.deliver()
        assert [line["status"] for line in eps.issue(key)["lines"]] == ["0004", "0001"]
        dispense(bench, key)
        assert eps.issue(key)["status"] == "0006"


def _scan_next(bench: Bench, key: IssueKey) -> None:
    work = bench.held(key).items[1]
    item = bench.held(key).prescription.items[1]
    assert work.label is not None
    assert item.code is not None
    assert item.quantity is not None
    pack = pack_scan(bench, item.code, item.quantity.value)
    ok(scan_at_bench(bench.place, JOSEPH, key, label_token(work.label.number) if work.scans else pack))


def test_a_prescription_that_nobody_wants_is_told_and_never_claimed(eps: Eps, counter: Opening) -> None:
    key = key_of(order(SUPPLIED))
    with counter(SUPPLIED) as bench:
        release_all(bench)
        for work in bench.held(key).items:
            ok(not_dispense(bench.place, NIA, key, work.item_id, NotDispensedReason.NOT_REQUIRED))
        bench.deliver()
        issue = eps.issue(key)
        assert (issue["status"], [line["status"] for line in issue["lines"]]) == ("0007", ["0002", "0002"])
        assert bench.held(key).eps_status is PrescriptionStatus.NOT_DISPENSED
        assert isinstance(claim(bench.place, NIA, key), NotFinished)
        assert worklist(bench.place) == []


def test_a_prescription_goes_back_and_may_come_again(eps: Eps, counter: Opening) -> None:
    key = key_of(order(SENT_BACK))
    with counter(SENT_BACK) as bench:
        release_all(bench)
        ok(approve(bench.place, AMARA, key))
        ok(return_prescription(bench.place, NIA, key, ReturnReason.PATIENT_REQUEST))
        bench.deliver()
        issue = eps.issue(key)
        assert (issue["status"], issue["holder"], [line["status"] for line in issue["lines"]]) == (
            "0001",
            None,
            ["0007"],
        )
        assert worklist(bench.place) == []
        assert all(isinstance(tried, Refusal) for tried in steps(bench, key).values())
        ok(ask_for_one(bench.place, NIA, key.prescription.value.lower().replace("-", "")))
        bench.deliver()
        assert stages(bench, key) == [Stage.RECEIVED]
        assert bench.held(key).prescription.release_id == eps.issue(key)["release_id"]
        dispense(bench, key)
        claim_for(bench, key)
        assert eps.issue(key)["status"] == "0008"
        assert eps.acts(key) == ["release", "return", "release", "notification", "claim"]


def test_asking_again_for_what_is_here_changes_nothing(eps: Eps, counter: Opening) -> None:
    key = key_of(order(SENT_BACK))
    with counter(SENT_BACK) as bench:
        release_all(bench)
        ok(approve(bench.place, AMARA, key))
        before = bench.held(key)
        ok(ask_for_one(bench.place, NIA, key.prescription.value))
        bench.deliver()
        assert bench.held(key) == before


def test_the_second_issue_of_a_repeat_comes_when_the_first_is_done(eps: Eps, counter: Opening) -> None:
    key = key_of(order("zielinska-2"))
    following = replace(key, issue=2)
    with counter("zielinska-2") as bench:
        release_all(bench)
        assert bench.held(key).prescription.repeat.authorised == 6
        dispense(bench, key)
        claim_for(bench, key)
        assert eps.issue(key)["status"] == "0008"
        release_all(bench)
        with bench.place.store.read() as uow:
            assert uow.dispensings.get(following) is None
    days = 25
    eps.admin("clock", advance_days=days)
    with counter(days=days) as bench:
        release_all(bench)
        assert bench.held(following).prescription.repeat.issue == 2
        assert stages(bench, following) == [Stage.RECEIVED]
        assert stages(bench, key) == [Stage.HANDED_OUT]
        dispense(bench, following)
        claim_for(bench, following)
        assert [eps.issue(each)["status"] for each in (key, following)] == ["0008", "0008"]


def test_a_line_cancelled_before_it_came_is_never_dispensed(eps: Eps, counter: Opening) -> None:
    made = order("abernathy-1")
    key = key_of(made)
    with counter() as bench:
        eps.prepare(made)
        first = eps.issue(key)["lines"][0]["item_id"]
        response = eps.admin("cancel", prescription_id=key.prescription.value, reason="0002", item_id=first)
        assert response == {"response": "R-0001"}
        release_all(bench)
        ok(approve(bench.place, AMARA, key))
        cancelled = bench.held(key).items[0]
        assert cancelled.approval is None
        refused = label_item(bench.place, NIA, key, cancelled.item_id, Wanted("dd"))
        assert isinstance(refused, NotClinicallyChecked)
        assert isinstance(assemble(bench.place, NIA, key, cancelled.item_id), Refusal)
        dispense(bench, key)
        issue = eps.issue(key)
        assert (issue["status"], [line["status"] for line in issue["lines"]]) == ("0006", ["0005", "0001"])
        assert [line["supplied"] for line in issue["lines"]] == [["0"], ["28"]]
        claim_for(bench, key)
        assert eps.issue(key)["status"] == "0008"
        assert bench.held(key).items[0].supplies == ()
        assert worklist(bench.place) == []


def test_a_prescription_with_a_bad_signature_can_be_read_and_nothing_else(eps: Eps, counter: Opening) -> None:
    key = key_of(order("yardley-2"))
    with counter("yardley-2", sign="keep") as bench:
        release_all(bench)
        (row,) = worklist(bench.place)
        assert row.failed == "Signature is invalid."
        seen = detail(bench.place, key)
        assert isinstance(seen, Detail)
        assert seen.items[0].item.name == "Omeprazole 20mg gastro-resistant capsules"
        with bench.place.store.read() as uow:
            document = uow.dispensings.document(key)
        assert document is not None
        assert key.prescription.value.encode() in document
        for name, refused in (steps(bench, key) | more_steps(bench, key)).items():
            assert isinstance(refused, FailedAtRelease), name
        assert stages(bench, key) == [Stage.RECEIVED]
        assert eps.issue(key)["status"] == "0001"
        assert eps.issue(key)["holder"] is None


def test_a_prescription_waits_until_somebody_says_whose_it_is(eps: Eps, counter: Opening) -> None:
    key = key_of(order(SENT_BACK))
    with counter(SENT_BACK) as bench:
        person = the_patient(bench, "nwachukwu")
        moved = replace(person, address=replace(person.address, postcode="QX9 9QX"))
        ok(correct_patient(bench.place, NIA, moved))
        release_all(bench)
        (row,) = worklist(bench.place)
        assert (row.linked, row.tab) == (False, Tab.NEW)
        assert isinstance(approve(bench.place, AMARA, key), PatientNotLinked)
        item = bench.held(key).items[0].item_id
        assert isinstance(label_item(bench.place, NIA, key, item, Wanted("dd")), Refusal)
        assert isinstance(link_patient(bench.place, NIA, key, PatientId("nobody")), Refusal)
        ok(link_patient(bench.place, NIA, key, person.id))
        dispense(bench, key)
        assert eps.issue(key)["status"] == "0006"


def test_a_wrong_pack_is_held_until_somebody_says_what_was_wrong(counter: Opening) -> None:
    key = key_of(order(SENT_BACK))
    with counter(SENT_BACK) as bench:
        release_all(bench)
        until(bench, key, Stage.ASSEMBLED)
        right = pack_for(bench, key)
        wrong = pack_scan(bench, ok_code(bench, "Doxazosin 4mg tablets"), Decimal(28))
        stopped = scan_at_bench(bench.place, JOSEPH, key, wrong)
        assert isinstance(stopped, PackJudged)
        assert stopped.stopped
    with counter() as bench:
        for raw in (right, wrong, label_token(LabelNumber("1"))):
            assert isinstance(scan_at_bench(bench.place, JOSEPH, key, raw), PackHeld)
        ok(
            settle_wrong_pack(
                bench.place, JOSEPH, key, NearMissKind.PRODUCT, Learning(cause="Picked from the shelf beside")
            )
        )
        taken = scan_at_bench(bench.place, JOSEPH, key, right)
        assert isinstance(taken, PackJudged)
        assert taken.complete
        assert isinstance(scan_at_bench(bench.place, JOSEPH, key, label_token(LabelNumber("1"))), LabelMatched)
        assert journal_kinds(bench).count("near-miss") == 1
        assert bench.held(key).items[0].stage is Stage.ACCURACY_CHECKED


def ok_code(bench: Bench, name: str) -> SnomedCode:
    found = bench.place.dictionary.by_name(name)
    assert found is not None
    return found.current


def pack_for(bench: Bench, key: IssueKey) -> str:
    (item,) = bench.held(key).prescription.items
    assert item.code is not None
    assert item.quantity is not None
    return pack_scan(bench, item.code, item.quantity.value)


def journal_kinds(bench: Bench) -> list[str]:
    with bench.place.store.read() as uow:
        return [json.loads(entry.body)["kind"] for entry in uow.journal.entries()]


def test_directions_with_another_dose_go_back_to_the_pharmacist_and_not_to_the_printer(counter: Opening) -> None:
    key = key_of(order(SENT_BACK))
    with counter(SENT_BACK) as bench:
        release_all(bench)
        ok(approve(bench.place, AMARA, key))
        item = bench.held(key).items[0].item_id
        made = ok(label_item(bench.place, NIA, key, item, Wanted("2 bd")))
        assert made.number is None
        assert stages(bench, key) == [Stage.RECEIVED]
        bench.print_all()
        assert not bench.printed.exists()
        assert isinstance(label_item(bench.place, NIA, key, item, Wanted("dd")), NotClinicallyChecked)
        ok(approve(bench.place, AMARA, key))
        made = ok(label_item(bench.place, NIA, key, item, Wanted()))
        label = bench.held(key).items[0].label
        assert label is not None
        assert made.number == label.number
        assert "TWO" in label.directions.upper() or "2" in label.directions
        assert label.prescribed == "1 daily"


def test_an_allergy_learnt_after_the_check_voids_it_and_a_telephone_number_does_not(counter: Opening) -> None:
    key = key_of(order(SENT_BACK))
    with counter(SENT_BACK) as bench:
        release_all(bench)
        ok(approve(bench.place, AMARA, key))
        person = the_patient(bench, "nwachukwu")
        ok(correct_patient(bench.place, NIA, replace(person, phone="01632 960999")))
        item = bench.held(key).items[0].item_id
        ok(label_item(bench.place, NIA, key, item, Wanted("dd")))
        person = the_patient(bench, "nwachukwu")
        allergic = replace(person.facts, allergies=(Allergy("latex", "rash"),), no_known_allergies=False)
        ok(correct_patient(bench.place, NIA, replace(person, facts=allergic)))
        for refused in (
            label_item(bench.place, NIA, key, item, Wanted("dd")),
            assemble(bench.place, NIA, key, item),
        ):
            assert isinstance(refused, CheckVoid)
            assert refused.changed == ("allergies",)
            assert "allergies" in refusal_words(refused)
        (row,) = worklist(bench.place)
        assert row.tab is Tab.CLINICAL_CHECK
        ok(approve(bench.place, AMARA, key))
        ok(assemble(bench.place, NIA, key, item))


@pytest.mark.parametrize("stage", [Stage.ASSEMBLED, Stage.ACCURACY_CHECKED, Stage.BAGGED])
def test_an_allergy_learnt_late_still_stops_the_bag_at_the_counter(counter: Opening, stage: Stage) -> None:
    key = key_of(order(SENT_BACK))
    with counter(SENT_BACK) as bench:
        release_all(bench)
        until(bench, key, stage)
        person = the_patient(bench, "nwachukwu")
        allergic = replace(person.facts, allergies=(Allergy("latex", "rash"),), no_known_allergies=False)
        ok(correct_patient(bench.place, NIA, replace(person, facts=allergic)))
        step: Callable[[], object] = {
            Stage.ASSEMBLED: lambda: scan_at_bench(bench.place, JOSEPH, key, pack_for(bench, key)),
            Stage.ACCURACY_CHECKED: lambda: bag(bench.place, JOSEPH, key, "C4"),
            Stage.BAGGED: lambda: hand_out(bench.place, NIA, key, PAYS),
        }[stage]
        refused = step()
        assert isinstance(refused, CheckVoid)
        assert refused.changed == ("allergies",)
        assert stages(bench, key) == [stage]


def test_a_prescription_cancelled_while_we_hold_it_is_cancelled_once_it_is_back(eps: Eps, counter: Opening) -> None:
    key = key_of(order(SENT_BACK))
    with counter(SENT_BACK) as bench:
        release_all(bench)
        response = eps.admin("cancel", prescription_id=key.prescription.value, reason="0002")
        assert response == {"response": "R-0002"}
        ok(return_prescription(bench.place, NIA, key, ReturnReason.OTHER_DISPENSER))
        bench.deliver()
        assert eps.issue(key)["status"] == "0005"


# What comes in one piece, in pieces, or twice.


@pytest.fixture
def by_hand(template: Path, tmp_path: Path) -> Iterator[tuple[Bench, FakeEps]]:
    """The counter with an EPS that answers as the test says."""
    shutil.copytree(template, tmp_path / "home")
    eps = FakeEps()
    with opened(tmp_path / "home", "http://127.0.0.1:9") as bench:
        yield replace(bench, place=replace(bench.place, eps=eps)), eps


def brought(bench: Bench, eps: FakeEps, answer: ReleaseAnswer) -> None:
    eps.releases = [answer]
    ok(ask_for_nominated(bench.place, NIA))
    deliver_outbox(bench.place)


def test_what_cannot_be_read_of_a_release_is_kept_whole(by_hand: tuple[Bench, FakeEps]) -> None:
    bench, eps = by_hand
    good = a_prescription(an_item())
    brought(bench, eps, ReleaseAnswer((Received(good, b"{}"),), (), more=False, problems=("One cannot be read.",)))
    assert bench.held(good.key).prescription == good
    assert {"release-unreadable", "release-kept"} <= set(journal_kinds(bench))


def test_a_prescription_without_an_id_does_not_take_another_ones_place(by_hand: tuple[Bench, FakeEps]) -> None:
    bench, eps = by_hand
    nameless = replace(a_prescription(an_item()), id=PrescriptionId(""))
    brought(bench, eps, ReleaseAnswer((Received(nameless, b"one"), Received(nameless, b"two")), (), more=False))
    with bench.place.store.read() as uow:
        assert not uow.dispensings.open()
        kept = [entry.body for entry in uow.journal.entries() if "without its ID" in entry.body]
    assert ['"reply":"one"' in kept[0], '"reply":"two"' in kept[1]] == [True, True]


def test_one_that_failed_and_comes_again_sound_is_new_work(by_hand: tuple[Bench, FakeEps]) -> None:
    bench, eps = by_hand
    made = a_prescription(an_item())
    failed = Failed("Signature is invalid.", made, b"first")
    brought(bench, eps, ReleaseAnswer((), (failed,), more=False))
    assert bench.held(made.key).failed
    brought(bench, eps, ReleaseAnswer((), (failed,), more=False))
    sound = replace(made, release_id="44444444-4444-4444-8444-444444444444")
    brought(bench, eps, ReleaseAnswer((Received(sound, b"second"),), (), more=False))
    held = bench.held(made.key)
    assert (held.failed, held.prescription.release_id) == ("", sound.release_id)
    with bench.place.store.read() as uow:
        assert uow.dispensings.document(made.key) == b"second"


def test_a_return_that_has_not_arrived_keeps_what_is_released_again_from_looking_new(
    by_hand: tuple[Bench, FakeEps],
) -> None:
    bench, eps = by_hand
    begin_the_day(bench)
    made = a_prescription(an_item())
    brought(bench, eps, ReleaseAnswer((Received(made, b"{}"),), (), more=False))
    ok(return_prescription(bench.place, NIA, made.key, ReturnReason.PATIENT_REQUEST))
    eps.go_down()
    deliver_outbox(bench.place)
    brought(bench, eps, ReleaseAnswer((Received(made, b"{}"),), (), more=False))
    assert stages(bench, made.key) == [Stage.RETURNED]


def test_a_message_that_eps_never_settles_holds_nothing_else_up(by_hand: tuple[Bench, FakeEps]) -> None:
    bench, eps = by_hand
    ok(ask_for_nominated(bench.place, NIA))
    eps.go_down()
    deliver_outbox(bench.place)
    ok(ask_for_one(bench.place, NIA, a_prescription().id.value))
    eps.answers = [Accepted(b""), EpsUnavailable("EPS sent an empty answer.")]
    done = deliver_outbox(bench.place, now_too=True)
    assert (done.sent, done.waiting, done.unavailable) == (1, 1, "EPS sent an empty answer.")
    first, between, last = eps.sent
    assert first == last != between


def test_a_download_that_eps_never_settles_does_not_keep_the_next_from_being_asked_for(
    by_hand: tuple[Bench, FakeEps],
) -> None:
    bench, eps = by_hand
    for tries in (1, 2, 3):
        ok(ask_for_nominated(bench.place, NIA))
        assert unsent(bench) == 1
        eps.go_down()
        assert deliver_outbox(bench.place, now_too=True).waiting == 1, tries
    for _ in range(3):
        ok(ask_for_nominated(bench.place, NIA))
        assert unsent(bench) == 2


def unsent(bench: Bench) -> int:
    with bench.place.store.read() as uow:
        return len(uow.outbox.unfinished())


def test_labels_wait_for_a_printer_and_are_sent_once(counter: Opening, tmp_path: Path) -> None:
    key = key_of(order(SENT_BACK))
    with counter(SENT_BACK) as bench:
        release_all(bench)
        until(bench, key, Stage.LABELLED)
        nowhere = tmp_path / "a file"
        nowhere.write_text("in the way")
        blocked = dict.fromkeys(JobKind, FilePrinter(nowhere))
        done = send_prints(bench.place, blocked)
        assert (done.sent, done.waiting) == ((), 1)
        assert done.problem
        bench.print_all()
        bench.print_all()
        assert len(list(bench.printed.iterdir())) == 1

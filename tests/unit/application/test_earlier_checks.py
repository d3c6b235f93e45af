"""What earlier checks of a person still say: a reason that counts again, the check of an earlier issue of a repeat."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.builders import (
    AMARA,
    NIA,
    NOW,
    StandingClock,
    a_counter,
    a_patient,
    a_prescription,
    an_item,
    approved,
    held,
    medicine,
    received,
    workplace,
)

from dispensary.adapters.store.cipher import open_store
from dispensary.application.case import standing
from dispensary.application.clinical_check import CheckedCase, approve, decided, look_at
from dispensary.application.keep_check import keep_check
from dispensary.application.patient_record import correct_patient
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.clinical.gate import ReasonCode, unsettled
from dispensary.domain.clinical.retained import NotKept
from dispensary.domain.dictionary import Kind
from dispensary.domain.dispensing import ChosenProduct, Supply
from dispensary.domain.identifiers import IssueKey, SnomedCode
from dispensary.domain.journal import Sought
from dispensary.domain.patient import Allergy, Patient
from dispensary.domain.prescription import PrescribedItem, RepeatInformation, Treatment
from dispensary.domain.refused import CheckNotKept, CheckVoid, Unsettled
from dispensary.domain.workflow import Stage

RAMIPRIL = an_item("Ramipril 5mg capsules", 28, "1 om")
SPIRONOLACTONE = an_item("Spironolactone 25mg tablets", 28, "1 od")
STRONGER = an_item("Spironolactone 100mg tablets", 28, "1 od")
AMLODIPINE = an_item("Amlodipine 5mg tablets", 28, "1 od")


class Shop:
    """A pharmacy with one person, whose prescriptions come month by month."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = StandingClock()
        self.place: Workplace = workplace(folder, clock=self.clock)
        self.patient: Patient = a_patient(born=date(1953, 11, 14))
        self.count = 0

    def comes(
        self, *items: PrescribedItem, treatment: Treatment = Treatment.REPEAT, issue: int | None = None
    ) -> IssueKey:
        """Another prescription of the same person, signed today."""
        self.count += 1
        sent = a_prescription(
            *items,
            number=f"{self.count:06X}-FZZ99A-44B0E",
            patient=self.patient,
            treatment=treatment,
            authored_on=self.clock.at.date(),
            repeat=RepeatInformation(issue=issue, authorised=6 if issue else None),
        )
        return received(self.place, sent, self.patient)

    def sees(self, key: IssueKey) -> CheckedCase:
        found = look_at(self.place, key)
        assert isinstance(found, CheckedCase), found
        return found

    def accepts(self, key: IssueKey, code: ReasonCode = ReasonCode.MONITORED, words: str = "") -> None:
        """The pharmacist gives that reason for everything that asks, and approves."""
        seen = self.sees(key)
        with self.place.store.read() as uow:
            amara = uow.staff.get(AMARA)
        assert amara is not None
        left = unsettled(seen.result, seen.settled)
        made = approve(
            self.place, AMARA, key, tuple(decided(found, code, words, amara, self.clock.at) for found in left)
        )
        assert isinstance(made, Receipt), made

    def supplies(self, key: IssueKey) -> None:
        """Everything on it has gone out."""
        found = held(self.place, key)
        for item, work in found.pairs():
            assert item.quantity is not None
            product = ChosenProduct(item.code or SnomedCode(""), Kind.VMP, item.name)
            had = Supply(item.quantity, product, self.clock.at, NIA, directions=f"Take {item.dosage_text}")
            found = found.with_work(replace(work, stage=Stage.HANDED_OUT, supplies=(had,)))
        with self.place.store.begin() as uow:
            uow.dispensings.save(found)
            uow.commit()

    def asks(self, key: IssueKey) -> list[str]:
        seen = self.sees(key)
        return [found.rule for found in unsettled(seen.result, seen.settled)]

    def a_month_later(self, days: int = 28) -> None:
        self.clock.pass_by(days=days)

    def reopened(self) -> None:
        """The program is started again."""
        self.place.store.close()  # type: ignore[attr-defined]
        store = open_store(self.folder / "store.db", bytes(range(32)))
        self.place = replace(a_counter(store, self.clock), ids=self.place.ids)

    def told(self, kind: str) -> list[dict[str, object]]:
        with self.place.store.read() as uow:
            return [json.loads(each.body)["detail"] for each in uow.journal.search(Sought(kind=kind), 50)]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path)
    yield made
    made.place.store.close()  # type: ignore[attr-defined]


# --- a reason that counts again --------------------------------------------------------------------------------------


def test_an_accepted_reason_is_not_asked_for_again_and_stays_in_sight(shop: Shop) -> None:
    first = shop.comes(RAMIPRIL, SPIRONOLACTONE)
    asked = shop.asks(first)
    assert asked
    shop.accepts(first)
    shop.a_month_later()
    second = shop.comes(RAMIPRIL, SPIRONOLACTONE)
    seen = shop.sees(second)
    assert shop.asks(second) == []
    (carried,) = seen.carried.values()
    assert (carried.decision.reason_code, carried.issue, carried.name) == (
        ReasonCode.MONITORED,
        first,
        "Amara Whitlock",
    )
    assert carried.decision.finding_hash in {found.hash for found in seen.result.findings}
    assert isinstance(approve(shop.place, AMARA, second), Receipt)


def test_it_survives_a_restart_and_is_in_the_journal_with_what_was_seen(shop: Shop) -> None:
    first = shop.comes(RAMIPRIL, SPIRONOLACTONE)
    shop.accepts(first)
    shop.reopened()
    second = shop.comes(RAMIPRIL, SPIRONOLACTONE)
    assert shop.asks(second) == []
    assert isinstance(approve(shop.place, AMARA, second), Receipt)
    later, earlier = shop.told("clinically-checked")
    (made,) = earlier["decisions"]  # type: ignore[misc]
    assert made["tier"] == "reason"
    assert made["facts"]
    assert (made["role"], made["by"]) == ("Pharmacist", AMARA.value)
    assert made["expires"] == (NOW.date() + timedelta(days=365)).isoformat()
    assert [each["finding"] for each in later["carried"]] == [made["finding"]]  # type: ignore[attr-defined]
    assert (later["decisions"], later["interrupted"]) == ([], 0)
    assert earlier["interrupted"] == 2


@pytest.mark.parametrize(("days", "asks"), [(365, False), (366, True)])
def test_after_twelve_months_it_is_asked_for_again(shop: Shop, days: int, asks: bool) -> None:
    shop.accepts(shop.comes(RAMIPRIL, SPIRONOLACTONE))
    shop.a_month_later(days)
    assert bool(shop.asks(shop.comes(RAMIPRIL, SPIRONOLACTONE))) is asks


def test_counting_again_does_not_make_a_reason_last_longer(shop: Shop) -> None:
    shop.accepts(shop.comes(RAMIPRIL, SPIRONOLACTONE))
    shop.a_month_later(200)
    assert isinstance(approve(shop.place, AMARA, shop.comes(RAMIPRIL, SPIRONOLACTONE)), Receipt)
    shop.a_month_later(200)
    assert shop.asks(shop.comes(RAMIPRIL, SPIRONOLACTONE))


def test_a_new_dose_asks_again(shop: Shop) -> None:
    shop.accepts(shop.comes(RAMIPRIL, SPIRONOLACTONE))
    key = shop.comes(RAMIPRIL, STRONGER)
    assert shop.asks(key)
    assert isinstance(approve(shop.place, AMARA, key), Unsettled)


def test_another_person_is_asked_about_anew(shop: Shop) -> None:
    shop.accepts(shop.comes(RAMIPRIL, SPIRONOLACTONE))
    shop.patient = a_patient(name="Mr Tomasz Wrona", number="9990142742")
    assert shop.asks(shop.comes(RAMIPRIL, SPIRONOLACTONE))


# --- the check of an earlier issue -----------------------------------------------------------------------------------


def supplied_once(shop: Shop, *items: PrescribedItem, treatment: Treatment = Treatment.ERD) -> IssueKey:
    """The first issue, checked by the pharmacist and handed out; a month has gone by."""
    first = shop.comes(*items, treatment=treatment, issue=1)
    approved(shop.place, first)
    shop.supplies(first)
    shop.a_month_later()
    return first


def test_where_nothing_has_changed_a_dispenser_takes_the_check_of_the_last_issue(shop: Shop) -> None:
    first = supplied_once(shop, RAMIPRIL, AMLODIPINE)
    second = shop.comes(RAMIPRIL, AMLODIPINE, treatment=Treatment.ERD, issue=2)
    earlier = shop.sees(second).earlier
    assert [each.counts for each in earlier.values()] == [True, True]
    assert isinstance(keep_check(shop.place, NIA, second), Receipt)
    work = held(shop.place, second).items[0]
    assert work.stage is Stage.CLINICALLY_CHECKED
    assert work.approval is not None
    assert work.approval.kept is not None
    assert (work.approval.name, work.approval.at) == ("Amara Whitlock", NOW)
    assert (work.approval.kept.earlier, work.approval.kept.by) == (first, NIA)
    (told,) = shop.told("check-kept")
    assert told["items"] == 2


def test_a_kept_check_is_voided_by_a_change_as_any_other(shop: Shop) -> None:
    supplied_once(shop, RAMIPRIL)
    second = shop.comes(RAMIPRIL, treatment=Treatment.ERD, issue=2)
    assert isinstance(keep_check(shop.place, NIA, second), Receipt)
    allergic = replace(shop.patient.facts, allergies=(Allergy("latex"),), no_known_allergies=False)
    assert isinstance(
        correct_patient(shop.place, AMARA, replace(shop.patient, facts=allergic, version=1), "asked"), Receipt
    )
    with shop.place.store.read() as uow:
        now = held(shop.place, second)
        refusal = standing(shop.place, uow, now, now.items[0], shop.clock.at)
    assert isinstance(refusal, CheckVoid)
    assert refusal.changed == ("allergies",)


@pytest.mark.parametrize(("days", "why"), [(28 * 5, None), (175, NotKept.TOO_OLD)])
def test_a_check_is_kept_for_six_months_from_when_a_pharmacist_made_it(
    shop: Shop, days: int, why: NotKept | None
) -> None:
    supplied_once(shop, RAMIPRIL)
    shop.a_month_later(days - 28)
    second = shop.comes(RAMIPRIL, treatment=Treatment.ERD, issue=2)
    assert isinstance(keep_check(shop.place, NIA, second), Receipt)
    shop.supplies(second)
    shop.a_month_later(28)
    (earlier,) = shop.sees(shop.comes(RAMIPRIL, treatment=Treatment.ERD, issue=3)).earlier.values()
    assert earlier.at == NOW
    assert earlier.why is why


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (an_item("Morphine 10mg modified-release tablets", 56, "1 bd"), NotKept.CONTROLLED),
        (an_item("Pregabalin 150mg capsules", 56, "1 bd"), NotKept.CONTROLLED),
        (an_item("Apixaban 5mg tablets", 56, "1 bd"), NotKept.HIGH_RISK),
        (an_item("Levothyroxine sodium 100microgram tablets", 28, "1 om"), None),
    ],
)
def test_controlled_drugs_and_high_risk_medicines_are_checked_anew(
    shop: Shop, item: PrescribedItem, why: NotKept | None
) -> None:
    first = shop.comes(item, treatment=Treatment.REPEAT)
    shop.accepts(first, ReasonCode.PRESCRIBER_CONFIRMS, "rang the surgery")
    shop.supplies(first)
    shop.a_month_later()
    second = shop.comes(item, treatment=Treatment.REPEAT)
    (earlier,) = shop.sees(second).earlier.values()
    assert earlier.why is why
    made = keep_check(shop.place, NIA, second)
    assert isinstance(made, CheckNotKept if why else Receipt)


def test_what_changed_is_named(shop: Shop) -> None:
    supplied_once(shop, RAMIPRIL)
    more = an_item("Ramipril 5mg capsules", 56, "1 bd")
    (earlier,) = shop.sees(shop.comes(more, treatment=Treatment.ERD, issue=2)).earlier.values()
    assert earlier.why is NotKept.CHANGED
    assert earlier.changed == ("directions", "quantity", "other active medicines")  # the old way is still about


def test_a_new_medicine_from_elsewhere_keeps_the_check_from_counting(shop: Shop) -> None:
    supplied_once(shop, RAMIPRIL)
    taking = replace(shop.patient, other_medicines=(medicine("Amlodipine 5mg tablets", "1 od"),), version=1)
    assert isinstance(correct_patient(shop.place, AMARA, taking, "asked"), Receipt)
    (earlier,) = shop.sees(shop.comes(RAMIPRIL, treatment=Treatment.ERD, issue=2)).earlier.values()
    assert earlier.changed == ("other active medicines",)


def test_an_acute_item_has_no_earlier_check(shop: Shop) -> None:
    supplied_once(shop, RAMIPRIL)
    assert shop.sees(shop.comes(RAMIPRIL, treatment=Treatment.ACUTE)).earlier == {}


def test_a_finding_that_asks_is_never_passed_over(shop: Shop) -> None:
    """The reason was one of those that do not count again, so the pharmacist is asked, and the check is not kept."""
    first = shop.comes(RAMIPRIL, SPIRONOLACTONE, treatment=Treatment.REPEAT)
    shop.accepts(first, ReasonCode.PAUSE_OTHER_MEDICINE)
    shop.supplies(first)
    shop.a_month_later()
    second = shop.comes(RAMIPRIL, SPIRONOLACTONE, treatment=Treatment.REPEAT)
    assert {each.why for each in shop.sees(second).earlier.values()} == {NotKept.FINDING}
    assert isinstance(keep_check(shop.place, NIA, second), CheckNotKept)

"""What a person had, as the store looks it up, is what their prescriptions say, in whichever parts it went out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import KEY, NIA, NOW, a_prescription, an_item

from dispensary.adapters.store.cipher import open_store
from dispensary.adapters.store.postgres import open_postgres
from dispensary.application.ports.store import Store
from dispensary.domain.dictionary import Kind
from dispensary.domain.dispensing import ChosenProduct, Dispensing, ItemWork, Supply
from dispensary.domain.identifiers import IssueKey, PatientId, SnomedCode
from dispensary.domain.quantity import Quantity

WHO, OTHER = PatientId("hartnoll"), PatientId("wrona")
RAMIPRIL = an_item("Ramipril 5mg capsules")
SIMVASTATIN = an_item("Simvastatin 40mg tablets", 28, "1 on")


@pytest.fixture(params=["sqlcipher", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlcipher":
        made: Any = open_store(tmp_path / "store.db", KEY, create=True)
    else:
        made = open_postgres(request.getfixturevalue("store_url"), "Counter 1")
    yield made
    made.close()


def supply(days_ago: float, amount: int = 28, name: str = "Ramipril 5mg capsules (Training)") -> Supply:
    product = ChosenProduct(SnomedCode("42381611000001104"), Kind.AMP, name)
    said = "Take 1 in the morning"
    return Supply(Quantity(Decimal(amount), "capsule"), product, NOW - timedelta(days=days_ago), NIA, directions=said)


def dispensing(number: int, whose: PatientId | None, *supplies: tuple[Supply, ...]) -> Dispensing:
    sent = a_prescription(RAMIPRIL, SIMVASTATIN, number=f"{number:06X}-FZZ99A-44B0E")
    works = tuple(
        ItemWork(item.item_id, supplies=had) for item, had in zip(sent.items, (*supplies, (), ()), strict=False)
    )
    return Dispensing(sent, works, NOW, whose)


def add(store: Store, *made: Dispensing) -> None:
    with store.begin() as uow:
        for held in made:
            uow.dispensings.add(held)
        uow.commit()


NEVER = IssueKey(a_prescription(RAMIPRIL, number="FFFFFF-FZZ99A-00000").id, 1)


def test_a_line_supplied_in_two_parts_is_one_medicine_with_both(store: Store) -> None:
    add(store, dispensing(1, WHO, (supply(9, 20), supply(2, 8))), dispensing(2, WHO, (supply(40),)))
    with store.read() as uow:
        (found,) = uow.dispensings.medicines_of(WHO, since=NOW - timedelta(days=100), besides=NEVER)
        had = uow.dispensings.supplies_to(WHO)
    assert (found.quantity, found.at, found.times) == (Quantity(Decimal(28), "capsule"), NOW - timedelta(days=2), 2)
    assert [one.quantity.value for one in had] == [8, 20, 28]


def test_the_issue_in_hand_and_what_is_long_past_are_left_out(store: Store) -> None:
    mine = dispensing(1, WHO, (supply(1),))
    add(store, mine, dispensing(2, WHO, (supply(600),)))
    with store.read() as uow:
        assert uow.dispensings.medicines_of(WHO, since=NOW - timedelta(days=550), besides=mine.key) == []
        assert len(uow.dispensings.supplies_to(WHO)) == 2


def test_a_record_that_is_linked_anew_takes_its_supplies_along(store: Store) -> None:
    made = dispensing(1, WHO, (supply(1),))
    add(store, made)
    with store.begin() as uow:
        uow.dispensings.save(replace(made, patient=OTHER, version=1))
        uow.commit()
    with store.read() as uow:
        assert uow.dispensings.supplies_to(WHO) == []
        assert len(uow.dispensings.supplies_to(OTHER)) == 1


def test_what_is_rolled_back_was_not_supplied(store: Store) -> None:
    with store.begin() as uow:
        uow.dispensings.add(dispensing(1, WHO, (supply(1),)))
    with store.read() as uow:
        assert uow.dispensings.supplies_to(WHO) == []


_PARTS = st.lists(st.builds(supply, st.floats(0, 700), st.integers(1, 56)), max_size=3).map(
    lambda had: tuple(sorted(had, key=lambda one: one.at))
)
_ISSUES = st.lists(st.tuples(st.sampled_from([WHO, OTHER, None]), _PARTS, _PARTS), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_ISSUES, st.integers(0, 6))
def test_the_store_says_what_the_prescriptions_say(
    store: Store, issues: list[tuple[PatientId | None, tuple[Supply, ...], tuple[Supply, ...]]], without: int
) -> None:
    made = [dispensing(number, *issue) for number, issue in enumerate(issues)]
    since = datetime(2025, 5, 22, tzinfo=UTC)
    besides = made[without].key if without < len(made) else NEVER
    with store.begin() as uow:  # and nothing of it is kept
        for held in made:
            uow.dispensings.add(held)
        found = {
            (one.name, one.directions): (one.quantity.value, one.at, one.times)
            for one in uow.dispensings.medicines_of(WHO, since=since, besides=besides)
        }
        had = [(one.at, one.quantity.value) for one in uow.dispensings.supplies_to(WHO)]
    mine = [held for held in made if held.patient == WHO]
    every = [one for held in mine for work in held.items for one in work.supplies]
    assert sorted(had) == sorted((one.at, one.quantity.value) for one in every)
    assert [at for at, _ in had] == sorted((one.at for one in every), reverse=True)
    for item in (RAMIPRIL, SIMVASTATIN):
        lines = [
            [one for one in held.work(item.item_id).supplies if one.at >= since]
            for held in mine
            if held.key != besides and held.work(item.item_id).supplies
        ]
        recent = [line for line in lines if line]
        mark = (item.name, item.dosage_text or "")
        if not recent:
            assert mark not in found
            continue
        assert found[mark][1] == max(one.at for line in recent for one in line)


def test_a_person_s_other_prescriptions_are_found_newest_first(store: Store) -> None:
    mine, old, long_past, another = (dispensing(number, WHO) for number in (1, 2, 3, 4))
    zone = timezone(timedelta(hours=1))
    add(
        store,
        mine,
        replace(old, received_at=(NOW - timedelta(days=30)).astimezone(zone)),
        replace(long_past, received_at=NOW - timedelta(days=31)),
        replace(another, received_at=NOW - timedelta(days=2)),
        dispensing(5, OTHER),
    )
    with store.read() as uow:
        found = uow.dispensings.of_patient(WHO, since=NOW - timedelta(days=30), besides=mine.key)
    assert [held.key for held in found] == [another.key, old.key]

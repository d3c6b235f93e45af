"""Which packs went to whom, as the store finds them, is what the prescriptions say; and nothing that may be one is
left out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import JOSEPH, KEY, NIA, NOW, a_prescription, an_item

from dispensary.adapters.store.cipher import open_store
from dispensary.adapters.store.postgres import open_postgres
from dispensary.application.ports.store import ChangedElsewhere, Store
from dispensary.domain.accuracy.mapped import MappedBarcode
from dispensary.domain.dictionary import Kind
from dispensary.domain.dispensing import ChosenProduct, Dispensing, ItemWork, PackScan, Supply
from dispensary.domain.identifiers import Gtin, PatientId, SnomedCode
from dispensary.domain.near_misses import NearMissKind, NearMissRecord
from dispensary.domain.packs_out import PackOut, PacksSought, packs_out
from dispensary.domain.quantity import Quantity
from dispensary.domain.recalls import Recall, RecallClass, Recalled, RecalledProduct, RecallEnded, RecallLevel

WHO, OTHER = PatientId("hartnoll"), PatientId("wrona")
ONE, TWO = Gtin("05012345678900"), Gtin("05098765432109")
AMPP = SnomedCode("42381711000001105")
RAMIPRIL = an_item("Ramipril 5mg capsules")
SIMVASTATIN = an_item("Simvastatin 40mg tablets", 28, "1 on")
PRODUCT = ChosenProduct(SnomedCode("42381611000001104"), Kind.AMP, "Ramipril 5mg capsules (Training)")


@pytest.fixture(params=["sqlcipher", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "sqlcipher":
        made: Any = open_store(tmp_path / "store.db", KEY, create=True)
    else:
        made = open_postgres(request.getfixturevalue("store_url"), "Counter 1")
    yield made
    made.close()


def pack(gtin: Gtin | None = ONE, batch: str | None = "TR4071", part: int | None = None) -> PackScan:
    return PackScan(
        raw="scan", verdict="pass", rule="exact", at=NOW, by=NIA, gtin=gtin, packs=(AMPP,), batch=batch,
        expiry=date(2027, 3, 31) if batch else None, quantity=Quantity(Decimal(28), "capsule"),
        part=Decimal(part) if part else None,
    )  # fmt: skip


def supply(at: datetime, *packs: PackScan) -> Supply:
    return Supply(Quantity(Decimal(28), "capsule"), PRODUCT, at, NIA, packs=packs)


def dispensing(number: int, whose: PatientId | None, *supplies: tuple[Supply, ...]) -> Dispensing:
    sent = a_prescription(RAMIPRIL, SIMVASTATIN, number=f"{number:06X}-FZZ99A-44B0E")
    works = tuple(
        ItemWork(item.item_id, supplies=had) for item, had in zip(sent.items, (*supplies, (), ()), strict=False)
    )
    return Dispensing(sent, works, NOW, whose)


_PACKS = st.lists(
    st.builds(pack, st.sampled_from([ONE, TWO, None]), st.sampled_from(["TR4071", "tr 4071", "B2", None])), max_size=2
)
_SUPPLIES = st.lists(
    st.tuples(st.integers(0, 4000), _PACKS).map(lambda had: supply(NOW - timedelta(hours=had[0]), *had[1])), max_size=2
).map(tuple)
_ISSUES = st.lists(st.tuples(st.sampled_from([WHO, OTHER, None]), _SUPPLIES, _SUPPLIES), max_size=4)
_DAYS = st.none() | st.integers(0, 170).map(lambda days: (NOW - timedelta(days=days)).date())
_SOUGHT = st.builds(
    PacksSought,
    gtins=st.frozensets(st.sampled_from([ONE, TWO])),
    packs=st.frozensets(st.just(AMPP)),
    batches=st.frozensets(st.sampled_from(["TR4071", "B2", "NONE"])),
    since=_DAYS,
    until=_DAYS,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_ISSUES, _SOUGHT)
def test_every_pack_that_may_be_one_is_found_newest_first(
    store: Store,
    issues: list[tuple[PatientId | None, tuple[Supply, ...], tuple[Supply, ...]]],
    sought: PacksSought,
) -> None:
    made = [dispensing(number, *issue) for number, issue in enumerate(issues)]
    with store.begin() as uow:  # and nothing of it is kept
        for held in made:
            uow.dispensings.add(held)
        found = uow.dispensings.packs_out(sought)
    every = [one for held in made for one in packs_out(held)]
    wanted = [one for one in every if one.at is not None and sought.has(one) and sought.on(one.at.date())]
    assert sorted(map(repr, found)) == sorted(map(repr, wanted))
    times = [one.at for one in found]
    assert times == sorted(times, key=lambda at: at or NOW, reverse=True)


def test_what_went_out_of_a_pack_is_said(store: Store) -> None:
    with store.begin() as uow:
        uow.dispensings.add(dispensing(1, WHO, (supply(NOW, pack(part=7)),)))
        uow.commit()
    with store.read() as uow:
        (found,) = uow.dispensings.packs_out(PacksSought(gtins=frozenset({ONE})))
    assert isinstance(found, PackOut)
    assert (found.amount, found.batch, found.patient) == ("7 capsule", "TR4071", WHO)


def test_a_record_that_is_linked_anew_takes_its_packs_along(store: Store) -> None:
    made = dispensing(1, WHO, (supply(NOW, pack()),))
    sought = PacksSought(packs=frozenset({AMPP}))
    with store.begin() as uow:
        uow.dispensings.add(made)
        uow.commit()
    with store.begin() as uow:
        uow.dispensings.save(replace(made, patient=OTHER, version=1))
        uow.commit()
    with store.read() as uow:
        assert [one.patient for one in uow.dispensings.packs_out(sought)] == [OTHER]


def a_recall(number: int = 1) -> Recall:
    return Recall(
        number, "Ramipril 5 mg capsules", "EL (26) A/99", RecallLevel.PATIENT, RecallClass.IN_48_HOURS,
        Recalled(RecalledProduct(PRODUCT.code, PRODUCT.name), frozenset({ONE}), frozenset({"TR4071"})),
        "Bring them back.", JOSEPH, NOW,
        supplied_from=date(2026, 1, 1),
    )  # fmt: skip


def test_recalls_near_misses_and_mapped_barcodes_come_back_as_they_went_in(store: Store) -> None:
    miss = NearMissRecord(7, NOW, NearMissKind.STRENGTH, "Ramipril 5mg", "Ramipril 10mg", JOSEPH)
    mapped = MappedBarcode(ONE, AMPP, "Ramipril 5mg capsules", JOSEPH, NOW, "It says so on the box")
    with store.begin() as uow:
        uow.recalls.add(a_recall())
        uow.recalls.add(replace(a_recall(2), ended=RecallEnded(JOSEPH, NOW, "over")))
        uow.near_misses.add(miss)
        uow.mapped_barcodes.add(mapped)
        uow.commit()
    with store.read() as uow:
        assert uow.recalls.get("00000001") == replace(a_recall(), version=1)
        assert [one.number for one in uow.recalls.all()] == [2, 1]
        assert [one.number for one in uow.recalls.open()] == [1]
        assert uow.near_misses.get("00000007") == replace(miss, version=1)
        assert uow.mapped_barcodes.get(ONE.value) == replace(mapped, version=1)
        assert uow.mapped_barcodes.get(TWO.value) is None


def test_of_two_who_change_one_recall_the_second_is_told(store: Store) -> None:
    with store.begin() as uow:
        uow.recalls.add(a_recall())
        uow.commit()
    with store.begin() as uow:
        uow.recalls.save(replace(a_recall(), title="first", version=1))
        uow.commit()
    with store.begin() as uow, pytest.raises(ChangedElsewhere):
        uow.recalls.save(replace(a_recall(), title="second", version=1))
    with store.read() as uow:
        assert [one.title for one in uow.recalls.all()] == ["first"]


def test_packs_of_a_day_are_found_by_the_day_of_the_pharmacy(store: Store) -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    with store.begin() as uow:
        uow.dispensings.add(dispensing(1, WHO, (supply(late, pack()),)))
        uow.commit()
    with store.read() as uow:
        for day, there in ((date(2026, 6, 30), 0), (date(2026, 7, 1), 1), (date(2026, 7, 2), 0)):
            sought = PacksSought(frozenset({ONE}), since=day, until=day)
            assert len(uow.dispensings.packs_out(sought)) == there

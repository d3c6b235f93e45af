"""`dispensary recall` and `dispensary record near-misses`, over a real store with its own services."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.builders import a_patient, a_prescription, an_item

from dispensary import bootstrap
from dispensary.cli.main import run
from dispensary.domain.dictionary import Kind
from dispensary.domain.dispensing import ChosenProduct, Dispensing, ItemWork, PackScan, Supply
from dispensary.domain.identifiers import Gtin, SnomedCode, UserId
from dispensary.domain.near_misses import Learning, NearMissKind, NearMissRecord
from dispensary.domain.quantity import Quantity
from dispensary.domain.workflow import Stage
from dispensary.keeping.demonstration import furnish_demo

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
GTIN = "05012345678900"
PRODUCT = ChosenProduct(SnomedCode("42381611000001104"), Kind.AMP, "Ramipril 5mg capsules (Training)")


def supplied(number: str, at: datetime, batch: str | None) -> Dispensing:
    scan = PackScan(
        raw="scan", verdict="pass", rule="exact", at=at, by=UserId("nia"), gtin=Gtin(GTIN), batch=batch,
        quantity=Quantity(Decimal(28), "capsule"),
    )  # fmt: skip
    supply = Supply(Quantity(Decimal(28), "capsule"), PRODUCT, at, UserId("nia"), packs=(scan,))
    sent = a_prescription(an_item(), number=number)
    work = ItemWork(sent.items[0].item_id, Stage.HANDED_OUT, supplies=(supply,))
    return Dispensing(sent, (work,), at, a_patient().id)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DISPENSARY_HOME", "DISPENSARY_STORE_URL", "DISPENSARY_KEY_FILE", "DISPENSARY_EPS_URL"):
        monkeypatch.delenv(name, raising=False)
    made = bootstrap.Home(tmp_path / "home")
    store = furnish_demo(made)
    with store.begin() as uow:
        if uow.patients.get(a_patient().id) is None:
            uow.patients.add(replace(a_patient(), phone="01632 960 001"))
        uow.dispensings.add(supplied("00000A-FZZ99A-44B0E", NINE, "TR4071"))
        uow.dispensings.add(supplied("00000B-FZZ99A-44B0E", NINE + timedelta(days=1), None))
        uow.dispensings.add(supplied("00000C-FZZ99A-44B0E", NINE + timedelta(days=2), "B2"))
        why = Learning("=Shelved side by side", discussed=True)
        uow.near_misses.add(
            NearMissRecord(1, NINE, NearMissKind.STRENGTH, "Ramipril 5mg", "Ramipril 10mg", UserId("nia"), learning=why)
        )
        uow.near_misses.add(NearMissRecord(2, NINE + timedelta(days=5), NearMissKind.LABEL, "A", "B", UserId("nia")))
        uow.commit()
    store.close()
    return made.folder


def ask(home: Path, *words: str) -> int:
    return run(["--home", str(home), *words], bootstrap.services())


def test_every_patient_who_had_the_pack_is_named_newest_first(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(home, "recall", "--gtin", "5012345678900") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["gtin"] == GTIN
    assert [each["batch"] for each in told["supplies"]] == ["B2", None, "TR4071"]
    last = told["supplies"][-1]
    assert (last["patient"]["name"], last["product"]) == ("Mrs Beryl Hartnoll", PRODUCT.name)
    assert (last["quantity"], last["supplied_at"], last["sure"]) == ("28 capsule", NINE.isoformat(), True)


def test_a_batch_brings_those_whose_batch_is_not_known_too(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(home, "recall", "--gtin", GTIN, "--batch", "tr 4071") == 0
    told = json.loads(capsys.readouterr().out)
    assert [(each["batch"], each["sure"]) for each in told["supplies"]] == [(None, False), ("TR4071", True)]


def test_who_was_looked_up_stands_in_the_journal(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(home, "recall", "--gtin", GTIN) == 0
    capsys.readouterr()
    assert ask(home, "journal", "export") == 0
    assert f"recall {GTIN}" in capsys.readouterr().out


def test_a_number_that_is_no_barcode_is_bad_usage(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(home, "recall", "--gtin", "5012345678901") == 2
    assert "check digit" in capsys.readouterr().err


def test_the_near_miss_log_leaves_as_json_and_as_a_table(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(home, "record", "near-misses") == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["number"] for each in told] == [2, 1]
    assert (told[1]["type"], told[1]["type_in_words"], told[1]["discussed"]) == ("S", "wrong strength", True)
    assert ask(home, "record", "near-misses", "--until", "2026-11-20", "--csv") == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["number"], row["possible_cause"]) == ("1", "'=Shelved side by side")

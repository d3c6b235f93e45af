"""`dispensary record responsible-pharmacist`, over a real store with its own services."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from dispensary import bootstrap
from dispensary.cli.main import run
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Absence, OnDuty
from dispensary.keeping.demonstration import furnish_demo

NINE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demonstration pharmacy, with two days on which Amara Whitlock was responsible and once at lunch."""
    for name in ("DISPENSARY_HOME", "DISPENSARY_STORE_URL", "DISPENSARY_KEY_FILE", "DISPENSARY_EPS_URL"):
        monkeypatch.delenv(name, raising=False)
    made = bootstrap.Home(tmp_path / "home")
    store = furnish_demo(made)
    with store.begin() as uow:
        uow.duty.end(NINE - 30 * HOUR)
        for day in (0, 1):
            uow.duty.begin(OnDuty(UserId("amara"), "Amara Whitlock", "2999041", NINE + day * 24 * HOUR))
            if day == 0:
                uow.duty.leave(Absence(UserId("amara"), "Amara Whitlock", NINE + 3 * HOUR))
                uow.duty.come_back(NINE + 4 * HOUR)
            uow.duty.end(NINE + day * 24 * HOUR + 9 * HOUR)
        uow.commit()
    store.close()
    return made.folder


def ask(home: Path, *words: str) -> int:
    return run(["--home", str(home), "record", "responsible-pharmacist", *words], bootstrap.services())


def test_the_record_holds_what_the_regulation_asks_for(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(home, "--since", "2026-11-20", "--until", "2026-11-20") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["pharmacy"], answer["since"], answer["until"]) == ("Fernhill Pharmacy", "2026-11-20", "2026-11-20")
    assert answer["stretches"] == [
        {
            "name": "Amara Whitlock",
            "registration": "2999041",
            "since": "2026-11-20T09:00:00+00:00",
            "until": "2026-11-20T18:00:00+00:00",
            "absences": [
                {
                    "name": "Amara Whitlock",
                    "left_at": "2026-11-20T12:00:00+00:00",
                    "returned_at": "2026-11-20T13:00:00+00:00",
                }
            ],
        }
    ]
    assert answer["unplaced_absences"] == []


def test_the_page_says_the_same_and_whose_it_is(home: Path, tmp_path: Path) -> None:
    page = tmp_path / "record.pdf"
    assert ask(home, "--since", "2026-11-20", "--until", "2026-11-21", "--out", str(page)) == 0
    with pypdfium2.PdfDocument(page) as document:
        assert len(document) == 1
        said = document[0].get_textpage().get_text_range()
    for words in (
        "Fernhill Pharmacy",
        "20 Nov 2026 to 21 Nov 2026",
        "Amara Whitlock",
        "2999041",
        "20 Nov 2026, 09:00",
        "Absent: left 20 Nov 2026, 12:00, back 13:00: 1 hour",
        "No absence",
        "page 1 of 1",
    ):
        assert words in said, words


@pytest.mark.parametrize("wrong", [("--since", "monday"), ("--since", "2026-11-21", "--until", "2026-11-20")])
def test_days_that_cannot_be_meant_are_bad_usage(home: Path, wrong: tuple[str, ...]) -> None:
    assert ask(home, *wrong) == 2


def test_the_alert_burden_of_a_month_is_asked_for_by_its_name(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--home", str(home), "record", "alerts", "--month"]
    assert run([*words, "2026-11"], bootstrap.services()) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["month"], answer["rules"]) == ("2026-11", [])
    assert run([*words, "last"], bootstrap.services()) == 2

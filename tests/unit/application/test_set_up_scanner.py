"""Setting up the scanner of a workstation: kept, journalled with what stood there before, or refused and left alone."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import AMARA, workplace

from dispensary.application.set_up_scanner import set_up_scanner
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.journal import Sought
from dispensary.domain.scanners import ScannerDetail, ScannerSetup, ScannerUnfit


class Note:
    def __init__(self) -> None:
        self.kept = ScannerSetup()

    def read(self) -> ScannerSetup:
        return self.kept

    def keep(self, setup: ScannerSetup) -> None:
        self.kept = setup


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path)
    yield made
    made.store.close()


def journalled(place: Workplace) -> list[object]:
    with place.store.read() as uow:
        found = uow.journal.search(Sought(kind="scanner-set-up"), 9)
        return [json.loads(entry.body)["detail"] for entry in found]


def test_it_is_kept_and_the_journal_says_what_stood_there_before(place: Workplace) -> None:
    note, wanted = Note(), ScannerSetup(port="COM3", suffix=b"\t")
    assert set_up_scanner(place, AMARA, note, wanted) == Receipt()
    assert note.kept == wanted
    assert journalled(place) == [{"port": {"before": "", "after": "COM3"}, "suffix": {"before": "CR", "after": "TAB"}}]


def test_what_cannot_stand_is_refused_and_nothing_is_kept(place: Workplace) -> None:
    note = Note()
    refused = set_up_scanner(place, AMARA, note, replace(ScannerSetup(), prefix=b"0"))
    assert refused == ScannerUnfit(ScannerDetail.PREFIX)
    assert (note.kept, journalled(place)) == (ScannerSetup(), [])


def test_what_stands_there_already_is_no_change(place: Workplace) -> None:
    assert set_up_scanner(place, AMARA, Note(), ScannerSetup()) == Receipt()
    assert journalled(place) == []

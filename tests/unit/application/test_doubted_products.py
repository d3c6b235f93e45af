"""Products that dm+d marks invalid, has given another code, or does not know: marked, never blocked.

Conformance rows 1.8.13 and 1.8.14.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.adapters.test_dictionary_import import a_release, as_folder
from tests.builders import (
    AMARA,
    JOSEPH,
    a_patient,
    a_prescription,
    an_item,
    assembled,
    bagged,
    held,
    label_scan,
    received,
    workplace,
)

from dispensary.adapters.dictionary import FollowingDictionary, import_release
from dispensary.application.accuracy_check import LabelMatched, PackJudged, accept_held_pack, scan_at_bench
from dispensary.application.queries.detail import Detail, detail
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.accuracy.reasons import PrescribedInvalid
from dispensary.domain.identifiers import IssueKey, SnomedCode
from dispensary.domain.refused import OverrideNotAllowed

NAME = "Examplin 5mg tablets"
PACK = "]d20109521234567899172808311010A\x1d21S1"
OTHER = "]d20109520000000004172808311010A\x1d21S1"


def with_an_invalid_product(files: dict[str, str]) -> dict[str, str]:
    name = "f_vmp2_3010425.xml"
    return files | {name: files[name].replace("<VPID>31</VPID><VPIDPREV>30", "<VPID>31</VPID><INVALID>1</INVALID>"
                                              "<VPIDPREV>30")}  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    home = tmp_path / "home"
    import_release(home, as_folder(tmp_path / "release", with_an_invalid_product(a_release())))
    made = replace(workplace(tmp_path), dictionary=FollowingDictionary(home))
    yield made
    made.store.close()


def prescribed(place: Workplace, code: str) -> IssueKey:
    item = replace(an_item(NAME, 28, "1 om"), code=SnomedCode(code), name=NAME)
    person = a_patient()
    return received(place, a_prescription(item, patient=person), person)


def line(place: Workplace, key: IssueKey) -> tuple[bool, bool, SnomedCode | None]:
    found = detail(place, key)
    assert isinstance(found, Detail)
    (entry,) = found.items
    return entry.known, entry.invalid, entry.became


def test_an_invalid_product_is_marked_and_goes_out_once_a_pharmacist_has_confirmed_it(place: Workplace) -> None:
    key = prescribed(place, "31")
    assert line(place, key) == (True, True, None)
    assembled(place, key)
    scanned = scan_at_bench(place, JOSEPH, key, PACK)
    assert isinstance(scanned, PackJudged)
    assert scanned.stopped
    assert any(isinstance(reason, PrescribedInvalid) for reason in scanned.verdict.reasons)
    accepted = accept_held_pack(place, AMARA, key, Decimal(28), "Same product, checked with the prescriber")
    assert isinstance(accepted, Receipt)
    assert isinstance(scan_at_bench(place, JOSEPH, key, label_scan(place, key, NAME)), LabelMatched)
    bagged(place, key)


def test_a_code_that_was_changed_is_kept_as_it_came_and_shown_as_it_is_now(place: Workplace) -> None:
    key = prescribed(place, "30")
    assert line(place, key) == (True, True, SnomedCode("31"))
    (item,) = held(place, key).prescription.items
    assert item.code == SnomedCode("30")


def test_a_wrong_pack_for_an_invalid_product_is_not_accepted_with_it(place: Workplace, tmp_path: Path) -> None:
    key = prescribed(place, "33")
    assembled(place, key)
    scanned = scan_at_bench(place, JOSEPH, key, PACK)
    assert isinstance(scanned, PackJudged)
    assert scanned.stopped
    refused = accept_held_pack(place, AMARA, key, Decimal(28), "looks right")
    assert isinstance(refused, OverrideNotAllowed)


def test_an_unknown_code_is_dispensed_by_eye(place: Workplace) -> None:
    key = prescribed(place, "999999991000001107")
    assert line(place, key) == (False, False, None)
    assembled(place, key)
    scanned = scan_at_bench(place, JOSEPH, key, OTHER)
    assert isinstance(scanned, PackJudged)
    accepted = accept_held_pack(place, AMARA, key, Decimal(28), "Compared with the prescriber's words")
    assert isinstance(accepted, Receipt), accepted
    assert isinstance(scan_at_bench(place, JOSEPH, key, label_scan(place, key, NAME)), LabelMatched)

"""Products that dm+d marks invalid, has given another code, or does not know: marked, never blocked.

Conformance rows 1.8.13 and 1.8.14.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
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
from dispensary.application.queries.detail import Detail, ItemDetail, detail
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.accuracy.reasons import PrescribedDoubted, PrescribedInvalid, PrescribedMoved
from dispensary.domain.identifiers import IssueKey, SnomedCode
from dispensary.domain.refused import OverrideNotAllowed
from dispensary.wording.product import dictionary_notes

NAME = "Examplin 5mg tablets"
PACK = "]d20109521234567899172808311010A\x1d21S1"
OTHER = "]d20109520000000004172808311010A\x1d21S1"


def with_an_invalid_product(files: dict[str, str]) -> dict[str, str]:
    name = "f_vmp2_3010425.xml"
    return files | {name: files[name].replace("<VPID>31</VPID><VPIDPREV>30", "<VPID>31</VPID><INVALID>1</INVALID>"
                                              "<VPIDPREV>30")}  # fmt: skip


@contextmanager
def opened(tmp_path: Path, *releases: dict[str, str]) -> Iterator[Workplace]:
    """A counter with these releases, brought in one after the other."""
    home = tmp_path / "home"
    for number, files in enumerate(releases):
        import_release(home, as_folder(tmp_path / f"release-{number}", files))
    made = replace(workplace(tmp_path), dictionary=FollowingDictionary(home))
    yield made
    made.store.close()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    with opened(tmp_path, with_an_invalid_product(a_release())) as made:
        yield made


def prescribed(place: Workplace, code: str, written: date | None = None) -> IssueKey:
    item = replace(an_item(NAME, 28, "1 om"), code=SnomedCode(code), name=NAME)
    person = a_patient()
    sent = a_prescription(item, patient=person)
    return received(place, replace(sent, authored_on=written or sent.authored_on), person)


def line(place: Workplace, key: IssueKey) -> ItemDetail:
    found = detail(place, key)
    assert isinstance(found, Detail)
    (entry,) = found.items
    return entry


def test_an_invalid_product_is_marked_and_goes_out_once_a_pharmacist_has_confirmed_it(place: Workplace) -> None:
    key = prescribed(place, "31")
    entry = line(place, key)
    assert (entry.known, entry.invalid, entry.doubtful) == (True, True, True)
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
    entry = line(place, key)
    assert entry.product is not None
    assert (entry.product.received, entry.product.current) == (SnomedCode("30"), SnomedCode("31"))
    assert entry.doubtful, "the product that it became is marked invalid"
    (item,) = held(place, key).prescription.items
    assert item.code == SnomedCode("30")


def test_a_code_with_one_valid_product_behind_it_is_no_doubt_and_nobody_is_asked(tmp_path: Path) -> None:
    with opened(tmp_path, a_release()) as place:
        key = prescribed(place, "29")
        entry = line(place, key)
        assert entry.product is not None
        assert (entry.product.recoded, entry.doubtful) == (True, False)
        assembled(place, key)
        scanned = scan_at_bench(place, JOSEPH, key, PACK)
        assert isinstance(scanned, PackJudged)
        assert not any(isinstance(reason, PrescribedDoubted) for reason in scanned.verdict.reasons)


@pytest.mark.parametrize(
    "code", ["28", "10", "27"], ids=["became two", "a moiety now", "of a product that is not there"]
)
def test_a_code_without_one_product_behind_it_is_a_doubt(tmp_path: Path, code: str) -> None:
    with opened(tmp_path, a_release()) as place:
        assert line(place, prescribed(place, code)).doubtful


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
    entry = line(place, key)
    assert (entry.known, entry.doubtful) == (False, True)
    assembled(place, key)
    scanned = scan_at_bench(place, JOSEPH, key, OTHER)
    assert isinstance(scanned, PackJudged)
    accepted = accept_held_pack(place, AMARA, key, Decimal(28), "Compared with the prescriber's words")
    assert isinstance(accepted, Receipt), accepted
    assert isinstance(scan_at_bench(place, JOSEPH, key, label_scan(place, key, NAME)), LabelMatched)


def the_next(files: dict[str, str], *changes: tuple[str, str]) -> dict[str, str]:
    """The next release, of 16 November 2026, with some words of it changed."""
    later = {name.replace("010425", "161126"): text for name, text in files.items()}
    for old, new in changes:
        assert any(old in text for text in later.values()), old
        later = {name: text.replace(old, new) for name, text in later.items()}
    return later


BRAND = "<APID>52</APID><VPID>31</VPID>"
MOVED = (BRAND, BRAND.replace("31", "32")), ("<VPPID>41</VPPID><APID>52</APID>", "<VPPID>42</VPPID><APID>52</APID>")


def test_a_brand_that_was_moved_to_another_generic_is_said_and_goes_out_once_a_pharmacist_has_confirmed_it(
    tmp_path: Path,
) -> None:
    """Its code is valid before and after: only the release before shows that it is not what it was (row 1.8.14)."""
    with opened(tmp_path, a_release(), the_next(a_release(), *MOVED)) as place:
        key = prescribed(place, "52")
        entry = line(place, key)
        assert entry.moved is not None
        assert (entry.moved.before_name, entry.moved.now.name, entry.moved.since) == (
            NAME,
            "Examplin 5mg/5ml oral solution",
            date(2026, 11, 16),
        )
        assert entry.doubtful
        said = dictionary_notes(entry.product, entry.moved) if entry.product is not None else ()
        assert "Examplin 5mg tablets before, Examplin 5mg/5ml oral solution now" in " ".join(said)
        assembled(place, key)
        scanned = scan_at_bench(place, JOSEPH, key, PACK)
        assert isinstance(scanned, PackJudged)
        assert any(isinstance(reason, PrescribedMoved) for reason in scanned.verdict.reasons)
        accepted = accept_held_pack(place, AMARA, key, Decimal(28), "Same brand, the prescriber confirms it")
        assert isinstance(accepted, Receipt), accepted


@pytest.mark.parametrize(("written", "doubted"), [(date(2027, 1, 16), True), (date(2027, 1, 17), False)])
def test_a_brand_ordered_two_months_after_it_was_moved_is_no_doubt(
    tmp_path: Path, written: date, *, doubted: bool
) -> None:
    """By then every dictionary had it where it is now (row 1.8.2)."""
    with opened(tmp_path, a_release(), the_next(a_release(), *MOVED)) as place:
        assert line(place, prescribed(place, "52", written)).doubtful == doubted


def test_a_generic_that_only_has_another_code_now_has_not_moved_its_brands(tmp_path: Path) -> None:
    renumbered = (("<VPID>31</VPID>", "<VPID>39</VPID>"), ("<VPIDPREV>30</VPIDPREV>", "<VPIDPREV>31</VPIDPREV>"))
    with opened(tmp_path, a_release(), the_next(a_release(), *renumbered)) as place:
        assert not line(place, prescribed(place, "52")).doubtful
